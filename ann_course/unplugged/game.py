"""The numbers of the unplugged activity: a network so small that a class is enough for it.

Four pixels, three hidden units, one output, and no biases. It is to say 2 where the two
black squares of a picture lie on a diagonal, and 0 where they lie side by side; no single
neuron can. It begins with weights that get three of the six pictures wrong, and it learns
from two of these. The weights and the two pictures were chosen so that every number that
a child has to say is a whole or a half one; all else is worked out here, by `ann_lib`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ann_lib import SGD, Dense, MeanSquaredError, Network, ReLU

PIXELS = ("top left", "top right", "bottom left", "bottom right")
UNITS = ("A", "B", "C")
PICTURES = {
    "falling diagonal": (1, 0, 0, 1),
    "rising diagonal": (0, 1, 1, 0),
    "top row": (1, 1, 0, 0),
    "bottom row": (0, 0, 1, 1),
    "left column": (1, 0, 1, 0),
    "right column": (0, 1, 0, 1),
}
"""Name -> the four pixels, as in `PIXELS`: 1 is black."""
RIGHT = {name: 2 * name.endswith("diagonal") for name in PICTURES}
BORDER = 1
"""An output above this is a yes."""
LEARN_FROM = ("top row", "bottom row")
STEP = 4
"""The error is divided by this before it is sent back."""

# Columns: the units A, B and C.
HIDDEN = [[-1, 1, 0], [-1, -1, 1], [1, -1, 1], [1, 1, -1]]
OUTPUT = [[1], [1], [2]]


@dataclass(frozen=True)
class Answer:
    """What the network makes of one picture: sums, what the units say, output, loss."""

    sums: tuple[float, ...]
    said: tuple[float, ...]
    output: float
    loss: float
    is_right: bool


@dataclass(frozen=True)
class Round:
    """The network as it is now, its answers to all pictures, and what it learns from.

    Attributes
    ----------
    hidden : ndarray, shape (4, 3)
    output : ndarray, shape (3,)
    answers : dict of str to Answer
    lesson : str or None
        The picture from which the next round's weights come.
    """

    hidden: np.ndarray
    output: np.ndarray
    answers: dict[str, Answer]
    lesson: str | None

    @property
    def loss(self) -> float:
        """The loss of all pictures together."""
        return sum(answer.loss for answer in self.answers.values())

    @property
    def n_wrong(self) -> int:
        """How many pictures get the wrong answer."""
        return sum(not answer.is_right for answer in self.answers.values())


def make_network() -> Network:
    """Return the network as it begins."""
    layers = [Dense(4, 3, bias=False), ReLU(), Dense(3, 1, bias=False)]
    network = Network(layers, loss=MeanSquaredError(), rng=0, dtype="float64")
    network.set_weights([np.array(HIDDEN, float), np.array(OUTPUT, float)])
    return network


def play() -> list[Round]:
    """Return the network before it learns, and after each of its two lessons."""
    network = make_network()
    # The gradient of the squared error is twice the error.
    optimizer = SGD(1 / (2 * STEP))
    rounds = []
    for lesson in (*LEARN_FROM, None):
        rounds.append(_round(network, lesson))
        if lesson is not None:
            x, y = np.array([PICTURES[lesson]], float), np.array([[RIGHT[lesson]]], float)
            network.train_batch(x, y, optimizer)
    return rounds


def _round(network: Network, lesson: str | None) -> Round:
    hidden, output = (weights.copy() for weights in network.get_weights())
    *_, sums, said, outputs = network.activations(np.array(list(PICTURES.values()), float))
    answers = {}
    for k, name in enumerate(PICTURES):
        y = float(outputs[k, 0])
        answers[name] = Answer(
            tuple(map(float, sums[k])),
            tuple(map(float, said[k])),
            y,
            (y - RIGHT[name]) ** 2,
            (y > BORDER) == (RIGHT[name] > BORDER),
        )
    return Round(hidden, output[:, 0], answers, lesson)


def in_words(value: float) -> str:
    """Return a number in quarters as a class writes it.

    Examples
    --------
    >>> in_words(-1.5), in_words(0.25), in_words(2.0)
    ('−1½', '¼', '2')
    """
    quarters = round(4 * abs(value))
    if quarters != 4 * abs(value):
        raise ValueError(f"value must be a number of quarters, got {value!r}.")
    whole, part = divmod(quarters, 4)
    sign = "−" if value < 0 else ""
    return sign + (str(whole) if whole or not part else "") + ("", "¼", "½", "¾")[part]
