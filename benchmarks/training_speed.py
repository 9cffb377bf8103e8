"""How long training takes: ann_lib, its peers, NumPy by hand and the bare products.

An epoch of MNIST, and a step of what the lessons train. All in one run, in turn, each in
processes of its own (`_workers` says why). Each library's fastest variant counts (threads,
kinds of optimizer), and its best time: on a machine that does other things too, the best
is what repeats.

    python benchmarks/training_speed.py [--samples 6400] [--repeats 7] [--write]
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import _report
import numpy as np
from _contenders import CONTENDERS, Task
from _workers import Workers

NETWORKS = ((784, 100, 10), (784, 300, 100, 10))
BATCH_SIZES = (32, 128, 512)
OPTIMIZERS = ("sgd", "adam")
PACKAGES = ("numpy", "scikit-learn", "torch", "jax")
LIBRARIES = ("ann_lib", "scikit-learn", "PyTorch", "JAX")
PLAIN = "by hand"
"""NumPy without a library, the limit of what `ann_lib` can reach (`_by_hand`)."""
LESSON_STEPS = 400
"""Steps of a lesson's network that are timed at a time."""


def load(n_samples: int) -> tuple[np.ndarray, np.ndarray, str]:
    """Return MNIST's images and labels, or random ones of their shape."""
    from ann_lib.datasets import DataUnavailableError, load_mnist

    try:
        mnist = load_mnist(download=False)
    except DataUnavailableError:
        rng = np.random.default_rng(0)
        x = rng.random((n_samples, 784), dtype=np.float32)
        return x, rng.integers(0, 10, n_samples), "random images of MNIST's shape"
    x = np.ascontiguousarray(mnist.x[:n_samples], dtype=np.float32)
    return x, mnist.y[:n_samples].astype(np.int64), "MNIST"


