"""What the playground's pictures tell and what stands on them, without training much."""

from __future__ import annotations

import numpy as np
import pytest
from playground_hand import point, spot

from ann_course.lessons.lesson_06.tasks import LATER
from ann_course.panels import PlaygroundPanel
from ann_course.panels.playground.network import KEY, THUMB, NetworkPicture
from ann_lib import Dense, MeanSquaredError, Network, Tanh
from ann_lib.plots import style


@pytest.fixture(scope="module")
def panel() -> PlaygroundPanel:
    return PlaygroundPanel()


@pytest.fixture(autouse=True)
def _from_the_start(panel: PlaygroundPanel) -> None:
    panel.reset()


def test_pointing_at_a_connection_tells_its_weight(panel: PlaygroundPanel) -> None:
    picture = panel.view.network
    middle = picture.segments[0].mean(axis=0)
    point(panel, 0, "hover", *spot(panel, 0, picture.axes, *middle))
    panel.flush()
    weight = panel.network.layers[0].weights.value[0, 0]
    told = f"The weight from x1 to h1.1 is {weight:.2f}. Click to change it."
    assert picture.caption.texts == [told]
    panel.player.run(30)
    weight = panel.network.layers[0].weights.value[0, 0]
    assert f" is {weight:.2f}." in picture.caption.texts[0]
    point(panel, 0, "hover", *spot(panel, 0, picture.axes, *picture.segments[0, 1]))
    panel.flush()
    bias = panel.network.layers[0].bias.value[0]
    assert picture.caption.texts[0].startswith(
        f"The bias of h1.1 is {bias:.2f}: the square"
    )
    point(panel, 0, "hover", *spot(panel, 0, picture.axes, *picture.segments[0, 0]))
    panel.flush()
    assert picture.caption.texts == ["x1, an input: it is what it is."]
    point(panel, 0, "leave", 0.5, 0.5)
    panel.flush()
    assert picture.caption.texts == [KEY]


def test_the_inspector_stands_where_one_clicks_until_it_is_put_back(
    panel: PlaygroundPanel,
) -> None:
    picture, card = panel.view.network, panel.inspector.card
    middle = spot(panel, 0, picture.axes, *picture.segments[0].mean(axis=0))
    unit = spot(panel, 0, picture.axes, *picture.segments[0, 1])

    def stands_at(x: float, y: float) -> bool:
        return card.at == pytest.approx([x, y])

    assert card.at == []
    point(panel, 0, "down", *middle)
    assert stands_at(*middle)
    point(panel, 0, "down", *unit)
    assert stands_at(*unit)
    panel.player.run(7)
    assert stands_at(*unit)
    point(panel, 0, "down", 0.005, 0.995)  # beside all of it
    assert card.at == []
    assert panel.inspector.part.value == "bias of h1.1"
    point(panel, 0, "down", *middle)
    panel.state = {"units1": 5}  # that connection is elsewhere now
    assert card.at == []
    panel.state = {"fold": True}
    unit = spot(panel, 0, picture.axes, *picture.segments[0, 1])
    point(panel, 0, "down", *unit)  # chooses what folds
    assert card.at == []
    assert panel.inspector.part.value == "bias of h1.1"


def test_the_losses_can_be_read_off(panel: PlaygroundPanel) -> None:
    panel.player.run(70)
    losses = panel.view.output.losses
    now = [legend.texts[0] for legend in losses.legends]
    point(panel, 1, "hover", *spot(panel, 1, losses.axes, 6.2, 0.9))
    panel.flush()
    train, test = panel.experiment.losses[6]
    read = [legend.texts[0] for legend in losses.legends]
    assert read == [f"epoch 6: {train:.3f}", f"- - test {test:.3f}"]
    assert losses.mark.get_visible()
    point(panel, 1, "leave", 0.5, 0.5)
    panel.flush()
    assert [legend.texts[0] for legend in losses.legends] == now
    panel.player.restart()
    point(panel, 1, "hover", *spot(panel, 1, losses.axes, 6.2, 0.9))
    panel.flush()
    assert not losses.mark.get_visible()  # there is no sixth epoch yet


def test_no_loss_is_told_of_points_that_are_not_there(panel: PlaygroundPanel) -> None:
    losses = panel.view.output.losses
    panel.state = {"data": "own points"}
    said = [legend.texts[0] for legend in losses.legends]
    assert said == ["no training points", "no test points"]
    panel.state = {"data": "circles", "held_out": 0}
    panel.player.run(70)
    point(panel, 1, "hover", *spot(panel, 1, losses.axes, 6.2, 0.9))
    panel.flush()
    train, _ = panel.experiment.losses[6]
    said = [legend.texts[0] for legend in losses.legends]
    assert said == [f"epoch 6: {train:.3f}", "no test points"]


def test_the_border_runs_where_the_output_is_0(panel: PlaygroundPanel) -> None:
    panel.player.run(400)
    pieces = panel.view.output.border.ends
    assert len(pieces) > 20
    outputs = panel.network.forward(pieces[:, 0].astype(np.float32))
    assert np.abs(np.tanh(outputs / 2)).max() < 0.05


