"""A Matplotlib figure in which a few artists move, fast.

The still part is drawn once. The moving artists are redrawn at each step, by
Matplotlib's own SVG renderer, into layers that lie exactly beneath and above the still
part. So an author writes plain Matplotlib (``line.set_data(...)``, then ``refresh()``),
and a step costs a few milliseconds instead of a whole figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from html import escape
from io import StringIO
from itertools import count
from typing import Any

import ipywidgets as widgets
import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG, RendererSVG
from matplotlib.figure import Figure
from matplotlib.text import Text
from numpy.typing import ArrayLike

from ann_course.live.layout import styled
from ann_course.live.text import Text as PageText
from ann_lib._support.checks import FloatArray
from ann_lib.plots import style
from ann_lib.plots.show import NO_METADATA, clean_svg

ROOM = "100vh - 16rem"
"""The height that a window leaves a picture, between a panel's title and its words."""
LEAST = "20rem"
"""Below this height no picture is made smaller."""
RING = "#7b1fa2"
"""The ring's colour, which no number has."""
Frame = tuple[float, float, float, float]
"""Left, top, right and bottom in points, from the upper left."""

_NUMBERS = count(1)
_COORDINATES = re.compile(r' (?:d|x|y)="[^"]*"')
_LONG_FRACTION = re.compile(r"(?<=\.\d\d)\d+")
_DATA_LINE_BREAKS = re.compile(r"base64,\s+")
_INDENT = re.compile(r"\n +(?=<)")


