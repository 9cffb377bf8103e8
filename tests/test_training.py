"""Mini-batches, history, callbacks, and what stops a training run."""

from __future__ import annotations

import math
import sys
from typing import Any

import numpy as np
import pytest
from hypothesis import given, strategies as st
from small_networks import (
    IMAGES,
    LABELS,
    NUMBERS,
    X,
    assert_same_weights,
    classifier,
    fit,
    image_classifier,
    regressor,
)

from ann_lib import (
    SGD,
    Adam,
    Callback,
    EarlyStopping,
    History,
    Training,
    TrainingDivergedError,
    minibatches,
)
from ann_lib.datasets.augment import jitter
from ann_lib.training import pick


class TestMinibatches:
    @given(n=st.integers(1, 60), size=st.integers(1, 70), seed=st.integers(0, 99))
    def test_each_sample_once(self, n: int, size: int, seed: int) -> None:
        batches = list(minibatches(n, size, np.random.default_rng(seed)))
        assert sorted(np.concatenate(batches)) == list(range(n))
        assert [len(batch) for batch in batches[:-1]] == [size] * (len(batches) - 1)
        assert 1 <= len(batches[-1]) <= size

    def test_draws_one_permutation_and_nothing_else(self) -> None:
        rng, twin = np.random.default_rng(3), np.random.default_rng(3)
        order = np.concatenate(list(minibatches(10, 4, rng)))
        np.testing.assert_array_equal(order, twin.permutation(10))
        assert rng.random() == twin.random()

    def test_is_random(self) -> None:
        assert next(minibatches(100, 100, 0)).tolist() != list(range(100))

    @pytest.mark.parametrize("bad", [0, -1, 2.5, None, "8"])
    def test_wrong_sizes_are_told_at_once(self, bad: Any) -> None:
        with pytest.raises((TypeError, ValueError), match=r"^batch_size must be "):
            minibatches(10, bad, 0)
        with pytest.raises((TypeError, ValueError), match=r"^n_samples must be "):
            minibatches(bad, 5, 0)


@pytest.mark.parametrize("lie", [np.ascontiguousarray, np.asfortranarray, np.flipud])
def test_a_batch_is_picked_however_the_samples_lie(lie: Any) -> None:
    samples = lie(np.arange(24.0).reshape(6, 2, 2))
    batch = np.array([4, 0, 3])
    expected = np.stack([samples[4], samples[0], samples[3]])
    np.testing.assert_array_equal(pick(samples, batch), expected)


class TestAugment:
    def test_every_batch_goes_through_it_as_a_copy(self) -> None:
        seen: list[Any] = []

        def wipe(batch: Any, rng: Any) -> Any:
            seen.append(batch.copy())
            batch[...] = 0  # a copy: the samples stay as they are
            return batch

        before = X.copy()
        network, blind = classifier(), classifier()
        history = fit(network, epochs=2, batch_size=40, augment=wipe)
        np.testing.assert_array_equal(X, before)
        assert [len(batch) for batch in seen] == [40, 40, 10] * 2
        np.testing.assert_array_equal(
            np.sort(np.concatenate(seen[:3]), axis=0), np.sort(X, axis=0)
        )
        same = {"epochs": 2, "batch_size": 40, "rng": 1, "progress": False}
        assert dict(blind.fit(np.zeros_like(X), LABELS, **same)) == dict(history)
        assert_same_weights(network, blind)

    def test_one_that_changes_nothing_changes_nothing(self) -> None:
        plain, other = classifier(), classifier()
        history = fit(plain)
        assert dict(fit(other, augment=lambda batch, rng: batch.tolist())) == dict(history)
        assert_same_weights(plain, other)

    def test_draws_from_the_trainings_generator(self) -> None:
        def fitted(seed: int) -> Any:
            return image_classifier().fit(
                IMAGES, LABELS, augment=jitter, epochs=3, rng=seed, progress=False
            )

        assert dict(fitted(5)) == dict(fitted(5))
        assert dict(fitted(5)) != dict(fitted(6))

    def test_held_out_samples_are_left_as_they_are(self) -> None:
        held_out = (X, LABELS)
        network = classifier()
        history = fit(
            network, augment=lambda batch, rng: batch * 0, validation_data=held_out
        )
        assert network.evaluate(*held_out)[0] == history["validation_loss"][-1]

    @pytest.mark.parametrize(
        ("augment", "words"),
        [
            (0.1, r"^augment must be a function of a batch and rng=, such as jitter, got"),
            (lambda batch, rng: None, r"^augment returned None: it must return the batch"),
            (lambda batch, rng: batch[1:], r"^augment's result must have shape \(32, 4\)"),
            (lambda batch, rng: batch / 0, r"^augment's result holds .* NaN or infinite"),
            (lambda batch, rng: ["a"], r"^augment's result must hold real numbers"),
        ],
    )
    @pytest.mark.filterwarnings("ignore:.*divide by zero")
    def test_what_is_no_batch_is_told(self, augment: Any, words: str) -> None:
        with pytest.raises((TypeError, ValueError), match=words):
            fit(classifier(), augment=augment)


