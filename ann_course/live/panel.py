"""The base of every panel: controls, one picture that follows them, and its words.

A panel is thin: a state goes in, a picture comes out. A subclass builds its figure and
its controls, hands them to ``Panel.__init__``, and says in ``update`` how the picture
follows the state and in ``describe`` what it shows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any, ClassVar, Self

import ipywidgets as widgets

from ann_course.live import construction, look, state as states
from ann_course.live.controls import Slider, button
from ann_course.live.figure import LiveFigure
from ann_course.live.following import Following
from ann_course.live.layout import Parts, arrange, held, html, parts_of, show, styled
from ann_course.live.player import Player
from ann_course.live.sweep import fuzz, sweep
from ann_course.live.tour import Guide, Place, Tour
from ann_course.page import Tasks, hidden_script
from ann_course.page.cells import gone, here
from ann_course.page.still import Still, picture
from ann_lib._support.printing import prints_anywhere
from ann_lib.plots import style

CLOSED = (
    "This {} was closed: its cell was run again and made another, or close() was called. "
    "Use the panel that the cell shows now."
)


@prints_anywhere
class Panel(Still, Following):
    """Controls on the left, pictures on the right, what they show in words beneath.

    A subclass overrides ``update`` and ``describe``, ``code`` where the panel changes the
    learner's own object, and ``arrange`` where it has a layout of its own. It shows itself
    as the last expression of a cell.

    Parameters
    ----------
    figures : LiveFigure or sequence of LiveFigure
        They are redrawn after each ``update``; ``update`` needn't do it.
    controls : mapping of str to object
        Name -> control, in the order in which they are shown: a widget, or whatever else
        has a ``value`` that can be read, set and observed, such as a pad to draw on. Its
        ``check(value)``, where it has one, returns what ``state`` may set or raises.
    groups : mapping of str to sequence of str, optional
        Heading -> names of the controls beneath it. Controls that no group names come
        first, without a heading.
    rows : mapping of str to sequence of str, optional
        The same for controls that stand side by side beneath the pictures.
    buttons : sequence of widget
        Stand beside the Reset button.
    above, below : sequence of widget
        Further widgets above and below the pictures: text that follows, a table.

    Attributes
    ----------
    title : str
        Shown at the top.
    silent : tuple of str
        Controls that change nothing in the picture, such as a player's speed.
    one_task : bool
        Whether its tasks are shown one at a time, since there is no room for all of them.

    Examples
    --------
    >>> from ann_course.live import LiveFigure, slider
    >>> from ann_lib.plots.style import figure
    >>> class Ramp(Panel):
    ...     title = "A ramp"
    ...
    ...     def __init__(self):
    ...         fig, ax = figure(4, 3)
    ...         ax.set(xlim=(0, 1), ylim=(0, 2))
    ...         (self.line,) = ax.plot([0, 1], [0, 1])
    ...         picture = LiveFigure(fig, over=[self.line], alt="A line that rises.")
    ...         super().__init__(picture, {"slope": slider("slope", 1.0, 0.0, 2.0, 0.1)})
    ...
    ...     def update(self):
    ...         self.line.set_ydata([0, self.state["slope"]])
    ...
    ...     def describe(self):
    ...         return f"The line rises to {self.state['slope']:g}."
    >>> ramp = Ramp()
    >>> ramp.state = {"slope": 0.5}
    >>> ramp.describe()
    'The line rises to 0.5.'
    """

    title: str = ""
    silent: ClassVar[tuple[str, ...]] = ()
    one_task: bool = False

    def __new__(cls, *values: Any, **named: Any) -> Self:
        """Remember what the panel is built with: ``code`` writes it down."""
        panel: Self = super().__new__(cls, *values, **named)
        panel._built_with = construction.given(cls, values, named)
        return panel

    def __init_subclass__(cls, **keywords: Any) -> None:
        """Have the figures be drawn in the course's style, whatever the user has set."""
        super().__init_subclass__(**keywords)
        if "__init__" in vars(cls):
            cls.__init__ = style.settings()(cls.__init__)  # type: ignore[method-assign]

    def __init__(
        self,
        figures: LiveFigure | Sequence[LiveFigure],
        controls: Mapping[str, Any],
        *,
        groups: Mapping[str, Sequence[str]] | None = None,
        rows: Mapping[str, Sequence[str]] | None = None,
        buttons: Sequence[Any] = (),
        above: Sequence[Any] = (),
        below: Sequence[Any] = (),
    ) -> None:
        self.figures = [figures] if isinstance(figures, LiveFigure) else list(figures)
        self.controls = dict(controls)
        self.words = html("ann-words")
        self.error = html("ann-error", "ann-hidden")
        self._task_list = html()
        self._tasks: Tasks | None = None
        self.guide = Guide(self)
        names = ("ann-tasks", *["ann-tasks-one"] * self.one_task)
        self._try_this = styled(widgets.VBox([self._task_list, self.guide.box]), *names)
        self.show_tasks()
        self.reset_button = button("Reset", explain="Back to the start")
        self._players = []
        self._begin_to_follow()
        body = self.arrange(
            Parts(
                controls=self.controls,
                groups=groups or {},
                rows=rows or {},
                buttons=[*buttons, self.reset_button],
                pictures=[figure.widget for figure in self.figures],
                above=above,
                below=below,
                words=[self.words, self.error],
                tasks=self._try_this,
            )
        )
        super().__init__([*self._head(body), body])
        self.add_class("ann-panel")
        self._texts = [w for w in parts_of(*above, *below) if isinstance(w, widgets.HTML)]
        self._players = [part for part in parts_of(body) if isinstance(part, Player)]
        for player in self._players:
            player.on_change(self._played)
        self.reset_button.on_click(lambda _: self._resets.request())
        for control in self.controls.values():
            control.observe(self._changed, "value")
        self._start = self.state
        self.render()
        here(self)

    # What a panel's author writes.

    def update(self) -> None:
        """Make the artists and texts follow ``state``: the only place that does."""
        raise NotImplementedError(f"{type(self).__name__} must define update().")

    def describe(self) -> str:
        """Return what the picture shows now, in one or two sentences with numbers."""
        raise NotImplementedError(f"{type(self).__name__} must define describe().")

    def code(self) -> str:
        """Return the Python that builds what the panel shows.

        A network, arrays and the like that the panel was given are variables in it, named
        after the argument.
        """
        imports, call = construction.building(type(self), self._built_with)
        lines = [*imports, "", f"panel = {call}", f"panel.state = {self.state}"]
        return "\n".join(lines) + "\n"

    def arrange(self, parts: Parts) -> Any:
        """Return the panel's body: controls, pictures, and what stands beside them."""
        return arrange(parts)

    # What a panel's user reads and sets.

    @property
    def state(self) -> dict[str, Any]:
        """Name -> value of each control, in plain values; may be set, also in part.

        An unknown name or a value that a control cannot take is an error, and then
        nothing has been set.
        """
        self._fetch()
        return states.read(self.controls)

    @state.setter
    def state(self, values: Mapping[str, Any]) -> None:
        checked = states.check(self.controls, values)
        before = self.state
        self.set_controls(checked)
        try:
            self.render()
        except Exception:
            self.set_controls(before)
            raise

    @property
    def tasks(self) -> Tasks | None:
        """What to try with the panel, shown in it; None for nothing."""
        return self._tasks

    @tasks.setter
    def tasks(self, tasks: Tasks | None) -> None:
        if not (tasks is None or isinstance(tasks, Tasks)):
            raise TypeError(f"tasks must be Tasks(Task(...), ...) or None, got {tasks!r}.")
        self._tasks = tasks
        self._task_list.value = "" if tasks is None else tasks.panel_html()
        self.show_tasks()

    @property
    def tour(self) -> Tour | None:
        """What leads a newcomer around, begun with a button; None for nothing."""
        return self.guide.tour

    @tour.setter
    def tour(self, tour: Tour | None) -> None:
        self.guide.take(tour)
        self.show_tasks()

    def show_tasks(self) -> None:
        """Show the tasks, or in their place the tour's sentence: what there is of them."""
        show(self._task_list, self._tasks is not None and self.guide.number is None)
        show(self.guide.box, self.tour is not None)
        show(self._try_this, self._tasks is not None or self.tour is not None)

    def locate(self, name: str) -> Place:
        """Return where a part of the picture is, for a tour's ring.

        Raises
        ------
        ValueError
            If the panel has no part of this name.
        """
        raise ValueError(f"{type(self).__name__} has no part {name!r} in its picture.")

    def reset(self) -> None:
        """Go back to the start: the same state, the same picture."""
        self.guide.leave()
        self.state = self._start

    def sweep(self) -> int:
        """Drive every control through its whole range; return the number of steps.

        Raises on the first error, NaN, empty picture, or control that changes nothing,
        and leaves the panel as it was.
        """
        return sweep(self)

    def fuzz(self, seed: int = 0, *, steps: int = 200) -> int:
        """Use controls and buttons in random order; return the number of steps.

        Raises on the first error or NaN, and where a picture is not that of the state,
        which is looked at after every tenth step. The panel is reset at the end.
        """
        return fuzz(self, seed, steps=steps)

    def pictures(self) -> list[str]:
        """Return the SVG of each figure as it is now."""
        self._frames.flush()
        return [figure.svg() for figure in self.figures]

    def still_html(self) -> str:
        """Return title, pictures and words as they are now, for a page without a kernel."""
        if not self._is_open:
            return f"<p>{escape(repr(self))}</p>"
        images = zip(self.pictures(), self.figures, strict=True)
        shown = "".join(f"<p>{picture(svg, figure.alt)}</p>" for svg, figure in images)
        title = f"<p><b>{escape(self.title)}</b></p>" if self.title else ""
        tour = self.tour.still_html() if self.tour else ""
        return f"{title}{shown}<p>{escape(self.describe())}</p>{tour}"

    def leave(self, why: str) -> None:
        """Rest, since the panel is no longer on the page: what plays in it pauses."""
        for player in self._players:
            player.pause(why)

    def __repr__(self) -> str:
        if self._is_open:
            return f"{type(self).__name__}: {self.describe()}"
        return CLOSED.format(type(self).__name__)

    def _repr_mimebundle_(self, **options: Any) -> Any:
        if self._is_open:
            here(self)
        return super()._repr_mimebundle_(**options)

    def close(self) -> None:
        """Remove the panel from the page, and all that it held from memory.

        Its cell does that when it is run again and makes another. What is left says so.
        """
        if not self._is_open:
            return
        gone(self)
        for player in self._players:
            player.pause()
        self._frames.cancel()
        self._speech.cancel()
        self._resets.cancel()
        for widget in parts_of(*self.children, *held(vars(self))):  # also what is not shown
            widget.close()
        self.layout.close()
        bare = vars(self.layout).keys()  # what every widget has
        super().close()
        self.unobserve_all()
        self.children: tuple[Any, ...] = ()
        # The notebook's Out keeps the panel; it need not keep its figures and networks.
        for name in vars(self).keys() - bare:
            delattr(self, name)

    @property
    def _is_open(self) -> bool:
        """Whether it was built, and has not been closed."""
        return "_frames" in vars(self)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            name_of_self = type(self).__name__
            if "_frames" not in vars(self) and "_built_with" not in vars(self):
                raise AttributeError(CLOSED.format(name_of_self))
            raise AttributeError(f"{name_of_self!r} object has no attribute {name!r}")

    # How it is laid out.

    def _head(self, body: Any) -> list[Any]:
        script = hidden_script(sum(isinstance(part, Slider) for part in parts_of(body)))
        title = [html("ann-title", value=escape(self.title))] * bool(self.title)
        ahead = widgets.HBox([self._ahead], layout=widgets.Layout(display="none"))
        return [look.style_sheet(), script, ahead, *title]
