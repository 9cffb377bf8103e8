"""Each plot of the library, drawn once: arguments that are small and show everything."""

from __future__ import annotations

import numpy as np

from ann_lib import Dense, Network, SoftmaxCrossEntropy, plots

MEASURED = {
    "loss": [2.0, 1.0, 0.5],
    "validation_loss": [2.1, 1.2, 0.9],
    "validation_score": [0.2, 0.7, 0.8],
}
CORNERS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
SIZES, SCORES = [20, 200], [[0.5, 0.7], [0.8, 0.9]]
NETWORK = Network([Dense(2, 2)], loss=SoftmaxCrossEntropy(), rng=0)

PLOTS = {
    "activations": lambda ax=None: plots.activations(np.ones((2, 2, 3)), ax),
    "confusion": lambda ax=None: plots.confusion([[2, 1], [0, 3]], ax),
    "decision_regions": lambda ax=None: plots.decision_regions(
        NETWORK, CORNERS, [0, 1, 1, 0], ax
    ),
    "heat": lambda ax=None: plots.heat(np.ones((2, 2)), np.eye(2), ax),
    "history": lambda ax=None: plots.history(MEASURED, ax),
    "images": lambda ax=None: plots.images(
        np.arange(8).reshape(2, 4) / 8, ax, titles=["a", "b"]
    ),
    "learning_curve": lambda ax=None: plots.learning_curve(SIZES, SCORES, ax, chance=0.1),
    "linear_probe": lambda ax=None: plots.linear_probe([0.5, 1.0], ax),
    "network_diagram": lambda ax=None: plots.network_diagram(
        [12, 1], ax, names=["in", "out"], notes=["12 × 1"]
    ),
    "photos": lambda ax=None: plots.photos(np.ones((2, 4, 4, 3)), ax),
    "weights": lambda ax=None: plots.weights(np.ones((4, 2)), ax),
}
"""Name -> function of Axes, or of nothing for a new figure."""
