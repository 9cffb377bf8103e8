"""How well networks read MNIST's test images, and after how many seconds of training.

    python benchmarks/mnist.py [--write] [--seeds 3]

Every seed draws the first weights and the order of training anew. With two BLAS threads,
unless OMP_NUM_THREADS says otherwise. One seed takes about 8 minutes, three take 24.
"""

from __future__ import annotations

import os

import _report
import _two_threads  # noqa: F401  (before NumPy)
from _recipes import RECIPES

from ann_lib.datasets import available, load_mnist

HEAD = ("recipe", "parameters", "epochs", "right %", "target", "seconds", "target")


def main() -> None:
    """Measure, print, and with --write bring the README's section up to date."""
    parser = _report.parser(__doc__)
    parser.add_argument("--seeds", type=int, default=1, help="trainings of each recipe")
    arguments = parser.parse_args()
    if not available("mnist"):
        print("MNIST is not here: load_mnist() fetches it, or set ANN_LIB_DATA.")
        return
    data, rows = load_mnist(download=False), []
    for make in RECIPES:
        found, taken = [], []
        for seed in range(arguments.seeds):
            recipe = make(seed)
            taken.append(recipe.train(data, rng=seed))
            found.append(recipe.examine(data))
        mean = sum(found) / len(found)
        accuracies = f"{100 * mean:.2f}" + " *" * (mean < recipe.accuracy)
        if len(found) > 1:
            accuracies += f" ({', '.join(f'{100 * accuracy:.2f}' for accuracy in found)})"
        seconds = f"{max(taken):.0f}" + (" *" if max(taken) > recipe.seconds else "")
        n_parameters = f"{recipe.network.summary().n_parameters:,}"
        aims = f"{recipe.accuracy:.1%}".rstrip("%"), f"{recipe.seconds:.0f}"
        name = make.__name__.replace("_", " ")
        print(f"{name}: {accuracies} % right after {seconds} s", flush=True)
        rows.append((name, n_parameters, str(recipe.epochs), accuracies, aims[0], seconds,
                     aims[1]))  # fmt: skip
    text = (
        f"{_report.machine('numpy')} {os.environ['OMP_NUM_THREADS']} BLAS threads. "
        f"Trainings of each: {arguments.seeds}; right is their mean. The seconds are those "
        "of training alone, the longest.\n\n"
        f"{_report.table(HEAD, rows)}"
    )
    _report.publish("mnist", text, write=arguments.write)


if __name__ == "__main__":
    main()
