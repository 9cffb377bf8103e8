"""A check runs a learner's function and answers it in one of four ways."""

import linecache

import numpy as np
import pytest

from ann_course.learn import Exercise, Mistake
from ann_course.learn.judging import nothing_back

GAP = "There is still a gap"


def total(numbers, bias):
    return sum(numbers) + bias


@pytest.fixture
def exercise():
    return Exercise(
        "write-total",
        "Add up the numbers and the bias.",
        reference=total,
        inputs=[([1.0, 2.0], 0.5), ([3.0], 0.0), ([2.0, -2.0, 4.0], -1.0)],
        random_inputs=lambda rng: (rng.integers(-9, 9, size=3).tolist(), 2.0),
        mistakes=[
            Mistake(lambda numbers, bias: sum(numbers), "You forgot the bias."),
            Mistake(lambda numbers, bias: sum(numbers) - bias, "The bias is added."),
        ],
    )


# Right, blank, known, wrong


def test_right(exercise):
    def learners(numbers, bias):
        for number in numbers:
            bias += number
        return bias

    verdict = exercise.check(learners)
    assert verdict.kind == "right"
    assert exercise.solved
    assert exercise.status() == "right, 1 attempt"
    assert "✓ Right." in verdict._repr_html_()


def nothing(numbers, bias):
    pass


def dots(numbers, bias):
    return ...


def one_gap(numbers, bias):
    answer = sum(numbers) + ...
    return answer


def gap_after_a_loop(numbers, bias):
    while bias is not ...:
        numbers.sort()


def refuses(numbers, bias):
    raise NotImplementedError


def says_none(numbers, bias):
    return None


@pytest.mark.parametrize(
    "blank",
    [nothing, dots, one_gap, gap_after_a_loop, refuses, says_none, None, ...],
    ids=lambda blank: getattr(blank, "__name__", repr(blank)),
)
def test_a_blank_is_not_tried_yet_and_counts_as_no_attempt(exercise, blank):
    verdict = exercise.check(blank)
    assert verdict.kind == "not tried yet"
    name = getattr(blank, "__name__", None)
    assert verdict.message.startswith(f"{GAP} in `{name}`." if name else f"{GAP} to fill.")
    assert exercise.attempts == 0
    assert exercise.status() == "not tried yet"
    assert exercise.record()["tried"] is False


def test_an_index_of_dots_is_no_gap():
    exercise = Exercise(
        "last", "The last column.", reference=lambda x: x[:, -1], inputs=[(np.eye(3),)]
    )

    def learners(x):
        return x[..., -1]

    assert exercise.check(learners).kind == "right"


def test_an_index_that_is_none_is_an_error_and_no_gap():
    """NumPy's message lists `...` ("ellipsis") among the valid indices."""
    exercise = Exercise(
        "last", "The last number.", reference=lambda x: x[-1], inputs=[(np.arange(3),)]
    )

    def learners(x):
        return x["last"]

    verdict = exercise.check(learners)
    assert verdict.kind == "wrong"
    assert "A place in square brackets must be a whole number" in verdict.message
    assert "gap" not in verdict.message


def test_a_known_mistake_is_named_and_shown_at_its_smallest_input(exercise):
    def learners(numbers, bias):
        return sum(numbers)

    verdict = exercise.check(learners)
    assert verdict.kind == "known mistake"
    assert verdict.message == "You forgot the bias."
    assert verdict.given == "numbers = [1.0, 2.0], bias = 0.5"
    assert (verdict.got, verdict.expected) == ("3.0", "")
    assert exercise.check(lambda numbers, bias: sum(numbers) + 0).expected == "3.5"
    assert exercise.status() == "not right yet, 2 attempts"


def test_the_smallest_failing_input_is_shown(exercise):
    verdict = exercise.check(lambda numbers, bias: total(numbers, bias) + 1)
    assert verdict.kind == "wrong"
    assert verdict.given == "numbers = [3.0], bias = 0.0"
    assert verdict.got == "4.0"
    assert verdict.message == "The number differs."


