"""The playground's controls, and where they stand on the page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ipywidgets as widgets

from ann_course.live import dropdown, slider, toggle
from ann_course.live.layout import (
    Parts,
    box,
    button_row,
    group,
    in_columns,
    one_at_a_time,
    styled,
)
from ann_course.live.look import style_sheet
from ann_course.panels.playground.data import DATASETS, FEATURES, OWN
from ann_course.panels.playground.experiment import ACTIVATIONS, OPTIMIZERS
from ann_course.panels.playground.setup import (
    MOST_LAYERS,
    MOST_UNITS,
    STEPS,
    TUNING,
    UNITS,
    USUAL,
)

RATES = ("0.001", "0.003", "0.01", "0.03", "0.1", "0.3", "1", "3", "10")
DECAYS = ("0", "0.001", "0.01", "0.1", "0.3", "1")
DATA, GIVEN = "Data", "What the network is given"
FIRST = ("data", "hidden_layers", *UNITS)
"""What stands above the picture: what the network learns, and how large it is."""
GROUPS = {
    DATA: ("noise", "held_out", "seed", "discretize"),
    GIVEN: tuple(FEATURES),
    "Its units": ("activation", "weight_seed"),
    "Training": TUNING,
}

STYLE = Path(__file__).with_name("playground.css")


def make_controls() -> dict[str, Any]:
    """Return every control of the playground by name, at its usual start."""
    u = USUAL
    share: dict[str, Any] = {"unit": "%", "explain": "Points that are only for testing"}
    controls = {
        "data": dropdown("data", u["data"], [*DATASETS, OWN]),
        "noise": slider("noise", u["noise"], 0, 50, 5, unit="%"),
        "held_out": slider("held out for testing", u["held_out"], 0, 50, 5, **share),
        "seed": slider(
            "seed of the points", u["seed"], 0, 99, 1, explain="Another seed, other points"
        ),
    }
    controls |= {name: toggle(name, u[name]) for name in FEATURES}
    controls["hidden_layers"] = slider(
        "hidden layers", u["hidden_layers"], 0, MOST_LAYERS, 1
    )
    for k, name in enumerate(UNITS, 1):
        controls[name] = slider(f"units in layer {k}", u[name], 1, MOST_UNITS, 1)
    controls["weight_seed"] = slider(
        "seed of the weights",
        *(u["weight_seed"], 0, 99, 1),
        explain="Decides the first weights and the order of the batches",
    )
    for name in FIRST[1:]:
        controls[name].add_class("ann-long")
    return controls | {
        "activation": dropdown("activation", u["activation"], list(ACTIVATIONS)),
        "optimizer": dropdown("optimizer", u["optimizer"], OPTIMIZERS),
        "learning_rate": dropdown("learning rate", u["learning_rate"], RATES),
        "weight_decay": dropdown("weight decay", u["weight_decay"], DECAYS),
        "batch_size": slider("batch size", u["batch_size"], 1, 64, 1),
        "step_size": dropdown("a step is", u["step_size"], STEPS),
        "discretize": toggle(
            "two colours only",
            u["discretize"],
            explain="Show in the plane which side wins, and not by how much",
        ),
    }


def arrange(parts: Parts, player: Any, inspector: Any, point_maker: Any) -> Any:
    """Return the body: what runs it on top, then the picture, then what it is made of."""
    controls = parts.controls
    actions = [player, *parts.buttons]
    columns = []
    for name in parts.groups:
        title, *column = group(parts, name)
        if name == GIVEN:
            column = [box(widgets.Box, column, "ann-play-ticks")]
        if name == DATA:
            column.append(point_maker.by_keyboard)
        columns.append([title, *column])
    body = [
        style_sheet(STYLE),
        one_at_a_time(parts.tasks, strip=True),
        styled(button_row(actions), "ann-play-bar"),
        box(widgets.Box, [controls[name] for name in FIRST], "ann-play-first"),
        point_maker,
        box(widgets.HBox, parts.pictures, "ann-play-pictures"),
        *parts.words,
        inspector,
        in_columns(columns),
    ]
    return box(widgets.VBox, body, "ann-play")