def test_test_points_can_be_hidden(panel: PlaygroundPanel) -> None:
    whole = panel.pictures()[1]
    panel.state = {"test_points": False}
    hidden = panel.pictures()[1]
    assert len(hidden) < len(whole)
    panel.player.run(7)
    assert panel.experiment.losses[-1][1] > 0  # they still count
    panel.reset()
    assert panel.pictures()[1] == whole


def test_it_stops_after_so_many_epochs(panel: PlaygroundPanel) -> None:
    panel.state = {"stop_after": "10 epochs"}
    assert panel.player.run(1000) == 71  # of 7 batches; the last step finds the end
    assert panel.experiment.n_epochs == 10
    assert "It stops after 10 epochs" in panel.player.note.value
    assert panel.pieces.count.value.startswith("Epoch 10 · ")
    panel.state = {"stop_after": "100 epochs"}
    assert panel.player.run(7) == 7
    assert panel.player.note.value == ""
    panel.player.restart()
    panel.flush()
    assert panel.pieces.count.value == "Epoch 0 · 0.0 s"


def test_plus_and_minus_stand_on_the_network(panel: PlaygroundPanel) -> None:
    sheet = panel.view.buttons
    pairs = [each.children for each in sheet.children]
    pairs[0][1].click()
    panel.flush()
    assert panel.state["units1"] == 5
    for _ in range(5):
        pairs[1][0].click()
    panel.flush()
    assert panel.state["units2"] == 1
    assert pairs[1][0].disabled
    fewer, count, more = sheet.of_layers.children
    more.click()
    panel.flush()
    assert panel.state["hidden_layers"] == 3
    assert count.value == "3 hidden layers"
    assert [float(e.layout.left[:-1]) for e in sheet.children[:3]] == sorted(
        float(e.layout.left[:-1]) for e in sheet.children[:3]
    )
    for _ in range(4):
        fewer.click()
    panel.flush()
    assert panel.state["hidden_layers"] == 0
    assert fewer.disabled
    assert all("ann-hidden" in each._dom_classes for each in sheet.children)


def test_more_opens_the_rest_and_closes_it(panel: PlaygroundPanel) -> None:
    more = panel.pieces.more
    assert not more.is_open
    more.click()
    assert more.is_open
    assert more.description.startswith("Less")
    more.click()
    assert not more.is_open


def test_what_is_hidden_is_out_of_sight_and_the_rest_is_there() -> None:
    hide = ["fold", "twenty_starts", "glass", "hidden_layers", "units1", "new_points",
            "inspector", "more", "tour"]  # fmt: skip
    panel = PlaygroundPanel(data="moons", hide=hide)
    sheet, controls = panel.view.buttons, panel.controls
    gone = [controls["fold"], panel.points_button, panel.inspector, panel.pieces.more,
            sheet.of_layers, *sheet.children[0].children]  # fmt: skip
    assert all("ann-hidden" in each._dom_classes for each in gone)
    assert panel.tour is None
    there = [controls["data"], panel.weights_button, *sheet.children[1].children]
    assert not any("ann-hidden" in each._dom_classes for each in there)
    panel.state = {"twenty_starts": True}
    panel.player.run(7)
    assert "ann-hidden" in controls["glass"]._dom_classes
    # Nothing is marked or offered that only the inspector could change.
    picture = panel.view.network
    assert not picture.marked.get_visible()
    middle = spot(panel, 0, picture.axes, *picture.segments[0].mean(axis=0))
    for kind in ("hover", "down"):
        point(panel, 0, kind, *middle)
        panel.flush()
        assert picture.caption.texts[0].startswith("The weight from x1 to h1.1 is ")
        assert "Click" not in picture.caption.texts[0]
        assert not picture.marked.get_visible()
    assert "click" not in panel.figures[0].pointer.label
    panel.close()
    for wrong in (["nothing"], ["fold", 3], [["fold"]]):
        with pytest.raises(ValueError, match=r"not in the panel\. Their names are"):
            PlaygroundPanel(hide=wrong)
    with pytest.raises(TypeError, match="hide must be a list of names"):
        PlaygroundPanel(hide="fold")


def test_a_line_of_code_prepares_the_same_playground() -> None:
    first = PlaygroundPanel(
        data="spiral", seed=3, weight_seed=0, activation="relu", hide=["fold"], more=True,
        **{"x1²": True, "sin x1": True},
    )  # fmt: skip
    own = PlaygroundPanel(points=[[0, 1], [1, 0]], labels=[0, 1], hidden_layers=1)
    kept = PlaygroundPanel(points=[[0, 1], [1, 0]], labels=[0, 1], data="circles")
    for panel in (PlaygroundPanel(), first, own, kept):
        again = eval(panel.line(), {"PlaygroundPanel": PlaygroundPanel})
        assert again.state == panel.state
        assert again.own_points == panel.own_points
        assert again.hidden == panel.hidden
        assert again.pieces.more.is_open == panel.pieces.more.is_open
        assert again.describe() == panel.describe()
        again.close()
    assert PlaygroundPanel().line() == "PlaygroundPanel()"


