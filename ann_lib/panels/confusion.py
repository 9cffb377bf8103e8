"""Behind each number of a confusion matrix stand images: choose one, and look at them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ann_lib._checks import FloatArray, IntArray, check_labels, check_same_length, describe
from ann_lib.live import LiveFigure, Panel, slider
from ann_lib.live.labels import Labels
from ann_lib.live.pointer import Pointer
from ann_lib.network import Network
from ann_lib.panels.classifier import check_classifier, outline
from ann_lib.panels.playground_tiles import Tiles
from ann_lib.plots import style
from ann_lib.plots.confusion import confusion, confusion_alt, confusion_matrix
from ann_lib.plots.confusion_examples import examples_of
from ann_lib.structure import check_samples

COLUMNS, ROWS = 4, 4
"""Of the images that are shown at a time."""
_PITCH = 1.28  # from one image to the next; an image is 1 wide
_CHOOSING = (
    "Confusion matrix. Point at a number to see its images. Arrow keys move, Enter chooses."
)


class ConfusionPanel(Panel):
    """Choose a cell of the confusion matrix, and see the images that are counted in it.

    Parameters
    ----------
    network : Network, optional
        A classifier of images. By default a small one, trained on scikit-learn's digits.
    x : array_like, shape (n_samples, n_pixels) or (n_samples, height, width, channels)
        Images that it was not trained on, 0 (paper) to 1 (ink), of one or three channels;
        those in one row must be square and grey. By default held-out digits.
    y : array_like of int, shape (n_samples,)
        What they are.
    class_names : sequence of str, optional
        The class numbers by default.

    Attributes
    ----------
    matrix : ndarray of int, shape (n_classes, n_classes)
        How often each class (row) was called what (column).
    chosen : ndarray of int
        The numbers of the images in the chosen cell, the surest answer first.

    Examples
    --------
    >>> panel = ConfusionPanel()
    >>> panel.state = {"is": 3, "called": 3}
    >>> len(panel.chosen) == panel.matrix[3, 3]
    True
    """

    title = "The images behind the numbers"

    def __init__(
        self,
        network: Network | None = None,
        x: ArrayLike | None = None,
        y: ArrayLike | None = None,
        *,
        class_names: Sequence[str] | None = None,
    ) -> None:
        self._is_default = network is None and x is None and y is None
        if network is None or x is None or y is None:
            if not self._is_default:
                raise ValueError(
                    "network, x and y must be given together, or none of them."
                )
            network, x, y = _default()
        self.network = check_classifier(network)
        samples = check_samples(network, x)
        self.n_classes = network.shapes[-1][0]
        self.labels: IntArray = check_labels(y, "y", n_classes=self.n_classes)
        check_same_length(samples, self.labels, "x", "y")
        self.images = _as_colours(samples)
        names = range(self.n_classes) if class_names is None else class_names
        if isinstance(names, str) or len(names) != self.n_classes:
            raise ValueError(
                f"class_names must hold {self.n_classes} names, "
                f"got {describe(class_names)}."
            )
        self.class_names = [str(name) for name in names]
        self.probabilities: FloatArray = network.predict_proba(samples)
        self.answers = self.probabilities.argmax(axis=1)
        self.matrix = confusion_matrix(self.labels, self.answers, n_classes=self.n_classes)
        last = self.n_classes - 1
        row, column = self._worst()
        controls: dict[str, Any] = {
            "is": slider("is", row, 0, last, 1),
            "called": slider("called", column, 0, last, 1),
        }
        pages = -(-int(self.matrix.max()) // (ROWS * COLUMNS))
        if pages > 1:
            controls["page"] = slider("page", 1, 1, pages, 1)
        super().__init__(self._draw_figure(), controls)

    def _worst(self) -> tuple[int, int]:
        """Return the cell of the most frequent mistake, or the fullest if there is none."""
        mistakes = self.matrix - np.diag(np.diag(self.matrix))
        counts = mistakes if mistakes.any() else self.matrix
        row, column = np.unravel_index(counts.argmax(), counts.shape)
        return int(row), int(column)

    def _draw_figure(self) -> LiveFigure:
        fig, (self._cells, right) = style.figure(7.0, 3.9, columns=2, width_ratios=(1.2, 1))
        confusion(self.matrix, self._cells, class_names=self.class_names)
        (self._ring,) = self._cells.plot([], [], color=style.POSITIVE, lw=2.5)
        right.set(xlim=(-0.14, COLUMNS * _PITCH - 0.14), ylim=(-ROWS * _PITCH, 0.6))
        right.set_aspect("equal")
        right.set_axis_off()
        grid = [divmod(i, COLUMNS) for i in range(ROWS * COLUMNS)]
        self._corners = np.array([(c * _PITCH, -(r + 1) * _PITCH + 0.28) for r, c in grid])
        self._tiles = Tiles(right, sharp=True)
        under = self._corners + np.array([0.5, -0.13])
        self._sure = Labels(right, under, size=style.SMALL - 1)
        self._heading = Labels(right, [(0.0, 0.4)], align="left", bold=True)
        n_cells = self.n_classes
        return LiveFigure(
            fig,
            over=[self._ring, self._tiles, self._sure, self._heading],
            alt=confusion_alt(self.matrix, class_names=self.class_names)
            + " A frame marks one cell; beside it stand the images that are counted there, "
            "each with the probability of the answer.",
            pointer=Pointer(_CHOOSING, self._pointed, step=0.5 / n_cells, start=(0.3, 0.5)),
        )

    @property
    def silent(self) -> tuple[str, ...]:  # type: ignore[override]
        """Turning the page changes nothing where there is one page."""
        return () if len(self.chosen) > ROWS * COLUMNS else ("page",)

    def update(self) -> None:
        """Frame the cell, and show a page of its images."""
        state = self.state
        is_, called = int(state["is"]), int(state["called"])
        found = examples_of(self.labels, self.answers, is_, called)
        sure = self.probabilities[found, called]
        self.chosen: IntArray = found[np.argsort(-sure, kind="stable")]
        size = ROWS * COLUMNS
        last_page = max(0, (len(self.chosen) - 1) // size)
        self._page = min(int(state.get("page", 1)) - 1, last_page)
        shown = self.chosen[self._page * size : (self._page + 1) * size]
        self._ring.set_data(*outline(called - 0.5, is_ - 0.5, called + 0.5, is_ + 0.5))
        self._tiles.set_tiles(self._corners[: len(shown)], 1.0, self.images[shown])
        shares = [f"{self.probabilities[i, called]:.0%}" for i in shown]
        self._sure.set_texts(shares + [""] * (size - len(shown)))
        count = "none" if not len(found) else str(len(found))
        self._heading.set_texts([f"{self._said(is_, called)}: {count}"])

    def _said(self, is_: int, called: int) -> str:
        return f"{self.class_names[is_]} called {self.class_names[called]}"

    def describe(self) -> str:
        """Say what the cell counts, and which of its images are shown."""
        state = self.state
        is_, called = int(state["is"]), int(state["called"])
        n, size = len(self.chosen), ROWS * COLUMNS
        of_class = int(self.matrix[is_].sum())
        images = "image" if n == 1 else "images"
        said = [
            f"{self._said(is_, called)}: {n} {images}, of {of_class} that are a "
            f"{self.class_names[is_]}. That is {'right' if is_ == called else 'a mistake'}."
        ]
        if n:
            first = self._page * size
            low, high = self.probabilities[self.chosen, called][[-1, 0]]
            said.append(f"The answers are {low:.0%} to {high:.0%} sure, the surest first.")
            if n > size:
                said.append(f"Shown are {first + 1} to {min(first + size, n)}.")
        return " ".join(said)

    def code(self) -> str:
        """Return the Python that shows this panel."""
        given = "" if self._is_default else "network, x, y"
        return (
            f"from {type(self).__module__} import ConfusionPanel\n\n"
            f"panel = ConfusionPanel({given})\npanel.state = {self.state}\n"
        )

    def _pointed(self, kind: str, x: float, y: float) -> None:
        if kind != "down":
            return
        across, down = self.figures[0].data_at(self._cells, x, y)
        cell = {"is": round(down), "called": round(across)}
        if all(0 <= place < self.n_classes for place in cell.values()):
            self.set_controls(cell)
            self.follow()


def _as_colours(samples: FloatArray) -> Any:
    """Return images as `Tiles` draws them: bytes, in colour, the lowest row first."""
    images = samples
    if images.ndim == 2:
        side = round(images.shape[1] ** 0.5)
        if side * side != images.shape[1]:
            raise ValueError(f"x must hold square images, got {images.shape[1]} pixels.")
        images = images.reshape(-1, side, side, 1)
    if images.ndim == 3:
        images = images[..., None]
    if images.ndim != 4 or images.shape[3] not in (1, 3):
        raise ValueError(
            "x must hold images of one or three channels, got samples of shape "
            f"{samples.shape[1:]}."
        )
    if images.shape[3] == 1:
        ink = np.clip(images[..., 0], 0, 1)
        colours = style.INTENSITY(np.arange(256), bytes=True)[:, :3]
        painted = colours[(ink * 255).round().astype(np.intp)]
    else:
        painted = (np.clip(images, 0, 1) * 255).round().astype(np.uint8)
    return painted[:, ::-1]


def _default() -> tuple[Network, FloatArray, IntArray]:
    from ann_lib.datasets import load_digits
    from ann_lib.panels.classifier import small_reader

    network = small_reader()[0]
    _, x_test, _, y_test = load_digits().split(rng=0)
    return network, x_test, y_test
