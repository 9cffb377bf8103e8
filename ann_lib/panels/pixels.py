"""A picture pixel by pixel: flip one, shift all, and see what a classifier says to it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ann_lib._checks import (
    FloatArray,
    check_array,
    check_labels,
    check_same_length,
    describe,
)
from ann_lib.datasets.augment import shift
from ann_lib.live import LiveFigure, Panel, slider, toggle
from ann_lib.live.labels import Labels
from ann_lib.network import Network
from ann_lib.plots import style

REACH = 2
"""Pixels by which a picture can be shifted in each direction."""
ALT = (
    "On the left an image of 8 by 8 pixels, white paper and black ink, with a frame around "
    "one pixel. On the right ten bars, one for each digit: the probability that the "
    "network gives it; the highest is orange."
)


class PixelPanel(Panel):
    """Move and change an image; the network answers to it at once.

    Parameters
    ----------
    network : Network, optional
        A classifier of images. By default a small one, trained on scikit-learn's digits.
    x : array_like, shape (n_samples, n_pixels), optional
        Images to choose from, 0 (paper) to 1 (ink); square. By default held-out digits.
    y : array_like of int, shape (n_samples,), optional
        What they are.

    Attributes
    ----------
    pixels : ndarray, shape (side, side)
        The image as the network gets it now.
    probabilities : ndarray, shape (n_classes,)
        The network's answer to it.

    Examples
    --------
    >>> from ann_lib import Dense, Network, SoftmaxCrossEntropy
    >>> network = Network([Dense(4, 2)], loss=SoftmaxCrossEntropy(), rng=0)
    >>> panel = PixelPanel(network, [[0.0, 0.25, 0.5, 1.0]], [1])
    >>> panel.state = {"flip": True, "row": 0, "column": 1}
    >>> panel.pixels.tolist()
    [[0.0, 0.75], [0.5, 1.0]]
    """

    title = "A picture, pixel by pixel"

    def __init__(
        self,
        network: Network | None = None,
        x: ArrayLike | None = None,
        y: ArrayLike | None = None,
    ) -> None:
        if network is None or x is None or y is None:
            if network is not None or x is not None or y is not None:
                raise ValueError(
                    "network, x and y must be given together, or none of them."
                )
            network, x, y = _default()
        self.network = _check_network(network)
        images = check_array(x, "x", shape=(None, int(np.prod(network.shapes[0]))))
        self.labels = check_labels(y, "y")
        check_same_length(images, self.labels, "x", "y")
        side = round(images.shape[1] ** 0.5)
        if side * side != images.shape[1] or side < 2:
            raise ValueError(f"x must hold square images, got {images.shape[1]} pixels.")
        self.images, self.side = images.reshape(-1, side, side), side
        self.n_classes = network.shapes[-1][0]
        last = side - 1
        controls: dict[str, Any] = {"flip": toggle("flip the framed pixel", False)}
        controls["row"] = slider("row", last // 2, 0, last, 1)
        controls["column"] = slider("column", last // 2, 0, last, 1)
        controls["right"] = slider("shift right", 0, -REACH, REACH, 1, unit="pixels")
        controls["down"] = slider("shift down", 0, -REACH, REACH, 1, unit="pixels")
        groups = {
            "One pixel": ["row", "column", "flip"],
            "All pixels": ["right", "down"],
        }
        if len(images) > 1:
            controls["image"] = slider("image", 0, 0, len(images) - 1, 1)
            groups = {"Image": ["image"]} | groups
        super().__init__(self._draw_figure(), controls, groups=groups)

    def _draw_figure(self) -> LiveFigure:
        fig, (left, right) = style.figure(6.2, 3.1, columns=2, width_ratios=(1.1, 1))
        self._picture = left.imshow(self.images[0], cmap=style.INTENSITY, vmin=0, vmax=1)
        (self._frame_line,) = left.plot([], [], color=style.POSITIVE, linewidth=3)
        left.set(xlabel="column", ylabel="row", title="pixels in")
        left.spines[:].set_visible(True)  # white paper has an edge, too
        ticks = range(0, self.side, max(1, self.side // 8))
        left.set_xticks(ticks)
        left.set_yticks(ticks)
        self._bars = []
        for color in (style.NEUTRAL, style.POSITIVE):
            (bars,) = right.plot([], [], color=color, lw=10, solid_capstyle="butt")
            self._bars.append(bars)
        right.set(xlim=(0, 1.25), ylim=(self.n_classes - 0.5, -0.5))
        right.set(xlabel="probability", title="digits out", xticks=[0, 0.5, 1])
        right.set_yticks(range(self.n_classes))
        points = [(1.04, k) for k in range(self.n_classes)]
        self._shares = Labels(right, points, align="left", size=style.SMALL)
        over = [self._frame_line, *self._bars, self._shares]
        return LiveFigure(fig, under=[self._picture], over=over, alt=ALT)

    @property
    def index(self) -> int:
        """Which of the images is shown."""
        return int(self.controls["image"].value) if "image" in self.controls else 0

    def update(self) -> None:
        """Shift, flip, ask the network, and draw what it says."""
        state = self.state
        row, column = int(state["row"]), int(state["column"])
        pixels = shift(
            self.images[self.index][None],
            down=int(state["down"]),
            right=int(state["right"]),
        )[0]
        self.before = float(pixels[row, column])
        if state["flip"]:
            pixels[row, column] = 1 - pixels[row, column]
        self.pixels: FloatArray = pixels
        given = pixels.reshape(1, *self.network.shapes[0])
        self.probabilities: FloatArray = self.network.predict_proba(given)[0]
        self._picture.set_data(pixels)
        around = np.array(
            [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5), (-0.5, -0.5)]
        )
        self._frame_line.set_data(*np.add(around, (column, row)).T)
        best = int(self.probabilities.argmax())
        others = [k for k in range(self.n_classes) if k != best]
        for bars, classes in zip(self._bars, (others, [best]), strict=True):
            ends = [(end, k) for k in classes for end in (0.0, self.probabilities[k])]
            path = np.array(ends).reshape(-1, 2, 2)
            gaps = np.full((len(path), 1, 2), np.nan)
            bars.set_data(*np.concatenate([path, gaps], axis=1).reshape(-1, 2).T)
        self._shares.set_texts([f"{share:.0%}" for share in self.probabilities])

    def describe(self) -> str:
        """Say what the image is, what was changed, and what the network makes of it."""
        state = self.state
        row, column = int(state["row"]), int(state["column"])
        value = self.pixels[row, column]
        best = int(self.probabilities.argmax())
        is_ = int(self.labels[self.index])
        change = f", flipped from {self.before:.2f}" if state["flip"] else ""
        words = "right" if best == is_ else "wrong"
        return (
            f"Image {self.index} is a {is_}. The network says {best}, "
            f"{self.probabilities[best]:.0%} sure: {words}. The framed pixel is input node "
            f"{row * self.side + column}, with the value {value:.2f}{change}. The image is "
            f"shifted by {_pixels(state['right'], 'right', 'left')} and "
            f"{_pixels(state['down'], 'down', 'up')}."
        )


def _pixels(step: float, ahead: str, back: str) -> str:
    number = abs(int(step))
    unit = "pixel" if number == 1 else "pixels"
    return f"{number} {unit} {back if step < 0 else ahead}"


def _check_network(network: object) -> Network:
    if not isinstance(network, Network):
        raise TypeError(f"network must be a trained Network, got {describe(network)}.")
    if len(network.shapes[-1]) != 1 or network.shapes[-1][0] < 2:
        raise ValueError(
            "network must have one output for each of at least two classes, got outputs of "
            f"shape {network.shapes[-1]}."
        )
    return network


def _default() -> tuple[Network, FloatArray, Any]:
    from ann_lib.activations import ReLU
    from ann_lib.datasets import load_digits
    from ann_lib.layers import Dense
    from ann_lib.losses import SoftmaxCrossEntropy
    from ann_lib.optimizers import Adam

    x_train, x_test, y_train, y_test = load_digits().split(rng=0)
    network = Network(
        [Dense(64, 32), ReLU(), Dense(32, 10)], loss=SoftmaxCrossEntropy(), rng=0
    )
    network.fit(x_train, y_train, optimizer=Adam(0.01), rng=0, progress=False)
    return network, x_test[:50], y_test[:50]
