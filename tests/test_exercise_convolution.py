"""Answers to lesson 09's exercises, right in other ways and wrong in known ones."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.lib.stride_tricks import sliding_window_view

from ann_course.lessons.lesson_09.convolution_by_hand import write_convolution
from ann_course.lessons.lesson_09.diagonal_kernel import design_diagonal
from ann_course.lessons.lesson_09.one_window import write_answer
from ann_lib import Conv2D


@pytest.fixture(autouse=True)
def fresh():
    yield
    for exercise in (write_answer, write_convolution, design_diagonal):
        exercise.reset()


# One window


def by_slice(image, kernel, row, column):
    return (image[row : row + 3, column : column + 3] * kernel).sum()


def by_einsum(image, kernel, row, column):
    return np.einsum("ij,ij", image[row : row + 3, column : column + 3], kernel)


def by_lists(image, kernel, row, column):
    image, kernel = image.tolist(), kernel.tolist()
    places = [(i, j) for i in range(3) for j in range(3)]
    return sum(kernel[i][j] * image[row + i][column + j] for i, j in places)


def by_flat_product(image, kernel, row, column):
    return sliding_window_view(image, (3, 3))[row, column].ravel() @ kernel.ravel()


@pytest.mark.parametrize("answer", [by_slice, by_einsum, by_lists, by_flat_product])
def test_one_window_may_be_worked_out_in_any_way(answer):
    assert write_answer.check(answer).kind == "right"


def returns_in_the_inner_loop(image, kernel, row, column):
    total = 0.0
    for i in range(3):
        for j in range(3):
            total += kernel[i, j] * image[row + i, column + j]
            return total


def forgets_what_came_before(image, kernel, row, column):
    for i in range(3):
        for j in range(3):
            total = kernel[i, j] * image[row + i, column + j]
    return total


def adds_the_weights(image, kernel, row, column):
    return sum(
        image[row + i, column + j] + kernel[i, j] for i in range(3) for j in range(3)
    )


def puts_the_middle_there(image, kernel, row, column):
    total = 0.0
    for i in (-1, 0, 1):
        for j in (-1, 0, 1):
            total += kernel[i + 1, j + 1] * image[row + i, column + j]
    return total


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (returns_in_the_inner_loop, "inside the loops"),
        (forgets_what_came_before, "adds to it"),
        (adds_the_weights, "Multiply them"),
        (puts_the_middle_there, "upper left corner lies"),
        (lambda image, kernel, row, column: image[row:row + 3, column:column + 3] * kernel,
         "add them up"),
        (lambda image, kernel, row, column:
         (image[row:row + 3, column:column + 3] @ kernel).sum(), "multiplies matrices"),
        (lambda image, kernel, row, column: image[row:row + 3, column:column + 3].sum(),
         "left out the kernel"),
    ],
)  # fmt: skip
def test_a_slip_in_one_window_is_named(answer, words):
    verdict = write_answer.check(answer)
    assert verdict.kind == "known mistake"
    assert words in verdict.message


def half_filled(image, kernel, row, column):
    total = 0.0
    for i in range(3):
        for j in range(3):
            total += kernel[i, j] * image[row + i, column + j]
    return ...


def test_half_filled_is_not_tried_yet():
    assert write_answer.check(half_filled).kind == "not tried yet"


def test_whole_numbers_alone_are_not_enough():
    def cut(image, kernel, row, column):
        return int(by_slice(image, kernel, row, column))

    assert write_answer.check(cut).kind == "wrong"


def test_the_reference_is_what_the_layer_computes():
    rng = np.random.default_rng(0)
    image, kernel = rng.normal(size=(6, 7)), rng.normal(size=(3, 3))
    layer = Conv2D(1, 1, 3, bias=False)
    layer.weights.value = kernel[:, :, None, None]
    answers = layer.forward(image[None, :, :, None])[0, :, :, 0]
    np.testing.assert_allclose(write_convolution.reference(image, kernel), answers)
    assert write_answer.reference(image, kernel, 2, 3) == pytest.approx(answers[2, 3])


# Every window


def filled(image, kernel, rows, columns, window=by_slice, dtype=float):
    out = np.zeros((len(image) - 2, len(image[0]) - 2), dtype)
    for row in range(rows):
        for column in range(columns):
            out[row, column] = window(image, kernel, row, column)
    return out


def nine_slices(image, kernel):
    height, width = image.shape
    places = [(i, j) for i in range(3) for j in range(3)]
    return sum(
        kernel[i, j] * image[i : height - 2 + i, j : width - 2 + j] for i, j in places
    )


@pytest.mark.parametrize(
    "answer",
    [
        lambda image, kernel: filled(image, kernel, *np.subtract(image.shape, 2)),
        lambda image, kernel: np.einsum(
            "ijkl,kl->ij", sliding_window_view(image, (3, 3)), kernel),
        lambda image, kernel: np.tensordot(sliding_window_view(image, (3, 3)), kernel),
        nine_slices,
    ],
)  # fmt: skip
def test_every_window_may_be_worked_out_in_any_way(answer):
    assert write_convolution.check(answer).kind == "right"


def returns_after_one_row(image, kernel):
    return filled(image, kernel, 1, len(image[0]) - 2)


def in_lists(image, kernel):
    return filled(image, kernel, *np.subtract(image.shape, 2)).tolist()


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (returns_after_one_row, "Only the first row"),
        (lambda image, kernel: filled(image, kernel, 1, 1), "Only the first place"),
        (lambda image, kernel: filled(image, kernel, *np.subtract(image.shape, 3)),
         "were not filled"),
        (lambda image, kernel: filled(image, kernel, *image.shape), "a slice ends early"),
        (lambda image, kernel: filled(image, kernel, *image.shape, by_lists),
         "runs over the edge"),
        (in_lists, "are in lists"),
        (lambda image, kernel: filled(image, kernel, *np.subtract(image.shape, 2),
                                      dtype=int), "whole numbers"),
        (lambda image, kernel: filled(image, kernel, *np.subtract(image.shape, 2),
                                      dtype=np.float32), "less exact"),
        (lambda image, kernel: (sliding_window_view(image, (3, 3)) @ kernel).sum((2, 3)),
         "multiplies matrices"),
    ],
)  # fmt: skip
def test_a_slip_in_the_loops_is_named(answer, words):
    verdict = write_convolution.check(answer)
    assert verdict.kind == "known mistake"
    assert words in verdict.message


def test_a_loop_without_end_is_stopped(monkeypatch):
    def forever(image, kernel):
        while True:
            pass

    monkeypatch.setattr(write_convolution, "time_limit", 0.1)
    verdict = write_convolution.check(forever)
    assert verdict.kind == "wrong"
    assert "did not finish" in verdict.message


# The diagonal


@pytest.mark.parametrize(
    "kernel",
    [
        [[-1, -1, 2], [-1, 2, -1], [2, -1, -1]],
        ((-1, -1, 2), (-1, 2, -1), (2, -1, -1)),
        np.array([[0, -1, 1], [-1, 2, -1], [1, -1, 0]]),
        np.array([[-1, -1, 2], [-1, 2, -1], [2, -1, -1]], np.float32) / 4,
        [[0, -0.5, 1], [-0.5, 0, -0.5], [1, -0.5, 0]],
    ],
)
def test_any_kernel_that_does_it_is_right(kernel):
    assert design_diagonal.check(kernel).kind == "right"


@pytest.mark.parametrize(
    ("kernel", "words"),
    [
        ([-1, -1, 2, -1, 2, -1, 2, -1, -1], r"yours has the shape (9,)"),
        ([[-1, -1, 2], [-1, 2], [2]], "three rows of three numbers"),
        ([[np.inf, -1, 2], [-1, 2, -1], [2, -1, -1]], "not finite"),
        ([[-1.5, 0, 1], [0, 1, 0], [1, 0, -1.5]], "corner decide"),
        ([[0, 1, 1], [-1, 0, 1], [-1, -1, 0]], "paper on *both* sides"),
        ([[1.5, -1, -0.5], [-1, 2, -1], [-0.5, -1, 1.5]], "Reflect it"),
        ([[0.1, 0.1, -0.2], [0.1, -0.2, 0.1], [-0.2, 0.1, 0.1]], "Change every sign"),
    ],
)
def test_a_kernel_that_does_not_is_told_why(kernel, words):
    verdict = design_diagonal.check(kernel)
    assert verdict.kind in ("wrong", "known mistake")
    assert words in verdict.message
