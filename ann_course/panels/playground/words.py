"""What the playground says: its state in words, and as Python."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ann_course.live.words import counted, loss_size, share
from ann_course.panels.playground.crowd import Crowd
from ann_course.panels.playground.data import ENOUGH, OWN, Rows
from ann_course.panels.playground.experiment import Experiment, sizes_of
from ann_lib.losses import SoftmaxCrossEntropy

FLOATS = ".astype(np.float32).reshape(-1, 1)"

if TYPE_CHECKING:
    from collections.abc import Mapping


def sentence(experiment: Experiment, *, own: bool = False) -> str:
    """Return how far training is, how good the network is, and what is dead in it.

    ``own`` points are all trained on at first, which has to be said.
    """
    network = experiment.network
    nodes = "-".join(map(str, sizes_of(network)))
    count = sum(parameter.value.size for parameter in network.parameters)
    text = f"A {nodes} network of {count} weights and biases"
    if not len(experiment.x):
        return f"{text}. There are no points yet: add some of each colour."
    kind = experiment.points.kind
    loss, test_loss = experiment.measure()
    right, test_right = experiment.scores()
    epochs = counted(experiment.n_epochs, "epoch")
    text += (
        f" after {epochs}: training {kind.loss_name} {loss_size(loss)}, {kind.right(right)}"
    )
    if len(experiment.x_test):
        text += f"; test loss {loss_size(test_loss)}, {kind.right(test_right)}"
    elif own:
        text += f"; the first {ENOUGH} of your own points are all for training"
    dead = experiment.dead_units()
    if dead:
        units = "unit is" if dead == 1 else "units are"
        text += f". {dead} ReLU {units} dead: 0 at every point"
    return f"{text}."


def crowd_sentence(crowd: Crowd, glass: int, experiment: Experiment) -> str:
    """Return how many of many starts have arrived, and how the one shown is doing.

    ``glass`` is its number, from 0.
    """
    nodes = "-".join(map(str, sizes_of(experiment.network)))
    text = f"{len(crowd.starts)} starts of a {nodes} network"
    if not len(experiment.x):
        return f"{text}. There are no points yet: add some of each colour."
    n_diverged = int(crowd.starts.diverged.sum())
    text += f" after {counted(crowd.n_epochs, 'epoch')}: {have_arrived(crowd, 'of them')}"
    enough = f"at least {share(crowd.kind.enough)} of the training points right"
    if crowd.kind.is_number:
        enough = f"R² of at least {crowd.kind.enough} on the training points"
    text += f", with {enough}"
    if n_diverged:
        text += f"; in {n_diverged} training broke off"
    loss, test_loss = experiment.measure()
    text += f". Under the glass is start {glass + 1}, from seed {crowd.seeds[glass]}: "
    text += f"training loss {loss_size(loss)}"
    return text + (
        f", test loss {loss_size(test_loss)}." if len(experiment.x_test) else "."
    )


def have_arrived(crowd: Crowd, among: str) -> str:
    """Return how many starts have arrived, as in "1 of 20 has arrived"."""
    n = len(crowd.arrived())
    return f"{n} {among} {'has' if n == 1 else 'have'} arrived"


def fold_sentence(across: str, up: str) -> str:
    """Return what the fold by these two nodes shows."""
    if {across, up} == {"x1", "x2"}:
        return "By x1 and x2 nothing is folded: that takes two units of a hidden layer."
    return (
        f"The fold: each point lies where {across} and {up} send it, and the bent grid is "
        "that of the plane."
    )


def hindrance(experiment: Experiment, crowd: Crowd | None, limit: float) -> str:
    """Return why no further step is taken, or nothing; ``limit`` is the last epoch."""
    if not len(experiment.x):
        return "There are no points to learn from yet: add some of each colour, then play."
    if crowd is not None and crowd.starts.diverged.all():
        return (
            f"Training broke off in all {len(crowd.starts)} starts: the steps are far too "
            "large. Choose a smaller learning rate, then press Same start again."
        )
    if (crowd or experiment).n_epochs >= limit:
        return f"It stops after {limit:,.0f} epochs, as chosen under Training."
    return ""


def progress(experiment: Experiment, seconds: float) -> str:
    """Return how far training is, in figures: epochs, and seconds of computing."""
    return f"Epoch {experiment.n_epochs:,} · {seconds:.1f} s"


def diverged(experiment: Experiment) -> str:
    """Return what to say when the loss is not a number any more, and the ways back."""
    return (
        f"Training broke off in epoch {experiment.n_epochs + 1}: the loss was no longer a "
        "finite number (NaN or infinite), as happens when the steps are far too large. The "
        "weights are again those with which that epoch began. Choose a smaller learning "
        "rate and play on, or press Same start again."
    )


def code(experiment: Experiment, state: Mapping[str, Any], own: Rows) -> str:
    """Return the Python that draws the points, builds the network and trains it.

    It gives the same numbers to the last bit. Where something was changed by hand, it
    gives the weights as they are, since training alone would not lead there.
    """
    network, optimizer = experiment.network, experiment.training.optimizer
    trained = experiment.n_steps > 0 and not experiment.by_hand
    parts = [*network.layers, network.loss, network, *([optimizer] if trained else [])]
    names = sorted({type(part).__name__ for part in parts})
    imports = ["import numpy as np", ""]
    if trained and experiment.n_batches:
        imports.insert(0, "from itertools import islice\n")
    imports.append(f"from ann_lib import {', '.join(names)}")
    share, seed = state["held_out"] / 100, state["weight_seed"]
    if state["data"] == OWN:
        draw, given = "part_points", f"{own}, {share}, {state['seed']}"
    else:
        draw, noise = "draw_points", state["noise"] / 100
        given = f"{state['data']!r}, noise={noise}, held_out={share}, seed={state['seed']}"
    imports.append(f"from ann_course.panels.playground.data import {draw}, features")
    shape = "" if network.loss.__class__ is SoftmaxCrossEntropy else FLOATS
    lines = [
        "",
        f"points = {draw}({given})",
        f"x = features(points.train, {experiment.feature_names})",
        f"y = points.train_labels{shape}",
        f"layers = {network.layers}",
        f"network = Network(layers, loss={network.loss!r}, rng={seed})",
    ]
    if experiment.by_hand:
        lines += _weights(experiment)
    elif trained:
        lines += _training(experiment, seed)
    return "\n".join([*imports, *lines]) + "\n"


def _training(experiment: Experiment, seed: int) -> list[str]:
    size = experiment.batch_size
    lines = [
        f"optimizer = {experiment.training.optimizer!r}",
        f"rng = np.random.default_rng({seed})",
    ]
    if experiment.n_epochs:
        lines += [
            "network.fit(",
            f"    x, y, epochs={experiment.n_epochs}, batch_size={size},",
            "    optimizer=optimizer, rng=rng,",
            ")",
        ]
    if experiment.n_batches:
        count = experiment.n_batches
        lines += [
            "epoch = network.epoch(",
            f"    x, y, batch_size={size}, optimizer=optimizer, rng=rng,",
            ")",
            f"losses = list(islice(epoch, {count}))",
        ]
    return lines


def _weights(experiment: Experiment) -> list[str]:
    rows = [f"    np.array({w.tolist()})," for w in experiment.network.get_weights()]
    return [
        "# Something was changed by hand on the way: these are the weights as they are.",
        "network.set_weights([",
        *rows,
        "])",
    ]
