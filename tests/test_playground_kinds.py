"""The playground's kinds of problem: two classes, three, or a number for each point."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ann_course.live.state import whole_range
from ann_course.panels import PlaygroundPanel
from ann_course.panels.playground.data import DATASETS, draw_points
from ann_course.panels.playground.kinds import NUMBER, THREE, YES_OR_NO, class_pixels
from ann_course.panels.playground.setup import train
from ann_lib import MeanSquaredError, SoftmaxCrossEntropy
from ann_lib.plots import style

QUICK = {"optimizer": "Adam", "learning_rate": "0.03"}


def test_one_neuron_solves_two_clouds_and_no_circles() -> None:
    alone = {"hidden_layers": 0, **QUICK}
    assert min(train({"data": "two clouds", **alone}, 700).scores()) > 0.95
    assert train({"data": "circles", **alone}, 700).scores()[0] < 0.7


def test_three_classes_are_learned_with_softmax() -> None:
    experiment = train({"data": "three clouds", **QUICK}, 700)
    assert isinstance(experiment.network.loss, SoftmaxCrossEntropy)
    assert experiment.losses[0][0] > 0.5
    assert min(experiment.scores()) > 0.95


def test_a_number_is_learned_with_the_squared_error() -> None:
    settings = {"data": "hills: a number", "hidden_layers": 1, "units1": 8, **QUICK}
    experiment = train(settings, 2000)
    assert isinstance(experiment.network.loss, MeanSquaredError)
    residual = experiment.network.forward(experiment.x) - experiment.y
    assert experiment.losses[-1][0] == pytest.approx(float((residual**2).mean()), rel=0.3)
    assert min(experiment.scores()) > 0.7


def test_a_slope_needs_no_hidden_layer_and_hills_do() -> None:
    alone = {"hidden_layers": 0, **QUICK}
    assert min(train({"data": "slope: a number", **alone}, 700).scores()) > 0.9
    assert max(train({"data": "hills: a number", **alone}, 700).scores()) < 0.2
    points = draw_points("slope: a number", noise=0.0, held_out=0.3, seed=1)
    np.testing.assert_allclose(points.train_labels, points.train.sum(axis=1) / 3.6)


@pytest.mark.parametrize(
    ("name", "lowest", "highest"),
    [
        ("learning_rate", 0.00001, 10),
        ("weight_decay", 0, 10),
        ("l1", 0, 10),
        ("batch_size", 1, 30),
        ("noise", 0, 50),
        ("held_out", 10, 90),
        ("hidden_layers", 0, 6),
        ("units1", 1, 8),
    ],
)
def test_ranges_are_as_wide_as_those_of_the_tensorflow_playground(
    panel: PlaygroundPanel, name: str, lowest: float, highest: float
) -> None:
    values = [float(value) for value in whole_range(panel.controls[name])]
    assert min(values) <= lowest
    assert max(values) >= highest


@pytest.fixture(scope="module")
def panel() -> PlaygroundPanel:
    return PlaygroundPanel(data="three clouds", **QUICK)


def test_the_plane_has_the_colour_of_the_class_that_wins(panel: PlaygroundPanel) -> None:
    panel.state = {"data": "three clouds", "discretize": True}
    panel.player.run(300)
    output = panel.view.output
    colors = np.unique(output.shade.pixels.reshape(-1, 3), axis=0)
    assert len(colors) == 3
    ends = output.border.ends[:, 0].astype(np.float32)
    probabilities = np.sort(panel.network.loss.probabilities(panel.network.forward(ends)))
    lead = probabilities[:, 2] - probabilities[:, 1]
    assert np.median(lead) < 0.05  # more only where all three meet
    assert [len(marks.get_xdata()) for marks in output.points[0]] == [
        int((panel.experiment.points.train_labels == k).sum()) for k in range(3)
    ]
    panel.inspector.part.value = "bias of y3"
    assert "the largest of the three names the class" in panel.inspector.sum.value


def test_numbers_are_drawn_in_their_colours(panel: PlaygroundPanel) -> None:
    panel.state = {"data": "hills: a number"}
    train_marks, test_marks = panel.view.output.numbers
    points = panel.experiment.points
    assert len(train_marks.get_offsets()) == len(points.train) == 210
    np.testing.assert_allclose(train_marks.get_array(), np.clip(points.train_labels, -1, 1))
    assert len(test_marks.get_offsets()) == 90
    assert not any(len(marks.get_xdata()) for marks in panel.view.output.points[0])
    assert "training loss (mean squared error) " in panel.describe()
    assert ", R² " in panel.describe()
    panel.state = {"data": "circles"}
    assert len(train_marks.get_offsets()) == 0


@pytest.mark.parametrize("data", ["three clouds", "hills: a number"])
@pytest.mark.parametrize("n_batches", [0, 17])
def test_the_code_gives_the_same_network_to_the_bit(
    panel: PlaygroundPanel, data: str, n_batches: int
) -> None:
    panel.reset()
    panel.state = {"data": data, "seed": 4, "weight_seed": 2}
    panel.player.run(n_batches)
    names: dict[str, Any] = {}
    exec(panel.code(), names)
    pairs = zip(names["network"].get_weights(), panel.network.get_weights(), strict=True)
    assert all(np.array_equal(a, b) for a, b in pairs)


@pytest.mark.parametrize("data", ["three clouds", "hills: a number"])
def test_twenty_starts_and_the_fold_take_them_too(
    panel: PlaygroundPanel, data: str
) -> None:
    panel.reset()
    panel.state = {"data": data, "twenty_starts": True, "fold": True}
    panel.player.run(140)
    panel.pictures()
    drawn = sum(len(marks.get_xdata()) for marks in panel.view.output.fold.points)
    assert drawn == 210
    panel.state = {"fold": False}
    assert len(panel.view.output.borders.ends) > 50
    assert "of them have arrived, with " in panel.describe()


def test_margins_are_0_where_two_classes_are_level() -> None:
    margins = THREE.margins(np.array([[3.0, 3.0, 1.0], [5.0, 2.0, 1.0]]))
    assert margins.tolist() == [[0, 0, -2], [3, -3, -4]]
    assert YES_OR_NO.margins(np.array([[2.0]])).tolist() == [[2]]


def test_a_class_is_the_paler_the_less_certain() -> None:
    sure, level = np.array([[[1.0, -1, -1]]]), np.full((1, 1, 3), -1 / 3)
    assert class_pixels(level).tolist() == [[[255, 255, 255]]]
    red, _, blue = class_pixels(sure)[0, 0]
    assert blue > red  # class 0 is blue, as everywhere
    assert style.CLASS_COLORS[0] == style.NEGATIVE


def test_the_hills_are_the_function_that_they_say() -> None:
    points = draw_points("hills: a number", noise=0.0, held_out=0.3, seed=1)
    expected = np.prod(np.sin(np.pi * points.train / 2), axis=1)
    np.testing.assert_allclose(points.train_labels, expected, atol=1e-12)
    assert points.kind is NUMBER
    assert DATASETS["circles"][3] is YES_OR_NO
