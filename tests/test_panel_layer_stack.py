"""The layer stack panel: linear layers fold into one, and bent ones do not."""

from __future__ import annotations

import math

import numpy as np
import pytest

from ann_course.live.words import short
from ann_course.panels import LayerStackPanel
from ann_course.panels.layer_stack.picture import INPUTS, nice_ticks
from ann_course.panels.layer_stack.stack import (
    best_line,
    count_corners,
    fold,
    in_a_row,
    is_straight_pieces,
    random_stack,
    run,
)
from ann_lib.activations import Linear, Sigmoid, Tanh
from ann_lib.layers import Dense
from ann_lib.plots import style


@pytest.mark.parametrize("seed", range(1, 21))
@pytest.mark.parametrize("depth", [2, 4, 6])
def test_linear_layers_fold_into_one(seed: int, depth: int) -> None:
    layers = in_a_row(random_stack(seed), depth)
    assert len(layers) == depth
    weight, bias = fold(layers)
    linear = run(layers, Linear().function, INPUTS)
    scale = np.abs(linear).max()
    assert np.abs(linear - (weight * INPUTS + bias)).max() < 1e-12 * max(scale, 1)
    assert best_line(INPUTS, linear) == pytest.approx((weight, bias), rel=1e-9, abs=1e-9)
    bent = run(layers, Tanh().function, INPUTS)
    slope, height = best_line(INPUTS, bent)
    assert np.std(bent - slope * INPUTS - height) > 0.02 * np.std(bent)


def test_run_is_what_the_layers_forward_gives_and_leaves_them_alone() -> None:
    layers = random_stack(1)
    layers[0].forward(np.ones((3, 1)))
    y = run(layers, Tanh().function, INPUTS)
    assert layers[0].backward(np.ones((3, 6))).shape == (3, 1)  # its input is still there
    h = INPUTS[:, None]
    for layer in layers[:-1]:
        h = np.tanh(layer.forward(h))
    assert layers[-1].forward(h)[:, 0] == pytest.approx(y, abs=1e-12)


def test_the_panel_says_that_it_folds_and_when_it_does_not() -> None:
    panel = LayerStackPanel(Linear())
    assert "One layer with one weight and one bias does the same." in panel.describe()
    assert panel.strip.labels.texts[:10].count("·") == 4
    weight, _ = panel.single
    assert f"W = {short(weight)}" in panel.strip.labels.texts
    assert panel.picture.curve.get_ydata()[[0, -1]] == pytest.approx(
        panel.picture.lines.ends[-1, :, 1], abs=1e-12
    )
    panel.state = {"activation": "ReLU"}
    assert "visible corner" in panel.describe()
    assert "The nearest single layer misses" in panel.describe()
    assert "≠" in panel.strip.labels.texts
    assert panel.strip.labels.texts.count("f") == 4
    panel.state = {"layers": 2}
    assert panel.strip.labels.texts.count("f") == 1
    assert panel.describe().startswith(
        "The 2 layers (19 weights and biases, no. 4), with ReLU"
    )
    assert sum(p.value.size for layer in panel.stack for p in layer.parameters) == 19


def test_the_matrices_are_the_weights_and_what_they_multiply_to() -> None:
    panel = LayerStackPanel(Linear())
    panel.state = {"layers": 3}
    cells = panel.strip.tables.pixels[0][::-1][::2, ::2]
    second = panel.stack[1].weights.value / panel.strip.largest
    expected = style.SIGNED(0.5 + 0.5 * second, bytes=True)
    np.testing.assert_array_equal(cells[:, 8:14], expected)
    assert (cells[:, 8:14, 3] == 255).all()
    assert not cells[:, 6:8, 3].any()  # clear between them
    product = np.linalg.multi_dot([layer.weights.value for layer in panel.stack])
    assert panel.single[0] == pytest.approx(product[0, 0], abs=1e-12)


def test_other_weights_are_drawn_by_number() -> None:
    panel = LayerStackPanel()
    before = panel.pictures()
    panel.state = {"weights": 7}
    assert panel.pictures() != before
    ours = panel.stack[0].weights.value
    assert np.array_equal(ours, random_stack(7)[0].weights.value)