def test_inputs_that_agree_are_not_shown(exercise):
    def learners(numbers, bias):
        return total(numbers, bias) if len(numbers) < 3 else 0.0

    # Of those with three numbers, the one that takes the fewest digits.
    assert exercise.check(learners).given == "numbers = [3, 0, 2], bias = 2.0"


def test_a_mistake_that_is_right_on_most_inputs_is_found_at_random_ones(exercise):
    verdict = exercise.check(lambda n, b: total(n, b) if -5 not in n else 0.0)
    assert verdict.kind == "wrong"


def test_what_a_learner_solved_stays_solved(exercise):
    exercise.check(total)
    exercise.check(lambda numbers, bias: 0.0)
    assert exercise.solved
    assert exercise.last.kind == "wrong"
    assert exercise.record()["attempts"] == 2


# What a function may do wrong besides its result


def test_an_exception_is_caught_with_its_line(exercise):
    def learners(numbers, bias):
        scale = len(numbers) - 1
        return bias / scale

    verdict = exercise.check(learners)
    assert verdict.kind == "wrong"
    assert verdict.message == "Your code stopped with an error. This divides by 0."
    assert verdict.full == "ZeroDivisionError: float division by zero"
    assert verdict.line.endswith("return bias / scale")


@pytest.mark.parametrize("stop", [SystemExit, GeneratorExit, RecursionError, MemoryError])
def test_no_exception_of_the_learners_gets_out(exercise, stop):
    def learners(numbers, bias):
        raise stop("out")

    assert stop.__name__ in exercise.check(learners).message


def test_endless_recursion_is_caught(exercise):
    def learners(numbers, bias):
        return learners(numbers, bias)

    assert "The function calls itself, again and again" in exercise.check(learners).message


def test_the_learners_interrupt_ends_the_check(exercise):
    def learners(numbers, bias):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        exercise.check(learners)


def test_the_check_works_on_copies(exercise):
    before = exercise.all_inputs()

    def learners(numbers, bias):
        numbers.append(bias)
        return sum(numbers)

    verdict = exercise.check(learners)
    assert verdict.kind == "wrong"
    assert "your function changes what it was given: `numbers`" in verdict.message
    assert "Work on a copy." in verdict.message
    assert exercise.all_inputs() == before
    assert exercise.check(total).kind == "right"


def test_changed_arrays_are_noticed_to_the_last_bit():
    exercise = Exercise(
        "half", "Halve x.", reference=lambda x: x / 2, inputs=[(np.array([0.0, 2.0]),)]
    )

    def learners(x):
        x /= 2
        return x

    assert "changes what it was given: `x`" in exercise.check(learners).message


def test_a_right_result_beside_changed_arrays_is_rounded():
    exercise = Exercise(
        "third", "Divide.", reference=lambda x: x / 3, inputs=[(np.array([1.0]),)]
    )

    def learners(x):
        x /= 3
        return x

    assert exercise.check(learners).got == "array([0.3333])"


def test_a_function_that_returns_one_list_again_and_again_is_read_each_time():
    exercise = Exercise("pair", "Pair x.", reference=lambda x: [x, x], inputs=[(1,), (2,)])
    kept = [0, 0]

    def learners(x):
        kept[:] = [x, x]
        return kept

    assert exercise.check(learners).kind == "right"


def test_a_forgotten_return_is_told_from_a_blank(exercise):
    def learners(numbers, bias):
        print(sum(numbers) + bias)  # noqa: T201

    verdict = exercise.check(learners)
    assert verdict.kind == "wrong"
    assert "Does it end with `return`?" in verdict.message
    assert verdict.printed.startswith("3.5\n")


def test_wrong_parameters_are_told_before_the_call(exercise):
    def learners(numbers):
        return sum(numbers)

    verdict = exercise.check(learners)
    assert "called with the arguments `(numbers, bias)`, but yours takes `(numbers)`" in (
        verdict.message
    )


@pytest.mark.parametrize(
    ("learners", "takes"),
    [
        (lambda *, numbers, bias: 0, "(*, numbers, bias)"),
        (lambda *numbers, bias: 0, "(*numbers, bias)"),
        (lambda numbers=0: 0, "(numbers)"),
    ],
)
def test_a_star_among_the_parameters_is_told(exercise, learners, takes):
    assert f"yours takes `{takes}`" in exercise.check(learners).message