class TestHistory:
    def test_is_a_mapping_of_lists(self) -> None:
        history = History()
        history.add(loss=2.0, validation_loss=3.0)
        history.add(loss=1.0, validation_loss=2.5)
        assert dict(history) == {"loss": [2, 1], "validation_loss": [3, 2.5]}
        assert (len(history), history.n_epochs, list(history)) == (2, 2, [*history])
        assert repr(history) == "History(2 epochs: loss 1, validation_loss 2.5)"

    def test_an_empty_one(self) -> None:
        assert repr(History()) == "History(0 epochs)"
        with pytest.raises(KeyError, match="loss"):
            History()["loss"]


class Watcher(Callback):
    """Writes down what it is told; may do something after one epoch."""

    def __init__(self, at: int = 0, act: Any = None) -> None:
        self.told: list[Any] = []
        self.at, self.act = at, act

    def before_training(self, training: Training) -> None:
        self.told.append("before")

    def after_epoch(self, training: Training) -> None:
        self.told.append(training.history.n_epochs)
        if training.history.n_epochs == self.at:
            self.act(training)

    def after_training(self, training: Training) -> None:
        self.told.append("after")


def interrupt(_: Training) -> None:
    raise KeyboardInterrupt


class TestCallbacks:
    def test_are_told_in_order(self) -> None:
        watcher = Watcher()
        fit(classifier(), callbacks=[watcher])
        assert watcher.told == ["before", 1, 2, 3, "after"]

    def test_may_stop_training(self) -> None:
        watcher = Watcher(2, lambda training: setattr(training, "stop", True))
        assert fit(classifier(), epochs=9, callbacks=[watcher]).n_epochs == 2

    def test_see_the_run(self) -> None:
        seen: list[Training] = []
        network, optimizer = classifier(), Adam(0.01)
        history = fit(network, optimizer=optimizer, callbacks=[Watcher(1, seen.append)])
        assert seen[0].network is network
        assert seen[0].optimizer is optimizer
        assert seen[0].history is history

    def test_an_error_in_one_reaches_the_caller_and_the_others_hear_the_end(self) -> None:
        def fail(_: Training) -> None:
            raise RuntimeError("mine")

        watcher = Watcher()
        with pytest.raises(RuntimeError, match="mine"):
            fit(classifier(), callbacks=[watcher, Watcher(1, fail)])
        assert watcher.told == ["before", 1, "after"]

    def test_of_ones_own_may_add_a_metric(self) -> None:
        def measure(training: Training) -> None:
            training.history.add(score=training.network.score(X, LABELS))

        history = fit(classifier(), epochs=1, callbacks=[Watcher(1, measure)])
        assert 0 <= history["score"][0] <= 1

    @pytest.mark.parametrize(
        "callbacks", [EarlyStopping(), [print], "abc", [EarlyStopping], None]
    )
    def test_what_is_none_is_refused(self, callbacks: Any) -> None:
        with pytest.raises(TypeError, match=r"^callbacks must be a list of callbacks such"):
            fit(classifier(), callbacks=callbacks)


class TestKeyboardInterrupt:
    def test_returns_what_there_is_and_the_network_goes_on(self) -> None:
        network, watcher = classifier(), Watcher(2, interrupt)
        history = fit(network, epochs=9, callbacks=[watcher])
        assert history.n_epochs == 2
        assert watcher.told == ["before", 1, 2, "after"]
        assert np.isfinite(network.predict_proba(X)).all()
        assert fit(network).n_epochs == 3

    def test_in_the_middle_of_a_batch(self, monkeypatch: pytest.MonkeyPatch) -> None:
        network, calls = classifier(), [0]
        step = SGD.step

        def third_step_is_interrupted(self: SGD, parameters: Any) -> None:
            calls[0] += 1
            if calls[0] == 3:
                raise KeyboardInterrupt
            step(self, parameters)

        monkeypatch.setattr(SGD, "step", third_step_is_interrupted)
        history = fit(network, optimizer=SGD(0.1), batch_size=10)
        assert history.n_epochs == 0
        assert dict(history) == {}
        assert np.isfinite(network.predict_proba(X)).all()


