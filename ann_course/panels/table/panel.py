"""A table's columns as cards: which of them may go in, and what is held out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from html import escape
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ann_course.live import LiveFigure, Panel, dropdown, slider, state as states, toggle
from ann_course.live.layout import Parts, arrange, html
from ann_course.live.pointer import Pointer
from ann_course.live.words import counted, number, share
from ann_course.page.text import listed
from ann_course.panels.table.columns import Answer, Column, read_answer, read_columns
from ann_course.panels.table.nests import example_table
from ann_course.panels.table.picture import (
    ROLES,
    SUSPICIOUS,
    Cards,
    Scoreboard,
    alt_of,
)
from ann_course.panels.table.scores import (
    FOLDS,
    LATEST,
    RANDOM,
    TOGETHER,
    Folds,
    Inputs,
    Scores,
    alone,
    always_the_same,
    check_answer,
    make_folds,
    prepared,
    trained,
)
from ann_lib._support.checks import check_choice
from ann_lib.plots import style

BEFORE, AFTERWARDS, OUT = ROLES
PARTS = ("all", "cards")
KEPT = 200
"""How many settings' scores are remembered."""
MORE = 2.8
"""Standard errors by which two means of five folds must differ to be told apart.

Of Student's distribution with four degrees of freedom, 95% lie within so many.
"""


