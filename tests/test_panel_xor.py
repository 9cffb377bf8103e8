"""The XOR panel: nine numbers, the fold they make, and the learner's own network."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.lines import Line2D

from ann_course.live.labels import Labels
from ann_course.panels import XorPanel
from ann_course.panels.xor.panel import ACTIVATIONS, make_network
from ann_course.panels.xor.planes import places_beside
from ann_lib import (
    BinaryCrossEntropy,
    Dense,
    Linear,
    Network,
    ReLU,
    Sigmoid,
    SoftmaxCrossEntropy,
    Step,
    Tanh,
)

SOLUTION = {
    "x1 to h1": 5.0,
    "x2 to h1": 5.0,
    "bias of h1": -2.5,
    "x1 to h2": 5.0,
    "x2 to h2": 5.0,
    "bias of h2": -7.5,
    "h1 to y": 5.0,
    "h2 to y": -5.0,
    "bias of y": -5.0,
}


@pytest.fixture(scope="module")
def built() -> XorPanel:
    return XorPanel()


@pytest.fixture
def panel(built: XorPanel) -> XorPanel:
    built.reset()
    return built


def test_it_starts_unsolved_and_can_be_solved(panel: XorPanel) -> None:
    assert (panel.answers() == [0, 1, 1, 0]).sum() < 4
    assert not panel.separable()
    panel.state = SOLUTION
    assert panel.answers().tolist() == [0, 1, 1, 0]
    assert panel.separable()
    assert panel.describe().startswith("4 of 4 rows are right: 00 gives 0, 01 gives 1")


def test_the_sliders_change_the_learners_own_network() -> None:
    network = make_network()
    panel = XorPanel(network)
    panel.state = {"x2 to h1": -3.5, "bias of y": 0.7}
    assert network.layers[0].weights.value[1, 0] == -3.5
    assert network.layers[2].bias.value[0] == 0.7
    assert panel.network is network


def test_numbers_that_no_slider_has_moved_keep_their_digits() -> None:
    network = Network([Dense(2, 2), Tanh(), Dense(2, 1)], loss=BinaryCrossEntropy(), rng=0)
    before = [w.copy() for w in network.get_weights()]
    panel = XorPanel(network)
    panel.state = {"bias of h1": 2.0}
    after = network.get_weights()
    before[1][0] = 2.0
    for was, now in zip(before, after, strict=True):
        assert np.array_equal(was, now)


def test_a_weight_beyond_the_sliders_is_kept() -> None:
    network = make_network()
    network.layers[0].weights.value[0, 0] = 123.45
    panel = XorPanel(network)
    assert network.layers[0].weights.value[0, 0] == 123.45
    assert panel.controls["x1 to h1"].max >= 123.45


def test_without_an_activation_no_fold_parts_the_classes(panel: XorPanel) -> None:
    rng = np.random.default_rng(0)
    for _ in range(50):
        weights = {name: float(rng.uniform(-10, 10)) for name in SOLUTION}
        panel.state = {**weights, "activation": "none"}
        assert not panel.separable()
        assert (panel.answers() == [0, 1, 1, 0]).sum() < 4


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_activation_becomes_the_networks(panel: XorPanel, name: str) -> None:
    panel.state = {"activation": name}
    assert type(panel.network.layers[1]) is ACTIVATIONS[name]
    assert panel.state["x1 to h1"] == 1.0


def test_what_is_said_to_be_separable_is(panel: XorPanel) -> None:
    """Compared with a search over many lines."""
    rng = np.random.default_rng(1)
    angles = np.linspace(0, np.pi, 721)
    directions = np.column_stack([np.cos(angles), np.sin(angles)])
    for _ in range(40):
        panel.state = {name: float(rng.normal(scale=3)) for name in SOLUTION}
        points = panel.outputs[2]
        shadows = points @ directions.T
        first, second = shadows[[0, 3]], shadows[[1, 2]]
        found = (first.max(0) < second.min(0)) | (second.max(0) < first.min(0))
        assert not found.any() or panel.separable()
        if panel.separable() and not found.any():  # only by a gap that is hair-thin
            gap = np.maximum(second.min(0) - first.max(0), first.min(0) - second.max(0))
            assert gap.max() > -0.02


def test_the_table_shows_each_row(panel: XorPanel) -> None:
    panel.state = SOLUTION
    assert panel.table.value.count("<tr") == 5
    assert panel.table.value.count("<td>right</td>") == 4
    assert "<td>0</td><td>1</td><td>0.99</td><td>−0.99</td>" in panel.table.value


def test_an_output_that_says_1_is_not_shown_as_one_that_says_0(panel: XorPanel) -> None:
    panel.state = dict.fromkeys(SOLUTION, 0.0) | {"bias of y": 0.002}
    assert panel.table.value.count("<td>0.002</td><td>1</td>") == 4
    panel.state = {"bias of y": -0.002}
    assert panel.table.value.count("<td>−0.002</td><td>0</td>") == 4


@pytest.mark.parametrize(("shown", "row"), [("0 and 0", 0), ("1 and 0", 2)])
def test_the_row_in_the_diagram_is_marked_in_the_table(
    panel: XorPanel, shown: str, row: int
) -> None:
    panel.state = {"shown": shown}
    rows = panel.table.value.split("<tr")[2:]
    assert ["ann-here" in text for text in rows] == [k == row for k in range(4)]


def test_it_says_what_each_hidden_unit_separates(panel: XorPanel) -> None:
    panel.state = SOLUTION
    said = panel.describe()
    assert "h1 separates 01, 10, 11 from 00; h2 separates 11 from 00, 01, 10." in said
    assert "✓ This network computes XOR." in panel.table.value
    assert "visibility:hidden" not in panel.table.value
    panel.state = {"bias of h2": 10.0}
    assert "visibility:hidden" in panel.table.value, "it keeps its place"
    assert "h2 has all points on one side." in panel.describe()


def test_points_that_have_met_share_one_label(panel: XorPanel) -> None:
    panel.state = SOLUTION  # both units weigh x1 as they weigh x2
    assert panel.hidden.names.texts == ["00", "01, 10", "", "11"]
    panel.state = dict.fromkeys(SOLUTION, 0.0)
    assert panel.hidden.names.texts == ["00, 01, 10, 11", "", "", ""]
    panel.reset()
    assert panel.hidden.names.texts == ["00", "01", "10", "11"]


def _places(points: np.ndarray) -> np.ndarray:
    return places_beside(points * 5, ["00", "01", "10", "11"], 5.0) / 5


@pytest.mark.parametrize("bias", [-1.2, -1.1, -1.0])
def test_the_line_that_solves_xor_strikes_no_name_through(
    panel: XorPanel, bias: float
) -> None:
    panel.state = SOLUTION | {"bias of y": bias}
    assert_no_name_is_struck(panel)


def test_no_name_is_struck_through_where_there_is_room(panel: XorPanel) -> None:
    for bias in np.linspace(-2, 2, 41):
        panel.state = {"bias of y": round(float(bias), 1)}
        assert_no_name_is_struck(panel)


def assert_no_name_is_struck(panel: XorPanel) -> None:
    reach, hidden = panel.hidden.box[1], panel.hidden
    assert not struck(hidden.names, hidden.line, reach)


def struck(names: Labels, line: Line2D, reach: float) -> list[str]:
    """Return the names that a line strikes through."""
    if not len(line.get_xdata()):
        return []
    (x1, y1), (x2, y2) = np.transpose(line.get_data())
    normal = np.array([y1 - y2, x2 - x1]) / np.hypot(x2 - x1, y2 - y1)
    found = []
    for place, text in zip(names.points, names.texts, strict=True):
        half = np.array([0.037 * len(text), 0.06]) * reach
        if text and abs((place - (x1, y1)) @ normal) < np.abs(normal) @ half - 1e-9:
            found.append(text)
    return found


@pytest.mark.parametrize("name", ["x1 to h1", "bias of h1", "bias of h2"])
def test_no_unit_strikes_through_a_name_among_the_inputs(
    panel: XorPanel, name: str
) -> None:
    for value in np.linspace(-1.5, 1.5, 16):  # beyond, a line only cuts a corner
        panel.state = {name: round(float(value), 1)}
        for line in panel.inputs.lines:
            for names in (panel.inputs.corners, *panel.inputs.names):
                assert not struck(names, line, 1.0), panel.state


def test_names_lie_neither_on_points_nor_on_each_other_nor_outside() -> None:
    rng = np.random.default_rng(3)
    half = np.array([0.037 * 2, 0.06])  # of two digits
    for _ in range(200):
        points = rng.uniform(-1, 1, size=(4, 2))
        places = _places(points)
        far = np.linalg.norm(points[:, None] - points, axis=-1)[np.triu_indices(4, 1)]
        if far.min() < 0.3:
            continue  # where points are close, there is not always room
        assert (np.abs(places) + half <= 1 + 1e-9).all()
        assert (np.abs(places[:, None] - points) > half + 0.064).any(axis=2).all()
        apart = (np.abs(places[:, None] - places) >= 2 * half - 1e-9).any(axis=2)
        assert apart[np.triu_indices(4, 1)].all()


def test_names_of_points_that_lie_close_keep_clear_of_each_other(panel: XorPanel) -> None:
    rng = np.random.default_rng(5)
    sliders = list(SOLUTION)
    for _ in range(60):
        panel.state = dict(zip(sliders, rng.integers(-10, 11, len(sliders)), strict=True))
        reach = panel.hidden.box[1]
        texts = panel.hidden.names.texts
        shown = [k for k, text in enumerate(texts) if text]
        places = np.array(panel.hidden.names.points)[shown] / reach
        half = np.array([(0.037 * len(texts[k]), 0.06) for k in shown])
        apart = (np.abs(places[:, None] - places) >= half[:, None] + half - 0.015).any(
            axis=2
        )
        assert apart[np.triu_indices(len(shown), 1)].all(), panel.state


def test_the_units_names_stand_in_the_plane_on_the_positive_side(panel: XorPanel) -> None:
    rng = np.random.default_rng(2)
    for _ in range(40):
        panel.state = {name: float(rng.normal(scale=3)) for name in SOLUTION}
        first = panel.network.layers[0]
        for j, name in enumerate(panel.inputs.names):
            (text,), (place,) = name.texts, name.points
            if text:
                assert (np.abs(place - 0.5) < 1).all()
                weights = first.weights.value[:, j]
                height = float(place @ weights + first.bias.value[j])
                inside = (np.abs(place - 0.5) < 0.89).all()  # not moved by the edge
                assert height > 0 or not inside


def test_the_code_builds_the_same_network(panel: XorPanel) -> None:
    panel.state = {**SOLUTION, "activation": "sigmoid"}
    names: dict[str, Network] = {}
    exec(panel.code(), names)
    x = np.random.default_rng(0).normal(size=(20, 2))
    assert np.array_equal(names["network"].forward(x), panel.network.forward(x))


@pytest.mark.parametrize(
    "network",
    [
        None.__class__,
        Network([Dense(2, 3), Tanh(), Dense(3, 1)], loss=BinaryCrossEntropy()),
        Network([Dense(2, 2), Tanh(), Dense(2, 2)], loss=SoftmaxCrossEntropy()),
        Network([Dense(2, 2, bias=False), ReLU(), Dense(2, 1)], loss=BinaryCrossEntropy()),
        Network([Dense(2, 2), Sigmoid(), Linear(), Dense(2, 1)], loss=BinaryCrossEntropy()),
    ],
)
def test_another_network_is_refused(network: object) -> None:
    with pytest.raises(ValueError, match=r"network must be Network\(\[Dense\(2, 2\), Tanh"):
        XorPanel(network)  # type: ignore[arg-type]


def test_a_step_in_the_middle_folds_onto_corners(panel: XorPanel) -> None:
    panel.state = {**SOLUTION, "activation": "step", "h2 to y": -6.0, "bias of y": -2.5}
    assert isinstance(panel.network.layers[1], Step)
    assert set(np.unique(panel.outputs[2])) <= {0.0, 1.0}
    assert panel.answers().tolist() == [0, 1, 1, 0]
