"""A photo, made into what a network was trained on: a digit on paper, or anything."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ann_lib._support.checks import (
    FloatArray,
    check_array,
    check_int,
    check_number,
    describe,
)
from ann_lib.datasets import augment
from ann_lib.datasets.handwriting import (
    BITS,
    MNIST_BOX,
    STICK,
    WIDE,
    Bits,
    centred,
    counted,
    grown,
)

SIDE = 120
"""Pixels along the longer side of a photo, once it has been read: a digit needs no more."""
FEWEST, MOST = 16, 64_000_000
"""Pixels that a photo must have each way, and may have in all."""
FAINTEST = 0.1
"""Ink must take at least this part of its paper's light."""

_NOISE = 0.8  # sigma of the blur that smooths the camera's noise, in pixels
_SHADOW = 1 / 16  # and of the one that leaves only the paper's shade, in sides of the photo
_DARKEST = 0.02  # what black paper would reflect: nothing is divided by 0
_SPECK = 0.1  # a piece of ink smaller than this, for the largest one, is dirt
_BOX = 80  # dots along MNIST's box
_PEN = 0.14 * _BOX  # how wide a line is in it


def read_photo(content: bytes) -> FloatArray:
    """Return a photo as red, green and blue, upright and small.

    Parameters
    ----------
    content : bytes
        Of a file in any format that Pillow reads, such as JPEG, PNG, WebP or TIFF, as
        ``Path("seven.jpg").read_bytes()`` returns them.

    Returns
    -------
    photo : ndarray, shape (height, width, 3)
        From 0, black, to 1, white; the longer side has at most 120 pixels. It is turned as
        the camera noted (EXIF); what is transparent is white.

    Raises
    ------
    TypeError
        If it is the file's path, or anything else but bytes.
    ValueError
        If it is not a picture, is damaged, or has too few or too many pixels.
    """
    from PIL import Image, ImageOps

    _check_bytes(content)

    with _in_words(content):
        image: Any = Image.open(io.BytesIO(content))
    _check_size(*image.size)
    with _in_words(content):
        image.draft("RGB", (2 * SIDE, 2 * SIDE))  # a JPEG need not be unpacked in full
        image = ImageOps.exif_transpose(_on_white(image))
        image.thumbnail((SIDE, SIDE))
        return np.asarray(image, dtype=np.float64) / 255


@dataclass(frozen=True)
class PreparedPhoto:
    """What each step of `prepare_photo` makes of a photo.

    Attributes
    ----------
    grey : ndarray, shape (height, width)
        How light the photo is, 0 to 1.
    paper : ndarray, shape (height, width)
        How light the paper would be there without ink.
    ink : ndarray, shape (height, width)
        Which part of the paper's light is missing, 0 to 1: half the light of white paper
        is ink on white, and paper in a shadow.
    mark : ndarray of bool, shape (height, width)
        What counts as ink.
    box : tuple of int, or None
        First row, last row, first column, last column of the ink, the last ones not
        included; None if there is none.
    image : ndarray, shape (side, side)
        What a network gets: 0 paper, 1 ink.
    """

    grey: FloatArray
    paper: FloatArray
    ink: FloatArray
    mark: Bits
    box: tuple[int, int, int, int] | None
    image: FloatArray


