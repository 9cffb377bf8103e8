"""What a learner expects of a project, kept and compared: a calibration of oneself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import ipywidgets as widgets

from ann_course.learn.form import Form
from ann_course.learn.item import check_text
from ann_course.learn.style import card, page, paragraphs, still, table
from ann_course.live.words import number
from ann_course.page.number import read_number
from ann_course.page.still import Still
from ann_lib._support.checks import check_number, describe
from ann_lib._support.printing import prints_anywhere

EXPECTED = {
    "baseline": "What will “always the same” score?",
    "network": "What will your network score?",
    "off": "By how much will its score be off on new data?",
}


class Forecast(Form):
    """Three numbers, asked for before anything is trained; only the first ones count.

    Parameters
    ----------
    key, text : str
    ask : str
        What a teacher can ask next.

    Attributes
    ----------
    given : dict of str to float, or None
        By the names in `EXPECTED`.

    Examples
    --------
    >>> forecast = Forecast("predict-own", "What do you expect?")
    >>> forecast.answer({"baseline": 0.5, "network": 0.9, "off": 0.05})
    'Recorded: always the same 0.5, the network 0.9, off by 0.05.'
    """

    kind: ClassVar[str] = "prediction"
    label: ClassVar[str] = "Predict: "
    untried: ClassVar[str] = "not predicted yet"

    def __init__(self, key: str, text: str, *, ask: str = "") -> None:
        super().__init__(key, check_text(text, "text"))
        self.ask = ask

    def reset(self) -> None:
        """Forget what was expected."""
        self.given: dict[str, float] | None = None
        super().reset()

    def record(self) -> dict[str, Any]:
        """Return what the learner expects, in plain JSON values."""
        return super().record() | {"given": self.given}

    def restore(self, record: Mapping[str, Any]) -> None:
        """Take up what a record holds: the inverse of `record`."""
        given = record.get("given")
        self.given = None if given is None else self.check(given)
        super().restore(record)

    def status(self) -> str:
        """Say what the learner did, in a few words."""
        return self.untried if self.given is None else self.words()

    def check(self, answer: Any) -> dict[str, float]:
        """Return three numbers by their names.

        Raises
        ------
        ValueError
            If one is missing or is no number, in a sentence for the learner.
        """
        if not isinstance(answer, Mapping) or answer.keys() != EXPECTED.keys():
            raise ValueError(
                f"The three are {', '.join(EXPECTED)}, got {describe(answer)}."
            )
        found = {}
        for name, asked in EXPECTED.items():
            try:
                value = answer[name]
                if isinstance(value, str):
                    value = read_number(value)
                found[name] = check_number(value, name, minimum=-10, maximum=1)
            except (TypeError, ValueError):
                raise ValueError(
                    f"{asked} A number up to 1, such as 0.8: a score is at most 1."
                ) from None
        return found

    def answer(self, answer: Any) -> str:
        """Record three numbers, and return what to say; later ones change nothing."""
        given = self.check(answer)
        if self.given is None:
            self.given = given
            self.attempts = 1
            self._changed()
        return f"Recorded: {self.words()}."

    def words(self) -> str:
        """Return the three numbers in words."""
        if self.given is None:
            return ""
        same, network, off = (number(value) for value in self.given.values())
        return f"always the same {same}, the network {network}, off by {off}"

    def options_html(self) -> str:
        """Return what was recorded."""
        return paragraphs(f"Recorded: {self.words()}.") if self.given else ""

    def compare(self, *, baseline: float, network: float, exam: float) -> Calibration:
        """Return what was expected beside what came out.

        Parameters
        ----------
        baseline, network : float
            Their scores on the folds, or on whatever you chose by.
        exam : float
            The network's score on the rows that were sealed until now.
        """
        return Calibration(self, baseline, network, exam)

    def _parts(self) -> list[widgets.Widget]:
        fields = {
            name: widgets.Text(
                description=asked,
                placeholder="such as 0.8",
                style={"description_width": "26em"},
                layout=widgets.Layout(width="36em", max_width="100%"),
            )
            for name, asked in EXPECTED.items()
        }
        button = widgets.Button(description="Record my numbers")
        reply = widgets.HTML()

        def record(_button: object) -> None:
            try:
                self.answer({name: field.value for name, field in fields.items()})
            except ValueError as error:
                reply.value = page(card("Not yet.", paragraphs(str(error))), live=True)

        def follow() -> None:
            done = self.given is not None
            for name, field in fields.items():
                field.disabled = done
                if self.given is not None:
                    field.value = f"{self.given[name]:g}"
            button.disabled = done
            said = card(f"Recorded: {self.words()}.", "") if done else ""
            before = self.last_time_html() if done else ""
            reply.value = before + page(said, live=True)

        button.on_click(record)
        self.on_change(follow)
        follow()
        return [*fields.values(), widgets.HBox([button]), reply]


@prints_anywhere
class Calibration(Still):
    """What was expected of a project, beside what came out."""

    def __init__(
        self, forecast: Forecast, baseline: float, network: float, exam: float
    ) -> None:
        self.given = forecast.given
        self.exam = check_number(exam, "exam")
        self.found = {
            "baseline": check_number(baseline, "baseline"),
            "network": check_number(network, "network"),
            "off": abs(self.exam - check_number(network, "network")),
        }

    def numbers(self) -> dict[str, str]:
        """Return each number that was asked for with what was expected and what came."""
        expected = self.given or {}
        return {
            asked: f"expected {number(expected[name], 2)}, found {self._found(name)}"
            if name in expected
            else f"found {self._found(name)}; nothing was recorded"
            for name, asked in EXPECTED.items()
        }

    def _found(self, name: str) -> str:
        found = number(self.found[name], 2)
        return f"{found} ({number(self.exam, 2)} in the exam)" if name == "off" else found

    def words(self) -> str:
        """Say how well the learner knew."""
        if self.given is None:
            return "You recorded no prediction, so there is nothing to compare."
        miss = self.found["network"] - self.given["network"]
        if abs(miss) <= max(self.given["off"], 0.02):
            text = "Your network scored about what you expected"
        else:
            text = f"Your network scored {abs(miss):.2f} {'more' if miss > 0 else 'less'} "
            text += "than you expected"
        sure = self.found["off"] <= self.given["off"] + 1e-9
        return text + (
            ", and the exam was within the error that you allowed."
            if sure
            else f", and the exam was {self.found['off']:.2f} off, more than you allowed: "
            "you were surer than the data let you be."
        )

    def still_html(self) -> str:
        """Return the comparison as a table and a sentence."""
        expected = self.given or {}
        rows = [
            (
                asked,
                number(expected[name], 2) if name in expected else "",
                self._found(name),
            )
            for name, asked in EXPECTED.items()
        ]
        shown = table(rows, ("", "You expected", "It was"))
        return still(page(shown + paragraphs(self.words())))

    def __repr__(self) -> str:
        return self.words()
