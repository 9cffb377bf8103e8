"""The digit panel's controls, and where they stand on the page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from ann_course.live import look, slider, toggle
from ann_course.live.layout import (
    Parts,
    box,
    button_row,
    group,
    heading,
    in_columns,
    strip,
)

SAID = "What did you draw?"
MOVE, PIXEL, UNIT = "All pixels", "One pixel", "One unit"
WEIGHT = "What it looks for: its weights"
STYLE = Path(__file__).with_name("digit.css")


def make_controls(
    side: int, n_images: int, n_layers: int, n_units: int, n_inputs: int
) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """Return every control by name, and which group it belongs to.

    Parameters
    ----------
    side : int
        Of the images, in pixels.
    n_images, n_layers : int
        Number of them to choose from.
    n_units, n_inputs : int
        Of the largest layer.
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
        "right": slider("shift right", 0, -far, far, 1, explain="In pixels"),
        "down": slider("shift down", 0, -far, far, 1, explain="In pixels"),
        "turn": slider("turn", 0, -90, 90, 5, explain="In degrees, anticlockwise"),
        "blur": slider("blur", 0.0, 0.0, side / 4, side / 80, explain="In pixels"),
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
    drawing: Any,
    said: Any,
    network: Any,
    weights: Any,
    carriers: Sequence[Any],
    by_hand: Sequence[Any],
    as_trained: Any,
) -> Any:
    """Return the panel's body: drawing and answers on top, what to change below.

    Parameters
    ----------
    parts : Parts
    drawing : widget
        The pad, and what is said of it.
    said : widget
        Takes what the learner says that the drawing is.
    network, weights : widget
        The pictures of the network, and of one unit's weights.
    carriers : sequence of widget
        The ranking of the units that carried the answer.
    by_hand : sequence of widget
        What changes a weight and a bias.
    as_trained : widget
        Takes all of that back.
    """
    title, source = group(parts, WEIGHT)
    beside = box(widgets.VBox, [*carriers, as_trained], "ann-digit-beside")
    columns = [
        [heading(SAID), said, *group(parts, MOVE)],
        [*group(parts, PIXEL), *group(parts, UNIT), source],
        [
            title,
            *by_hand,
            box(widgets.HBox, [weights, beside], "ann-digit-weights"),
        ],
    ]
    placed = {name for names in parts.groups.values() for name in names}
    free = [
        control
        for name, control in parts.controls.items()
        if name not in placed and isinstance(control, widgets.Widget)
    ]
    return box(
        widgets.VBox,
        [
            look.style_sheet(STYLE),
            box(
                widgets.HBox,
                [strip(parts.tasks), button_row(parts.buttons), *free],
                "ann-digit-bar",
            ),
            box(widgets.HBox, [drawing, network], "ann-digit-pictures"),
            *parts.words,
            in_columns(columns),
        ],
        "ann-digit",
    )
