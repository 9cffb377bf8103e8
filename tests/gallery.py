"""Every panel at its start and at a corner of its range, and every plot, as small SVGs.

`test_pictures.py` compares them with those under version control, `tools/pictures.py`
writes them there, and `tools/panels_page.py` puts all panels on one page. A new panel is
here by being in `ann_course.panels.__all__`; a new plot needs an entry in
`plot_cases.py`.
"""

from __future__ import annotations

import json
import platform
import re
from importlib.metadata import version
from pathlib import Path
from typing import Any

from plot_cases import PLOTS

import ann_course.panels
from ann_course.live import Panel
from ann_course.live.state import whole_range
from ann_lib.plots.show import svg

FOLDER = Path(__file__).parent / "pictures"
VERSIONS = FOLDER / "versions.json"
DRAWN_BY = ("matplotlib", "numpy", "pillow")
"""What decides on a picture's bytes, beside the machine."""
PLACES = re.compile(r' (?:d|points|transform|style|viewBox|x|y|width|height)="[^"]*"')


def panels() -> dict[str, type[Panel]]:
    """Return every panel of the course by its name."""
    return {name: getattr(ann_course.panels, name) for name in ann_course.panels.__all__}


def corner(panel: Panel) -> dict[str, Any]:
    """Return the state in which sliders and lists are at their ends and boxes changed."""
    ends = {}
    for name, control in panel.controls.items():
        if isinstance(control.value, bool):
            ends[name] = not control.value
        elif values := whole_range(control):
            ends[name] = values[-1]
    return ends


def panel_pictures(name: str) -> dict[str, str]:
    """Return a panel's pictures by their file names: its start, then a corner."""
    panel = panels()[name]()
    try:
        found = {"start": panel.pictures()}
        panel.state = corner(panel)
        found["corner"] = panel.pictures()
    finally:
        panel.close()
    return {
        f"{name}_{place}{f'_{number}' if len(drawn) > 1 else ''}.svg": tidy(drawing)
        for place, drawn in found.items()
        for number, drawing in enumerate(drawn, start=1)
    }


def plot_pictures(name: str) -> dict[str, str]:
    """Return a plot's picture by its file name."""
    ax = PLOTS[name]()
    return {f"{name}.svg": tidy(svg(ax.figure, f"An example of plots.{name}"))}


def tidy(drawing: str) -> str:
    """Return an SVG that is the same each time it is drawn, with one element per line.

    Numbers are rounded to hundredths of a point. What is referred to gets its id by its
    place, since Matplotlib's own ids differ from one figure to the next.
    """
    drawing = PLACES.sub(lambda match: re.sub(r"(?<=\.\d\d)\d+", "", match[0]), drawing)
    names = dict.fromkeys(re.findall(r' id="([^"]+)"', drawing))
    for number, name in enumerate(names, start=1):
        drawing = re.sub(
            rf'(id="|#){re.escape(name)}(?=["\)])', rf"\g<1>i{number}", drawing
        )
    drawing = re.sub(r"\s*\n\s*", "\n", drawing)
    return re.sub(r">(?=<(?!/?tspan))", ">\n", drawing).strip() + "\n"


def installed() -> dict[str, str]:
    """Return the versions of what draws here, and the kind of machine."""
    machine = f"{platform.system()} {platform.machine()}"
    return {name: version(name) for name in DRAWN_BY} | {"machine": machine}


def drawn_by() -> dict[str, str]:
    """Return the versions that drew the pictures under version control."""
    stored: dict[str, str] = json.loads(VERSIONS.read_text(encoding="utf-8"))
    return stored
