"""A kernel by hand: nine weights slide over a picture, and a filtered picture comes out."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ann_course.live import Panel, dropdown, slider
from ann_course.live.layout import Parts
from ann_course.live.words import short
from ann_course.panels._shared.example_networks import shape_network
from ann_course.panels.filter.kernels import HAND_MADE, LARGEST, filtered, learned_kernels
from ann_course.panels.filter.layout import NAMES, PLACES, arrange
from ann_course.panels.filter.picture import FilterPicture, KernelGallery
from ann_lib._support.checks import FloatArray, check_array
from ann_lib.network import Network

YOUR_OWN = "your own"
MOST_IMAGES = 50


class FilterPanel(Panel):
    """Set a kernel's nine weights, and see what it answers at each place of a picture.

    Parameters
    ----------
    network : Network, optional
        It begins with a `Conv2D` of 3×3 kernels on grey images; these stand beside those
        made by hand. By default a small one, trained on drawn shapes.
    images : array_like, shape (n_images, side, side) or (n_images, side, side, 1), optional
        Pictures to filter, 0 (paper) to 1 (ink); the first 50 are taken, rounded to two
        decimals, so that the sum shown adds up. By default drawn shapes.

    Attributes
    ----------
    kernels : dict of str to ndarray, shape (3, 3)
        Those to choose from, by name; the learned ones rounded to two decimals.
    kernel : ndarray, shape (3, 3)
        The weights as they are now.
    filtered : ndarray, shape (side, side)
        Its answer at each place, without bias; beyond the edge the picture is 0.
    answer : float
        That at the window.

    Examples
    --------
    >>> import numpy as np
    >>> panel = FilterPanel(images=np.eye(4)[None])
    >>> panel.choose("diagonal, falling")
    >>> panel.state = {"row": 1, "column": 1}
    >>> panel.answer
    6.0
    """

    title = "A kernel slides over a picture"
    one_task = True

    def __init__(
        self, network: Network | None = None, images: ArrayLike | None = None
    ) -> None:
        if network is None or images is None:
            own, shapes = shape_network()
            network = own if network is None else network
            images = shapes.images if images is None else images
        self.images = _check_images(images)
        self.kernels = {name: np.array(k, float) for name, k in HAND_MADE.items()}
        self.kernels |= learned_kernels(network)
        self._stack = np.array(list(self.kernels.values()))
        self.side = self.images.shape[1]
        start = self.kernels[next(iter(self.kernels))]
        controls: dict[str, Any] = {
            name: slider(place, float(weight), -LARGEST, LARGEST, 0.05)
            for name, place, weight in zip(NAMES, PLACES, start.ravel(), strict=True)
        }
        last = self.side - 1
        best = int(filtered(self.images[0], start).argmax())  # something is to be seen
        controls["row"] = slider("row", best // self.side, 0, last, 1)
        controls["column"] = slider("column", best % self.side, 0, last, 1)
        groups = {"The window": ["row", "column"]}
        if len(self.images) > 1:
            controls["image"] = slider("image", 0, 0, len(self.images) - 1, 1)
            groups["The picture"] = ["image"]
        self.menu = dropdown("kernel", YOUR_OWN, [*self.kernels, YOUR_OWN])
        self.menu.observe(self._chosen_from_menu, "value")
        self.picture = FilterPicture(self.side, self._move_window)
        self.gallery = KernelGallery(self.kernels, len(HAND_MADE), self.choose)
        super().__init__(
            [self.picture.figure, self.gallery.figure],
            controls,
            groups=groups,
        )

    def arrange(self, parts: Parts) -> Any:
        """Return the panel's body."""
        return arrange(parts, self.menu)

    @property
    def name(self) -> str:
        """What the kernel is called: as the one that has its weights, or "your own"."""
        apart = np.abs(self._stack - self.kernel).max(axis=(1, 2))
        best = int(apart.argmin())
        return list(self.kernels)[best] if apart[best] < 1e-6 else YOUR_OWN

    def choose(self, name: str) -> None:
        """Give the nine sliders the weights of a kernel, by its name."""
        if name not in self.kernels:
            listed = ", ".join(map(repr, self.kernels))
            raise ValueError(f"There is no kernel {name!r}. There are {listed}.")
        weights = self.kernels[name].ravel().tolist()
        self.state = dict(zip(NAMES, weights, strict=True))

    def update(self) -> None:
        """Slide the kernel over the picture, and show one step of it as a sum."""
        state = self.state
        self.kernel: FloatArray = np.array([state[name] for name in NAMES]).reshape(3, 3)
        row, column = state["row"], state["column"]
        self.image: FloatArray = self.images[state.get("image", 0)]
        self.filtered: FloatArray = filtered(self.image, self.kernel)
        self.answer = float(self.filtered[row, column])
        self.picture.show(self.image, self.kernel, self.filtered, (row, column))
        name = self.name
        self.gallery.show(name)
        if self.menu.value != name:
            self.menu.value = name

    def describe(self) -> str:
        """Say which kernel it is, what it answers at the window, and where most."""
        state = self.state
        row, column = state["row"], state["column"]
        window = np.pad(self.image, 1)[row : row + 3, column : column + 3]
        terms = [
            f"{short(pixel)}·{short(weight)}"
            for pixel, weight in zip(window.ravel(), self.kernel.ravel(), strict=True)
            if pixel and weight
        ]
        terms = [t if "·−" not in t else t.replace("·−", "·(−") + ")" for t in terms]
        answer = f"{' + '.join(terms)} = {short(self.answer)}" if terms else "0"
        most, least = short(self.filtered.max()), short(self.filtered.min())
        best = np.unravel_index(int(self.filtered.argmax()), self.filtered.shape)
        where = (
            f"Its largest answer is {most}, at row {best[0]}, column {best[1]}; its "
            f"smallest is {least}."
        )
        which = f"Picture {state['image']}. " if "image" in state else ""
        return (
            f"{which}Kernel: {self.name}, with weights "
            f"{', '.join(short(w) for w in self.kernel.ravel())}. At row {row}, column "
            f"{column} it answers {answer}. "
            + (where if most != least else f"It answers {most} everywhere.")
        )

    def code(self) -> str:
        """Return the Python that builds the panel, and a layer with its kernel."""
        return (
            "import numpy as np\n\nfrom ann_lib import Conv2D\n"
            f"{super().code()}\n"
            "conv = Conv2D(1, 1, 3, padding=1)\n"
            f"kernel = np.array({self.kernel.tolist()})\n"
            "conv.weights.value = kernel.reshape(3, 3, 1, 1)\n"
        )

    def _chosen_from_menu(self, change: dict[str, Any]) -> None:
        if change["new"] == YOUR_OWN:  # which are whatever weights are there
            self.menu.value = self.name
        elif change["new"] != self.name:
            self.set_controls(
                dict(zip(NAMES, self.kernels[change["new"]].ravel().tolist(), strict=True))
            )
            self.follow()

    def _move_window(self, row: int, column: int) -> None:
        self.set_controls({"row": row, "column": column})
        self.follow()


def _check_images(images: ArrayLike) -> FloatArray:
    array = check_array(images, "images")
    if array.ndim == 4 and array.shape[3] == 1:
        array = array[..., 0]
    if array.ndim != 3 or array.shape[1] != array.shape[2] or array.shape[1] < 3:
        raise ValueError(
            "images must be square grey pictures of at least 3×3 pixels, of shape "
            f"(n_images, side, side), got {array.shape}. Use dataset.images."
        )
    if array.min() < 0 or array.max() > 1:
        raise ValueError(
            f"images must lie between 0 (paper) and 1 (ink), got {array.min():g} to "
            f"{array.max():g}."
        )
    return array[:MOST_IMAGES].astype(np.float64).round(2)
