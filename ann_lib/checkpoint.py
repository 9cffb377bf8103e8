"""Keeping a whole training run, so that it goes on as if it had never stopped."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ann_lib._support.checks import check_int
from ann_lib._support.storage import read_npz, write_npz
from ann_lib.training import Callback, History, Training


class Checkpoint(Callback):
    """Save the whole state of training, so that ``fit(resume=path)`` goes on from it.

    It goes on to the very same numbers as if it had never stopped, given the same data
    and callbacks. `fit` calls it after all other callbacks.

    Parameters
    ----------
    path : str or path
        Replaced, safely, each time.
    every : int
        Epochs from one checkpoint to the next.
    """

    comes_last = True

    def __init__(self, path: str | os.PathLike[str], *, every: int = 1) -> None:
        self.path = os.fspath(path)
        self.every = check_int(every, "every")

    def after_epoch(self, training: Training) -> None:
        """Save, if it is time to."""
        if training.stop or training.history.n_epochs % self.every == 0:
            save_checkpoint(self.path, training)


def save_checkpoint(path: str | os.PathLike[str], training: Training) -> None:
    """Write weights, optimizer, callbacks, random states and history to one file."""
    arrays: dict[str, NDArray[Any]] = {
        f"weights/{i}": w for i, w in enumerate(training.network.get_weights())
    }
    for i, memory in enumerate(training.optimizer.memory):
        arrays |= {f"memory/{i}/{j}": array for j, array in enumerate(memory)}
    for i, callback in enumerate(training.callbacks):
        arrays |= {f"callback/{i}/{name}": a for name, a in callback.state().items()}
    header = {
        "kind": "checkpoint",
        **_identity(training),
        "steps": training.optimizer.steps,
        "stop": training.stop,
        "rng": [_plain(rng.bit_generator.state) for rng in _generators(training)],
        "history": dict(training.history),
    }
    write_npz(path, arrays, header)


def load_checkpoint(path: str | os.PathLike[str], training: Training) -> None:
    """Bring ``training`` to the state that was saved.

    Raises
    ------
    ValueError
        If the file is no checkpoint, or one of another network, optimizer or list of
        callbacks; nothing has been changed then.
    """
    header, arrays = read_npz(path)
    for name, want in {"kind": "checkpoint", **_identity(training)}.items():
        if header.get(name) != want:
            raise ValueError(
                f"{os.fspath(path)} does not go with this training: its {name} is "
                f"{header.get(name)!r}, expected {want!r}. Build the network, the "
                "optimizer and the callbacks as they were when it was saved."
            )
    network, optimizer = training.network, training.optimizer
    try:
        weights = _like(network.get_weights(), _below(arrays, "weights/"))
        optimizer.prepare(network.packed)
        memories = [
            _like(memory, _below(arrays, f"memory/{i}/"))
            for i, memory in enumerate(optimizer.memory)
        ]
        steps = check_int(header["steps"], "steps", minimum=0)
        history = History(
            {k: [float(v) for v in vs] for k, vs in header["history"].items()}
        )
        generators = _generators(training)
        for rng, state in zip(generators, header["rng"], strict=True):
            type(rng.bit_generator)().state = state  # raises if it is no such state
        for i, callback in enumerate(training.callbacks):
            callback.set_state(_below(arrays, f"callback/{i}/"))
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise ValueError(f"{os.fspath(path)} is damaged: {error!r}") from None
    network.set_weights(weights)
    for memory, saved in zip(optimizer.memory, memories, strict=True):
        for array, value in zip(memory, saved, strict=True):
            array[...] = value
    for rng, state in zip(generators, header["rng"], strict=True):
        rng.bit_generator.state = state
    optimizer.steps, training.history = steps, history
    training.stop = bool(header.get("stop"))


def _identity(training: Training) -> dict[str, Any]:
    """Return what must be the same when a run goes on."""
    return {
        "network": training.network.config(),
        "optimizer": repr(training.optimizer),
        "callbacks": [type(callback).__name__ for callback in training.callbacks],
    }


def _generators(training: Training) -> list[np.random.Generator]:
    """Return every source of randomness: the shuffling's, and each Dropout's."""
    layers = [getattr(layer, "rng", None) for layer in training.network.layers]
    return [training.rng, *(rng for rng in layers if rng is not None)]


def _below(arrays: Mapping[str, NDArray[Any]], start: str) -> dict[str, NDArray[Any]]:
    return {k.removeprefix(start): v for k, v in arrays.items() if k.startswith(start)}


def _like(now: list[NDArray[Any]], saved: Mapping[str, NDArray[Any]]) -> list[NDArray[Any]]:
    """Return the saved arrays "0", "1" … if they have the shapes of those there are."""
    values = [saved[str(i)] for i in range(len(now))]
    if [v.shape for v in values] != [a.shape for a in now]:
        raise ValueError(f"shapes {[v.shape for v in values]}")
    return values


def _plain(value: Any) -> Any:
    """Return nested dicts with lists and ints in place of NumPy's, for JSON."""
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    return value.tolist() if isinstance(value, np.ndarray | np.generic) else value
