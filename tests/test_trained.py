"""The trained networks that ship with the course: whole, small, and able to read."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from drawn_digits import DIGITS, all_forms, hands

from ann_course import trained
from ann_course.copying import find_course
from ann_course.panels.digit.strokes import picture
from ann_course.trained import SHIPPED, load_trained, pack, read
from ann_lib import Dense, Network, ReLU, SoftmaxCrossEntropy
from ann_lib.datasets import available, load_mnist

FILE = find_course() / "data" / SHIPPED["mnist"].file


@pytest.fixture(scope="module")
def reader() -> Network:
    return load_trained("mnist")


def right(network: Network, drawings: list[tuple[int, list[list[list[float]]]]]) -> float:
    x = np.array([picture(strokes, 28).ravel() for _, strokes in drawings])
    return float(np.mean(network.predict(x) == [digit for digit, _ in drawings]))


def test_its_file_is_small_and_goes_to_learners_with_the_lessons() -> None:
    assert FILE.stat().st_size < 200_000
    assert (find_course() / SHIPPED["mnist"].script).is_file()


def test_it_is_an_ordinary_network(reader: Network) -> None:
    assert reader.summary().n_parameters == 784 * 128 + 128 + 128 * 10 + 10
    assert {p.value.dtype for p in reader.parameters} == {np.dtype(np.float32)}
    again = load_trained("mnist")
    again.fit(np.eye(2, 784), [0, 1], epochs=1, progress=False)  # it can learn on
    first, theirs = (each.layers[0].weights.value for each in (again, reader))
    assert (first != theirs).any()


def test_it_reads_drawings_that_no_one_trained_it_on(reader: Network) -> None:
    assert right(reader, [(digit, forms[0]) for digit, forms in DIGITS.items()]) == 1
    assert right(reader, all_forms()) == 1
    assert right(reader, list(hands(np.random.default_rng(5), 90))) >= 0.975


def test_it_reads_mnist(reader: Network) -> None:
    if not available("mnist"):
        pytest.skip("MNIST is not here: load_mnist() fetches it, or set ANN_LIB_DATA")
    _, x_test, _, y_test = load_mnist(download=False).split()
    assert reader.score(x_test, y_test) >= 0.988


def test_one_byte_a_weight_is_enough(tmp_path: Path) -> None:
    layers = [Dense(9, 7), ReLU(), Dense(7, 4), ReLU(), Dense(4, 3)]
    network = Network(layers, loss=SoftmaxCrossEntropy(), rng=0)
    network.layers[2].weights.value[:, 1] = 0  # a unit that has been emptied
    path = tmp_path / "small.npz"
    again = read(path, pack(network, path))
    assert again.shapes == network.shapes
    for ours, theirs in zip(again.get_weights(), network.get_weights(), strict=True):
        if ours.ndim == 1:
            np.testing.assert_array_equal(ours, theirs)
        else:
            most = np.abs(theirs).max(axis=0)
            assert (np.abs(ours - theirs).max(axis=0) <= most / 127 / 2 + 1e-7).all()


@pytest.mark.parametrize(
    "layers",
    [
        [Dense(9, 7), Dense(7, 3)],
        [Dense(9, 7, bias=False), ReLU(), Dense(7, 3)],
        [Dense(9, 7), ReLU(), Dense(7, 3), ReLU()],
    ],
)
def test_another_kind_of_network_is_not_packed(tmp_path: Path, layers: list) -> None:
    network = Network(layers, loss=SoftmaxCrossEntropy(), rng=0)
    with pytest.raises(ValueError, match="dense layers with biases and ReLU between them"):
        pack(network, tmp_path / "other.npz")
    assert not any(tmp_path.iterdir())


def test_a_name_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(ValueError, match="name must be one of 'mnist', got 'MNIST'"):
        load_trained("MNIST")


def test_a_missing_and_a_damaged_file_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trained, "find_course", lambda: tmp_path)
    with pytest.raises(FileNotFoundError, match=r"no trained network .*Install the course"):
        load_trained("mnist")
    content = bytearray(FILE.read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / FILE.name).write_bytes(content)
    with pytest.raises(ValueError, match=r"damaged or another file: expected SHA-256"):
        load_trained("mnist")
