"""Exercises: the learner writes a function or finds values and gets an answer at once."""

from __future__ import annotations

import copy
import textwrap
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, ClassVar

import numpy as np

from ann_course.learn import diagnosis
from ann_course.learn.compare import all_finite, form, show, size
from ann_course.learn.diagnosis import Outcome
from ann_course.learn.hints import Hints
from ann_course.learn.item import Item, check_text
from ann_course.learn.limits import OutOfTime, Printed, Trouble, run, time_limit
from ann_course.learn.source import (
    accepts_arguments,
    blank_callee,
    returned_names,
    signature_text,
    source_of,
    without_annotations,
)
from ann_course.learn.verdict import Verdict
from ann_lib._support.checks import check_number, describe
from ann_lib._support.printing import prints_anywhere

N_RANDOM = 20
"""How many random inputs a function is tried on."""


@prints_anywhere
@dataclass(frozen=True)
class Mistake:
    """A known wrong answer, and what to say to it.

    Parameters
    ----------
    wrong : callable or value
        The wrong implementation; for an exercise with ``accepts``, a wrong value.
    message : str
        Names the mistake and says where to look.
    when : callable, optional
        For exercises with ``accepts``: whether a learner's value is this mistake. By
        default, whether it equals ``wrong``.
    words : callable, optional
        For exercises with ``accepts``: given the learner's value, it returns the message
        for this value.
    """

    wrong: Any
    message: str
    when: Callable[[Any], bool] | None = None
    words: Callable[[Any], str] | None = None

    def says(self, answer: Any) -> str:
        """Return what to say to this answer."""
        return self.message if self.words is None else self.words(answer)


class Right(str):
    """What ``accepts`` returns for an answer that is right, to say so with its numbers."""

    __slots__ = ()


FUNCTION_PRAISE = (
    "Well done: it agrees with ours on all {n} inputs.",
    "That's it. {n} inputs, and {n} times the same as ours.",
    "It holds: we tried {n} inputs and could not catch it out.",
    "Nicely done. Not one of {n} inputs gives anything else than it should.",
    "Yes. It stood up to {n} inputs, some odd ones among them.",
    "Good work: for all {n} inputs it gives what it should.",
)
VALUE_PRAISE = (
    "Well done: it does all that was asked.",
    "That's it. Nothing is left to mend.",
    "You found it, and there may be others.",
    "Nicely done: it holds on every count.",
    "Yes, that does it.",
    "Good work. Each condition is met.",
)
"""What is said to an answer that is right; the exercise's key chooses."""


