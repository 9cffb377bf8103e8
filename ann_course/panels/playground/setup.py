"""From where the playground's controls stand to what is trained, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ann_course.panels.playground.crowd import Crowd
from ann_course.panels.playground.data import (
    DATASETS,
    FEATURES,
    OWN,
    Points,
    Rows,
    draw_points,
    part_points,
)
from ann_course.panels.playground.experiment import (
    Experiment,
    activation_names,
    build_network,
    make_optimizer,
    sizes_of,
)
from ann_course.panels.playground.kinds import YES_OR_NO
from ann_lib.layers import Dropout
from ann_lib.losses import BinaryCrossEntropy
from ann_lib.network import Network
from ann_lib.training import TrainingDivergedError

MOST_LAYERS, MOST_UNITS = 6, 8
UNITS = tuple(f"units{k}" for k in range(1, MOST_LAYERS + 1))
LIKE_ALL = "like all"
BENDS = tuple(f"activation{k}" for k in range(1, MOST_LAYERS + 1))
"""The activation of each layer, where it is not that of all."""
OF_HIDDEN = ("activation", "dropout")
"""What does nothing where there is no hidden layer."""
STEPS = ("one batch", "one epoch")
STOPS = ("never", "10 epochs", "100 epochs", "1,000 epochs", "10,000 epochs")
N_STARTS, N_SEEDS = 20, 100
USUAL: dict[str, Any] = {
    "data": "circles",
    "noise": 20,
    "held_out": 30,
    "seed": 0,
    "weight_seed": 0,
    **{name: name in ("x1", "x2") for name in FEATURES},
    "hidden_layers": 2,
    **dict(zip(UNITS, (4, 2, 2, 2, 2, 2), strict=True)),
    "activation": "tanh",
    **dict.fromkeys(BENDS, LIKE_ALL),
    "optimizer": "SGD",
    "learning_rate": "0.1",
    "weight_decay": "0",
    "l1": "0",
    "dropout": "0",
    "batch_size": 32,
    "step_size": STEPS[0],
    "stop_after": STOPS[0],
    "twenty_starts": False,
    "glass": 1,
    "fold": False,
    "discretize": False,
    "test_points": True,
}
"""The start value of each control."""
TUNING = (
    *("optimizer", "learning_rate", "weight_decay", "l1", "batch_size"),
    *("step_size", "stop_after"),
)
"""What changes the training under way."""
LOOKS = ("fold", "discretize", "test_points")
"""What changes only what is shown."""
AFRESH = tuple(
    name for name in USUAL if name not in (*TUNING, *LOOKS, "twenty_starts", "glass")
)
"""What restarts it: all but that, and which of twenty starts is looked at."""


def inputs_of(state: Mapping[str, Any]) -> list[str]:
    """Return the names of the features that the network is given; one at least."""
    return [name for name in FEATURES if state[name]] or ["x1"]


def hidden_of(state: Mapping[str, Any]) -> list[int]:
    """Return the number of units of each hidden layer."""
    return [state[name] for name in UNITS[: state["hidden_layers"]]]


def activations_of(state: Mapping[str, Any]) -> list[str]:
    """Return the name of the activation of each hidden layer."""
    own = [state[name] for name in BENDS[: state["hidden_layers"]]]
    return [state["activation"] if name == LIKE_ALL else name for name in own]


def structure(state: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return what decides which network is built."""
    kind = DATASETS[state["data"]][3] if state["data"] != OWN else YES_OR_NO
    shape = inputs_of(state), hidden_of(state), activations_of(state), state["dropout"]
    return *shape, state["weight_seed"], kind


