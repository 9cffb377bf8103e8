"""Data sets: generated, bundled, or downloaded once and verified."""

from __future__ import annotations

from ann_lib.datasets.availability import available
from ann_lib.datasets.cats_and_dogs import load_cats_and_dogs
from ann_lib.datasets.dataset import Dataset
from ann_lib.datasets.diabetes import load_diabetes
from ann_lib.datasets.digits import load_digits
from ann_lib.datasets.files import DataUnavailableError
from ann_lib.datasets.household_energy import energy_use, make_household_energy
from ann_lib.datasets.households import make_household_days, make_households
from ann_lib.datasets.mnist import load_mnist
from ann_lib.datasets.names import load_names
from ann_lib.datasets.penguins import load_penguins, load_penguins_raw
from ann_lib.datasets.pets import PET_TRAITS, draw_pet, draw_pets, make_pets, pet_traits
from ann_lib.datasets.photo import crop_photo, prepare_photo, read_photo, scale_photo
from ann_lib.datasets.phrases import load_reviews, make_phrases
from ann_lib.datasets.points import make_circles, make_moons, make_spiral, make_xor
from ann_lib.datasets.recordings import Recordings
from ann_lib.datasets.shapes import make_shapes
from ann_lib.datasets.speech import band_energies, speak
from ann_lib.datasets.spoken_digits import load_spoken_digits
from ann_lib.datasets.tables import load_bikes, load_buildings
from ann_lib.datasets.texts import Texts, bag_of_words, neighbours, words_of
from ann_lib.datasets.vowels import load_vowels, make_speakers, make_vowels

__all__ = [
    "PET_TRAITS",
    "DataUnavailableError",
    "Dataset",
    "Recordings",
    "Texts",
    "available",
    "bag_of_words",
    "band_energies",
    "crop_photo",
    "draw_pet",
    "draw_pets",
    "energy_use",
    "load_bikes",
    "load_buildings",
    "load_cats_and_dogs",
    "load_diabetes",
    "load_digits",
    "load_mnist",
    "load_names",
    "load_penguins",
    "load_penguins_raw",
    "load_reviews",
    "load_spoken_digits",
    "load_vowels",
    "make_circles",
    "make_household_days",
    "make_household_energy",
    "make_households",
    "make_moons",
    "make_pets",
    "make_phrases",
    "make_shapes",
    "make_speakers",
    "make_spiral",
    "make_vowels",
    "make_xor",
    "neighbours",
    "pet_traits",
    "prepare_photo",
    "read_photo",
    "scale_photo",
    "speak",
    "words_of",
]
