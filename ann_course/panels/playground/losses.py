"""The losses during training: two curves, one loss at each epoch to be read off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist

from ann_course.live.labels import Labels
from ann_course.live.marks import Curves
from ann_course.live.words import loss_size
from ann_lib._support.checks import FloatArray
from ann_lib.plots import style

_SPANS = (10, 20, 50)
_HIGHEST_LOSS = 1.0  # larger losses run along the upper edge
_MOST, _MOST_EACH = 200, 60
"""Points of a curve, and of each curve in a bundle."""
LEGENDS = ("● — training", "○ - - test")
NO_POINTS = ("no training points", "no test points")
Losses = tuple[float, float]


class LossPicture:
    """The losses of one network, and of others from other starts behind them.

    Parameters
    ----------
    ax : Axes

    Attributes
    ----------
    axes : Axes
    over : list of Artist
        What a LiveFigure redraws.
    """

    def __init__(self, ax: Any) -> None:
        self.axes = ax
        self._span = 0
        self._epoch: int | None = None
        ax.set(ylim=(0, _HIGHEST_LOSS), xlim=(0, 10), xticks=[0, 10], yticks=[0, 0.5, 1])
        ax.set_xlabel("epoch", size=style.SMALL, labelpad=-9)
        ax.set_ylabel("loss", size=style.SMALL)
        self.bundle = Curves(ax, style.INK, 0.8, opacity=0.35)
        self.curves: list[Any] = []
        self.legends: list[Labels] = []
        for dash, x, align in (("-", 0, "left"), ("--", 1, "right")):
            self.curves += ax.plot([], [], color=style.INK, lw=1.5, ls=dash, clip_on=False)
            where: Any = {"align": align, "transform": ax.transAxes}
            self.legends.append(Labels(ax, [(x, 1.16)], size=style.SMALL, **where))
        (self.mark,) = ax.plot([], [], color=style.NEUTRAL, lw=1)
        self.over: list[Artist] = [self.bundle, self.mark, *self.curves, *self.legends]

    def read_at(self, epoch: float | None) -> bool:
        """Have the numbers be those of an epoch; None is now. Return whether they change.

        Where the epoch is not there yet, they are those of now, too.
        """
        before, self._epoch = self._epoch, None if epoch is None else max(round(epoch), 0)
        return before != self._epoch

    def show(
        self, losses: Sequence[Losses], now: Losses, n_points: tuple[int, int]
    ) -> bool:
        """Draw the losses against the epochs; return whether the axis had to grow.

        ``now`` holds the training and the test loss of this moment, ``n_points`` on how
        many points; among the losses a test loss of 0 stands for no test points.
        """
        n_epochs = len(losses) - 1
        epochs = _chosen(n_epochs, _MOST)
        training, test = np.minimum([losses[k] for k in epochs], _HIGHEST_LOSS).T
        tested = test > 0
        self.curves[0].set_data(epochs, training)
        self.curves[1].set_data(epochs[tested], test[tested])
        self.curves[1].set_visible(bool(tested.any()))
        read = self._epoch is not None and self._epoch <= n_epochs
        shown = losses[self._epoch] if read else now  # type: ignore[index]
        names = (f"epoch {self._epoch:,}:", "- - test") if read else LEGENDS
        for k, (name, loss) in enumerate(zip(names, shown, strict=True)):
            there = n_points[k] and (loss or not read)
            text = f"{name} {loss_size(loss)}" if there else NO_POINTS[k]
            self.legends[k].set_texts([text])
        at = [self._epoch] * 2 if read else []
        self.mark.set_data(at, [0, _HIGHEST_LOSS] if read else [])
        self.mark.set_visible(read)
        return self._widen(n_epochs)

    def show_bundle(self, losses: Sequence[FloatArray]) -> None:
        """Draw the training losses of many starts; each entry has shape (2, n_starts)."""
        if not losses:
            self.bundle.set_curves([], np.zeros((0, 0)))
            return
        epochs = _chosen(len(losses) - 1, _MOST_EACH)
        ys = np.array([losses[k][0] for k in epochs]).T
        self.bundle.set_curves(epochs, np.minimum(ys, _HIGHEST_LOSS))

    def nearest(self, losses: Sequence[FloatArray], epoch: float, loss: float) -> int:
        """Return the start whose curve is nearest to a place."""
        there = losses[min(max(round(epoch), 0), len(losses) - 1)][0]
        return int(np.abs(np.minimum(there, _HIGHEST_LOSS) - loss).argmin())

    def _widen(self, n_epochs: int) -> bool:
        span = next(d * 10**e for e in range(9) for d in _SPANS if d * 10**e >= n_epochs)
        if span == self._span:
            return False
        self._span = span
        self.axes.set_xlim(0, span)
        self.axes.set_xticks([0, span], ["0", f"{span:,}"])
        self.axes.get_xticklabels()[-1].set_ha("right")
        return True


def _chosen(n_epochs: int, most: int) -> Any:
    """Return at most about so many epochs, from the first to the last."""
    stride = -(-(n_epochs + 1) // most)
    return np.array([*range(0, n_epochs, stride), n_epochs])
