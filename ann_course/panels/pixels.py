"""A picture pixel by pixel: flip one, shift all, and see what a classifier says to it."""

from __future__ import annotations

from typing import Any

from numpy.typing import ArrayLike

from ann_course.live import LiveFigure, Panel, slider, toggle
from ann_course.live.answer_bars import AnswerBars
from ann_course.live.pixels import ink, outline
from ann_course.live.tiles import Tiles
from ann_course.live.words import certainty, moves, with_article
from ann_course.panels._shared.classifier import given_or, grey
from ann_course.panels._shared.example_networks import small_reader
from ann_lib._support.checks import FloatArray
from ann_lib.datasets.augment import shift
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
        self.network, images, self.labels = given_or(small_reader, network, x, y)
        self.images = grey(images)
        self.side = self.images.shape[1]
        last = self.side - 1
        controls: dict[str, Any] = {"flip": toggle("flip the framed pixel", False)}
        controls["row"] = slider("row", last // 2, 0, last, 1)
        controls["column"] = slider("column", last // 2, 0, last, 1)
        controls["right"] = slider("shift right", 0, -REACH, REACH, 1, unit="pixels")
        controls["down"] = slider("shift down", 0, -REACH, REACH, 1, unit="pixels")
        groups = {
            "One pixel": ["row", "column", "flip"],
            "All pixels": ["right", "down"],
        }
        if len(self.images) > 1:
            controls["image"] = slider("image", 0, 0, len(self.images) - 1, 1)
            groups = {"Image": ["image"]} | groups
        super().__init__(self._draw_figure(), controls, groups=groups)

    def _draw_figure(self) -> LiveFigure:
        fig, (left, right) = style.figure(6.1, 3.1, columns=2, width_ratios=(1.1, 1))
        low, high = -0.5, self.side - 0.5
        left.set(xlim=(low, high), ylim=(high, low), aspect="equal")
        self.picture = Tiles(left, framed=False, sharp=True)
        (self.frame,) = left.plot([], [], color=style.POSITIVE, linewidth=3)
        left.set(xlabel="column", ylabel="row", title="pixels in")
        left.spines[:].set_visible(True)  # white paper has an edge, too
        ticks = range(0, self.side, max(1, self.side // 8))
        left.set_xticks(ticks)
        left.set_yticks(ticks)
        self.bars = AnswerBars(right, self.network.shapes[-1][0], "digits out")
        over = [self.frame, *self.bars.over]
        return LiveFigure(fig, under=[self.picture], over=over, alt=ALT)

    @property
    def index(self) -> int:
        """Which of the images is shown."""
        return int(self.controls["image"].value) if "image" in self.controls else 0

    def update(self) -> None:
        """Shift, flip, ask the network, and draw what it says."""
        state = self.state
        row, column = state["row"], state["column"]
        image = self.images[self.index][None]
        pixels = shift(image, down=state["down"], right=state["right"])[0]
        self.before = float(pixels[row, column])
        if state["flip"]:
            pixels[row, column] = 1 - pixels[row, column]
        self.pixels: FloatArray = pixels
        given = pixels.reshape(1, *self.network.shapes[0])
        self.probabilities: FloatArray = self.network.predict_proba(given)[0]
        ax: Any = self.picture.axes
        self.picture.fill((*ax.get_xlim(), *ax.get_ylim()), ink(pixels))
        frame = outline(column - 0.5, row - 0.5, column + 0.5, row + 0.5)
        self.frame.set_data(*frame)
        self.bars.show(self.probabilities)

    def describe(self) -> str:
        """Say what the image is, what was changed, and what the network makes of it."""
        state = self.state
        row, column = state["row"], state["column"]
        value = self.pixels[row, column]
        best = int(self.probabilities.argmax())
        is_ = int(self.labels[self.index])
        change = f", flipped from {self.before:.2f}" if state["flip"] else ""
        sure = certainty(self.probabilities[best])
        words = "right" if best == is_ else "wrong"
        steps = moves(state)
        shifted = f" The image is shifted {' and '.join(steps)}." if steps else ""
        return (
            f"Image {self.index} is {with_article(is_)}. The network says {best}, "
            f"{sure} sure: {words}. The framed pixel is input "
            f"node {row * self.side + column}, with the value {value:.2f}{change}.{shifted}"
        )