class Exercise(Item):
    """A task with a reference answer, known mistakes and a check.

    Parameters
    ----------
    key : str
        Kebab-case, such as "write-neuron".
    task : str
        What to do.
    reference : callable or value
        The right function; for an exercise with ``accepts``, one right value.
    inputs : iterable of tuple
        Arguments of the function, one tuple per call.
    random_inputs : callable, optional
        Given a Generator, it returns one more tuple of arguments. It is called
        `N_RANDOM` times, with the same seed in every check.
    mistakes : iterable of Mistake, or callable
        A function that returns them is called at first use: for those that take long.
    accepts : callable, optional
        For tasks that ask for values: given the learner's, it returns True or a `Right`,
        or else False or a text that says what is wrong.
    time_limit : float
        Seconds the learner's code may take for all inputs together.
    hints : sequence of str
        What to say to a learner who is stuck, from a nudge to all but the answer.
    solution : str, optional
        Python source that takes the place of the learner's part of the notebook's cell.
        By default, the source of ``reference``.
    praise : str, optional
        What to say to an answer that is right. By default, one of several sentences.
    ask : str
        What a teacher can ask next.

    Attributes
    ----------
    hints_taken : int
        How many hints the learner has opened.
    solution_seen : bool
    made : list of str
        What was said to each known mistake that the learner made, in their order.

    Examples
    --------
    >>> double = Exercise("double", "Double x.", reference=lambda x: 2 * x,
    ...                   inputs=[(1,), (3,)],
    ...                   mistakes=[Mistake(lambda x: x * x, "You squared it.")])
    >>> double.check(lambda x: x + x).kind
    'right'
    >>> print(double.check(lambda x: x ** 2))
    → Not yet, and here is why: You squared it.
      for: x = 1
      you gave: 1
      expected: 2
    >>> print(double.check(lambda x: x + 1))
    ✗ Not right yet. The number differs.
      for: x = 3
      you gave: 4
      expected: 6
    """

    kind: ClassVar[str] = "exercise"

    def __init__(
        self,
        key: str,
        task: str,
        *,
        reference: Any,
        inputs: Iterable[tuple[Any, ...]] = (),
        random_inputs: Callable[[np.random.Generator], tuple[Any, ...]] | None = None,
        mistakes: Iterable[Mistake] | Callable[[], Iterable[Mistake]] = (),
        accepts: Callable[[Any], bool | str] | None = None,
        time_limit: float = 2.0,
        hints: Sequence[str] = (),
        solution: str | None = None,
        praise: str = "",
        ask: str = "",
    ) -> None:
        self.hint_box = Hints(self)
        super().__init__(key, check_text(task, "task"))
        self.reference = reference
        self.inputs = [tuple(arguments) for arguments in inputs]
        self.random_inputs = random_inputs
        self._mistakes = mistakes
        self._seen: dict[tuple[int, int], Outcome] = {}
        self.accepts = accepts
        self.time_limit = check_number(time_limit, "time_limit", above=0)
        self.hints = tuple(check_text(hint, "each hint") for hint in hints)
        self.praise = praise or self._praise(key, accepts is None)
        self.ask = ask
        self._solution = None if solution is None else check_text(solution, "solution")
        if accepts is None and not callable(reference):
            raise TypeError(
                f"reference must be a function, got {describe(reference)}. For a task "
                "that asks for values, give accepts= as well."
            )
        if accepts is None and not self.inputs and random_inputs is None:
            raise ValueError("inputs must hold at least one tuple of arguments, got none.")

    @staticmethod
    def _praise(key: str, is_function: bool) -> str:
        choices = FUNCTION_PRAISE if is_function else VALUE_PRAISE
        return choices[zlib.crc32(key.encode()) % len(choices)]

    def reset(self) -> None:
        """Forget all attempts, and close the hints and the solution."""
        self.last: Verdict | None = None
        self._code: int | None = None  # what was checked last, as a number
        self.hints_taken = 0
        self.solution_seen = False
        self.made: list[str] = []
        super().reset()

    def record(self) -> dict[str, Any]:
        """Return what the learner did, in plain JSON values."""
        return super().record() | {
            "last": self.last.kind if self.last else None,
            "code": self._code,
            "hints_taken": self.hints_taken,
            "solution_seen": self.solution_seen,
            "made": self.made.copy(),
        }

    @property
    def solution(self) -> str:
        """Python source of one answer that is right, as a learner would write it."""
        if self._solution is not None:
            return textwrap.dedent(self._solution).strip()
        if not callable(self.reference):
            return show(self.reference)
        return without_annotations(source_of(self.reference)).strip()

    def help(self) -> str:
        r"""Open the next hint, or after the last one the solution, and return its text.

        Examples
        --------
        >>> double = Exercise("double", "Double x.", reference=lambda x: 2 * x,
        ...                   inputs=[(3,)], hints=["How many x are there?"],
        ...                   solution="def double(x):\n    return 2 * x")
        >>> double.help()
        'How many x are there?'
        >>> print(double.help())
        def double(x):
            return 2 * x
        >>> double.hints_taken, double.solution_seen
        (1, True)
        """
        if self.hints_taken < len(self.hints):
            self.hints_taken += 1
            text = self.hints[self.hints_taken - 1]
        else:
            self.solution_seen = True
            text = self.solution
        self._changed()
        return text

    def status(self) -> str:
        """Say what the learner did, in a few words."""
        parts = [super().status()]
        if self.hints_taken:
            parts.append("1 hint" if self.hints_taken == 1 else f"{self.hints_taken} hints")
        return ", ".join(parts + ["solution seen"] * self.solution_seen)

    def restore(self, record: Mapping[str, Any]) -> None:
        """Take up what a record holds: the inverse of `record`."""
        last, n_hints = record.get("last"), record.get("hints_taken", 0)
        if last is not None and last not in Verdict.HEADINGS:
            raise ValueError(f"record must hold a verdict, got {describe(last)}.")
        if not isinstance(n_hints, int) or n_hints < 0:
            raise ValueError(f"record must hold hints_taken, got {describe(n_hints)}.")
        self.last = None if last is None else Verdict(last, "This is from last time.")
        self._code = record.get("code")
        self.hints_taken = min(n_hints, len(self.hints))
        self.solution_seen = record.get("solution_seen") is True
        made = record.get("made", [])  # records of the first edition have none
        if not isinstance(made, list) or not all(isinstance(each, str) for each in made):
            raise ValueError(
                f"record must hold made, a list of texts, got {describe(made)}."
            )
        self.made = made.copy()
        super().restore(record)

    def all_inputs(self, seed: int = 0) -> list[tuple[Any, ...]]:
        """Return the fixed inputs and the random ones drawn from the seed."""
        drawn: list[tuple[Any, ...]] = []
        if self.random_inputs is not None:
            rng = np.random.default_rng(seed)
            drawn = [tuple(self.random_inputs(rng)) for _ in range(N_RANDOM)]
        return [copy.deepcopy(arguments) for arguments in self.inputs] + drawn

    def check(self, answer: Any) -> Verdict:
        """Check a learner's function or values; nothing in them stops the notebook.

        Parameters
        ----------
        answer : callable or value
            The function itself, without parentheses; for an exercise with ``accepts``,
            the values.

        Returns
        -------
        Verdict
            Shown if it is the last expression of a cell.
        """
        printed = Printed()
        try:
            if self.accepts is None:
                verdict = self._check_function(answer, printed)
            else:
                verdict = self._check_value(answer, printed)
        except OutOfTime:
            verdict = self._out_of_time(answer)
        verdict = diagnosis.where_it_lies(answer, verdict)
        if verdict.kind == "right":
            verdict = replace(verdict, solution=self.solution)
        else:
            verdict = replace(verdict, hints=self.hint_box)
        self._count(answer, verdict.kind)
        if self.attempts < 2:  # what is expected is to be found first, and read later
            verdict = replace(verdict, expected="")
        verdict = replace(verdict, printed=printed.text())
        self.solved = self.solved or verdict.kind == "right"
        if verdict.kind == "known mistake" and verdict.message not in self.made:
            self.made.append(verdict.message)
        self.last = verdict
        self._changed()
        return verdict

    def _count(self, answer: Any, kind: str) -> None:
        """Count an attempt, unless it is the last one again, as when all cells are run."""
        written = source_of(answer) if callable(answer) else ""
        code = zlib.crc32((written or show(answer)).encode())
        same = code == self._code and self.last is not None and self.last.kind == kind
        if kind != "not tried yet" and not same:
            self.attempts += 1
        self._code = code

    def stopped(self, verdict: Verdict) -> Verdict:
        """Keep the verdict on a cell that ended before its check, and offer the hints."""
        self.last = replace(verdict, hints=self.hint_box)
        self._changed()
        return self.last

    def texts(self) -> set[str]:
        """Return the texts that an answer may hold, such as the names of parts."""
        return set(_texts_in(self.reference))

    def _out_of_time(self, answer: Any) -> Verdict:
        if callable(answer) and (name := blank_callee(answer)):
            return Verdict("not tried yet", diagnosis.gap_below(answer, name))
        reason = diagnosis.why_late(answer)
        late = (
            f"It did not finish within {self.time_limit:g} s, so it was stopped. {reason}"
        )
        return Verdict("wrong", late)

    def _check_function(self, answer: Any, printed: Printed) -> Verdict:
        signature = signature_text(self.reference)
        early = diagnosis.before_running(answer, signature)
        if early:
            return early
        inputs, expected = self._cases
        if inputs and not accepts_arguments(answer, inputs[0]):
            return Verdict(
                "wrong",
                f"It will be called with the arguments `{signature}`, but yours "
                f"takes `{signature_text(answer)}`. Change your function's first line.",
            )
        with time_limit(self.time_limit):
            outcomes = [diagnosis.outcome(answer, args, printed) for args in inputs]
        early = diagnosis.after_running(answer, outcomes, expected)
        if early:
            return early
        names = returned_names(self.reference)
        reasons = diagnosis.reasons(outcomes, expected, names)
        bad = [i for i, reason in enumerate(reasons) if reason]
        if not bad:
            return Verdict("right", self.praise.format(n=len(inputs)))
        smallest = min(bad, key=lambda i: size(inputs[i]))
        shown = diagnosis.counterexample(
            self.reference, inputs[smallest], outcomes[smallest], expected[smallest]
        )
        known = self._known_mistake(outcomes)
        if known is not None:
            return replace(shown, kind="known mistake", message=known.message, known=known)
        if outcomes[smallest].result is None and outcomes[smallest].trouble is None:
            return replace(shown, message=diagnosis.nothing_for_some(answer))
        return replace(shown, message=reasons[smallest] or "")

    @cached_property
    def mistakes(self) -> list[Mistake]:
        """The known mistakes."""
        return list(self._mistakes() if callable(self._mistakes) else self._mistakes)

    @cached_property
    def _cases(self) -> tuple[list[tuple[Any, ...]], list[Outcome]]:
        """What an answer is called with, and what the reference makes of each."""
        inputs = self.all_inputs()
        return inputs, [diagnosis.outcome(self.reference, args) for args in inputs]

    def _known_mistake(self, outcomes: list[Outcome]) -> Mistake | None:
        for number, mistake in enumerate(self.mistakes):
            wrong = (self._mistaken(number, case) for case in range(len(outcomes)))
            if all(map(diagnosis.alike, outcomes, wrong)):
                return mistake
        return None

    def _mistaken(self, number: int, case: int) -> Outcome:
        """Return what a known mistake makes of a case; it is worked out once."""
        if (number, case) not in self._seen:
            wrong, arguments = self.mistakes[number].wrong, self._cases[0][case]
            self._seen[number, case] = diagnosis.outcome(wrong, arguments)
        return self._seen[number, case]

    def _check_value(self, answer: Any, printed: Printed) -> Verdict:
        if diagnosis.is_blank(answer):
            return Verdict("not tried yet", getattr(answer, "gap", diagnosis.GAP))
        accepts = self.accepts
        assert accepts is not None
        with time_limit(self.time_limit):
            result, problem = run(lambda: accepts(copy.deepcopy(answer)), printed)
        if isinstance(result, Right):
            return Verdict("right", str(result))
        if problem is None and result is not False and not isinstance(result, str):
            return Verdict("right", self.praise)
        shown = Verdict("wrong", "", got=show(answer, digits=6))
        for mistake in self.mistakes:
            if diagnosis.is_mistake(mistake.wrong, mistake.when, answer):
                message = mistake.says(answer)
                return replace(shown, kind="known mistake", message=message, known=mistake)
        if problem is not None:
            return replace(shown, message=self._unreadable(answer, problem))
        return replace(shown, message=result or "These values do not do what was asked.")

    def _unreadable(self, answer: Any, problem: Trouble) -> str:
        """Say why a value cannot be judged, without the words of what tried to."""
        wanted, given = form(self.reference), form(answer)
        if wanted != given:
            return f"The check needs {wanted}, and this is {given}."
        if not all_finite(answer):
            return "One of your numbers is infinite or not a number (nan)."
        return f"This answer cannot be used: {problem.message.rstrip('.')}."


def _texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _texts_in([*value, *value.values()])
    elif isinstance(value, list | tuple | set):
        for part in value:
            yield from _texts_in(part)
