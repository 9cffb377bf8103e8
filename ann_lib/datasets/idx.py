"""The idx format of MNIST: a magic number, the sizes, then one byte per number.

LeCun, Cortes and Burges, The MNIST database of handwritten digits, 1998.
"""

from __future__ import annotations

import math
import struct

import numpy as np
from numpy.typing import NDArray

_UNSIGNED_BYTE = 0x08


def parse_idx(content: bytes, name: str, *, shape: tuple[int, ...]) -> NDArray[np.uint8]:
    """Return the array that an idx file holds, without copying it.

    Parameters
    ----------
    content : bytes
        The unpacked file.
    name : str
        Its name in the error messages.
    shape : tuple of int
        The expected shape.

    Raises
    ------
    ValueError
        If the magic number, the sizes or the length are not what they should be.
    """
    header = 4 + 4 * len(shape)
    if len(content) < header:
        raise ValueError(
            f"{name} must begin with {header} bytes of header, got {len(content)} in all."
        )
    expected = _UNSIGNED_BYTE << 8 | len(shape)
    magic, *sizes = struct.unpack(f">{1 + len(shape)}I", content[:header])
    if magic != expected:
        raise ValueError(
            f"{name} must begin with the magic number {expected:#010x} (unsigned bytes, "
            f"{len(shape)} axes), got {magic:#010x}: it is not such an idx file."
        )
    if tuple(sizes) != shape or len(content) != header + math.prod(shape):
        raise ValueError(
            f"{name} must hold {shape}, got a header of {tuple(sizes)} and "
            f"{len(content) - header:,} bytes of data."
        )
    return np.frombuffer(content, dtype=np.uint8, offset=header).reshape(shape)
