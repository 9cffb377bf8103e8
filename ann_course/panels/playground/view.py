"""The playground's two pictures, and what pointing at them does."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ann_course.live import LiveFigure
from ann_course.live.diagram_layout import default_names
from ann_course.live.pointer import Pointer
from ann_course.live.tour import Place
from ann_course.panels.playground.data import REACH, Points, features
from ann_course.panels.playground.experiment import Experiment, sizes_of
from ann_course.panels.playground.network import NetworkPicture
from ann_course.panels.playground.output import OutputPicture, answers, plane_grid

NETWORK = (
    "The network: each unit is a small picture of the plane, orange where the unit is "
    "positive and blue where it is negative, with its bias as a square in the corner. "
    "Connections are orange for positive weights and blue for negative ones."
)
OUTPUT = (
    "The output's regions, orange and blue, under the points: filled ones for training, "
    "hollow ones for testing. Below, the two losses against the epochs."
)
CHOOSING = (
    "The network. Point at a unit to see in the plane what it says; click on it, or on a "
    "connection, to read its bias or weight. Arrow keys move, Enter chooses."
)
PLACING = (
    "The plane. With points of your own, point where the next one goes. Arrow keys move, "
    "Enter places it."
)


class View:
    """The network, and what its output says, as live figures.

    Parameters
    ----------
    chosen : callable
        ``chosen(connection, unit)`` after pointing at one of the two: the index of a
        connection or None, the index of a unit or None.
    placed : callable
        ``placed(x1, x2)`` after pointing at a place in the plane.
    looked : callable
        Called when the plane is to show what another node answers.

    Attributes
    ----------
    network, output : NetworkPicture, OutputPicture
    figures : list of LiveFigure
        Of the network, and of the output.
    """

    def __init__(
        self,
        chosen: Callable[[int | None, int | None], object],
        placed: Callable[[float, float], object],
        looked: Callable[[], object],
    ) -> None:
        self._chosen, self._placed, self._looked = chosen, placed, looked
        self._node: int | None = None
        self.network, self.output = NetworkPicture(), OutputPicture()
        self.figures = [
            LiveFigure(
                self.network.figure,
                over=self.network.over,
                alt=NETWORK,
                pointer=Pointer(CHOOSING, self._point, hovers=True),
            ),
            LiveFigure(
                self.output.figure,
                under=self.output.under,
                over=self.output.over,
                alt=OUTPUT,
                pointer=Pointer(PLACING, self._place, start=(0.5, 0.63)),
            ),
        ]

    def locate(self, name: str) -> Place | None:
        """Return where "inputs", "units", "plane" or "losses" are; None for others."""
        network, output = self.figures
        if name in ("inputs", "units"):
            where = self.network.span_of(name)
            return Place(network, network.frame_of(self.network.axes, *where, room=8))
        if name == "plane":
            return Place(output, output.frame_of(self.output.axes))
        if name == "losses":  # with the numbers above the curves
            return Place(output, output.frame_of(self.output.loss_axes, room=9))
        return None

    def set_experiment(self, experiment: Experiment) -> None:
        """Show this experiment from now on: its points, its nodes."""
        names, sizes = experiment.feature_names, sizes_of(experiment.network)
        hidden = default_names(sizes)[1:-1]
        self._names = [*names, *(name for layer in hidden for name in layer)]
        self._node = None
        self._grid = features(plane_grid(), names)
        self.set_points(experiment.points)
        self.network.set_structure(sizes, names)

    def set_points(self, points: Points) -> None:
        """Show these points from now on."""
        self.output.set_points(points)
        self._redraw = True

    def follow(
        self,
        experiment: Experiment,
        connection: int | None,
        unit: int | None,
        *,
        discretize: bool,
    ) -> None:
        """Show where training is; mark the connection or the unit of that number.

        ``discretize`` shows in the plane which side wins, and not by how much.
        """
        shades = answers(experiment.network, self._grid)
        self.network.show(experiment.network, shades[1::3, 1::3])
        self.network.mark(connection, unit)
        node = -1 if self._node is None else self._node
        name = "the output" if self._node is None else self._names[self._node]
        shade = shades[:, :, node]
        self.output.show(np.sign(shade) if discretize else shade, name)
        grown = self.output.show_losses(experiment.losses, experiment.measure())
        if grown or self._redraw:
            self.figures[1].redraw()
            self._redraw = False

    def _point(self, kind: str, x: float, y: float) -> None:
        place = self.figures[0].data_at(self.network.axes, x, y)
        if kind == "down":
            self._choose(place)
        elif kind in ("hover", "leave"):
            self._look(self.network.node_at(*place) if kind == "hover" else None)

    def _look(self, node: int | None) -> None:
        """Have the plane show what a node answers; None stands for the output."""
        node = None if node == len(self._names) else node
        if node != self._node:
            self._node = node
            self._looked()

    def _choose(self, place: tuple[float, float]) -> None:
        unit = self.network.unit_at(*place)
        connection = None if unit is not None else self.network.connection_at(*place)
        if unit is not None or connection is not None:
            self._chosen(connection, unit)

    def _place(self, kind: str, x: float, y: float) -> None:
        if kind != "down":
            return
        x1, x2 = self.figures[1].data_at(self.output.axes, x, y)
        if max(abs(x1), abs(x2)) <= REACH:
            self._placed(round(x1, 2), round(x2, 2))
