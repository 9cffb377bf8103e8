"""A network that is saved and loaded, and files that hold no network."""

from __future__ import annotations

import json
import os
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from file_faults import (
    Bomb,
    claim,
    entry,
    file_size_limit,
    forge,
    only_file,
    ordinary_user,
    small_disk,
)
from small_networks import (
    assert_same_weights,
    classifier,
    fit,
    image_classifier,
    regressor,
)

from ann_lib import Dense, Layer, MeanSquaredError, Network, SoftmaxCrossEntropy


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "net.npz"
    classifier().save(path)
    return path


class TestThereAndBack:
    @pytest.mark.parametrize("build", [classifier, regressor, image_classifier])
    @pytest.mark.parametrize("dtype", ["float32", "float64"])
    @pytest.mark.parametrize("name", ["net.npz", "mein Netz für später 数字.npz"])
    def test_the_same_network(
        self, tmp_path: Path, build: Any, dtype: str, name: str
    ) -> None:
        network = build(dtype=dtype)
        network.save(tmp_path / name)
        loaded = Network.load(tmp_path / name)
        assert repr(loaded) == repr(network)
        assert_same_weights(loaded, network)
        assert loaded.dtype == dtype
        assert only_file(tmp_path) == name

    def test_arguments_of_a_learners_own_layer(self, tmp_path: Path) -> None:
        class Stretch(Layer):
            def __init__(self, factor: Any = 2.0) -> None:
                self.factor = factor

        def network(factor: Any) -> Network:
            return Network([Dense(2, 2), Stretch(factor)], loss=MeanSquaredError())

        try:
            network((np.float32(0.5), np.int64(3))).save(tmp_path / "net.npz")
            layer: Any = Network.load(tmp_path / "net.npz").layers[1]
            assert layer.factor == [0.5, 3]
            words = r"^Stretch cannot be saved: its argument factor must be a number"
            for factor in (np.ones(2), {1, 2}, np.nan):
                with pytest.raises(TypeError, match=words):
                    network(factor).save(tmp_path / "net.npz")
        finally:
            del Layer.by_name["Stretch"]

    def test_it_can_be_trained_on(self, path: Path) -> None:
        loaded = Network.load(path)
        losses = fit(loaded, epochs=30)["loss"]
        assert losses[-1] < losses[0]

    def test_a_class_derived_from_network(self, path: Path) -> None:
        class Mine(Network):
            pass

        assert type(Mine.load(path)) is Mine


OBJECTS = claim("(4, 16)", "|O", b"\x80\x04.")
NAN = entry(np.full((4, 16), np.nan, np.float32))


