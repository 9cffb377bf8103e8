"""Criteria are tried in order; the first that fails decides what is said."""

import pytest

from ann_course.learn import Criteria, Exercise


@pytest.fixture
def criteria():
    return Criteria(
        {
            "number": (lambda n: isinstance(n, int), "Give a whole number."),
            "even": (lambda n: n % 2 == 0, lambda n: f"{n} is odd."),
            "large": (lambda n: n > 100, "Too small."),
        }
    )


@pytest.mark.parametrize(
    ("answer", "name", "said"),
    [
        (102, None, True),
        ("102", "number", "Give a whole number."),  # later criteria would raise
        (7, "even", "7 is odd."),
        (8, "large", "Too small."),
    ],
)
def test_the_first_failure_decides(criteria, answer, name, said):
    assert criteria.first_failure(answer) == name
    assert criteria.accepts(answer) == said


def test_an_exercise_answers_by_its_criteria(criteria):
    exercise = Exercise(
        "find",
        "Find a large even number.",
        reference=102,
        accepts=criteria.accepts,
        mistakes=criteria.mistakes({"large": 2}),
    )
    assert exercise.check(102).kind == "right"
    assert exercise.check(4).kind == "known mistake"
    assert exercise.check(4).message == "Too small."
    assert exercise.check(3).kind == "wrong"
    assert exercise.check(3).message == "3 is odd."


def test_a_known_mistake_is_told_with_the_learners_own_number(criteria):
    exercise = Exercise(
        "find",
        "Find a large even number.",
        reference=102,
        accepts=criteria.accepts,
        mistakes=criteria.mistakes({"even": 7}),
    )
    assert exercise.check(9).message == "9 is odd."


def test_what_fulfils_all_may_be_told_with_its_number(criteria):
    praising = Criteria(criteria.table, right=lambda n: f"{n} is large and even.")
    exercise = Exercise("find", "Find.", reference=102, accepts=praising.accepts)
    assert exercise.check(104).message == "104 is large and even."


@pytest.mark.parametrize("answer", [102, 7])
def test_a_wrong_answer_must_fail_the_criterion_it_stands_for(criteria, answer):
    with pytest.raises(ValueError, match="'large' must fail that criterion first, but"):
        criteria.mistakes({"large": answer})
