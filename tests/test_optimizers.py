"""Steps worked out by hand, schedules, and what an optimizer remembers."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from ann_lib import (
    SGD,
    Adam,
    Cosine,
    OneCycle,
    Optimizer,
    Parameter,
    RMSProp,
    Schedule,
    StepDecay,
)
from ann_lib.optimizers import BLOCK

EVERY: list[Callable[[], Optimizer]] = [
    lambda: SGD(0.1),
    lambda: SGD(0.1, momentum=0.9),
    lambda: SGD(0.1, momentum=0.9, nesterov=True),
    lambda: SGD(Cosine(0.1, 1000), momentum=0.5, weight_decay=0.01),
    lambda: RMSProp(0.01, weight_decay=0.1),
    lambda: Adam(0.01),
    lambda: Adam(StepDecay(0.01, 2), weight_decay=0.1),
]


def names(make: Callable[[], Optimizer]) -> str:
    return repr(make())


def steps(optimizer: Optimizer, gradients: list[float], start: float = 1.0) -> list[float]:
    """Return where one number goes, given its gradients."""
    parameter, path = Parameter([start], "weights"), []
    for gradient in gradients:
        parameter.gradient = [gradient]
        optimizer.step([parameter])
        path.append(float(parameter.value[0]))
    return path


class TestByHand:
    def test_sgd(self) -> None:
        assert steps(SGD(0.1), [2.0, -1.0]) == pytest.approx([0.8, 0.9])

    def test_momentum(self) -> None:
        # v = 2, then 0.5 · 2 − 1 = 0
        path = steps(SGD(0.1, momentum=0.5), [2.0, -1.0, 0.0])
        assert path == pytest.approx([0.8, 0.8, 0.8])

    def test_nesterov(self) -> None:
        # v = 2: moves by 0.1 (2 + 0.5 · 2); v = 0: by 0.1 (−1 + 0)
        path = steps(SGD(0.1, momentum=0.5, nesterov=True), [2.0, -1.0])
        assert path == pytest.approx([0.7, 0.8])

    def test_rmsprop(self) -> None:
        # s = 0.5 · 4 = 2, then 0.5 · 2 + 0.5 · 1 = 1.5
        path = steps(RMSProp(0.1, keep=0.5, epsilon=1e-12), [2.0, -1.0])
        first = 1 - 0.1 * 2 / math.sqrt(2)
        assert path == pytest.approx([first, first + 0.1 / math.sqrt(1.5)])

    def test_adam(self) -> None:
        # m = 0.1 · 2, v = 0.001 · 4; corrected they are 2 and 4: the first step is rate
        path = steps(Adam(0.1, epsilon=1e-12), [2.0, -1.0])
        m = (0.9 * 0.2 - 0.1) / (1 - 0.9**2)
        v = (0.999 * 0.004 + 0.001) / (1 - 0.999**2)
        assert path == pytest.approx([0.9, 0.9 - 0.1 * m / math.sqrt(v)])

    def test_adams_epsilon_stands_beside_the_corrected_root(self) -> None:
        assert steps(Adam(0.1, epsilon=3.0), [1.0]) == pytest.approx([1 - 0.1 / 4])

    @pytest.mark.parametrize("cls", [SGD, RMSProp, Adam])
    def test_weight_decay_shrinks_first_and_apart_from_the_gradient(self, cls: Any) -> None:
        plain = steps(cls(0.1), [2.0])[0] - 1
        decayed = steps(cls(0.1, weight_decay=0.5), [2.0])[0]
        assert decayed == pytest.approx(1 * (1 - 0.1 * 0.5) + plain)

    @pytest.mark.parametrize("cls", [SGD, RMSProp, Adam])
    def test_l1_pulls_towards_0_after_the_step_and_not_beyond(self, cls: Any) -> None:
        plain = steps(cls(0.1), [2.0])[0]
        pulled = steps(cls(0.1, l1=0.25), [2.0])[0]
        assert pulled == pytest.approx(plain - np.sign(plain) * min(0.025, abs(plain)))
        assert steps(cls(0.1, l1=1e6), [2.0])[0] == 0

    def test_weight_decay_spares_the_bias(self) -> None:
        weights = Parameter([1.0], "weights")
        bias = Parameter([1.0], "bias", decay=False)
        SGD(0.1, weight_decay=0.5).step([weights, bias])
        assert (weights.value[0], bias.value[0]) == (0.95, 1)


class TestSchedules:
    def test_step_decay(self) -> None:
        schedule = StepDecay(0.8, every=2, factor=0.5)
        assert [schedule(step) for step in range(6)] == [0.8, 0.8, 0.4, 0.4, 0.2, 0.2]

    def test_cosine(self) -> None:
        schedule = Cosine(1.0, steps=4, final=0.2)
        expected = [1, 0.6 + 0.4 * math.sqrt(0.5), 0.6, 0.6 - 0.4 * math.sqrt(0.5), 0.2]
        assert [schedule(step) for step in range(5)] == pytest.approx(expected)
        assert schedule(1000) == 0.2

    def test_one_cycle_starts_low_peaks_and_ends_lower(self) -> None:
        schedule = OneCycle(0.5, steps=100, warm_up=0.3)
        rates = [schedule(step) for step in range(100)]
        assert rates[0] == pytest.approx(0.5 / 25)
        assert max(rates) == rates[29] == pytest.approx(0.5)
        assert rates[-1] == pytest.approx(0.5 / 25 / 10_000)
        assert (np.diff(rates[:30]) > 0).all()
        assert (np.diff(rates[29:]) < 0).all()
        assert schedule(10**6) == pytest.approx(rates[-1])

    @pytest.mark.parametrize("n", [1, 2, 3, 10, 11])
    @pytest.mark.parametrize("warm_up", [0.01, 0.1, 0.3, 0.5, 0.99])
    def test_one_cycle_of_any_length(self, n: int, warm_up: float) -> None:
        """Also where the warm-up is one step, or less than one."""
        schedule = OneCycle(0.5, steps=n, warm_up=warm_up)
        rates = [schedule(step) for step in range(n)]
        assert all(0 < rate <= 0.5 for rate in rates)
        assert rates[-1] == pytest.approx(0.5 / 25 / 10_000)

    def test_the_optimizer_follows(self) -> None:
        optimizer = SGD(StepDecay(1.0, every=1, factor=0.5))
        assert optimizer.current_rate() == 1
        assert steps(optimizer, [1.0, 1.0, 1.0], start=0.0) == [-1, -1.5, -1.75]
        assert optimizer.current_rate() == 0.125

    def test_one_of_ones_own(self) -> None:
        class Halving(Schedule):
            def __call__(self, step: int) -> float:
                return 0.5**step

        assert steps(SGD(Halving()), [1.0, 1.0], start=0.0) == [-1, -1.5]


class TestMemory:
    @pytest.mark.parametrize("make", EVERY, ids=names)
    def test_large_parameters_step_as_small_ones(self, make: Any) -> None:
        """They go through in blocks; the last one may be shorter."""
        rng = np.random.default_rng(0)
        value, gradients = rng.normal(size=BLOCK + 7), rng.normal(size=(3, BLOCK + 7))
        large = Parameter(value, "weights")
        small = [Parameter(part, "weights") for part in (value[:5], value[-5:])]
        big_one, small_one = make(), make()
        for gradient in gradients:
            large.gradient = gradient
            small[0].gradient, small[1].gradient = gradient[:5], gradient[-5:]
            big_one.step([large])
            small_one.step(small)
        np.testing.assert_array_equal(large.value[:5], small[0].value)
        np.testing.assert_array_equal(large.value[-5:], small[1].value)

    @pytest.mark.parametrize("make", EVERY, ids=names)
    @pytest.mark.parametrize("dtype", [np.float32, np.float64])
    def test_the_gradient_and_the_dtype_stay(self, make: Any, dtype: Any) -> None:
        parameter = Parameter([1.0, 2.0], "weights")
        parameter._value = parameter.value.astype(dtype)
        parameter._gradient = np.array([3, -4], dtype)
        optimizer = make()
        optimizer.step([parameter])
        assert parameter.gradient.tolist() == [3, -4]
        assert {a.dtype for memory in optimizer.memory for a in memory} <= {np.dtype(dtype)}

    @pytest.mark.parametrize("make", EVERY, ids=names)
    def test_reset_and_other_parameters_start_anew(self, make: Any) -> None:
        fresh, used = steps(make(), [1.0, 2.0]), make()
        assert steps(used, [1.0, 2.0]) == fresh
        assert used.steps == 2
        assert steps(used, [1.0, 2.0]) == fresh
        used.reset()
        assert used.steps == 0
        assert steps(used, [1.0, 2.0]) == fresh

    @pytest.mark.parametrize("make", EVERY, ids=names)
    @pytest.mark.filterwarnings("ignore:.*is over")
    def test_goes_downhill(self, make: Any) -> None:
        parameter, optimizer = Parameter([3.0, -2.0], "weights"), make()
        for _ in range(1000):
            parameter.gradient = 2 * parameter.value
            optimizer.step([parameter])
        assert np.abs(parameter.value).max() < 3

    def test_nothing_to_step_is_no_fault(self) -> None:
        Adam().step([])


@pytest.mark.parametrize("make", EVERY, ids=names)
def test_repr_is_the_call_that_builds_it(make: Any) -> None:
    text = repr(make())
    assert repr(eval(text)) == text


@pytest.mark.parametrize("cls", [SGD, RMSProp, Adam])
@pytest.mark.parametrize("rate", [0, -0.1, np.nan, np.inf, "0.1", None, True, [0.1]])
def test_wrong_learning_rates(cls: Any, rate: Any) -> None:
    with pytest.raises((TypeError, ValueError), match=r"^learning_rate must be "):
        cls(rate)


@pytest.mark.parametrize(
    ("build", "words"),
    [
        (lambda: SGD(momentum=1), r"^momentum must be at least 0 and below 1, got 1\."),
        (lambda: SGD(momentum=-0.1), r"^momentum must be at least 0 and below 1"),
        (lambda: SGD(nesterov=True), r"^nesterov needs a momentum above 0, for instance"),
        (lambda: SGD(weight_decay=-1), r"^weight_decay must be at least 0, got -1"),
        (lambda: SGD(l1=-1), r"^l1 must be at least 0, got -1"),
        (lambda: RMSProp(keep=1), r"^keep must be at least 0 and below 1, got 1"),
        (lambda: RMSProp(epsilon=0), r"^epsilon must be above 0, got 0"),
        (lambda: Adam(beta1=1), r"^beta1 must be at least 0 and below 1, got 1"),
        (lambda: Adam(beta2=-1), r"^beta2 must be at least 0 and below 1, got -1"),
        (lambda: Adam(epsilon=-1), r"^epsilon must be above 0, got -1"),
        (lambda: StepDecay(0, 1), r"^rate must be above 0, got 0"),
        (lambda: StepDecay(0.1, 0), r"^every must be at least 1, got 0"),
        (lambda: StepDecay(0.1, 2, factor=0), r"^factor must be above 0, got 0"),
        (lambda: Cosine(0.1, 0), r"^steps must be at least 1, got 0"),
        (lambda: Cosine(0.1, 5, final=-1), r"^final must be at least 0, got -1"),
        (lambda: OneCycle(-1, 5), r"^rate must be above 0, got -1"),
        (lambda: OneCycle(0.1, 5, warm_up=0), r"^warm_up must be above 0 and below 1"),
        (lambda: OneCycle(0.1, 2.5), r"^steps must be a whole number, got 2\.5"),
    ],
)
def test_wrong_arguments(build: Callable[[], object], words: str) -> None:
    with pytest.raises((TypeError, ValueError), match=words):
        build()