class TestForeignFiles:
    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"weights/0.npy": NAN}, r"'weights/0' holds 64 NaN or infinite values"),
            ({"weights/0.npy": OBJECTS}, r"'weights/0' holds pickled objects"),
            ({"weights/0.npy": claim("(1000000, 2000000)")}, r"8,000,000,000,000 bytes"),
            ({"weights/0.npy": None}, r"it lacks \['weights/0\.npy'\]"),
            ({"weights/0.npy": entry(np.ones((16, 4), "f4"))}, r"should have shape"),
        ],
    )
    def test_an_array_that_is_another(self, path: Path, changes: Any, words: str) -> None:
        forge(path, changes)
        assert_refused(path, words)

    @pytest.mark.parametrize(
        ("edit", "words"),
        [
            (lambda h: h.update(kind="checkpoint"), r"holds a 'checkpoint', expected a 'n"),
            (lambda h: h.pop("kind"), r"holds a None, expected a 'network'"),
            (lambda h: h.pop("layers"), r"is damaged: it lacks 'layers'"),
            (lambda h: h.pop("loss"), r"is damaged: it lacks 'loss'"),
            (lambda h: h.update(layers=3), r"cannot be built"),
            (lambda h: h.update(layers=[3]), r"cannot be built"),
            (lambda h: h.update(dtype="int8"), r"cannot be built: dtype must be 'float32'"),
            (lambda h: h.update(input_shape=[5]), r"does not fit: Dense expected 4 feat"),
            (lambda h: h.update(input_shape=[[4]]), r"cannot be built: input_shape must"),
            (
                lambda h: h["layers"][0].update(n_units=17),
                r"Dense expected 16 features per sample, got \(17,\)",
            ),
            (lambda h: h["layers"][0].update(n_units=15), r"does not fit: Dense expected"),
            (lambda h: h["layers"][0].update(n_units=-1), r"n_units must be at least 1"),
            (
                lambda h: h["layers"][0].update(n_units=10**12),
                r"have 4,000,000,000,048 weights, the file 131\. Save it anew",
            ),
            (lambda h: h["layers"][0].update(n_units="16"), r"n_units must be a whole n"),
            (lambda h: h["layers"][0].update(more=1), r"unexpected keyword argument 'more"),
            (
                lambda h: h["layers"][1].update({"class": "Wild"}),
                r"unknown class 'Wild'; d",
            ),
            (lambda h: h["loss"].update({"class": "Wild"}), r"unknown class 'Wild'"),
            (lambda h: h["loss"].update({"class": "system"}), r"unknown class 'system'"),
            (lambda h: h["layers"].pop(), r"cannot be built"),
            (lambda h: h["layers"].reverse(), r"cannot be built"),
        ],
    )
    def test_a_header_that_says_something_else(
        self, path: Path, edit: Callable[[dict[str, Any]], object], words: str
    ) -> None:
        forge(path, {}, lambda content: edit(content["header"]))
        assert_refused(path, words)

    def test_weights_of_another_shape_that_are_as_many(self, path: Path) -> None:
        def edit(content: dict[str, Any]) -> None:
            content["arrays"]["weights/0"] = [[16, 4], "<f4"]

        forge(path, {"weights/0.npy": entry(np.ones((16, 4), np.float32))}, edit)
        assert_refused(path, r"weights must have the shapes \[\(4, 16\)")

    @pytest.mark.parametrize(
        "data",
        [b"", b"PK\x05\x06", json.dumps({"layers": []}).encode(), os.urandom(500)],
    )
    def test_something_else_entirely(self, path: Path, data: bytes) -> None:
        path.write_bytes(data)
        assert_refused(path, r"not a whole zip archive: truncated, or something else")

    def test_a_pickle_is_not_run(self, path: Path) -> None:
        import pickle

        path.write_bytes(pickle.dumps(Bomb()))
        assert_refused(path, r"not a whole zip archive")
        assert "ANN_LIB_TEST_PWNED" not in os.environ

    def test_no_file(self, tmp_path: Path) -> None:
        with pytest.raises(FileNotFoundError, match=r"There is no file .*none\.npz"):
            Network.load(tmp_path / "none.npz")


def assert_refused(path: Path, words: str) -> None:
    """In these words, with the file's name, and without taking memory for it."""
    tracemalloc.start()
    with pytest.raises(ValueError, match=words) as error:
        Network.load(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert str(path) in str(error.value)
    assert peak < 5_000_000


class TestNothingThatWasThereIsLost:
    """The old model is still the old model, and there is no litter beside it."""

    @pytest.fixture
    def large(self) -> Network:
        return Network([Dense(300, 100)], loss=SoftmaxCrossEntropy(), rng=0)

    def test_when_the_disk_is_full(self, tmp_path: Path, large: Network) -> None:
        with small_disk(tmp_path):
            classifier().save(tmp_path / "net.npz")
            with pytest.raises(OSError, match=r"No space left.*Make room"):
                large.save(tmp_path / "net.npz")
            assert_same_weights(Network.load(tmp_path / "net.npz"), classifier())
            assert only_file(tmp_path) == "net.npz"

    def test_when_a_file_may_not_grow(self, path: Path, large: Network) -> None:
        with file_size_limit(10_000), pytest.raises(OSError, match="cannot save"):
            large.save(path)
        assert_same_weights(Network.load(path), classifier())
        assert only_file(path.parent) == "net.npz"

    def test_when_the_folder_is_read_only(self, large: Network) -> None:
        with ordinary_user() as folder:
            classifier().save(folder / "net.npz")
            folder.chmod(0o500)
            with pytest.raises(PermissionError, match=r"choose a file that you may write"):
                large.save(folder / "net.npz")
            assert_same_weights(Network.load(folder / "net.npz"), classifier())

    def test_when_the_weights_are_nan(self, path: Path) -> None:
        network = classifier()
        network.parameters[0].value[...] = np.nan
        with pytest.raises(ValueError, match=r"'weights/0' holds 64 NaN or infinite"):
            network.save(path)
        assert_same_weights(Network.load(path), classifier())