def test_a_name_of_pythons_own_that_was_given_away_is_told(exercise, monkeypatch):
    def learners(numbers, bias):
        return len(numbers) + bias

    monkeypatch.setitem(globals(), "len", 0.0)
    said = exercise.check(learners).message
    assert "`len` is a function of Python's own, but a line has given this name" in said
    assert said.endswith("and run `del len` once to undo it.")


@pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning")
def test_an_async_function_is_told_what_made_it_one(exercise):
    async def learners(numbers, bias):
        return total(numbers, bias)

    assert "a coroutine (from `async def`)" in exercise.check(learners).message


def test_a_result_instead_of_a_function_is_told(exercise):
    verdict = exercise.check(total([1.0], 2.0))
    assert verdict.kind == "wrong"
    assert "The check needs the function itself" in verdict.message


@pytest.mark.parametrize(
    ("result", "words"),
    [
        ("3.5", "Expected a number, got a text."),
        (True, "Expected a number, got a truth value."),
        ([3.5], "Expected a number, got a list."),
        (np.array([3.5]), "Expected a number, got an array of shape (1,)"),
        (float("nan"), "The number differs."),
        (3 + 0j, "Expected a number, got a complex number."),
    ],
)
def test_a_result_of_another_kind_is_named(exercise, result, words):
    assert words in exercise.check(lambda numbers, bias: result).message


def test_numpy_numbers_are_numbers(exercise):
    def learners(numbers, bias):
        return np.sum(numbers) + np.float64(bias)

    assert exercise.check(learners).kind == "right"


@pytest.mark.parametrize(
    ("learners", "words"),
    [
        (lambda x: x.T @ x, "1 of 4 numbers differ, the first at index (0, 0)."),
        (lambda x: (x + x)[:1], "Expected shape (2, 2), got shape (1, 2)."),
        (lambda x: (x + x).astype(np.float32), "dtype is float32, and float64 was"),
        (lambda x: (x + x).tolist(), "Expected an array of shape (2, 2)"),
    ],
)
def test_arrays_differ_in_numbers_shape_or_dtype(learners, words):
    x = np.array([[1.0, 0.0], [0.0, 2.0]])
    exercise = Exercise("twice", "Twice x.", reference=lambda x: x + x, inputs=[(x,)])
    verdict = exercise.check(learners)
    assert verdict.kind == "wrong"
    assert words in verdict.message


@pytest.mark.parametrize(("n", "words"), [(1, "1 value, got 3"), (2, "2 values, got 3")])
def test_too_many_values_are_counted(n, words):
    exercise = Exercise("zeros", "n zeros.", reference=lambda n: [0] * n, inputs=[(n,)])
    assert f"Expected {words}." in exercise.check(lambda n: [0, 0, 0]).message


def test_prints_and_warnings_are_kept_and_cut(exercise):
    def learners(numbers, bias):
        print("x" * 1500)  # noqa: T201
        return np.sum(numbers) / np.float64(0)

    printed = exercise.check(learners).printed
    assert printed.startswith("x" * 1500)
    assert "more characters" in printed
    assert len(printed) < 2100


def test_what_a_learner_wrote_is_escaped_in_html(exercise):
    verdict = exercise.check(lambda numbers, bias: "<script>alert(1)</script>")
    shown = verdict._repr_html_()
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown
    assert 'aria-live="polite"' in shown


# What it says, in words


def test_a_gap_in_another_function_is_named_as_that(exercise):
    scope = {}
    source = (
        "def inner(x):\n    return ...\n\ndef learners(n, b):\n    return inner(n) + b\n"
    )
    linecache.cache["two"] = (len(source), None, source.splitlines(keepends=True), "two")
    exec(compile(source, "two", "exec"), scope)
    verdict = exercise.check(scope["learners"])
    assert verdict.kind == "not tried yet"
    assert verdict.message.startswith("The gap is in `inner`, which `learners` calls.")


