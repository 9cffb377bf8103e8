"""The exercise on a 3×3 convolution: the kernel's response at every place."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from ann_course.learn import Exercise, Mistake
from ann_course.lessons.lesson_09.one_window import (
    CORNER,
    PICTURE,
    RAMP,
    SLOPE,
    Answer,
    after,
    answer_at,
    draw_image,
    draw_kernel,
    with_pixel,
)
from ann_lib._support.checks import FloatArray


def convolve(image: FloatArray, kernel: FloatArray) -> FloatArray:
    """Return a 3×3 kernel's response at every place where it fits into the image."""
    height, width = image.shape
    out = np.zeros((height - 2, width - 2))
    for row in range(height - 2):
        for column in range(width - 2):
            window = image[row : row + 3, column : column + 3]
            out[row, column] = (window * kernel).sum()
    return out


def _windows(image: FloatArray) -> FloatArray:
    return sliding_window_view(image, (3, 3))


def _into_the_image(image: FloatArray, kernel: FloatArray) -> FloatArray:
    for row in range(image.shape[0] - 2):
        for column in range(image.shape[1] - 2):
            window = image[row : row + 3, column : column + 3]
            image[row + 1, column + 1] = (window * kernel).sum()
    return image[1:-1, 1:-1]


def _image_as_result(image: FloatArray, kernel: FloatArray) -> FloatArray:
    image[:-2, :-2] = convolve(image.copy(), kernel)
    return image


def _filled(
    places: Callable[[int, int], tuple[int, int]] | None = None, by: Answer = answer_at
) -> Callable[[FloatArray, FloatArray], FloatArray]:
    """Return a wrong `convolve`: it fills other places, or by another rule."""

    def wrong(image: FloatArray, kernel: FloatArray) -> FloatArray:
        out = np.zeros((image.shape[0] - 2, image.shape[1] - 2))
        rows, columns = places(*image.shape) if places else out.shape
        for row in range(rows):
            for column in range(columns):
                out[row, column] = by(image, kernel, row, column)
        return out

    return wrong


def _turned_round(image: FloatArray, kernel: FloatArray) -> FloatArray:
    out = np.zeros((image.shape[0] - 2, image.shape[1] - 2))
    for row in range(image.shape[0] - 2):
        for column in range(image.shape[1] - 2):
            out[column, row] = answer_at(image, kernel, row, column)
    return out


def _square(image: FloatArray, kernel: FloatArray) -> FloatArray:
    n = len(image) - 2
    out = np.zeros((n, n))
    for row in range(n):
        for column in range(n):
            out[row, column] = answer_at(image, kernel, row, column)
    return out


def _with_products(image: FloatArray, kernel: FloatArray) -> FloatArray:
    out = np.zeros((1, 1))
    out[0, 0] = image[:3, :3] * kernel
    return out


def _shape_as_two(image: FloatArray, kernel: FloatArray) -> FloatArray:
    rows, columns = image.shape[0] - 2, image.shape[1] - 2
    return np.zeros(rows, columns)


