"""Every exercise of every lesson: right, not tried, known mistakes, and other mistakes.

A new lesson is tested as soon as it exists. The other mistakes are generated from the
reference. Whether one computes the same as the reference is decided on many inputs,
here, and not by the check that is tested.
"""

from __future__ import annotations

import inspect
import math
import re
from functools import cache

import numpy as np
import pytest
from learner_cells import notebook
from lesson_modules import LESSONS
from mutants import function_mutants, value_mutants, with_gaps
from test_answers import INSIDES

from ann_course.learn import MISCONCEPTIONS, Exercise, Prediction, Question
from ann_course.learn.exercise import Right
from ann_course.learn.item import Item
from ann_course.learn.limits import OutOfTime, time_limit
from ann_lib.neuron import Neuron


def of_kind(kind):
    found = [
        pytest.param(lesson, item, id=f"{lesson}-{item.key}")
        for lesson, module in LESSONS.items()
        for item in module.ITEMS
        if isinstance(item, kind)
    ]
    return pytest.mark.parametrize(("lesson", "item"), found)


each_exercise, each_question = of_kind(Exercise), of_kind(Question)


@pytest.fixture(autouse=True)
def fresh():
    yield
    for module in LESSONS.values():
        for item in module.ITEMS:
            item.reset()


# The lessons


def test_there_are_lessons_to_walk():
    assert {"lesson_01", "lesson_02", "lesson_03"} <= LESSONS.keys()


@pytest.mark.parametrize("module", LESSONS.values(), ids=LESSONS)
def test_items_are_all_that_the_lesson_asks(module):
    named = [item for item in vars(module).values() if isinstance(item, Item)]
    assert set(map(id, module.ITEMS)) == set(map(id, named))
    keys = [item.key for item in module.ITEMS]
    assert len(set(keys)) == len(keys)
    kinds = {type(item) for item in module.ITEMS}
    assert kinds >= {Prediction, Question, Exercise}


@pytest.mark.parametrize(("lesson", "module"), LESSONS.items(), ids=LESSONS)
def test_items_are_in_the_order_in_which_the_lesson_asks(lesson, module):
    """So that whoever looks at the progress finds what is still to be done."""
    code = "\n".join(cell.source for cell in notebook(lesson).code)
    names = [name for name, item in vars(module).items() if isinstance(item, Item)]
    asked = sorted(names, key=lambda name: re.search(rf"lesson\.{name}\b", code).start())
    assert names == asked


# Right and not tried yet


@each_exercise
def test_the_reference_is_right(lesson, item):
    assert item.check(item.reference).kind == "right"
    if item.accepts is None:
        for seed in range(1, 6):
            for arguments in item.all_inputs(seed):
                result, again = (call(item.reference, arguments) for _ in range(2))
                assert not isinstance(result, BaseException)
                assert same(result, again)


def blank_functions(reference):
    """Yield functions with the reference's parameters that compute nothing."""
    parameters = ", ".join(inspect.signature(reference).parameters)
    for body in ("pass", "return None", "return ...", "raise NotImplementedError", "..."):
        scope = {}
        exec(f"def blank({parameters}):\n    {body}", scope)
        yield scope["blank"]


@each_exercise
def test_every_blank_is_not_tried_yet(lesson, item):
    blanks = [None, ...]
    if item.accepts is None:
        blanks += blank_functions(item.reference)
    else:
        blanks += [[], "", *with_gaps(item.reference)]
    for blank in blanks:
        assert item.check(blank).kind == "not tried yet", blank
    assert item.attempts == 0


# Known mistakes


@each_exercise
def test_every_known_mistake_is_named_as_that_mistake(lesson, item):
    assert len(item.mistakes) >= 4
    messages = [mistake.message for mistake in item.mistakes]
    assert len(set(messages)) == len(messages)
    for mistake in item.mistakes:
        verdict = item.check(mistake.wrong)
        assert (verdict.kind, verdict.message) == ("known mistake", mistake.message)


# Other mistakes


def call(function, arguments):
    """Return a function's result for copies of the arguments, or its exception."""
    copies = [a.copy() if hasattr(a, "copy") else a for a in arguments]
    try:
        with np.errstate(all="ignore"):
            return function(*copies)
    except Exception as error:
        return error


def same(a, b, tolerance=1e-9):
    """Return whether two results agree, independently of the code that is tested."""
    if isinstance(a, BaseException) or isinstance(b, BaseException):
        return type(a) is type(b)
    if isinstance(b, dict):
        alike = isinstance(a, dict) and a.keys() == b.keys()
        return alike and all(same(a[key], b[key], tolerance) for key in b)
    if isinstance(b, list | tuple):
        if isinstance(a, np.ndarray) and a.ndim:
            a = a.tolist()
        kind = isinstance(a, list | tuple) and len(a) == len(b)
        return kind and all(same(x, y, tolerance) for x, y in zip(a, b, strict=True))
    if isinstance(b, np.ndarray) and b.ndim and not isinstance(a, np.ndarray):
        return False
    x, y = np.asarray(a), np.asarray(b)
    if x.shape != y.shape or (x.dtype.kind == "b") != (y.dtype.kind == "b"):
        return False
    if y.ndim and x.dtype != y.dtype:
        return False
    if y.dtype.kind not in "iufb" or x.dtype.kind not in "iufb":
        return bool(np.array_equal(x, y))
    return bool(np.allclose(x, y, rtol=tolerance, atol=tolerance, equal_nan=True))


@cache
def many_inputs(item):
    """Return arguments with what the reference makes of them."""
    given = [arguments for seed in range(15) for arguments in item.all_inputs(seed)]
    return [(arguments, call(item.reference, arguments)) for arguments in given]


