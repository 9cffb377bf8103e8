"""Put all panels on one page: pictures, titles, text alternatives, words.

    make panels                                     # all of them: build/panels.html
    .venv/bin/python tools/panels_page.py XorPanel  # only this one

Each panel stands there at its start and in a corner of its range, as under version
control in tests/pictures/.
"""

from __future__ import annotations

import argparse
import sys
from html import escape
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from gallery import corner, panels  # noqa: E402

STYLE = """
:root { color-scheme: light dark }
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem }
nav a { margin-right: 1em; white-space: nowrap }
section { border-top: 1px solid #8a8a8a; margin-top: 2rem }
.places { display: grid; gap: 2rem; grid-template-columns: repeat(2, minmax(0, 1fr)) }
figure { margin: 0 0 1rem }
figure > svg { height: auto; max-width: 100% }
figcaption, h3 { font-size: 0.9rem }
pre { overflow-x: auto }
"""


def section(name: str) -> str:
    """Return a panel at its start and in a corner, with all that it says."""
    # Two of them, since a figure has the same ids each time that it is drawn.
    start, moved = (panels()[name]() for _ in range(2))
    moved.state = corner(moved)
    places = place(start, "At its start") + place(moved, "In a corner of its range")
    return (
        f'<section id="{name}"><h2>{escape(start.title)}</h2>\n'
        f"<p><code>ann_course.panels.{name}</code></p>\n"
        f'<div class="places">{places}</div></section>\n'
    )


def place(panel: Any, heading: str) -> str:
    """Return the pictures of a panel as it stands, their alternatives, and its words."""
    figures = "".join(
        f"<figure>{picture}<figcaption>{escape(figure.alt)}</figcaption></figure>\n"
        for figure, picture in zip(panel.figures, panel.pictures(), strict=True)
    )
    return (
        f"<div><h3>{heading}</h3>\n{figures}<p>{escape(panel.describe())}</p>\n"
        f"<details><summary>Its code</summary><pre>{escape(panel.code())}</pre></details>"
        "</div>\n"
    )


def page(names: list[str]) -> str:
    """Return the page of the panels that are named."""
    links = " ".join(f'<a href="#{name}">{name}</a>' for name in names)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>The panels</title><style>{STYLE}</style></head>\n"
        f"<body><h1>The panels</h1>\n<nav>{links}</nav>\n"
        f"{''.join(map(section, names))}</body></html>\n"
    )


def main(arguments: list[str]) -> int:
    """Write the page, and say where it is."""
    parser = argparse.ArgumentParser(description="Put all panels on one page.")
    parser.add_argument("panel", nargs="*", help="its name; without any, all panels")
    parser.add_argument("--to", type=Path, default=ROOT / "build" / "panels.html")
    given = parser.parse_args(arguments)
    if unknown := [name for name in given.panel if name not in panels()]:
        parser.error(f"there is no panel {unknown[0]!r}; there are {', '.join(panels())}")
    given.to.parent.mkdir(parents=True, exist_ok=True)
    given.to.write_text(page(given.panel or list(panels())), encoding="utf-8")
    sys.stdout.write(f"{given.to.as_uri()}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