write_convolution = Exercise(
    "write-convolution",
    "Write `convolve(image, kernel)`. It returns the 3×3 kernel's answer at every place "
    "where the window lies wholly in the image.",
    reference=convolve,
    inputs=[(RAMP, SLOPE), (PICTURE, CORNER)],
    random_inputs=lambda rng: (draw_image(rng), draw_kernel(rng)),
    mistakes=[
        Mistake(
            lambda image, kernel: convolve(image, kernel[::-1, ::-1]),
            "You turned the kernel by 180 degrees. That is a convolution as mathematicians "
            "write it; in networks the kernel is laid on the image as it stands.",
        ),
        Mistake(
            lambda image, kernel: convolve(image, kernel.T),
            "Rows and columns of the kernel are swapped: `kernel[i, j]` meets the pixel in "
            "row `row + i` and column `column + j`.",
        ),
        Mistake(
            lambda image, kernel: (_windows(image) + kernel).sum(axis=(2, 3)),
            "You added the weights to the pixels. Multiply them, place by place; then add "
            "the nine products up.",
        ),
        Mistake(
            lambda image, kernel: (_windows(image) * kernel).mean(axis=(2, 3)),
            "You took the mean of the nine products. Their sum was asked for.",
        ),
        Mistake(
            lambda image, kernel: _windows(image).sum(axis=(2, 3)),
            "You added up each window, and left out the kernel.",
        ),
        Mistake(
            lambda image, kernel: convolve(image, kernel)[:-1, :-1],
            "The last row and the last column are missing. A window of 3 fits into 5 "
            "pixels at three places: 5 − 2.",
        ),
        Mistake(
            _filled(lambda height, width: (height - 3, width - 3)),
            "The last row and the last column were not filled. `range(n)` ends at n − 1 by "
            "itself: `range(height - 2)`.",
        ),
        Mistake(
            _filled(lambda height, width: (1, width - 2)),
            "Only the first row was filled. Does `return` stand inside a loop? Move it to "
            "the left, below both.",
        ),
        Mistake(
            _filled(lambda height, width: (1, 1)),
            "Only the first place was filled. Does `return` stand inside the loops? Move "
            "it to the left, below both.",
        ),
        Mistake(
            _filled(lambda height, width: (height, width)),
            "An index runs over the edge, of the image or of your array. The last window "
            "begins at row `height - 3`: so there are `height - 2` rows of answers, and "
            "`range(height - 2)` counts them; columns alike.",
        ),
        Mistake(
            _turned_round,
            "Rows and columns of your array are swapped: `out[row, column]`, and in "
            "`np.zeros` the rows come first.",
        ),
        Mistake(
            _square,
            "Your array has as many columns as rows, but an image need not be square: "
            "`height, width = image.shape`.",
        ),
        Mistake(
            _shape_as_two,
            "`np.zeros` takes the shape as one thing, a pair: `np.zeros((height - 2, width "
            "- 2))`, with two parentheses on each side.",
        ),
        Mistake(
            lambda image, kernel: np.zeros(np.subtract(image.shape, 2)),
            "The shape is right, but all of it is still 0. Go through all places with two "
            "loops, and put into `out[row, column]` what the kernel answers there.",
        ),
        Mistake(
            _with_products,
            "The kernel gives nine products there, and `out[row, column]` has room for one "
            "number. Add them up.",
        ),
        Mistake(
            lambda image, kernel: float(convolve(image, kernel)[-1, -1]),
            "That is the answer at the last place alone. `out = …` forgets the array; "
            "`out[row, column] = …` writes into it.",
        ),
        Mistake(
            lambda image, kernel: answer_at(image, kernel, 0, 0),
            "That is the answer at the first place alone. There is one for every place "
            "where the window fits: go through them with two loops.",
        ),
        Mistake(
            lambda image, kernel: convolve(image, kernel).ravel(),
            "The answers are right, but in one long row. They make an image: put each at "
            "its place, `out[row, column]`, in an array of two dimensions.",
        ),
        Mistake(
            lambda image, kernel: image * kernel,
            "The image is larger than the kernel, so they can't be multiplied as they are. "
            "Cut a window of 3 × 3 out of the image, at each place, and multiply that.",
        ),
        Mistake(
            lambda image, kernel: answer_at(image, kernel),  # type: ignore[call-arg]
            "`answer_at` wants to know the place, too: "
            "`answer_at(image, kernel, row, column)`.",
        ),
        Mistake(
            _filled(lambda height, width: (height, width), after(9)),
            "One of your windows does not have 3 × 3 pixels. Is it `row : row + 3`? And at "
            "the edge of the image a slice ends early: the last one begins at row `height "
            "- 3`, so the rows are `range(height - 2)`; columns alike.",
        ),
        Mistake(
            lambda image, kernel: convolve(image, kernel).astype(int),
            "Your array holds whole numbers, so all decimals are lost. Without a `dtype`, "
            "`np.zeros` makes one for any numbers.",
        ),
        Mistake(
            lambda image, kernel: (_windows(image) @ kernel).sum(axis=(2, 3)),
            "`@` multiplies matrices, rows with columns. Here each weight is multiplied by "
            "the one pixel beneath it: `*`.",
        ),
        Mistake(
            lambda image, kernel: convolve(np.pad(image, 1), kernel),
            "Yours is as large as the image: at its edge, the window hangs over and reads "
            "zeros. That is called *padding*, and is often done. Here we asked only for "
            "windows that lie wholly inside the image.",
        ),
        Mistake(
            lambda image, kernel: np.pad(convolve(image, kernel), (0, 2)),
            "The answers are right, but their array is as large as the image: its last two "
            "rows and columns were never filled. Make it smaller by 2 in each direction.",
        ),
        Mistake(
            lambda image, kernel: np.pad(convolve(image, kernel), 1),
            "The answers are right, with a frame of zeros around them that nothing "
            "computed. Make the array smaller by 2 in each direction, and begin at row 0, "
            "column 0.",
        ),
        Mistake(
            _filled(by=with_pixel(lambda row, column, i, j: (row + i, column))),
            "One offset is missing: you go down with the kernel's rows, but not to the "
            "right with its columns.",
        ),
        Mistake(
            _filled(by=with_pixel(lambda row, column, i, j: (row, column + j))),
            "One offset is missing: you go to the right with the kernel's columns, but not "
            "down with its rows.",
        ),
        Mistake(
            _into_the_image,
            "You write the answers into the image while you still read it, so later "
            "windows see earlier answers. Put them into a separate array.",
        ),
        Mistake(
            _image_as_result,
            "Your result *is* the image: `out = image` gives it a second name and makes no "
            "new array. Start from `np.zeros`, with two rows and two columns less.",
        ),
        Mistake(
            lambda image, kernel: convolve(image, kernel).astype(np.float32),
            "The numbers are right, but less exact than those that came in. Without a "
            "`dtype`, `np.zeros` keeps them exact.",
        ),
        Mistake(
            lambda image, kernel: convolve(image, kernel).tolist(),
            "The numbers are right, but they are in lists. Whoever gets them will want to "
            "compute with them: return `np.array(…)` of them.",
        ),
    ],
    hints=[
        "How many places are there for a window of 3 in a row of 5 pixels? The example "
        "above counts them. That is the shape of what you return.",
        "Take `height, width = image.shape`, and start from zeros with two rows and two "
        "columns less. Two loops, one in the other, go through all places.",
        "In the inner loop: `out[row, column] = answer_at(image, kernel, row, column)`. "
        "The loops run over `range(height - 2)` and `range(width - 2)`.",
    ],
    praise="Nicely done, on {n} images. That is a convolutional layer: `Conv2D` computes "
    "the same, for many kernels at once.",
    ask="How large is the result for a picture of 16 × 16, and why is it smaller?",
)