def prepare_photo(
    photo: ArrayLike, side: int = 8, *, shade: float = 1.0, threshold: float = 0.4
) -> PreparedPhoto:
    """Return a photo of dark ink on paper as a network's training images show digits.

    Grey; the paper's shade taken away; ink or paper; cropped; scaled and centred.

    Parameters
    ----------
    photo : array_like, shape (height, width, 3) or (height, width)
        As `read_photo` returns it.
    side : int
        Of the image that is wanted, in pixels: 8 means scikit-learn's digits, any other
        MNIST.
    shade : float
        How much of the paper's shade is taken away: 0 takes it all to be as light as its
        lightest parts, so that a shadow is ink; 1 takes each place as it is.
    threshold : float
        Ink is what is darker than the paper by more than this fraction of the darkest ink.

    Examples
    --------
    >>> paper = np.full((40, 30), 0.8)
    >>> paper[8:32, 14:17] = 0.2
    >>> prepared = prepare_photo(paper)
    >>> prepared.box, prepared.image.shape
    ((8, 32, 14, 17), (8, 8))
    """
    check_int(side, "side", minimum=2)
    part = check_number(shade, "shade", minimum=0, maximum=1)
    least = check_number(threshold, "threshold", minimum=0, maximum=1)
    grey = _grey(photo)
    paper = (1 - part) * np.quantile(grey, 0.95) + part * _paper(grey)
    ink = np.clip(1 - (grey + _DARKEST) / (paper + _DARKEST), 0, 1)
    smooth = augment.blur(ink[None], _NOISE)[0]
    darkest = float(smooth.max())
    mark = smooth > least * darkest
    if darkest < FAINTEST or not mark.any():
        blank, nothing = np.zeros((side, side)), np.zeros_like(mark)
        return PreparedPhoto(grey, paper, ink, nothing, None, blank)
    mark = _digit_among(mark)
    rows, columns = (np.flatnonzero(mark.any(axis=axis)) for axis in (1, 0))
    box = int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1
    cut = mark[box[0] : box[1], box[2] : box[3]].astype(float)
    image = _as_digits(cut) if side == 8 else _as_mnist(cut, side)
    return PreparedPhoto(grey, paper, ink, mark, box, image)


def scale_photo(photo: ArrayLike, side: int = 8) -> FloatArray:
    """Return a photo that is merely scaled to (side, side), dark as 1 and light as 0."""
    return 1 - resized(_grey(photo), check_int(side, "side", minimum=2), side)


@dataclass(frozen=True)
class CroppedPhoto:
    """What each step of `crop_photo` makes of a photo.

    Attributes
    ----------
    box : tuple of int
        First row, last row, first column, last column of the square, the last ones not
        included.
    square : ndarray, shape (n, n, 3)
        What lies in it.
    image : ndarray, shape (side, side, 3)
        What a network gets.
    """

    box: tuple[int, int, int, int]
    square: FloatArray
    image: FloatArray


def crop_photo(
    photo: ArrayLike,
    side: int = 32,
    *,
    size: float = 1.0,
    right: float = 0.0,
    down: float = 0.0,
) -> CroppedPhoto:
    """Return a square part of a photo in few pixels, in colour: for a photo of a thing.

    Parameters
    ----------
    photo : array_like, shape (height, width, 3)
        As `read_photo` returns it.
    side : int
        Of the image that is wanted, in pixels.
    size : float
        Of the square, for the photo's shorter side: 1 is the largest that fits.
    right, down : float
        Where it lies: 0 in the middle, 1 as far to the right or down as it can, -1 as far
        to the left or up.

    Examples
    --------
    >>> cropped = crop_photo(np.ones((60, 90, 3)), 32, right=1.0)
    >>> cropped.box, cropped.image.shape
    ((0, 60, 30, 90), (32, 32, 3))
    """
    check_int(side, "side", minimum=2)
    array = _light(photo)
    if array.ndim != 3 or array.shape[2] != 3 or min(array.shape[:2]) < 2:
        raise ValueError(
            "photo must have shape (height, width, 3), as read_photo returns it, got "
            f"{array.shape}."
        )
    part = check_number(size, "size", minimum=0, maximum=1)
    n = max(2, round(part * min(array.shape[:2])))
    top, left = (
        round((check_number(place, name, minimum=-1, maximum=1) + 1) / 2 * (length - n))
        for place, name, length in (
            (down, "down", array.shape[0]),
            (right, "right", array.shape[1]),
        )
    )
    square = array[top : top + n, left : left + n]
    image = np.stack([resized(square[..., k], side, side) for k in range(3)], axis=-1)
    return CroppedPhoto((top, top + n, left, left + n), square, image)


