"""How the images of both sets of digits were made from what people wrote.

A network reads other handwriting well only if it looks like its training images. What is
drawn on a pad and what was photographed go through the same last steps: these.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ann_lib._support.checks import FloatArray
from ann_lib.datasets import augment

Bits = NDArray[np.bool_]

BITS, WIDE = 32, 20
"""Dots each way of NIST's bitmaps, and the columns that the digit fills."""
STICK = 0.5
"""What is narrower than this, for its height, is not stretched to the full width."""
MNIST_BOX = 20 / 28
"""The side of the box that a digit of MNIST fills, in sides of the image."""

_BLOCK = 4
_THIN, _THICK = (108, 256), (412, 560)  # inked dots below, above which lines are changed
_NOISY_ROWS = 2


def counted(bits: Bits) -> FloatArray:
    """Return a bitmap, shape (32, 32), as scikit-learn's digits show it: (8, 8), 0 to 1.

    Lines too thick are thinned and those too thin thickened; what slants is set upright;
    then the inked dots of each 4×4 block are counted, and divided by 16. So did the
    programs of NIST that made the digits which Alpaydin and Kaynak counted (Garris et
    al., NIST Form-Based Handprint Recognition System, NISTIR 5469, 1994).
    """
    bits = _upright(_of_usual_weight(bits))
    blocks = bits.reshape(BITS // _BLOCK, _BLOCK, BITS // _BLOCK, _BLOCK)
    counts: FloatArray = blocks.sum(axis=(1, 3)) / _BLOCK**2
    return counts


def centred(ink: FloatArray) -> FloatArray:
    """Return an image moved by whole pixels until its centre of mass is in the middle.

    So was MNIST made (LeCun et al., Gradient-Based Learning Applied to Document
    Recognition, 1998, section III A).
    """
    at = from_middle(len(ink))
    down, right = (-round(float(ink.sum(axis=axis) @ at / ink.sum())) for axis in (1, 0))
    return augment.shift(ink[None], down=down, right=right)[0]


def from_middle(n: int) -> FloatArray:
    """Return the places of n pixels' middles, 0 in the middle of them all."""
    return np.arange(n) - (n - 1) / 2


def grown(bits: Bits) -> Bits:
    """Return the bitmap with the four neighbours of each dot that is set."""
    padded = np.pad(bits, 1, mode="edge")
    sides = (padded[:-2, 1:-1], padded[2:, 1:-1], padded[1:-1, :-2], padded[1:-1, 2:])
    return bits | np.logical_or.reduce(sides)


def _of_usual_weight(bits: Bits) -> Bits:
    """Return the bitmap with its lines thinned or thickened to the usual weight."""
    n_inked = int(bits.sum())
    for limit in _THICK:
        if n_inked > limit:
            bits = ~grown(~bits)
    for limit in _THIN:
        if n_inked < limit:
            bits = grown(bits)
    return bits


def _upright(bits: Bits) -> Bits:
    """Return the bitmap sheared, so that its left edge is as far left above as below."""
    inked = np.flatnonzero(bits.any(axis=1))
    if not len(inked):
        return bits
    top, bottom = int(inked[0]) + _NOISY_ROWS, int(inked[-1]) - _NOISY_ROWS
    if bottom <= top or not (bits[top].any() and bits[bottom].any()):
        return bits
    slope = (int(bits[top].argmax()) - int(bits[bottom].argmax())) / (bottom - top)
    rows, columns = np.nonzero(bits)
    columns = columns + np.round((rows - len(bits) // 2) * slope).astype(int)
    inside = (columns >= 0) & (columns < len(bits))
    sheared = np.zeros_like(bits)
    sheared[rows[inside], columns[inside]] = True
    return sheared
