"""The exercises on a 3×3 convolution: one answer, and all of them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from ann_lib._checks import FloatArray
from ann_lib.learn import Exercise, Mistake


def answer_at(image: FloatArray, kernel: FloatArray, row: int, column: int) -> float:
    """Return what a 3×3 kernel answers where its upper left corner is put."""
    total = 0.0
    for i in range(3):
        for j in range(3):
            total += kernel[i, j] * image[row + i, column + j]
    return total


def _image(rng: np.random.Generator) -> FloatArray:
    height, width = rng.integers(4, 7), rng.integers(4, 7)
    return rng.integers(0, 5, (height, width)).astype(float)


def _kernel(rng: np.random.Generator) -> FloatArray:
    return rng.integers(-4, 5, (3, 3)) / 2  # halves: whole numbers would not do


def _draw_place(rng: np.random.Generator) -> tuple[FloatArray, FloatArray, int, int]:
    image = _image(rng)
    row, column = (int(rng.integers(0, length - 2)) for length in image.shape)
    return image, _kernel(rng), row, column


_RAMP = np.array([[0.0, 1, 2], [0, 1, 2], [0, 1, 2]])
_SLOPE = np.array([[-1.0, 0, 1], [-1, 0, 1], [-1, 0, 1]])
_CORNER = np.array([[2.0, 1, 0], [1, 0, 0], [0, 0, -1]])
_PICTURE = np.array([[1.0, 0, 0, 2, 1], [0, 1, 3, 0, 0], [0, 0, 1, 0, 2], [4, 0, 0, 1, 0]])


def _with_pixel(
    place: Callable[[int, int, int, int], tuple[int, int]],
) -> Callable[[FloatArray, FloatArray, int, int], float]:
    """Return `answer_at` with another idea of which pixel a weight meets."""

    def wrong(image: FloatArray, kernel: FloatArray, row: int, column: int) -> float:
        weights = [(i, j) for i in range(3) for j in range(3)]
        return float(
            sum(kernel[i, j] * image[place(row, column, i, j)] for i, j in weights)
        )

    return wrong


def _after(n: int) -> Callable[[FloatArray, FloatArray, int, int], float]:
    """Return `answer_at` that gives back what it has after n of the nine products."""

    def wrong(image: FloatArray, kernel: FloatArray, row: int, column: int) -> float:
        window = image[row : row + 3, column : column + 3]
        return float((window * kernel).ravel()[:n].sum())

    return wrong


write_answer = Exercise(
    "write-answer",
    "Fill the two gaps in `answer_at`. Which pixel lies beneath the weight `kernel[i, j]`, "
    "and what is given back?",
    reference=answer_at,
    inputs=[(_RAMP, _SLOPE, 0, 0), (_PICTURE, _CORNER, 1, 2)],
    random_inputs=_draw_place,
    mistakes=[
        Mistake(
            _with_pixel(lambda row, column, i, j: (row + i, column)),
            "You go down with the kernel's rows, and not to the right with its columns: "
            "all three weights of a row meet the same pixel. Where is `j`?",
        ),
        Mistake(
            _with_pixel(lambda row, column, i, j: (row, column + j)),
            "You go to the right with the kernel's columns, and not down with its rows: "
            "all three weights of a column meet the same pixel. Where is `i`?",
        ),
        Mistake(
            _with_pixel(lambda row, column, i, j: (row, column)),
            "All nine weights meet the same pixel. The weight in row `i` and column `j` of "
            "the kernel lies `i` further down and `j` further to the right.",
        ),
        Mistake(
            _with_pixel(lambda row, column, i, j: (i, j)),
            "Your window always lies in the upper left corner of the image. It was put at "
            "`row` and `column`.",
        ),
        Mistake(
            _with_pixel(lambda row, column, i, j: (row + j, column + i)),
            "Rows and columns are swapped: `i` counts rows, so it belongs to `row`.",
        ),
        Mistake(
            _with_pixel(lambda row, column, i, j: (row + 2 - i, column + 2 - j)),
            "You turned the kernel by 180 degrees. Mathematicians do when they say "
            "*convolution*; networks don't: the upper left weight meets the upper left "
            "pixel.",
        ),
        Mistake(
            _with_pixel(lambda row, column, i, j: (row + i - 1, column + j - 1)),
            "You put the kernel's *middle* at `row` and `column`. Here they say where its "
            "upper left corner lies, so that nothing is subtracted.",
        ),
        Mistake(
            lambda image, kernel, row, column: answer_at(image, kernel, row, column) / 9,
            "You took the mean of the nine products. Their sum was asked for.",
        ),
        Mistake(
            lambda image, kernel, row, column: answer_at(
                image, np.ones((3, 3)), row, column
            ),
            "You added up the nine pixels, and left out the kernel.",
        ),
        Mistake(
            lambda image, kernel, row, column: (
                answer_at(image, np.ones((3, 3)), row, column) + kernel.sum()
            ),
            "You added the weights to the pixels. Multiply them, place by place.",
        ),
        Mistake(
            lambda image, kernel, row, column: (
                image[row : row + 3, column : column + 3] * kernel
            ),
            "Those are the nine products. Now add them up.",
        ),
        Mistake(
            lambda image, kernel, row, column: (
                image[row : row + 3, column : column + 3] @ kernel
            ).sum(),
            "`@` multiplies matrices, rows with columns. Here each weight is multiplied by "
            "the one pixel beneath it: `*`.",
        ),
        Mistake(
            lambda image, kernel, row, column: kernel[2, 2] * image[row + 2, column + 2],
            "That is the last of the nine products alone. `total = …` forgets what came "
            "before; `total += …` adds to it.",
        ),
        Mistake(
            _after(1),
            "That is the first of the nine products alone: `return` stands inside the "
            "loops, and ends them in the first round. Move it to the left, below both.",
        ),
        Mistake(
            _after(3),
            "Those are the products of the first row alone: `return` stands inside the "
            "outer loop, and ends it in the first round. Move it to the left, below both.",
        ),
    ],
)


def convolve(image: FloatArray, kernel: FloatArray) -> FloatArray:
    """Return a 3×3 kernel's answer at every place where it fits into the image."""
    height, width = image.shape
    out = np.zeros((height - 2, width - 2))
    for row in range(height - 2):
        for column in range(width - 2):
            window = image[row : row + 3, column : column + 3]
            out[row, column] = (window * kernel).sum()
    return out


