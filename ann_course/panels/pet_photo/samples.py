"""Photos that nobody took, of faces that nobody drew by hand: the course's own pets."""

from __future__ import annotations

from typing import Any

import numpy as np

from ann_course.panels.photo.samples import HEIGHT, WIDTH, lit
from ann_lib._support.checks import FloatArray, Rng, check_rng
from ann_lib.datasets import draw_pet
from ann_lib.datasets.photo import resized

PART = 0.8
"""Of the paper's width, that the drawing takes."""
PETS: dict[str, dict[str, Any]] = {
    "a drawn cat": {"ears": 1, "muzzle": 0},
    "a drawn dog": {"ears": 0, "muzzle": 1},
    "a cat on grass": {"ears": 1, "muzzle": 0, "background": 1},
    "a dog on a rug": {"ears": 0, "muzzle": 1, "background": -1},
}
"""Name -> traits, as `draw_pet` takes them."""


def photographed(*, rng: Rng = 0, **traits: Any) -> FloatArray:
    """Return a drawn pet as a phone might photograph it, shape (120, 90, 3), 0 to 1.

    Parameters
    ----------
    rng : Generator or int, optional
        Source of the light and of the camera's noise.
    **traits
        As `draw_pet` takes them.
    """
    side = round(PART * WIDTH)
    drawn = resized(draw_pet(size=0.9, **traits), side, side)
    ink = np.zeros((HEIGHT, WIDTH))
    top, left = (HEIGHT - side) // 2, (WIDTH - side) // 2
    ink[top : top + side, left : left + side] = drawn
    return lit(ink, check_rng(rng))
