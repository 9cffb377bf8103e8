"""Drawn cats and dogs: each trait is known, so a network's reasons can be traced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike

from ann_lib._support.checks import (
    FloatArray,
    Rng,
    check_array,
    check_choice,
    check_number,
    check_rng,
    describe,
)
from ann_lib.datasets.dataset import Dataset
from ann_lib.datasets.pet_picture import SIDE, paint_pets
from ann_lib.datasets.points import check_n_samples

PET_TRAITS: dict[str, tuple[float, float, float | None]] = {
    "ears": (0.0, 1.0, None),
    "muzzle": (0.0, 1.0, None),
    "right": (-SIDE, SIDE, 0.0),
    "down": (-SIDE, SIDE, 0.0),
    "size": (0.25, 2.0, 1.0),
    "contrast": (0.0, 1.0, 1.0),
    "polarity": (-1.0, 1.0, 1.0),
    "background": (-1.0, 1.0, 0.0),
    "fur": (0.0, 1.0, 0.55),
    "ear_fur": (0.0, 1.0, 0.75),
    "eyes": (0.5, 1.5, 1.0),
}
"""Lowest and highest value of each trait, and its usual value if it has one."""
SPREAD = 0.3
"""How far a cat's ears and muzzle may differ from a perfect cat's, towards a dog's."""
BACKGROUNDS = ("plain", "shortcut", "swapped", "independent")
CLASS_NAMES = ("cat", "dog")


def draw_pet(
    *,
    ears: float,
    muzzle: float,
    right: float = 0.0,
    down: float = 0.0,
    size: float = 1.0,
    contrast: float = 1.0,
    polarity: int = 1,
    background: float = 0.0,
    fur: float = 0.55,
    ear_fur: float = 0.75,
    eyes: float = 1.0,
) -> FloatArray:
    """Draw one face: a cat's, a dog's, or anything between the two.

    Parameters
    ----------
    ears : float
        From 0, hanging like a dog's, to 1, pointed like a cat's.
    muzzle : float
        From 0, short with whiskers like a cat's, to 1, long like a dog's.
    right, down : float
        Pixels by which the face is off the centre; fractions are allowed.
    size : float
        1 is a face about 20 pixels wide.
    contrast : float
        From 0, uniform grey, to 1.
    polarity : {1, -1}
        1 draws dark on light, -1 light on dark: each pixel x becomes 1 - x.
    background : float
        The floor behind the face: -1 a striped rug, 0 plain, 1 grass.
    fur, ear_fur : float
        Ink of the head and of the ears, 0 to 1.
    eyes : float
        Size of the eyes; 1 is usual.

    Returns
    -------
    picture : ndarray, shape (32, 32)
        Ink from 0 (white paper) to 1, as float32.

    Raises
    ------
    TypeError, ValueError
        If an argument is not a number, or lies outside its bounds.

    Examples
    --------
    >>> cat = draw_pet(ears=1, muzzle=0)
    >>> ghost = draw_pet(ears=1, muzzle=0, polarity=-1)
    >>> bool(abs(ghost - (1 - cat)).max() < 1e-6)
    True
    """
    traits = {
        "ears": ears, "muzzle": muzzle, "right": right, "down": down, "size": size,
        "contrast": contrast, "polarity": polarity, "background": background,
        "fur": fur, "ear_fur": ear_fur, "eyes": eyes,
    }  # fmt: skip
    for name, value in traits.items():
        check_number(value, name)
    picture: FloatArray = draw_pets(traits)[0]
    return picture


def draw_pets(traits: Mapping[str, ArrayLike]) -> FloatArray:
    """Draw many faces at once.

    Parameters
    ----------
    traits : mapping of str to array_like, shape (n,), or to float
        The arguments of `draw_pet`, each one number for all faces or one per face;
        `pet_traits` returns such a table. A "label" in it is ignored.

    Returns
    -------
    pictures : ndarray, shape (n, 32, 32)
        Ink from 0 to 1, as float32.

    Examples
    --------
    >>> draw_pets({"ears": [0, 0.5, 1], "muzzle": 0.2}).shape
    (3, 32, 32)
    """
    if not isinstance(traits, Mapping):
        raise TypeError(
            "traits must map names to numbers, such as {'ears': [0, 1], 'muzzle': 0.5}, "
            f"got {describe(traits)}."
        )
    given = {name: values for name, values in traits.items() if name != "label"}
    for name in given:
        check_choice(name, "A trait's name", PET_TRAITS)
    columns = {}
    for name, (low, high, usual) in PET_TRAITS.items():
        if name not in given and usual is None:
            raise ValueError(f"traits must hold {name!r}: numbers from 0 to 1.")
        values = check_array(given.get(name, usual), name)  # type: ignore[arg-type]
        if values.ndim > 1:
            raise ValueError(
                f"{name} must be one number, or one per face, got shape {values.shape}."
            )
        if values.min() < low or values.max() > high:
            raise ValueError(
                f"{name} must lie from {low:g} to {high:g}, got values from "
                f"{values.min():g} to {values.max():g}."
            )
        columns[name] = values.reshape(-1)
    if (np.abs(columns["polarity"]) != 1).any():
        raise ValueError("polarity must be 1, dark on light, or -1, light on dark.")
    lengths = {name: len(values) for name, values in columns.items() if len(values) > 1}
    if len(set(lengths.values())) > 1:
        raise ValueError(f"All traits must have the same length, got {lengths}.")
    n = max(lengths.values(), default=1)
    return paint_pets({name: np.broadcast_to(v, n) for name, v in columns.items()})


