"""Each plot of the library, drawn once: arguments that are small and show everything."""

from __future__ import annotations

import numpy as np

from ann_lib import plots

MEASURED = {
    "loss": [2.0, 1.0, 0.5],
    "validation_loss": [2.1, 1.2, 0.9],
    "validation_score": [0.2, 0.7, 0.8],
}
CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
SIZES, SCORES = [20, 200], [[0.5, 0.7], [0.8, 0.9]]
PIXELS = np.linspace(0, 1, 64).reshape(4, 4, 4)
PHOTOS = np.linspace(0, 1, 96).reshape(2, 4, 4, 3)
VALUES = np.sin(np.arange(32.0)).reshape(4, 2, 4)
MATRIX = [[9, 1, 0], [2, 7, 1], [0, 0, 5]]

PLOTS = {
    "activations": lambda ax=None: plots.activations(VALUES, ax),
    "confusion": lambda ax=None: plots.confusion(MATRIX, ax),
    "decision_regions": lambda ax=None: plots.decision_regions(
        lambda x: x[:, 0] / 2 + x[:, 1] / 4, CORNERS, [0, 0, 0, 1], ax, resolution=40
    ),
    "heat": lambda ax=None: plots.heat(PIXELS[0], VALUES.reshape(8, 4)[:4], ax),
    "history": lambda ax=None: plots.history(MEASURED, ax),
    "images": lambda ax=None: plots.images(PIXELS, ax, titles=list("abcd")),
    "learning_curve": lambda ax=None: plots.learning_curve(SIZES, SCORES, ax, chance=0.1),
    "linear_probe": lambda ax=None: plots.linear_probe([0.4, 0.7, 0.9], ax, chance=0.25),
    "network_diagram": lambda ax=None: plots.network_diagram(
        [12, 1], ax, names=["in", "out"], notes=["12 × 1"]
    ),
    "photos": lambda ax=None: plots.photos(PHOTOS, ax, titles=["a", "b"]),
    "weights": lambda ax=None: plots.weights(VALUES.reshape(4, 8), ax),
}
"""Name -> function of Axes, or of nothing for a new figure."""
