"""Handwritten digits of 8×8 pixels, bundled with scikit-learn: no download needed."""

from __future__ import annotations

import numpy as np

from ann_lib.datasets.dataset import Dataset


def load_digits() -> Dataset:
    """Return 1,797 handwritten digits of 8×8 pixels.

    The test set of Alpaydin and Kaynak, Optical Recognition of Handwritten Digits, UCI
    Machine Learning Repository, 1998 (CC BY 4.0), as bundled with scikit-learn. Each
    pixel counts the inked dots of a 4×4 block, 0 to 16, here divided by 16.

    Returns
    -------
    Dataset
        x of shape (1797, 64), float32, 0 (paper) to 1 (ink); y the digit.
    """
    # Imported here: scikit-learn takes longer to import than all the rest together.
    from sklearn import datasets

    bundled = datasets.load_digits()
    return Dataset(
        name="digits",
        x=(bundled.data / 16.0).astype(np.float32),
        y=bundled.target.astype(np.int64),
        class_names=tuple("0123456789"),
        image_shape=(8, 8, 1),
        description="Alpaydin and Kaynak 1998, UCI Machine Learning Repository, "
        "doi:10.24432/C50P49, CC BY 4.0; bundled with scikit-learn.",
    )
