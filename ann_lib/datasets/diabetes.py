"""442 people with diabetes: how far the disease progressed in a year."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from ann_lib.datasets.dataset import Dataset

_FILE = Path(__file__).with_name("diabetes.npz")
FEATURES = (
    "age",
    "sex",
    "body mass index",
    "blood pressure",
    "total cholesterol",
    "LDL",
    "HDL",
    "cholesterol ratio",
    "log triglycerides",
    "blood sugar",
)


def load_diabetes() -> Dataset:
    """Return ten measurements of 442 people, and the progression of their diabetes.

    Efron, Hastie, Johnstone and Tibshirani, Least angle regression, Annals of Statistics
    32, 407 (2004); the same people, in the same order, as scikit-learn's
    ``load_diabetes(scaled=False)``.

    Returns
    -------
    Dataset
        x of shape (442, 10), in the units in which it was measured: years, sex (1 or 2:
        which is which was not published), kg/m², mmHg, then six blood values. y is the
        authors' measure of progression a year later, 25 to 346, without a unit.
    """
    with np.load(_FILE) as bundled:
        measured, progression = bundled["x"], bundled["y"]
    return Dataset(
        name="diabetes",
        x=measured / 10_000,  # they are published with up to four decimals
        y=progression.astype(np.float64),
        feature_names=FEATURES,
        description="Efron et al. 2004. Progression a year later, without a unit.",
    )
