"""Pointing: what the page may say, and what it means on the picture."""

from __future__ import annotations

from typing import Any

import pytest

from ann_course.live import LiveFigure
from ann_course.live.pointer import Pointer
from ann_lib.plots import style


def test_points_are_counted_from_the_lower_left() -> None:
    seen: list[Any] = []
    pointer = Pointer("draw here", lambda *event: seen.append(event))
    pointer.receive({"points": [["down", 0.25, 0.0], ["move", 0.5, 1.0], ["up", 1, 0.5]]})
    assert seen == [("down", 0.25, 1.0), ("move", 0.5, 0.0), ("up", 1.0, 0.5)]


def test_a_disabled_one_says_nothing() -> None:
    seen: list[Any] = []
    pointer = Pointer("draw here", lambda *event: seen.append(event))
    pointer.disabled = True
    pointer.receive({"points": [["down", 0.5, 0.5]]})
    assert seen == []
    pointer.disabled = False
    pointer.receive({"points": [["down", 0.5, 0.5]]})
    assert seen == [("down", 0.5, 0.5)]


@pytest.mark.parametrize(
    "content",
    [
        None, "down", {}, {"points": "down"}, {"points": [["down", 0.5]]},
        {"points": [["jump", 0.5, 0.5]]}, {"points": [["down", 1.5, 0.5]]},
        {"points": [["down", float("nan"), 0.5]]}, {"points": [["down", "0.5", 0.5]]},
        {"points": [[["down"], 0.5, 0.5]]},
    ],
)  # fmt: skip
def test_anything_else_is_ignored(content: object) -> None:
    seen: list[Any] = []
    pointer = Pointer("draw here", lambda *event: seen.append(event))
    pointer.receive(content)
    assert seen == []


def test_bad_arguments() -> None:
    with pytest.raises(ValueError, match="label must say what pointing does"):
        Pointer(" ", print)
    with pytest.raises(ValueError, match="step must be at least 0 and at most 1, got 2"):
        Pointer("draw", print, step=2)
    with pytest.raises(ValueError, match="start must be"):
        Pointer("draw", print, start=(0.5, -0.5))


def test_a_place_on_the_picture_is_a_point_of_the_axes() -> None:
    fig, (left, right) = style.figure(6, 3, columns=2)
    right.set(xlim=(-10, 30), ylim=(0, 5))
    (line,) = left.plot([0, 1], [0, 1])
    pointer = Pointer("choose", print)
    live = LiveFigure(fig, over=[line], alt="Two axes.", pointer=pointer)
    assert live.widget.children[-1] is pointer
    assert len(live.layers()) == 2
    box = right.get_position()
    assert live.data_at(right, box.x0, box.y0) == pytest.approx((-10, 0))
    assert live.data_at(right, box.x1, box.y1) == pytest.approx((30, 5))
    assert live.data_at(left, box.x1, box.y1)[0] > 1