class TestDivergence:
    @pytest.mark.parametrize("optimizer", [SGD(1e30), SGD(1e30, momentum=0.9), Adam(1e30)])
    def test_stops_with_the_weights_of_before(self, optimizer: Any) -> None:
        network, twin = regressor(), regressor()
        with pytest.raises(TrainingDivergedError) as error:
            fit(network, NUMBERS, optimizer=optimizer)
        message = str(error.value)
        assert "epoch 1. Try a smaller learning rate than in " in message
        assert repr(optimizer) in message
        assert_same_weights(network, twin)

    def test_the_same_optimizer_is_usable_again(self) -> None:
        """Its memory held infinities; it must not keep them."""
        network, optimizer = regressor(), SGD(1e30, momentum=0.9)
        with pytest.raises(TrainingDivergedError):
            fit(network, NUMBERS, optimizer=optimizer)
        optimizer.learning_rate = 0.01
        losses = fit(network, NUMBERS, optimizer=optimizer, epochs=5)["loss"]
        assert losses[-1] < losses[0]

    def test_later_epochs_go_back_to_where_they_began(self) -> None:
        def blow_up(training: Training) -> None:
            training.optimizer.learning_rate = 1e30

        network, twin = regressor(), regressor()
        watcher = Watcher(2, blow_up)
        with pytest.raises(TrainingDivergedError, match="in epoch 3"):
            fit(network, NUMBERS, epochs=9, optimizer=SGD(0.01), callbacks=[watcher])
        fit(twin, NUMBERS, epochs=2, optimizer=SGD(0.01))
        assert_same_weights(network, twin)

    def test_an_infinite_validation_loss_counts_too(self) -> None:
        network, twin = regressor(), regressor()
        far = (np.full((2, 4), 1e38, np.float32), np.full(2, -3e38))
        with pytest.raises(TrainingDivergedError):
            fit(network, NUMBERS, validation_data=far)
        assert_same_weights(network, twin)


class TestEarlyStopping:
    def test_stops_and_brings_the_best_weights_back(self) -> None:
        network, twin = classifier(), classifier()
        noise = np.random.default_rng(5).integers(0, 3, len(X))  # held out: pure chance
        stopping = EarlyStopping(patience=3)
        held_out = (X[::-1], noise)
        arguments = {"optimizer": Adam(0.05), "validation_data": held_out}
        history = fit(network, epochs=50, callbacks=[stopping], **arguments)
        losses = history["validation_loss"]
        assert stopping.best_epoch == int(np.argmin(losses)) + 1
        assert history.n_epochs == stopping.best_epoch + 3 < 50
        assert network.evaluate(*held_out)[0] == losses[stopping.best_epoch - 1]
        fit(twin, epochs=stopping.best_epoch, optimizer=Adam(0.05))
        assert_same_weights(network, twin)

    @pytest.mark.parametrize(
        ("metric", "values", "epochs"),
        [
            ("loss", [3, 2, 2, 2, 1], 4),
            ("validation_score", [0.1, 0.5, 0.4, 0.5, 0.6], 4),
            ("validation_loss", [3, 2, 1, 0.5, 0.2], 5),
        ],
    )
    def test_patience(self, metric: str, values: list[float], epochs: int) -> None:
        stopping = EarlyStopping(metric, patience=2)
        training = Training(classifier(), SGD(0.1), np.random.default_rng(0))
        stopping.before_training(training)
        for value in values:
            training.history.add(**{metric: value})
            stopping.after_epoch(training)
            if training.stop:
                break
        assert training.history.n_epochs == epochs

    def test_serves_a_second_run_anew(self) -> None:
        stopping = EarlyStopping("loss", patience=5)
        fit(classifier(), callbacks=[stopping])
        other = classifier(rng=9)
        before = other.get_weights()
        fit(other, epochs=1, callbacks=[stopping])
        assert stopping.best_epoch == 1
        assert any((a != b).any() for a, b in zip(before, other.get_weights(), strict=True))

    def test_a_metric_that_is_not_measured(self) -> None:
        expected = r"EarlyStopping watches 'validation_loss', which is not measured\. Give"
        with pytest.raises(ValueError, match=expected):
            fit(classifier(), callbacks=[EarlyStopping()])

    def test_a_score_that_is_not_measured_and_the_one_that_is(self) -> None:
        held_out = {"validation_data": (X, LABELS)}
        expected = r"Give fit validation_data=\(x, y\) and watch 'validation_score', or"
        with pytest.raises(ValueError, match=expected):
            fit(classifier(), callbacks=[EarlyStopping("score")], **held_out)
        stopping = EarlyStopping("validation_score")
        fit(classifier(), callbacks=[stopping], **held_out)
        assert stopping.best_epoch > 0

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            ({"metric": "accuracy"}, r"^metric must be one of 'loss'"),
            ({"patience": 0}, r"^patience must be at least 1"),
        ],
    )
    def test_wrong_arguments(self, arguments: Any, words: str) -> None:
        with pytest.raises(ValueError, match=words):
            EarlyStopping(**arguments)


