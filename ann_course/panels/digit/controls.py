"""The digit panel's controls, and where they stand on the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ipywidgets as widgets

from ann_course.live import slider, toggle
from ann_course.live.layout import Parts, box, button_row, heading
from ann_course.panels.digit import pad

MOVE, PIXEL, UNIT = "All pixels", "One pixel", "One unit"
WEIGHT = "What it looks for: its weights"
CSS = (
    pad.CSS
    + """
.ann-digit,.ann-digit>*{overflow:visible}
.ann-digit{gap:8px}
.ann-digit-bar{flex-flow:row wrap;align-items:center;gap:4px 18px}
.ann-digit-bar .ann-buttons{margin:0}
.ann-digit-bar>.ann-slider{flex:0 1 20rem}
.ann-digit-bar .ann-slider-track>label{flex:0 0 auto;width:auto!important}
.ann-digit-pictures{flex-flow:row wrap;gap:8px;justify-content:center;align-items:center}
.ann-digit .ann-words p{margin:0}
.ann-draw{flex:0 1 2.3in;min-width:10rem;overflow:visible}
.ann-digit-pictures>.ann-figure{flex:1 1 24rem;margin:0}
.ann-digit-columns{display:grid;gap:8px 26px;align-items:start;
 grid-template-columns:repeat(auto-fit,minmax(min(15rem,100%),1fr))}
.ann-digit-columns>*{overflow:visible;gap:2px}
.ann-digit-columns .ann-slider-track>label{flex-basis:5.4em;width:5.4em!important}
.ann-digit .ann-slider-field{flex-basis:4.2em;width:4.2em}
.ann-digit-columns .ann-unit{flex-basis:2.8em;width:2.8em}
.ann-digit-columns .ann-button{align-self:flex-start;margin-top:6px}
.ann-digit-bar .ann-unit,.ann-digit-columns>:not(:first-child) .ann-unit{display:none}
"""
)


def make_controls(
    side: int, n_images: int, n_layers: int, n_units: int, n_inputs: int
) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """Return every control by name, and which group it belongs to.

    Parameters
    ----------
    side : int
        Of the images, in pixels.
    n_images, n_layers : int
        How many there are to choose from.
    n_units, n_inputs : int
        Of the layer that has most.
    """
    last, far = side - 1, max(2, side // 7)
    controls: dict[str, Any] = {}
    if n_images:
        yours = "0 shows the network your own drawing"
        controls["image"] = slider("test image", 1, 0, n_images, 1, explain=yours)
    controls |= {
        "slopes": toggle(
            "what would change its mind",
            explain="Orange: more ink here speaks for the answer. Blue: against it",
        ),
        "right": slider("shift right", 0, -far, far, 1, unit="pixels"),
        "down": slider("shift down", 0, -far, far, 1, unit="pixels"),
        "turn": slider("turn", 0, -90, 90, 5, unit="°", explain="Anticlockwise"),
        "blur": slider("blur", 0.0, 0.0, side / 4, side / 80, unit="pixels"),
        "noise": slider("noise", 0.0, 0.0, 1.0, 0.05),
        "row": slider("row", last // 2, 0, last, 1),
        "column": slider("column", last // 2, 0, last, 1),
        "flip": toggle("flip this pixel"),
    }
    if n_layers > 1:
        answers = "The last one gives the answers"
        controls["layer"] = slider("layer", 1, 1, n_layers, 1, explain=answers)
    controls["unit"] = slider("unit", 0, 0, n_units - 1, 1)
    framed = min(last // 2 * (side + 1), n_inputs - 1)
    controls["input"] = slider("input", framed, 0, n_inputs - 1, 1)
    groups = {
        MOVE: ["right", "down", "turn", "blur", "noise"],
        PIXEL: ["row", "column", "flip"],
        UNIT: ["layer", "unit"] if n_layers > 1 else ["unit"],
        WEIGHT: ["input"],
    }
    return controls, groups


def arrange(
    parts: Parts,
    *,
    drawing: Sequence[Any],
    network: Any,
    weights: Any,
    by_hand: Sequence[Any],
) -> Any:
    """Return the panel's body: drawing and answers on top, what to change below.

    Parameters
    ----------
    parts : Parts
    drawing : sequence of widget
        The pad, and what is said of it.
    network, weights : widget
        The pictures of the network, and of one unit's weights.
    by_hand : sequence of widget
        What changes a weight and a bias.
    """
    sections = {
        name: [heading(name), *(parts.controls[each] for each in names)]
        for name, names in parts.groups.items()
    }
    title, source = sections[WEIGHT]
    columns = [
        widgets.VBox(sections[MOVE]),
        widgets.VBox([*sections[PIXEL], *sections[UNIT]]),
        widgets.VBox([title, weights, source, *by_hand]),
    ]
    placed = {name for names in parts.groups.values() for name in names}
    free = [
        control
        for name, control in parts.controls.items()
        if name not in placed and isinstance(control, widgets.Widget)
    ]
    css = widgets.HTML(f"<style>{CSS}</style>")
    css.add_class("ann-css")
    drawn = box(widgets.VBox, drawing, "ann-draw")
    return box(
        widgets.VBox,
        [
            css,
            box(widgets.HBox, [button_row(parts.buttons), *free], "ann-digit-bar"),
            box(widgets.HBox, [drawn, network], "ann-digit-pictures"),
            *parts.words,
            box(widgets.Box, columns, "ann-digit-columns"),
        ],
        "ann-digit",
    )