class TablePanel(Panel):
    """Sort a table's columns by when they are known, and watch three scores follow.

    The columns that are known before go into a line and into a network, which are trained
    at once on five folds. A fifth of the rows is sealed until the exam is opened; how often
    that happens is counted.

    Parameters
    ----------
    table : mapping of str to array_like, or pandas DataFrame, optional
        Name -> one value per row, numbers or texts; 2 to 14 columns and 20 to 2,000 rows.
        By default a drawn table of penguins and their nests.
    answer : str, optional
        The column to predict: texts or at most 15 different numbers are classes. By
        default the last one.
    groups : str, optional
        The column that says which rows belong together.
    order : str, optional
        The column by which rows come one after the other, such as a date.
    part : {"all", "cards"}
        "cards" shows the columns and what they score, without questions and exam.
    start : mapping of str to value, optional
        Values of ``state`` to start with; "Reset" goes back to them.

    Attributes
    ----------
    columns : dict of str to Column
    answer : Answer
    scores : dict of str to Scores
        Of "always the same", "line" and "network".
    alone : dict of str to float
        What each column scores without the others.
    looks : int
        How often the exam was opened; "Reset" doesn't seal it again.

    Examples
    --------
    >>> table = {"dose": [0.1, 0.9] * 20, "after": [*"nynn"] * 10, "ill": [*"ny"] * 20}
    >>> panel = TablePanel(table, "ill")
    >>> panel.state = {"role of dose": "left out"}
    >>> sorted(panel.inputs)
    ['after']
    """

    title = "Ten questions to a table"

    def __init__(
        self,
        table: Any = None,
        answer: str | None = None,
        *,
        groups: str | None = None,
        order: str | None = None,
        part: str = "all",
        start: Mapping[str, Any] | None = None,
    ) -> None:
        self.part = check_choice(part, "part", PARTS)
        self.one_task = part == "all"
        if part == "cards":
            self.title = "A table's columns as cards"
        if table is None:
            table, answer, groups, order = example_table(), "clutch", "nest", "date"
        self.columns = read_columns(table)
        names = list(self.columns)
        target = check_choice(names[-1] if answer is None else answer, "answer", names)
        self.answer: Answer = read_answer(self.columns[target])
        check_answer(self.answer)
        self._groups, self._unit = _given(self.columns, groups, "groups")
        self._times, self._time = _given(self.columns, order, "order")
        self._folds: dict[str, Folds] = {}
        self._inputs: dict[str, dict[str, Inputs]] = {}
        self._alone: dict[str, dict[str, float]] = {}
        self._known: dict[Any, Scores] = {}
        held = [RANDOM, *([self._together] if groups else []), *([LATEST] if order else [])]
        self.inputs_possible = [name for name in names if name != target]
        for how in held:
            self._hold_out(how)
        controls = self._make_controls(held)
        states.begin(controls, start)
        for name, control in controls.items():
            if name not in ("column", "looks"):
                control.observe(self._by_hand(name), "value")
        self.questions = html("ann-note")
        super().__init__(self._draw_figure(), controls)

    def _hold_out(self, how: str) -> None:
        """Draw folds in one way, and fit in each what turns columns into numbers."""
        kind = TOGETHER if how == self._together else how
        folds = make_folds(self.answer, kind, self._unit, self._time)
        columns = [self.columns[name] for name in self.inputs_possible]
        self._folds[how] = folds
        self._inputs[how] = prepared(columns, folds)
        self._alone[how] = {each.name: alone(self.answer, each, folds) for each in columns}

    def _make_controls(self, held: list[str]) -> dict[str, Any]:
        names = self.inputs_possible
        controls: dict[str, Any] = {}
        if len(held) > 1:
            controls["held out"] = dropdown("held out", RANDOM, held)
        controls["column"] = dropdown("column", names[0], names)
        for name in names:
            controls[f"role of {name}"] = dropdown(f"role of {name}", BEFORE, ROLES)
        controls["hidden"] = slider(
            "hidden units", 16, 1, 32, 1, explain="Of the network; the line has none"
        )
        controls["exam"] = toggle(
            "open the exam", explain="A fifth of the rows, sealed so far. Each look counts."
        )
        controls["looks"] = self._looks = states.Count("state['looks']")
        return controls

    def _by_hand(self, name: str) -> Callable[[Any], None]:
        """Return what counts a look, and seals the exam when something else is changed."""

        def moved(change: Any) -> None:
            if self._muted:
                return
            if name != "exam" and self.state["exam"]:
                self.set_controls({"exam": False})
            elif name == "exam" and change["new"]:
                self._looks.value += 1

        return moved

    def _draw_figure(self) -> LiveFigure:
        fig, (left, right) = style.figure(
            5.54, 3.3 if self.part == "all" else 2.2, columns=2, width_ratios=(2.4, 1)
        )
        self.cards = Cards(left, list(self.columns.values()), self.answer)
        lowest = 0.0 if self.answer.n_classes else -0.25
        self.board = Scoreboard(right, self.answer.score_name, lowest)
        self.pointer = Pointer(
            "Point at a column's place: known before, known afterwards, left out",
            self._at, start=(0.5, 0.8), step=(0.055, 0.9 / (len(self.columns) + 1)),
        )  # fmt: skip
        over = [*self.cards.over, *self.board.over]
        alt = alt_of(list(self.columns))
        return LiveFigure(fig, over=over, alt=alt, pointer=self.pointer)

    def arrange(self, parts: Parts) -> Any:
        """Return the body as usual, with the ten questions across it."""
        if self.part == "cards":
            controls = [
                n for n in parts.controls if n == "column" or n.startswith("role of")
            ]
            return arrange(
                replace(parts, controls={n: parts.controls[n] for n in controls})
            )
        return arrange(parts, beneath=[self.questions])

    # What the state says.

    @property
    def held_out(self) -> str:
        """Which rows are held out."""
        control = self.controls.get("held out")
        return RANDOM if control is None else str(control.value)

    @property
    def _together(self) -> str:
        return f"a whole {self._groups}"

    @property
    def inputs(self) -> list[str]:
        """The columns that go in."""
        return [n for n in self.inputs_possible if self._role(n) == BEFORE]

    @property
    def looks(self) -> int:
        """How often the exam was opened."""
        return int(self._looks.value)

    @property
    def suspects(self) -> list[str]:
        """The columns that go in and alone score suspiciously well."""
        return [name for name in self.inputs if self.alone[name] >= SUSPICIOUS]

    def reset(self) -> None:
        """Go back to the start, but for the exam: what was seen stays seen."""
        self._start = self._start | {"looks": self.looks}
        super().reset()

    def fuzz(self, seed: int = 0, *, steps: int = 200) -> int:
        """Use controls and buttons in random order; these looks at the exam don't count."""
        looks = self.looks
        done = super().fuzz(seed, steps=steps)
        self.state = {"looks": looks}
        return done

    def _role(self, name: str) -> str:
        return str(self.controls[f"role of {name}"].value)

    def update(self) -> None:
        """Train what has not been trained yet, and draw cards, scores and questions."""
        how = self.held_out
        self.alone: dict[str, float] = self._alone[how]
        n_hidden = int(self.controls["hidden"].value)
        self.scores: dict[str, Scores] = {
            "always the same": self._scored(how, None),
            "line": self._scored(how, 0),
            "network": self._scored(how, n_hidden),
        }
        chosen = str(self.controls["column"].value)
        for name in self.inputs_possible:
            control = self.controls[f"role of {name}"]
            if ("ann-hidden" in control._dom_classes) is (name == chosen):
                change = control.remove_class if name == chosen else control.add_class
                change("ann-hidden")
        names = list(self.columns)
        roles = [
            ROLES.index(self._role(name)) if name in self.alone else None for name in names
        ]
        alones = [self.alone.get(name, 0.0) for name in names]
        self.cards.show(roles, alones, names.index(chosen))
        opened = bool(self.controls["exam"].value)
        self.board.show(list(self.scores.values()), opened=opened)
        self.questions.value = self._questions_html()

    def _scored(self, how: str, n_hidden: int | None) -> Scores:
        key = (how, n_hidden) if n_hidden is None else (how, n_hidden, *self.inputs)
        if key not in self._known:
            if len(self._known) >= KEPT:
                self._known.clear()
            folds = self._folds[how]
            inputs = [self._inputs[how][name] for name in self.inputs]
            self._known[key] = (
                always_the_same(self.answer, folds)
                if n_hidden is None
                else trained(self.answer, inputs, folds, n_hidden)
            )
        return self._known[key]

    # What it says.

    def describe(self) -> str:
        """Say what goes in, what is held out, what each scores, and what is suspicious."""
        state = self.state
        same, line, network = self.scores.values()
        parts = [
            f"{counted(len(self.inputs), 'column')} in, {self.held_out} held out: always "
            f"the same scores {number(same.mean, 2)}, the line {_spread(line)}, the "
            f"network of {counted(int(state['hidden']), 'hidden unit')} {_spread(network)}."
        ]
        if self.suspects:
            names = listed(self.suspects)
            parts.append(f"{names} alone: too good to be true? Is it known beforehand?")
        name = str(state["column"])
        parts.append(
            f"Framed: {name}, {self._role(name)}, alone {number(self.alone[name], 2)}."
        )
        if self.part == "all":
            parts.append(self._exam_words())
        return " ".join(parts)

    def _exam_words(self) -> str:
        if not self.state["exam"]:
            again = f", opened {_times(self.looks)} so far" if self.looks else ""
            return f"The exam is sealed{again}."
        line, network = self.scores["line"].exam, self.scores["network"].exam
        text = f"In the exam the line scores {number(line, 2)}, the network "
        text += f"{number(network, 2)}; opened {_times(self.looks)}"
        return f"{text}: no longer an exam." if self.looks > 1 else f"{text}."

    def verdict(self) -> str:
        """Return "network", "line" or "can't tell": the two, compared fold by fold."""
        difference = self.scores["network"].folds - self.scores["line"].folds
        error = float(difference.std(ddof=1)) / np.sqrt(FOLDS)
        if abs(float(difference.mean())) <= MORE * error:
            return "can't tell"
        return "network" if difference.mean() > 0 else "line"

    def ten_questions(self) -> list[tuple[str, str, bool]]:
        """Return each question, the answer to it as things stand, and whether it is met."""
        answer, line, network = self.answer, self.scores["line"], self.scores["network"]
        n_known = int(answer.known.sum())
        out = [n for n in self.inputs_possible if n not in self.inputs]
        gaps = [float(self.columns[n].missing.mean()) for n in self.inputs]
        lost = max(gaps, default=0.0)
        as_same = self.scores["always the same"].mean
        fair = self._groups is None or self.held_out == self._together
        verdicts = {
            "can't tell": "no difference that stands out: take the line",
            "line": "the line is better",
            "network": "the network is better",
        }
        kind = f"one of {answer.n_classes} classes" if answer.n_classes else "a number"
        if answer.n_classes:
            common, part = answer.commonest
            base = f"{number(as_same, 2)}; {share(part)} are {common}"
        else:
            base = f"{number(as_same, 2)}, with the mean"
        group = (
            f"those of one {self._groups} belong together"
            if self._groups
            else "each stands for itself, it was said"
        )
        beyond = max(line.mean, network.mean) - as_same
        best = max(line.spread, network.spread)
        return [
            ("What is asked?", f"{answer.column.name}, {kind}", True),
            ("What is a row?", f"{n_known} rows; {group}", n_known >= 100),
            (
                "What goes in?",
                f"{counted(len(self.inputs), 'column')}"
                + (f"; is {self.suspects[0]} known before?" if self.suspects else ""),
                bool(self.inputs) and not self.suspects,
            ),
            ("What stays out?", f"{counted(len(out), 'column')}", bool(out)),
            ("What is missing?", f"at most {share(lost)}, filled and marked", lost <= 0.4),
            ("What is held out?", self.held_out, fair),
            ("Always the same?", base, True),
            ("Is a line enough?", verdicts[self.verdict()], self.verdict() != "network"),
            (
                "How sure?",
                f"± {number(best, 2)} from fold to fold",
                beyond > best,
            ),
            ("And the exam?", self._exam_short(), self.looks <= 1),
        ]

    def _exam_short(self) -> str:
        if self.looks == 0:
            return "sealed"
        return f"opened {_times(self.looks)}" + "; no longer an exam" * (self.looks > 1)

    def _questions_html(self) -> str:
        items = "".join(
            f"<li>{'✓' if met else '○'} <b>{escape(question)}</b> {escape(said)}</li>"
            for question, said, met in self.ten_questions()
        )
        return (
            '<ol style="columns:2;column-gap:1.5em;margin:0;padding-left:1.6em">'
            f"{items}</ol>"
        )

    def _at(self, kind: str, x: float, y: float) -> None:
        if kind not in ("down", "move"):
            return
        found = self.cards.at(*self.figures[0].data_at(self.cards.ax, x, y))
        if found is None:
            return
        row, role = found
        name = list(self.columns)[row]
        if name not in self.inputs_possible:
            return
        if kind == "down":
            self.controls["column"].value = name
        if role is not None and name == self.controls["column"].value:
            self.controls[f"role of {name}"].value = ROLES[role]


def _given(
    columns: dict[str, Column], name: str | None, what: str
) -> tuple[str | None, NDArray[Any] | None]:
    """Return the name of a column that says what belongs together, and its values."""
    if name is None:
        return None, None
    column = columns[check_choice(name, what, columns)]
    if column.missing.any():
        raise ValueError(
            f"{what}={name!r} has gaps in {int(column.missing.sum())} rows. Drop those "
            f"rows first, such as table.dropna(subset=[{name!r}])."
        )
    n_values = len(np.unique(column.numbers))
    if what == "groups" and n_values <= FOLDS:
        raise ValueError(
            f"groups={name!r} must have at least {FOLDS + 1} values, one for each fold and "
            f"one for the exam, got {n_values}."
        )
    return name, column.numbers


def _spread(scores: Scores) -> str:
    return f"{number(scores.mean, 2)} ± {number(scores.spread, 2)}"


def _times(n: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(n, f"{n} times")
