"""Draw every panel and plot anew into tests/pictures/, and say which have changed.

    make pictures

`git diff` then shows what is drawn differently; `tests/test_pictures.py` compares.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from gallery import (  # noqa: E402
    FOLDER,
    VERSIONS,
    installed,
    panel_pictures,
    panels,
    plot_pictures,
)
from plot_cases import PLOTS  # noqa: E402


def main() -> None:
    """Write what differs, and remove what is no longer drawn."""
    FOLDER.mkdir(exist_ok=True)
    drawn: dict[str, str] = {}
    for name in panels():
        drawn |= panel_pictures(name)
    for name in PLOTS:
        drawn |= plot_pictures(name)
    for path in FOLDER.glob("*.svg"):
        if path.name not in drawn:
            path.unlink()
            sys.stdout.write(f"{path.relative_to(ROOT)} is removed\n")
    for name, drawing in drawn.items():
        path = FOLDER / name
        if not path.exists() or path.read_text(encoding="utf-8") != drawing:
            path.write_text(drawing, encoding="utf-8")
            sys.stdout.write(f"{path.relative_to(ROOT)} is written\n")
    VERSIONS.write_text(json.dumps(installed(), indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
