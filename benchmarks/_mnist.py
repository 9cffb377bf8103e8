"""Two BLAS threads unless told otherwise, and tests/mnist to import from; before NumPy."""

from __future__ import annotations

import os
import sys
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "2")

sys.path.append(str(Path(__file__).parents[1] / "tests" / "mnist"))
