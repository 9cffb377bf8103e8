"""Each misconception is worded differently, and some lesson looks for it."""

import re

import pytest
from lesson_modules import LESSONS

from ann_course.learn import MISCONCEPTIONS, Question


def used(lesson):
    questions = [item for item in lesson.ITEMS if isinstance(item, Question)]
    return {o.misconception for q in questions for o in q.options if o.misconception}


def test_all_eighteen_are_there():
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


def test_each_idea_is_looked_for_in_some_lesson():
    assert set().union(*map(used, LESSONS.values())) == MISCONCEPTIONS.keys()
