"""Disks and segments: what is drawn is what was asked for, in SVG and elsewhere."""

from __future__ import annotations

import io

import pytest

from ann_lib.live import LiveFigure
from ann_lib.live.marks import Disks, Segments
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


def test_they_are_drawn_in_other_formats_too() -> None:
    fig, ax = style.figure(2, 2)
    disks = Disks(ax, [(0.5, 0.5)], [60])
    disks.set_fills([style.POSITIVE])
    segments = Segments(ax, [[(0, 0), (1, 1)]])
    segments.set_look([style.NEGATIVE], [8])
    pictures = set()
    for shown in ((True, True), (True, False), (False, True), (False, False)):
        disks.set_visible(shown[0])
        segments.set_visible(shown[1])
        buffer = io.BytesIO()
        fig.savefig(buffer, format="png")
        pictures.add(buffer.getvalue())
    assert len(pictures) == 4


def test_there_must_be_one_look_for_each() -> None:
    _, ax = style.figure(2, 2)
    with pytest.raises(ValueError, match="fills and points must have the same number"):
        Disks(ax, [(0, 0)], [10]).set_fills(["#ffffff", "#ffffff"])
    with pytest.raises(ValueError, match=r"widths must have shape \(1,\), got \(2,\)"):
        Segments(ax, [[(0, 0), (1, 1)]]).set_look(["#ffffff"], [1, 2])
