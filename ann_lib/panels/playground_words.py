"""What the playground says: its state in words, and as Python."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ann_lib.activations import ReLU
from ann_lib.panels.experiment import OWN, Experiment, Rows, sizes_of

if TYPE_CHECKING:
    from collections.abc import Mapping


def sentence(experiment: Experiment) -> str:
    """Return how far training is, how good the network is, and what is dead in it."""
    network = experiment.network
    nodes = "-".join(map(str, sizes_of(network)))
    count = sum(parameter.value.size for parameter in network.parameters)
    text = f"A {nodes} network of {count} numbers"
    if not len(experiment.x):
        return f"{text}. There are no points yet: add some of each colour."
    loss, test_loss = experiment.measure()
    right, test_right = experiment.scores()
    n = experiment.n_epochs
    text += f" after {n} {'epoch' if n == 1 else 'epochs'}: training loss {_size(loss)}, "
    text += f"{right:.0%} right"
    if len(experiment.x_test):
        text += f"; test loss {_size(test_loss)}, {test_right:.0%} right"
    dead = dead_units(experiment)
    if dead:
        units = "unit is" if dead == 1 else "units are"
        text += f". {dead} ReLU {units} dead: 0 at every point"
    return f"{text}."


def _size(loss: float) -> str:
    return f"{loss:.3f}" if loss < 1000 else f"{loss:.1e}"


def dead_units(experiment: Experiment) -> int:
    """Return how many ReLU units are 0 at every training point: they can't learn."""
    network = experiment.network
    steps = network.activations(experiment.x)[1:]
    return sum(
        int((output == 0).all(axis=0).sum())
        for layer, output in zip(network.layers, steps, strict=True)
        if isinstance(layer, ReLU)
    )


def code(experiment: Experiment, state: Mapping[str, Any], own: Rows) -> str:
    """Return the Python that draws the points, builds the network and trains it.

    It gives the same numbers to the last bit, as far as whole epochs go and nothing was
    changed on the way.
    """
    network, optimizer = experiment.network, experiment.training.optimizer
    parts = [*network.layers, network.loss, network, optimizer]
    names = sorted({type(part).__name__ for part in parts})
    share, seed = state["held_out"] / 100, state["seed"]
    if state["data"] == OWN:
        draw, given = "part_points", f"{own}, {share}, {seed}"
    else:
        draw, noise = "draw_points", state["noise"] / 100
        given = f"{state['data']!r}, noise={noise}, held_out={share}, seed={seed}"
    lines = [
        f"from ann_lib import {', '.join(names)}",
        f"from ann_lib.panels.experiment import {draw}, features",
        "",
        f"points = {draw}({given})",
        f"x = features(points.train, {experiment.feature_names})",
        f"layers = {network.layers}",
        f"network = Network(layers, loss={network.loss!r}, rng={seed})",
    ]
    if experiment.n_epochs:
        lines += [
            f"optimizer = {optimizer!r}",
            "network.fit(",
            f"    x, points.train_labels, epochs={experiment.n_epochs},",
            f"    batch_size={experiment.batch_size}, optimizer=optimizer, rng={seed},",
            ")",
        ]
    return "\n".join(lines) + "\n"
