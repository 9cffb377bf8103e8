"""The picture of a network that reads a digit: pixels, hidden units, answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from ann_course.live import LiveFigure
from ann_course.live.answer_bars import AnswerBars
from ann_course.live.figure import parts_at
from ann_course.live.marks import Segments
from ann_course.live.pixels import ink, outline, signed
from ann_course.live.pointer import Pointer
from ann_course.live.tiles import Tiles
from ann_course.panels.digit.layers import Part, outgoing, place_of, spread, unit_at
from ann_lib._support.checks import FloatArray
from ann_lib.plots import style

_CORNER = np.zeros((1, 2))
_BESIDE = -0.22  # in the bars' axes: to the left of the digits' names
_ROOM = 0.45  # for the numbers beside the bars, in widths of the longest
_MOST_WIRES = 40  # connections drawn, the strongest ones
_MOST_SLOPES, _LEAST = 150, 0.08  # drawn; and the smallest, as a fraction of the largest
_CHOOSING = (
    "The network. Point at a pixel to flip it, or at a hidden unit or a digit to choose "
    "it. Arrow keys move, Enter chooses."
)


class DigitPicture:
    """Pixels on the left, hidden units between, the answers' bars on the right.

    Parameters
    ----------
    side : int
        Of the images, in pixels.
    parts : list of Part
        Of the network, the output last.
    chosen : callable
        ``chosen(row, column, layer, unit)`` when a pixel or a unit is pointed at; the
        other two are None.

    Attributes
    ----------
    figure : LiveFigure
    """

    def __init__(
        self,
        side: int,
        parts: list[Part],
        chosen: Callable[[int | None, int | None, int | None, int | None], object],
    ) -> None:
        self._side, self._parts, self._chosen = side, parts, chosen
        hidden, n_classes = parts[:-1], parts[-1].n_units
        widths = [1.12, *[1.0 if len(hidden) == 1 else 0.8] * len(hidden), 0.95]
        fig, axes = style.figure(
            6.4, 2.4 if len(hidden) < 2 else 2.3, columns=len(widths), width_ratios=widths
        )
        fig.set_layout_engine("constrained", wspace=0.08)  # room for the connections
        first, *between, last = axes
        self._make_pixels(first)
        self._make_units(between, hidden)
        self.answer = AnswerBars(last, n_classes, "digits out", room=_ROOM)
        last.set_title("digits out", size=style.MEDIUM)
        last.set_xlabel("probability", size=style.SMALL)
        wires = fig.add_axes((0, 0, 1, 1))
        wires.set(xlim=(0, 1), ylim=(0, 1))
        wires.set_axis_off()
        self.wires = [Segments(wires, np.zeros((p.n_units, 2, 2))) for p in parts[1:]]
        (self._ring,) = wires.plot([], [], color=style.INK, lw=2)
        self.axes = axes
        under: list[Artist] = [self._pixels, *self.units]
        over: list[Artist] = [*self.wires, *self.slopes, self._frame, self._ring]
        self.pointer = Pointer(_CHOOSING, self._point, start=(0.2, 0.5))
        self.figure = LiveFigure(
            fig,
            under=under,
            over=[*over, *self.answer.over],
            alt=self._alt(),
            pointer=self.pointer,
        )
        # Where connections end; the layout doesn't change any more.
        self._ends = [parts_at(axes[k + 1], self._targets(k)) for k in range(1, len(parts))]

    def show(
        self,
        pixels: FloatArray,
        steps: list[FloatArray],
        probabilities: FloatArray,
        slopes: FloatArray | None,
    ) -> None:
        """Show an image, what each layer makes of it, and what would change the answer.

        Parameters
        ----------
        pixels : ndarray, shape (side, side)
        steps : list of ndarray
            The network's activations for it.
        probabilities : ndarray, shape (n_classes,)
        slopes : ndarray, shape (side, side), optional
            How much more ink in each pixel would speak for the answer.
        """
        self._pixels.set_tiles(_CORNER, 1.0, ink(pixels)[None])
        for tiles, part in zip(self.units, self._parts, strict=False):
            grid = spread(part.values(steps))
            most = float(np.nanmax(np.abs(grid))) or 1.0
            tiles.set_tiles(_CORNER, 1.0, signed(grid, most)[None])
        self.answer.show(probabilities)
        self._show_slopes(np.zeros_like(pixels) if slopes is None else slopes)

    def mark(self, row: int, column: int, layer: int, unit: int) -> None:
        """Frame a pixel; mark a unit and draw the connections that lead on from it."""
        side = self._side
        left, top = column / side, 1 - row / side
        self._frame.set_data(*outline(left, top, left + 1 / side, top - 1 / side))
        corners = self._corners_on_paper(layer, unit)
        self._ring.set_data(*corners.T)
        for wires in self.wires:
            wires.set_look([style.NEUTRAL] * len(wires.ends), np.zeros(len(wires.ends)))
        if layer < len(self._parts) - 1:
            _, upper_right, lower_right, *_ = corners
            self._connect(layer, unit, (upper_right + lower_right) / 2)

    def _corners_on_paper(self, layer: int, unit: int) -> FloatArray:
        """Return the corners of a unit's frame as fractions of the figure, shape (5, 2)."""
        if layer == len(self._parts) - 1:
            corners = outline(_BESIDE, unit - 0.48, 1 + _ROOM, unit + 0.48)
        else:
            left, top, right, bottom = place_of(self._parts[layer].after, unit)
            corners = outline(left, 1 - top, right, 1 - bottom)
        return parts_at(self.axes[layer + 1], corners.T)

    def _connect(self, layer: int, unit: int, start: FloatArray) -> None:
        """Draw a unit's strongest connections from a point, as wide as their weights."""
        weights = outgoing(self._parts[layer], self._parts[layer + 1], unit)
        if not len(weights):
            return
        ends, sizes = self._ends[layer], np.abs(weights)
        least = np.sort(sizes)[-_MOST_WIRES:][0]
        widths = np.where(sizes >= least, 3 * sizes / (sizes.max() or 1.0), 0.0)
        wires = self.wires[layer]
        wires.set_ends(np.stack([np.broadcast_to(start, ends.shape), ends], axis=1))
        wires.set_look([style.signed_color(w) for w in weights], widths)

    def _make_pixels(self, ax: Any) -> None:
        self._pixels = Tiles(ax, sharp=True)
        _square(ax)
        shown = np.arange(0, self._side, 1 if self._side < 12 else self._side // 4)
        ax.set_xticks((shown + 0.5) / self._side, shown, size=style.SMALL)
        ax.set_yticks(1 - (shown + 0.5) / self._side, shown, size=style.SMALL)
        ax.set_title("pixels in", size=style.MEDIUM)
        (self._frame,) = ax.plot([], [], color=style.POSITIVE, lw=2)
        self.slopes = []
        for color in (style.POSITIVE, style.NEGATIVE):
            patch = PathPatch(_squares(np.zeros((0, 2)), np.zeros(0)), fc=color, ec="none")
            ax.add_patch(patch)
            self.slopes.append(patch)

    def _make_units(self, axes: list[Any], hidden: list[Part]) -> None:
        self.units = []
        for ax, part in zip(axes, hidden, strict=True):
            self.units.append(Tiles(ax, sharp=True))
            _square(ax)
            ax.set(xticks=[], yticks=[])
            kind = "maps" if len(part.after) == 3 else "hidden units"
            kind = kind if len(hidden) < 3 else kind.removeprefix("hidden ")
            ax.set_title(f"{part.n_units} {kind}", size=style.MEDIUM)

    def _targets(self, layer: int) -> FloatArray:
        """Return where connections end, in the units of that layer's axes."""
        part = self._parts[layer]
        if layer == len(self._parts) - 1:
            beside = np.full(part.n_units, _BESIDE)
            return np.column_stack([beside, np.arange(part.n_units)])
        places = np.array([place_of(part.after, unit) for unit in range(part.n_units)])
        return np.column_stack([places[:, 0], 1 - (places[:, 1] + places[:, 3]) / 2])

    def _show_slopes(self, slopes: FloatArray) -> None:
        sizes = np.abs(slopes)
        most = float(sizes.max()) or 1.0
        least = max(np.sort(sizes, axis=None)[-_MOST_SLOPES:][0], _LEAST * most)
        for patch, sign in zip(self.slopes, (1, -1), strict=True):
            rows, columns = np.nonzero(sign * slopes >= least)
            halves = np.sqrt(sizes[rows, columns] / most) * 0.45 / self._side
            middles = np.column_stack([columns + 0.5, self._side - rows - 0.5]) / self._side
            patch.set_visible(len(rows) > 0)
            patch.set_path(_squares(middles, halves))

    def _point(self, kind: str, x: float, y: float) -> None:
        if kind != "down":
            return
        *others, last = self.axes
        across, down = self.figure.data_at(last, x, y)
        n_layers, n_classes = len(self._parts), self._parts[-1].n_units
        if _BESIDE <= across <= 1 + _ROOM and -0.5 <= down < n_classes - 0.5:
            self._chosen(None, None, n_layers - 1, round(down))
            return
        for k, ax in enumerate(others):
            across, up = self.figure.data_at(ax, x, y)
            if not (0 <= across < 1 and 0 < up <= 1):
                continue
            if k == 0:
                place = int((1 - up) * self._side), int(across * self._side)
                self._chosen(*place, None, None)
            else:
                unit = unit_at(self._parts[k - 1].after, across, 1 - up)
                if unit is not None:
                    self._chosen(None, None, k - 1, unit)

    def _alt(self) -> str:
        hidden = [f"{part.n_units} hidden units" for part in self._parts[:-1]]
        between = f"then {', then '.join(hidden)} as squares, " if hidden else ""
        between += (
            "orange where positive, blue where negative, grey where none is; "
            if hidden
            else ""
        )
        return (
            f"On the left an image of {self._side} by {self._side} pixels, white paper and "
            f"black ink, with a frame around one pixel; {between}on the right "
            f"{self._parts[-1].n_units} bars, one for each digit: the probability that the "
            "network gives it; the highest is orange."
        )


def _square(ax: Any) -> None:
    ax.set(xlim=(0, 1), ylim=(0, 1))
    ax.set_box_aspect(1)
    ax.spines[:].set_visible(True)


def _squares(middles: FloatArray, sizes: FloatArray) -> Path:
    """Return filled squares as one path; ``sizes`` are half their widths."""
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]])
    points = middles[:, None] + sizes[:, None, None] * corners
    codes = np.tile([Path.MOVETO, *[Path.LINETO] * 3, Path.CLOSEPOLY], len(middles))
    return Path(points.reshape(-1, 2), codes.astype(Path.code_type))
