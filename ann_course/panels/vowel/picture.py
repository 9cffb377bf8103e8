"""What the vowel panel draws: the plane of vowels, the mouth, the answer, the spectrum."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.patches import Polygon
from numpy.typing import NDArray

from ann_course.live import LiveFigure
from ann_course.live.answer_bars import AnswerBars
from ann_course.live.figure import parts_at
from ann_course.live.labels import Labels
from ann_course.live.pointer import Pointer
from ann_course.live.tiles import Pixels, Tiles
from ann_course.panels.vowel import mouth
from ann_course.panels.vowel.ear import FREQUENCIES
from ann_course.panels.vowel.people import kinds_of
from ann_lib._support.checks import FloatArray, IntArray
from ann_lib.datasets import Dataset
from ann_lib.datasets.vowels import AVERAGES, FIVE, KINDS
from ann_lib.plots import style

COLUMNS, ROWS = 20, 20
"""Of the grid on which the network is asked."""
FINER = 5
"""Times that many each way are drawn; between the asked, outputs are interpolated."""
LOW_F1, HIGH_F1 = mouth.LOW_F1 / mouth.LONGEST, mouth.HIGH_F1 / mouth.SHORTEST
LOW_F2, HIGH_F2 = mouth.LOW_F2 / mouth.LONGEST, mouth.HIGH_F2 / mouth.SHORTEST
"""In Hz: all that a mouth of any length can reach."""
ENVELOPE = style.CLASS_COLORS[8]
"""Violet: what the mouth lets through is neither positive nor negative."""
F1_TICKS, F2_TICKS = (250, 500, 1000), (700, 1000, 2000, 3000)
MARKERS = {"man": "o", "woman": "s", "child": "^"}
NEAR = 0.004
"""How far, as parts of the picture, the cross may be from where it was pointed at."""
PALE = 0.62
"""Fraction of white that is mixed into a vowel's colour for its region."""
LEAST, MOST = -1.5, 5.5
"""Ends of the scale of power, as powers of ten."""

PLANE_ALT = (
    "The plane of the vowels: the second formant to the left, the first one downwards, in "
    "Hz. A cross is where the mouth is now. {people}{regions}Beside it the mouth in "
    "profile, lips on the left, which opens as the jaw does{bars}."
)
PEOPLE = (
    "{n} people's vowels are small marks, circles for men, squares for women, triangles "
    "for children. "
)
REGIONS = "Behind them, the network's answer at each place is a colour. "
SPECTRUM_ALT = (
    "The sound's spectrum from 0 to 4,000 Hz: its harmonics as a thin line with many "
    "peaks, what throat and mouth let through as a smooth curve with a peak at each "
    "formant, and the {n} numbers that a network is given as steps."
)


