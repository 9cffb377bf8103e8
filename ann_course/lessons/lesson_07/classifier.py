"""The exercise to build and train a classifier of digits: its test and its criteria."""

from __future__ import annotations

import math
from typing import Any

from ann_course.learn import Criteria, Exercise
from ann_course.learn.judging import judgeable, nothing_back, tried
from ann_lib._support.checks import describe
from ann_lib.activations import Linear
from ann_lib.convolution import Conv2D
from ann_lib.layers import Dense, Dropout, Flatten
from ann_lib.losses import SoftmaxCrossEntropy
from ann_lib.network import Network
from ann_lib.training import History

MOST_PARAMETERS = 10_000
LEAST_SCORE = 0.97
MOST_SECONDS = 60.0


def examine(build: Any, x: Any, y: Any, x_new: Any, y_new: Any) -> Any:
    """Call a learner's function on (x, y) and report what its network is and can do.

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
        In plain words and numbers, with a score only if the network can be scored; empty
        while the function is blank.
    """

    def built_and_measured() -> tuple[Any, dict[str, float]]:
        network = build(x.copy(), y.copy())
        if not _can_be_scored(network):
            return network, {}
        images = _as_it_takes_them(network, x_new)
        return network, {"held-out score": round(network.score(images, y_new), 4)}

    result, unjudged = tried(
        build, built_and_measured, seconds=MOST_SECONDS, late="Try fewer epochs."
    )
    if unjudged is not None:
        return unjudged
    network, score = result
    if network is None or network is Ellipsis:
        return nothing_back(build)
    if isinstance(network, History):
        return {"trouble": "it returned what fit gives back, the history of the training. "
                "Return the network itself."}  # fmt: skip
    if not isinstance(network, Network):
        return {"trouble": f"it returned {describe(network)}, not the network."}
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
        **score,
    }


def _as_it_takes_them(network: Network, images: Any) -> Any:
    """Return the images in rows and columns if the network takes them so."""
    shape = network.shapes[0]
    same_size = math.prod(shape) == math.prod(images.shape[1:])
    return images.reshape(-1, *shape) if same_size else images


def _can_be_scored(network: Any) -> bool:
    """Whether it has ten classes; of any other only the structure is judged."""
    return (
        isinstance(network, Network)
        and network.shapes[-1] == (10,)
        and isinstance(network.loss, SoftmaxCrossEntropy)
    )


_GOOD: dict[str, Any] = {
    "outputs": 10,
    "layers with weights": 2,
    "activations between them": 1,
    "loss": "SoftmaxCrossEntropy",
    "parameters": 4810,
    "held-out score": 0.98,
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
        "size": (
            lambda found: 0 < found["parameters"] <= MOST_PARAMETERS,
            f"That is more than {MOST_PARAMETERS:,} parameters. Take fewer hidden units.",
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
    }
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
            "size": _GOOD | {"parameters": 50_890},
            "untrained": _GOOD | {"held-out score": 0.09},
        }
    ),
)
