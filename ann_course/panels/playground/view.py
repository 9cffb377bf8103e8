"""The playground's two pictures, and what pointing at them does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from ann_course.live import LiveFigure
from ann_course.live.figure import parts_at
from ann_course.live.pointer import Pointer
from ann_course.live.tour import Place
from ann_course.panels.playground.crowd import Crowd
from ann_course.panels.playground.data import REACH, Points, features
from ann_course.panels.playground.experiment import Experiment, sizes_of
from ann_course.panels.playground.fold import first_pair
from ann_course.panels.playground.layers import LayerButtons
from ann_course.panels.playground.network import HEADING, NetworkPicture
from ann_course.panels.playground.output import OutputPicture, answers, plane_grid
from ann_course.panels.playground.words import have_arrived
from ann_lib._support.checks import FloatArray

NETWORK = (
    "The network: each unit is a small picture of the plane, orange where the unit is "
    "positive and blue where it is negative, with its bias as a square in the corner. "
    "Connections are orange for positive weights and blue for negative ones."
)
OUTPUT = (
    "The output's regions, orange and blue, with the border between them as a line, under "
    "the points: filled ones for training, hollow ones for testing. Below, the two losses "
    "against the epochs. Of twenty starts, all borders and all losses are thin lines."
)
CHOOSING = (
    "The network. Point at a unit to see in the plane what it says, or at a connection to "
    "read its weight; click to change it. Arrow keys move, Enter chooses."
)
LOOKING = (
    "The network. Point at a unit to see in the plane what it says, or at a connection to "
    "read its weight. Arrow keys move."
)
PLACING = (
    "The plane, and below it the losses: point at an epoch to read them off. With points "
    "of your own, point where the next one goes. Arrow keys move, Enter places it, or "
    "takes the nearest of twenty starts under the glass."
)


class View:
    """The network, and what its output says, as live figures.

    Parameters
    ----------
    chosen : callable
        ``chosen(connection, unit, at)`` after a click: the index of a connection or None,
        the index of a unit or None, and where it was, as parts of the picture's width and
        height; None for a click that chose a unit for the fold.
    placed : callable
        ``placed(x, y)`` after pointing at a place in the right picture, as parts of its
        width and height.
    looked : callable
        Called when something else is pointed at, and the picture is to say so.
    buttons : LayerButtons
        Lie over the network.

    Attributes
    ----------
    network, output : NetworkPicture, OutputPicture
    figures : list of LiveFigure
        Of the network, and of the output.
    pair : (int, int)
        The nodes whose fold is shown, the inputs counted, too.
    """

    def __init__(
        self,
        chosen: Callable[[int | None, int | None, tuple[float, float] | None], object],
        placed: Callable[[float, float], object],
        looked: Callable[[], object],
        buttons: LayerButtons,
    ) -> None:
        self._chosen, self._placed, self._looked = chosen, placed, looked
        self.buttons = buttons
        self._node: int | None = None
        self._wire: int | None = None
        self._test_points, self._folded = True, False
        self.pair = (0, 1)
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
                pointer=Pointer(PLACING, self._place, start=(0.5, 0.63), hovers=True),
            ),
        ]
        self.figures[0].lay_over(buttons)

    def only_look(self) -> None:
        """Invite no one to change a weight, where nothing is there to do it with."""
        self.network.invites = False
        self.figures[0].pointer.label = LOOKING

    def locate(self, name: str) -> Place | None:
        """Return where "inputs", "units", "plane" or "losses" are; None for others."""
        network, output = self.figures
        if name in ("inputs", "units"):
            where = self.network.span_of(name)
            return Place(network, network.frame_of(self.network.axes, *where, room=8))
        if name == "plane":
            shown = self.output.fold.ax if self._folded else self.output.axes
            return Place(output, output.frame_of(shown))
        if name == "losses":  # with the numbers above the curves
            return Place(output, output.frame_of(self.output.losses.axes, room=9))
        return None

    def set_experiment(self, experiment: Experiment) -> None:
        """Show this experiment from now on: its points, its nodes."""
        self._node = self._wire = None
        self.pair = first_pair(sizes_of(experiment.network))
        self._grid = features(plane_grid(), experiment.feature_names)
        self._coarse = features(plane_grid(3), experiment.feature_names)
        self.set_points(experiment.points)
        sizes = sizes_of(experiment.network)
        self.network.set_structure(sizes, experiment.feature_names)
        self.output.losses.read_at(None)
        headings = [(x, HEADING) for x in self.network.columns]
        across, up = parts_at(self.network.axes, headings).T.tolist()
        self.buttons.follow(sizes[1:-1], across[1:-1], 1 - up[0])

    def set_points(self, points: Points) -> None:
        """Show these points from now on."""
        self.output.set_points(points)
        self._redraw = True

    def follow(
        self,
        experiment: Experiment,
        chosen: tuple[int | None, int | None],
        state: Mapping[str, Any],
        crowd: Crowd | None,
    ) -> None:
        """Show where training is.

        Parameters
        ----------
        experiment : Experiment
        chosen : (int or None, int or None)
            The number of the connection that is marked, or of the unit.
        state : mapping
            Where the panel's controls stand.
        crowd : Crowd or None
            Networks from other starts, drawn faintly.
        """
        shades, outputs = answers(experiment.network, self._grid)
        self.network.show(experiment.network, shades[1::3, 1::3])
        self.network.mark(*chosen)
        self.network.point_at(self._wire, self._node)
        self._show_plane(shades, outputs, crowd, discretize=state["discretize"])
        self._show_fold(experiment, folded=state["fold"])
        if state["test_points"] != self._test_points:
            self._test_points, self._redraw = state["test_points"], True
            self.output.show_test_points(self._test_points)
        losses = self.output.losses
        losses.show_bundle([] if crowd is None else crowd.losses)
        n_points = len(experiment.x), len(experiment.x_test)
        grown = losses.show(experiment.losses, experiment.measure(), n_points)
        if grown or self._redraw:
            self.figures[1].redraw()
            self._redraw = False

    def _show_plane(
        self,
        shades: FloatArray,
        outputs: FloatArray,
        crowd: Crowd | None,
        *,
        discretize: bool,
    ) -> None:
        side, kind = shades.shape[0] // 3, self.output.kind
        first = shades.shape[-1] - kind.n_outputs
        borders = np.zeros((0, side, side, kind.n_outputs))
        if self._node is None or self._node == first == shades.shape[-1] - 1:
            title, several = "What the output says", kind.n_outputs > 1
            shade = shades[..., first:] if several else shades[..., first]
            margins = np.moveaxis(kind.margins(outputs), -1, 0)
            if crowd is not None:
                title = have_arrived(crowd, f"of {len(crowd.starts)}")
                said = crowd.outputs(self._coarse)
                borders = said.reshape(len(said), side, side, -1)
        else:
            title = f"What {self.network.names_of_nodes[self._node]} says"
            shade = shades[..., self._node]
            margins = shade[None]
        self.output.show_borders(borders)
        self.output.show(shade, margins, title, discretize=discretize)

    def _show_fold(self, experiment: Experiment, *, folded: bool) -> None:
        if folded != self._folded:
            self._folded, self._redraw = folded, True
            self.output.show_folded(folded=folded)
        self.network.mark_pair(self.pair if folded else ())
        if folded:
            names = self.pair_names
            self._redraw |= self.output.fold.show(experiment, self.pair, names)
            self.output.title.set_texts([f"The fold by {names[0]} and {names[1]}"])

    @property
    def pair_names(self) -> tuple[str, str]:
        """The names of the two nodes whose fold is shown."""
        names = self.network.names_of_nodes
        return names[self.pair[0]], names[self.pair[1]]

    def nearest_start(self, crowd: Crowd, x: float, y: float) -> int | None:
        """Return whose curve or border is nearest to a place in the right picture."""
        live, losses = self.figures[1], self.output.losses
        if live.reaches(losses.axes, x, y):
            return losses.nearest(crowd.losses, *live.data_at(losses.axes, x, y))
        if live.reaches(self.output.axes, x, y) and not self._folded:
            return self.output.nearest_border(*live.data_at(self.output.axes, x, y))
        return None

    def _point(self, kind: str, x: float, y: float) -> None:
        place = self.figures[0].data_at(self.network.axes, x, y)
        if kind == "down":
            self._choose(place, (x, y))
        elif kind in ("hover", "leave"):
            self._look(*self._under(place) if kind == "hover" else (None, None))

    def _under(self, place: tuple[float, float]) -> tuple[int | None, int | None]:
        """Return the connection or the node at a place."""
        node = self.network.node_at(*place)
        return None if node is not None else self.network.connection_at(*place), node

    def _look(self, wire: int | None, node: int | None) -> None:
        """Have the plane show what a node answers, and the weight or bias be told."""
        if (wire, node) != (self._wire, self._node):
            self._wire, self._node = wire, node
            self._looked()

    def _choose(self, place: tuple[float, float], at: tuple[float, float]) -> None:
        node = self.network.node_at(*place)
        if self._folded and node is not None and node not in self.pair:
            self.pair = self.pair[1], node
            self._looked()
        unit = self.network.unit_at(*place)
        connection = None if unit is not None else self.network.connection_at(*place)
        folds = self._folded and unit is not None
        self._chosen(connection, unit, None if folds else at)

    def _place(self, kind: str, x: float, y: float) -> None:
        live, losses = self.figures[1], self.output.losses
        if kind in ("hover", "leave"):
            inside = kind == "hover" and live.reaches(losses.axes, x, y)
            if losses.read_at(live.data_at(losses.axes, x, y)[0] if inside else None):
                self._looked()
        elif kind == "down":
            self._placed(x, y)

    def in_plane(self, x: float, y: float) -> tuple[float, float] | None:
        """Return x1 and x2 of a place in the right picture; None beside the plane.

        In the fold a place has none either.
        """
        x1, x2 = self.figures[1].data_at(self.output.axes, x, y)
        if self._folded:
            return None
        return (round(x1, 2), round(x2, 2)) if max(abs(x1), abs(x2)) <= REACH else None