class LiveFigure:
    """A figure whose named artists are redrawn at each step, the rest never.

    Parameters
    ----------
    fig : matplotlib Figure
        Its layout is computed once and then frozen: nothing may shift under the moving
        artists. Axes that have artists beneath them are made transparent.
    under, over : sequence of Artist
        What moves, drawn in the order given: ``under`` beneath the still part (regions,
        images), ``over`` above it (lines, marks, texts). Lines, texts and `Tiles` are
        fast; an ``imshow`` takes a millisecond; a ``scatter`` is slow, so use
        ``ax.plot(..., "o")`` and leave what doesn't move in the still part.
    alt : str
        What the picture is, in words, for a reader who cannot see it.
    pointer : Pointer, optional
        Lies over the picture and says where one points at it.

    Attributes
    ----------
    widget : ipywidgets.GridBox
        Shows the picture.
    pointer : Pointer or None
    """

    @style.settings()
    def __init__(
        self,
        fig: Figure,
        *,
        under: Sequence[Artist] = (),
        over: Sequence[Artist] = (),
        alt: str,
        pointer: Any = None,
    ) -> None:
        if not isinstance(alt, str) or not alt.strip():
            raise ValueError(
                f"alt must say in words what the picture is, got {alt!r}. A reader who "
                "cannot see it has nothing else."
            )
        self.figure = fig
        self.under = _check_artists(under, "under", fig)
        self.over = _check_artists(over, "over", fig)
        self.alt, self.pointer = alt, pointer
        self._name = f"live{next(_NUMBERS)}"
        fig.set_dpi(72)  # SVG's unit is the point: no rescaling at each step
        for artist in (*self.under, *self.over):
            if not isinstance(artist, Text):  # an empty line counts as a dot at (0, 0)
                artist.set_in_layout(False)
        _freeze_layout(fig)
        if self.under:
            for axes in fig.axes:
                axes.patch.set_alpha(0.0)
        self._svgs: dict[str, str] = {}
        self._still = _layer()
        # What lies under and what lies over are one widget: a step is one message.
        self._moving = _layer()
        width, height = fig.get_size_inches()
        # No larger than it is drawn, nor higher than the page has room for.
        room = f"max({LEAST}, {ROOM}) * {width / height:.4g}"
        layout = widgets.Layout(
            grid_template_columns="minmax(0, 1fr)",
            width="100%",
            max_width=f"min({width:g}in, {room})",
        )
        self._sheets = [] if pointer is None else [pointer]
        self._ring: Any = None
        grid = widgets.GridBox([self._still, self._moving, *self._sheets], layout=layout)
        self.widget = styled(grid, "ann-figure")
        self.redraw()

    @style.settings()
    def redraw(self) -> None:
        """Redraw everything. Call it when the still part has changed."""
        self._svgs["s"] = self._draw_still()
        self._still.value = self._svgs["s"]
        self.refresh()

    @style.settings()
    def refresh(self) -> None:
        """Draw the moving artists where they are now."""
        moving = ""
        for layer, artists in (("u", self.under), ("o", self.over)):
            if artists:
                self._svgs[layer] = self._draw(layer, artists, 'aria-hidden="true"')
                moving += self._svgs[layer]
        self._moving.value = moving

    @contextmanager
    def hold_sync(self) -> Iterator[None]:
        """Send the page nothing until the context ends, as a widget's does."""
        with self._moving.hold_sync(), self._still.hold_sync():  # the still part first
            yield

    @contextmanager
    def imagined(self) -> Iterator[None]:
        """Draw within this what is only tried out: then it is as it was."""
        svgs = dict(self._svgs)
        try:
            yield
        finally:
            self._svgs = svgs

    def layers(self) -> list[str]:
        """Return the SVG of each layer as it is now, from the bottom to the top."""
        return [self._svgs[layer] for layer in "uso" if layer in self._svgs]

    def data_at(self, ax: Axes, x: float, y: float) -> tuple[float, float]:
        """Return the point of an Axes at parts of the picture's width and height.

        Both are counted from the lower left, as a `Pointer` gives them. `parts_at` is the
        way back.
        """
        place = self.figure.transFigure.transform((x, y))
        across, up = ax.transData.inverted().transform(place)
        return float(across), float(up)

    def frame_of(
        self,
        ax: Axes,
        across: tuple[float, float] | None = None,
        up: tuple[float, float] | None = None,
        *,
        room: float = 0.0,
    ) -> Frame:
        """Return the frame around a part of an Axes, or around all of it.

        Parameters
        ----------
        ax : Axes
        across, up : (float, float), optional
            From where to where, in the data's units. Without them it is the whole Axes,
            with its title, ticks and labels.
        room : float
            By how much it is wider on each side, in points.
        """
        if across is None or up is None:
            whole = ax.get_tightbbox()
            assert whole is not None, "an Axes that is drawn has a box"
            (x0, y0), (x1, y1) = whole.min, whole.max
        else:
            corners = ax.transData.transform(list(zip(across, up, strict=True)))
            (x0, y0), (x1, y1) = corners.min(axis=0), corners.max(axis=0)
        height = self._size()[1]
        upper, lower = height - y1, height - y0
        return (
            *(float(x0 - room), float(upper - room)),
            *(float(x1 + room), float(lower + room)),
        )

    def reaches(self, ax: Axes, x: float, y: float) -> bool:
        """Return whether parts of the picture's width and height lie within an Axes."""
        place: Any = self.figure.transFigure.transform((x, y))
        return bool(ax.contains_point(place))

    def lay_over(self, widget: Any) -> None:
        """Lay a widget over the whole picture: buttons that have their places on it."""
        widget.layout.grid_area = "1 / 1 / 2 / 2"
        self._sheets.append(widget)
        self.widget.children = (*self.widget.children, widget)

    def ring(self, frame: Frame | None) -> None:
        """Draw a ring around a part of the picture, or take it away."""
        if self._ring is None:
            if frame is None:
                return
            self._ring = _layer()
            self.widget.children = (self._still, self._moving, self._ring, *self._sheets)
        self._ring.value = "" if frame is None else self._draw_ring(frame)

    def _draw_ring(self, frame: Frame) -> str:
        width, height = self._size()
        left, top = (max(value - 4, 2) for value in frame[:2])
        right, bottom = min(frame[2] + 4, width - 2), min(frame[3] + 4, height - 2)
        place = (
            f'x="{left:.1f}" y="{top:.1f}" width="{right - left:.1f}" '
            f'height="{bottom - top:.1f}" rx="8" fill="none"'
        )
        return (
            f'<svg class="ann-r" viewBox="0 0 {width:g} {height:g}" aria-hidden="true" '
            f'xmlns="http://www.w3.org/2000/svg">'
            f'<rect {place} stroke="#fff" stroke-opacity=".6" stroke-width="5"/>'
            f'<rect {place} stroke="{RING}" stroke-width="2.5"/></svg>'
        )

    def svg(self) -> str:
        """Return the whole picture as it is now: one SVG that holds every layer.

        Moving artists are drawn for it, whether or not ``refresh`` was called.
        """
        self.refresh()
        width, height = self._size()
        label = escape(self.alt, quote=True)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" '
            f'xmlns:xlink="http://www.w3.org/1999/xlink" role="img" aria-label="{label}" '
            f'viewBox="0 0 {width:g} {height:g}" width="{width:g}pt" height="{height:g}pt">'
            f"{''.join(self.layers())}</svg>"
        )

    def _size(self) -> tuple[float, float]:
        width, height = self.figure.get_size_inches()
        return float(width) * 72, float(height) * 72

    def _draw_still(self) -> str:
        moving = [*self.under, *self.over]
        # `animated` does not keep an artist out of a saved figure; being invisible does.
        visible = [artist.get_visible() for artist in moving]
        for artist in moving:
            artist.set_visible(False)
        try:
            label = escape(self.alt, quote=True)
            return self._draw("s", [self.figure], f'role="img" aria-label="{label}"')
        finally:
            for artist, was_visible in zip(moving, visible, strict=True):
                artist.set_visible(was_visible)

    def _draw(self, layer: str, artists: Iterable[Artist], attributes: str) -> str:
        width, height = self._size()
        buffer = StringIO()
        # The ids of clip paths and markers come from the salt: the same at each drawing,
        # and never those of another figure on the page.
        before = mpl.rcParams["svg.hashsalt"]
        mpl.rcParams["svg.hashsalt"] = self._name + layer
        try:
            make_renderer: Any = RendererSVG
            renderer = make_renderer(width, height, buffer, metadata=NO_METADATA)
            for artist in artists:
                artist.draw(renderer)
            renderer.finalize()
        finally:
            mpl.rcParams["svg.hashsalt"] = before
        body = _shorten(buffer.getvalue())
        return (
            f'<svg class="ann-{layer}" viewBox="0 0 {width:g} {height:g}" {attributes} '
            f'xmlns="http://www.w3.org/2000/svg" '
            f'xmlns:xlink="http://www.w3.org/1999/xlink" '
            f'style="stroke-linejoin:round;stroke-linecap:butt">{body}</svg>'
        )


