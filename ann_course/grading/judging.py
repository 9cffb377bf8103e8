"""Whether a learner's cells do what an exercise asks, on inputs that nobody has seen."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ann_course.grading.plain import decode, encode
from ann_course.grading.wall import Came, run_behind
from ann_course.learn import Exercise, diagnosis
from ann_course.learn.compare import show
from ann_course.learn.diagnosis import Outcome
from ann_course.learn.exercise import Right
from ann_course.learn.limits import Printed, run
from ann_course.learn.source import returned_names


@dataclass(frozen=True)
class Mark:
    """One exercise, judged.

    Attributes
    ----------
    right : bool
    reason : str
        Why not, in a sentence for the learner; "" where it is right.
    """

    right: bool
    reason: str = ""


def is_gradable(exercise: Exercise) -> bool:
    """Whether an exercise's inputs and answer are plain data, which pass the wall."""
    try:
        values = exercise.reference if exercise.accepts else exercise.all_inputs()
        encode(list(values) if isinstance(values, list) else values)
        if exercise.accepts is None:
            encode([exercise.reference(*arguments) for arguments in exercise.all_inputs()])
    except (TypeError, ValueError):
        return False
    return exercise.accepts is not None or exercise.random_inputs is not None


def make_test(lesson: str, exercise: Exercise, seed: int) -> dict[str, Any]:
    """Return the secret half of a graded exercise, as plain JSON.

    Parameters
    ----------
    lesson : str
        Such as "lesson_02".
    exercise : Exercise
        One that `is_gradable`.
    seed : int
        The teacher's; it draws inputs of this assignment's own.
    """
    test: dict[str, Any] = {"lesson": lesson, "key": exercise.key}
    if exercise.accepts is None:
        inputs = exercise.all_inputs(seed)
        outcomes = [diagnosis.outcome(exercise.reference, each).result for each in inputs]
        test["calls"] = [encode(each) for each in inputs]
        test["expected"] = [encode(each) for each in outcomes]
    return test


def checked_answer(source: str) -> tuple[str, str]:
    r"""Split an exercise's cell: what runs before its check, and what the check is given.

    Examples
    --------
    >>> checked_answer("def f(x):\n    return x\n\nlesson.write_f.check(f)")
    ('def f(x):\n    return x', 'f')

    Raises
    ------
    ValueError
        If the cell does not end with a check.
    SyntaxError
        If it is no Python.
    """
    body = ast.parse(source).body
    last = body[-1] if body else None
    if isinstance(last, ast.Expr) and isinstance(last.value, ast.Call):
        function = last.value.func
        if isinstance(function, ast.Attribute) and function.attr == "check":
            before = ast.unparse(ast.Module(body[:-1], []))
            return before, ast.unparse(last.value.args[0])
    raise ValueError("the cell must end with its check, as it was given out")


def judge(
    test: dict[str, Any], answer: str, cells: Sequence[str], *, seconds: float = 10.0
) -> Mark:
    """Judge the last of a learner's cells.

    Parameters
    ----------
    test : dict
        From `make_test`.
    answer : str
        The expression that the exercise's check is given.
    cells : sequence of str
        The learner's cells, the exercise's own last: it may need what those before define.
        If one of them never ends, the exercise's own cell is run alone.
    seconds : float
        What the learner's code may take.
    """
    calls = test.get("calls")
    inputs = None if calls is None else [decode(each) for each in calls]
    came = run_behind(cells, answer, inputs, seconds=seconds)
    if not came.reached and len(cells) > 1:
        came = run_behind(cells[-1:], answer, inputs, seconds=seconds)
    exercise = _exercise(test)
    if inputs is None:
        return _judge_value(exercise, came)
    return _judge_calls(exercise, inputs, [decode(each) for each in test["expected"]], came)


def _exercise(test: dict[str, Any]) -> Exercise:
    lesson = importlib.import_module(f"ann_course.lessons.{test['lesson']}")
    found = next(each for each in lesson.progress.items if each.key == test["key"])
    assert isinstance(found, Exercise)
    return found


def _judge_calls(
    exercise: Exercise, inputs: list[tuple[Any, ...]], expected: list[Any], came: Came
) -> Mark:
    names = returned_names(exercise.reference)
    for arguments, want, result in zip(inputs, expected, came.results, strict=False):
        given = ", ".join(show(each) for each in arguments)
        if "error" in result:
            return Mark(False, f"For {given}, it stopped: {result['error']}")
        reason = diagnosis.unlike(Outcome(result["value"]), Outcome(want), names)
        if reason:
            return Mark(False, f"For {given}, it gave {show(result['value'])}. {reason}")
    if len(came.results) < len(inputs):
        return Mark(False, f"No result came: {came.ended}.")
    return Mark(True)


def _judge_value(exercise: Exercise, came: Came) -> Mark:
    if not came.results:
        return Mark(False, f"No result came: {came.ended}.")
    (result,) = came.results
    if "error" in result:
        return Mark(False, f"It stopped: {result['error']}")
    accepts = exercise.accepts
    assert accepts is not None
    found, trouble = run(lambda: accepts(result["value"]), Printed())
    if trouble is not None:
        return Mark(False, f"{show(result['value'])} is no answer of the right form.")
    if found is False or (isinstance(found, str) and not isinstance(found, Right)):
        return Mark(False, str(found or "These values do not do what was asked."))
    return Mark(True)
