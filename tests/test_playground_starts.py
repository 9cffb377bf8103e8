"""Twenty starts in the playground: trained at once, seen at once, one of them shown."""

from __future__ import annotations

import asyncio
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest
from clock import on_a_loop
from playground_hand import point, spot

from ann_course.live.contour import zero_lines
from ann_course.panels import PlaygroundPanel
from ann_course.panels.playground.setup import train

QUICK = {"hidden_layers": 1, "units1": 3, "optimizer": "Adam", "learning_rate": "0.03"}


@pytest.fixture(scope="module")
def panel() -> PlaygroundPanel:
    return PlaygroundPanel(data="moons", twenty_starts=True, **QUICK)


@pytest.fixture(autouse=True)
def _from_the_start(panel: PlaygroundPanel) -> None:
    panel.own_points = []
    panel.reset()


def close(a: list[np.ndarray], b: list[np.ndarray]) -> bool:
    return all(np.allclose(x, y, atol=1e-4) for x, y in zip(a, b, strict=True))


def test_each_trains_as_it_would_alone_and_one_is_shown(panel: PlaygroundPanel) -> None:
    panel.player.run(17)  # of 7 batches an epoch
    assert panel.crowd.seeds == list(range(20))
    for start in (0, 3, 19):
        panel.state = {"glass": start + 1}
        settings = {"data": "moons", "seed": 0, "weight_seed": start, **QUICK}
        alone = train(settings, n_steps=17)
        assert close(panel.network.get_weights(), alone.network.get_weights())
        np.testing.assert_allclose(panel.experiment.losses, alone.losses, atol=1e-4)
        assert (
            f"Under the glass is start {start + 1}, from seed {start}:" in panel.describe()
        )
    assert panel.experiment.n_steps == 17
    assert len(panel.view.output.losses.bundle.ys) == 20


def test_how_many_have_arrived_is_counted(panel: PlaygroundPanel) -> None:
    title = panel.view.output.title
    assert title.texts == ["0 of 20 have arrived"]
    panel.state = {"data": "XOR blobs", "noise": 0}
    panel.player.run(300)
    n_right = 0
    for start in range(20):
        panel.state = {"glass": start + 1}
        n_right += panel.experiment.scores()[0] >= 0.95
    assert 1 <= n_right <= 19
    assert title.texts == [f"{n_right} of 20 have arrived"]
    assert f"{n_right} of them have arrived, with at least 95%" in panel.describe()


def test_of_one_start_it_is_said_that_it_has_arrived(panel: PlaygroundPanel) -> None:
    assert panel.crowd is not None
    with patch.object(panel.crowd, "arrived", return_value=[7]):
        panel.render()
        assert panel.view.output.title.texts == ["1 of 20 has arrived"]
        assert " 1 of them has arrived, with " in panel.describe()


def test_the_one_shown_goes_on_alone(panel: PlaygroundPanel) -> None:
    panel.player.run(10)
    panel.state = {"glass": 6}
    shown = panel.network.get_weights()
    panel.state = {"twenty_starts": False}
    assert panel.crowd is None
    assert (panel.state["weight_seed"], panel.state["glass"]) == (5, 1)
    assert close(panel.network.get_weights(), shown)
    names: dict = {}
    exec(panel.code(), names)
    assert close(names["network"].get_weights(), shown)
    assert panel.player.run(10) == 10
    assert panel.experiment.n_steps == 20
    panel.player.restart()
    panel.flush()
    alone = train({"data": "moons", "seed": 0, "weight_seed": 5, **QUICK}, n_steps=0)
    assert close(panel.network.get_weights(), alone.network.get_weights())


def test_what_a_hand_changes_is_changed_in_the_one_that_is_shown(
    panel: PlaygroundPanel,
) -> None:
    panel.state = {"glass": 3}
    panel.inspector.part.value = "bias of y"
    panel.inspector.value.value = 4.5
    panel.flush()
    biases = panel.crowd.starts.parameters[-1].value[:, 0]
    assert biases[2] == panel.network.layers[-1].bias.value[0] == 4.5
    assert not biases[[0, 1, *range(3, 20)]].any()
    panel.state = {"learning_rate": "0.001", "weight_decay": "0.1", "batch_size": 64}
    optimizer = panel.crowd.optimizer
    assert (optimizer.learning_rate, optimizer.weight_decay) == (0.001, 0.1)
    panel.player.run(4)  # an epoch now
    assert panel.crowd.n_epochs == 1
    panel.state = {"optimizer": "SGD"}
    assert type(panel.crowd.optimizer).__name__ == "SGD"
    assert panel.player.run(4) == 4


