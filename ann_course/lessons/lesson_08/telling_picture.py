"""Exercise of lesson 08: one picture that tells what a network goes by."""

from __future__ import annotations

from typing import Any

from ann_course.learn import Exercise, Mistake
from ann_lib._support.checks import check_number

_SPREAD = 0.3  # as far a cat's or a dog's ears and muzzle may be from the perfect one's
_NAMES = ("ears", "muzzle", "background")


def _animal(ears: float, muzzle: float) -> str | None:
    spread = _SPREAD + 1e-6  # 0.7 in float32 is a little less
    if ears >= 1 - spread and muzzle <= spread:
        return "cat"
    if ears <= spread and muzzle >= 1 - spread:
        return "dog"
    return None


def _amiss(picture: Any) -> str:
    """Return what keeps a picture from being the test that was asked for, or ""."""
    if not isinstance(picture, dict):
        return "no dict"
    if any(name not in picture for name in _NAMES):
        return "incomplete"
    if set(picture) - set(_NAMES):
        return "more changed"
    try:
        ears, muzzle, background = (check_number(picture[name], name) for name in _NAMES)
    except (TypeError, ValueError):
        return "no number"
    if not (0 <= ears <= 1 and 0 <= muzzle <= 1 and -1 <= background <= 1):
        return "outside"
    animal = _animal(ears, muzzle)
    if animal is None:
        halfway = _SPREAD < ears < 1 - _SPREAD or _SPREAD < muzzle < 1 - _SPREAD
        return "between" if halfway else "mixed"
    if abs(background) < 0.5:
        return "faint"
    return "usual" if (background > 0) == (animal == "dog") else ""


_SAYS = {
    "no dict": "A dict was expected, such as "
    '`{"ears": 1.0, "muzzle": 0.0, "background": -1.0}`.',
    "incomplete": "A number is missing: it needs `ears`, `muzzle` and `background`.",
    "no number": "Each of the three must be a number, such as 1.0 for pointed ears.",
    "more changed": "There is more in it than `ears`, `muzzle` and `background`. If a "
    "network then answers wrongly, you can't know what it was: change one thing at a time.",
    "outside": "A number is outside its bounds: ears and muzzle go from 0 to 1, background "
    "from -1 to 1.",
    "between": "The animal is halfway between cat and dog. Nobody could say which answer "
    "is the right one, so no answer would prove anything.",
    "mixed": "A cat's ears on a dog's muzzle, or the reverse: what would be the right "
    "answer? A test needs one that no one doubts.",
    "faint": "On that floor there is little to go by. Who goes by the floor would have to "
    "guess here, and may guess rightly: draw the floor clearly.",
    "usual": "That animal is on its usual floor, as in the album. Both networks will give "
    "the same, right answer, so it tells you nothing: the two must *disagree*.",
}


def _accepts(picture: Any) -> bool | str:
    why = _amiss(picture)
    return _SAYS[why] if why else True


def _flaw(why: str, **picture: float) -> Mistake:
    return Mistake(picture, _SAYS[why], when=lambda answer: _amiss(answer) == why)


design_test = Exercise(
    "design-test",
    "Choose ears, muzzle and background of one picture, so that a network that knows cats "
    "from dogs and one that goes by the floor must give different answers.",
    reference={"ears": 1.0, "muzzle": 0.0, "background": 1.0},
    accepts=_accepts,
    mistakes=[
        _flaw("usual", ears=1.0, muzzle=0.0, background=-1.0),
        _flaw("faint", ears=1.0, muzzle=0.0, background=0.0),
        _flaw("mixed", ears=1.0, muzzle=1.0, background=1.0),
        _flaw("between", ears=0.5, muzzle=0.5, background=1.0),
        _flaw("more changed", ears=1.0, muzzle=0.0, background=1.0, polarity=-1),
    ],
)