def pet_traits(
    n_samples: int = 2000,
    *,
    shift: float = 0.0,
    polarity: int | str = 1,
    contrast: float | Sequence[float] = 1.0,
    background: str = "plain",
    rng: Rng = None,
) -> dict[str, FloatArray]:
    """Return the traits that `make_pets` draws for the same arguments and seed.

    Returns
    -------
    traits : dict of str to ndarray, shape (n_samples,)
        Each argument of `draw_pet`, and "label": 0 for a cat and 1 for a dog.
    """
    n = check_n_samples(n_samples)
    reach = check_number(shift, "shift", minimum=0, maximum=SIDE / 2)
    if np.ndim(polarity) or polarity not in (1, -1, "either"):
        raise ValueError(
            f"polarity must be 1, -1 or 'either', got {describe(polarity)}: dark on light, "
            "light on dark, or one of the two for each pet."
        )
    contrasts = _range(contrast, "contrast")
    check_choice(background, "background", BACKGROUNDS)
    rng = check_rng(rng)
    # Everything is drawn, in this order, whatever the arguments: the same seed gives the
    # same pets, which differ only in what was asked for.
    dog = rng.permutation(n) % 2 == 1
    towards_dog = np.where(dog, 1 - SPREAD, 0) + SPREAD * rng.uniform(size=(2, n))
    fur = rng.uniform(0.45, 0.7, size=n)
    lighter = rng.uniform(size=n) < 0.5
    ear_fur = fur + np.where(lighter, -1, 1) * rng.uniform(0.12, 0.3, size=n)
    traits = {
        "ears": 1 - towards_dog[0],
        "muzzle": towards_dog[1],
        "right": reach * rng.uniform(-1, 1, size=n),
        "down": reach * rng.uniform(-1, 1, size=n),
        "size": rng.uniform(0.8, 1.0, size=n),
        "contrast": rng.uniform(*contrasts, size=n),
        "fur": fur,
        "ear_fur": ear_fur,
        "eyes": rng.uniform(0.85, 1.2, size=n),
    }
    sides = np.where(rng.uniform(size=(2, n)) < 0.5, -1.0, 1.0)
    own = np.where(dog, 1.0, -1.0)
    traits["polarity"] = sides[0] if polarity == "either" else np.full(n, float(polarity))
    traits["background"] = {
        "plain": np.zeros(n), "shortcut": own, "swapped": -own, "independent": sides[1],
    }[background]  # fmt: skip
    return traits | {"label": dog.astype(int)}


def make_pets(
    n_samples: int = 2000,
    *,
    shift: float = 0.0,
    polarity: int | str = 1,
    contrast: float | Sequence[float] = 1.0,
    background: str = "plain",
    noise: float = 0.06,
    rng: Rng = None,
) -> Dataset:
    """Draw cats and dogs, no two alike: ears, muzzle, eyes, fur and size vary.

    The same seed gives the same pets, whatever else is asked for: with "swapped" each
    stands on the other floor, and nothing else changes.

    Parameters
    ----------
    n_samples : int
        Number of pets; the sizes of the classes differ by at most one.
    shift : float
        Largest distance of a face from the centre in pixels, each way; uniform.
    polarity : {1, -1, "either"}
        Dark on light, light on dark, or either at random for each pet.
    contrast : float, or (lowest, highest)
        The same for all pets, or uniformly distributed.
    background : {"plain", "shortcut", "swapped", "independent"}
        A plain floor; cats on a striped rug and dogs on grass; the other way round; rug
        or grass at random.
    noise : float
        Standard deviation of the noise in each pixel; paper is 0 and ink is 1.
    rng : Generator or int, optional
        Source of randomness.

    Returns
    -------
    Dataset
        x of shape (n_samples, 1024), float32; y is 0 for a cat and 1 for a dog.

    Raises
    ------
    TypeError, ValueError
        If an argument is none of these.

    Examples
    --------
    >>> make_pets(100, shift=6, rng=0)
    pets: 100 samples of 1024 features; images of 32×32×1; classes cat, dog
    """
    spread = check_number(noise, "noise", minimum=0)
    rng = check_rng(rng)
    traits = pet_traits(
        n_samples,
        shift=shift,
        polarity=polarity,
        contrast=contrast,
        background=background,
        rng=rng,
    )
    x = draw_pets(traits).reshape(len(traits["label"]), -1)
    x += np.float32(spread) * rng.standard_normal(x.shape, dtype=np.float32)
    return Dataset(
        name="pets",
        x=x.clip(0, 1, out=x),
        y=traits["label"],
        class_names=CLASS_NAMES,
        image_shape=(SIDE, SIDE, 1),
        description="Drawn faces of cats and dogs, generated: ink, 0 to 1.",
    )


def _range(value: float | Sequence[float], name: str) -> tuple[float, float]:
    """Return the lowest and the highest value; one number stands for both."""
    low, high, _ = PET_TRAITS[name]
    ends = check_array(value, name)
    if ends.shape not in ((), (2,)):
        raise ValueError(f"{name} must be a number, or (lowest, highest), got {value!r}.")
    first, last = (float(end) for end in np.broadcast_to(ends, 2))
    if not low <= first <= last <= high:
        raise ValueError(
            f"{name} must rise, and lie from {low:g} to {high:g}, "
            f"got {first:g} to {last:g}."
        )
    return first, last
