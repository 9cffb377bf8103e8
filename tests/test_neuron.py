import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, strategies as st

from ann_lib.neuron import ACTIVATIONS, Neuron

number = st.floats(-100, 100)


def test_worked_example_by_hand():
    neuron = Neuron([0.5, -2.0, 1.0], bias=0.25, activation="linear")
    assert neuron.terms([2, 1, 3]) == [1.0, -2.0, 3.0]
    assert neuron.weighted_sum([2, 1, 3]) == 2.25
    assert neuron.fire([2, 1, 3]) == neuron([2, 1, 3]) == 2.25


@given(st.lists(st.tuples(number, number), min_size=1, max_size=5), number)
def test_sum_agrees_with_four_lines_of_python_to_the_last_digit(pairs, bias):
    weights, inputs = [list(column) for column in zip(*pairs, strict=True)]
    total = 0.0
    for weight, value in zip(weights, inputs, strict=True):
        total += weight * value
    total += bias
    assert Neuron(weights, bias, "linear")(inputs) == total


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("step", [0.0, 1.0, 1.0]),
        ("linear", [-2.0, 0.0, 3.0]),
        ("sigmoid", [1 / (1 + math.e**2), 0.5, 1 / (1 + math.e**-3)]),
        ("tanh", [math.tanh(-2), 0.0, math.tanh(3)]),
        ("relu", [0.0, 0.0, 3.0]),
    ],
)
def test_activations(name, expected):
    neuron = Neuron([1.0], activation=name)
    assert [neuron([z]) for z in (-2, 0, 3)] == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_agrees_with_the_layer_of_the_same_name(name):
    layers = pytest.importorskip("ann_lib.activations")
    layer = {cls.lower(): getattr(layers, cls) for cls in dir(layers)}[name]()
    z = [-3.0, -0.5, 0.0, 0.5, 3.0]
    many = layer.forward(np.array([z]))[0]
    assert [ACTIVATIONS[name](value) for value in z] == pytest.approx(many, rel=1e-14)


def test_sigmoid_does_not_overflow():
    assert ACTIVATIONS["sigmoid"](-1e4) == 0.0
    assert ACTIVATIONS["sigmoid"](1e4) == 1.0


@given(number)
def test_threshold_and_bias_are_one_thing(value):
    neuron = Neuron([1.0])
    neuron.threshold = value
    assert neuron.bias == -value
    neuron.bias = 2 * value
    assert neuron.threshold == -2 * value
    assert math.copysign(1, Neuron([1.0], bias=0.0).threshold) == 1


def test_fires_from_the_threshold_on():
    neuron = Neuron([1.0])
    neuron.threshold = 1.5
    assert [neuron([x]) for x in (1.4, 1.5, 1.6)] == [0.0, 1.0, 1.0]


@pytest.mark.parametrize(
    ("weights", "bias", "table"),
    [
        ([1, 1], -1.5, [0, 0, 0, 1]),
        ([1, 1], -0.5, [0, 1, 1, 1]),
        ([-1, -1], 1.5, [1, 1, 1, 0]),
    ],
    ids=["AND", "OR", "NAND"],
)
def test_logic_gates(weights, bias, table):
    gate = Neuron(weights, bias)
    assert [gate([a, b]) for a in (0, 1) for b in (0, 1)] == table


def test_repr_builds_an_equal_neuron():
    neuron = Neuron([0.1, -2], bias=1 / 3, activation="tanh")
    again = eval(repr(neuron))
    assert again == neuron
    again.weights[0] = 5.0
    assert again != neuron
    assert neuron != "a neuron"


def test_weights_are_a_list_of_its_own():
    given_weights = [1.0, 2.0]
    neuron = Neuron(given_weights)
    neuron.weights[0] = 7.0
    assert given_weights == [1.0, 2.0]


@pytest.mark.parametrize(
    ("make", "error", "words"),
    [
        (lambda: Neuron(1.0), TypeError, r"weights must be a list of numbers.*\[1\.0\]"),
        (lambda: Neuron("ab"), TypeError, "weights must be a list of numbers"),
        (lambda: Neuron(np.array(1.0)), TypeError, "weights must be a list of numbers"),
        (
            lambda: Neuron(pd.DataFrame([[5]])),
            TypeError,
            "weights must be a list of numbers",
        ),
        (lambda: Neuron([]), ValueError, "weights must hold at least one number"),
        (lambda: Neuron([1, "b"]), TypeError, r"weights\[1\] must be a number, got 'b'"),
        (lambda: Neuron([1], math.nan), ValueError, "bias must be finite"),
        (
            lambda: Neuron([1], 0, "softplus"),
            ValueError,
            "activation must be one of 'step'",
        ),
        (lambda: Neuron([1, 2])([1]), ValueError, "inputs must hold 2 numbers.*got 1"),
        (lambda: Neuron([1])([math.inf]), ValueError, r"inputs\[0\] must be finite"),
    ],
)
def test_errors_say_what_was_expected(make, error, words):
    with pytest.raises(error, match=words):
        make()


def test_an_activation_set_later_is_checked_too():
    neuron = Neuron([1.0])
    neuron.activation = "softplus"
    with pytest.raises(ValueError, match="activation must be one of"):
        neuron([1.0])
    with pytest.raises(TypeError, match="threshold must be a number"):
        neuron.threshold = "high"
