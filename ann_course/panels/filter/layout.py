"""The filter panel's controls: nine sliders that stand as the kernel's weights do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from ann_course.live import look
from ann_course.live.layout import Parts, arrange as arrange_as_usual, box

STYLE = Path(__file__).with_name("filter.css")
PLACES = (
    "top left", "top", "top right",
    "left", "middle", "right",
    "bottom left", "bottom", "bottom right",
)  # fmt: skip
"""What the nine weights are called, row by row."""
NAMES = tuple(place.replace(" ", "_") for place in PLACES)


def arrange(parts: Parts, menu: Any) -> Any:
    """Return the body: the menu of kernels first, nine sliders in rows beneath."""
    controls = parts.controls
    others = {name: each for name, each in controls.items() if name not in NAMES}
    picture, gallery = parts.pictures
    usual = replace(parts, controls={"kernel": menu, **others}, pictures=[picture])
    grid = box(widgets.Box, [controls[name] for name in NAMES], "ann-kernel")
    last = [gallery, look.style_sheet(STYLE)]
    return arrange_as_usual(usual, beneath=[grid], last=last)
