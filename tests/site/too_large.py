"""Runs in the site's kernel: what is too large is refused, and Python goes on."""

import numpy as np

said = []
for attempt in (
    lambda: np.ones(10**9),
    lambda: [np.empty(2 * 10**8) for _ in range(3)],
    lambda: [0.0] * 10**9,
):
    try:
        attempt()
        said.append("fits")
    except (MemoryError, ValueError) as error:
        said.append(type(error).__name__.strip("_"))
assert np.ones(1000).sum() == 1000
", ".join(said)
