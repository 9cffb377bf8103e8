"""The descent panel: the learner's weights, the path, and where it is lost."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from clock import on_a_loop, until

from ann_course.live.labels import beside
from ann_course.panels.descent.loss_surface import (
    descend,
    largest_stable_rate,
    loss_at,
    loss_surface,
    lowest_loss,
    make_network,
    make_points,
)
from ann_course.panels.descent.panel import MOST_STEPS, DescentPanel
from ann_lib import SGD, BinaryCrossEntropy, Dense, MeanSquaredError, Network, ReLU

POINTS = np.random.default_rng(0).normal(size=(30, 2))


def data() -> tuple[np.ndarray, np.ndarray]:
    x, y = make_points()
    return x, y.reshape(-1, 1)


def test_gradient_descent_beats_a_guess_and_nears_the_lowest() -> None:
    panel = DescentPanel()
    panel.state = {"w1": 0.0, "w2": -0.5, "steps": MOST_STEPS, "learning_rate": 0.5}
    assert panel.descent.losses[-1] < panel.your_loss
    assert panel.descent.losses[-1] == pytest.approx(panel.lowest, rel=1e-6)


def test_by_hand_there_are_only_the_two_weights_and_the_same_losses() -> None:
    alone, both = DescentPanel(by_hand=True), DescentPanel()
    assert list(alone.state) == ["w1", "w2"]
    for w1, w2 in ((0.0, -0.5), (1.0, -1.0)):
        alone.state = {"w1": w1, "w2": w2}
        both.state = {"w1": w1, "w2": w2}
        assert alone.describe() == f"Your loss is {both.your_loss:.4f}."
    assert alone.best_loss == both.your_loss
    alone.reset()
    assert list(alone.tried) == [(-2.0, 2.5)]


def test_the_sliders_change_the_learners_own_network() -> None:
    network = make_network()
    panel = DescentPanel(network)
    panel.state = {"w1": 1.25, "steps": 10}
    assert network.parameters[0].value[:, 0].tolist() == [1.25, 2.5]
    assert panel.descent.path[0].tolist() == [-2.0, 2.5]


def test_each_step_is_the_update_rule() -> None:
    x, y = data()
    network = make_network()
    path = descend(network, x, y, (-2.0, 2.5), 5, SGD(0.1)).path
    w = np.array([[-2.0], [2.5]])
    for place in path:
        assert place == pytest.approx(w[:, 0], rel=1e-12)
        w = w - 0.1 * 2 * x.T @ (x @ w - y) / len(x)


def test_it_diverges_just_above_the_largest_stable_rate_and_not_just_below() -> None:
    x, y = data()
    rate = largest_stable_rate(x)
    for factor, diverges in ((0.98, False), (1.02, True)):
        losses = descend(make_network(), x, y, (-2, 2.5), 2000, SGD(factor * rate)).losses
        assert bool(losses[-1] > losses[0]) is diverges


def test_divergence_is_met_with_a_sentence() -> None:
    panel = DescentPanel()
    panel.state = {"learning_rate": 1.5, "steps": MOST_STEPS}
    assert panel.descent.diverged
    assert "overshot further each time and was lost after 8 steps" in panel.describe()
    panel.state = {"learning_rate": 1.0}
    assert not panel.descent.diverged
    assert "its loss has risen from 13.11 to 52,052.62" in panel.describe()
    assert panel.curve.get_ydata().max() == pytest.approx(52052.62, abs=0.01)
    axes = panel.curve.axes
    assert axes.get_ylim()[1] > 52052.62
    assert ">10⁵</text>" in panel.pictures()[1]
    usual = DescentPanel().curve.axes.get_ylim()
    panel.state = {"learning_rate": 0.9}
    assert axes.get_ylim() == usual
    assert "overshoots" not in panel.describe()
    panel.reset()
    assert "After 0 steps" in panel.describe()


@pytest.mark.parametrize("rate", [0.2, 1.0, 1.5])
def test_the_curve_never_runs_through_the_legend(rate: float) -> None:
    panel = DescentPanel()
    panel.state = {"learning_rate": rate, "steps": MOST_STEPS}
    axes = panel.curve.axes
    legend = axes.get_legend().get_window_extent()
    assert legend.y0 >= axes.get_window_extent().y1 - 1
    assert legend.y1 <= panel.figures[1].figure.bbox.y1


def test_the_lowest_place_of_the_learner_is_kept_until_reset() -> None:
    panel = DescentPanel()
    start = panel.your_loss
    assert panel.best_loss == start
    panel.state = {"w1": 0.5, "w2": -1.0}
    best = panel.your_loss
    panel.state = {"w1": -3.0}
    assert min(start, panel.your_loss) > best == panel.best_loss
    assert panel.tried[0.5, -1.0] == best
    assert "of 3 places tried: <b>0.3761</b> at w1 = 0.5, w2 = −1." in panel.record.value
    panel.state = {"steps": 50, "learning_rate": 0.5}
    assert panel.best_loss == best  # what gradient descent finds is not the learner's
    panel.reset()
    assert panel.best_loss == start
    assert "of 1 place tried" in panel.record.value


def play(panel: DescentPanel, times: int) -> list[int]:
    """Let a panel play to its end some times over; return the steps it showed."""
    seen: list[int] = []

    async def run() -> None:
        for _ in range(times):
            panel.player.play()
            await until(lambda: not panel.player.playing)

    panel.controls["steps"].observe(lambda change: seen.append(change["new"]))
    panel.player.speed_control.value = "as fast as it goes"
    on_a_loop(run, tick=0.001)
    return seen


def test_playing_again_at_the_end_begins_anew() -> None:
    panel = DescentPanel()
    assert play(panel, 2) == [*range(1, MOST_STEPS + 1), *range(MOST_STEPS + 1)]
    panel.player.step()
    assert panel.state["steps"] == MOST_STEPS  # a single step has nowhere to go


def test_playing_ends_where_gradient_descent_is_lost() -> None:
    panel = DescentPanel()
    panel.state = {"learning_rate": 1.5}
    assert play(panel, 2) == [*range(1, 9), *range(9)]
    assert panel.descent.diverged


def test_reset_stops_the_player() -> None:
    async def run() -> None:
        panel = DescentPanel()
        panel.player.play()
        await until(lambda: panel.player.steps > 3)
        panel.reset()
        assert not panel.player.playing
        assert panel.state["steps"] == 0

    on_a_loop(run, tick=0.001)


def test_the_path_does_not_depend_on_how_one_came_there() -> None:
    panel = DescentPanel()
    panel.state = {"momentum": 0.9, "steps": 20}
    there = panel.descent.path
    panel.state = {"momentum": 0.0, "steps": 45}
    panel.state = {"momentum": 0.9, "steps": 20}
    assert np.array_equal(panel.descent.path, there)


def test_the_player_takes_the_slider_along_and_stops_at_the_end() -> None:
    panel = DescentPanel()
    assert panel.player.run(3) == 3
    panel.flush()
    assert panel.state["steps"] == 3
    assert len(panel.descent.path) == 4
    assert panel.player.run(1000) == MOST_STEPS - 3
    panel.player.restart()
    panel.flush()
    assert panel.state["steps"] == 0


def test_the_surface_is_the_loss() -> None:
    x, y = data()
    network = make_network()
    at = np.linspace(-2, 2, 5)
    surface = loss_surface(network, x, y, at)
    assert surface[4, 1] == loss_at(network, (at[1], at[4]), x, y)
    fine = loss_surface(network, x, y, np.linspace(-3, 3, 61))
    assert lowest_loss(network, x, y) <= fine.min()
    assert lowest_loss(network, x, y) == pytest.approx(fine.min(), abs=0.02)


@pytest.mark.parametrize("given", [{}, {"x": POINTS, "y": np.sign(POINTS[:, 0])}])
def test_the_code_takes_the_same_steps(given: dict[str, Any]) -> None:
    panel = DescentPanel(**given)
    panel.state = {"learning_rate": 0.3, "momentum": 0.5, "steps": 7}
    names: dict[str, Any] = dict(given)
    exec(panel.code(), names)
    end = names["network"].parameters[0].value[:, 0]
    assert np.array_equal(end, panel.descent.path[-1])


def test_points_of_ones_own() -> None:
    panel = DescentPanel(x=POINTS, y=np.where(POINTS[:, 0] > 0, 1, -1))
    panel.state = {"steps": MOST_STEPS, "learning_rate": 0.3}
    assert panel.descent.path[-1][0] > abs(panel.descent.path[-1][1])


def test_bad_points_and_networks_are_refused() -> None:
    with pytest.raises(ValueError, match="y must hold -1 or 1 for each point, got 0"):
        DescentPanel(x=np.ones((3, 2)), y=[0, 1, 1])
    with pytest.raises(ValueError, match="x must have shape"):
        DescentPanel(x=np.ones((3, 3)), y=[1, 1, 1])
    with pytest.raises(ValueError, match="start must be at least -3 and at most 3"):
        DescentPanel(start=(4.0, 0.0))
    others = [
        Network([Dense(2, 1)], loss=MeanSquaredError()),
        Network([Dense(2, 1, bias=False)], loss=BinaryCrossEntropy()),
        Network([Dense(2, 1, bias=False), ReLU()], loss=MeanSquaredError()),
    ]
    for network in others:
        with pytest.raises(ValueError, match="network must be Network"):
            DescentPanel(network)


def test_your_name_lies_neither_on_the_start_s_nor_across_the_edge():
    start_name = np.add(DescentPanel().start, (0.7, 0.3))
    for w1, w2 in np.ndindex(61, 61):
        x, y = beside(w1 / 10 - 3, w2 / 10 - 3, start_name, 3.0)
        assert max(abs(np.subtract((x, y), start_name)) / (0.9, 0.36)) > 1
        assert abs(x) < 2.6
        assert abs(y) < 2.8
