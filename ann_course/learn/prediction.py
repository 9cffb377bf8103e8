"""Ask what will happen before it can be tried; show prediction and result afterwards.

Demonstrations taught only those students who had predicted their outcome (Crouch,
Fagen, Callan and Mazur 2004, American Journal of Physics 72, 835).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

import ipywidgets as widgets

from ann_course.learn.choices import Choice
from ann_course.learn.item import check_text
from ann_course.learn.lock import Lock
from ann_course.learn.style import card, page, paragraphs, still
from ann_course.page.still import Still
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
    ask : str
        What a teacher can ask next.
    seen_at : callable, optional
        Whether a panel in this ``state`` shows what was asked about, such as a slider at
        its end. By default any move does, and its outcome is told.

    Attributes
    ----------
    skipped : bool
        Whether the learner chose to be shown.
    seen : bool
        Whether the learner has since seen what happens: moved the panel, or said so. Only
        then is it told whether the prediction was right.

    Examples
    --------
    >>> fall = Prediction("predict-fall", "Which lands first?", ["Iron.", "Both."],
    ...                   right=1, because="Mass cancels.")
    >>> fall.choose(0)
    'Recorded: Iron.'
    >>> fall.status()
    'predicted, not compared yet'
    >>> fall.see()
    >>> fall.status()
    'predicted, and was surprised'
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
        ask: str = "",
        seen_at: Callable[[Mapping[str, Any]], bool] | None = None,
    ) -> None:
        check_text(question, "question")
        if isinstance(options, str) or len(options) < 2:
            raise ValueError(
                f"options must be at least two texts, got {describe(options)}."
            )
        self.options = [check_text(option, "each option") for option in options]
        super().__init__(key, question, self.options, ordered=ordered)
        self.right = self.check(right)
        self.because = because
        self.ask = ask
        self.seen_at = seen_at
        self._locks: list[Lock] = []
        self._comparison: Comparison | None = None
        self.on_change(self._refresh_locks)

    def reset(self) -> None:
        """Forget what was predicted, and lock the panel again."""
        self.skipped = False
        self.seen = False
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
        if not self.seen:
            return "predicted, not compared yet"
        return "predicted, and it was so" if self.solved else "predicted, and was surprised"

    def record(self) -> dict[str, Any]:
        """Return what the learner did, in plain JSON values."""
        return super().record() | {"skipped": self.skipped, "seen": self.seen}

    def restore(self, record: Mapping[str, Any]) -> None:
        """Take up what a record holds: the inverse of `record`."""
        skipped, seen = record.get("skipped"), record.get("seen")
        if not isinstance(skipped, bool) or not isinstance(seen, bool):
            raise ValueError(
                "record must hold skipped and seen, truth values; got "
                f"{describe(skipped)} and {describe(seen)}. Leave it out."
            )
        self.skipped, self.seen = skipped, seen
        super().restore(record)

    def choose(self, index: int) -> str:
        """Record an option's index (from 0), and return what to say.

        Only the first record counts; once recorded or skipped, a prediction stays.
        """
        number = self.check(index)
        if not self.decided:
            self.attempts = 1
            self.first = self.chosen = number
            self.solved = number == self.right
            self._changed()
        return self.reply

    def show_me(self) -> str:
        """Skip the prediction openly, unlock the panel, and return what to say."""
        if not self.decided:
            self.skipped = True
            self._changed()
        return self.reply

    def see(self) -> None:
        """Note that the learner has seen what happens, once a prediction was made."""
        if self.decided and not self.seen:
            self.seen = True
            self._changed()

    def shown_by(self, panel: Any) -> bool:
        """Whether a panel that a hand has moved shows what was asked about."""
        state = getattr(panel, "state", None)
        return self.seen_at is None or state is None or bool(self.seen_at(state))

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

    def unlock(self, panel: Any) -> Lock:
        """Return the panel, locked until a prediction is recorded or skipped.

        Parameters
        ----------
        panel : widget, or any object that can be displayed
            Its picture is in sight, and its state can be set and swept, while it is locked.
            What ``unlock`` of another prediction returned waits for both.

        Returns
        -------
        lock : Lock
        """
        lock = Lock.over(panel)
        self._locks = [each for each in self._locks if not each.closed and each is not lock]
        self._locks.append(lock)
        lock.wait_for(self)
        return lock

    def _refresh_locks(self) -> None:
        for lock in self._locks:
            if not lock.closed:
                lock.refresh()

    def compare(self) -> Comparison:
        """Return prediction and result side by side, updated with the prediction.

        It is the same view however often it is asked for.
        """
        if self._comparison is None:
            self._comparison = Comparison(self)
        self._comparison.refresh()  # a panel may have come
        return self._comparison

    def compare_html(self) -> str:
        """Return prediction and result as HTML; no result before it was seen."""
        if not self.decided:
            text = "Your prediction is not recorded yet. Make it above, or choose Show me."
            return page(card("Prediction and result", paragraphs(text)), live=True)
        if self.chosen is None:
            left = "You skipped the prediction and asked to be shown."
        else:
            left = self.options[self.chosen]
        predicted = card("You predicted", paragraphs(left))
        if not self.seen:
            tried = any(not lock.closed for lock in self._locks)
            text = (
                "Try it out in the panel above."
                if tried
                else "Look at what came out above."
            )
            wait = card("What happened", paragraphs(f"{text} Then the answer stands here."))
            return page(f'<div class="ann-sides">{predicted}{wait}</div>', live=True)
        happened = card("What happened", paragraphs(self.options[self.right]))
        body = f'<div class="ann-sides">{predicted}{happened}</div>'
        if self.chosen is not None:
            verdict = (
                "As you predicted." if self.solved else "A surprise, so worth a thought."
            )
            body += f"<p><b>{verdict}</b></p>"
        return page(body + (paragraphs(self.because) if self.because else ""), live=True)


class Comparison(Still, widgets.VBox):  # type: ignore[misc]
    """Prediction and result side by side, and a button for who has seen the result."""

    def __init__(self, prediction: Prediction) -> None:
        self.prediction = prediction
        self.view = widgets.HTML()
        self.button = widgets.Button(
            description="I have seen it", tooltip="Show what happened and why"
        )
        self.button.on_click(lambda _button: prediction.see())
        super().__init__([self.view])
        self.add_class("ann-ask")
        prediction.on_change(self.refresh)

    def refresh(self) -> None:
        """Follow the prediction."""
        self.view.value = self.prediction.compare_html()
        waits = self.prediction.decided and not self.prediction.seen
        self.children = (self.view, self.button) if waits else (self.view,)

    def still_html(self) -> str:
        """Return what is shown now."""
        return still(self.view.value)