class PlanePicture:
    """The plane with its regions, people and cross; the mouth; and the answer.

    Parameters
    ----------
    people : Dataset or None
        Their vowels are drawn as marks.
    listens : bool
        Whether there is a network, with regions and an answer.
    pointed : callable
        Given "down", "move" or "hover" and two formants in Hz.
    """

    def __init__(self, people: Dataset | None, listens: bool, pointed: Any) -> None:
        fig, axes = style.figure(
            5.5, 3.1, rows=2, columns=2, width_ratios=(1.75, 1), height_ratios=(1.35, 1)
        )
        grid = axes[0, 0].get_gridspec()
        for ax in axes[:, 0]:
            ax.remove()
        self.plane = fig.add_subplot(grid[:, 0], axes_class=style.StyledAxes)
        self._pointed, self._told, self._held = pointed, (0.5, 0.5), False
        self._draw_plane(people)
        self._draw_mouth(axes[0, 1])
        over: list[Artist] = [*self.outlines, self.cross, self.ring]
        self.bars: AnswerBars | None = None
        if listens:
            self.bars = AnswerBars(axes[1, 1], len(FIVE), "", room=0.4)
            axes[1, 1].set_yticks(range(len(FIVE)), FIVE)
            over += self.bars.over
        else:
            axes[1, 1].set_axis_off()
        n_people = 0 if people is None else len(kinds_of(people))
        alt = PLANE_ALT.format(
            people=PEOPLE.format(n=n_people) if people is not None else "",
            regions=REGIONS if listens else "",
            bars=", and a bar for each vowel: how sure the network is of it"
            if listens
            else "",
        )
        pointer = Pointer(
            "Plane of the vowels. Point where the cross is to be, with the mouse, a finger "
            "or the arrow keys.",
            self._moved,
            step=0.012,
        )
        self.figure = LiveFigure(
            fig,
            under=[self.regions] if listens else [],
            over=over,
            alt=alt,
            pointer=pointer,
        )

    def show(
        self,
        formants: FloatArray,
        outlines: tuple[FloatArray, FloatArray],
        probabilities: FloatArray | None,
        *,
        person: bool,
    ) -> None:
        """Move the cross to the first two formants, draw the mouth, give the answer."""
        f1, f2, *_ = formants
        at = np.log2(np.clip(f2, LOW_F2, HIGH_F2)), np.log2(np.clip(f1, LOW_F1, HIGH_F1))
        self.cross.set_data([at[0]], [at[1]])
        self.ring.set_data([at[0]], [at[1]])
        self.ring.set_visible(person)
        self._place(at)
        for outline, points in zip(self.outlines, _closed(*outlines), strict=True):
            outline.set_xy(points)
        if self.bars is not None and probabilities is not None:
            self.bars.show(probabilities)

    def show_regions(self, scores: FloatArray) -> None:
        """Colour the plane: ``scores`` has shape (ROWS, COLUMNS, n_vowels).

        The first row is the lowest first formant, the first column the lowest second.
        """
        finer = _finer(ROWS) @ np.moveaxis(scores, -1, 0) @ _finer(COLUMNS).T
        answers: IntArray = finer.argmax(axis=0)
        picture = _COLORS[answers]
        picture[_IMPOSSIBLE] = 255
        # On paper the lowest second formant is on the right, the lowest first one above.
        box = (*self.plane.get_xlim(), *self.plane.get_ylim())
        self.regions.fill(box, picture[::-1, ::-1])

    def _draw_plane(self, people: Dataset | None) -> None:
        ax = self.plane
        left, right = np.log2(HIGH_F2), np.log2(LOW_F2)
        top, bottom = np.log2(LOW_F1), np.log2(HIGH_F1)
        self.regions = Tiles(ax, framed=False, sharp=True)
        ax.set(xlim=(left, right), ylim=(bottom, top))
        for axis, ticks in ((ax.xaxis, F2_TICKS), (ax.yaxis, F1_TICKS)):
            axis.set_ticks(np.log2(ticks), [f"{tick:,}" for tick in ticks])
        ax.set(xlabel="← tongue forward: F2 in Hz", ylabel="← jaw open: F1 in Hz")
        if people is not None:
            _draw_people(ax, people)
        for name, color in zip(FIVE, style.CLASS_COLORS, strict=False):
            f1, f2 = AVERAGES[name][0][1:3]
            ax.annotate(
                name,
                (np.log2(f2), np.log2(f1)),
                xytext=(0, 15),
                textcoords="offset points",
                ha="center",
                va="center",
                size=style.MEDIUM,
                weight="bold",
                color=style.DARK,
                bbox={"facecolor": style.LIGHT, "edgecolor": color, "pad": 1.5},
            )
        look: Any = {"color": style.DARK, "ms": 15, "mew": 2.5}
        (self.cross,) = ax.plot([], [], "+", **look)
        (self.ring,) = ax.plot([], [], "o", mfc="none", mec=style.DARK, ms=15, mew=1.5)
        self.here = Labels(ax, [(0.5, 0.5)], [""], size=style.SMALL, bold=True, halo=True)

    def _draw_mouth(self, ax: Axes) -> None:
        ax.set(xlim=(-1.5, 10.5), ylim=(-10.2, 3.0), aspect="equal", xticks=[], yticks=[])
        ax.spines[:].set_visible(False)
        looks = (style.LIGHT, "#d9b8b0")
        nothing = np.zeros((3, 2))
        self.outlines = [Polygon(nothing, fc=fc, ec=style.INK, lw=1.5) for fc in looks]
        for outline in self.outlines:
            ax.add_patch(outline)

    def _moved(self, kind: str, x: float, y: float) -> None:
        """Take a place that was pointed at: what begins in the plane stays in it."""
        across, up = self.figure.data_at(self.plane, x, y)
        left, right = self.plane.get_xlim()
        bottom, top = self.plane.get_ylim()
        inside = right <= across <= left and top <= up <= bottom
        if kind == "down":
            self._held = inside
        if kind == "hover" or (kind in ("down", "move") and self._held):
            self._told = (x, y)
            nearest = min(max(up, top), bottom), min(max(across, right), left)
            self._pointed(2.0 ** nearest[0], 2.0 ** nearest[1])

    def _place(self, at: tuple[float, float]) -> None:
        """Have the keyboard go on from the cross, wherever something else has moved it."""
        x, y = parts_at(self.plane, at).tolist()
        if max(abs(x - self._told[0]), abs(y - self._told[1])) > NEAR:
            self._told = (x, y)
            self.figure.pointer.put(round(x, 4), round(y, 4))


