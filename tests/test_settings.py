"""The user's own settings are the same after any call of the library as before.

Warnings filters, the global random states, the umask, NumPy's error handling and print
options, the working folder, the environment: a library that changes one of them changes
results or files elsewhere.
"""

from __future__ import annotations

import os
import random
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sklearn.datasets  # noqa: F401  # its first import draws from `random`
from contract_cases import LAYERS, LOSSES
from small_networks import IMAGES, LABELS, X, classifier, image_classifier, regressor

import ann_lib
from ann_lib import (
    SGD,
    Dense,
    EarlyStopping,
    Network,
    SoftmaxCrossEntropy,
    datasets,
    inspection,
)
from ann_lib._support.checks import check_array, check_labels
from ann_lib.datasets.augment import jitter
from ann_lib.gradcheck import check_layer
from ann_lib.nerve_cell import Chain, SpikingNeuron
from ann_lib.sklearn import NetworkClassifier, NetworkRegressor


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def settings() -> dict[str, Any]:
    """Return all that belongs to the user, in a form that can be compared."""
    name, keys, *position = np.random.get_state()  # noqa: NPY002
    return {
        "warnings": list(warnings.filters),
        "showwarning": warnings.showwarning,
        "random": random.getstate(),
        "np.random": (name, keys.tolist(), position),
        "umask": _umask(),
        "errstate": np.geterr(),
        "print options": np.get_printoptions(),
        "folder": os.getcwd(),
        "environment": dict(os.environ),
    }


@contextmanager
def unchanged() -> Iterator[None]:
    """Compare the settings after the block with those before it."""
    before = settings()
    yield
    after = settings()
    assert [name for name in before if before[name] != after[name]] == []


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Settings of a user who has changed every one of them."""
    monkeypatch.chdir(tmp_path)
    state, legacy = random.getstate(), np.random.get_state()  # noqa: NPY002
    mask, options = os.umask(0o027), np.get_printoptions()
    random.seed(3)
    np.random.seed(3)  # noqa: NPY002
    np.set_printoptions(precision=3)
    with warnings.catch_warnings(), np.errstate(over="raise", under="ignore"):
        warnings.filterwarnings("error", message="of the user's own")
        yield
    np.set_printoptions(**options)
    os.umask(mask)
    random.setstate(state)
    np.random.set_state(legacy)  # noqa: NPY002


def train() -> None:
    network = image_classifier()
    network.fit(
        IMAGES,
        LABELS,
        epochs=2,
        validation_data=(IMAGES, LABELS),
        callbacks=[EarlyStopping(patience=1)],
        augment=jitter,
        progress=True,
    )
    network.evaluate(IMAGES, LABELS)
    network.activations(IMAGES)


def diverge() -> None:
    with suppress(ArithmeticError):
        regressor().fit(X, X[:, 0] * 1e6, optimizer=SGD(1e9), progress=False)


def refuse() -> None:
    for x in (
        X.astype(float) * 1e300,
        X.astype(str),
        "abc",
        None,
        [[1], [2, 3]],
        np.full(3, np.nan),
    ):
        with suppress(TypeError, ValueError):
            check_array(x, "x", dtype="float32")
    for y in (LABELS * 1e300, LABELS * 0.5, LABELS[:, None], ["a", None], [0, 1e19]):
        with suppress(TypeError, ValueError):
            check_labels(y, "y", n_classes=3)


def save() -> None:
    path = Path("network.npz")
    classifier().save(path)
    Network.load(path)
    path.write_bytes(b"damaged")
    with suppress(ValueError):
        Network.load(path)
    with suppress(OSError):
        classifier().save(Path("nowhere") / "network.npz")


def generate() -> None:
    for make in (datasets.make_moons, datasets.make_xor, datasets.make_spiral):
        make(20)
    datasets.make_pets(4)
    datasets.make_shapes(4)
    data = datasets.load_digits()
    data.split(0.2, rng=0)


def inspect() -> None:
    network = image_classifier()
    inspection.input_gradient(network, IMAGES)
    inspection.occlusion(network, IMAGES[0])
    inspection.best_patches(network, 0, 0, IMAGES)
    inspection.linear_probe(network, IMAGES, LABELS, IMAGES, LABELS)
    with inspection.units_off(network, 0, 0):
        network.predict(IMAGES)
    with suppress(ZeroDivisionError), inspection.units_off(network, 0, 0):
        raise ZeroDivisionError


def learn() -> None:
    for model in (NetworkClassifier(4, epochs=2), NetworkRegressor(4, epochs=2)):
        model.fit(X, LABELS).predict(X)


def spike() -> None:
    Chain([SpikingNeuron(), SpikingNeuron()]).simulate(2.0)


def check_layers() -> None:
    for layer, shape in LAYERS:
        check_layer(layer, np.random.default_rng(0).normal(size=(3, *shape)))
    for loss, *_ in LOSSES:
        repr(loss)


def draw_anew() -> None:
    Network([Dense(4, 3)], loss=SoftmaxCrossEntropy(), rng=None).initialize(None)
    ann_lib.Dropout(0.5).forward(X, training=True)


@pytest.mark.parametrize(
    "call",
    [
        train,
        diverge,
        refuse,
        save,
        generate,
        inspect,
        learn,
        spike,
        check_layers,
        draw_anew,
    ],
    ids=lambda call: call.__name__,
)
def test_the_settings_are_unchanged(call: Callable[[], None]) -> None:
    with unchanged():
        call()


def test_a_change_would_be_seen() -> None:
    changes: dict[str, Callable[[], object]] = {
        "warnings": lambda: warnings.simplefilter("ignore"),
        "random": random.random,
        "np.random": np.random.rand,
        "umask": lambda: os.umask(0),
        "errstate": lambda: np.seterr(all="ignore"),
        "print options": lambda: np.set_printoptions(precision=9),
    }
    for name, change in changes.items():
        with pytest.raises(AssertionError, match=name), unchanged():
            change()


def test_saved_files_have_the_mode_that_the_umask_gives() -> None:
    classifier().save("network.npz")
    assert Path("network.npz").stat().st_mode & 0o777 == 0o640
