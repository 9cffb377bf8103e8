"""The playground written down: as code, as one line, as a file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

import numpy as np

from ann_course.live.state import check
from ann_course.panels.playground.crowd import Crowd
from ann_course.panels.playground.data import Rows
from ann_course.panels.playground.experiment import Experiment
from ann_course.panels.playground.file import Saved, rows_from, unusable
from ann_course.panels.playground.hiding import line
from ann_course.panels.playground.setup import set_up, whole_state
from ann_course.panels.playground.words import code

ALONE = {"twenty_starts": False, "glass": 1}
"""What makes a state that of one network."""


class Keeping:
    """What a PlaygroundPanel can be kept as, and brought back from."""

    state: Any
    player: Any
    pieces: Any
    crowd: Crowd | None
    experiment: Experiment
    own_points: Rows
    hidden: list[str]
    _before: list[Rows]
    controls: Any
    render: Any
    _forget: Any

    @property
    def _glass(self) -> int:
        """Which of the twenty starts is shown, from 0."""
        return int(self.controls["glass"].value) - 1

    def code(self) -> str:
        """Return the Python that builds the network and trains it as far as it is now."""
        return code(self.experiment, self.state | self._alone(), self.own_points)

    def line(self) -> str:
        """Return the line of code that prepares this playground for others.

        It holds where all controls stand, your own points, and what is hidden; weights
        that were trained or changed by hand are for `save`.
        """
        more = bool(self.pieces.more.is_open)
        return line(self.state, self.own_points, self.hidden, more=more)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write controls, points, weights and losses to a JSON file, wholly or not at all.

        The optimizer's memory is not kept: training goes on, but not to the same bit.
        Of twenty starts it is the one that is shown. What is hidden is the business of
        the panel that loads it; `line` writes that down.
        """
        weights = [w.tolist() for w in self.experiment.network.get_weights()]
        state = self.state | self._alone()
        Saved(state, self.own_points, weights, self.experiment.losses).write(path)

    @property
    def carried(self) -> dict[str, Any]:
        """What a link carries: the state, and your own points; may be set."""
        own = {"points": self.own_points} if self.own_points else {}
        return self.state | own

    @carried.setter
    def carried(self, values: Mapping[str, Any]) -> None:
        state, points = values, []
        if isinstance(values, Mapping):
            state = {name: value for name, value in values.items() if name != "points"}
            points = rows_from(values.get("points", []))
        self._begin_with(check(self.controls, state), points)

    def load(self, path: str | os.PathLike[str]) -> None:
        """Go back to what `save` wrote.

        Raises
        ------
        FileNotFoundError
        ValueError
            If the file holds something else; the panel is left as it was.
        """
        saved = Saved.read(path)
        try:
            state = check(self.controls, whole_state(saved.state) | ALONE)
            weights = [np.array(w, dtype=np.float32) for w in saved.weights]
            # On a network of its own: one that does not fit leaves this one as it was.
            set_up(state, saved.points).network.set_weights(weights)
        except (TypeError, ValueError) as error:
            raise unusable(path, error) from None
        self._begin_with(state, saved.points)
        self.experiment.network.set_weights(weights)
        self.experiment.losses = list(saved.losses)
        self.experiment.by_hand = True
        self.render()

    def _begin_with(self, state: dict[str, Any], points: Rows) -> None:
        """Rest, and begin with this state, which is checked, and these points."""
        self.player.pause()
        self.own_points, self._before = points, []
        self._forget()
        self.state = state

    def _alone(self) -> dict[str, Any]:
        """Return what makes the state that of the network that is shown, alone."""
        seed = {"weight_seed": self.crowd.seeds[self._glass]} if self.crowd else {}
        return ALONE | seed