def resized(image: FloatArray, height: int, width: int) -> FloatArray:
    """Return an image in other pixels, each the mean of what it covers."""
    down, across = (
        _overlaps(*sizes) for sizes in zip((height, width), image.shape, strict=True)
    )
    scaled: FloatArray = down @ image @ across.T
    return scaled


def _light(photo: ArrayLike) -> FloatArray:
    """Return a photo's numbers if they lie from 0 to 1."""
    array = check_array(photo, "photo", dtype=np.float64)
    if array.min() < 0 or array.max() > 1 + 1e-6:  # rounding does not matter
        mend = " Use np.asarray(photo) / 255." if 2 < array.max() <= 255 else ""
        raise ValueError(
            "photo must hold numbers from 0, black, to 1, white, as read_photo returns "
            f"it, got {array.min():g} to {array.max():g}.{mend}"
        )
    return array


def _grey(photo: ArrayLike) -> FloatArray:
    """Return how light a photo looks: green counts most (ITU-R BT.601)."""
    array = _light(photo)
    if array.ndim == 3 and array.shape[2] == 3:
        array = array @ [0.299, 0.587, 0.114]
    if array.ndim != 2 or min(array.shape) < 2:
        raise ValueError(
            "photo must have shape (height, width, 3) or (height, width), as read_photo "
            f"returns it, got {array.shape}."
        )
    return array


def _paper(grey: FloatArray) -> FloatArray:
    """Return the shade of the paper: the mean of what is near and light."""
    sigma = _SHADOW * max(grey.shape)
    near = _mean_near(grey, np.ones_like(grey), sigma)
    light = (grey >= near).astype(float) + 1e-6  # so that ink has no part in it
    return _mean_near(grey, light, sigma)


def _mean_near(grey: FloatArray, weights: FloatArray, sigma: float) -> FloatArray:
    both = augment.blur(np.stack([grey * weights, weights]), sigma)
    mean: FloatArray = both[0] / both[1]
    return mean


def _digit_among(mark: Bits) -> Bits:
    """Return the pieces that are the digit: not dirt, nor the table at the photo's edge."""
    pieces = _pieces(mark)
    sizes = np.bincount(pieces.ravel())
    sizes[0] = 0
    large = sizes >= max(_SPECK * sizes.max(), 1)
    edges = np.concatenate([pieces[0], pieces[-1], pieces[:, 0], pieces[:, -1]])
    inside = large.copy()
    inside[edges] = False
    chosen: Bits = (inside if inside.any() else large)[pieces]
    return chosen


def _pieces(mark: Bits) -> Any:
    """Return a number for each dot, the same for all that hang together; 0 for none."""
    numbers = np.where(mark, np.arange(1, mark.size + 1).reshape(mark.shape), 0)
    while True:
        before = numbers
        for _ in range(2):  # the largest number runs along each row, then each column
            numbers = _largest_in_runs(numbers).T
        if (numbers == before).all():
            return numbers


def _largest_in_runs(numbers: Any) -> Any:
    """Return for each number the largest of those beside it in its row, up to a 0."""
    new = np.ones(numbers.shape, dtype=bool)  # where another run begins
    new[:, 1:] = (numbers[:, 1:] > 0) != (numbers[:, :-1] > 0)
    starts = np.flatnonzero(new)
    largest = np.maximum.reduceat(numbers.ravel(), starts)
    return np.repeat(largest, np.diff(starts, append=new.size)).reshape(new.shape)


def _as_digits(cut: FloatArray) -> FloatArray:
    bits = np.zeros((BITS, BITS), dtype=bool)
    left = (BITS - WIDE) // 2
    high, wide = (max(n, round(STICK * max(cut.shape))) for n in cut.shape)
    bits[:, left : left + WIDE] = resized(_amid(cut, high, wide), BITS, WIDE) >= 0.5
    return counted(bits)


