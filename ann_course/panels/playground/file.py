"""Saving a playground to a file, and loading it."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from ann_course.panels.playground.data import Rows, check_points
from ann_lib._support.checks import check_int
from ann_lib._support.storage import file_at, write_atomically

FORMAT = "ann_lib playground 1"
LARGEST = 10_000_000
"""Bytes; more than any playground takes."""
MOST_LOSSES = 2000
"""Of a longer training so many are written, evenly spaced; the picture shows 200."""
MOST_EPOCHS = 10_000_000


@dataclass(frozen=True)
class Saved:
    """All that restores a playground, except the optimizer's memory."""

    state: dict[str, Any]
    points: Rows
    weights: list[Any]
    losses: list[tuple[float, float]]
    """Of every epoch."""

    def write(self, path: str | os.PathLike[str]) -> None:
        """Write it as JSON, wholly or not at all."""
        content = asdict(self) | {"losses": _thinned(self.losses)}
        content |= {"format": FORMAT, "epochs": min(len(self.losses) - 1, MOST_EPOCHS)}
        write_atomically(path, json.dumps(content, indent=1).encode())

    @classmethod
    def read(cls, path: str | os.PathLike[str]) -> Saved:
        """Read what `write` wrote; anything else gets a ValueError."""
        file = file_at(path)
        try:
            if file.stat().st_size > LARGEST:
                raise ValueError("it is far too large")
            return cls._from(json.loads(file.read_text("utf-8")))
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
        points = rows_from(content["points"])
        losses = [(float(a), float(b)) for a, b in content["losses"]]
        if not losses or not np.isfinite(losses).all():
            raise ValueError("its losses are not all finite numbers")
        n_epochs = check_int(
            content.get("epochs", len(losses) - 1),
            "epochs",
            minimum=len(losses) - 1,
            maximum=MOST_EPOCHS,
        )
        state = dict(content["state"])
        state.setdefault("weight_seed", state.get("seed", 0))  # once they were one
        return cls(state, points, content["weights"], _filled(losses, n_epochs))


def rows_from(given: Any) -> Rows:
    """Return points as they were written, [x1, x2, label] each; raise if they are none."""
    rows = [((x1, x2), label) for x1, x2, label in given]
    return check_points(*zip(*rows, strict=True)) if rows else []


def _thinned(losses: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the losses, or ``MOST_LOSSES`` of them from the first to the last.

    Float32 has no larger numbers than the bound, and JSON no infinity.
    """
    chosen = np.linspace(0, len(losses) - 1, min(len(losses), MOST_LOSSES)).round()
    kept = np.array(losses)[chosen.astype(int)]
    largest = float(np.finfo(np.float32).max)
    rows = np.nan_to_num(kept, nan=largest, posinf=largest).tolist()
    return [(train, test) for train, test in rows]


def _filled(losses: list[tuple[float, float]], n_epochs: int) -> list[tuple[float, float]]:
    """Return a loss for every epoch, along straight lines between those that are known."""
    known = np.linspace(0, n_epochs, len(losses)).round()
    epochs = np.arange(n_epochs + 1)
    columns = [np.interp(epochs, known, column).tolist() for column in np.transpose(losses)]
    return list(zip(*columns, strict=True))


def unusable(path: str | os.PathLike[str], why: object) -> ValueError:
    """Return the error for a file that does not hold a playground."""
    return ValueError(
        f"{os.fspath(path)} cannot be loaded: {why}. "
        "Use a file that PlaygroundPanel.save wrote."
    )
