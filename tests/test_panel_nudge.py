"""The panel of one weight: its error, and what a nudge does to it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from ann_course.panels import NudgePanel
from ann_course.panels.neuron.nudge import DAYS, WENT
from ann_lib import Neuron


@pytest.fixture(scope="module")
def built() -> Iterator[NudgePanel]:
    panel = NudgePanel()
    yield panel
    panel.close()


@pytest.fixture
def panel(built: NudgePanel) -> NudgePanel:
    built.reset()
    return built


@pytest.mark.parametrize("activation", ["step", "sigmoid"])
def test_the_error_is_that_of_the_neuron_itself(panel: NudgePanel, activation: str) -> None:
    for w1 in (-1.0, 0.29, 1.72, 3.0):
        panel.state = {"activation": activation, "w1": w1}
        neuron = Neuron([w1, 1.0], bias=-1.5, activation=activation)
        squares = [(neuron(day) - went) ** 2 for day, went in zip(DAYS, WENT, strict=True)]
        assert panel.loss == pytest.approx(np.mean(squares), abs=1e-12)
        assert panel.dot.get_xydata().tolist() == [[w1, panel.loss]]
        x, y = panel.curve.get_data()
        assert np.interp(w1, x, y) == pytest.approx(panel.loss, abs=1e-9)


def test_the_slider_changes_the_weights_that_the_neuron_has_now() -> None:
    panel = NudgePanel()
    panel.neuron.weights = [2.0, 0.5]
    panel.state = {"w1": 0.25}
    assert panel.neuron.weights == [0.25, 0.5]
    assert panel.dot.get_xydata()[0, 0] == 0.25


def test_with_the_step_nearly_every_nudge_changes_nothing(panel: NudgePanel) -> None:
    errors = panel.errors_at(np.linspace(-1, 3, 401))
    assert (np.diff(errors) == 0).mean() > 0.95
    assert panel.describe().endswith("stay as it is: nothing says which way to go.")
    panel.state = {"w1": 0.66}
    assert panel.describe().endswith("With 0.01 more it would jump to 0.2500.")


def test_with_the_sigmoid_every_nudge_says_which_way_is_better(panel: NudgePanel) -> None:
    panel.state = {"activation": "sigmoid"}
    weights = np.linspace(-1, 3, 401)
    errors = panel.errors_at(weights)
    assert (np.diff(errors) != 0).all()
    best = weights[errors.argmin()]
    assert best == pytest.approx(2.37, abs=0.02)
    for w1, ending in ((0.5, "more is better."), (2.9, "less is better.")):
        panel.state = {"w1": w1}
        assert panel.describe().endswith(ending)
        assert ("fall by" if w1 < best else "rise by") in panel.describe()


def test_at_the_least_error_neither_way_is_called_better(panel: NudgePanel) -> None:
    panel.state = {"activation": "sigmoid", "w1": 2.36}
    assert panel.describe().endswith("fall by less than 0.00001: more is better.")
    panel.state = {"w1": 2.37}
    told = "With 0.01 more or less it would rise: neither is better."
    assert panel.describe().endswith(told)


def test_the_slider_moves_the_learners_own_neuron() -> None:
    neuron = Neuron([4.5, -1.0], bias=0.25, activation="sigmoid")
    panel = NudgePanel(neuron)
    assert panel.state == {"activation": "sigmoid", "w1": 4.5}
    assert panel.curve.get_xdata()[-1] == 4.5
    panel.state = {"activation": "step", "w1": -0.5}
    assert (neuron.weights, neuron.activation) == ([-0.5, -1.0], "step")
    panel.close()


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="'step' or 'sigmoid', got 'tanh'"):
        NudgePanel(Neuron([1.0, 1.0], activation="tanh"))
    with pytest.raises(ValueError, match="neuron must have two weights"):
        NudgePanel(Neuron([1.0]))
    with pytest.raises(ValueError, match="points and labels must be given together"):
        NudgePanel(points=DAYS)
