"""The playground: build a network, train it, and see every unit and every weight."""

from __future__ import annotations

import os
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ann_lib._checks import check_choice, check_number
from ann_lib.live import LiveFigure, Panel, Player, button
from ann_lib.live.pointer import Pointer
from ann_lib.network import Network
from ann_lib.panels.experiment import (
    FEATURES,
    OWN,
    REACH,
    Experiment,
    Points,
    Rows,
    build_network,
    check_points,
    draw_points,
    features,
    make_optimizer,
    part_points,
    sizes_of,
)
from ann_lib.panels.playground_controls import (
    AFRESH,
    GROUPS,
    ROWS,
    STEPS,
    UNITS,
    Inspector,
    PointMaker,
    make_controls,
    state_of,
    structure,
)
from ann_lib.panels.playground_file import Saved, unusable
from ann_lib.panels.playground_picture import PlaygroundPicture, plane_grid
from ann_lib.panels.playground_words import code, sentence
from ann_lib.training import TrainingDivergedError

ALT = (
    "Left, the network: each unit is a small picture of the plane, orange where the unit "
    "is positive and blue where it is negative; connections are orange for positive "
    "weights and blue for negative ones. Right, the output's regions under the points "
    "(test points have a dark edge), and the losses against the epochs."
)
POINTING = (
    "The network and its points. Choose a connection on the left to read its weight; "
    "with points of your own, place one on the right. Arrow keys move, Enter chooses."
)


