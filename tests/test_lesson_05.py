"""Lesson 05's reference answers agree with the library and accept other right code."""

from __future__ import annotations

import math

import numpy as np
import pytest

from ann_course.lessons import lesson_05
from ann_course.lessons.lesson_05.step_back import hidden_gradients
from ann_course.lessons.lesson_05.train_step import train_step
from ann_course.lessons.lesson_05.update_rule import update
from ann_lib import (
    SGD,
    BinaryCrossEntropy,
    Dense,
    MeanSquaredError,
    Network,
    ReLU,
    Starts,
    Tanh,
)
from ann_lib.datasets import make_moons


def neuron(weights: list[float], bias: float) -> Network:
    layers = [Dense(len(weights), 1), Tanh()]
    network = Network(layers, loss=MeanSquaredError(), dtype="float64")
    network.set_weights([np.reshape(weights, (-1, 1)), np.array([bias])])
    return network


@pytest.mark.parametrize("seed", range(10))
def test_a_training_step_is_the_networks_own(seed: int) -> None:
    for inputs, target, weights, bias, rate in lesson_05.write_train_step.all_inputs(seed):
        network = neuron(weights, bias)
        network.train_batch(np.array([inputs]), np.array([[target]]), SGD(rate))
        new_weights, new_bias = train_step(inputs, target, weights, bias, rate)
        expected = network.get_weights()
        assert new_weights == pytest.approx(expected[0][:, 0], rel=1e-12)
        assert new_bias == pytest.approx(expected[1][0], rel=1e-12)


def test_the_update_is_the_optimizers_own() -> None:
    network = neuron([0.5, -1.0], 0.25)
    network.train_batch(np.array([[1.0, 2.0]]), np.array([[1.0]]), SGD(0.3))
    weights, _ = network.parameters
    new = update([0.5, -1.0], weights.gradient[:, 0].tolist(), 0.3)
    assert new == pytest.approx(weights.value[:, 0], rel=1e-12)


@pytest.mark.parametrize("seed", range(5))
def test_the_hidden_gradients_are_the_measured_slopes(seed: int) -> None:
    step, w = 1e-6, 0.3
    for x, h, d_h in lesson_05.write_hidden.all_inputs(seed):
        b = math.atanh(h) - w * x
        of_w = math.tanh((w + step) * x + b) - math.tanh((w - step) * x + b)
        of_b = math.tanh(w * x + b + step) - math.tanh(w * x + b - step)
        measured = [d_h * of_w / (2 * step), d_h * of_b / (2 * step)]
        assert hidden_gradients(x, h, d_h) == pytest.approx(measured, abs=1e-8)


def test_other_ways_of_writing_it_are_right_too() -> None:
    def with_numpy(weights, gradients, learning_rate):  # type: ignore[no-untyped-def]
        return np.array(weights) - learning_rate * np.array(gradients)

    def in_one_line(inputs, target, weights, bias, learning_rate):  # type: ignore[no-untyped-def]
        y = np.tanh(np.dot(inputs, weights) + bias)
        step = learning_rate * 2 * (y - target) * (1 - y**2)
        return np.array(weights) - step * np.array(inputs), bias - step

    assert lesson_05.write_update.check(with_numpy).kind == "right"
    assert lesson_05.write_train_step.check(in_one_line).kind == "right"
    lesson_05.write_update.reset()
    lesson_05.write_train_step.reset()


def test_an_update_in_place_is_told_so() -> None:
    def in_place(weights, gradients, learning_rate):  # type: ignore[no-untyped-def]
        for k, gradient in enumerate(gradients):
            weights[k] -= learning_rate * gradient
        return weights

    verdict = lesson_05.write_update.check(in_place)
    assert verdict.kind == "wrong"
    assert "changes what it was given: `weights`" in verdict.message
    lesson_05.write_update.reset()


def test_most_small_networks_that_are_stuck_stay_so_for_ten_times_as_long() -> None:
    """As the question `ask-starts` and its replies say."""
    moons = make_moons(200, rng=0)
    small = Network([Dense(2, 3), ReLU(), Dense(3, 1)], loss=BinaryCrossEntropy())
    losses = Starts(small, seeds=20).fit(
        moons.x, moons.y, epochs=1000, batch_size=32,
        optimizer=SGD(0.2, momentum=0.9), progress=False,
    )  # fmt: skip
    stuck = losses[99] > 0.19
    assert 10 <= stuck.sum() <= 16
    assert (losses[999][stuck] > 0.15).mean() > 0.7