def test_each_layer_may_have_its_own_activation(panel: PlaygroundPanel) -> None:
    panel.state = {"hidden_layers": 6, "activation": "relu", "activation2": "sigmoid",
                   "activation6": "none"}  # fmt: skip
    kinds = [type(layer).__name__ for layer in panel.network.layers[1::2]]
    assert kinds == ["ReLU", "Sigmoid", "ReLU", "ReLU", "ReLU", "Linear"]
    inspector = panel.inspector
    for name, start in (("h1.1", "relu("), ("h2.1", "sigmoid("), ("h6.1", "")):
        inspector.part.value = f"bias of {name}"
        assert inspector.sum.value.startswith(f"{name} = {start}")
    names: dict = {}
    panel.player.run(10)
    exec(panel.code(), names)
    pairs = zip(names["network"].get_weights(), panel.network.get_weights(), strict=True)
    assert all(np.array_equal(a, b) for a, b in pairs)
    again = PlaygroundPanel(panel.network)
    for name in ("hidden_layers", "activation", "activation2", "activation6"):
        assert again.state[name] == panel.state[name]
    again.close()
    columns = [float(e.layout.left[:-1]) for e in panel.view.buttons.children]
    assert min(np.diff(columns)) > 8  # per cent of the width: they do not overlap


@pytest.mark.parametrize("n_batches", [0, 10, 28])
def test_with_l1_and_dropout_the_code_still_gives_the_same_to_the_bit(
    panel: PlaygroundPanel, n_batches: int
) -> None:
    panel.state = {"dropout": "0.3", "l1": "0.01", "optimizer": "Adam"}
    panel.player.run(n_batches)
    names: dict = {}
    exec(panel.code(), names)
    pairs = zip(names["network"].get_weights(), panel.network.get_weights(), strict=True)
    assert all(np.array_equal(a, b) for a, b in pairs)
    with pytest.raises(ValueError, match="network must have 1 to 7 inputs"):
        PlaygroundPanel(panel.network)
    panel.state = {"twenty_starts": True}
    assert "trained without dropout" in panel.player.note.value
    panel.player.run(7)
    panel.state = {"twenty_starts": False, "fold": True}
    assert panel.player.run(7) == 7


def test_l1_lets_inputs_that_are_not_needed_go(panel: PlaygroundPanel) -> None:
    every = dict.fromkeys(("x1", "x2", "x1²", "x2²", "x1·x2", "sin x1", "sin x2"), True)
    panel.state = {"l1": "0.1", "hidden_layers": 0, "batch_size": 64, **every}
    panel.player.run(1400)
    weights = panel.network.layers[0].weights.value[:, 0]
    assert np.flatnonzero(weights).tolist() == [2, 3]  # the squares
    assert panel.experiment.scores()[0] > 0.9
    panel.state = {"l1": "0"}
    panel.player.run(70)
    assert np.all(weights != 0)


@pytest.mark.parametrize("most", range(1, 9))
def test_every_unit_is_in_its_column_where_its_frame_is(most: int) -> None:
    sizes = [2, most, 1]
    layers = [Dense(2, most), Tanh(), Dense(most, 1)]
    picture = NetworkPicture()
    picture.set_structure(sizes, ["x1", "x2"])
    tints = np.linspace(-1, 1, sum(sizes)) * np.ones((THUMB, THUMB, 1))
    picture.show(Network(layers, loss=MeanSquaredError(), rng=0), tints)
    columns = dict(zip(picture.units.corners[:, 0], picture.units.pixels, strict=True))
    assert len(columns) == len(sizes)
    nodes = zip(picture._corners, picture.names_of_nodes, tints[0, 0], strict=True)
    for (left, low), name, tint in nodes:
        shown = columns[left][int(low) : int(low) + THUMB]
        color = style.SURFACE(0.5 + 0.5 * tint, bytes=True)
        assert (shown[:, THUMB // 2 :] == color).all(), name
        assert (shown[..., 3] == 255).all()
        shown[..., 3] = 0
    assert not picture.units.pixels[..., 3].any()  # clear wherever no unit is
    assert len(picture.edges.ends) == 4 * sum(sizes)


def test_the_tail_of_an_output_s_name_stands_clear_of_its_picture() -> None:
    picture = NetworkPicture()
    picture.set_structure([2, 8, 3], ["x1", "x2"])
    point = picture.axes.get_window_extent().height / np.ptp(picture.axes.get_ylim())
    point *= 72 / picture.figure.dpi  # of one unit of the picture
    tops = picture._corners[-3:, 1] + THUMB
    clear = (picture.names.points[-3:, 1] - tops) * point
    assert clear.min() > (0.36 + 0.24) * picture.names.size + 1


def test_the_first_panel_of_the_lesson_has_no_control_that_does_nothing() -> None:
    panel = PlaygroundPanel(data="moons", hidden_layers=0, hide=LATER)
    in_sight = {"data", "activation"}.difference(panel.hidden)
    assert not in_sight.intersection(panel.silent)
