"""The neuron panel: picture, arithmetic and Python say the same, and change the neuron."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from ann_course.live.half_plane import half_plane
from ann_course.panels import NeuronPanel
from ann_course.panels.neuron.panel import GATES
from ann_lib import Neuron
from ann_lib.neuron import ACTIVATIONS

numbers = st.floats(-3, 3, allow_subnormal=False).filter(lambda v: v == 0 or abs(v) > 1e-6)
BOX = (-2.0, 2.0, -1.0, 3.0)
HIDDEN = "visibility:hidden"


def test_the_sliders_change_the_learners_own_neuron() -> None:
    mine = Neuron([0.123456789012, 2.0], bias=1 / 3)
    panel = NeuronPanel(mine)
    assert panel.neuron is mine
    assert mine == Neuron([0.123456789012, 2.0], bias=1 / 3)
    panel.controls["w1"].slider.value = 0.30000000000000004  # as a page says it
    panel.flush()
    assert mine.weights[0] == 0.3
    assert (mine.weights[1], mine.bias) == (2.0, 1 / 3)


def test_what_a_learner_does_to_the_neuron_is_shown_and_reset() -> None:
    panel = NeuronPanel(Neuron([1.0, 2.0], bias=1 / 3))
    panel.neuron.weights[1] = -1 / 7
    assert panel.state["w2"] == -1 / 7
    panel.render()
    assert panel.controls["w2"].field.number == round(-1 / 7, 9)
    panel.neuron.bias = 9.5
    panel.state = {"bias": 1 / 3}  # where its slider still stood
    assert panel.neuron.bias == 1 / 3
    panel.neuron.weights[0] = 4.0
    panel.reset()
    assert panel.neuron == Neuron([1.0, 2.0], bias=1 / 3)


def test_bias_and_threshold_are_one_number() -> None:
    panel = NeuronPanel()
    panel.state = {"bias": 0.75}
    assert panel.state["threshold"] == -0.75
    assert panel.neuron.threshold == -0.75
    panel.state = {"threshold": 2.0}
    assert panel.state["bias"] == panel.neuron.bias == -2.0


def test_picture_arithmetic_and_python_agree_to_the_last_digit() -> None:
    panel = NeuronPanel()
    rng = np.random.default_rng(0)
    for _ in range(20):
        drawn = rng.integers(-8, 9, size=5) / 4
        panel.state = dict(
            zip(("w1", "w2", "bias", "x1", "x2"), drawn.tolist(), strict=True)
        )
        namespace: dict[str, float] = {}
        exec(panel.python(), namespace)
        total = panel.neuron.weighted_sum(panel.inputs)
        assert namespace["total"] == total
        assert namespace["output"] == panel.neuron(panel.inputs)
        written = f"<b>{total:.6g}</b>".replace("-", "−")
        assert written in panel.numbers.value
        assert f">{total:.6g}<".replace("-", "−") in panel.pictures()[0]


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_activation_has_its_line_of_python(activation: str) -> None:
    panel = NeuronPanel(Neuron([1.0, -2.0], 0.5, activation))
    namespace: dict[str, float] = {}
    exec("import math\n" + panel.python(), namespace)
    assert namespace["output"] == pytest.approx(panel.neuron(panel.inputs), abs=1e-15)
    assert panel.sweep() > 0


@given(w1=numbers, w2=numbers, bias=numbers)
@settings(max_examples=200, deadline=None)
def test_the_line_is_where_the_sum_is_zero(w1: float, w2: float, bias: float) -> None:
    region, line = half_plane([w1, w2], bias, BOX)
    assert np.abs(line @ [w1, w2] + bias).max(initial=0) < 1e-12
    assert (region @ [w1, w2] + bias).min(initial=0) > -1e-12
    for x, y in np.concatenate([region, line]):
        assert -2 - 1e-9 <= x <= 2 + 1e-9
        assert -1 - 1e-9 <= y <= 3 + 1e-9


@given(w1=numbers, w2=numbers, bias=numbers)
@settings(max_examples=200, deadline=None)
def test_the_region_is_as_large_as_what_fires(w1: float, w2: float, bias: float) -> None:
    region, _ = half_plane([w1, w2], bias, BOX)
    area = 0.0
    if len(region):
        x, y = region.T
        area = abs(x @ np.roll(y, 1) - y @ np.roll(x, 1)) / 2
    axis = (np.arange(200) + 0.5) / 50
    fires = w1 * (axis[:, None] - 2) + w2 * (axis - 1) + bias >= 0
    assert area == pytest.approx(16 * fires.mean(), abs=0.15)


def test_without_weights_there_is_no_line() -> None:
    for bias, n_corners in ((1.0, 4), (-1.0, 0)):
        region, line = half_plane([0.0, 0.0], bias, BOX)
        assert (len(region), len(line)) == (n_corners, 0)
    panel = NeuronPanel()
    panel.state = {"w1": 0.0, "w2": 0.0}
    assert "no input matters, and there is no line" in panel.describe()


@pytest.mark.parametrize(
    ("gate", "weights", "bias"),
    [
        ("AND", [1, 1], -1.5),
        ("OR", [1, 1], -0.5),
        ("NAND", [-1, -1], 1.5),
        ("NOR", [-1, -1], 0.5),
    ],
)
def test_a_gate_is_right_in_all_four_rows(gate: str, weights: list, bias: float) -> None:
    panel = NeuronPanel(Neuron(weights, bias), gate=gate)
    told = f"4 of 4 rows of {gate} are right: this neuron computes {gate}."
    assert panel.describe().endswith(told)
    assert f"✓ This neuron computes {gate}." in panel.numbers.value
    assert HIDDEN not in panel.numbers.value
    assert "wrong</b>" not in panel.numbers.value
    rows = re.findall(r"<tr[^>]*><td>(.*?)</td></tr>", panel.numbers.value)
    outputs = [int(row.split("</td><td>")[3]) for row in rows]
    assert outputs == GATES[gate]
    panel.state = {"gate": "XOR"}
    assert "4 of 4" not in panel.describe()
    assert HIDDEN in panel.numbers.value
    assert panel.numbers.value.count("<b>wrong</b>") >= 1


def test_changing_the_gate_changes_the_marks_of_the_corners() -> None:
    panel = NeuronPanel(gate="AND")
    before = panel.pictures()
    panel.state = {"gate": "NAND"}
    assert panel.pictures() != before
    panel.reset()
    assert panel.pictures() == before


def test_points_are_counted_on_their_side_of_the_line() -> None:
    points = np.array([(1.5, 1.5), (2.0, 0.0), (-1.0, -1.0), (0.0, 0.0), (1.0, 1.0)])
    panel = NeuronPanel(points=points, labels=[1, 1, 0, 0, 0])
    assert panel.describe().endswith("4 of 5 points are right.")
    assert panel.plane.wrong.get_xdata().tolist() == [1.0]
    panel.state = {"bias": 3.0}
    assert panel.describe().endswith("2 of 5 points are right.")


@pytest.mark.parametrize(("bias", "told"), [(-3.0, "3 of 4"), (3.0, "1 of 4")])
def test_one_row_is_and_several_are_right(bias: float, told: str) -> None:
    panel = NeuronPanel(gate="AND")
    panel.state = {"bias": bias}
    are = "is" if told.startswith("1") else "are"
    assert panel.describe().endswith(f"{told} rows of AND {are} right.")


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_step_from_sum_to_output_has_a_name(activation: str) -> None:
    panel = NeuronPanel(Neuron([1.0, 1.0], -1.5, activation))
    assert panel.diagram.activation.texts == ["activation:", activation]


def test_a_typed_number_fits_into_the_picture() -> None:
    """0.2 - 0.3 + 0.1 is 2.8e-17 where a computer adds it up."""
    panel = NeuronPanel()
    panel.state = {"w1": 0.2, "w2": -0.3, "bias": 0.1}
    assert panel.diagram.values.texts == ["1", "1", "1", "3e−17", "1"]
    panel.state = {"w1": -1.123456789, "w2": 0.0, "bias": 0.0}
    assert panel.diagram.values.texts[3] == "−1.1235"
    assert panel.diagram.weights.texts == ["w1 = −1.1235", "w2 = 0", "bias = 0"]


def test_points_far_out_are_in_the_picture() -> None:
    panel = NeuronPanel(points=[[5.0, -6.3], [0.0, 1.0]], labels=[0, 1])
    left, right, bottom, top = panel.plane.box
    assert left < -6.3 < 6.3 < right
    assert bottom < -6.3 < 6.3 < top


def test_sliders_reach_as_far_as_the_neuron_needs() -> None:
    panel = NeuronPanel(Neuron([10.5, 0.0], bias=-20.0))
    assert panel.controls["w1"].max == 11
    assert panel.controls["threshold"].value == 20.0
    assert panel.neuron == Neuron([10.5, 0.0], bias=-20.0)


def test_code_builds_an_equal_neuron() -> None:
    panel = NeuronPanel(Neuron([0.5, -1.0], 0.25, "tanh"))
    panel.state = {"w1": 1.25, "bias": -0.5}
    namespace: dict[str, object] = {}
    exec(panel.code(), namespace)
    assert namespace["neuron"] == panel.neuron == Neuron([1.25, -1.0], -0.5, "tanh")


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"neuron": [1, 2]}, TypeError, r"neuron must be an ann_lib.Neuron, got \[1, 2\]"),
        ({"neuron": Neuron([1.0])}, ValueError, "neuron must have two weights.*got 1"),
        ({"gate": "and"}, ValueError, "gate must be one of 'AND', 'OR'"),
        ({"points": [[0, 1]]}, ValueError, "points and labels must be given together"),
        (
            {"points": [[0, 1]], "labels": [1], "gate": "OR"},
            ValueError,
            "either a gate or points",
        ),
        (
            {"points": [[0, 1]], "labels": [2]},
            ValueError,
            "labels must hold labels from 0 to 1",
        ),
        (
            {"points": [[0, 1]], "labels": [0, 1]},
            ValueError,
            "points and labels must have the same number",
        ),
        ({"inputs": [1]}, ValueError, r"inputs must have shape \(2,\), got \(1,\)"),
    ],
)
def test_errors_say_what_was_expected(arguments: dict, error: type, words: str) -> None:
    with pytest.raises(error, match=words):
        NeuronPanel(**arguments)


def test_inputs_and_answers_may_have_a_meaning() -> None:
    panel = NeuronPanel(names=("sun", "<company>"), answers=("go", "stay"))
    assert panel.describe().endswith("the sum is 0.5, so the neuron fires: go.")
    panel.state = {"bias": -3.0}
    assert panel.describe().endswith("so the neuron is silent: stay.")
    assert panel.plane.ax.get_xlabel() == "x1: sun"
    legend = panel.plane.ax.get_legend()
    assert [text.get_text() for text in legend.get_texts()] == ["go", "stay"]
    gate = NeuronPanel(names=("sun", "<company>"), gate="OR")
    assert "x2: &lt;company&gt;</th>" in gate.numbers.value


def test_the_inputs_alone_can_be_offered() -> None:
    mine = Neuron([1.0, 2.0], bias=-1.0)
    panel = NeuronPanel(mine, part="inputs")
    assert list(panel.controls) == ["x1", "x2"]
    assert panel.sweep() > 2
    assert (mine, panel.tour) == (Neuron([1.0, 2.0], bias=-1.0), None)


@pytest.mark.parametrize("names", ["xy", ["sun"], ["sun", " "], ["sun", 2]])
def test_a_meaning_is_two_texts(names: object) -> None:
    with pytest.raises(ValueError, match="names must be two texts"):
        NeuronPanel(names=names)  # type: ignore[arg-type]