def _as_mnist(cut: FloatArray, side: int) -> FloatArray:
    scale = _BOX / max(cut.shape)
    high, wide = (max(1, round(n * scale)) for n in cut.shape)
    whole = round(_BOX / MNIST_BOX)
    bits = _amid(resized(cut, high, wide), whole, whole) >= 0.5
    return centred(resized(_with_usual_lines(bits).astype(float), side, side))


def _with_usual_lines(bits: Bits) -> Bits:
    """Return the bitmap with its lines as wide as those of MNIST."""
    while 0 < _line_width(bits) < _PEN - 1:
        bits = grown(bits)
    while _line_width(bits) > _PEN + 3:
        bits = ~grown(~bits)
    return bits


def _line_width(bits: Bits) -> float:
    """Return about how wide lines are: what is inked, by half of what surrounds it."""
    around = int((grown(bits) & ~bits).sum())
    return 2 * int(bits.sum()) / around if around else 0.0


def _amid(image: FloatArray, height: int, width: int) -> FloatArray:
    """Return an image in the middle of a larger one of paper."""
    top, left = (height - image.shape[0]) // 2, (width - image.shape[1]) // 2
    framed = np.zeros((height, width))
    framed[top : top + image.shape[0], left : left + image.shape[1]] = image
    return framed


def _overlaps(n_to: int, n_from: int) -> FloatArray:
    """Return (n_to, n_from): the part of each new pixel that each old one fills."""
    ends, edges = np.arange(n_to + 1) * (n_from / n_to), np.arange(n_from + 1)
    low = np.maximum(ends[:-1, None], edges[:-1])
    high = np.minimum(ends[1:, None], edges[1:])
    parts: FloatArray = np.clip(high - low, 0, None) * (n_to / n_from)
    return parts


def _check_bytes(content: object) -> None:
    if isinstance(content, bytes | bytearray | memoryview):
        return
    mend = ""
    if isinstance(content, str | Path):
        mend = f" Use Path({str(content)!r}).read_bytes(), with pathlib's Path."
    raise TypeError(f"content must be a file's bytes, got {describe(content)}.{mend}")


@contextmanager
def _in_words(content: bytes) -> Iterator[None]:
    """Say in plain words why Pillow cannot read a file: it raises errors of many kinds."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of its size, which is checked, and of EXIF
            yield
    except Image.DecompressionBombError as error:
        raise ValueError(_too_large("over 170 million")) from error
    except Exception as error:
        reason = "It is not a picture, or it is damaged. Take the photo again, or save it"
        if content[4:8] == b"ftyp":
            reason = (
                "It is a photo in the format HEIC or AVIF, or a film, and cannot be read "
                "here. On an iPhone choose Settings, Camera, Formats, Most Compatible; or "
                "save it"
            )
        raise ValueError(f"{reason} as JPEG or PNG.") from error


def _check_size(width: int, height: int) -> None:
    if min(width, height) < FEWEST:
        raise ValueError(
            f"It has {width} × {height} pixels, and at least {FEWEST} each way are needed. "
            "Take a larger photo."
        )
    if width * height > MOST:
        raise ValueError(_too_large(f"{width:,} × {height:,}"))


def _too_large(size: str) -> str:
    return (
        f"It has {size} pixels, and at most {MOST // 1_000_000} million are unpacked here. "
        "Scale it down, or take a screenshot of it."
    )


def _on_white(image: Any) -> Any:
    """Return a picture of any kind as red, green and blue, white where transparent."""
    from PIL import Image

    if image.mode.startswith(("I", "F")):  # 16 bits or more: its lightest is white
        values = np.asarray(image, dtype=np.float64)
        values = values - min(0.0, float(values.min()))
        light = 255 * values / max(float(values.max()), 1e-9)
        plain = Image.fromarray(light.astype(np.uint8))
        plain.getexif().update(image.getexif())
        return plain.convert("RGB")
    if "A" in image.mode or "transparency" in image.info:
        clear = image.convert("RGBA")
        white = Image.new("RGBA", clear.size, "white")
        flat = Image.alpha_composite(white, clear).convert("RGB")
        flat.getexif().update(image.getexif())
        return flat
    return image.convert("RGB")
