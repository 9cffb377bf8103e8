"""The playground: what is trained, what is changed by hand, and the way back."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from clock import on_a_loop
from playground_hand import point, spot

from ann_course.panels import PlaygroundPanel
from ann_course.panels.playground.data import REACH
from ann_course.panels.playground.setup import UNITS, train
from ann_lib import SGD, BinaryCrossEntropy, Dense, MeanSquaredError, Network, ReLU, Tanh


def weights(panel: PlaygroundPanel) -> list[Any]:
    return panel.network.get_weights()


def same(a: list[Any], b: list[Any]) -> bool:
    return all(np.array_equal(x, y) for x, y in zip(a, b, strict=True))


@pytest.fixture(scope="module")
def panel() -> PlaygroundPanel:
    return PlaygroundPanel()


@pytest.fixture(autouse=True)
def _from_the_start(panel: PlaygroundPanel) -> None:
    panel.own_points = []
    panel.reset()


def test_it_learns_its_default_problem(panel: PlaygroundPanel) -> None:
    assert panel.player.run(1500) == 1500
    train, test = panel.experiment.scores()
    assert train > 0.95
    assert test > 0.9
    assert "after 214 epochs" in panel.describe()


def test_the_same_start_gives_the_same_curve(panel: PlaygroundPanel) -> None:
    panel.player.run(70)
    first, end = list(panel.experiment.losses), weights(panel)
    panel.player.restart()
    panel.flush()
    assert panel.experiment.n_steps == 0
    panel.player.run(70)
    assert panel.experiment.losses == first
    assert same(weights(panel), end)


def test_new_weights_leave_the_points_and_new_points_the_weights(
    panel: PlaygroundPanel,
) -> None:
    before, points = weights(panel), panel.experiment.points.train
    panel.player.run(3)
    panel.weights_button.click()
    panel.flush()
    assert (panel.state["seed"], panel.state["weight_seed"]) == (0, 1)
    assert panel.experiment.n_steps == 0
    assert np.array_equal(panel.experiment.points.train, points)
    assert not same(weights(panel), before)
    panel.reset()
    panel.points_button.click()
    panel.flush()
    assert (panel.state["seed"], panel.state["weight_seed"]) == (1, 0)
    assert same(weights(panel), before)
    assert not np.array_equal(panel.experiment.points.train, points)


def test_a_seed_alone_is_that_of_points_and_weights() -> None:
    settings = {"data": "moons", "seed": 7}
    panel = PlaygroundPanel(**settings)
    assert panel.state["weight_seed"] == 7
    trained = train(settings, n_steps=0)
    assert same(weights(panel), trained.network.get_weights())
    other = PlaygroundPanel(**settings, weight_seed=2)
    assert (other.state["seed"], other.state["weight_seed"]) == (7, 2)


def run_code(panel: PlaygroundPanel) -> Any:
    names: dict[str, Any] = {}
    exec(panel.code(), names)
    return names["network"]


@pytest.mark.parametrize("n_batches", [0, 3, 28, 31])
def test_the_code_gives_the_same_network_to_the_bit(
    panel: PlaygroundPanel, n_batches: int
) -> None:
    panel.state = {
        "data": "spiral", "x1·x2": True, "hidden_layers": 3, "units3": 5, "noise": 10,
        "activation": "relu", "optimizer": "Adam", "learning_rate": "0.03",
        "weight_decay": "0.001", "batch_size": 32, "seed": 5, "weight_seed": 8,
    }  # fmt: skip
    panel.player.run(n_batches)
    network = run_code(panel)
    assert network.dtype == np.float32
    assert same(network.get_weights(), weights(panel))


@pytest.mark.parametrize(
    "change",
    [
        lambda panel: setattr(panel.inspector.value, "value", 2.5),
        lambda panel: setattr(panel, "state", {"learning_rate": "0.3"}),
        lambda panel: setattr(panel, "state", {"batch_size": 7, "optimizer": "RMSProp"}),
    ],
)
def test_after_a_change_by_hand_the_code_gives_the_weights_themselves(
    panel: PlaygroundPanel, change: Any
) -> None:
    panel.player.run(10)
    assert "by hand" not in panel.code()
    change(panel)
    panel.player.run(10)
    assert "changed by hand" in panel.code()
    assert same(run_code(panel).get_weights(), weights(panel))
    panel.player.restart()
    panel.flush()
    assert "by hand" not in panel.code()


def test_n_steps_equal_fit_to_the_bit(panel: PlaygroundPanel) -> None:
    panel.state = {"data": "moons", "seed": 3, "weight_seed": 7, "batch_size": 24}
    start = panel.network.get_weights()
    x, labels = panel.experiment.x, panel.experiment.points.train_labels
    panel.player.run(5 * 9)  # 210 points are 9 batches
    assert panel.experiment.n_epochs == 5
    network = Network(
        [Dense(2, 4), Tanh(), Dense(4, 2), Tanh(), Dense(2, 1)], loss=BinaryCrossEntropy()
    )
    network.set_weights(start)
    network.fit(
        x, labels, epochs=5, batch_size=24, optimizer=SGD(0.1), rng=7, progress=False
    )
    assert same(network.get_weights(), weights(panel))


def test_the_code_with_points_of_ones_own(panel: PlaygroundPanel) -> None:
    for x, label in ((-1.0, 0), (-2.0, 0), (1.0, 1), (2.0, 1)):
        panel.add_point(x, x / 2, label)
    panel.flush()
    panel.player.run(10)
    assert same(run_code(panel).get_weights(), weights(panel))


def test_rates_act_on_the_training_under_way(panel: PlaygroundPanel) -> None:
    panel.player.run(10)
    panel.state = {"learning_rate": "0.01", "weight_decay": "0.1", "batch_size": 8}
    assert panel.experiment.n_steps == 10
    optimizer = panel.experiment.training.optimizer
    assert (optimizer.learning_rate, optimizer.weight_decay) == (0.01, 0.1)
    panel.state = {"optimizer": "Adam"}
    assert panel.experiment.n_steps == 10
    assert panel.experiment.training.optimizer.learning_rate == 0.01
    panel.player.run(10)
    assert panel.experiment.n_steps == 20


def test_what_the_network_is_begins_anew(panel: PlaygroundPanel) -> None:
    for change in ({"data": "moons"}, {"units1": 7}, {"x1²": True}, {"noise": 40}):
        panel.player.run(5)
        panel.state = change
        assert panel.experiment.n_steps == panel.player.steps == 0
    assert panel.network.layers[0].weights.value.shape == (3, 7)


def test_any_weight_and_bias_can_be_read_and_changed(panel: PlaygroundPanel) -> None:
    inspector = panel.inspector
    names = list(inspector.part.options)
    assert len(names) == 25
    assert names[0] == "weight x1 to h1.1"
    assert names[-1] == "bias of y"
    panel.player.run(30)
    panel.flush()
    for name in ("weight x2 to h1.3", "weight h2.1 to y", "bias of h2.2", "bias of y"):
        inspector.part.value = name
        before = weights(panel)
        inspector.value.value = 3.25
        changed = [int((a != b).sum()) for a, b in zip(before, weights(panel), strict=True)]
        assert sum(changed) == 1
        panel.flush()
        assert inspector.value.value == 3.25
    assert panel.network.layers[0].weights.value[1, 2] == 3.25
    assert panel.network.layers[-1].bias.value[0] == 3.25


def test_the_number_shown_follows_training(panel: PlaygroundPanel) -> None:
    panel.inspector.part.value = "bias of y"
    panel.player.run(50)
    panel.flush()
    number, real = panel.inspector.value, panel.network.layers[-1].bias.value[0]
    assert number.value == float(real) != 0
    assert number.field.number == round(float(real), 2)


def test_what_the_page_repeats_changes_nothing(panel: PlaygroundPanel) -> None:
    inspector = panel.inspector
    panel.player.run(20)
    panel.flush()
    before = weights(panel)
    for part in inspector.part.options:
        inspector.part.value = part
        # The step that it is shown at, in a page whose sums differ in the last digit.
        inspector.value.slider.set_state({"value": inspector.value.slider.value + 4e-16})
    panel.flush()
    assert same(weights(panel), before)
    assert not panel.experiment.by_hand
    inspector.value.field.value = "0.12345"  # what is typed is taken as it is
    assert panel.network.layers[-1].bias.value[0] == np.float32(0.12345)
    panel.flush()
    inspector.value.slider.set_state({"value": 0.12})
    assert panel.network.layers[-1].bias.value[0] == np.float32(0.12345)


def test_a_weight_beyond_the_slider_widens_it(panel: PlaygroundPanel) -> None:
    panel.network.layers[0].weights.value[0, 0] = -31.5
    panel.follow()
    panel.flush()
    assert panel.inspector.value.value == -31.5
    assert panel.network.layers[0].weights.value[0, 0] == -31.5


def test_a_weight_is_kept_as_typed_or_the_cut_is_told(panel: PlaygroundPanel) -> None:
    value, weights = panel.inspector.value, panel.network.layers[0].weights.value
    for typed, kept, told in (
        ("25", 25, ""), ("-3.14159", -3.14159, "shown rounded: it is −3.14159"),
        ("1e6", 100, "cut to 100"), ("two", 100, "not a number"),
    ):  # fmt: skip
        value.field.value = typed
        panel.flush()
        assert weights[0, 0] == np.float32(kept)
        assert told in value.note.value
        assert bool(told) == bool(value.note.value)


def test_divergence_is_met_with_a_sentence_and_a_way_back() -> None:
    panel = PlaygroundPanel(activation="relu", learning_rate="10")
    panel.network.set_weights([np.full_like(w, 1e20) for w in weights(panel)])
    panel.player.step_button.click()
    note = panel.player.note.value
    assert "Training broke off in epoch 1: the loss was no longer a finite number" in note
    assert "Choose a smaller learning rate" in note
    assert 'role="alert"' in note
    assert panel.player.failure is None
    assert all(np.isfinite(w).all() for w in weights(panel))
    panel.player.restart()
    panel.flush()
    assert panel.player.note.value == ""
    assert panel.player.run(5) == 5
    assert panel.experiment.losses[0][0] < 1


def test_no_points_and_then_some() -> None:
    panel = PlaygroundPanel(data="own points")
    assert "There are no points yet" in panel.describe()
    panel.player.step()
    assert "There are no points to learn from yet" in panel.player.note.value
    panel.add_point(1.0, 1.0, 1)
    panel.add_point(-1.0, -1.0, 0)
    panel.flush()
    assert panel.player.run(20) == 20
    assert panel.player.note.value == ""
    panel.undo()
    panel.undo()
    panel.undo()
    panel.flush()
    assert "There are no points yet" in panel.describe()
    with pytest.raises(ValueError, match="x must be at least"):
        panel.add_point(REACH + 1, 0, 1)
    with pytest.raises(ValueError, match="label must be 0"):
        panel.add_point(0, 0, 2)


def test_points_by_button() -> None:
    panel = PlaygroundPanel()
    maker = panel.point_maker
    maker.x1.value, maker.x2.value = 0.5, -0.5
    maker.buttons[1].click()
    maker.x1.value = -0.5
    maker.buttons[0].click()
    panel.flush()
    assert panel.state["data"] == "own points"
    assert panel.own_points == [(0.5, -0.5, 1), (-0.5, -0.5, 0)]
    maker.undo_button.click()
    assert panel.own_points == [(0.5, -0.5, 1)]
    maker.buttons[0].click()
    maker.clear_button.click()
    panel.flush()
    assert panel.own_points == []
    assert "There are no points yet" in panel.describe()
    maker.undo_button.click()
    assert panel.own_points == [(0.5, -0.5, 1), (-0.5, -0.5, 0)]
    for _ in range(4):
        maker.undo_button.click()
    panel.flush()
    assert panel.own_points == []


XOR = [(1.0, 1.0, 0), (-1.0, -1.0, 0), (1.0, -1.0, 1), (-1.0, 1.0, 1)]


def test_a_few_points_of_ones_own_are_all_trained_on(panel: PlaygroundPanel) -> None:
    for row in XOR:
        panel.add_point(*row)
    panel.flush()
    assert (len(panel.experiment.x), len(panel.experiment.x_test)) == (4, 0)
    told = "; the first 20 of your own points are all for training."
    assert panel.describe().endswith(told)
    assert panel.points_button.disabled
    output = panel.view.output
    assert output.losses.legends[1].texts == ["no test points"]
    assert not output.losses.curves[1].get_visible()
    for k in range(36):
        before = panel.experiment.points.train.tolist()
        panel.add_point(k / 20, 0.5, k % 2)
        panel.flush()
        assert panel.experiment.points.train.tolist()[: len(before)] == before
    n_test = len(panel.experiment.x_test)
    assert len(panel.experiment.x) + n_test == 40
    assert 1 <= n_test <= 12
    assert "; test loss" in panel.describe()
    assert output.losses.legends[1].texts[0].startswith("○ - - test 0.")
    assert output.losses.curves[1].get_visible()
    panel.state = {"held_out": 0}
    assert len(panel.experiment.x) == 40


def test_nothing_need_be_held_out(panel: PlaygroundPanel) -> None:
    panel.state = {"held_out": 0}
    assert (len(panel.experiment.x), len(panel.experiment.x_test)) == (300, 0)
    assert panel.player.run(20) == 20
    assert "test" not in panel.describe()
    assert "your own" not in panel.describe()


def test_a_point_added_in_training_keeps_the_weights_and_training_goes_on() -> None:
    async def play() -> PlaygroundPanel:
        panel = PlaygroundPanel(points=[row[:2] for row in XOR], labels=[0, 0, 1, 1])
        panel.player.play()
        await asyncio.sleep(0.3)
        steps, epochs = panel.experiment.n_steps, panel.experiment.n_epochs
        before = weights(panel)
        panel.add_point(0.0, 2.0, 1)
        assert panel.player.playing
        assert same(weights(panel), before)
        assert panel.experiment.n_steps == steps > 0
        await asyncio.sleep(0.3)
        assert panel.experiment.n_steps > steps
        assert panel.experiment.n_epochs > epochs
        panel.player.pause()
        panel.flush()
        return panel

    panel = on_a_loop(play, tick=0.001)
    assert len(panel.experiment.x) == 5
    assert sum(len(marks.get_xdata()) for marks in panel.view.output.points[0]) == 5
    assert same(run_code(panel).get_weights(), weights(panel))
    panel.player.restart()
    panel.flush()
    assert panel.experiment.n_steps == 0
    assert len(panel.experiment.x) == 5


def test_a_network_of_ones_own_is_the_one_that_learns() -> None:
    network = Network([Dense(2, 3), ReLU(), Dense(3, 1)], loss=BinaryCrossEntropy(), rng=5)
    before = network.get_weights()
    panel = PlaygroundPanel(network, data="moons")
    assert panel.network is network
    assert panel.state["activation"] == "relu"
    assert [panel.state[name] for name in UNITS[:1]] == [3]
    panel.player.run(20)
    assert not same(network.get_weights(), before)
    panel.player.restart()
    panel.flush()
    assert panel.network is network
    assert same(network.get_weights(), before)


def test_another_kind_of_network_is_refused() -> None:
    for network in (
        Network([Dense(2, 9), Tanh(), Dense(9, 1)], loss=BinaryCrossEntropy()),
        Network([Dense(2, 1)], loss=MeanSquaredError()),
        Network([Dense(8, 1)], loss=BinaryCrossEntropy()),
    ):
        with pytest.raises(ValueError, match="network must have 1 to 7 inputs"):
            PlaygroundPanel(network)
    for wrong in ({"data": "rings"}, {"learning_rate": 0.1}, {"units1": 9}):
        with pytest.raises(ValueError, match=r"must be (one of|at least)"):
            PlaygroundPanel(**wrong)
    with pytest.raises(ValueError, match="state has no 'rate'"):
        PlaygroundPanel(rate=0.1)


def test_dead_units_are_counted() -> None:
    network = Network([Dense(2, 3), ReLU(), Dense(3, 1)], loss=BinaryCrossEntropy(), rng=5)
    network.layers[0].bias.value[:2] = -100
    panel = PlaygroundPanel(network)
    assert "2 ReLU units are dead" in panel.describe()


def test_save_and_load(panel: PlaygroundPanel, tmp_path: Path) -> None:
    path = tmp_path / "spiel mit ü.json"
    panel.state = {"data": "spiral", "units1": 6}
    panel.player.run(40)
    panel.save(path)
    state, end, losses = panel.state, weights(panel), list(panel.experiment.losses)
    words = panel.describe()
    panel.reset()
    panel.load(path)
    assert panel.state == state
    assert same(weights(panel), end)
    assert panel.experiment.losses == losses
    assert panel.describe() == words


def test_a_file_from_home_and_one_that_is_not_there(
    panel: PlaygroundPanel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(variable, str(tmp_path))
    panel.state = {"data": "spiral"}
    panel.save("~/mine.json")
    panel.reset()
    panel.load("~/mine.json")
    assert panel.state["data"] == "spiral"
    with pytest.raises(
        FileNotFoundError, match=r"There is no file 'mne\.json' in .*Put it"
    ):
        panel.load("mne.json")


def test_what_a_long_play_saves_can_be_loaded(
    panel: PlaygroundPanel, tmp_path: Path
) -> None:
    path = tmp_path / "long.json"
    panel.player.run(7)
    n_epochs = 200_000
    panel.experiment.losses = [
        (2.0 - k / n_epochs, float("inf")) for k in range(n_epochs + 1)
    ]
    panel.save(path)
    assert path.stat().st_size < 500_000
    panel.reset()
    panel.load(path)
    losses = panel.experiment.losses
    assert panel.experiment.n_epochs == n_epochs
    assert "after 200,000 epochs" in panel.describe()
    assert losses[0][0] == 2.0
    assert losses[-1][0] == 1.0
    assert losses[50_000][0] == pytest.approx(1.75, abs=1e-5)
    assert np.isfinite(losses).all()
    assert panel.player.run(7) == 7


def test_a_file_from_before_there_were_two_seeds(
    panel: PlaygroundPanel, tmp_path: Path
) -> None:
    path = tmp_path / "old.json"
    panel.state = {"seed": 4}
    panel.save(path)
    content = json.loads(path.read_text())
    del content["state"]["weight_seed"], content["epochs"]
    path.write_text(json.dumps(content))
    panel.load(path)
    assert (panel.state["seed"], panel.state["weight_seed"]) == (4, 4)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"epochs": -1}, "epochs must be from 0"),
        ({"epochs": 1e300}, "epochs must be a whole number"),
        ({"epochs": 10**12}, "epochs must be from 0"),
        ({"format": "else"}, "it is not of the format"),
        ({"weights": [[[1.0]]]}, "weights must have the shapes"),
        ({"weights": [[float("nan")]]}, "not all finite"),
        ({"state": {"noise": 999}}, "noise"),
        ({"state": {"nois": 1}}, "nois"),
        ({"weights": [[1e39]]}, "not all finite"),
        ({"weights": 3}, "cannot be loaded"),
        ({"losses": [[0.1, float("inf")]]}, "losses are not all finite"),
        ({"losses": []}, "losses are not all finite"),
        ({"losses": [[10**400, 1]]}, "cannot be loaded"),
        ({"points": 3}, "cannot be loaded"),
        ({"points": [[0, 1]]}, "cannot be loaded"),
        ({"points": [[0, 9, 1]]}, "points must lie between"),
        ({"points": [[0, 1, 2]]}, "labels"),
        ({"state": 3}, "cannot be loaded"),
    ],
)
def test_a_file_of_something_else_changes_nothing(
    panel: PlaygroundPanel, tmp_path: Path, change: dict[str, Any], why: str
) -> None:
    path = tmp_path / "play.json"
    panel.save(path)
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    panel.player.run(10)
    before, state = weights(panel), panel.state
    with pytest.raises(ValueError, match=why):
        panel.load(path)
    assert same(weights(panel), before)
    assert panel.state == state


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("not json", "cannot be loaded"),
        ("[" * 100_000, "nested without end"),
        ('{"format": "ann_lib playground 1"}', "it has no 'weights'"),
        (" " * 10_000_001, "far too large"),
        ("\udcff", "cannot be loaded"),
    ],
)
def test_a_file_that_holds_no_playground_is_told_so(
    panel: PlaygroundPanel, tmp_path: Path, text: str, why: str
) -> None:
    path = tmp_path / "play.json"
    path.write_bytes(text.encode(errors="surrogateescape"))
    with pytest.raises(ValueError, match=why) as caught:
        panel.load(path)
    assert "Use a file that PlaygroundPanel.save wrote" in str(caught.value)
    with pytest.raises(FileNotFoundError):
        panel.load(tmp_path / "nowhere.json")


def test_playing_trains_and_an_edit_on_the_way_is_kept() -> None:
    async def play() -> PlaygroundPanel:
        panel = PlaygroundPanel(learning_rate="0.001", hidden_layers=1)
        panel.player.play()
        await asyncio.sleep(0.3)
        panel.inspector.part.value = "bias of y"
        panel.inspector.value.value = 7.5
        await asyncio.sleep(0.3)
        assert panel.player.playing
        assert not panel.inspector.value.slider.continuous_update
        panel.player.play_button.click()
        assert not panel.player.playing
        panel.flush()
        return panel

    panel = on_a_loop(play, tick=0.001)
    assert panel.experiment.n_steps > 20
    assert 6.0 < panel.network.layers[-1].bias.value[0] < 7.5
    assert panel.inspector.value.slider.continuous_update
    loss = panel.experiment.measure()[0]
    assert f"training {loss:.3f}" in panel.figures[1].layers()[-1]  # the last step's


def test_units_of_missing_layers_are_out_of_sight(
    panel: PlaygroundPanel,
) -> None:
    panel.state = {"hidden_layers": 1}
    shown = [panel.controls[name].layout.display for name in UNITS]
    assert shown == ["", *["none"] * 5]


def test_what_only_hidden_layers_have_cannot_be_chosen_without_one(
    panel: PlaygroundPanel,
) -> None:
    for n_layers in (0, 1):
        panel.state = {"hidden_layers": n_layers}
        for name in ("activation", "dropout"):
            assert panel.controls[name].disabled == (n_layers == 0)


@pytest.mark.parametrize("n_layers", [0, 4])  # the lesson has panels with 1 and 2
def test_it_survives_a_sweep_from_other_starts_too(n_layers: int) -> None:
    panel = PlaygroundPanel(hidden_layers=n_layers, data="moons")
    assert panel.sweep() > 100
    assert ("units2" in panel.silent) == (n_layers < 2)


def test_points_of_ones_own_survive_a_sweep() -> None:
    points = [[0, 1], [1, 0], [-1, 1], [-1, -1]]
    panel = PlaygroundPanel(points=points, labels=[0, 1, 0, 1])
    assert panel.sweep() > 100
    assert "noise" in panel.silent
    assert not panel.player.playing


def test_the_last_input_stays_on_and_the_panel_says_why(panel: PlaygroundPanel) -> None:
    panel.controls["x1"].value = False
    panel.flush()
    assert panel.player.note.value == ""
    panel.player.run(3)
    panel.controls["x2"].value = False
    panel.flush()
    assert panel.controls["x2"].value is True
    assert panel.experiment.feature_names == ["x2"]
    assert "needs at least one input, so x2 stays on." in panel.player.note.value
    assert panel.experiment.n_steps == 3  # nothing has changed
    panel.state = {"x1": False, "x2": False}
    assert panel.state["x2"]


def test_two_colours_only_show_which_side_wins(panel: PlaygroundPanel) -> None:
    panel.player.run(10)
    many = len(np.unique(panel.view.output.shade.pixels))
    panel.state = {"discretize": True}
    assert panel.experiment.n_steps == 10
    assert panel.describe().endswith("only which side wins, not by how much.")
    pixels = panel.view.output.shade.pixels.reshape(-1, 3)
    assert len(np.unique(pixels, axis=0)) == 2 < many
    grid = panel.view._grid
    share = (panel.network.forward(grid) > 0).mean()
    orange = (pixels[:, 0] > pixels[:, 2]).mean()
    assert orange == pytest.approx(share, abs=1e-9)


def test_pointing_at_a_unit_shows_its_answer_in_the_plane(panel: PlaygroundPanel) -> None:
    picture, output = panel.view.network, panel.view.output
    whole = panel.pictures()[1]
    assert output.title.texts == ["What the output says"]
    for number, end, name in ((0, 0, "x1"), (0, 1, "h1.1"), (15, 1, "h2.2")):
        place = spot(panel, 0, picture.axes, *picture.segments[number, end])
        point(panel, 0, "hover", *place)
        panel.flush()
        assert output.title.texts == [f"What {name} says"]
        assert panel.pictures()[1] != whole
    assert panel.inspector.part.value == "weight x1 to h1.1"  # nothing is chosen by it
    point(panel, 0, "leave", *place)
    panel.flush()
    assert panel.pictures()[1] == whole
    point(panel, 0, "hover", *place)
    panel.state = {"hidden_layers": 1}
    assert output.title.texts == ["What the output says"]
    panel.pictures()


def test_a_click_in_the_plane_places_a_point(panel: PlaygroundPanel) -> None:
    place = spot(panel, 1, panel.view.output.axes, 1, -2)
    point(panel, 1, "down", *place)
    assert panel.own_points == []  # not while another set of points is shown
    assert "first choose own points" in panel.player.note.value
    panel.state = {"data": "own points"}
    assert panel.player.note.value == ""
    point(panel, 1, "hover", *place)
    point(panel, 1, "down", *place)
    panel.point_maker.color.value = "blue"
    point(panel, 1, "down", *place)
    point(panel, 1, "down", 0.001, 0.999)  # beside the plane
    panel.flush()
    assert panel.own_points == [(1.0, -2.0, 1), (1.0, -2.0, 0)]
    panel.point_maker.color.value = "orange"


def test_a_click_on_a_connection_or_a_unit_chooses_it(panel: PlaygroundPanel) -> None:
    picture = panel.view.network
    for number in (0, 5, 13, 17):
        middle = picture.segments[number].mean(axis=0) + 0.5
        nearest = picture.connection_at(*middle)
        point(panel, 0, "down", *spot(panel, 0, picture.axes, *middle))
        assert panel.inspector.part.index == panel.inspector.connection == nearest
    point(panel, 0, "down", 0.005, 0.995)
    assert panel.inspector.part.index == nearest
    for unit, name in ((0, "bias of h1.1"), (5, "bias of h2.2"), (6, "bias of y")):
        end = picture.segments[{0: 0, 5: 15, 6: 17}[unit], 1]
        point(panel, 0, "down", *spot(panel, 0, picture.axes, *end))
        assert panel.inspector.part.value == name
        assert (panel.inspector.unit, panel.inspector.connection) == (unit, None)


def test_the_sum_of_the_chosen_unit_is_written_out(panel: PlaygroundPanel) -> None:
    inspector = panel.inspector
    panel.network.layers[0].weights.value[:, 1] = 0.25, -1.5
    panel.network.layers[0].bias.value[1] = -0.75
    inspector.part.value = "weight x2 to h1.2"
    assert inspector.sum.value == "h1.2 = tanh(0.25 · x1 <b>− 1.50 · x2</b> − 0.75)"
    inspector.part.value = "bias of y"
    assert "<b>0.00</b>, and where y is above 0 the answer is orange" in inspector.sum.value
    panel.state = {"activation": "none"}
    inspector.part.value = "bias of h1.1"
    assert inspector.sum.value.startswith("h1.1 = ")
    assert "none" not in inspector.sum.value
