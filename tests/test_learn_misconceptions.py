"""Each misconception is worded differently, and some lesson looks for it."""

import importlib
import pkgutil
import re

import pytest

from ann_course import lessons
from ann_course.learn import MISCONCEPTIONS, Question

LESSONS = sorted(
    module.name
    for module in pkgutil.iter_modules(lessons.__path__)
    if re.fullmatch(r"lesson_\d\d", module.name)
)

# The lesson by which each has been looked for, there or earlier.
HOME = {
    "stronger-input-taller-spike": "lesson_01",
    "artificial-neuron-is-a-brain-cell": "lesson_01",
    "threshold-and-bias-are-two": "lesson_02",
    "small-weight-means-wrong-input": "lesson_02",
    "depth-alone-gives-power": "lesson_03",
    "training-always-succeeds": "lesson_05",
    "lower-training-loss-is-better": "lesson_06",
    "network-stores-its-examples": "lesson_07",
    "keeps-learning-in-use": "lesson_02",
    "sees-as-we-do": "lesson_07",
    "confident-means-right": "lesson_07",
    "high-score-means-understood": "lesson_08",
    "every-hidden-unit-is-an-edge-detector": "lesson_09",
    "understands-the-words": "lesson_10",
    "gathers-its-own-data": "lesson_01",
    "networks-always-beat-simple-models": "lesson_12",
    "answers-are-exact": "lesson_01",
    "random-split-is-fair": "lesson_12",
}


def used(lesson):
    module = importlib.import_module(f"ann_course.lessons.{lesson}")
    questions = [item for item in module.ITEMS if isinstance(item, Question)]
    return {o.misconception for q in questions for o in q.options if o.misconception}


def test_all_eighteen_are_there():
    assert MISCONCEPTIONS.keys() == HOME.keys()
    assert len(MISCONCEPTIONS) == 18


@pytest.mark.parametrize("name", MISCONCEPTIONS)
def test_each_says_what_is_believed_what_is_so_and_what_to_ask(name):
    found = MISCONCEPTIONS[name]
    assert re.fullmatch(r"[A-Z].+\.", found.belief)
    assert re.fullmatch(r"[A-Z].+\.", found.answer)
    assert found.ask.endswith("?")
    assert found.belief != found.answer


@pytest.mark.parametrize("field", ["belief", "answer", "ask"])
def test_no_two_say_the_same(field):
    texts = {getattr(found, field) for found in MISCONCEPTIONS.values()}
    assert len(texts) == len(MISCONCEPTIONS)


def test_each_idea_is_looked_for_once_its_lesson_is_there():
    seen = set().union(*map(used, LESSONS))
    due = {name for name, home in HOME.items() if home in LESSONS}
    assert due
    assert due <= seen
