"""The exercise on one step of a 3×3 convolution: the kernel's response at one place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ann_course.learn import Exercise, Mistake
from ann_lib._support.checks import FloatArray


def answer_at(image: FloatArray, kernel: FloatArray, row: int, column: int) -> float:
    """Return a 3×3 kernel's response with its upper left corner at this place."""
    total = 0.0
    for i in range(3):
        for j in range(3):
            total = total + kernel[i, j] * image[row + i, column + j]
    return total


def draw_image(rng: np.random.Generator) -> FloatArray:
    """Return a small image, seldom square, of whole numbers."""
    height, width = rng.integers(4, 7), rng.integers(4, 7)
    return rng.integers(0, 5, (height, width)).astype(float)


def draw_kernel(rng: np.random.Generator) -> FloatArray:
    """Return a 3×3 kernel of halves, so that truncation to whole numbers shows."""
    return rng.integers(-4, 5, (3, 3)) / 2


def _draw_place(rng: np.random.Generator) -> tuple[FloatArray, FloatArray, int, int]:
    image = draw_image(rng)
    row, column = (int(rng.integers(0, length - 2)) for length in image.shape)
    return image, draw_kernel(rng), row, column


RAMP = np.array([[0.0, 1, 2], [0, 1, 2], [0, 1, 2]])
SLOPE = np.array([[-1.0, 0, 1], [-1, 0, 1], [-1, 0, 1]])
CORNER = np.array([[2.0, 1, 0], [1, 0, 0], [0, 0, -1]])
PICTURE = np.array([[1.0, 0, 0, 2, 1], [0, 1, 3, 0, 0], [0, 0, 1, 0, 2], [4, 0, 0, 1, 0]])


Answer = Callable[[FloatArray, FloatArray, int, int], float]
"""Takes an image, a kernel, a row and a column, as `answer_at` does."""


def adding(term: Callable[..., Any]) -> Answer:
    """Return `answer_at` with something else added to the total, for each weight.

    ``term`` takes the image, the kernel, row, column, i and j.
    """

    def wrong(image: FloatArray, kernel: FloatArray, row: int, column: int) -> Any:
        total = 0.0
        for i in range(3):
            for j in range(3):
                total += term(image, kernel, row, column, i, j)
        return total

    return wrong


def with_pixel(place: Callable[[int, int, int, int], tuple[int, int]]) -> Answer:
    """Return `answer_at` with another rule for which pixel a weight meets."""
    return adding(
        lambda image, kernel, row, column, i, j: (
            kernel[i, j] * image[place(row, column, i, j)]
        )
    )


def after(n: int) -> Answer:
    """Return an `answer_at` that stops after n of the nine products."""

    def wrong(image: FloatArray, kernel: FloatArray, row: int, column: int) -> float:
        window = image[row : row + 3, column : column + 3]
        return float((window * kernel).ravel()[:n].sum())

    return wrong


def _with_total(change: Callable[[float], Any]) -> Answer:
    """Return `answer_at` that returns something else than the total."""
    return lambda image, kernel, row, column: change(answer_at(image, kernel, row, column))


