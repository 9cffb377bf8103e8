"""Many starts trained together give what each gives alone."""

import copy
import pickle

import numpy as np
import pytest

from ann_lib import (
    GELU,
    SGD,
    Adam,
    BinaryCrossEntropy,
    Dense,
    Dropout,
    LeakyReLU,
    MeanSquaredError,
    Network,
    ReLU,
    RMSProp,
    Sigmoid,
    SoftmaxCrossEntropy,
    Starts,
    Tanh,
    TrainingDivergedError,
)

N = 7
XOR = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]), np.array([0, 1, 1, 0])
LOSSES = {
    "numbers": (MeanSquaredError, 2, lambda rng: rng.normal(size=(50, 2))),
    "yes or no": (BinaryCrossEntropy, 1, lambda rng: rng.integers(0, 2, 50)),
    "classes": (SoftmaxCrossEntropy, 3, lambda rng: rng.integers(0, 3, 50)),
}
OPTIMIZERS = {
    "SGD": lambda: SGD(0.1, weight_decay=0.01),
    "momentum": lambda: SGD(0.05, momentum=0.9),
    "Adam": lambda: Adam(0.01),
    "RMSProp": lambda: RMSProp(0.01),
}


def build(loss=BinaryCrossEntropy, n_outputs=1, activation=Tanh, n_hidden=5, rng=None):
    layers = [Dense(2, n_hidden), activation(), Dense(n_hidden, n_outputs)]
    return Network(layers, loss=loss(), dtype="float64", rng=rng)


def farthest(network, other):
    pairs = zip(network.get_weights(), other.get_weights(), strict=True)
    return max(np.abs(a - b).max() for a, b in pairs)


@pytest.fixture
def points():
    rng = np.random.default_rng(3)
    return rng.normal(size=(50, 2)), rng.integers(0, 2, 50)


