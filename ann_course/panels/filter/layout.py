"""The filter panel's controls: nine sliders that stand as the kernel's weights do."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import ipywidgets as widgets

from ann_course.live.layout import Parts, arrange as arrange_as_usual

CSS = """
.ann-kernel{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:2px 10px;
 overflow:visible;margin:2px 0 6px}
.ann-kernel .ann-slider{flex-flow:row wrap;gap:0 4px;margin:0;width:auto}
.ann-kernel .ann-slider .ann-slider-track{flex:1 1 100%}
.ann-kernel .ann-slider-track.widget-slider{flex-flow:row wrap;height:auto}
.ann-panel .ann-kernel .ann-slider-track>label{flex:1 1 100%;width:100%!important;
 padding:0}
.ann-kernel .ann-slider-track .slider-container{flex:1 1 100%;margin:5px 8px 3px}
.ann-kernel .ann-slider-field{flex:0 0 100%;width:100%}
.ann-kernel .ann-unit{display:none}
"""
PLACES = (
    "top left", "top", "top right",
    "left", "middle", "right",
    "bottom left", "bottom", "bottom right",
)  # fmt: skip
"""What the nine weights are called, row by row."""
NAMES = tuple(place.replace(" ", "_") for place in PLACES)


def arrange(parts: Parts, menu: Any) -> Any:
    """Return the body, as usual, but with the menu of kernels and nine sliders in rows."""
    controls = parts.controls
    others = {name: each for name, each in controls.items() if name not in NAMES}
    body = arrange_as_usual(replace(parts, controls=others))
    grid = widgets.Box([controls[name] for name in NAMES])
    grid.add_class("ann-kernel")
    css = widgets.HTML(f"<style>{CSS}</style>")
    css.add_class("ann-css")
    left = body.children[0]
    left.children = (css, menu, grid, *left.children)
    return body
