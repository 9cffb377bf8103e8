"""The exercise to build and train a classifier of digits: its test and its criteria."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from ann_course.learn import Criteria, Exercise
from ann_course.learn.judging import judgeable, nothing_back, tried
from ann_lib._support.checks import describe
from ann_lib.activations import Linear
from ann_lib.convolution import Conv2D
from ann_lib.layers import Dense, Dropout, Flatten
from ann_lib.losses import SoftmaxCrossEntropy
from ann_lib.network import Network
from ann_lib.optimizers import Adam
from ann_lib.training import History

MOST_PARAMETERS = 5_000
LEAST_SCORE = 0.97
MOST_SECONDS = 60.0
N_TRIAL = 200
"""With how many images of even digits the function is called first."""
MOST_ODD = 0.3
"""What fraction of the odd digits it may then read; by chance it is at most an eighth."""


def examine(build: Any, x: Any, y: Any, x_new: Any, y_new: Any) -> Any:
    """Call a learner's function on (x, y) and report what its network is and can do.

    It is called twice: first with a few images, of even digits only. If the network
    reads odd ones then, it has learned from something else than what it was given.

    Parameters
    ----------
    build : callable
        Given images and digits, it returns a trained network.
    x, y : ndarray, shape (n_samples, 64) and (n_samples,)
        To learn from.
    x_new, y_new : ndarray
        To be measured on.

    Returns
    -------
    found : dict
        In plain words and numbers, with scores only if the network can be scored; empty
        while the function is blank.
    """
    even, odd = np.flatnonzero(y % 2 == 0)[:N_TRIAL], y_new % 2 == 1
    outside = _from_outside(build)

    def called_twice() -> tuple[Any, dict[str, Any]]:
        trial = build(x[even], y[even])
        if not isinstance(trial, Network):
            return trial, {}
        found = {"odd digits": _score(trial, x_new[odd], y_new[odd])}
        network = build(x.copy(), y.copy())
        found["built anew"] = network is not trial
        found["held-out score"] = _score(network, x_new, y_new)
        return network, found

    with _left_as_they_were(outside):
        result, unjudged = tried(
            build, called_twice, seconds=MOST_SECONDS, late="Try fewer epochs."
        )
    if unjudged is not None:
        return _with_advice(unjudged, outside)
    network, found = result
    if network is None or network is Ellipsis:
        return nothing_back(build)
    if isinstance(network, History):
        return {"trouble": "it returned what fit gives back, the history of the training. "
                "Return the network itself."}  # fmt: skip
    if not isinstance(network, Network):
        return {"trouble": f"it returned {describe(network)}, not the network."}
    if found["held-out score"] is not None:
        found["unseen images"] = len(y_new)
        found["without a hidden layer"] = _without_hidden_layer(x, y, x_new, y_new)
    found["from outside"] = list(outside) or None
    return _structure(network) | {k: v for k, v in found.items() if v is not None}


def _structure(network: Network) -> dict[str, Any]:
    """Return what can be told of a network without a score."""
    layers = network.layers
    weighted = [i for i, layer in enumerate(layers) if layer.parameters]
    between = layers[weighted[0] : weighted[-1]] if weighted else []
    folds = (Dense, Conv2D, Dropout, Flatten, Linear)
    return {
        "outputs": int(network.shapes[-1][0]),
        "layers with weights": len(weighted),
        "activations between them": sum(not isinstance(each, folds) for each in between),
        "loss": type(network.loss).__name__,
        "parameters": network.summary().n_parameters,
    }


def _score(network: Any, images: Any, digits: Any) -> float | None:
    """Return the accuracy, or None for what has not ten classes."""
    if (
        not isinstance(network, Network)
        or network.shapes[-1] != (10,)
        or not isinstance(network.loss, SoftmaxCrossEntropy)
    ):
        return None
    shape = network.shapes[0]
    if math.prod(shape) == math.prod(images.shape[1:]):  # it may take rows and columns
        images = images.reshape(-1, *shape)
    return round(network.score(images, digits), 4)


def _without_hidden_layer(x: Any, y: Any, x_new: Any, y_new: Any) -> float | None:
    """Return what a single layer reaches, to compare with."""
    line = Network([Dense(x.shape[1], 10)], loss=SoftmaxCrossEntropy(), rng=0)
    line.fit(x, y, epochs=60, optimizer=Adam(0.003), rng=0, progress=False)
    return _score(line, x_new, y_new)


def _from_outside(function: Any) -> dict[str, Any]:
    """Return the networks and arrays of the notebook that a function uses, by name."""
    code = getattr(function, "__code__", None)
    there = getattr(function, "__globals__", {})
    names = code.co_names if code is not None else ()
    found = {name: there.get(name) for name in names}
    return {k: v for k, v in found.items() if isinstance(v, Network | np.ndarray)}


@contextmanager
def _left_as_they_were(outside: dict[str, Any]) -> Iterator[None]:
    """Undo what training does to networks that the notebook goes on to use."""
    before = [(v, v.get_weights()) for v in outside.values() if isinstance(v, Network)]
    try:
        yield
    finally:
        for network, weights in before:
            network.set_weights(weights)


def _with_advice(unjudged: dict[str, Any], outside: dict[str, Any]) -> dict[str, Any]:
    """Say which arrays were not given, where their number does not fit."""
    trouble, _, line = unjudged.get("trouble", "").partition("The line: ")
    names = [name for name in outside if re.search(rf"\b{name}\b", line)]
    if not names or "same number of samples" not in trouble:
        return unjudged
    return {"trouble": f"{unjudged['trouble']} It is tried with other images, too: inside "
            f"the function use `x` and `y`, not {_listed(names)}."}  # fmt: skip


def _listed(names: list[str]) -> str:
    return " or ".join(f"`{name}`" for name in names)


def _learned_elsewhere(found: dict[str, Any]) -> str:
    names = found.get("from outside")
    others = f", not on {_listed(names)}" if names else ""
    return (
        "It was called with images of even digits only, and its network read "
        f"{found['odd digits']:.0%} of the *odd* ones: it has learned from images that it "
        f"was not given. Train on `x` and `y`{others}. What measures a network must have "
        "no part in its training."
    )


def _reached(found: dict[str, Any]) -> str:
    n, score, line = (
        found[name]
        for name in ("unseen images", "held-out score", "without a hidden layer")
    )
    wrong, line_wrong = (round((1 - each) * n) for each in (score, line))
    return (
        f"Your classifier reads {n - wrong} of {n} images that it has never seen, "
        f"{score:.4f}, with {found['parameters']:,} parameters. Without a hidden layer, "
        f"trained on the same images, it would be {line:.4f}: {line_wrong} wrong, where "
        f"yours has {wrong}."
    )


_GOOD: dict[str, Any] = {
    "outputs": 10,
    "layers with weights": 2,
    "activations between them": 1,
    "loss": "SoftmaxCrossEntropy",
    "parameters": 4810,
    "odd digits": 0.0,
    "built anew": True,
    "held-out score": 0.9815,
    "unseen images": 270,
    "without a hidden layer": 0.9556,
}


_CRITERIA = Criteria(
    {
        **judgeable("examine"),
        "outputs": (
            lambda found: found["outputs"] == 10,
            "There are ten digits, so there must be ten output nodes: one for each answer.",
        ),
        "loss": (
            lambda found: found["loss"] == "SoftmaxCrossEntropy",
            "For one answer out of ten the loss is SoftmaxCrossEntropy(): it turns the ten "
            "outputs into probabilities, and measures that of the right digit.",
        ),
        "hidden": (
            lambda found: found["layers with weights"] >= 2,
            "There is no hidden layer. It does surprisingly well without one; but here we "
            "want at least one: a second Dense, and an activation between the two.",
        ),
        "bend": (
            lambda found: found["activations between them"] >= 1,
            "There is no activation between the layers with weights, so they fold into "
            "one: put a ReLU() between them.",
        ),
        "same": (
            lambda found: found["built anew"] is True,
            "It was called twice, and gave back the same network both times: one that was "
            "there before. Build a new one *inside* the function, with "
            "`Network([...], loss=...)`, and train it on `x` and `y`.",
        ),
        "elsewhere": (
            lambda found: found.get("odd digits", 0.0) <= MOST_ODD,
            _learned_elsewhere,
        ),
        "size": (
            lambda found: 0 < found["parameters"] <= MOST_PARAMETERS,
            f"That is more than {MOST_PARAMETERS:,} parameters. With h hidden units there "
            "are 64 h + h, and then 10 h + 10: how large may h be?",
        ),
        "untrained": (
            lambda found: found.get("held-out score", 0.0) > 0.3,
            "It guesses: this is the score of an untrained network. Does your function "
            "call fit before it returns the network, and with steps that are not far too "
            "large? Adam(0.003) is a good start.",
        ),
        "score": (
            lambda found: LEAST_SCORE <= found["held-out score"] <= 1,
            f"It learns, but stays below {LEAST_SCORE} on unseen images. Try more epochs "
            "or hidden units; Dropout(0.2) after the ReLU; or steps that grow smaller "
            "towards the end, as Cosine makes them. It is measured on images as they are: "
            "whatever you do to x before training is not done to the new ones.",
        ),
    },
    right=_reached,
)

build_classifier = Exercise(
    "build-classifier",
    "Write `build_and_train(x, y)`. It builds a network for these images, trains it and "
    f"returns it: at most {MOST_PARAMETERS:,} parameters, and at least {LEAST_SCORE} on "
    "images that it has not seen.",
    reference=_GOOD,
    accepts=_CRITERIA.accepts,
    mistakes=_CRITERIA.mistakes(
        {
            "outputs": _GOOD | {"outputs": 1},
            "loss": _GOOD | {"loss": "MeanSquaredError"},
            "hidden": _GOOD | {"layers with weights": 1, "activations between them": 0},
            "bend": _GOOD | {"activations between them": 0},
            "same": _GOOD | {"built anew": False, "odd digits": 0.97},
            "size": _GOOD | {"parameters": 9610},
            "untrained": _GOOD | {"held-out score": 0.09},
            "score": _GOOD | {"held-out score": 0.96},
        }
    ),
    hints=[
        "All the pieces are further up: *Layer by layer* has the layers, and the call that "
        "trains. What must be smaller than there?",
        "With h hidden units there are 64 h + h parameters in the first layer, and "
        "10 h + 10 in the second: 64 hidden units fit. So small a network needs more "
        "epochs: 60, say.",
        "Build `network = Network([Dense(64, 64), ReLU(), Dense(64, 10)], "
        "loss=SoftmaxCrossEntropy(), rng=0)`, call its `fit` with `x`, `y`, the epochs "
        "and `Adam(0.003)`, and return the network. A `Dropout(0.2)` after the ReLU adds "
        "a little more.",
    ],
    solution="""
        def build_and_train(x, y):
            layers = [Dense(64, 64), ReLU(), Dropout(0.2), Dense(64, 10)]
            network = Network(layers, loss=SoftmaxCrossEntropy(), rng=0)
            network.fit(x, y, epochs=60, optimizer=Adam(0.003), rng=0)
            return network
        """,
    ask="How many of your parameters are in the first layer, and how many "
    "would there be with twice as many pixels on each side?",
)
