"""Settings for all tests: one BLAS thread, no windows, and where the data are."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from typing import Any

import pytest

# Before NumPy is first imported. Workers that each use every core are many times
# slower than workers with one thread each.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

_beside = Path(__file__).parents[2] / "shared" / "data"
if "ANN_LIB_DATA" not in os.environ and _beside.is_dir():
    os.environ["ANN_LIB_DATA"] = str(_beside)

# jsonschema, which nbformat needs, would compile forty grammars of web addresses with it,
# for a second in each worker. No notebook is asked for one.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

import matplotlib  # noqa: E402

# Here, not by MPLBACKEND: kernels that tests start keep their inline backend.
matplotlib.use("Agg")

from hypothesis import settings  # noqa: E402

# A slow machine must not fail a test: none depends on the clock.
settings.register_profile("no-clock", deadline=None)
settings.load_profile("no-clock")

# Doctests are collected from every file, and this one needs PyTorch.
collect_ignore = [] if importlib.util.find_spec("torch") else ["parity_torch.py"]


@pytest.fixture
def local_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The local folder for data sets, with none in it, and an empty cache."""
    monkeypatch.setenv("ANN_LIB_DATA", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The pictures and texts of which the page is told, from now on and in their order."""
    import ipywidgets as widgets

    told: list[Any] = []

    def send_state(part: Any, key: Any = None) -> None:
        if key:  # after having been held, also those are asked that have nothing to say
            told.append(part)

    monkeypatch.setattr(widgets.HTML, "send_state", send_state)
    return told
