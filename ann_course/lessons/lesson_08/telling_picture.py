"""Exercise of lesson 08: one picture that tells what a network goes by."""

from __future__ import annotations

from typing import Any

from ann_course.learn import Criteria, Exercise
from ann_lib._support.checks import check_number

_SPREAD = 0.3  # how far ears and muzzle may be from those of a perfect cat or dog
_NAMES = ("ears", "muzzle", "background")


def _animal(ears: float, muzzle: float) -> str | None:
    spread = _SPREAD + 1e-6  # 0.7 in float32 is a little less
    if ears >= 1 - spread and muzzle <= spread:
        return "cat"
    if ears <= spread and muzzle >= 1 - spread:
        return "dog"
    return None


def _numbers(picture: dict[str, Any]) -> list[float] | None:
    """Return ears, muzzle and background, or None where one of them is no number."""
    try:
        return [check_number(picture[name], name) for name in _NAMES]
    except (TypeError, ValueError):
        return None


def _within_bounds(picture: dict[str, float]) -> bool:
    ears, muzzle, background = (picture[name] for name in _NAMES)
    return 0 <= ears <= 1 and 0 <= muzzle <= 1 and -1 <= background <= 1


def _halfway(picture: dict[str, float]) -> bool:
    traits = picture["ears"], picture["muzzle"]
    return not _animal(*traits) and any(_SPREAD < each < 1 - _SPREAD for each in traits)


def _on_usual_floor(picture: dict[str, float]) -> bool:
    is_dog = _animal(picture["ears"], picture["muzzle"]) == "dog"
    return is_dog == (picture["background"] > 0)


def _told(picture: dict[str, float]) -> str:
    animal = _animal(picture["ears"], picture["muzzle"])
    floor, other = ("grass", "dog") if picture["background"] > 0 else ("a rug", "cat")
    return (
        f"A {animal} on {floor}. Whoever knows animals must say {animal}, and whoever goes "
        f"by the floor must say {other}: one picture, and they can't both be right. The "
        "next cell asks them."
    )


_CRITERIA = Criteria(
    {
        "no dict": (
            lambda picture: isinstance(picture, dict),
            "A dict was expected, such as "
            '`{"ears": 1.0, "muzzle": 0.0, "background": -1.0}`.',
        ),
        "incomplete": (
            lambda picture: picture.keys() >= set(_NAMES),
            "A number is missing: it needs `ears`, `muzzle` and `background`.",
        ),
        "more changed": (
            lambda picture: picture.keys() <= set(_NAMES),
            "There is more in it than `ears`, `muzzle` and `background`. If a network then "
            "answers wrongly, you can't know what it was: change one thing at a time.",
        ),
        "no number": (
            lambda picture: _numbers(picture) is not None,
            "Each of the three must be a number, such as 1.0 for pointed ears.",
        ),
        "outside": (
            _within_bounds,
            "A number is outside its bounds: ears and muzzle go from 0 to 1, background "
            "from -1 to 1.",
        ),
        "between": (
            lambda picture: not _halfway(picture),
            "The animal is halfway between cat and dog. Nobody could say which answer is "
            "the right one, so no answer would prove anything.",
        ),
        "mixed": (
            lambda picture: _animal(picture["ears"], picture["muzzle"]) is not None,
            "A cat's ears on a dog's muzzle, or the reverse: what would be the right "
            "answer? A test needs one that no one doubts.",
        ),
        "faint": (
            lambda picture: abs(picture["background"]) >= 0.5,
            "That floor gives little to go by. A network that goes by the floor would have "
            "to guess here, and may guess right: draw the floor clearly.",
        ),
        "usual": (
            lambda picture: not _on_usual_floor(picture),
            "That animal is on its usual floor, as in the album. Both networks will give "
            "the same, right answer, so it tells you nothing: the two must *disagree*.",
        ),
    },
    right=_told,
)

_CAT_ON_RUG = {"ears": 1.0, "muzzle": 0.0, "background": -1.0}
_CAT_ON_GRASS = _CAT_ON_RUG | {"background": 1.0}

design_test = Exercise(
    "design-test",
    "Choose ears, muzzle and background of one picture, so that a network that knows cats "
    "from dogs and one that goes by the floor must give different answers.",
    reference=_CAT_ON_GRASS,
    accepts=_CRITERIA.accepts,
    mistakes=_CRITERIA.mistakes(
        {
            "usual": _CAT_ON_RUG,
            "faint": _CAT_ON_RUG | {"background": 0.0},
            "mixed": _CAT_ON_GRASS | {"muzzle": 1.0},
            "between": _CAT_ON_GRASS | {"ears": 0.5, "muzzle": 0.5},
        }
    ),
    hints=[
        "Which animals and which floors did the album have? Both networks are right about "
        "those, so none of them will tell the two apart.",
        "Take an animal that no one could mistake, and put it on the floor of the other: "
        "the one network goes by the animal, the other by the floor.",
        "A cat has pointed ears (1) and a short muzzle (0), and belongs on the rug (-1). "
        "Put it on grass.",
    ],
    solution='picture = {"ears": 1.0, "muzzle": 0.0, "background": 1.0}  # a cat on grass',
    ask="Why are pictures on which both agree no evidence, however many of "
    "them you collect?",
)