def parts_at(ax: Axes, points: ArrayLike) -> FloatArray:
    """Return points of an Axes as parts of its picture's width and height, (..., 2)."""
    figure: Any = ax.figure
    parts: FloatArray = figure.transFigure.inverted().transform(
        ax.transData.transform(points)
    )
    return parts


def _layer() -> Any:
    """Return what holds one SVG, in the same cell of the grid as the others."""
    layout = widgets.Layout(grid_area="1 / 1 / 2 / 2", margin="0", width="100%")
    return styled(PageText(layout=layout), "ann-layer")


def _check_artists(artists: Sequence[Artist], name: str, fig: Figure) -> list[Artist]:
    for artist in artists:
        if not isinstance(artist, Artist):
            raise TypeError(
                f"{name} must be a list of Matplotlib artists, got a "
                f"{type(artist).__name__} in it. ax.plot returns a list: use "
                "`line, = ax.plot(...)`."
            )
        if artist.get_figure() is not fig:
            raise ValueError(
                f"{name} holds {artist}, which is not an artist of this figure."
            )
    return list(artists)


def _freeze_layout(fig: Figure) -> None:
    if not isinstance(fig.canvas, FigureCanvasSVG):
        FigureCanvasSVG(fig)
    fig.draw_without_rendering()
    fig.set_layout_engine("none")


def _shorten(svg: str) -> str:
    """Return the inside of Matplotlib's SVG, without what the browser needn't parse.

    The fewer the characters, the sooner the picture: a hundredth of a point is enough.
    """
    body = clean_svg(svg)
    body = body[body.index(">") + 1 : body.rindex("</svg>")]
    body = _COORDINATES.sub(lambda match: _LONG_FRACTION.sub("", match[0]), body)
    body = _DATA_LINE_BREAKS.sub("base64,", body)
    return _INDENT.sub("", body).strip()