def test_a_click_takes_one_under_the_glass(panel: PlaygroundPanel) -> None:
    panel.player.run(70)
    output, losses = panel.view.output, panel.crowd.losses
    worst = int(losses[10][0].argmax())
    point(panel, 1, "down", *spot(panel, 1, output.losses.axes, 10, losses[10][0, worst]))
    panel.flush()
    assert panel.state["glass"] == worst + 1
    for number in (0, -1):
        place = output.borders.ends[number].mean(axis=0)
        point(panel, 1, "down", *spot(panel, 1, output.axes, *place))
        panel.flush()
        grid = panel.crowd.outputs(place.astype(np.float32)[None])[:, 0, 0]
        assert panel.state["glass"] - 1 in np.argsort(np.abs(grid))[:3]
    now = panel.state["glass"]
    point(panel, 1, "down", 0.001, 0.001)
    assert panel.state["glass"] == now


def test_starts_that_break_off_are_told_of(panel: PlaygroundPanel) -> None:
    panel.state = {
        "hidden_layers": 4, "activation": "none", "optimizer": "SGD",
        "learning_rate": "10", **{f"units{k}": 8 for k in range(1, 5)},
    }  # fmt: skip
    for _ in range(20):
        assert panel.player.run(1) == 1
        panel.pictures()
    n = int(panel.crowd.starts.diverged.sum())
    assert n > 0
    assert f"in {n} training broke off" in panel.describe()
    assert all(np.isfinite(w).all() for w in panel.network.get_weights())


def test_points_of_ones_own_may_be_added_on_the_way(panel: PlaygroundPanel) -> None:
    for x, label in ((-1.0, 0), (-2.0, 0), (1.0, 1), (2.0, 1)):
        panel.add_point(x, x / 2, label)
    panel.flush()
    panel.player.run(5)
    before = [p.value.copy() for p in panel.crowd.starts.parameters]
    point(panel, 1, "down", *spot(panel, 1, panel.view.output.axes, 0.5, 0.5))
    panel.flush()
    assert len(panel.own_points) == 5
    assert close(before, [p.value for p in panel.crowd.starts.parameters])
    assert panel.player.run(3) == 3
    assert panel.crowd.n_steps == 8


def test_what_is_saved_is_the_one_that_is_shown(
    panel: PlaygroundPanel, tmp_path: Path
) -> None:
    panel.player.run(14)
    panel.state = {"glass": 8}
    shown, losses = panel.network.get_weights(), list(panel.experiment.losses)
    panel.save(tmp_path / "one.json")
    panel.reset()
    panel.load(tmp_path / "one.json")
    assert not panel.state["twenty_starts"]
    assert panel.state["weight_seed"] == 7
    assert close(panel.network.get_weights(), shown)
    assert panel.experiment.losses == losses


def test_its_button_begins_to_play() -> None:
    async def play() -> PlaygroundPanel:
        panel = PlaygroundPanel(**QUICK)
        panel.controls["twenty_starts"].value = True
        assert panel.player.playing
        await asyncio.sleep(0.3)
        panel.player.pause()
        panel.flush()
        return panel

    panel = on_a_loop(play, tick=0.001)
    assert panel.crowd.n_steps > 5


@pytest.mark.slow
def test_all_its_controls_may_be_moved_while_there_are_twenty(
    panel: PlaygroundPanel,
) -> None:
    assert panel.sweep() > 100
    assert panel.fuzz(1, steps=100) == 100


def test_the_zero_line_of_a_circle_has_its_length_and_a_saddle_has_two() -> None:
    at = np.linspace(-1, 1, 81)
    x, y = np.meshgrid(at, at)
    fields = np.stack([x**2 + y**2 - 0.49, np.ones_like(x), x])
    pieces, which = zero_lines(fields, at)
    lengths = np.hypot(*(pieces[:, 1] - pieces[:, 0]).T)
    assert lengths[which == 0].sum() == pytest.approx(2 * np.pi * 0.7, rel=0.01)
    assert (which == 1).sum() == 0
    assert lengths[which == 2].sum() == pytest.approx(2, rel=1e-6)
    assert np.abs(np.hypot(*pieces[which == 0][:, 0].T) - 0.7).max() < 0.01
    saddle = np.array([[[1.0, -1.0], [-1.0, 1.0]]])
    assert len(zero_lines(saddle, np.array([0.0, 1.0]))[0]) == 2
