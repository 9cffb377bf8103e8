"""The backward pass with numbers: it must be the network's own, to the last digit."""

from __future__ import annotations

import numpy as np
import pytest
from clock import on_a_loop, until

from ann_course.live.diagram import Bias, Connection
from ann_course.live.labels import Labels
from ann_course.panels.backward_pass import BackwardPassPanel, make_network
from ann_lib import MeanSquaredError, Network, ReLU, SoftmaxCrossEntropy
from ann_lib.gradcheck import check_network
from ann_lib.layers import Dense


def test_the_links_are_the_networks_gradients_to_the_last_digit() -> None:
    rng = np.random.default_rng(0)
    for _ in range(10):
        network = make_network()
        network.set_weights([rng.normal(size=p.value.shape) for p in network.parameters])
        panel = BackwardPassPanel(network)
        panel.state = {
            n: float(rng.choice(np.arange(-2, 2.25, 0.25))) for n in ("x1", "x2", "target")
        }
        assert panel.gradients() == panel.network_gradients()
        assert len(panel.gradients()) == 9


def test_both_agree_with_central_differences() -> None:
    assert check_network(make_network(), np.array([[1.0, -1.0]]), np.array([[1.0]])) < 1e-7


def test_one_link_more_a_step() -> None:
    panel = BackwardPassPanel()
    forward, backward = panel.diagrams
    for n_steps in range(len(panel.links) + 1):
        panel.state = {"steps": n_steps}
        to_come = panel.table.value.count("visibility:hidden")
        assert to_come == 3 * (len(panel.links) - n_steps)
        shown = [link for link in panel.links[:n_steps] if link.gradient]
        assert all(backward.value(link.part) == link.gradient for link in shown)
        if n_steps:
            part = panel.links[n_steps - 1].part
            assert forward.picked == backward.picked == part
            assert panel.links[n_steps - 1].name in panel.describe()
            assert backward.name(part) in panel.links[n_steps - 1].name
    assert "9 of 9 gradients agree" in panel.describe()


def test_every_weight_and_bias_gets_its_link_once() -> None:
    panel = BackwardPassPanel()
    parts = [link.part for link in panel.links if isinstance(link.part, Connection | Bias)]
    assert len(parts) == len(set(parts)) == 9


def test_a_target_that_is_met_leaves_nothing_to_change() -> None:
    network = make_network()
    network.parameters[2].value[...] = 0.0
    network.parameters[3].value[...] = 1.0
    panel = BackwardPassPanel(network)
    assert set(panel.gradients().values()) == {0.0}
    assert "the loss is 0." in panel.describe()


def test_agreement_is_counted_and_not_only_said() -> None:
    panel = BackwardPassPanel()
    panel.network.backward = lambda d: None  # type: ignore[method-assign]
    for parameter in panel.network.parameters:
        parameter.gradient[...] = 0.0
    panel.state = {"steps": len(panel.links)}
    assert "0 of 9 gradients agree" in panel.describe()


def test_all_nine_names_stand_in_both_pictures_clear_of_the_nodes() -> None:
    picture = BackwardPassPanel()
    names = {"v1", "v2", "c", "w11", "w12", "w21", "w22", "b1", "b2"}
    labels = [artist for artist in picture.figures[0].over if isinstance(artist, Labels)]
    written = [label for label in labels if set(label.texts) <= names]
    for ax, diagram in zip(picture.figures[0].figure.axes, picture.diagrams, strict=True):
        here = [label for label in written if label.axes is ax]
        place = {
            text: label.get_transform().transform(point)
            for label in here
            for text, point in zip(label.texts, label.points, strict=True)
        }
        assert place.keys() == names
        at = {
            diagram.name(node).removeprefix("dL/d"): ax.transData.transform(point)
            for node, point in diagram.positions.items()
        }
        for text, ends in {"w12": ("x1", "h2"), "w21": ("x2", "h1")}.items():
            start, end = (at[name] for name in ends)
            distances = {t: off_line(place[t], start, end) for t in ("w12", "w21")}
            assert distances.pop(text) < 1  # on its own wire
            assert min(distances.values()) > 9  # points: and clear of the other
        far = [np.linalg.norm(p - node) for p in place.values() for node in at.values()]
        assert min(far) > 18  # points: half a node


def off_line(point: np.ndarray, start: np.ndarray, end: np.ndarray) -> float:
    (x, y), (dx, dy) = point - start, end - start
    return float(abs(x * dy - y * dx) / np.hypot(dx, dy))


def test_the_names_in_the_picture_are_those_of_the_formulas() -> None:
    forward, _ = BackwardPassPanel().diagrams
    assert forward.name(Connection(0, 1, 0)) == "w21"
    assert forward.name(Connection(1, 1, 0)) == "v2"
    assert [forward.name(bias) for bias in (Bias(1, 1), Bias(2, 0))] == ["b2", "c"]


def test_playing_again_at_the_end_begins_anew() -> None:
    seen: list[int] = []

    async def play_twice() -> None:
        panel = BackwardPassPanel()
        panel.controls["steps"].observe(lambda change: seen.append(change["new"]))
        panel.player.speed_control.value = "as fast as it goes"
        for _ in range(2):
            panel.player.play()
            await until(lambda: not panel.player.playing)
        panel.player.step()  # a single step has nowhere to go
        panel.close()

    on_a_loop(play_twice, tick=0.001)
    assert seen == [*range(1, 13), *range(13)]


def test_the_player_steps_back() -> None:
    panel = BackwardPassPanel()
    assert panel.player.run(100) == len(panel.links)
    panel.flush()
    assert panel.state["steps"] == len(panel.links)
    panel.reset()
    assert "Nothing has gone back yet" in panel.describe()


def test_another_network_is_refused() -> None:
    for network in (
        Network([Dense(2, 2), ReLU(), Dense(2, 1)], loss=MeanSquaredError()),
        Network([Dense(2, 2), ReLU(), Dense(2, 2)], loss=SoftmaxCrossEntropy()),
        "network",
    ):
        with pytest.raises(ValueError, match=r"network must be Network\(\[Dense\(2, 2\)"):
            BackwardPassPanel(network)  # type: ignore[arg-type]
