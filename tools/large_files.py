"""Refuse files above 500 kB: data belongs in a loader, and pictures must be small."""

from __future__ import annotations

import sys
from pathlib import Path

LIMIT = 500_000


def too_large(names: list[str]) -> list[str]:
    """Return one line for each file that is larger than `LIMIT` bytes."""
    return [
        f"{name}: {size:,} bytes, at most {LIMIT:,} are allowed"
        for name in names
        if (size := Path(name).stat().st_size) > LIMIT
    ]


if __name__ == "__main__":
    found = too_large(sys.argv[1:])
    sys.stderr.write("".join(line + "\n" for line in found))
    sys.exit(bool(found))
