"""Many starts of one small network: together, one after the other, and by JAX's vmap.

    python benchmarks/starts.py [--repeats 5] [--write]

All in one process and in turn, with one BLAS thread. JAX maps one training over the
starts by `vmap` and compiles the whole of it, all steps, by `jit`; its compile time,
which a learner waits for at every change of the network, stands beside it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import _one_thread  # noqa: F401  (before NumPy)
import _report
import numpy as np

from ann_lib import Adam, BinaryCrossEntropy, Dense, Network, Starts, Tanh
from ann_lib.datasets import make_moons
from ann_lib.layers import Layer
from ann_lib.training import minibatches


@dataclass
class Case:
    """Networks of these units with tanh, and how they are trained."""

    units: tuple[int, ...]
    n_starts: int
    x: np.ndarray
    y: np.ndarray
    epochs: int
    batch_size: int
    rate: float
    dtype: str
    aim: float
    """Times as fast as one start after the other."""

    def build(self, seed: int | None = None) -> Network:
        """Return the network, its weights drawn from the seed."""
        layers: list[Layer] = []
        for n_inputs, n_units in zip(self.units, self.units[1:], strict=False):
            layers += [Dense(n_inputs, n_units), Tanh()]
        loss = BinaryCrossEntropy()
        return Network(layers[:-1], loss=loss, dtype=self.dtype, rng=seed)

    def weights(self, seed: int) -> list[tuple[np.ndarray, np.ndarray]]:
        """Return weights and bias of each layer."""
        arrays = self.build(seed).get_weights()
        return list(zip(arrays[::2], arrays[1::2], strict=True))

    def fitted(self, model: Any, **options: Any) -> Any:
        """Train one network, or `Starts`, and return what `evaluate` says of its loss."""
        model.fit(
            self.x,
            self.y,
            epochs=self.epochs,
            batch_size=self.batch_size,
            optimizer=Adam(self.rate),
            progress=False,
            **options,
        )
        return model.evaluate(self.x, self.y)[0]

    def one_by_one(self) -> np.ndarray:
        """Train one start after the other; return the losses."""
        seeds = range(self.n_starts)
        return np.array([self.fitted(self.build(seed), rng=seed) for seed in seeds])

    def steps_alone(self) -> np.ndarray:
        """Take the same steps without all that `fit` looks after; return the losses."""
        losses = []
        for seed in range(self.n_starts):
            network, optimizer = self.build(seed), Adam(self.rate)
            x, y = network.check_data(self.x, self.y)
            rng = np.random.default_rng(seed)
            for _ in range(self.epochs):
                for batch in minibatches(len(x), self.batch_size, rng):
                    network.train_batch(x[batch], y[batch], optimizer)
            losses.append(network.evaluate(x, y)[0])
        return np.array(losses)

    def together(self) -> Any:
        """Train all starts at once; return the losses."""
        return self.fitted(Starts(self.build(), self.n_starts))


XOR = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]), np.array([0, 1, 1, 0])


def cases() -> list[Case]:
    """Return the lessons' networks."""
    moons = make_moons(200, noise=0.2, rng=0)
    return [
        Case((2, 4, 1), 100, *XOR, 150, 4, 0.1, "float64", 30),
        Case((2, 8, 8, 1), 20, moons.x, moons.y, 50, 32, 0.01, "float32", 5),
    ]


def timed(function: Callable[[], np.ndarray]) -> tuple[float, np.ndarray]:
    """Return how long a training took, and its losses."""
    begin = time.perf_counter()
    losses = function()
    return time.perf_counter() - begin, losses


def row(case: Case, repeats: int) -> list[str]:
    """Return one line of the table: the best times of the repetitions."""
    ways = {
        "one by one": case.one_by_one,
        "steps alone": case.steps_alone,
        "together": case.together,
    }
    compiling = np.nan
    try:
        from _jax_starts import training
    except ImportError:
        pass
    else:
        compile_it, ways["JAX"] = training(case)
        begin = time.perf_counter()
        compile_it()
        compiling = time.perf_counter() - begin
    best: dict[str, float] = {}
    solved: dict[str, int] = {}
    for _ in range(repeats + 1):  # the first warms up
        for name, way in ways.items():
            seconds, losses = timed(way)
            best[name] = min(best.get(name, np.inf), seconds)
            solved[name] = int((losses < 0.1).sum())
    one, together, jax = (best.get(n, np.nan) for n in ("one by one", "together", "JAX"))
    times = one / together
    cells = ["-".join(map(str, case.units)), str(case.n_starts)]
    cells += [f"{1e3 * best[name]:.0f}" for name in list(ways)[:3]]
    cells += [f"{times:.1f}" + " *" * (times < case.aim)]
    if "JAX" in best:
        cells += [f"{1e3 * jax:.0f}", f"{1e3 * compiling:.0f}", f"{jax / together:.2f}"]
        cells += [f"{(jax + compiling) / together:.1f}"]
    else:
        cells += [""] * 4
    return [*cells, " / ".join(map(str, solved.values()))]


def main() -> None:
    """Measure, print, and with --write bring the README's section up to date."""
    parser = _report.parser(__doc__)
    parser.add_argument("--repeats", type=int, default=5)
    arguments = parser.parse_args()
    head = ["network", "starts", "one by one ms", "their steps alone ms", "together ms"]
    head += ["times", "JAX ms", "compiling ms", "JAX ÷", "with compiling ÷"]
    head += ["loss below 0.1"]
    missing = _report.left_out([] if _report.version("jax") else ["JAX"])
    text = (
        f"Training all starts, in milliseconds: the best of {arguments.repeats}.\n"
        f"{_report.machine('numpy', 'jax')}{missing}\n\n"
        + _report.table(head, (row(case, arguments.repeats) for case in cases()))
    )
    _report.publish("starts", text, write=arguments.write)


if __name__ == "__main__":
    main()
