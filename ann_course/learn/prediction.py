"""Ask what will happen before it can be tried; show prediction and result afterwards.

Demonstrations taught only those students who had predicted their outcome (Crouch,
Fagen, Callan and Mazur 2004, American Journal of Physics 72, 835).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import ipywidgets as widgets

from ann_course.learn.choices import Choice
from ann_course.learn.item import LiveHTML, check_text
from ann_course.learn.lock import Lock
from ann_course.learn.style import card, page, paragraphs
from ann_lib._support.checks import describe


class Prediction(Choice):
    """A question about what an experiment will show, asked before it is done.

    Parameters
    ----------
    key : str
        Kebab-case, such as "predict-bias".
    question : str
    options : sequence of str
    right : int
        The index of what the experiment shows.
    because : str
        Why it does, shown with the result.
    ordered : bool
        Whether the options have a natural order, which the page then keeps, up or down.

    Examples
    --------
    >>> fall = Prediction("predict-fall", "Which lands first?", ["Iron.", "Both."],
    ...                   right=1, because="Mass cancels.")
    >>> fall.choose(0)
    'Recorded: Iron.'
    >>> fall.chosen, fall.skipped, fall.status()
    (0, False, 'predicted, and was surprised')
    """

    kind: ClassVar[str] = "prediction"
    label: ClassVar[str] = "Predict: "

    def __init__(
        self,
        key: str,
        question: str,
        options: Sequence[str],
        right: int,
        because: str = "",
        *,
        ordered: bool = False,
    ) -> None:
        check_text(question, "question")
        if isinstance(options, str) or len(options) < 2:
            raise ValueError(
                f"options must be at least two texts, got {describe(options)}."
            )
        self.options = [check_text(option, "each option") for option in options]
        super().__init__(key, question, self.options, ordered=ordered)
        self.right = self.check_index(right)
        self.because = because

    def reset(self) -> None:
        """Forget what was predicted, and lock the panel again."""
        self.skipped = False
        super().reset()

    @property
    def decided(self) -> bool:
        """Whether a prediction was recorded or openly skipped."""
        return self.chosen is not None or self.skipped

    @property
    def open(self) -> bool:
        """Whether a prediction may still be made."""
        return not self.decided

    def status(self) -> str:
        """Say what the learner did, in a few words."""
        if self.chosen is None:
            return "skipped" if self.skipped else "not predicted yet"
        return "predicted, and it was so" if self.solved else "predicted, and was surprised"

    def record(self) -> dict[str, Any]:
        """Return what the learner did, in plain JSON values."""
        return super().record() | {"skipped": self.skipped}

    def restore(self, record: Mapping[str, Any]) -> None:
        """Take up what a record holds, and unlock the panel if it was unlocked."""
        self.skipped = record.get("skipped") is True
        super().restore(record)

    def choose(self, index: int) -> str:
        """Record an option's index (from 0), and return what to say.

        Only the first record counts; once recorded or skipped, a prediction stays.
        """
        number = self.check_index(index)
        if not self.decided:
            self.attempts = 1
            self.chosen = number
            self.solved = number == self.right
            self._changed()
        return self.reply

    def show_me(self) -> str:
        """Skip the prediction openly, unlock the panel, and return what to say."""
        if not self.decided:
            self.skipped = True
            self._changed()
        return self.reply

    @property
    def reply(self) -> str:
        """What to say after recording or skipping; it does not give the result away."""
        if self.chosen is not None:
            return f"Recorded: {self.options[self.chosen]}"
        return "Skipped: you chose to be shown." if self.skipped else ""

    def reply_html(self) -> str:
        """Return the reply as HTML."""
        body = card(self.reply, "<p>Now try it out below.</p>") if self.reply else ""
        return page(body, live=True)

    def _buttons(self) -> list[widgets.Button]:
        record = widgets.Button(
            description="Record", tooltip="Record my prediction and unlock the panel"
        )
        skip = widgets.Button(
            description="Show me", tooltip="Skip the prediction and unlock the panel"
        )
        skip.on_click(lambda _button: self.show_me())
        return [record, skip]

    def unlock(self, panel: Any) -> widgets.Box:
        """Return the panel behind a veil that lifts once a prediction is recorded.

        Parameters
        ----------
        panel : widget, or any object that can be displayed
            Its state can still be set and swept while the veil is down.

        Returns
        -------
        box : ipywidgets.Box
        """
        return Lock(self, panel).widget

    def compare(self, result: str | None = None) -> widgets.HTML:
        """Return prediction and result side by side, updated with the prediction.

        Parameters
        ----------
        result : str, optional
            What was observed. By default the text of the right option.
        """
        return LiveHTML(lambda: self.compare_html(result), self)

    def compare_html(self, result: str | None = None) -> str:
        """Return prediction and result as HTML; no result before the prediction."""
        if not self.decided:
            text = "Your prediction is not recorded yet. Make it above, or choose Show me."
            return page(card("Prediction and result", paragraphs(text)), live=True)
        seen = self.options[self.right] if result is None else result
        if self.chosen is None:
            left = "You skipped the prediction and asked to be shown."
        else:
            left = self.options[self.chosen]
        sides = card("You predicted", paragraphs(left)) + card(
            "What happened", paragraphs(seen)
        )
        body = f'<div class="ann-sides">{sides}</div>'
        if self.chosen is not None:
            verdict = (
                "As you predicted." if self.solved else "A surprise, so worth a thought."
            )
            body += f"<p><b>{verdict}</b></p>"
        return page(body + (paragraphs(self.because) if self.because else ""), live=True)
