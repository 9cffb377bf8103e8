"""A run that was interrupted goes on to the very same numbers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from file_faults import forge
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
    Cosine,
    Dense,
    Dropout,
    EarlyStopping,
    MeanSquaredError,
    Network,
    OneCycle,
    RMSProp,
    Training,
)
from ann_lib.checkpoint import Checkpoint
from ann_lib.datasets.augment import jitter

HELD_OUT = (X[::-1], np.random.default_rng(5).integers(0, 3, len(X)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "run.npz"


class Interrupt(Callback):
    """Press Ctrl-C after an epoch."""

    def __init__(self, after: int) -> None:
        self.after = after

    def after_epoch(self, training: Training) -> None:
        if training.history.n_epochs == self.after:
            raise KeyboardInterrupt


@pytest.mark.parametrize(
    "optimizer",
    [
        lambda: SGD(0.1),
        lambda: SGD(Cosine(0.1, 50), momentum=0.9, nesterov=True, weight_decay=0.01),
        lambda: RMSProp(0.005),
        lambda: Adam(0.01, weight_decay=0.1),
        lambda: Adam(OneCycle(0.05, 60)),
    ],
    ids=lambda make: repr(make()),
)
@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("at", [1, 4])
def test_goes_on_to_the_same_numbers(
    path: Path, optimizer: Any, dtype: str, at: int
) -> None:
    """With Dropout and early stopping, whose own states must be kept too."""

    def run(network: Network, epochs: int, more: Any = (), **arguments: Any) -> Any:
        callbacks = [EarlyStopping(patience=4), *more, Checkpoint(path)]
        return fit(
            network,
            epochs=epochs,
            optimizer=optimizer(),
            callbacks=callbacks,
            validation_data=HELD_OUT,
            **arguments,
        )

    whole, first, second = (classifier(rng=s, dtype=dtype) for s in (0, 0, 8))
    expected = run(whole, 12)
    run(first, at)
    history = run(second, 12, resume=path, rng=99)  # its own start and seed count no more
    assert dict(history) == dict(expected)
    assert_same_weights(second, whole)
    np.testing.assert_array_equal(second.predict_proba(X), whole.predict_proba(X))


def test_goes_on_drawing_as_before(path: Path) -> None:
    def run(network: Network, epochs: int, **arguments: Any) -> Any:
        more = {"augment": jitter, "callbacks": [Checkpoint(path)], "progress": False}
        return network.fit(IMAGES, LABELS, epochs=epochs, **arguments | more)

    whole, first, second = (image_classifier(rng=seed) for seed in (0, 0, 8))
    expected = run(whole, 5, rng=1)
    run(first, 2, rng=1)
    assert dict(run(second, 5, resume=path)) == dict(expected)
    assert_same_weights(second, whole)


def test_after_an_interruption(path: Path) -> None:
    whole, broken, resumed = classifier(), classifier(), classifier(rng=3)
    callbacks = [Checkpoint(path)]
    expected = fit(whole, epochs=6, callbacks=callbacks)
    fit(broken, epochs=6, callbacks=[*callbacks, Interrupt(after=4)])
    # told before the checkpoint, the interruption came between epochs 3 and 4's saving
    history = fit(
        resumed, epochs=6, callbacks=[*callbacks, Interrupt(after=99)], resume=path
    )
    assert dict(history) == dict(expected)
    assert_same_weights(resumed, whole)


def test_a_stopped_run_stays_stopped(path: Path) -> None:
    callbacks = [EarlyStopping(patience=2), Checkpoint(path)]
    arguments: Any = {"validation_data": HELD_OUT, "optimizer": Adam(0.05)}
    network, other = classifier(), classifier(rng=4)
    expected = fit(network, epochs=50, callbacks=callbacks, **arguments)
    assert expected.n_epochs < 50
    history = fit(other, epochs=50, callbacks=callbacks, resume=path, **arguments)
    assert dict(history) == dict(expected)
    assert_same_weights(other, network)


def test_nothing_is_left_to_do(path: Path) -> None:
    network, other = classifier(), classifier(rng=4)
    callbacks = [Checkpoint(path)]
    history = fit(network, callbacks=callbacks)
    assert dict(fit(other, callbacks=callbacks, resume=path)) == dict(history)
    assert_same_weights(other, network)


def test_every_so_many_epochs(path: Path) -> None:
    fit(classifier(), epochs=5, callbacks=[Checkpoint(path, every=2)])
    history = fit(
        classifier(), epochs=4, callbacks=[Checkpoint(path, every=2)], resume=path
    )
    assert history.n_epochs == 4
    fit(classifier(), epochs=1, callbacks=[Checkpoint(path.with_name("x"), every=2)])
    assert not path.with_name("x").exists()


def test_is_told_last_wherever_it_stands(path: Path) -> None:
    early, last = EarlyStopping("loss"), Checkpoint(path)
    training = Training(classifier(), Adam(), np.random.default_rng(0), [last, early])
    assert training.callbacks == [early, last]


@pytest.mark.parametrize("bits", ["MT19937", "Philox", "SFC64", "PCG64DXSM"])
def test_with_any_of_numpys_generators(path: Path, bits: str) -> None:
    def rng() -> np.random.Generator:
        return np.random.Generator(getattr(np.random, bits)(7))

    whole, other = regressor(), regressor(rng=5)
    expected = fit(whole, NUMBERS, epochs=4, rng=rng())
    fit(regressor(), NUMBERS, epochs=2, rng=rng(), callbacks=[Checkpoint(path)])
    history = fit(
        other, NUMBERS, epochs=4, rng=rng(), callbacks=[Checkpoint(path)], resume=path
    )
    assert dict(history) == dict(expected)
    assert_same_weights(other, whole)


class TestWhatDoesNotGoTogether:
    @pytest.fixture(autouse=True)
    def checkpoint(self, path: Path) -> None:
        fit(classifier(), optimizer=Adam(0.01), callbacks=[Checkpoint(path)])

    def assert_refused(
        self, path: Path, words: str, network: Any = None, **more: Any
    ) -> None:
        network = network or classifier(rng=2)
        before = network.get_weights()
        arguments: Any = {"optimizer": Adam(0.01), "callbacks": [Checkpoint(path)]} | more
        with pytest.raises(ValueError, match=words) as error:
            fit(network, resume=path, **arguments)
        assert str(path) in str(error.value)
        for old, new in zip(before, network.get_weights(), strict=True):
            np.testing.assert_array_equal(old, new)

    def test_another_network(self, path: Path) -> None:
        layers = [Dense(4, 5), Dropout(0.2), Dense(5, 3)]
        words = r"does not go with this training: its network is .*expected"
        loss = classifier().loss
        self.assert_refused(path, words, Network(layers, loss=loss, rng=0))
        self.assert_refused(path, words, classifier(dtype="float64"))

    def test_another_optimizer(self, path: Path) -> None:
        words = (
            r"its optimizer is 'Adam\(0\.01\)', expected 'Adam\(\)'\. Build the network,"
        )
        self.assert_refused(path, words, optimizer=Adam())

    def test_other_callbacks(self, path: Path) -> None:
        words = r"its callbacks is \['Checkpoint'\], expected \[\]"
        self.assert_refused(path, words, callbacks=[])

    def test_a_saved_network(self, path: Path) -> None:
        classifier().save(path)
        self.assert_refused(path, r"its kind is 'network', expected 'checkpoint'")

    def test_a_truncated_file(self, path: Path) -> None:
        path.write_bytes(path.read_bytes()[:-100])
        self.assert_refused(path, r"cannot use .*not a whole zip archive")

    def test_no_file(self, path: Path) -> None:
        path.unlink()
        with pytest.raises(FileNotFoundError, match=r"there is no file"):
            fit(classifier(), resume=path)

    @pytest.mark.parametrize(
        "edit",
        [
            lambda h: h.update(steps=-1),
            lambda h: h.update(steps="many"),
            lambda h: h.pop("steps"),
            lambda h: h.update(history=3),
            lambda h: h.update(history={"loss": ["a"]}),
            lambda h: h.update(rng=[]),
            lambda h: h["rng"][0].update(bit_generator="Unknown"),
            lambda h: h["rng"][1].update(state=5),
            lambda h: h.update(rng=None),
        ],
    )
    def test_a_changed_header(self, path: Path, edit: Any) -> None:
        forge(path, {}, lambda content: edit(content["header"]))
        self.assert_refused(path, r"is damaged: ")

    def test_missing_arrays(self, path: Path) -> None:
        def without(name: str) -> Any:
            return lambda content: content["arrays"].pop(name)

        for name in ("weights/2", "memory/0/1"):
            fit(classifier(), optimizer=Adam(0.01), callbacks=[Checkpoint(path)])
            forge(path, {f"{name}.npy": None}, without(name))
            self.assert_refused(path, r"is damaged: ")


def test_a_full_disk_is_told_and_the_old_checkpoint_stays(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    fit(classifier(), epochs=2, callbacks=[Checkpoint(path)])
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match=r"cannot save .*No space left on device"):
            fit(classifier(rng=1), callbacks=[Checkpoint(path)])
    assert path.read_bytes() == before


@pytest.mark.parametrize("path", [None, 3, ["a"]])
def test_a_path_must_be_a_path(path: Any) -> None:
    with pytest.raises(TypeError, match=r"expected str, bytes or os\.PathLike object"):
        Checkpoint(path)


def test_every_must_be_a_whole_number(path: Path) -> None:
    with pytest.raises(ValueError, match=r"^every must be at least 1, got 0"):
        Checkpoint(path, every=0)


def test_a_network_of_images(path: Path) -> None:
    from small_networks import IMAGES

    def run(network: Network, epochs: int, **arguments: Any) -> Any:
        return network.fit(
            IMAGES, LABELS, epochs=epochs, rng=1, progress=False,
            callbacks=[Checkpoint(path)], **arguments,
        )  # fmt: skip

    whole, other = image_classifier(), image_classifier(rng=3)
    expected = run(whole, 5)
    run(image_classifier(), 2)
    assert dict(run(other, 5, resume=path)) == dict(expected)
    assert_same_weights(other, whole)


def test_the_header_is_plain_json(path: Path) -> None:
    from ann_lib._support.storage import read_npz

    network = Network([Dense(4, 1)], loss=MeanSquaredError(), rng=0)
    fit(network, NUMBERS, callbacks=[Checkpoint(path)])
    header, _ = read_npz(path)
    assert json.loads(json.dumps(header)) == header
