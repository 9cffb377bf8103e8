"""Saving a playground to a file, and loading it."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from ann_course.panels.playground.data import Rows, check_points
from ann_lib._support.storage import write_atomically

FORMAT = "ann_lib playground 1"
LARGEST = 10_000_000
"""Bytes; the largest playground, with ten thousand epochs, takes a tenth of it."""


@dataclass(frozen=True)
class Saved:
    """All that restores a playground, except the optimizer's memory."""

    state: dict[str, Any]
    points: Rows
    weights: list[Any]
    losses: list[tuple[float, float]]

    def write(self, path: str | os.PathLike[str]) -> None:
        """Write it as JSON, wholly or not at all."""
        text = json.dumps({"format": FORMAT, **asdict(self)}, indent=1)
        write_atomically(path, text.encode())

    @classmethod
    def read(cls, path: str | os.PathLike[str]) -> Saved:
        """Read what `write` wrote; anything else gets a ValueError."""
        try:
            if os.path.getsize(path) > LARGEST:
                raise ValueError("it is far too large")
            with open(path, encoding="utf-8") as file:
                return cls._from(json.load(file))
        except KeyError as error:
            raise unusable(path, f"it has no {error}") from None
        except RecursionError:
            raise unusable(path, "it is nested without end") from None
        except (TypeError, ValueError, OverflowError) as error:
            raise unusable(path, error) from None

    @classmethod
    def _from(cls, content: Any) -> Saved:
        if not isinstance(content, dict) or content.get("format") != FORMAT:
            raise ValueError(f"it is not of the format {FORMAT!r}")
        weights = [np.asarray(w, dtype=float) for w in content["weights"]]
        largest = np.finfo(np.float32).max
        if not all((np.abs(w) <= largest).all() for w in weights):
            raise ValueError("its weights are not all finite")
        rows = [((x1, x2), label) for x1, x2, label in content["points"]]
        points: Rows = check_points(*zip(*rows, strict=True)) if rows else []
        losses = [(float(a), float(b)) for a, b in content["losses"]]
        if not losses or not np.isfinite(losses).all():
            raise ValueError("its losses are not all finite numbers")
        return cls(dict(content["state"]), points, content["weights"], losses)


def unusable(path: str | os.PathLike[str], why: object) -> ValueError:
    """Return the error for a file that does not hold a playground."""
    return ValueError(
        f"{os.fspath(path)} cannot be loaded: {why}. "
        "Use a file that PlaygroundPanel.save wrote."
    )