def state_of(network: Network) -> dict[str, Any]:
    """Return the control values that describe a network."""
    bends = activation_names(network)
    n_inputs, *hidden, n_outputs = sizes_of(network)
    if (
        bends is None
        or any(isinstance(layer, Dropout) for layer in network.layers)
        or n_outputs != 1
        or not isinstance(network.loss, BinaryCrossEntropy)
        or n_inputs > len(FEATURES)
        or len(hidden) > MOST_LAYERS
        or max(hidden, default=1) > MOST_UNITS
    ):
        raise ValueError(
            f"network must have 1 to {len(FEATURES)} inputs, at most {MOST_LAYERS} hidden "
            f"layers of at most {MOST_UNITS} units, each followed by Tanh, ReLU, Sigmoid "
            f"or Linear, and one output with BinaryCrossEntropy; got {network!r}."
        )
    state: dict[str, Any] = dict(zip(UNITS, hidden, strict=False))
    state |= {name: k < n_inputs for k, name in enumerate(FEATURES)}
    activation = bends[0] if bends else "tanh"
    for name, bend in zip(BENDS, bends, strict=False):
        state[name] = LIKE_ALL if bend == activation else bend
    return state | {"hidden_layers": len(hidden), "activation": activation}


def points_of(state: Mapping[str, Any], own: Rows) -> Points:
    """Return the points that a state describes; ``own`` are the learner's."""
    share, seed = state["held_out"] / 100, state["seed"]
    if state["data"] == OWN:
        return part_points(own, share, seed)
    noise = state["noise"] / 100
    return draw_points(state["data"], noise=noise, held_out=share, seed=seed)


def set_up(
    state: Mapping[str, Any], own: Rows, network: Network | None = None
) -> Experiment:
    """Return the untrained experiment that a state describes.

    Parameters
    ----------
    state : mapping
        A value for each name in ``USUAL``.
    own : list of (float, float, int)
        The learner's own points.
    network : Network, optional
        The one to train; by default a new one, drawn from the seed.
    """
    names = inputs_of(state)
    seed = state["weight_seed"]
    points = points_of(state, own)
    built = network or build_network(
        len(names),
        hidden_of(state),
        activations_of(state),
        seed,
        points.kind,
        float(state["dropout"]),
    )
    optimizer = make_optimizer(state["optimizer"])
    experiment = Experiment(built, points, names, optimizer, state["batch_size"], seed)
    experiment.by_hand = network is not None
    tune(experiment, state)
    return experiment


def tune(experiment: Experiment | Crowd, state: Mapping[str, Any]) -> None:
    """Apply the training settings to the following steps."""
    experiment.tune(
        state["optimizer"],
        float(state["learning_rate"]),
        float(state["weight_decay"]),
        state["batch_size"],
        float(state["l1"]),
    )


def last_epoch(state: Mapping[str, Any]) -> float:
    """Return after how many epochs training stops."""
    limit = state["stop_after"].removesuffix(" epochs").replace(",", "")
    return float(limit) if limit.isdigit() else float("inf")


def seeds_of_starts(state: Mapping[str, Any]) -> list[int]:
    """Return the seeds of the twenty starts: that of the weights and the next ones."""
    return [(state["weight_seed"] + k) % N_SEEDS for k in range(N_STARTS)]


def with_both_seeds(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return settings in which the seed of the points is that of the weights as well.

    Unless they name a seed of the weights.
    """
    same = {"weight_seed": settings["seed"]} if "seed" in settings else {}
    return same | dict(settings)


def whole_state(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the state that settings describe; what they leave out is as in ``USUAL``."""
    unknown = [name for name in settings if name not in USUAL]
    if unknown:
        raise ValueError(
            f"settings have no {unknown[0]!r}. Their names are "
            f"{', '.join(map(repr, USUAL))}."
        )
    return USUAL | with_both_seeds(settings)


def train(settings: Mapping[str, Any], n_steps: int = 3000) -> Experiment:
    """Return the experiment that settings describe, trained on ``n_steps`` batches.

    Settings that are left out are those of ``USUAL``; ``panel.state`` holds them all. A
    ``seed`` alone is that of the points and of the first weights.
    Training that diverges ends early, with ``by_hand`` set.

    Examples
    --------
    >>> train({"data": "XOR blobs", "noise": 10}).scores()
    (1.0, 1.0)
    """
    experiment = set_up(whole_state(settings), [])
    try:
        while experiment.n_steps < n_steps:
            experiment.step()
    except TrainingDivergedError:
        pass
    return experiment
