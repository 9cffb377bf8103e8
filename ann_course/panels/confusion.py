"""The confusion matrix of a classifier; behind each cell are its images."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ann_course.live import LiveFigure, Panel, slider
from ann_course.live.labels import Labels
from ann_course.live.pixels import outline, picture_of
from ann_course.live.pointer import Pointer
from ann_course.live.tiles import Tiles
from ann_course.live.words import certainty, counted
from ann_course.panels._shared.classifier import check_class_names, given_or
from ann_course.panels._shared.example_networks import small_reader
from ann_lib._support.checks import FloatArray, IntArray
from ann_lib.network import Network
from ann_lib.plots import style
from ann_lib.plots.confusion import confusion, confusion_matrix

COLUMNS, ROWS = 3, 2
ALT = (
    "On the left the confusion matrix: a row for what an image is, a column for what it "
    "was called, and in each cell how many there are. One cell is framed. On the right the "
    "images of that cell, at most {most}, each with its number and how sure the network is."
)


class ConfusionPanel(Panel):
    """Choose a cell of the confusion matrix, and see the images that are counted there.

    Parameters
    ----------
    network : Network, optional
        A classifier of square images. By default a small one, trained on scikit-learn's
        digits.
    x : array_like, shape (n_images, side, side, channels) or (n_images, n_pixels), optional
        Images to classify, grey or in colour, 0 to 1. By default held-out digits.
    y : array_like of int, shape (n_images,), optional
        What they are.
    class_names : sequence of str, optional
        The class numbers by default.

    Attributes
    ----------
    matrix : ndarray of int, shape (n_classes, n_classes)
        Row: what it is. Column: what it was called.
    found : ndarray of int
        The numbers of the images in the framed cell, the surest first.

    Examples
    --------
    >>> panel = ConfusionPanel()
    >>> panel.state = {"is": 3, "called": 3}
    >>> len(panel.found) - int(panel.matrix[3, 3])
    0
    """

    title = "What was taken for what"

    def __init__(
        self,
        network: Network | None = None,
        x: ArrayLike | None = None,
        y: ArrayLike | None = None,
        *,
        class_names: Sequence[str] | None = None,
    ) -> None:
        default = partial(small_reader, n_images=None)
        self.network, self.images, self.labels = given_or(default, network, x, y)
        n_classes = self.network.shapes[-1][0]
        self.class_names = check_class_names(class_names, n_classes)
        table = self.network.predict_proba(self.images.reshape(-1, *self.network.shapes[0]))
        self.called: IntArray = table.argmax(axis=1)
        self.sure: FloatArray = table.max(axis=1)
        self.matrix = confusion_matrix(self.labels, self.called, n_classes=n_classes)
        mistakes = self.matrix - np.diag(np.diag(self.matrix))
        is_, called = np.unravel_index(int(mistakes.argmax()), mistakes.shape)
        last = n_classes - 1
        controls: dict[str, Any] = {
            "is": slider("is", int(is_), 0, last, 1, explain="The row: what it is"),
            "called": slider(
                "called", int(called), 0, last, 1, explain="The column: the answer"
            ),
        }
        super().__init__(self._draw_figure(), controls, groups={"The cell": list(controls)})

    def _draw_figure(self) -> LiveFigure:
        fig, (left, right) = style.figure(6.1, 3.6, columns=2, width_ratios=(1.1, 1))
        confusion(self.matrix, left, class_names=self.class_names)
        self.matrix_ax = left
        (self.frame,) = left.plot([], [], color=style.POSITIVE, linewidth=3)
        width, height = COLUMNS * 1.15, ROWS * 1.6
        right.set(xlim=(0, width), ylim=(-height, 0.5), aspect="equal", anchor="N")
        right.set_axis_off()
        self.tiles = Tiles(right, sharp=True)
        places = [divmod(i, COLUMNS) for i in range(ROWS * COLUMNS)]
        self._corners = np.array([(c * 1.15, -r * 1.6 - 1.0) for r, c in places])
        below = self._corners + np.array([0.5, -0.13])
        self._numbers = Labels(right, below, size=style.SMALL)
        self._shares = Labels(right, below - np.array([0, 0.22]), size=style.SMALL)
        self._heading = Labels(right, [(0.0, 0.25)], align="left", size=style.MEDIUM)
        n = len(self.matrix)
        self.pointer = Pointer(
            "Point at a cell of the confusion matrix", self._at,
            start=(0.25, 0.5), step=(0.4 / n, 0.8 / n),
        )  # fmt: skip
        over = [self.frame, self.tiles, self._numbers, self._shares, self._heading]
        alt = ALT.format(most=ROWS * COLUMNS)
        return LiveFigure(fig, over=over, alt=alt, pointer=self.pointer)

    def update(self) -> None:
        """Frame the cell, and show its images."""
        is_, called = self.cell
        found = np.flatnonzero((self.labels == is_) & (self.called == called))
        self.found: IntArray = found[np.argsort(-self.sure[found], kind="stable")]
        shown = self.found[: ROWS * COLUMNS]
        frame = outline(called - 0.5, is_ - 0.5, called + 0.5, is_ + 0.5)
        self.frame.set_data(*frame)
        pixels = np.array([picture_of(self.images[i]) for i in shown], dtype=np.uint8)
        if not len(shown):
            pixels = np.zeros((0, 1, 1, 3), dtype=np.uint8)
        self.tiles.set_tiles(self._corners[: len(shown)], 1.0, pixels)
        gaps = [""] * (ROWS * COLUMNS - len(shown))
        self._numbers.set_texts([*(f"no. {i}" for i in shown), *gaps])
        self._shares.set_texts(
            [*(f"{certainty(s, brief=True)} sure" for s in self.sure[shown]), *gaps]
        )
        some = f", the surest {len(shown)}" if len(shown) < len(found) else ""
        self._heading.set_texts([f"{self._said()}: {len(found)}{some}"])

    @property
    def cell(self) -> tuple[int, int]:
        """What the images are, and what they were called."""
        return int(self.state["is"]), int(self.state["called"])

    def describe(self) -> str:
        """Say which cell it is, how many images are in it, and which."""
        is_, called = self.cell
        row, n = int(self.matrix[is_].sum()), len(self.found)
        text = (
            f"{self._said()}: {n} of {counted(row, 'image')} of class "
            f"{self.class_names[is_]}{', which is right' if is_ == called else ''}."
        )
        if n:
            shown = ", ".join(
                f"{i} ({certainty(self.sure[i])} sure)"
                for i in self.found[: ROWS * COLUMNS]
            )
            text += (
                f" Image{'s' * (n > 1)} no. {shown}{' and more' * (n > ROWS * COLUMNS)}."
            )
        right, total = int(np.trace(self.matrix)), len(self.labels)
        return f"{text} In all, {right} of {total} answers are right."

    def _said(self) -> str:
        is_, called = (self.class_names[c] for c in self.cell)
        return f"{is_} called {called}"

    def _at(self, kind: str, x: float, y: float) -> None:
        if kind != "down":
            return
        across, down = self.figures[0].data_at(self.matrix_ax, x, y)
        cell = round(down), round(across)
        if all(0 <= c < len(self.matrix) for c in cell):
            self.set_controls({"is": cell[0], "called": cell[1]})
            self.follow()