def _windows(image: FloatArray) -> FloatArray:
    return sliding_window_view(image, (3, 3))


def _nine_terms(
    pixel: Callable[[FloatArray, int, int], FloatArray],
) -> Callable[[FloatArray, FloatArray], FloatArray]:
    """Return a convolution with another idea of which pixel a weight meets."""

    def wrong(image: FloatArray, kernel: FloatArray) -> FloatArray:
        out = np.zeros((image.shape[0] - 2, image.shape[1] - 2))
        for i in range(3):
            for j in range(3):
                out += kernel[i, j] * pixel(image, i, j)[: out.shape[0], : out.shape[1]]
        return out

    return wrong


def _into_the_image(image: FloatArray, kernel: FloatArray) -> FloatArray:
    for row in range(image.shape[0] - 2):
        for column in range(image.shape[1] - 2):
            window = image[row : row + 3, column : column + 3]
            image[row + 1, column + 1] = (window * kernel).sum()
    return image[1:-1, 1:-1]


def _image_as_result(image: FloatArray, kernel: FloatArray) -> FloatArray:
    image[:-2, :-2] = convolve(image.copy(), kernel)
    return image


def _as_large(corner: int) -> Callable[[FloatArray, FloatArray], FloatArray]:
    """Return one whose result has the image's size, and starts at another corner."""

    def wrong(image: FloatArray, kernel: FloatArray) -> FloatArray:
        out, small = np.zeros_like(image), convolve(image, kernel)
        rows, columns = small.shape
        out[corner : corner + rows, corner : corner + columns] = small
        return out

    return wrong


