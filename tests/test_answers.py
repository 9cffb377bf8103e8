"""What learners are likely to answer, in the notebook's own cell, and what they hear."""

from __future__ import annotations

import importlib
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from answers import Answer
from learner_cells import (
    cell_of,
    exercises,
    fill,
    gaps,
    give,
    is_blank_page,
    written,
)

from ann_course.learn.watch import stopped

TABLES = {
    path.stem: importlib.import_module(f"answers.{path.stem}").ANSWERS
    for path in sorted((Path(__file__).parent / "answers").glob("lesson_*.py"))
}
EACH_ANSWER = [
    pytest.param(lesson, name, answer, id=f"{lesson}-{name}-{number}")
    for lesson, table in TABLES.items()
    for name, answers in table.items()
    for number, answer in enumerate(answers)
]
EACH_EXERCISE = [
    pytest.param(lesson, name, id=f"{lesson}-{name}")
    for lesson in TABLES
    for name in exercises(lesson)
]
INSIDES = re.compile(
    r"<U\d|NoneType|builtin_function|nan_to_num|has no len|np\.asarray|object at 0x"
    r"|At index|(?<!\.)\.\.(?!\.)"
)
"""What no learner should have to read: the library's insides, and two full stops."""

each_answer = pytest.mark.parametrize(("lesson", "name", "answer"), EACH_ANSWER)
each_exercise = pytest.mark.parametrize(("lesson", "name"), EACH_EXERCISE)


def source_with(lesson: str, name: str, answer: Answer) -> str:
    """Return the notebook's cell with what the learner wrote."""
    template = cell_of(lesson, name).source
    return written(template, answer.code) if answer.code else fill(template, answer.fills)


@cache
def sources_with(lesson: str, name: str) -> list[str]:
    """Return the notebook's cell with each of the likely answers."""
    return [source_with(lesson, name, each) for each in TABLES[lesson].get(name, [])]


@cache
def told(lesson: str, name: str, answer: Answer) -> tuple[str, str, Any]:
    """Return the kind and the message of what a learner is told, and the known mistake."""
    exercise = exercises(lesson)[name]
    exercise.reset()
    sources = sources_with(lesson, name)
    try:
        give(
            lesson,
            name,
            source_with(lesson, name, answer),
            uses=sources,
            solved=answer.earlier == "solved",
        )
    except Exception as error:
        found = stopped(error, getattr(error, "names", {}), exercise)
        return found.kind, found.message, found.known
    assert exercise.last is not None
    return exercise.last.kind, exercise.last.message, exercise.last.known


@each_answer
def test_every_likely_answer_is_told_what_it_needs(
    lesson: str, name: str, answer: Answer
) -> None:
    kind, message, _ = told(lesson, name, answer)
    assert kind == answer.kind, f"{answer}\n{message}"
    assert re.search(answer.says, message), f"{answer}\n{message}"
    assert not INSIDES.search(message), f"{answer}\n{message}"


@each_exercise
def test_every_exercise_of_a_lesson_has_its_answers(lesson: str, name: str) -> None:
    kinds = {answer.kind for answer in TABLES[lesson].get(name, [])}
    assert kinds >= {"right", "known mistake"}


@each_exercise
def test_every_exercise_has_two_or_three_hints(lesson: str, name: str) -> None:
    assert 2 <= len(set(exercises(lesson)[name].hints)) <= 3


@pytest.mark.parametrize("lesson", TABLES)
def test_successes_differ_within_a_lesson(lesson: str) -> None:
    said = [
        next(told(lesson, name, each)[1] for each in answers if each.kind == "right")
        for name, answers in TABLES[lesson].items()
    ]
    assert len(set(said)) == len(said)


@each_exercise
def test_every_known_mistake_can_be_made_in_the_template(lesson: str, name: str) -> None:
    """By filling the gaps; where the whole body is one gap, by writing any body."""
    template = cell_of(lesson, name).source
    exercise, made = exercises(lesson)[name], set()
    for answer in TABLES[lesson].get(name, []):
        if answer.kind == "known mistake" and (answer.fills or is_blank_page(template)):
            made.add(id(told(lesson, name, answer)[2]))
    assert [each.message for each in exercise.mistakes if id(each) not in made] == []


@each_exercise
def test_the_template_has_gaps_and_is_not_tried_yet(lesson: str, name: str) -> None:
    template = cell_of(lesson, name).source
    assert gaps(template)
    assert told(lesson, name, Answer("not tried yet", ""))[0] == "not tried yet"


@each_exercise
def test_the_solution_takes_the_place_of_what_the_learner_writes(
    lesson: str, name: str
) -> None:
    """It is what the learner is shown in the end, so it runs in the notebook's cell."""
    solution = exercises(lesson)[name].solution
    kind, message, _ = told(lesson, name, Answer("right", "", code=solution))
    assert kind == "right", f"{solution}\n{message}"