class TestEqualToEachAlone:
    @pytest.mark.parametrize("optimizer", OPTIMIZERS)
    @pytest.mark.parametrize("name", LOSSES)
    def test_in_mini_batches(self, name, optimizer):
        loss, n_outputs, targets = LOSSES[name]
        rng = np.random.default_rng(1)
        x, y = rng.normal(size=(50, 2)), targets(rng)
        starts = Starts(build(loss, n_outputs), N)
        fit = {"epochs": 4, "batch_size": 16, "progress": False}
        losses = starts.fit(x, y, optimizer=OPTIMIZERS[optimizer](), **fit)
        measured = np.transpose(starts.evaluate(x, y))
        for seed in range(N):
            alone = build(loss, n_outputs, rng=seed)
            history = alone.fit(x, y, optimizer=OPTIMIZERS[optimizer](), rng=seed, **fit)
            assert farthest(alone, starts[seed]) < 1e-10
            np.testing.assert_allclose(losses[:, seed], history["loss"], atol=1e-10)
            np.testing.assert_allclose(measured[seed], alone.evaluate(x, y), atol=1e-10)
        assert len({row.tobytes() for row in losses.T}) == N  # each another start

    @pytest.mark.parametrize("activation", [ReLU, LeakyReLU, Sigmoid, GELU])
    def test_with_every_activation(self, activation, points):
        starts = Starts(build(activation=activation), seeds=[5, 2])
        starts.fit(*points, epochs=3, optimizer=SGD(0.1), progress=False)
        for i, seed in enumerate((5, 2)):
            alone = build(activation=activation, rng=seed)
            alone.fit(*points, epochs=3, optimizer=SGD(0.1), rng=seed, progress=False)
            assert farthest(alone, starts[i]) < 1e-10

    def test_one_batch_with_all_samples(self):
        starts = Starts(build(n_hidden=4), 10)
        starts.fit(*XOR, epochs=50, optimizer=Adam(0.1), progress=False)
        for seed in range(10):
            alone, optimizer = build(n_hidden=4, rng=seed), Adam(0.1)
            for _ in range(50):
                alone.train_batch(XOR[0], XOR[1].reshape(-1, 1), optimizer)
            assert farthest(alone, starts[seed]) < 1e-10

    def test_without_a_bias_and_in_float32(self, points):
        def build(rng=None):
            layers = [Dense(2, 3, bias=False), Tanh(), Dense(3, 1)]
            return Network(layers, loss=BinaryCrossEntropy(), rng=rng)

        starts = Starts(build(), 3)
        starts.fit(*points, epochs=2, progress=False)
        assert starts.forward(starts.check_data(*points)[0]).dtype == np.float32
        for seed in range(3):
            alone = build(seed)
            alone.fit(*points, epochs=2, rng=seed, progress=False)
            assert farthest(alone, starts[seed]) < 1e-5

    def test_samples_of_its_own_for_each_start(self):
        rng = np.random.default_rng(8)
        xs, ys = rng.normal(size=(3, 20, 2)), rng.integers(0, 2, (3, 20))
        starts = Starts(build(), 3)
        starts.fit(xs, ys, epochs=3, batch_size=8, progress=False)
        losses, scores = starts.evaluate(xs, ys)
        for seed in range(3):
            alone = build(rng=seed)
            own = xs[seed], ys[seed]
            alone.fit(*own, epochs=3, batch_size=8, rng=seed, progress=False)
            assert farthest(alone, starts[seed]) < 1e-10
            assert alone.evaluate(*own) == pytest.approx((losses[seed], scores[seed]))

    def test_orders_of_batches_may_be_drawn_elsewhere(self, points):
        starts = Starts(build(), 2)
        starts.fit(*points, epochs=2, rng=[11, np.random.default_rng(12)], progress=False)
        for seed in range(2):
            alone = build(rng=seed)
            alone.fit(*points, epochs=2, rng=11 + seed, progress=False)
            assert farthest(alone, starts[seed]) < 1e-10

    def test_their_seeds_may_be_an_array_as_those_of_the_weights_may(self, points):
        one, other = Starts(build(), np.arange(2)), Starts(build(), [0, 1])
        one.fit(*points, epochs=1, rng=np.array([7, 8]), progress=False)
        other.fit(*points, epochs=1, rng=[7, 8], progress=False)
        assert farthest(one[1], other[1]) == 0

    def test_an_epoch_can_be_taken_batch_by_batch(self, points):
        starts, again = Starts(build(), 3), Starts(build(), 3)
        optimizer = Adam(0.01)
        losses = list(starts.epoch(*points, optimizer=optimizer, batch_size=20))
        assert [each.shape for each in losses] == [(3,)] * 3
        again.fit(*points, epochs=1, batch_size=20, optimizer=Adam(0.01), progress=False)
        assert farthest(starts[2], again[2]) == 0

    def test_first_weights_may_be_changed(self, points):
        starts = Starts(build(), 3)
        starts.parameters[0].value *= 0.1
        assert starts.parameters[0].value.shape == (3, 2, 5)
        starts.fit(*points, epochs=2, progress=False)
        for seed, network in enumerate(starts):
            alone = build(rng=seed)
            alone.layers[0].weights.value *= 0.1
            alone.fit(*points, epochs=2, rng=seed, progress=False)
            assert farthest(alone, network) < 1e-10


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda o: pickle.loads(pickle.dumps(o))])
def test_a_copy_goes_on_as_the_original_would(copied, points):
    starts, optimizer = Starts(build(), 3), Adam(0.01)
    starts.fit(*points, epochs=2, optimizer=optimizer, progress=False)
    again, same = copied((starts, optimizer))
    for each, steps in ((starts, optimizer), (again, same)):
        each.fit(*points, epochs=2, optimizer=steps, progress=False)
    assert farthest(starts[2], again[2]) == 0