class TestProgress:
    def test_is_shown_unless_told_otherwise(self, capfd: pytest.CaptureFixture) -> None:
        classifier().fit(X, LABELS, epochs=2, rng=0)
        out, err = capfd.readouterr()
        assert out == ""
        assert "/2" in err

    def test_is_silent_on_request(self, capfd: pytest.CaptureFixture) -> None:
        fit(classifier(), progress=False)
        assert capfd.readouterr() == ("", "")

    def test_changes_no_number(self, capfd: pytest.CaptureFixture) -> None:
        network, twin = classifier(), classifier()
        fit(network, progress=True)
        fit(twin, progress=False)
        assert_same_weights(network, twin)

    def test_is_taken_away_when_interrupted(self, capfd: pytest.CaptureFixture) -> None:
        tqdm = pytest.importorskip("tqdm")
        fit(classifier(), progress=True, callbacks=[Watcher(1, interrupt)])
        assert not tqdm.tqdm._instances

    def test_leaves_no_widget_in_a_notebooks_memory(
        self, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture
    ) -> None:
        widget = pytest.importorskip("ipywidgets.widgets.widget")
        notebook = pytest.importorskip("tqdm.notebook")
        monkeypatch.setattr("tqdm.auto.tqdm", notebook.tqdm)
        before = set(widget._instances)
        fit(classifier(), progress=True)
        assert "0/3" in capfd.readouterr().out
        assert set(widget._instances) == before

    def test_is_done_without_where_tqdm_is_missing(
        self, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture
    ) -> None:
        monkeypatch.setitem(sys.modules, "tqdm", None)
        monkeypatch.setitem(sys.modules, "tqdm.auto", None)
        assert fit(classifier(), progress=True).n_epochs == 3
        assert capfd.readouterr() == ("", "")

    def test_starts_no_thread(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A browser's kernel has none."""
        import threading

        tqdm = pytest.importorskip("tqdm.auto")

        def refuse(_: threading.Thread) -> None:
            raise RuntimeError("can't start new thread")

        monkeypatch.setattr(threading.Thread, "start", refuse)
        monkeypatch.setattr(tqdm.tqdm, "monitor", None)  # none that a test has begun
        kept = tqdm.tqdm.monitor_interval
        assert fit(classifier(), progress=True).n_epochs == 3
        assert tqdm.tqdm.monitor_interval == kept  # it is the user's


class TestEpoch:
    @pytest.mark.parametrize("batch_size", [1, 7, 1000])
    def test_epochs_equal_fit_to_the_bit(self, batch_size: int) -> None:
        network, twin = classifier(), classifier()
        history = network.fit(
            X, LABELS, epochs=3, batch_size=batch_size, optimizer=Adam(0.01), rng=5,
            progress=False,
        )  # fmt: skip
        optimizer, rng, means = Adam(0.01), np.random.default_rng(5), []
        for _ in range(3):
            losses = list(
                twin.epoch(X, LABELS, batch_size=batch_size, optimizer=optimizer, rng=rng)
            )
            assert len(losses) == -(-len(X) // batch_size)
            sizes = [min(batch_size, len(X) - i * batch_size) for i in range(len(losses))]
            means.append(np.average(losses, weights=sizes))
        assert_same_weights(network, twin)
        assert history["loss"] == pytest.approx(means, rel=1e-12)

    def test_a_batch_is_trained_on_when_its_loss_is_asked_for(self) -> None:
        network = classifier()
        before = network.get_weights()
        losses = network.epoch(X, LABELS, optimizer=SGD(0.1), rng=0)
        assert np.array_equal(before[0], network.get_weights()[0])
        first = next(losses)
        assert math.isfinite(first)
        assert not np.array_equal(before[0], network.get_weights()[0])

    def test_divergence_brings_the_start_back(self) -> None:
        network, optimizer = classifier(), SGD(1e38, momentum=0.5)
        before, errors = network.get_weights(), np.geterr()
        losses = network.epoch(X, LABELS, batch_size=4, optimizer=optimizer, rng=0)
        next(losses)
        assert np.geterr() == errors
        with pytest.raises(TrainingDivergedError, match="Try a smaller learning rate"):
            list(losses)
        for old, now in zip(before, network.get_weights(), strict=True):
            assert np.array_equal(old, now)
        assert optimizer.steps == 0

    def test_arguments_are_checked_at_once(self) -> None:
        with pytest.raises(ValueError, match="batch_size must be at least 1"):
            classifier().epoch(X, LABELS, optimizer=SGD(0.1), batch_size=0)
        with pytest.raises(ValueError, match="x and y"):
            classifier().epoch(X, LABELS[:-1], optimizer=SGD(0.1))
