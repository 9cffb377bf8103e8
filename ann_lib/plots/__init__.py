"""Functions from arrays to Axes, in one style: each draws one thing and returns its Axes.

A function whose name ends in ``_alt`` says in words, with numbers, what the function of
the same name draws: the text alternative for `show`.
"""

from __future__ import annotations

from ann_lib.plots.activations import activations, activations_alt
from ann_lib.plots.confusion import confusion, confusion_alt, confusion_matrix
from ann_lib.plots.decision_regions import decision_regions
from ann_lib.plots.heat import heat, heat_alt
from ann_lib.plots.history import history, history_alt
from ann_lib.plots.images import images, photos
from ann_lib.plots.learning_curve import learning_curve, learning_curve_alt
from ann_lib.plots.linear_probe import linear_probe, linear_probe_alt
from ann_lib.plots.network_diagram import network_diagram
from ann_lib.plots.show import show
from ann_lib.plots.weights import weights, weights_alt

__all__ = [
    "activations",
    "activations_alt",
    "confusion",
    "confusion_alt",
    "confusion_matrix",
    "decision_regions",
    "heat",
    "heat_alt",
    "history",
    "history_alt",
    "images",
    "learning_curve",
    "learning_curve_alt",
    "linear_probe",
    "linear_probe_alt",
    "network_diagram",
    "photos",
    "show",
    "weights",
    "weights_alt",
]
