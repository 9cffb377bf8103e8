"""A small convolutional network against PyTorch, and where the time of its steps goes.

    python benchmarks/convolution.py [--samples 6400] [--repeats 15] [--write]

Both libraries train in one run, in turn, in processes of their own (`_workers`), with
one thread and with two. Then `Network.fit` runs once more with its parts timed.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import _one_thread  # noqa: F401  (before NumPy)
import _report
import numpy as np
from _clock import Clock
from _contenders import epoch_of
from _image_contenders import CONTENDERS, SHAPE, ImageTask, build
from _workers import Workers
from training_speed import load

import ann_lib.training
from ann_lib import Adam, Conv2D, Dense, Flatten, MaxPool2D, ReLU
from ann_lib.convolution import Windows

BATCH_SIZES = (32, 128, 512)
AIM = 0.5  # times the speed of PyTorch
AIM_ALONE = 1.0  # with one thread, in batches of 32 and 128

Best = dict[tuple[str, str], float]


def rows_of(task: ImageTask, best: Best) -> Iterator[list[str]]:
    """Return a row for each number of threads, and one for the best of all."""
    for threads in ("1 thread", "2 threads", ""):
        fastest: dict[str, tuple[float, str]] = {}
        for (library, variant), seconds in best.items():
            if variant.endswith(threads):
                known = fastest.get(library, (np.inf, ""))
                fastest[library] = min(known, (seconds, variant))
        mine, _ = fastest["ann_lib"]
        theirs, variant = fastest.get("PyTorch", (np.nan, ""))
        ratio, alone = theirs / mine, threads == "1 thread" and task.batch_size <= 128
        aim = AIM_ALONE if alone else AIM
        yield [
            str(task.batch_size),
            threads or "best",
            variant.removesuffix(f", {threads}"),
            f"{mine * 1e3:.0f}",
            f"{theirs * 1e3:.0f}" if variant else "",
            f"{ratio:.2f}{' *' * (ratio < aim)}" if variant else "",
        ]


PARTS = {
    "samples": "picking a batch",
    "windows": "copying windows to rows, and adding up their gradients",
    "convolution": "the products, the bias, and the rest of Conv2D",
    "pooling": "MaxPool2D with its windows",
    "activations": "ReLU",
    "dense": "Flatten and Dense",
    "loss": "the loss",
    "optimizer": "Adam",
}
OF_LAYER = {
    Conv2D: "convolution",
    MaxPool2D: "pooling",
    ReLU: "activations",
    Flatten: "dense",
    Dense: "dense",
}


@contextmanager
def timed(network: Any, optimizer: Any, clock: Clock) -> Iterator[None]:
    """Time the parts of a training step while this lasts."""
    for layer in network.layers:
        part = OF_LAYER[type(layer)]
        layer.forward = clock.around(layer.forward, part)
        layer.backward = clock.around(layer.backward, part)
    network.loss.forward = clock.around(network.loss.forward, "loss")
    network.loss.backward = clock.around(network.loss.backward, "loss")
    optimizer.step = clock.around(optimizer.step, "optimizer")
    shared = [(Windows, "look"), (Windows, "give_back"), (ann_lib.training, "pick")]
    plain = [getattr(owner, name) for owner, name in shared]
    for (owner, name), function in zip(shared, plain, strict=True):
        part = "samples" if name == "pick" else "windows"
        setattr(owner, name, clock.around(function, part))
    try:
        yield
    finally:
        for (owner, name), function in zip(shared, plain, strict=True):
            setattr(owner, name, function)


def profile(task: ImageTask, epochs: int) -> dict[str, float]:
    """Return milliseconds per step of the fastest epoch: each part, the rest, the whole."""
    network, optimizer, clock = build(), Adam(), Clock()
    epoch = epoch_of(network, task, optimizer)
    steps = -(-len(task.x) // task.batch_size)
    found: dict[str, float] = {"whole": np.inf}
    with timed(network, optimizer, clock):
        for _ in range(epochs):
            clock.seconds.clear()
            start = time.perf_counter()
            epoch()
            whole = time.perf_counter() - start
            if whole < found["whole"] * steps / 1e3:
                parts = {part: clock.seconds[part] for part in PARTS}
                parts |= {"rest": whole - sum(parts.values()), "whole": whole}
                found = {part: 1e3 * seconds / steps for part, seconds in parts.items()}
    return found


def main() -> None:
    """Measure, print, and with --write bring the README's section up to date."""
    parser = _report.parser(__doc__)
    parser.add_argument("--samples", type=int, default=6_400)
    parser.add_argument("--repeats", type=int, default=15)
    parser.add_argument("--seconds", type=float, default=90, help="at most, for each batch")
    arguments = parser.parse_args()
    x, y, source = load(arguments.samples)
    tasks = [ImageTask(size, x.reshape(-1, *SHAPE), y) for size in BATCH_SIZES]
    rows = []
    with Workers(list(CONTENDERS)) as workers:
        for task in tasks:
            best = workers.best_times(task, arguments.repeats, arguments.seconds)
            rows += rows_of(task, best)
            print(*(f"{k}: {v * 1e3:.0f} ms" for k, v in best.items()), sep="\n")
    head = ["batch", "threads", "PyTorch's fastest"]
    head += [f"{name} ms" for name in CONTENDERS] + ["PyTorch ÷"]
    profiles = []
    for task in tasks:
        milliseconds = profile(task, arguments.repeats)
        cells = [f"{ms:.2f}" for ms in milliseconds.values()]
        profiles.append([str(task.batch_size), *cells])
    missing = _report.left_out([] if _report.version("torch") else ["PyTorch"])
    text = (
        f"One epoch of {len(x):,} images ({source}), float32, in milliseconds: the best of "
        f"up to {arguments.repeats} repetitions, each library in turn.\n"
        f"{_report.machine('numpy', 'torch')}{missing}\n\n"
        f"{_report.table(head, rows, left=3)}\n\n"
        f"Milliseconds per step, one BLAS thread, the best of {arguments.repeats} epochs: "
        + "; ".join(f"“{part}” is {meaning}" for part, meaning in PARTS.items())
        + ".\n\n"
        + _report.table(["batch", *PARTS, "rest", "whole"], profiles)
    )
    _report.publish("convolution", text, write=arguments.write)


if __name__ == "__main__":
    main()