class SpectrumPicture:
    """Harmonics, what the mouth lets through, and the numbers that the network is given."""

    def __init__(self, n_bands: int) -> None:
        fig, ax = style.figure(5.5, 1.7)
        self.edges = np.linspace(0, FREQUENCIES[-1] / 1000, n_bands + 1)
        (self.harmonics,) = ax.plot([], [], color=style.NEUTRAL, lw=0.9)
        (self.steps,) = ax.plot([], [], color=style.DARK, lw=1.8)
        (self.envelope,) = ax.plot([], [], color=ENVELOPE, lw=2)
        ax.set(xlim=(0, 4), ylim=(LEAST, MOST + 1), xlabel="frequency in kHz")
        ax.set_yticks([0, 2, 4], ["1", "100", "10,000"])
        ax.set_ylabel("power")
        self.names = Labels(
            ax, [(0, 0)] * 3, size=style.SMALL, bold=True, color=ENVELOPE, halo=True
        )
        lines = [self.harmonics, self.envelope, self.steps]
        names = ["the sound", "let through by the mouth", f"{n_bands} inputs"]
        ax.legend(lines, names, loc="lower right", bbox_to_anchor=(1, 0.97), ncols=3)
        over = [self.harmonics, self.steps, self.envelope, self.names]
        self.figure = LiveFigure(fig, over=over, alt=SPECTRUM_ALT.format(n=n_bands))

    def show(
        self,
        power: FloatArray,
        through: FloatArray,
        energies: FloatArray,
        formants: FloatArray,
    ) -> None:
        """Draw a sound's power and what was let through, both at `FREQUENCIES`."""
        at = FREQUENCIES / 1000
        heights = np.log10(power + 1e-6)
        curve = np.log10(through)
        curve += heights.max() - curve.max()
        self.harmonics.set_data(at, heights.clip(LEAST, None))
        self.envelope.set_data(at, curve.clip(LEAST, None))
        stairs = np.repeat(energies, 2).clip(LEAST, None)
        self.steps.set_data(np.repeat(self.edges, 2)[1:-1], stairs)
        seen = formants < FREQUENCIES[-1]
        tops = np.interp(formants, FREQUENCIES, curve)
        self.names.set_points(
            np.stack([formants / 1000, tops.clip(LEAST + 0.3, MOST) + 0.75], axis=1)
        )
        self.names.set_texts([f"F{k}" if s else "" for k, s in enumerate(seen, start=1)])


def grid() -> FloatArray:
    """Return the formants at which the network is asked, shape (ROWS * COLUMNS, 2)."""
    first = np.geomspace(LOW_F1, HIGH_F1, ROWS)
    second = np.geomspace(LOW_F2, HIGH_F2, COLUMNS)
    return np.stack(np.meshgrid(first, second, indexing="ij"), axis=-1).reshape(-1, 2)


def _finer(n: int) -> FloatArray:
    """Return the matrix that interpolates n numbers linearly, shape (n * FINER, n)."""
    places = np.clip((np.arange(n * FINER) + 0.5) / FINER - 0.5, 0, n - 1)
    weights: FloatArray = np.maximum(1 - np.abs(places[:, None] - np.arange(n)), 0)
    return weights


def _impossible() -> NDArray[np.bool_]:
    """Return where the second formant would lie below the first, at the finer places."""
    first = np.geomspace(LOW_F1, HIGH_F1, ROWS * FINER)
    second = np.geomspace(LOW_F2, HIGH_F2, COLUMNS * FINER)
    return np.asarray(second < mouth.APART * first[:, None])


def _pale(color: str) -> Pixels:
    mixed = PALE + (1 - PALE) * np.array(to_rgb(color))
    return (255 * mixed).round().astype(np.uint8)


_COLORS = np.array([_pale(color) for color in style.CLASS_COLORS[: len(FIVE)]])
_IMPOSSIBLE = _impossible()


def _draw_people(ax: Axes, people: Dataset) -> None:
    """Draw each person's vowels: a mark for the person's kind, in the vowel's colour.

    Of a vowel that was spoken twice, the first.
    """
    said = np.stack([np.asarray(people.groups), people.y], axis=1)
    first = np.unique(said, axis=0, return_index=True)[1]
    names = [people.class_names[label] for label in people.y[first]]
    kinds, f1, f2 = people.columns("kind", "F1", "F2")[first].T
    for kind, (name, marker) in enumerate(MARKERS.items()):
        assert KINDS[kind] == name
        for vowel, color in zip(FIVE, style.CLASS_COLORS, strict=False):
            own = (kinds == kind) & np.array([each == vowel for each in names])
            ax.plot(
                *(np.log2(f2[own]), np.log2(f1[own]), marker),
                color=color,
                mec=style.DARK,
                mew=0.4,
                ms=4,
            )
    handles = [
        ax.plot([], [], marker, color=style.NEUTRAL, mec=style.DARK, mew=0.4, ms=5)[0]
        for marker in MARKERS.values()
    ]
    corner: Any = {"loc": "lower right", "handletextpad": 0, "borderaxespad": 0.1}
    ax.legend(handles, list(MARKERS), **corner)


def _closed(roof: FloatArray, floor: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the air between roof and floor, and the tongue and jaw beneath it."""
    air = np.concatenate([roof, floor[::-1]])
    chin = np.array([(floor[-1, 0] - 1.6, floor[-1, 1]), (3.0, -4.8), (0.5, -3.4)])
    chin[1:] += (0, floor[0, 1])
    return air, np.concatenate([floor, chin])
