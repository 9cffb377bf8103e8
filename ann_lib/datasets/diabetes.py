"""442 people with diabetes: how far the disease progressed in a year."""

from __future__ import annotations

import numpy as np

from ann_lib.datasets.dataset import Dataset

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
    32, 407 (2004); scikit-learn ships the table, and must be installed.

    Returns
    -------
    Dataset
        x of shape (442, 10), in the units in which it was measured: years, sex (1 or 2:
        which is which was not published), kg/m², mmHg, then six blood values. y is the
        authors' measure of progression a year later, 25 to 346, without a unit.
    """
    from sklearn.datasets import load_diabetes as load

    table = load(scaled=False)
    return Dataset(
        name="diabetes",
        x=np.asarray(table.data, dtype=np.float64),
        y=np.asarray(table.target, dtype=np.float64),
        feature_names=FEATURES,
        description="Efron et al. 2004. Progression a year later, without a unit.",
    )