class PlaygroundPanel(Panel):
    """Choose data, features, layers and rates; train; look at and change every weight.

    Parameters
    ----------
    network : Network, optional
        A network of your own: Dense layers of at most 8 units with one kind of
        activation between them, and one output. It is the very object that is trained,
        until other layers or another seed are chosen.
    points, labels : array_like, shape (n, 2) and (n,), optional
        Points of your own between -2.5 and 2.5, and 0 or 1 for each.
    **state
        Where controls stand at the start, as in ``PlaygroundPanel(data="spiral")``.

    Attributes
    ----------
    network : Network
        The network that is being trained.
    experiment : Experiment
        It, its points, and the losses so far.

    Examples
    --------
    >>> panel = PlaygroundPanel(data="XOR blobs", noise=10, hidden_layers=1)
    >>> panel.player.run(20)
    20
    >>> panel.experiment.n_steps
    20
    """

    title = "The playground"
    silent = (
        *UNITS[2:],  # layers that are not there at the start
        *ROWS["Training"][:-1],  # they act on the steps to come
    )

    def __init__(
        self,
        network: Network | None = None,
        points: ArrayLike | None = None,
        labels: ArrayLike | None = None,
        **state: Any,
    ) -> None:
        controls = make_controls()
        self._own: Rows = []
        if points is not None or labels is not None:
            self._own = check_points(points, labels)
            state = {"data": OWN} | state
        self._given: tuple[Network, list[Any], tuple[Any, ...]] | None = None
        if network is not None:
            state = state_of(network) | state
        for name, value in state.items():
            check_choice(name, "a control's name", controls)
            controls[name].value = value
        if network is not None:
            here = structure({name: control.value for name, control in controls.items()})
            self._given = network, network.get_weights(), here
        self.picture = PlaygroundPicture()
        self._plane = plane_grid()
        self._built: dict[str, Any] = {}
        pointer = Pointer(POINTING, self._point, start=(0.78, 0.63))
        live = LiveFigure(
            self.picture.figure,
            under=self.picture.under,
            over=self.picture.over,
            alt=ALT,
            pointer=pointer,
        )
        self.player = Player(self._step, show=self.follow, restart=self._forget)
        self.inspector = Inspector(self.follow)
        self.point_maker = PointMaker(self.add_point, self.remove_point)
        self.again_button = button("New start", explain="The next seed: other weights")
        self.again_button.on_click(lambda _: self.new_start())
        super().__init__(
            live,
            controls,
            groups=GROUPS,
            rows=ROWS,
            buttons=[self.again_button],
            below=[self.player, self.inspector, self.point_maker],
        )

    @property
    def network(self) -> Network:
        """The network that is being trained."""
        return self.experiment.network

    def update(self) -> None:
        """Build anew what must be, and let the picture follow the network."""
        state = self.state
        if any(state[name] != self._built.get(name) for name in AFRESH):
            self._build(state)
        self.experiment.batch_size = state["batch_size"]
        self._tune(state)
        self.picture.show(self.network, self._grid, self.inspector.connection)
        if self.picture.show_losses(self.experiment.losses):
            self.figures[0].redraw()
        self.inspector.follow()

    def describe(self) -> str:
        """Say how far training is and how good the network is."""
        return sentence(self.experiment)

    def code(self) -> str:
        """Return the Python that builds the network and trains it as far as it is now."""
        return code(self.experiment, self.state, self._own)

    def reset(self) -> None:
        """Go back to the start: the same controls, the same weights, untrained."""
        self.player.pause()
        self.inspector.part.index = 0
        self._forget()
        super().reset()

    def new_start(self) -> None:
        """Begin again with the next seed: other weights, other points."""
        seed = self.controls["seed"]
        seed.value = (seed.value + 1) % (seed.max + 1)

    def add_point(self, x1: float, x2: float, label: int) -> None:
        """Add a point of one's own, of class 0 (blue) or 1 (orange)."""
        x1, x2 = (check_number(x, "x", minimum=-REACH, maximum=REACH) for x in (x1, x2))
        if label not in (0, 1):
            raise ValueError(f"label must be 0 (blue) or 1 (orange), got {label!r}.")
        self._set_own([*self._own, (x1, x2, int(label))])

    def remove_point(self) -> None:
        """Take the last of one's own points away, if there is one."""
        self._set_own(self._own[:-1])

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write controls, points, weights and losses to a JSON file, wholly or not at all.

        The optimizer's memory is not kept: training goes on, but not to the same bit.
        """
        self._saved().write(path)

    def load(self, path: str | os.PathLike[str]) -> None:
        """Go back to what `save` wrote.

        Raises
        ------
        ValueError
            If the file holds something else; the panel is left as it was.
        """
        before = self._saved()
        saved = Saved.read(path)
        try:
            self._restore(saved)
        except (TypeError, ValueError) as error:
            self._restore(before)
            raise unusable(path, error) from None

    def close(self) -> None:
        """Stop training, and take the panel off the page."""
        if hasattr(self, "player"):
            self.player.pause()
        super().close()

    def _step(self) -> None:
        """Train on a batch, or on as many as make up an epoch."""
        self._frames.flush()  # what was changed by hand comes first
        if not len(self.experiment.x):
            raise ValueError("there are no points to learn from. Add some of each colour.")
        whole_epoch = self.controls["step_size"].value == STEPS[1]
        try:
            while not self.experiment.step() and whole_epoch:
                pass
        except TrainingDivergedError:
            self.follow()
            raise

    def _point(self, kind: str, x: float, y: float) -> None:
        """Answer a click: choose a connection, or place a point of one's own."""
        if kind != "down":
            return
        live, picture = self.figures[0], self.picture
        x1, x2 = live.data_at(picture.plane_axes, x, y)
        if max(abs(x1), abs(x2)) <= REACH:
            if self.controls["data"].value == OWN:
                self.add_point(round(x1, 2), round(x2, 2), self.point_maker.label)
            return
        number = picture.connection_at(*live.data_at(picture.network_axes, x, y))
        if number is not None:
            self.inspector.part.index = number
            self.follow()

    def _forget(self) -> None:
        """Have the next update build everything anew."""
        self._built = {}

    def _build(self, state: dict[str, Any]) -> None:
        self.player.pause()
        self.player.steps, self.player.note.value = 0, ""
        names = [name for name in FEATURES if state[name]] or ["x1"]
        hidden = [state[name] for name in UNITS[: state["hidden_layers"]]]
        for k, name in enumerate(UNITS):
            self.controls[name].layout.display = "" if k < len(hidden) else "none"
        self.point_maker.layout.display = "" if state["data"] == OWN else "none"
        network = self._network_for(state, len(names), hidden)
        optimizer = make_optimizer(state["optimizer"])
        self.experiment = Experiment(
            network,
            self._points(state),
            names,
            optimizer,
            state["batch_size"],
            state["seed"],
        )
        self._grid = features(self._plane, names)
        self._built = dict(state)
        self.inspector.set_network(network, names)
        self.picture.set_points(self.experiment.points)
        self.picture.set_structure(sizes_of(network), names)
        self.figures[0].redraw()

    def _network_for(
        self, state: dict[str, Any], n_inputs: int, hidden: list[int]
    ) -> Network:
        if self._given is not None and self._given[2] == structure(state):
            network, weights, _ = self._given
            network.set_weights(weights)
            return network
        return build_network(n_inputs, hidden, state["activation"], state["seed"])

    def _points(self, state: dict[str, Any]) -> Points:
        share = state["held_out"] / 100
        if state["data"] != OWN:
            noise = state["noise"] / 100
            return draw_points(
                state["data"], noise=noise, held_out=share, seed=state["seed"]
            )
        return part_points(self._own, share, state["seed"])

    def _tune(self, state: dict[str, Any]) -> None:
        """Let what acts on the steps to come act on them."""
        training = self.experiment.training
        if type(training.optimizer).__name__ != state["optimizer"]:
            training.optimizer = make_optimizer(state["optimizer"])
        training.optimizer.learning_rate = float(state["learning_rate"])
        training.optimizer.weight_decay = float(state["weight_decay"])

    def _set_own(self, points: Rows) -> None:
        self._own = points
        self._forget()
        if self.controls["data"].value == OWN:
            self.follow()
        else:
            self.controls["data"].value = OWN

    def _saved(self) -> Saved:
        weights = [w.tolist() for w in self.network.get_weights()]
        return Saved(self.state, self._own, weights, self.experiment.losses)

    def _restore(self, saved: Saved) -> None:
        self.player.pause()
        self._own = saved.points
        self._forget()
        self.state = saved.state
        self.network.set_weights([np.array(w, dtype=np.float32) for w in saved.weights])
        self.experiment.losses = list(saved.losses)
        self.render()
