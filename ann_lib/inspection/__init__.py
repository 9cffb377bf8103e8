"""Looking into a trained network: input gradients, occlusion, receptive fields, probes."""

from __future__ import annotations

from ann_lib.inspection.gradients import input_gradient, occlusion, units_off
from ann_lib.inspection.linear_probe import linear_probe
from ann_lib.inspection.orientation import orientation_index
from ann_lib.inspection.receptive_field import best_patches, receptive_field

__all__ = [
    "best_patches",
    "input_gradient",
    "linear_probe",
    "occlusion",
    "orientation_index",
    "receptive_field",
    "units_off",
]
