"""Handwritten digits of 8×8 pixels, bundled with the package: no download needed."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from ann_lib.datasets.dataset import Dataset

_FILE = Path(__file__).with_name("digits.npz")


def load_digits() -> Dataset:
    """Return 1,797 handwritten digits of 8×8 pixels.

    The test set of Alpaydin and Kaynak, Optical Recognition of Handwritten Digits, UCI
    Machine Learning Repository, 1998, doi:10.24432/C50P49 (CC BY 4.0); the same images,
    in the same order, as scikit-learn's ``load_digits``. Each pixel counts the inked
    dots of a 4×4 block, 0 to 16, here divided by 16.

    Returns
    -------
    Dataset
        x of shape (1797, 64), float32, 0 (paper) to 1 (ink); y the digit, int64.
    """
    with np.load(_FILE) as bundled:
        pixels, labels = bundled["pixels"], bundled["labels"]
    return Dataset(
        name="digits",
        x=(pixels / 16.0).astype(np.float32),
        y=labels.astype(np.int64),
        class_names=tuple("0123456789"),
        image_shape=(8, 8, 1),
        description="Alpaydin and Kaynak 1998, UCI Machine Learning Repository, "
        "doi:10.24432/C50P49, CC BY 4.0.",
    )
