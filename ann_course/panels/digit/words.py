"""What the digit panel says: where the image is from, the answer, and what was changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from ann_course.live.words import certainty, counted, moves, plain, with_article
from ann_course.panels.digit.layers import Part
from ann_lib._support.checks import FloatArray


def subject(image: int, label: int | None, n_strokes: int, *, blank: bool) -> str:
    """Return what the network is shown; ``blank`` if no pixel has any ink."""
    if label is not None:
        return f"Test image {image} is {with_article(label)}."
    if not n_strokes:
        paper = "Nothing is drawn yet: the network gets blank paper"
        if not blank:
            return f"{paper}, but for what was changed."
        return f"{paper}, and what it says comes from its biases alone."
    return f"Your drawing has {counted(n_strokes, 'stroke')}."


def answer(probabilities: FloatArray, label: int | None) -> str:
    """Return what the network says to it, how sure it is, and whether that is right."""
    next_best, best = np.argsort(probabilities)[-2:]
    verdict = "" if label is None else (", right" if best == label else ", wrong")
    return (
        f"The network says {best}, {certainty(probabilities[best])} sure{verdict}; next is "
        f"{next_best}, {certainty(probabilities[next_best])}."
    )


def changes(state: Mapping[str, Any]) -> str:
    """Return what was done to all pixels, empty if nothing was."""
    done = [f"shifted {step}" for step in moves(state)]
    if state["turn"]:
        way = "clockwise" if state["turn"] < 0 else "anticlockwise"
        done.append(f"turned {abs(state['turn'])}° {way}")
    if state["blur"]:
        unit = "pixel" if state["blur"] == 1 else "pixels"
        done.append(f"blurred by {state['blur']:.2g} {unit}")
    if state["noise"]:
        done.append(f"covered with noise of {state['noise']:.2f}")
    return f"The image is {', '.join(done)}." if done else ""


def pixel(row: int, column: int, side: int, before: float, now: float) -> str:
    """Return which input node the framed pixel is, and its value."""
    flipped = "" if before == now else f", flipped from {before:.2f}"
    node = row * side + column
    return f"The framed pixel is input node {node}, with the value {now:.2f}{flipped}."


def mind(slopes: FloatArray, best: int, other: int) -> str:
    """Return where more ink would do most for the answer, and most against it."""
    (up, down) = (
        np.unravel_index(find(slopes), slopes.shape) for find in (np.argmax, np.argmin)
    )
    return (
        f"Orange: more ink there would speak for {best} and against {other}, most of all "
        f"in row {up[0]}, column {up[1]}. Blue: it would speak for {other}, most in row "
        f"{down[0]}, column {down[1]}."
    )


def unit_sum(part: Part, unit: int, steps: list[FloatArray], name: str, bend: str) -> str:
    """Return the sum of a unit, and what becomes of it."""
    bias, total = part.bias_of(unit), part.sum_of(unit, steps)
    value = float(part.values(steps)[..., unit].max())
    summed = f"{name}: weighted inputs {plain(total - bias)}, bias {plain(bias)}"
    where = ", at the place where it is largest" if len(part.after) == 3 else ""
    return (
        f"{summed}; {bend + ' makes that' if bend else 'together'} {plain(value)}{where}."
    )


def weight(part: Part, unit: int, source: int, steps: list[FloatArray]) -> str:
    """Return what one weight of a unit does, now."""
    weights = part.weights_of(unit)
    now = float(weights.ravel()[source])
    if part.layer.weights.value.ndim > 2:  # a kernel, which is everywhere
        row, column, channel = np.unravel_index(source, weights.shape)
        of = f" for channel {channel}" if weights.shape[2] > 1 else ""
        return f"Its weight in row {row}, column {column}{of} is {plain(now)}."
    given = float(steps[part.at_sum - 1][0].ravel()[source])
    kind = "Unit" if len(part.before) == 1 else "Input node"
    return (
        f"{kind} {source} gives it {plain(given)}; times the weight {plain(now)} that "
        f"is {plain(given * now + 0.0)}."
    )


def by_hand(n: int) -> str:
    """Return how many weights and biases are changed, empty if none is."""
    if not n:
        return ""
    return (
        f"{n} {'number is' if n == 1 else 'numbers are'} changed by hand; the network "
        "keeps its own."
    )