def lessons() -> list[Task]:
    """Return what the lessons train: exclusive or, the playground's points, digits."""
    from ann_lib.datasets import load_digits, make_spiral, make_xor

    corners, points, digits = make_xor(4, noise=0, rng=0), make_spiral(640), load_digits()
    sets = (((2, 4, 1), 4, corners, "tanh"), ((2, 8, 8, 1), 32, points, "tanh"))
    return [
        Task(
            units,
            size,
            "adam",
            data.x[: len(data) // size * size].astype(np.float32),
            data.y[: len(data) // size * size].astype(np.int64),
            activation,
            epochs=round(LESSON_STEPS * size / len(data)),
        )
        for units, size, data, activation in (*sets, ((64, 128, 10), 32, digits, "relu"))
    ]


@dataclass
class Row:
    """The best times of one task, in seconds, by library; None where it is missing."""

    task: Task
    seconds: dict[str, float | None]
    variants: dict[str, str]

    def ratio(self, other: str) -> float | None:
        """Return how many times faster ann_lib is than ``other``."""
        mine, theirs = self.seconds["ann_lib"], self.seconds[other]
        return None if theirs is None or mine is None else theirs / mine

    def cells(self) -> list[str]:
        """Return the row of the table."""
        task, names = self.task, ("scikit-learn", "PyTorch", "JAX")
        optimizer = {"sgd": "SGD", "adam": "Adam"}[task.optimizer]
        cells = ["-".join(map(str, task.units)), str(task.batch_size), optimizer]
        for name in self.seconds:
            seconds = self.seconds[name]
            cells.append("" if seconds is None else f"{seconds * 1e3:.1f}")
        for name in names:
            ratio = self.ratio(name)
            cells.append("" if ratio is None else f"{ratio:.2f}" + self.mark(name, ratio))
        share = self.ratio("products")
        cells.append("" if share is None else f"{share:.0%}" + self.mark("products", share))
        return cells

    def cells_of_a_step(self) -> list[str]:
        """Return the row of the lessons' table, in microseconds per step."""
        task = self.task
        steps = task.epochs * (len(task.x) // task.batch_size)
        cells = ["-".join(map(str, task.units)), str(task.batch_size)]
        for name in (*LIBRARIES, PLAIN):
            seconds = self.seconds[name]
            cells.append("" if seconds is None else f"{seconds / steps * 1e6:.0f}")
        for name in LIBRARIES[1:]:
            ratio = self.ratio(name)
            aim = 1.3 if name == "JAX" else 4.5
            cells.append("" if ratio is None else f"{ratio:.2f}{' *' * (ratio < aim)}")
        return cells

    def mark(self, name: str, ratio: float) -> str:
        """Return a star where the ratio misses its target."""
        return " *" if ratio < self.aim(name) else ""

    def aim(self, name: str) -> float:
        """Return the target ratio; 0 where there is none."""
        at_128 = {"JAX": 1.0, "products": 0.55}
        if name in at_128:
            return at_128[name] if self.task.batch_size == 128 else 0.0
        return {"scikit-learn": 1.3, "PyTorch": 1.0}[name]


def measure(task: Task, workers: Workers, repeats: int, seconds: float) -> Row:
    """Train with every library's every variant in turn, ``repeats`` times over."""
    best = workers.best_times(task, repeats, seconds)
    row = Row(task, dict.fromkeys(CONTENDERS), {})
    for name in row.seconds:
        times = {variant: t for (n, variant), t in best.items() if n == name}
        if times:
            row.variants[name] = min(times, key=times.__getitem__)
            row.seconds[name] = times[row.variants[name]]
    return row


def table(rows: list[Row]) -> str:
    """Return the rows as a Markdown table."""
    head = ["network", "batch", "optimizer", *(f"{name} ms" for name in CONTENDERS)]
    head += ["scikit-learn ÷", "PyTorch ÷", "JAX ÷", "of products"]
    return _report.table(head, (row.cells() for row in rows), left=3)


def lesson_table(rows: list[Row]) -> str:
    """Return the rows of the lessons' networks as a Markdown table."""
    head = ["network", "batch", *(f"{name} µs" for name in (*LIBRARIES, PLAIN))]
    head += [f"{name} ÷" for name in LIBRARIES[1:]]
    return _report.table(head, (row.cells_of_a_step() for row in rows), left=2)


def main() -> None:
    """Measure, print, and with --write bring the README's table up to date."""
    parser = _report.parser(__doc__)
    parser.add_argument("--samples", type=int, default=6_400)
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=30, help="at most, for each row")
    parser.add_argument("--networks", type=int, nargs="*", default=range(len(NETWORKS)))
    parser.add_argument("--batch-sizes", type=int, nargs="*", default=BATCH_SIZES)
    parser.add_argument("--optimizers", nargs="*", default=OPTIMIZERS)
    parser.add_argument("--only", nargs="*", help="these libraries, beside ann_lib")
    arguments = parser.parse_args()
    x, y, source = load(arguments.samples)
    rows, steps = [], []
    networks = [NETWORKS[i] for i in arguments.networks]
    tasks = itertools.product(networks, arguments.batch_sizes, arguments.optimizers)
    only = CONTENDERS if arguments.only is None else ["ann_lib", *arguments.only]
    with Workers(list(only)) as workers:
        for units, size, optimizer in tasks:
            task = Task(units, size, optimizer, x, y)
            row = measure(task, workers, arguments.repeats, arguments.seconds)
            rows.append(row)
            print(" ".join(f"{cell:>9}" for cell in row.cells()), row.variants, flush=True)
        for task in lessons():
            row = measure(task, workers, arguments.repeats, arguments.seconds)
            steps.append(row)
            cells = row.cells_of_a_step()
            print(" ".join(f"{cell:>9}" for cell in cells), row.variants, flush=True)
    missing = [name for name in only if steps[0].seconds[name] is None]
    text = (
        f"One epoch of {len(x):,} images ({source}), float32, in milliseconds: the best of "
        f"up to {arguments.repeats} repetitions, each library in turn.\n"
        f"{_report.machine(*PACKAGES)}{_report.left_out(missing)}\n\n{table(rows)}\n\n"
        "A step of what the lessons train, with Adam, in microseconds: exclusive or in one "
        "batch, the playground's points, and digits of 8 × 8 pixels.\n\n"
        f"{lesson_table(steps)}"
    )
    _report.publish("training_speed", text, write=arguments.write)


if __name__ == "__main__":
    main()