def _filled(
    places: Callable[[int, int], tuple[int, int]],
    by: Callable[[FloatArray, FloatArray, int, int], float] = answer_at,
) -> Callable[[FloatArray, FloatArray], FloatArray]:
    """Return `convolve` that fills only so many rows and columns, or too many."""

    def wrong(image: FloatArray, kernel: FloatArray) -> FloatArray:
        out = np.zeros((image.shape[0] - 2, image.shape[1] - 2))
        rows, columns = places(*image.shape)
        for row in range(rows):
            for column in range(columns):
                out[row, column] = by(image, kernel, row, column)
        return out

    return wrong


def _by_slice(image: FloatArray, kernel: FloatArray, row: int, column: int) -> float:
    return float((image[row : row + 3, column : column + 3] * kernel).sum())


write_convolution = Exercise(
    "write-convolution",
    "Write `convolve(image, kernel)`. It returns the 3×3 kernel's answer at every place "
    "where the window lies wholly in the image.",
    reference=convolve,
    inputs=[(_RAMP, _SLOPE), (_PICTURE, _CORNER)],
    random_inputs=lambda rng: (_image(rng), _kernel(rng)),
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
            "A window runs over the edge of the image, where there is no pixel. The last "
            "one begins at row `height - 3`, so the rows are `range(height - 2)`; and the "
            "columns alike.",
        ),
        Mistake(
            _filled(lambda height, width: (height, width), _by_slice),
            "A window that you cut out has not 3 × 3 pixels: at the edge of the image a "
            "slice ends early. The last one begins at row `height - 3`, so the rows are "
            "`range(height - 2)`; and the columns alike.",
        ),
        Mistake(
            lambda image, kernel: convolve(image, kernel).tolist(),
            "The numbers are right, but they stand in lists. Whoever gets them will want "
            "to compute with them: give back `np.array(…)` of it.",
        ),
        Mistake(
            lambda image, kernel: convolve(image, kernel).astype(int),
            "Your array holds whole numbers, and what comes after the point is lost. "
            "`np.zeros` makes one for all numbers, if no `dtype` is given.",
        ),
        Mistake(
            lambda image, kernel: (_windows(image) @ kernel).sum(axis=(2, 3)),
            "`@` multiplies matrices, rows with columns. Here each weight is multiplied by "
            "the one pixel beneath it: `*`.",
        ),
        Mistake(
            lambda image, kernel: convolve(np.pad(image, 1), kernel),
            "Yours is as large as the image: at its edge, the window hangs over and reads "
            "zeros. That is called *padding*, and is often done. Here only windows were "
            "asked for that lie wholly in the image.",
        ),
        Mistake(
            _as_large(0),
            "The answers are right, but their array is as large as the image: its last two "
            "rows and columns were never filled. Make it smaller by 2 each way.",
        ),
        Mistake(
            _as_large(1),
            "The answers are right, with a frame of zeros around them that nothing "
            "computed. Make the array smaller by 2 each way, and begin at row 0, column 0.",
        ),
        Mistake(
            _nine_terms(lambda image, i, j: image[i:]),
            "One offset is forgotten: you go down with the kernel's rows, but not to the "
            "right with its columns.",
        ),
        Mistake(
            _nine_terms(lambda image, i, j: image[:, j:]),
            "One offset is forgotten: you go to the right with the kernel's columns, but "
            "not down with its rows.",
        ),
        Mistake(
            _into_the_image,
            "You write the answers into the image while you still read it, so later "
            "windows see earlier answers. Put them into an array of their own.",
        ),
        Mistake(
            _image_as_result,
            "Your result *is* the image: `out = image` gives it a second name, it makes no "
            "new array. Start from `np.zeros`, with two rows and columns less.",
        ),
    ],
)
