"""Runs in the site's kernel: what an import fetches works when it is there."""

import sys

import numpy as np

assert not {"pandas", "scipy", "sklearn"} & set(sys.modules)

from ann_lib.sklearn import NetworkClassifier  # noqa: E402 - after the assertion
from ann_lib.tables import read_table  # noqa: E402, F401

x = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])
model = NetworkClassifier((4,), epochs=5, random_state=0).fit(x, [0, 1, 1, 0])
assert model.predict(x).shape == (4,)

import pandas as pd  # noqa: E402

assert pd.DataFrame({"a": [1, 2]})["a"].sum() == 3
found = sorted({"pandas", "scipy", "sklearn"} & set(sys.modules))
f"packs: {', '.join(found)}"