def test_the_blame_is_on_the_function_that_is_wrong():
    total = Exercise("total", "Add.", reference=lambda n: sum(n), inputs=[([1, 2],)])
    twice = Exercise(
        "twice", "Add twice.", reference=lambda n: 2 * sum(n), inputs=[([1, 2],)],
        mistakes=[Mistake(lambda n: 2 * len(n), "You counted them.")],
    )  # fmt: skip
    scope = {}
    exec("def add(n):\n    return len(n)\n\ndef learners(n):\n    return 2 * add(n)", scope)
    learners = scope["learners"]
    assert twice.check(learners).message == "You counted them."  # nobody knows yet
    assert total.check(scope["add"]).kind == "wrong"
    verdict = twice.check(learners)
    assert (verdict.kind, verdict.known) == ("wrong", None)
    assert verdict.message.startswith("`learners` calls `add`, which is not right itself.")
    assert verdict.got == "4"
    exec("def add(n):\n    return sum(n)", scope)
    assert total.check(scope["add"]).kind == "right"
    assert twice.check(learners).kind == "right"
    exec("def learners(n):\n    return 3 * add(n)", scope)
    assert "add" not in twice.check(scope["learners"]).message


def test_a_function_is_not_called_on_its_gaps(exercise):
    called = []

    def learners(numbers, bias):
        called.append(1)
        return sum(numbers) + ...

    assert exercise.check(learners).kind == "not tried yet"
    assert called == []


def test_a_line_of_dots_that_was_left_is_no_gap_once_all_is_written(exercise):
    def learners(numbers, bias):
        ...
        return sum(numbers) + bias

    assert exercise.check(learners).kind == "right"


def test_whoever_returns_a_print_is_told_so(exercise):
    def learners(numbers, bias):
        return print(sum(numbers) + bias)  # noqa: T201

    verdict = exercise.check(learners)
    assert verdict.kind == "wrong"
    assert verdict.message.startswith("`print` shows a value, but gives back nothing.")


def test_whoever_returns_what_gives_nothing_is_not_told_of_a_gap(exercise):
    def learners(numbers, bias):
        found = []
        return found.append(sum(numbers) + bias)

    verdict = exercise.check(learners)
    assert verdict.kind == "wrong"
    assert verdict.message.startswith("`found.append(…)` gives nothing back")
    trouble = nothing_back(learners)["trouble"]
    assert trouble.startswith("`found.append(…)` gives nothing back")


def test_the_return_of_a_function_within_is_not_the_learners(exercise):
    def learners(numbers, bias):
        def added():
            return sum(numbers) + bias

        added()

    verdict = exercise.check(learners)
    assert verdict.kind == "wrong"
    assert verdict.message.startswith("Your function returns nothing.")


def in_one_case(numbers, bias):
    if bias >= 0:
        return sum(numbers) + bias


def within_the_loop(numbers, bias):
    for number in numbers:
        if number > 2:
            return sum(numbers) + bias


@pytest.mark.parametrize(
    ("learners", "words"),
    [
        (in_one_case, "every case end with `return`"),
        (within_the_loop, "loop ends by itself"),
    ],
)
def test_a_return_that_is_missing_in_some_cases_is_told(exercise, learners, words):
    verdict = exercise.check(learners)
    assert "For some inputs it gives nothing back." in verdict.message
    assert words in verdict.message


def test_a_name_that_is_given_the_nothing_of_append_is_told(exercise):
    def once(numbers, bias):
        new = []
        new = new.append(bias)
        return new

    def sometimes(numbers, bias):
        if bias > 0:
            return sum(numbers) + bias
        numbers = numbers.sort()
        return numbers

    def of_numpy(numbers, bias):
        numbers = np.sort(numbers)
        return sum(numbers) if bias < 0 else None

    assert "Does every case end" in exercise.check(of_numpy).message
    assert "`new.append(…)` gives nothing back" in exercise.check(once).message
    message = exercise.check(sometimes).message
    assert "Leave out `numbers =` in front of it" in message
    assert "gap" not in message