class TestDivergence:
    def test_one_start_does_not_disturb_the_others(self):
        """A target of 1e200 in one start's own samples overflows there alone."""
        rng = np.random.default_rng(0)
        xs, ys = rng.normal(size=(3, 20, 2)), rng.normal(size=(3, 20, 1))
        ys[1] *= 1e200
        starts = Starts(build(MeanSquaredError), 3)
        fit = {"epochs": 3, "batch_size": 8, "progress": False}
        losses = starts.fit(xs, ys, optimizer=SGD(0.1), **fit)
        np.testing.assert_array_equal(starts.diverged, [False, True, False])
        assert np.isnan(losses[:, 1]).all()
        assert np.isfinite(losses[:, [0, 2]]).all()
        assert farthest(starts[1], build(MeanSquaredError, rng=1)) == 0
        for seed in (0, 2):
            alone = build(MeanSquaredError, rng=seed)
            alone.fit(xs[seed], ys[seed], optimizer=SGD(0.1), rng=seed, **fit)
            assert farthest(alone, starts[seed]) < 1e-10

    def test_also_where_an_epoch_is_left_early(self):
        """The last step's weights are infinite, and no later loss has told of it."""
        x, y = np.ones((3, 4, 2)), np.ones((3, 4, 1))
        y[1] = 1e200
        starts, optimizer = Starts(build(MeanSquaredError), 3), SGD(1e120)
        epoch = starts.epoch(x, y, optimizer=optimizer, batch_size=2)
        assert np.isfinite(next(epoch)[[0, 2]]).all()
        epoch.close()
        assert starts.diverged[1]
        assert farthest(starts[1], build(MeanSquaredError, rng=1)) == 0

    def test_a_rate_far_too_large_takes_every_start(self):
        x, y = np.array([[1.0, 2.0]] * 4), np.array([1e100, 2, 3, 4])
        starts = Starts(build(MeanSquaredError), 4)
        starts.fit(x, y, epochs=20, optimizer=SGD(1e80), progress=False)
        assert starts.diverged.all()
        with pytest.raises(TrainingDivergedError):
            build(MeanSquaredError, rng=0).fit(
                x, y, epochs=20, optimizer=SGD(1e80), progress=False
            )
        assert all(np.isfinite(w).all() for w in starts[0].get_weights())


class TestOneStart:
    def test_it_is_a_network_of_its_own(self):
        starts = Starts(build(), 2)
        one = starts[1]
        assert type(one) is Network
        one.fit(*XOR, epochs=1, progress=False)
        assert farthest(starts[1], build(rng=1)) == 0

    def test_all_of_them_one_by_one(self):
        starts = Starts(build(), [3, 4, 5])
        assert len(starts) == 3
        for network, seed in zip(starts, (3, 4, 5), strict=True):
            assert farthest(network, build(rng=seed)) == 0

    def test_the_network_that_was_copied_stays(self):
        network = build(rng=9)
        Starts(network, 3).fit(*XOR, epochs=5, progress=False)
        assert farthest(network, build(rng=9)) == 0


dropping = Network([Dense(2, 2), Dropout(0.5), Dense(2, 1)], loss=MeanSquaredError())


class TestErrors:
    @pytest.mark.parametrize(
        ("make", "words"),
        [
            (lambda: Starts([build()], 3), "network must be a Network, got"),
            (lambda: Starts(build(), 0), "seeds must be at least 1, got 0"),
            (
                lambda: Starts(build(), 3).epoch(*XOR, optimizer=Adam),
                "optimizer must be an Optimizer, got the class Adam itself",
            ),
            (lambda: Starts(build(), []), "seeds must name at least one start"),
            (
                lambda: Starts(build(), 2.5),
                "seeds must be a number of starts",
            ),
            (lambda: Starts(build(), [1, "two"]), "each seed must be a whole number"),
            (
                lambda: Starts(dropping, 3),
                r"layers\[1\] is Dropout.*Train such a network by fit\(\)",
            ),
        ],
    )
    def test_what_cannot_be_started(self, make, words):
        with pytest.raises((TypeError, ValueError), match=words):
            make()

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (([[1, 2], [3]], [0, 1]), "x must be .* with all rows of the same length"),
            (([[1, 2, 3]], [0]), "Dense expected 2 features per sample"),
            ((XOR[0], [0, 1]), "same number of samples, got 4 and 2"),
            ((np.zeros((2, 4, 2)), np.zeros((2, 4))), "each of the 3 starts, got 2 and 2"),
        ],
    )
    def test_data_that_does_not_fit(self, arguments, words):
        with pytest.raises((TypeError, ValueError), match=words):
            Starts(build(), 3).fit(*arguments, progress=False)

    @pytest.mark.parametrize("rng", [5, [1, 2]])
    def test_a_seed_for_each_start(self, rng):
        with pytest.raises(ValueError, match="for each of the 3 starts"):
            Starts(build(), 3).fit(*XOR, rng=rng, progress=False)
