"""What a class did with each item of a lesson, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ann_course.learn.exercise import Exercise
from ann_course.learn.form import Answered
from ann_course.learn.item import Item
from ann_course.learn.prediction import Prediction
from ann_course.learn.question import Question
from ann_course.learn.record_file import Record
from ann_course.report.reading import HandedIn

PATIENCE = 3
"""Attempts after which a learner without a right answer counts as stuck."""


@dataclass(frozen=True)
class Bar:
    """One answer, and how many gave it at first.

    Attributes
    ----------
    text : str
    count : int
    right : bool
    belief, ask, reply : str
        What those seem to think who gave it, what a teacher can ask next, and what the
        lesson said to it, as far as known.
    """

    text: str
    count: int
    right: bool = False
    belief: str = ""
    ask: str = ""
    reply: str = ""


@dataclass
class Tally:
    """One item, and what became of it in all records.

    Attributes
    ----------
    item : Item
    n_tried, n_right : int
        Learners who answered, and who have answered right by now.
    n_skipped : int
        Learners who asked to be shown a prediction's result.
    bars : list of Bar
        First answers, in the order of the page; of an exercise, its known mistakes, the
        commonest first.
    hints : dict of int to int
        For a number of hints taken, how many took so many.
    n_solutions : int
        Learners who opened the solution.
    stuck : list of str
        The names of those who tried `PATIENCE` times or more and have no right answer; ""
        for one without a name.
    """

    item: Item
    n_tried: int = 0
    n_right: int = 0
    n_skipped: int = 0
    bars: list[Bar] = field(default_factory=list)
    hints: dict[int, int] = field(default_factory=dict)
    n_solutions: int = 0
    stuck: list[str] = field(default_factory=list)


def tally(item: Item, handed_in: Sequence[HandedIn]) -> Tally:
    """Count what became of one item of a lesson."""
    pairs = [(one, one.items[item.key]) for one in handed_in if item.key in one.items]
    records = [record for _, record in pairs]
    tried = [record for record in records if record["attempts"]]
    return Tally(
        item,
        n_tried=len(tried),
        n_right=sum(record["right"] for record in records),
        n_skipped=sum(record["skipped"] for record in records),
        bars=_mistakes(tried) if isinstance(item, Exercise) else _answers(item, tried),
        hints=dict(sorted(Counter(r["hints"] for r in records if r["hints"]).items())),
        n_solutions=sum(record["solution"] for record in records),
        stuck=[
            one.name
            for one, record in pairs
            if record["attempts"] >= PATIENCE
            and not record["right"]
            and not isinstance(item, Prediction)
        ],
    )


def _mistakes(records: Sequence[Record]) -> list[Bar]:
    made = Counter(text for record in records for text in dict.fromkeys(record["made"]))
    return [Bar(text, count) for text, count in made.most_common()]


def _answers(item: Item, records: Sequence[Record]) -> list[Bar]:
    if isinstance(item, Prediction | Question):
        return _options(item, records)
    return _others(item, records) if isinstance(item, Answered) else []


def _options(item: Prediction | Question, records: Sequence[Record]) -> list[Bar]:
    """Count by what the options said: another edition may have them in another order."""
    said: Counter[str] = Counter()
    for record in records:
        texts, first = record["texts"] or item.texts, record["first"]
        if isinstance(first, int) and 0 <= first < len(texts):
            said[texts[first]] += 1
    bars = [_option(item, index, said.pop(item.texts[index], 0)) for index in item.order]
    return bars + [Bar(f"{text} (in another edition)", n) for text, n in said.most_common()]


def _option(item: Prediction | Question, index: int, count: int) -> Bar:
    text = item.texts[index]
    if isinstance(item, Prediction):
        return Bar(text, count, right=index == item.right, ask=item.ask)
    option = item.options[index]
    belief = option.idea.belief if option.idea else ""
    return Bar(text, count, option.right, belief, option.ask_next, option.reply)


def _others(item: Answered, records: Sequence[Record]) -> list[Bar]:
    bars: Counter[Bar] = Counter()
    for record in records:
        try:
            given = item.check(record["first"])
            right = item.is_right(given)
            belief = "" if right else item.reply_to(given)
            bars[Bar(item.words(given), 0, right, belief, item.ask)] += 1
        except (TypeError, ValueError, LookupError, OverflowError):
            continue  # of another edition, or made up
    return [
        Bar(bar.text, n, bar.right, bar.belief, bar.ask) for bar, n in bars.most_common()
    ]


@dataclass(frozen=True)
class NextHour:
    """Something to take up with the class.

    Attributes
    ----------
    weight : float
        How much it matters, from 0 to 1: the share of the class that it concerns.
    text, ask, reply : str
        What was seen, and a question to begin with, or else what the lesson said to it.
    """

    weight: float
    text: str
    ask: str = ""
    reply: str = ""


def next_hour(tallies: Sequence[Tally], n_records: int) -> list[NextHour]:
    """Return three things to take up, at most one for each item, the weightiest first."""
    found = [each for t in tallies if (each := _worth(t, n_records)) and each.weight > 0.1]
    return sorted(found, key=lambda each: -each.weight)[:3]


def _worth(tally: Tally, n_records: int) -> NextHour | None:
    title = tally.item.title
    wrong = max((b for b in tally.bars if not b.right), key=lambda b: b.count, default=None)
    count = wrong.count if wrong else 0
    if isinstance(tally.item, Exercise):
        unsolved = tally.n_tried - tally.n_right
        if unsolved > count:
            text = f"{_of(unsolved, n_records)} began “{title}” and have not solved it."
            return NextHour(unsolved / n_records, text, tally.item.ask)
    if wrong is None or not count:
        return None
    said = _of(count, tally.n_tried)
    if isinstance(tally.item, Exercise):
        text = f"{said} were told in “{title}”: {wrong.text}"
    elif isinstance(tally.item, Prediction):
        text = f"{said} predicted “{wrong.text}” for “{title}”; it came out otherwise."
    else:
        text = f"{said} first answered “{wrong.text}” to “{title}” {wrong.belief}".rstrip()
    # Predictions are there to be surprised by, and are cleared up in the lesson itself.
    share = count / max(n_records, 1) * (0.5 if isinstance(tally.item, Prediction) else 1)
    return NextHour(share, text, wrong.ask, wrong.reply)


def _of(count: int, total: int) -> str:
    return f"{count} of {total}"