def test_a_signal_that_dies_out_looks_and_reads_so() -> None:
    panel = LayerStackPanel(Sigmoid())
    panel.state = {"layers": 6, "weights": 2}
    assert "moves by only 0.0" in panel.describe()
    assert np.ptp(panel.picture.curve.get_ydata()) < 0.1  # of the picture's height
    panel.state = {"activation": "step"}
    assert "The input no longer gets through." in panel.describe()


def test_corners_are_counted() -> None:
    x = np.linspace(-3, 3, 241)
    lines = [
        0 * x,
        x,
        np.abs(x),
        np.abs(x - 0.0101),
        np.maximum(x, 0) + np.minimum(x + 1, 0),
    ]
    assert [count_corners(y) for y in lines] == [0, 0, 1, 1, 2]
    assert all(is_straight_pieces(y) for y in lines)
    assert not is_straight_pieces(np.tanh(x))
    assert count_corners(x + 0.001 * np.abs(x)) == 0  # nobody could see it


@pytest.mark.parametrize(
    ("low", "high"), [(-1, 1), (0.2, 0.9), (-3e4, 7e4), (-0.5, 0.5), (3.1, 4.6)]
)
def test_ticks_are_round_and_few(low: float, high: float) -> None:
    ticks = nice_ticks(low, high)
    assert 2 <= len(ticks) <= 7
    assert low <= ticks[0] < ticks[-1] <= high
    assert all(
        float(short(tick, 5).replace("−", "-")) == pytest.approx(tick) for tick in ticks
    )


def test_a_learners_own_layers_are_shown_and_not_changed() -> None:
    layers = [
        Dense(1, 3, rng=0),
        Dense(3, 3, rng=1),
        Dense(3, 3, rng=2),
        Dense(3, 1, rng=3),
    ]
    before = [layer.weights.value.copy() for layer in layers]
    panel = LayerStackPanel(Linear(), layers=layers)
    assert "weights" not in panel.controls
    assert panel.stack == layers
    assert panel.sweep() > 0
    panel.state = {"layers": 2}
    assert panel.stack == [layers[0], layers[-1]]
    for layer, weights in zip(layers, before, strict=True):
        assert np.array_equal(layer.weights.value, weights)
    layers[0].weights.value[...] = 2.0
    panel.render()  # what the learner changed is in the picture
    assert panel.single[0] == pytest.approx(fold(panel.stack)[0])
    panel.state = {"layers": 3}
    namespace = {"layers": layers}
    exec(panel.code(), namespace)
    assert namespace["panel"].state == panel.state


def test_a_function_that_fails_further_out_says_so_and_the_panel_lives_on() -> None:
    sums = [0.0]

    def brittle(z: float) -> float:
        sums.append(abs(z))
        if limit < abs(z):
            raise OverflowError("brittle cannot take so much")
        return z

    limit = math.inf
    LayerStackPanel(brittle)
    limit = max(sums)  # all that five layers need; a sixth multiplies it
    panel = LayerStackPanel(brittle)
    panel.controls["layers"].value = 6
    panel.flush()
    assert "OverflowError: brittle cannot take so much" in panel.error.value
    with pytest.raises(OverflowError, match="brittle"):
        panel.render()
    panel.controls["layers"].value = 4
    panel.flush()
    assert panel.error.value == ""
    assert "4 layers" in panel.describe()


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"function": "relu"}, TypeError, "function must be an activation, such as Sig"),
        ({"layers": Dense(1, 1)}, TypeError, "layers must be a list of Dense layers"),
        ({"layers": [Dense(1, 2), Tanh()]}, TypeError, "layers must be a list of Dense"),
        ({"layers": []}, ValueError, "layers must be Dense"),
        ({"layers": [Dense(1, 2), Dense(2, 1)]}, ValueError, "one or more Dense"),
        (
            {"layers": [Dense(1, 2), Dense(2, 3), Dense(3, 1)]},
            ValueError,
            r"got sizes \[\(1, 2\), \(2, 3\), \(3, 1\)\]",
        ),
    ],
)
def test_errors_say_what_was_expected(arguments: dict, error: type, words: str) -> None:
    with pytest.raises(error, match=words):
        LayerStackPanel(**arguments)
