"""Train the network that reads MNIST and ships with the course, and write its file.

    .venv/bin/python tools/train_mnist.py        # about half a minute on one quiet core

It learns from MNIST's 60,000 training images alone; the 10,000 test images and the
drawings of `tests/drawn_digits.py` are only read at the end, to say how well it does.
On another processor rounding differs, and so do the weights and the SHA-256: what is
printed belongs in `ann_course/trained.py`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from drawn_digits import hands  # noqa: E402

from ann_course.panels.digit.strokes import picture  # noqa: E402
from ann_course.trained import pack, read  # noqa: E402
from ann_lib import Adam, Dense, Network, OneCycle, ReLU, SoftmaxCrossEntropy  # noqa: E402
from ann_lib.datasets import load_mnist  # noqa: E402
from ann_lib.datasets.augment import jitter  # noqa: E402

FILE = ROOT / "data" / "mnist_784_128_10.npz"
EPOCHS, BATCH = 25, 256


def warped(batch, rng):
    """Return flat images, each turned, stretched, sheared and moved a little, at random."""
    images = batch.reshape(-1, 28, 28)
    changes = {"degrees": 12, "scale": 0.12, "shear": 0.15, "shift": 1.25}
    return jitter(images, **changes, rng=rng).reshape(batch.shape)


def train(x, y) -> Network:
    """Return a network of 128 hidden units that was trained on warped images."""
    layers = [Dense(784, 128), ReLU(), Dense(128, 10)]
    network = Network(layers, loss=SoftmaxCrossEntropy(), rng=0)
    steps = EPOCHS * -(-len(x) // BATCH)
    network.fit(
        x,
        y,
        epochs=EPOCHS,
        batch_size=BATCH,
        optimizer=Adam(OneCycle(0.004, steps=steps)),
        augment=warped,
        rng=0,
    )
    return network


def main() -> None:
    """Train, write the file, and print how well what it holds can read."""
    x, x_test, y, y_test = load_mnist().split()
    network = train(x, y)
    sha256 = pack(network, FILE)
    shipped = read(FILE, sha256)
    drawn = list(hands(np.random.default_rng(5), 90))
    images = np.array([picture(strokes, 28).ravel() for _, strokes in drawn])
    for name, each in {"as trained": network, "as shipped": shipped}.items():
        by_hand = each.score(images, np.array([digit for digit, _ in drawn]))
        sys.stdout.write(f"{name}: MNIST {each.score(x_test, y_test):.4f}, ")
        sys.stdout.write(f"{len(drawn)} drawings {by_hand:.4f}\n")
    sys.stdout.write(f"{FILE.name}: {FILE.stat().st_size:,} bytes, SHA-256 {sha256}\n")


if __name__ == "__main__":
    main()
