"""Where the time of a training step goes, beside the bare matrix products.

    python benchmarks/step_profile.py [--epochs 20] [--write]

`Network.fit` itself runs, its parts timed as it calls them: the cost of the clock, half
a microsecond per call, is in the numbers.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from typing import Any

import _one_thread  # noqa: F401  (before NumPy)
import _report
import numpy as np
from _clock import Clock
from _contenders import Task, build, epoch_of, products

import ann_lib.training
from ann_lib import SGD, Adam, Dense

NETWORKS = ((784, 100, 10), (784, 300, 100, 10))
STEPS = 60
OPTIMIZERS: dict[str, Callable[[], Any]] = {
    "SGD": lambda: SGD(0.05, momentum=0.9),
    "Adam": Adam,
}
PARTS = ("samples", "dense", "activations", "loss", "optimizer")


def profile(task: Task, kind: str, epochs: int) -> list[float]:
    """Return microseconds per step: each part, the rest, the whole, the bare products."""
    network = build(task.units)
    optimizer, clock = OPTIMIZERS[kind](), Clock()
    for owner, part in [
        *((x, "dense" if isinstance(x, Dense) else "activations") for x in network.layers),
        (network.loss, "loss"),
    ]:
        owner.forward = clock.around(owner.forward, part)  # type: ignore[method-assign]
        owner.backward = clock.around(owner.backward, part)  # type: ignore[method-assign]
    optimizer.step = clock.around(optimizer.step, "optimizer")
    plain = ann_lib.training.pick
    ann_lib.training.pick = clock.around(plain, "samples")
    epoch, bare = epoch_of(network, task, optimizer), products(task)["matmul"]
    rows, limit = [], np.inf
    for _ in range(epochs):
        clock.seconds.clear()
        start = time.perf_counter()
        epoch()
        whole = time.perf_counter() - start
        parts = [clock.seconds[part] for part in PARTS]
        rows.append([*parts, whole - sum(parts), whole])
        start = time.perf_counter()
        bare()
        limit = min(limit, time.perf_counter() - start)
    ann_lib.training.pick = plain
    best = min(rows, key=lambda row: row[-1])
    return [1e6 * seconds / STEPS for seconds in (*best, limit)]


def main() -> None:
    """Measure, print, and with --write bring the README's section up to date."""
    parser = _report.parser(__doc__)
    parser.add_argument("--epochs", type=int, default=20)
    arguments = parser.parse_args()
    head = ["network", "batch", "optimizer", *PARTS, "rest", "whole", "bare products"]
    rows = []
    rng = np.random.default_rng(0)
    for units, size, kind in itertools.product(NETWORKS, (32, 128, 512), OPTIMIZERS):
        x = rng.random((STEPS * size, 784), dtype=np.float32)
        task = Task(units, size, kind.lower(), x, rng.integers(0, 10, len(x)))
        numbers = [f"{n:.0f}" for n in profile(task, kind, arguments.epochs)]
        rows.append(["-".join(map(str, units)), str(size), kind, *numbers])
    text = (
        f"Microseconds per step, one BLAS thread, the best of {arguments.epochs} epochs of "
        f"{STEPS} steps. “Samples” is picking a batch; “rest” is the loop and, once "
        "per epoch, checking the data and keeping the weights.\n"
        f"{_report.machine('numpy')}\n\n" + _report.table(head, rows, left=3)
    )
    _report.publish("step_profile", text, write=arguments.write)


if __name__ == "__main__":
    main()
