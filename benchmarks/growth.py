"""How training grows: time with the samples and the parameters, memory with the batch.

    python benchmarks/growth.py [--repeats 15] [--write]

With --write also the picture, growth.svg.
"""

from __future__ import annotations

import itertools
import math
import time
import tracemalloc
from dataclasses import dataclass

import _one_thread  # noqa: F401  (before NumPy)
import _report
import matplotlib as mpl
import numpy as np
from _contenders import build
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ann_lib import SGD, Adam, Network, Optimizer
from ann_lib.plots import style

SAMPLES = (2_000, 4_000, 8_000, 16_000, 24_000, 32_000)
HIDDEN = (50, 100, 200, 400, 800, 1_200)
BATCH_SIZE = 128
OPTIMIZERS = {"SGD": lambda: SGD(0.1, momentum=0.9), "Adam": Adam}
PICTURE = _report.HERE / "growth.svg"


def images(n: int) -> tuple[np.ndarray, np.ndarray]:
    """Return random images of MNIST's shape: time does not depend on what they show."""
    rng = np.random.default_rng(0)
    return rng.random((n, 784), dtype=np.float32), rng.integers(0, 10, n)


@dataclass
class Line:
    """Milliseconds per epoch against a size, and the straight line through them."""

    sizes: np.ndarray
    times: np.ndarray

    def __post_init__(self) -> None:
        self.slope, self.start = np.polyfit(self.sizes, self.times, 1)
        self.fitted = self.start + self.slope * self.sizes
        missed = ((self.times - self.fitted) ** 2).sum()
        self.r2 = 1 - missed / ((self.times - self.times.mean()) ** 2).sum()

    def words(self, unit: str) -> str:
        """Return the line and how well it fits."""
        off = np.abs(self.times / self.fitted - 1).max()
        return (
            f"{self.slope * 1e3:.3g} ms for every 1,000 {unit}, R² = {self.r2:.4f}; no "
            f"measurement is more than {off:.0%} off the line."
        )


def measure(networks: list[Network], samples: list[int], repeats: int) -> np.ndarray:
    """Return each network's best epoch in milliseconds; all take turns."""
    x, y = images(max(samples))
    best = np.full(len(networks), np.inf)
    optimizers = [SGD(0.01, momentum=0.9) for _ in networks]
    for _ in range(repeats + 1):  # the first warms up
        for i, (network, n) in enumerate(zip(networks, samples, strict=True)):
            start = time.perf_counter()
            network.fit(
                x[:n],
                y[:n],
                epochs=1,
                batch_size=BATCH_SIZE,
                optimizer=optimizers[i],
                rng=0,
                progress=False,
            )
            best[i] = min(best[i], 1e3 * (time.perf_counter() - start))
    return best


def peak(network: Network, n: int, batch_size: int, optimizer: Optimizer) -> int:
    """Return the bytes that `fit` takes at most, beyond the data."""
    x, y = images(n)
    tracemalloc.start()
    network.fit(
        x, y, epochs=1, batch_size=batch_size, optimizer=optimizer, rng=0, progress=False
    )
    taken = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return taken


def memory_table(n: int = 6_000) -> str:
    """Return measured and allowed memory as a Markdown table."""
    head, rows = ["network", "batch", "optimizer", "peak MB", "allowed MB", "part"], []
    for units, size, kind in itertools.product(
        [(784, 100, 10), (784, 300, 100, 10)], (32, 128, 512), OPTIMIZERS
    ):
        network = build(units)
        taken = peak(network, n, size, OPTIMIZERS[kind]())
        parameters = sum(p.value.nbytes for p in network.parameters)
        activations = 4 * size * sum(math.prod(shape) for shape in network.shapes)
        allowed = 10 * parameters + 20 * activations
        cells = ["-".join(map(str, units)), str(size), kind, f"{taken / 1e6:.1f}"]
        cells += [f"{allowed / 1e6:.1f}", f"{taken / allowed:.0%}"]
        cells[-1] += " *" * (taken > allowed)
        rows.append(cells)
    return _report.table(head, rows, left=3)


def draw(line: Line, ax: Axes, xlabel: str) -> None:
    """Draw the measurements and their line."""
    ax.plot(line.sizes, line.fitted, color=style.NEUTRAL, zorder=1)
    ax.plot(line.sizes, line.times, "o", color=style.NEGATIVE, zorder=2)
    ax.set(xlabel=xlabel, ylabel="ms per epoch")
    ax.set(xlim=(0, 1.06 * line.sizes.max()), ylim=(0, 1.1 * line.times.max()))
    ax.set_title(f"R² = {line.r2:.4f}")
    ax.xaxis.set_major_formatter("{x:,.0f}")
    ax.locator_params(axis="x", nbins=4)
    ax.spines[["top", "right"]].set_visible(False)


def picture(samples: Line, parameters: Line) -> None:
    """Write growth.svg; the same numbers give the same file."""
    settings = {"svg.fonttype": "none", "svg.hashsalt": "growth", "font.size": 11}
    with mpl.rc_context(settings):
        figure = Figure(figsize=(9, 3.2), layout="constrained")
        left, right = figure.subplots(1, 2)
        draw(samples, left, "samples")
        draw(parameters, right, "parameters")
        figure.savefig(PICTURE, metadata={"Date": None})


def main() -> None:
    """Measure, print, and with --write bring the README and the picture up to date."""
    parser = _report.parser(__doc__)
    parser.add_argument("--repeats", type=int, default=15)
    arguments = parser.parse_args()

    same = [build((784, 100, 10)) for _ in SAMPLES]
    times = measure(same, list(SAMPLES), arguments.repeats)
    samples = Line(np.array(SAMPLES), times)
    networks = [build((784, hidden, 10)) for hidden in HIDDEN]
    sizes = np.array([network.summary().n_parameters for network in networks])
    times = measure(networks, [3_200] * len(networks), arguments.repeats)
    parameters = Line(sizes, times)

    text = (
        f"{_report.machine('numpy')} One BLAS thread, batches of {BATCH_SIZE}, SGD with "
        f"momentum, the best of {arguments.repeats} epochs.\n\n"
        f"- 784-100-10, {SAMPLES[0]:,} to {SAMPLES[-1]:,} samples: "
        f"{samples.words('samples')}\n"
        f"- 784-h-10 with h from {HIDDEN[0]} to {HIDDEN[-1]:,}, which are {sizes[0]:,} to "
        f"{sizes[-1]:,} parameters, 3,200 samples: {parameters.words('parameters')}\n\n"
        "![Two plots of milliseconds per epoch, against samples and against parameters: "
        "the points lie on straight lines.](growth.svg)\n\n"
        f"Peak memory of `fit`, beyond the data:\n\n{memory_table()}"
    )
    if arguments.write:
        picture(samples, parameters)
    _report.publish("growth", text, write=arguments.write)


if __name__ == "__main__":
    main()
