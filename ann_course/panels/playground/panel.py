"""The playground: build a network, train it, and see every unit and every weight."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from html import escape
from typing import Any

from numpy.typing import ArrayLike

from ann_course.live import Panel, Player, button, state as states
from ann_course.live.events import running_loop
from ann_course.live.layout import Parts, html, show
from ann_course.live.tour import Place
from ann_course.panels.playground.controls import (
    GROUPS,
    More,
    Pieces,
    arrange,
    make_controls,
)
from ann_course.panels.playground.crowd import Crowd
from ann_course.panels.playground.data import FEATURES, OWN, REACH, Rows, check_points
from ann_course.panels.playground.experiment import Experiment
from ann_course.panels.playground.hiding import check_hide, places_of, put_away
from ann_course.panels.playground.inspector import Inspector
from ann_course.panels.playground.keeping import Keeping
from ann_course.panels.playground.layers import LayerButtons
from ann_course.panels.playground.points import PointMaker
from ann_course.panels.playground.setup import (
    AFRESH,
    BENDS,
    OF_HIDDEN,
    STEPS,
    TUNING,
    UNITS,
    last_epoch,
    points_of,
    seeds_of_starts,
    set_up,
    state_of,
    structure,
    tune,
    with_both_seeds,
)
from ann_course.panels.playground.table import rows_of
from ann_course.panels.playground.tour import TOUR
from ann_course.panels.playground.view import View
from ann_course.panels.playground.words import (
    crowd_sentence,
    diverged,
    fold_sentence,
    hindrance,
    progress,
    sentence,
)
from ann_lib._support.checks import check_number
from ann_lib.network import Network
from ann_lib.training import TrainingDivergedError

NO_INPUT = "The network needs at least one input, so {} stays on."
NO_DROPOUT = (
    "Twenty starts are trained without dropout, since each would need random choices of "
    "its own, and all are computed as one. One start alone has it."
)
HIDDEN = "The test points are hidden."
NOT_OWN = "To place points with a click, first choose own points under data."


class PlaygroundPanel(Keeping, Panel):
    """Choose data, features, layers and rates; train; look at and change every weight.

    Parameters
    ----------
    network : Network, optional
        A network of your own: Dense layers of at most 8 units with an
        activation between them, and one output. It is the very object that is trained,
        until other layers or another seed are chosen.
    points, labels : array_like, shape (n, 2) and (n,), optional
        Your own points, between -2.5 and 2.5, and 0 or 1 for each.
    hide : sequence of str
        What is not needed and not shown: names of controls, "new_weights", "new_points",
        "tour", "upload", "more" with all that it opens, or "inspector".
    more : bool
        Whether what More opens is open at the start.
    **state
        Where controls stand at the start, as in ``PlaygroundPanel(data="spiral")``. A
        ``seed`` alone is that of the points and of the first weights.

    Attributes
    ----------
    network : Network
        The network that is being trained.
    experiment : Experiment
        It, its points, and the losses so far.
    hidden : list of str
        What is not shown.
    own_points : list of (float, float, int)
        Your own points, in the order in which they were added: x1, x2, label.

    Examples
    --------
    >>> panel = PlaygroundPanel(data="XOR blobs", noise=10, hidden_layers=1)
    >>> panel.player.run(20)
    20
    >>> panel.experiment.n_steps
    20
    """

    title = "The playground"

    def __init__(
        self,
        network: Network | None = None,
        points: ArrayLike | None = None,
        labels: ArrayLike | None = None,
        *,
        hide: Sequence[str] = (),
        more: bool = False,
        **state: Any,
    ) -> None:
        controls = make_controls()
        self.own_points: Rows = []
        self._before: list[Rows] = []
        if points is not None or labels is not None:
            self.own_points = check_points(points, labels)
            state = {"data": OWN} | state
        self._starts_from: tuple[Network, list[Any], tuple[Any, ...]] | None = None
        if network is not None:
            state = state_of(network) | state
        states.begin(controls, with_both_seeds(state))
        if network is not None:
            here = structure({name: control.value for name, control in controls.items()})
            self._starts_from = network, network.get_weights(), here
        layers = LayerButtons(controls)
        self.inspector = Inspector(self._edited, self.follow)
        self.view = View(self.inspector.choose, self._place, self.follow, layers)
        self._built: dict[str, Any] = {}
        self.crowd: Crowd | None = None
        self.hidden: list[str] = []
        self._seconds = 0.0
        self.player = Player(self._step, show=self.follow, restart=self._forget)
        self.player.restart_button.description = "Same start again"
        self.player.play_button.on_click(lambda _: self.follow())  # to the last step
        self.player.on_change(self._begun)
        self.point_maker = PointMaker(
            self.add_point, self.undo, self.clear_points, self._read_file
        )
        self.weights_button = button(
            "New weights", explain="Other first weights, the same points"
        )
        self.points_button = button(
            "New points", explain="Other points, the same first weights"
        )
        controls["twenty_starts"].observe(self._start_twenty, "value")
        pieces = Pieces(
            *(self.player, self.inspector, self.point_maker, layers, More()),
            html("ann-play-count"),
        )
        self.pieces = pieces
        self.weights_button.on_click(lambda _: self._next("weight_seed"))
        self.points_button.on_click(lambda _: self._next("seed"))
        super().__init__(
            self.view.figures,
            controls,
            groups=GROUPS,
            buttons=[self.weights_button, self.points_button],
            below=[pieces.count, self.player, self.inspector, self.point_maker],
        )
        self.pieces.more.unfold(more)
        named = {
            "new_weights": self.weights_button,
            "new_points": self.points_button,
            "tour": self.guide.box,
            "upload": self.point_maker.upload,
        }
        places = places_of(controls, self.pieces, named)
        self.hidden = check_hide(hide, places)
        self.tour = None if "tour" in self.hidden else TOUR
        put_away(self.hidden, places)
        if "inspector" in self.hidden:
            self.view.only_look()
            self.render()

    def draws_ahead(self, slider: Any) -> bool:
        """Return whether it is the value of a weight or bias: others build anew."""
        return slider is self.inspector.value

    def locate(self, name: str) -> Place:
        """Return where a part of the picture is."""
        return self.view.locate(name) or super().locate(name)

    def arrange(self, parts: Parts) -> Any:
        """Return the playground's body."""
        return arrange(parts, self.pieces)

    @property
    def silent(self) -> tuple[str, ...]:  # type: ignore[override]
        """Layers that are not there, what only they or other points have, later steps.

        Of a few points of your own none is held out, whatever the share and the seed.
        """
        n_layers, own = self.controls["hidden_layers"].value, self.state["data"] == OWN
        return (
            *UNITS[n_layers:],
            *BENDS[n_layers:],
            *TUNING,
            *(() if n_layers else OF_HIDDEN),
            *(("noise", "held_out", "seed", "test_points") if own else ()),
            *(() if self.crowd else ("glass",)),
        )

    @property
    def network(self) -> Network:
        """The network that is being trained."""
        return self.experiment.network

    def update(self) -> None:
        """Rebuild what has to be rebuilt, and let the picture follow the network."""
        unticked = self._keep_an_input()
        state = self.state
        if any(state[name] != self._built.get(name) for name in AFRESH):
            if self._built:  # whoever forgets it has paused, and may play again by now
                self.player.pause()
            self._build(state)
        if unticked:
            self._note(NO_INPUT.format(unticked))
        was_alone = self.crowd is None
        self._keep_a_crowd(state)
        for learner in (self.experiment, self.crowd):
            if learner is not None:
                tune(learner, state)
        chosen = self.inspector.connection, self.inspector.unit
        self.view.follow(self.experiment, chosen, state, self.crowd)
        self.pieces.count.value = progress(self.experiment, self._seconds)
        self.inspector.playing = self.player.playing
        self.inspector.follow()
        if was_alone != (self.crowd is None):
            self._say()  # also while it plays: the words are of another

    def describe(self) -> str:
        """Say how far training is and how good the network is."""
        if self.crowd is not None:
            text = crowd_sentence(self.crowd, self._glass, self.experiment)
        else:
            text = sentence(self.experiment, own=self.controls["data"].value == OWN)
        if self.controls["fold"].value:
            text += f" {fold_sentence(*self.view.pair_names)}"
        if self.controls["discretize"].value:
            text += " The plane shows only which side wins, not by how much."
        return text if self.controls["test_points"].value else f"{text} {HIDDEN}"

    def reset(self) -> None:
        """Go back to the start: the same controls, the same weights, untrained."""
        self.player.pause()
        self._forget()
        super().reset()
        self.inspector.part.index = 0

    def add_point(self, x1: float, x2: float, label: int) -> None:
        """Add a point of your own, of class 0 (blue) or 1 (orange)."""
        x1, x2 = (check_number(x, "x", minimum=-REACH, maximum=REACH) for x in (x1, x2))
        if label not in (0, 1):
            raise ValueError(f"label must be 0 (blue) or 1 (orange), got {label!r}.")
        self._set_own([*self.own_points, (x1, x2, int(label))])

    def read_points(self, table: str | os.PathLike[str] | tuple[str, bytes]) -> None:
        """Take the points of a table as your own; Undo brings those before back.

        Parameters
        ----------
        table : path or (str, bytes)
            A CSV file, or the ``file`` of an `Upload`: x1, x2 and the class, of two.

        Raises
        ------
        ValueError
            If its columns are others; the points are left as they were.
        """
        self._note(self._read(table))

    def _read(self, table: str | os.PathLike[str] | tuple[str, bytes]) -> str:
        rows, said = rows_of(table)
        self._set_own(rows)
        self.flush()
        return said

    def _read_file(self, name: str, content: bytes) -> str:
        return f"<p>{escape(self._read((name, content)))}</p>"

    def clear_points(self) -> None:
        """Remove all of your own points; `undo` brings them back."""
        self._set_own([])

    def undo(self) -> None:
        """Take back the last change to your own points."""
        rows = self._before.pop() if self._before else self.own_points[:-1]
        self._set_own(rows, remember=False)

    def _step(self) -> bool:
        """Train on a batch, or on as many as make up an epoch; say whether it goes on."""
        was_playing = self.player.playing
        self._frames.flush()  # what was changed by hand comes first
        if was_playing and not self.player.playing:
            return False  # it has begun afresh
        why = hindrance(self.experiment, self.crowd, last_epoch(self.state))
        if why or not was_playing:
            self._note(why)
        if why:
            return False
        learner = self.crowd or self.experiment
        whole_epoch = self.controls["step_size"].value == STEPS[1]
        began = time.perf_counter()
        try:
            while not learner.step() and whole_epoch:
                pass
        except TrainingDivergedError:
            self._note(diverged(self.experiment))
            return False
        finally:
            self._seconds += time.perf_counter() - began
        return True

    def _begun(self) -> None:
        if self.player.playing:
            self._note("")

    def _note(self, text: str) -> None:
        """Say something beside the player's buttons, as an alert."""
        shown = f'<div role="alert">{escape(text)}</div>' if text else ""
        if self.player.note.value != shown:
            self.player.note.value = shown

    def _keep_a_crowd(self, state: dict[str, Any]) -> None:
        """Have twenty starts or none, as the state says, and show one of them."""
        if state["twenty_starts"] and self.crowd is None:
            seeds = seeds_of_starts(state)
            if self.experiment.n_steps or self.experiment.by_hand:
                self._build(state)
            plain = state | {"dropout": "0"}
            self.crowd = Crowd([set_up(plain, self.own_points)], seeds)
            if state["dropout"] != "0":
                self._note(NO_DROPOUT)
                self.experiment.by_hand = True  # with it the first weights are others
        elif self.crowd is not None and not state["twenty_starts"]:
            # The one that was shown goes on alone, and its seed is the seed now.
            seed = self.crowd.seeds[self._glass]
            self.crowd = None
            self._note("")
            self.set_controls({"weight_seed": seed, "glass": 1})
            self._built["weight_seed"] = seed
        glass = self.crowd is not None and "glass" not in self.hidden
        show(self.controls["glass"], glass)
        if self.crowd is not None:
            self.crowd.show_in(self.experiment, self._glass)

    def _start_twenty(self, change: Any) -> None:
        """Begin to play twenty starts when a hand has asked for them."""
        if change["new"] and not self._muted and running_loop() is not None:
            self.player.play()

    def _edited(self) -> None:
        self.experiment.by_hand = True
        if self.crowd is None:
            self.follow(self.inspector.value)
        else:
            self.crowd.take(self._glass, self.network)
            self.follow()

    def _place(self, x: float, y: float) -> None:
        """Take the nearest of twenty starts under the glass, or place a point."""
        place, own = self.view.in_plane(x, y), self.controls["data"].value == OWN
        if self.crowd is not None and not (own and place):
            start = self.view.nearest_start(self.crowd, x, y)
            if start is not None:
                self.controls["glass"].value = start + 1
        elif place and own:
            self.add_point(*place, self.point_maker.label)
        elif place:
            self._note(NOT_OWN)

    def _forget(self) -> None:
        """Have the next update rebuild everything."""
        self._built = {}

    def _build(self, state: dict[str, Any]) -> None:
        self.player.steps = 0
        self._seconds = 0.0
        self._note("")
        self.crowd = None
        own = state["data"] == OWN
        for k, names in enumerate(zip(UNITS, BENDS, strict=True)):
            for name in names:
                hidden = k >= state["hidden_layers"]
                self.controls[name].layout.display = "none" if hidden else ""
        self.controls["noise"].layout.display = "none" if own else ""
        self.point_maker.show(own)
        self.points_button.disabled = own
        for name in OF_HIDDEN:
            self.controls[name].disabled = not state["hidden_layers"]
        network = None
        if self._starts_from is not None and self._starts_from[2] == structure(state):
            network, weights, _ = self._starts_from
            network.set_weights(weights)
        self.experiment: Experiment = set_up(state, self.own_points, network)
        self._built = dict(state)
        self.inspector.set_network(self.network, self.experiment.feature_names)
        self.view.set_experiment(self.experiment)

    def _set_own(self, points: Rows, *, remember: bool = True) -> None:
        """Show these points of your own; a training under way goes on with them."""
        self._frames.flush()  # what was changed by hand comes first
        if remember and points != self.own_points:
            self._before.append(self.own_points)
        self.own_points = points
        self._note("")
        if self.controls["data"].value != OWN:
            self.player.pause()
            self._forget()
            self.controls["data"].value = OWN
            return
        if self.experiment.n_steps:
            self.experiment.change_points(points_of(self.state, points))
            if self.crowd is not None:
                self.crowd.set_points([self.experiment])
            self.view.set_points(self.experiment.points)
        else:
            self._forget()
        self.follow()

    def _next(self, name: str) -> None:
        """Begin again with the next of one of the seeds."""
        seed = self.controls[name]
        seed.value = (seed.value + 1) % (seed.max + 1)

    def _keep_an_input(self) -> str:
        """Tick an input again if none is left, and return which."""
        if any(self.controls[name].value for name in FEATURES):
            return ""
        before = (name for name in FEATURES if self._built.get(name))
        kept = next(before, "x1")
        self.set_controls({kept: True})
        return kept