def test_a_sign_is_told_only_if_nothing_else_is_wrong():
    exercise = Exercise("one", "Give 2 x - 3.", reference=lambda x: 2 * x - 3,
                        inputs=[(1,), (4,)])  # fmt: skip
    assert exercise.check(lambda x: 3 - 2 * x).message == "The sign is wrong."
    assert exercise.check(lambda x: x).message == "The number differs."


def test_a_list_that_holds_itself_is_only_wrong(exercise):
    def learners(numbers, bias):
        numbers.append(numbers)
        return numbers

    assert exercise.check(learners).kind == "wrong"


def test_the_place_in_a_result_is_named():
    def step(weights, bias):
        new = [w + 1 for w in weights]
        return new, bias

    exercise = Exercise("step", "Step.", reference=step, inputs=[([1.0, 2.0], 0.5)])
    assert exercise.check(lambda w, b: ([2.0, 2.0], b)).message == "`new[1]` differs."
    assert exercise.check(lambda w, b: ([2.0, -3.0], b)).message == (
        "`new[1]` has the wrong sign."
    )
    assert exercise.check(lambda w, b: ([2.0, None], b)).message == (
        "`new[1]`: expected a number, got nothing (`None`)."
    )


def test_a_counterexample_is_rounded_but_never_so_far_that_the_two_look_alike():
    def third(x):
        return x / 3

    exercise = Exercise("third", "Divide.", reference=third, inputs=[(1.0,)])
    exercise.check(lambda x: 0.5)
    verdict = exercise.check(lambda x: x / 3 + 1e-5)
    assert (verdict.got, verdict.expected) == ("0.333343", "0.333333")
    assert exercise.check(lambda x: 63.040002190641395).got == "63.04"


def test_figures_of_a_learners_function_are_closed(exercise):
    from matplotlib import pyplot

    before = pyplot.get_fignums()

    def learners(numbers, bias):
        pyplot.figure()
        return sum(numbers) + bias

    assert exercise.check(learners).kind == "right"
    assert pyplot.get_fignums() == before


def test_those_who_are_right_are_told_so_in_words_of_the_exercise():
    def message(key):
        exercise = Exercise(key, "Double.", reference=lambda x: 2 * x, inputs=[(1,), (2,)])
        return exercise.check(lambda x: x + x).message

    said = {key: message(key) for key in ("double", "write-neuron", "build", "find")}
    assert len(set(said.values())) > 1
    assert message("double") == said["double"]
    assert any("2 inputs" in text for text in said.values())


def test_mistakes_that_only_raise_are_told_apart_by_the_words_of_their_errors():
    """Both raise a TypeError for every input; only one of them is the mistake."""
    exercise = Exercise(
        "double",
        "Double all of x.",
        reference=lambda x: [2 * each for each in x],
        inputs=[([1.0],), ([2.0, 3.0],)],
        mistakes=[Mistake(lambda x: 2.0 * x, "A list cannot be multiplied by 2.0.")],
    )
    assert exercise.check(lambda x: 2.0 * x).kind == "known mistake"
    other = exercise.check(lambda x: x())
    assert other.kind == "wrong"
    assert "Parentheses after a list" in other.message


class TestTheSameAnswerAgain:
    """As when all cells are run: it is no further attempt, and tells nothing more."""

    @pytest.fixture
    def exercise(self):
        return Exercise("e", "Double x.", reference=lambda x: 2 * x, inputs=[(1,), (3,)])

    def test_it_is_not_counted(self, exercise):
        def mine(x):
            return x + 1

        assert [exercise.check(mine).expected for _ in range(3)] == ["", "", ""]
        assert exercise.attempts == 1
        assert exercise.check(lambda x: x + 2).expected == "2"
        assert exercise.attempts == 2

    def test_nor_on_another_day(self, exercise):
        def mine(x):
            return 2 * x

        exercise.check(mine)
        record = exercise.record()
        exercise.reset()
        exercise.restore(record)
        exercise.check(mine)
        assert (exercise.attempts, exercise.solved) == (1, True)

    def test_another_verdict_on_it_is(self, exercise):
        factor = 3

        def mine(x):
            return factor * x

        exercise.check(mine)
        factor = 2
        exercise.check(mine)
        assert (exercise.attempts, exercise.solved) == (2, True)