def computes_the_same(mutant, item):
    try:
        with time_limit(5.0):
            return all(
                same(call(mutant, arguments), result)
                for arguments, result in many_inputs(item)
            )
    except OutOfTime:
        return False


def fires_at_40_hz(strengths):
    """Decide by the formula of the firing rate, which the exercise simulates."""
    current = sum(s * x for s, x in zip(strengths, (0.8, 0.5, 1.0), strict=True))
    if current <= 1:
        return False
    return abs(1000 / (2 + 20 * math.log(current / (current - 1))) - 40) <= 0.5


def gate(table):
    def judge(answer):
        weights, bias = answer
        rows = [(a, b) for a in (0, 1) for b in (0, 1)]
        return [Neuron(weights, bias)(row) for row in rows] == table

    return judge


def computes_xor(answer):
    (row1, row2), hidden_bias, (v1, v2), output_bias = answer
    (w11, w12), (w21, w22), (b1, b2) = row1, row2, hidden_bias
    for x1, x2 in ((0, 0), (0, 1), (1, 0), (1, 1)):
        h1 = w11 * x1 + w21 * x2 + b1 >= 0
        h2 = w12 * x1 + w22 * x2 + b2 >= 0
        if (v1 * h1 + v2 * h2 + output_bias > 0) != (x1 != x2):
            return False
    return True


def finds_rising_strokes(kernel):
    """Lay each stroke over the kernel, and sum the weights under it."""
    under = {
        "rising": kernel[2][0] + kernel[1][1] + kernel[0][2],
        "falling": kernel[0][0] + kernel[1][1] + kernel[2][2],
    }
    under |= {f"row {i}": sum(kernel[i]) for i in range(3)}
    under |= {f"column {j}": sum(row[j] for row in kernel) for j in range(3)}
    rising = under.pop("rising")
    everything = [weight for row in kernel for weight in row]
    fits = [len(row) for row in kernel] == [3, 3, 3] and max(map(abs, everything)) <= 2
    clear = rising >= 1 and max(map(abs, under.values())) <= rising / 2
    return fits and clear and abs(sum(everything)) <= 1e-9


# What is right in tasks that ask for values, decided here independently.
JUDGES = {
    "reach-40-hz": fires_at_40_hz,
    "build-and": gate([0, 0, 0, 1]),
    "build-or": gate([0, 1, 1, 1]),
    "build-nand": gate([1, 1, 1, 0]),
    "solve-xor": computes_xor,
    "design-diagonal": finds_rising_strokes,
}  # fmt: skip


def is_right(item, answer):
    judge = JUDGES.get(item.key, item.accepts)
    try:
        found = judge(answer)
    except Exception:
        return False
    return found is True or isinstance(found, Right)


def wrong_answers(item):
    """Return the wrong mutants of an exercise's reference, and how many are not wrong."""
    if item.accepts is not None:
        made = {repr(mutant): mutant for mutant in value_mutants(item.reference)}
        wrong = {text: m for text, m in made.items() if not is_right(item, m)}
    else:
        made = function_mutants(item.reference)
        wrong = {t: m for t, m in made.items() if not computes_the_same(m, item)}
    return wrong, len(made) - len(wrong)


def verdicts_on_wrong_answers(item):
    """Return the verdict on each wrong answer, by the answer's source."""
    wrong, n_equivalent = wrong_answers(item)
    assert len(wrong) >= 6, item.key
    assert len(wrong) > n_equivalent, item.key
    return {text: item.check(mutant) for text, mutant in wrong.items()}


@pytest.mark.parametrize("lesson", LESSONS)
def test_wrong_answers_made_by_machine_are_called_wrong(lesson):
    """And at least twenty per lesson are not among the known mistakes."""
    unlisted, missed = 0, []
    for item in LESSONS[lesson].ITEMS:
        if not isinstance(item, Exercise):
            continue
        for text, verdict in verdicts_on_wrong_answers(item).items():
            if verdict.kind not in ("wrong", "known mistake"):
                missed.append(f"{item.key}, {verdict.kind}: {text}")
            elif verdict.kind == "wrong":
                unlisted += 1
                assert verdict.message, f"{item.key}: {text}"
    assert not missed, "\n\n".join(missed)
    assert unlisted >= 20


@each_exercise
def test_answers_of_a_foreign_kind_are_answered_too(lesson, item):
    for answer in (42, "text", 1.5j, object(), {"a": 1}, [float("nan")] * 3, len, str):
        verdict = item.check(answer)
        assert verdict.kind in ("wrong", "known mistake"), (answer, verdict.kind)
        assert verdict.message
        assert not INSIDES.search(verdict.message), (answer, verdict.message)


# Questions and predictions


@each_question
def test_every_option_has_a_reply_of_its_own(lesson, item):
    replies = [option.answer for option in item.options]
    wrong = [option.answer for option in item.options if not option.right]
    assert all(wrong)
    assert len(set(replies)) == len(replies)
    for i, option in enumerate(item.options):
        assert item.choose(i) == option.answer
        if option.misconception and not option.reply:
            assert MISCONCEPTIONS[option.misconception].answer in option.answer
    texts = [option.text for option in item.options]
    assert len(set(texts)) == len(texts)


@of_kind(Prediction)
def test_every_prediction_says_why_and_its_options_differ(lesson, item):
    assert item.because.endswith((".", "!"))
    assert item.text.rstrip().endswith(("?", "…", "."))
    assert len(set(item.options)) == len(item.options) >= 2