write_answer = Exercise(
    "write-answer",
    "Fill the two gaps in `answer_at`. What does each weight add to the total, and what is "
    "returned?",
    reference=answer_at,
    inputs=[(RAMP, SLOPE, 0, 0), (PICTURE, CORNER, 1, 2)],
    random_inputs=_draw_place,
    mistakes=[
        Mistake(
            with_pixel(lambda row, column, i, j: (row + i, column)),
            "You go down with the kernel's rows, but not to the right with its columns: "
            "all three weights of a row meet the same pixel. Where is `j`?",
        ),
        Mistake(
            with_pixel(lambda row, column, i, j: (row, column + j)),
            "You go to the right with the kernel's columns, but not down with its rows: "
            "all three weights of a column meet the same pixel. Where is `i`?",
        ),
        Mistake(
            with_pixel(lambda row, column, i, j: (row, column)),
            "All nine weights meet the same pixel. The weight in row `i` and column `j` of "
            "the kernel lies `i` further down and `j` further to the right.",
        ),
        Mistake(
            with_pixel(lambda row, column, i, j: (i, j)),
            "Your window always lies in the upper left corner of the image. It was put at "
            "`row` and `column`.",
        ),
        Mistake(
            with_pixel(lambda row, column, i, j: (row + j, column + i)),
            "Rows and columns are swapped: `i` counts rows, so it belongs to `row`.",
        ),
        Mistake(
            with_pixel(lambda row, column, i, j: (column + j, row + i)),
            "Of an image, the row is named first: `image[row, column]`, not the other way "
            "round.",
        ),
        Mistake(
            with_pixel(lambda row, column, i, j: (row - i, column - j)),
            "You go up and to the left. `row` and `column` say where the window *begins*, "
            "at the upper left: from there the weights go down and to the right.",
        ),
        Mistake(
            with_pixel(lambda row, column, i, j: (row + 2 - i, column + 2 - j)),
            "You turned the kernel by 180 degrees. Mathematicians do when they say "
            "*convolution*; networks don't: the upper left weight meets the upper left "
            "pixel.",
        ),
        Mistake(
            with_pixel(lambda row, column, i, j: (row + i - 1, column + j - 1)),
            "You put the kernel's *middle* at `row` and `column`. Here they say where its "
            "upper left corner lies, so that nothing is subtracted.",
        ),
        Mistake(
            adding(
                lambda image, kernel, row, column, i, j: (
                    kernel[i, j] * image[row : row + 3, column : column + 3]
                )
            ),
            "You multiplied each weight by all nine pixels of the window. It meets only "
            "one of them: the one in row `row + i` and column `column + j`.",
        ),
        Mistake(
            adding(lambda image, kernel, row, column, i, j: kernel[i, j] * image),
            "You multiplied each weight by the whole image. It meets a single pixel, "
            "`image[...]` with a row and a column.",
        ),
        Mistake(
            adding(
                lambda image, kernel, row, column, i, j: kernel * image[row + i, column + j]
            ),
            "You multiplied each pixel by the whole kernel. It meets a single weight, "
            "`kernel[i, j]`.",
        ),
        Mistake(
            adding(lambda image, kernel, row, column, i, j: image[row + i, column + j]),
            "You added up the nine pixels and left out the kernel.",
        ),
        Mistake(
            adding(lambda image, kernel, row, column, i, j: kernel[i, j]),
            "You added up the nine weights and left out the image.",
        ),
        Mistake(
            adding(
                lambda image, kernel, row, column, i, j: (
                    kernel[i, j] + image[row + i, column + j]
                )
            ),
            "You added the weights to the pixels. Multiply them, place by place.",
        ),
        Mistake(
            lambda image, kernel, row, column: kernel[2, 2] * image[row + 2, column + 2],
            "That is only the last of the nine products. Each round forgets what came "
            "before; `total + …` adds to it.",
        ),
        Mistake(
            after(1),
            "That is only the first of the nine products: `return` is inside the loops and "
            "ends them in the first round. The last line has one already.",
        ),
        Mistake(
            _with_total(lambda total: total / 9),
            "You took the mean of the nine products. Their sum was asked for.",
        ),
        Mistake(
            _with_total(lambda total: max(0.0, total)),
            "You cut it off at 0, as a ReLU does. That comes after the convolution; here "
            "the kernel's own answer was asked for, below 0 too.",
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
    ],
    hints=[
        "Lay the kernel on the image in your mind, its upper left weight, `i = 0` and "
        "`j = 0`, on the pixel at `row` and `column`. Which pixel lies beneath `i = 1`, "
        "`j = 2`?",
        "The weight `kernel[i, j]` lies `i` rows below the first and `j` columns to its "
        "right. Multiply it by the pixel that is there, and add the product to `total`: "
        "`total + …`.",
        "The pixel is `image[row + i, column + j]`. What is returned is the sum of all "
        "nine products.",
    ],
    praise="Well done, at {n} places. This sum is all that a convolutional unit computes, "
    "always with the same nine weights.",
    ask="If the nine weights add up to 0, what comes out where the whole "
    "window is one grey?",
)
