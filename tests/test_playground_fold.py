"""The playground's fold: where two units send the points, as lesson 04 shows it for XOR."""

from __future__ import annotations

import numpy as np
import pytest
from playground_hand import point, spot

from ann_course.panels import PlaygroundPanel
from ann_course.panels.playground.fold import GAPS, MESH, first_pair, layer_of
from ann_lib import BinaryCrossEntropy, Dense, Network, Tanh


@pytest.fixture(scope="module")
def panel() -> PlaygroundPanel:
    return PlaygroundPanel(fold=True)


@pytest.fixture(autouse=True)
def _from_the_start(panel: PlaygroundPanel) -> None:
    panel.reset()


def hidden(panel: PlaygroundPanel, x: np.ndarray, n_layers: int) -> np.ndarray:
    return panel.network.activations(x)[2 * n_layers]


def test_points_and_grid_lie_where_the_layer_of_two_sends_them(
    panel: PlaygroundPanel,
) -> None:
    fold, experiment = panel.view.output.fold, panel.experiment
    for n_steps in (0, 300):
        panel.player.run(n_steps)
        sent = hidden(panel, experiment.x, 2)
        for label, marks in enumerate(fold.points):
            expected = sent[experiment.points.train_labels == label]
            np.testing.assert_allclose(marks.get_xydata(), expected, atol=1e-6)
        lines = fold.folded.get_xydata()
        np.testing.assert_allclose(
            lines[~GAPS], hidden(panel, MESH[~GAPS].astype(np.float32), 2), atol=1e-6
        )
        assert np.isnan(lines[GAPS]).all()
    assert panel.view.output.title.texts == ["The fold by h2.1 and h2.2"]
    assert "each point lies where h2.1 and h2.2 send it" in panel.describe()


def test_its_colours_are_what_the_rest_of_the_network_says(panel: PlaygroundPanel) -> None:
    panel.player.run(300)
    fold, last = panel.view.output.fold, panel.network.layers[-1]
    expected = np.tanh(last.forward(fold.grid.astype(np.float32))[:, 0] / 2)
    np.testing.assert_allclose(np.ravel(fold.shade.values), expected, atol=1e-5)
    ends = fold.border.ends.reshape(-1, 2).astype(np.float32)
    assert len(ends) > 10
    assert np.abs(last.forward(ends)).max() < 0.05  # one straight line


def test_a_click_chooses_the_units_that_fold(panel: PlaygroundPanel) -> None:
    picture = panel.view.network
    for number in (0, 2):  # to h1.1, to h1.3
        point(panel, 0, "down", *spot(panel, 0, picture.axes, *picture.segments[number, 1]))
    panel.flush()
    assert panel.view.pair_names == ("h1.1", "h1.3")
    assert not panel.view.output.fold.shade.values.any()
    sent = hidden(panel, panel.experiment.x, 1)[:, [0, 2]]
    drawn = np.concatenate([m.get_xydata() for m in panel.view.output.fold.points])
    labels = panel.experiment.points.train_labels
    order = np.concatenate([np.flatnonzero(labels == k) for k in (0, 1)])
    np.testing.assert_allclose(drawn, sent[order], atol=1e-6)
    assert len(picture.framed.ends) == 8
    assert panel.inspector.part.value == "bias of h1.3"
    panel.state = {"hidden_layers": 1}
    assert panel.view.pair_names == ("h1", "h2")
    assert "The fold: each point lies where h1 and h2 send it" in panel.describe()
    panel.state = {"units1": 1}
    assert "By x1 and x2 nothing is folded" in panel.describe()
    panel.state = {"fold": False}
    assert len(picture.framed.ends) == 0


@pytest.mark.parametrize(
    ("sizes", "pair"),
    [([2, 4, 2, 1], (6, 7)), ([2, 2, 5, 1], (2, 3)), ([2, 4, 1], (2, 3)), ([2, 1], (0, 1)),
     ([1, 1], (0, 1)), ([3, 1, 1], (0, 1))],
)  # fmt: skip
def test_the_pair_that_is_shown_first(sizes: list[int], pair: tuple[int, int]) -> None:
    assert first_pair(sizes) == pair


def test_a_pair_has_colours_where_the_next_layer_sees_nothing_else() -> None:
    layers = [Dense(2, 3), Tanh(), Dense(3, 2), Tanh(), Dense(2, 1)]
    network = Network(layers, loss=BinaryCrossEntropy(), rng=0)
    assert layer_of(network, (0, 1)) == 0
    assert layer_of(network, (6, 5)) == 4
    assert layer_of(network, (2, 3)) is None
    assert layer_of(network, (1, 5)) is None
