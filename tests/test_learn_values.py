"""Exercises that ask for values, and what an exercise keeps and refuses."""

import numpy as np
import pytest

from ann_course.learn import Exercise, Mistake
from ann_course.learn.compare import difference
from ann_course.learn.exercise import Right


@pytest.fixture
def above_three():
    def accepts(pair):
        first, second = pair
        return first + second > 3 or f"The sum is {first + second:g}."

    return Exercise(
        "find-pair",
        "Find two numbers that add up to more than 3.",
        reference=[2, 2],
        accepts=accepts,
        mistakes=[
            Mistake([1, 2], "Exactly 3 is not more than 3."),
            Mistake([0, -1], "Negative.", when=lambda pair: sum(pair) < 0),
        ],
    )


def test_a_right_value_may_be_told_with_its_numbers():
    exercise = Exercise(
        "sum", "Two numbers.", reference=[2, 2], accepts=lambda pair: Right(f"{sum(pair)}.")
    )
    verdict = exercise.check([1, 4])
    assert (verdict.kind, verdict.message) == ("right", "5.")


def test_a_value_that_is_no_number_is_told_without_the_words_of_what_tried_it():
    def accepts(pair):
        raise ValueError("x must be finite, got nan. Use np.nan_to_num.")

    exercise = Exercise("sum", "Two numbers.", reference=[2, 2], accepts=accepts)
    assert "infinite or not a number" in exercise.check([float("nan"), 1]).message
    assert exercise.check([1, 2]).message.count("..") == 0


@pytest.mark.parametrize(
    "blank", [None, ..., [..., 2], [], [2, None], "", "  ", {"a": ...}]
)
def test_a_blank_value_is_not_tried_yet(above_three, blank):
    assert above_three.check(blank).kind == "not tried yet"
    assert above_three.attempts == 0


def test_every_value_that_does_it_is_right(above_three):
    assert above_three.check([2, 2]).kind == "right"
    assert above_three.check((0, 9.5)).kind == "right"
    assert above_three.check(np.array([2.0, 2.0])).kind == "right"


@pytest.mark.parametrize(
    ("answer", "kind", "words"),
    [
        ([1, 2], "known mistake", "Exactly 3 is not more than 3."),
        ([-1, -7], "known mistake", "Negative."),
        ([0, 1], "wrong", "The sum is 1."),
        (5, "wrong", "The check needs a list of 2 numbers, and this is a number."),
        (["a", 1], "wrong", "this is [a text, a number]."),
    ],
)
def test_a_wrong_value_is_answered(above_three, answer, kind, words):
    verdict = above_three.check(answer)
    assert verdict.kind == kind
    assert words in verdict.message


def total(numbers, bias):
    return sum(numbers) + bias


@pytest.fixture
def exercise():
    return Exercise(
        "write-total",
        "Add up the numbers and the bias.",
        reference=total,
        inputs=[([1.0, 2.0], 0.5), ([3.0], 0.0)],
        random_inputs=lambda rng: (rng.integers(-9, 9, size=3).tolist(), 2.0),
        mistakes=[Mistake(lambda numbers, bias: sum(numbers), "You forgot the bias.")],
    )


def test_random_inputs_are_the_same_each_time_and_another_seed_gives_others(exercise):
    assert exercise.all_inputs() == exercise.all_inputs()
    assert len(exercise.all_inputs()) == 22
    assert exercise.all_inputs(seed=1) != exercise.all_inputs()


def test_a_reference_that_raises_asks_for_the_same_error():
    def refuse(x):
        if x < 0:
            raise ValueError("negative")
        return x

    exercise = Exercise("root", "Refuse.", reference=refuse, inputs=[(-1,), (1,)])
    assert exercise.check(refuse).kind == "right"
    assert "but an error should be raised" in exercise.check(lambda x: x).message


def test_the_verdict_reads_well_as_text(exercise):
    exercise.check(lambda numbers, bias: sum(numbers))
    assert str(exercise.check(lambda numbers, bias: sum(numbers))).splitlines() == [
        "→ Not yet, and here is why: You forgot the bias.",
        "  for: numbers = [1.0, 2.0], bias = 0.5",
        "  you gave: 3.0",
        "  expected: 3.5",
    ]


def test_reset_forgets(exercise):
    exercise.check(total)
    exercise.reset()
    assert exercise.record() == {
        "key": "write-total",
        "kind": "exercise",
        "tried": False,
        "right": False,
        "attempts": 0,
        "last": None,
        "code": None,
        "hints_taken": 0,
        "solution_seen": False,
        "made": [],
    }


@pytest.mark.parametrize(
    ("changes", "error", "words"),
    [
        ({"reference": 3}, TypeError, "give accepts= as well"),
        ({"inputs": []}, ValueError, "inputs must hold at least one tuple"),
        ({"task": ""}, ValueError, "task must be a text that is not empty"),
        ({"time_limit": 0}, ValueError, "time_limit must be"),
    ],
)
def test_a_wrong_argument_is_named(changes, error, words):
    arguments = {"task": "Do.", "reference": abs, "inputs": [(1,)]}
    with pytest.raises(error, match=words):
        Exercise("do", **(arguments | changes))


def test_a_listener_hears_of_each_check(exercise):
    heard = []
    exercise.on_change(lambda: heard.append(exercise.status()))
    exercise.check(total)
    assert heard == ["right, 1 attempt"]
    assert "Exercise: right, 1 attempt" in exercise.still_text()


def test_a_traceback_of_ours_is_no_part_of_the_answer(exercise):
    verdict = exercise.check(lambda numbers, bias: numbers["a"])
    assert "exercise.py" not in str(verdict)
    assert "must be a whole number" in verdict.message


def test_a_broken_exception_is_caught_too(exercise):
    class BrokenError(Exception):
        def __str__(self):
            raise ValueError

    def learners(numbers, bias):
        raise BrokenError

    assert exercise.check(learners).message == (
        "Your code stopped with an error. BrokenError."
    )


@pytest.mark.parametrize(
    ("got", "want", "is_right"),
    [
        ([1, 2], [1.0, 2.0], True),
        ([1.5, 2.5], [1, 2], False),
        (["1", "2"], [1.0, 2.0], False),
        (list(np.array([1 + 0j, 2 + 1e-20j])), [1.0, 2.0], False),
    ],
)
def test_a_list_is_only_to_be_wrapped_where_its_numbers_are_right(got, want, is_right):
    found = difference(got, np.array(want))
    assert ("The numbers are right: wrap it in" in found) is is_right
