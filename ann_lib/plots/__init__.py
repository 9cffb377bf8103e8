"""Functions of arrays to Axes, in one style: each draws one thing and returns its Axes.

Where its name ends in ``_alt`` a function says in words what the other one draws, with
the numbers: the text alternative for `show`.
"""

from __future__ import annotations

from ann_lib.plots.confusion import confusion, confusion_alt, confusion_matrix
from ann_lib.plots.decision_regions import decision_regions, decision_regions_alt
from ann_lib.plots.history import history, history_alt
from ann_lib.plots.images import images
from ann_lib.plots.learning_curve import learning_curve, learning_curve_alt
from ann_lib.plots.misclassified import misclassified, misclassified_alt
from ann_lib.plots.network_diagram import network_diagram, network_diagram_alt
from ann_lib.plots.photos import photos
from ann_lib.plots.show import show
from ann_lib.plots.weights import weights, weights_alt

__all__ = [
    "confusion",
    "confusion_alt",
    "confusion_matrix",
    "decision_regions",
    "decision_regions_alt",
    "history",
    "history_alt",
    "images",
    "learning_curve",
    "learning_curve_alt",
    "misclassified",
    "misclassified_alt",
    "network_diagram",
    "network_diagram_alt",
    "photos",
    "show",
    "weights",
    "weights_alt",
]
