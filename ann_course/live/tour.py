"""A guided tour of a panel: a few sentences, each with its state and a ring in the picture.

A panel that has a tour shows a button for it. While the tour is on, its sentence stands in
the place of the tasks, with Back and Next; what the learner had set is there again at the
last sentence, which hands the panel over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, overload

import ipywidgets as widgets

from ann_course.live import state as states
from ann_course.live.controls import button
from ann_course.live.figure import Frame, LiveFigure
from ann_course.live.layout import box, html, show, styled
from ann_course.page.text import inline
from ann_lib._support.printing import prints_anywhere

if TYPE_CHECKING:
    from ann_course.live.panel import Panel

FEWEST, MOST = 4, 6
YOUR_TURN = "Your turn: "
START, END = "Tour", "End tour"


class Place(NamedTuple):
    """Where a part of a panel's picture is: in which figure, and its frame in points."""

    figure: LiveFigure
    frame: Frame


@prints_anywhere
@dataclass(frozen=True)
class Stop:
    """One sentence of a tour.

    Parameters
    ----------
    says : str
        A sentence or two; `code` and *emphasis* keep their meaning.
    ring : str
        The part of the picture that is ringed, as `Panel.locate` knows it; "" for none.
    state : mapping of str to object
        What the panel's controls are set to. They stay so at the stops that follow.
    """

    says: str
    ring: str = ""
    state: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not isinstance(self.says, str) or not self.says.strip():
            raise ValueError(f"says must be a sentence, got {self.says!r}.")


@prints_anywhere
class Tour(Sequence[Stop]):
    """The stops of a tour, in their order.

    Parameters
    ----------
    *stops : Stop
        Four to six. The last one begins with "Your turn: "; it has no ring and no state,
        since the panel is the learner's again.
    """

    def __init__(self, *stops: Stop) -> None:
        for stop in stops:
            if not isinstance(stop, Stop):
                raise TypeError(f"each stop must be a Stop(...), got {stop!r}.")
        if not FEWEST <= len(stops) <= MOST:
            raise ValueError(f"there must be {FEWEST} to {MOST} stops, got {len(stops)}.")
        last = stops[-1]
        if not last.says.startswith(YOUR_TURN) or last.ring or last.state:
            raise ValueError(
                f"the last stop must begin with {YOUR_TURN!r} and have neither ring nor "
                f"state, got {last!r}."
            )
        self._stops = stops

    @overload
    def __getitem__(self, index: int) -> Stop: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Stop]: ...
    def __getitem__(self, index: int | slice) -> Stop | Sequence[Stop]:
        return self._stops[index]

    def __len__(self) -> int:
        return len(self._stops)

    def __repr__(self) -> str:
        return f"Tour({', '.join(map(repr, self._stops))})"

    def state_at(self, number: int) -> dict[str, Any]:
        """Return what the stops up to this one, from 0, set together."""
        if number == len(self) - 1:
            return {}
        state: dict[str, Any] = {}
        for stop in self._stops[: number + 1]:
            state |= stop.state
        return state

    def still_html(self) -> str:
        """Return the sentences, for a page without a kernel."""
        listed = "".join(f"<li>{inline(stop.says)}</li>" for stop in self)
        return f"<details><summary>{START}</summary><ol>{listed}</ol></details>"


class Guide:
    """What leads through a panel's tour: its button, its sentence, Back and Next.

    Parameters
    ----------
    panel : Panel

    Attributes
    ----------
    number : int or None
        The stop that is shown, from 0; None while the tour is not on.
    tour : Tour or None
    button, box : widget
        What begins and ends it; the sentence with all buttons.
    buttons : tuple of widget
        Back, Next, and what begins and ends it.
    """

    def __init__(self, panel: Panel) -> None:
        self._panel = panel
        self._before: dict[str, Any] = {}
        self.number: int | None = None
        self.tour: Tour | None = None
        self.button = button(START, explain="A few sentences on what the picture shows")
        self.back = button("Back", explain="The sentence before")
        self.next = button("Next", explain="The next sentence")
        self.says = html("ann-tour-says")
        self.buttons = (self.back, self.next, self.button)
        steps = box(widgets.HBox, self.buttons, "ann-buttons")
        self.box = styled(widgets.VBox([self.says, steps]), "ann-tour")
        for part in (self.says, self.back, self.next):
            show(part, False)
        self.button.on_click(lambda _: self.start() if self.number is None else self.end())
        self.back.on_click(lambda _: self._go(-1))
        self.next.on_click(lambda _: self._go(1))

    def take(self, tour: Tour | None) -> None:
        """Take another tour, or none; one that is on ends.

        Raises
        ------
        TypeError, ValueError
            If it is no tour, or does not fit the panel.
        """
        if not (tour is None or isinstance(tour, Tour)):
            raise TypeError(f"tour must be Tour(Stop(...), ...) or None, got {tour!r}.")
        for stop in tour or ():
            states.check(self._panel.controls, stop.state)
            if stop.ring:
                self._panel.locate(stop.ring)
        self.end()
        self.tour = tour

    def start(self) -> None:
        """Show the first stop."""
        if self.tour is not None and self.number is None:
            self._before = self._panel.state
            self.number = 0
            self._switch(on=True)
            self.show(0)

    def show(self, number: int) -> None:
        """Show a stop: its state, its ring and its sentence."""
        if self.tour is None:
            return
        stop = self.tour[number]
        self.number = number
        # Not in one: two controls may stand for the same number.
        self._panel.set_controls(states.check(self._panel.controls, self._before))
        self._panel.state = self.tour.state_at(number)
        self.says.value = (
            f"<p><b>{number + 1} of {len(self.tour)}</b> {inline(stop.says)}</p>"
        )
        self.back.disabled = number == 0
        self.next.description = "Done" if number == len(self.tour) - 1 else "Next"

    def end(self) -> None:
        """Take the tour away, and leave the panel as it was before."""
        if self.number is not None:
            self._keep()
            self.leave()
            self._panel.state = self._before

    def leave(self) -> None:
        """Take the tour away, and leave the panel as it is."""
        self.number = None
        self._switch(on=False)
        self.ring()

    def ring(self) -> None:
        """Put the ring where the part of this stop is now, or take it away."""
        name = ""
        if self.tour is not None and self.number is not None:
            name = self.tour[self.number].ring
        place = self._panel.locate(name) if name else None
        for figure in self._panel.figures:
            figure.ring(place.frame if place and place.figure is figure else None)

    def _go(self, step: int) -> None:
        if self.tour is None or self.number is None:
            return
        number = self.number + step
        self._keep()
        if number == len(self.tour):
            self.button.focus()  # Next, which has the keyboard, goes
            self.end()
        elif number >= 0:
            self.show(number)
            if number == 0:
                self.next.focus()  # Back cannot be pressed any more

    def _keep(self) -> None:
        """Take for the learner's what was set at the last stop: it was their turn."""
        if self.tour is not None and self.number == len(self.tour) - 1:
            self._before = self._panel.state

    def _switch(self, *, on: bool) -> None:
        self.button.description = END if on else START
        for part in (self.says, self.back, self.next):
            show(part, on)
        self._panel.show_tasks()
