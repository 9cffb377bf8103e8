"""Disks, segments, strokes: what is drawn is what was asked for."""

from __future__ import annotations

import pytest
from matplotlib.colors import to_hex

from ann_course.live import LiveFigure
from ann_course.live.marks import Disks, Segments, Strokes
from ann_lib.plots import style


def test_disks_lie_where_lines_with_markers_would() -> None:
    fig, ax = style.figure(3, 3)
    ax.set(xlim=(0, 2), ylim=(0, 2))
    disks = Disks(ax, [(0.5, 1.5), (1, 1)], [20, 30])
    disks.set_fills(["#ff0000", "#00ff00"])
    svg = LiveFigure(fig, over=[disks], alt="two disks").layers()[-1]
    x, y = ax.transData.transform((0.5, 1.5))
    assert f'cx="{x:.2f}" cy="{216 - y:.2f}" r="10.00" fill="#ff0000"' in svg
    assert 'r="15.00" fill="#00ff00"' in svg


def test_segments_without_width_are_not_drawn() -> None:
    fig, ax = style.figure(3, 3)
    segments = Segments(ax, [[(0, 0), (1, 1)], [(0, 1), (1, 0)]])
    figure = LiveFigure(fig, over=[segments], alt="lines")
    segments.set_look([style.POSITIVE, style.NEGATIVE], [4, 0])
    figure.refresh()
    svg = figure.layers()[-1]
    assert f"stroke: {style.POSITIVE}; stroke-width: 4.00" in svg
    assert style.NEGATIVE not in svg


def test_colours_and_widths_follow_signs_and_sizes() -> None:
    _, ax = style.figure(3, 3)
    segments = Segments(ax, [[(0, 0), (1, 1)]] * 4)
    segments.set_weights([1.5, -0.75, 0.0, 9.0], 3.0, 1.0, 9.0)
    signs = [style.POSITIVE, style.NEGATIVE, style.NEUTRAL, style.POSITIVE]
    assert segments.colors == signs == [style.signed_color(w) for w in (1, -1, 0, 1)]
    assert segments.widths.tolist() == [5.0, 3.0, 0.0, 9.0]
    disks = Disks(ax, [(0, 0)] * 3, [20] * 3)
    disks.set_values([-9.0, 0.0, 3.0], 3.0)
    assert disks.fills == [to_hex(style.SURFACE(share)) for share in (0.0, 0.5, 1.0)]


def test_strokes_are_one_path_however_many_they_are() -> None:
    fig, ax = style.figure(3, 3)
    ax.set(xlim=(0, 2), ylim=(0, 2))
    strokes = Strokes(ax, style.POSITIVE, 2.0)
    figure = LiveFigure(fig, over=[strokes], alt="strokes")
    assert "<path" not in figure.layers()[-1]
    strokes.set_ends([[(0, 0), (1, 1)], [(0, 2), (2, 0)], [(1, 0), (1, 2)]])
    figure.refresh()
    svg = figure.layers()[-1]
    assert svg.count("<path") == 1
    (x1, y1), (x2, y2) = ax.transData.transform([(0, 2), (2, 0)])
    assert f"M {x1:.2f} {216 - y1:.2f} L {x2:.2f} {216 - y2:.2f}" in svg
    assert f"stroke: {style.POSITIVE}; stroke-width: 2.00" in svg


def test_an_invisible_mark_is_not_drawn() -> None:
    fig, ax = style.figure(2, 2)
    disks = Disks(ax, [(0.5, 0.5)], [60])
    figure = LiveFigure(fig, over=[disks], alt="a disk")
    assert "<circle" in figure.layers()[-1]
    disks.set_visible(False)
    figure.refresh()
    assert "<circle" not in figure.layers()[-1]


def test_there_must_be_one_look_for_each() -> None:
    _, ax = style.figure(2, 2)
    with pytest.raises(ValueError, match="fills and points must have the same number"):
        Disks(ax, [(0, 0)], [10]).set_fills(["#ffffff", "#ffffff"])
    with pytest.raises(ValueError, match=r"widths must have shape \(1,\), got \(2,\)"):
        Segments(ax, [[(0, 0), (1, 1)]]).set_look(["#ffffff"], [1, 2])
