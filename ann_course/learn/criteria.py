"""What an answer must fulfil, in order, and what to say about the first failure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from ann_course.learn.exercise import Mistake, Right

Words: TypeAlias = str | Callable[[Any], str]
"""What to say to an answer: a text, or a function of the answer that returns one."""

Table: TypeAlias = Mapping[str, tuple[Callable[[Any], bool], Words]]
"""Name -> whether an answer fulfils the criterion, and what to say if it does not."""


class Criteria:
    """What an answer must fulfil, for an exercise that asks for values.

    Parameters
    ----------
    table : mapping of str to (callable, str or callable)
        Name -> predicate and words. The criteria are tried in this order up to the first
        that fails, so that each predicate may rely on those before it.
    right : str or callable, optional
        What to say to an answer that fulfils them all.

    Examples
    --------
    >>> even = Criteria({
    ...     "number": (lambda n: isinstance(n, int), "Give a whole number."),
    ...     "even": (lambda n: n % 2 == 0, lambda n: f"{n} is odd."),
    ... })
    >>> even.accepts(4), even.accepts(3), even.accepts("four")
    (True, '3 is odd.', 'Give a whole number.')
    >>> even.mistakes({"even": 7})[0].message
    '7 is odd.'
    """

    def __init__(self, table: Table, right: Words = "") -> None:
        self.table = dict(table)
        self.right = right

    def first_failure(self, answer: Any) -> str | None:
        """Return the name of the first criterion that fails, or None."""
        fails = (name for name, (fulfils, _) in self.table.items() if not fulfils(answer))
        return next(fails, None)

    def accepts(self, answer: Any) -> bool | str:
        """Return whether all are fulfilled, with words for it (``Exercise(accepts=)``)."""
        name = self.first_failure(answer)
        if name is not None:
            return _said(self.table[name][1], answer)
        return Right(_said(self.right, answer)) if self.right else True

    def mistakes(self, wrong: Mapping[str, Any]) -> list[Mistake]:
        """Return the failures that are known mistakes (``Exercise(mistakes=)``).

        Parameters
        ----------
        wrong : mapping
            Name of a criterion -> an answer for which it is the first to fail.

        Raises
        ------
        ValueError
            If another criterion is the first to fail, or none does.
        """
        for name, answer in wrong.items():
            first = self.first_failure(answer)
            if first != name:
                raise ValueError(
                    f"the wrong answer for {name!r} must fail that criterion first, but "
                    f"it fails {first!r}. Change the answer or the order of the criteria."
                )
        return [self._mistake(name, answer) for name, answer in wrong.items()]

    def _mistake(self, name: str, answer: Any) -> Mistake:
        words = self.table[name][1]
        return Mistake(
            answer,
            _said(words, answer),
            when=lambda given: self.first_failure(given) == name,
            words=None if isinstance(words, str) else words,
        )


def _said(words: Words, answer: Any) -> str:
    return words if isinstance(words, str) else words(answer)
