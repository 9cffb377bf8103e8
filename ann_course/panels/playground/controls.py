"""The playground's controls, and where they stand on the page."""

from __future__ import annotations

from dataclasses import dataclass
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
    show,
    strip,
    styled,
)
from ann_course.live.look import style_sheet
from ann_course.panels.playground.data import DATASETS, FEATURES, OWN
from ann_course.panels.playground.experiment import ACTIVATIONS, OPTIMIZERS
from ann_course.panels.playground.setup import (
    BENDS,
    LIKE_ALL,
    MOST_LAYERS,
    MOST_UNITS,
    N_STARTS,
    STEPS,
    STOPS,
    TUNING,
    UNITS,
    USUAL,
)

_FROM_1E_3 = ("0.001", "0.003", "0.01", "0.03", "0.1", "0.3", "1", "3", "10")
RATES = ("0.00001", "0.0001", *_FROM_1E_3)
PULLS = ("0", "0.0001", *_FROM_1E_3)
"""How strongly each weight is drawn towards 0."""
DROPOUTS = ("0", "0.1", "0.2", "0.3", "0.5")
DATA, GIVEN = "Data and start", "What the network is given"
TRAINING = "Training"
FIRST = ("data", "activation", "learning_rate")
"""What stands above the picture."""
GROUPS = {
    DATA: ("noise", "held_out", "seed", "weight_seed", "discretize", "test_points"),
    GIVEN: tuple(FEATURES),
    "Its units": ("hidden_layers", *UNITS, *BENDS, "dropout"),
    TRAINING: tuple(name for name in TUNING if name not in FIRST),
}

FOLD = "Where two units send the points and the plane: click on the units to choose them"
TWENTY = "Train twenty networks of this shape at once, each from its own first weights"

STYLE = Path(__file__).with_name("playground.css")


@dataclass(frozen=True)
class Pieces:
    """What stands in the panel besides its controls, pictures and words."""

    player: Any
    inspector: Any
    point_maker: Any
    layers: Any
    more: More
    count: Any
    """How far training is, in figures."""


class More(widgets.Button):  # type: ignore[misc]
    """A button that shows or hides what one does not need at first."""

    def __init__(self) -> None:
        super().__init__(tooltip="More settings, or fewer")
        styled(self, "ann-button", "ann-play-more").layout.width = "auto"
        self._rest: Any = None
        self.on_click(lambda _: self.unfold(not self.is_open))

    def over(self, rest: Any) -> Any:
        """Take what it shows; return it, hidden at first."""
        self._rest = rest
        self.unfold(False)
        return rest

    def unfold(self, opened: bool) -> None:
        """Show the rest, or hide it."""
        self.is_open = opened
        show(self._rest, opened)
        self.description = "Less ▴" if opened else "More ▾"


def make_controls() -> dict[str, Any]:
    """Return every control of the playground by name, at its usual start."""
    u = USUAL
    share: dict[str, Any] = {"unit": "%", "explain": "Points that are only for testing"}
    controls = {
        "data": dropdown("data", u["data"], [*DATASETS, OWN]),
        "noise": slider("noise", u["noise"], 0, 50, 5, unit="%"),
        "held_out": slider("held out for testing", u["held_out"], 0, 90, 5, **share),
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
    for name in ("hidden_layers", *UNITS):
        controls[name].add_class("ann-long")
    return controls | {
        "activation": dropdown("activation", u["activation"], list(ACTIVATIONS)),
        **{
            name: dropdown(f"activation {k}", u[name], [LIKE_ALL, *ACTIVATIONS])
            for k, name in enumerate(BENDS, 1)
        },
        "optimizer": dropdown("optimizer", u["optimizer"], OPTIMIZERS),
        "learning_rate": dropdown("learning rate", u["learning_rate"], RATES),
        "weight_decay": dropdown("weight decay (L2)", u["weight_decay"], PULLS),
        "l1": dropdown("L1", u["l1"], PULLS),
        "dropout": dropdown("dropout", u["dropout"], DROPOUTS),
        "batch_size": slider("batch size", u["batch_size"], 1, 64, 1),
        "step_size": dropdown("a step is", u["step_size"], STEPS),
        "stop_after": dropdown("stop after", u["stop_after"], STOPS),
        "twenty_starts": _switch("Twenty starts", TWENTY),
        "glass": slider(
            "start under the glass",
            u["glass"],
            1,
            N_STARTS,
            1,
            explain="Which one is shown",
        ),
        "fold": _switch("Fold", FOLD),
        "discretize": toggle(
            "two colours only",
            u["discretize"],
            explain="Show in the plane which side wins, and not by how much",
        ),
        "test_points": toggle(
            "show test points", u["test_points"], explain="The hollow ones, held out"
        ),
    }


def _switch(label: str, explain: str) -> Any:
    """Return a button that stays down."""
    control = widgets.ToggleButton(description=label, tooltip=explain)
    return styled(control, "ann-button", "ann-switch")


def arrange(parts: Parts, pieces: Pieces) -> Any:
    """Return the body: what runs it on top, then the picture, then what it is made of."""
    controls = parts.controls
    player = pieces.player
    player.children = [c for c in player.children if c is not player.speed_control]
    bar = [player, *parts.buttons[:-1], controls["twenty_starts"], parts.buttons[-1]]
    columns = []
    for name in parts.groups:
        title, *column = group(parts, name)
        if name == GIVEN:
            column = [box(widgets.Box, column, "ann-play-ticks")]
        if name == DATA:
            column.append(pieces.point_maker.by_keyboard)
        if name == TRAINING:
            column.append(player.speed_control)
        columns.append([title, *column])
    first = [*(controls[name] for name in FIRST), pieces.layers.of_layers]
    first.append(box(widgets.HBox, [controls["fold"], pieces.more], "ann-play-pair"))
    body = [
        style_sheet(STYLE),
        strip(parts.tasks),
        styled(button_row([*bar, pieces.count]), "ann-play-bar"),
        box(widgets.HBox, first, "ann-play-first"),
        pieces.point_maker,
        box(widgets.HBox, parts.pictures, "ann-play-pictures"),
        box(widgets.HBox, [controls["glass"], pieces.inspector], "ann-play-shown"),
        *parts.words,
        box(widgets.Box, [pieces.more.over(in_columns(columns))], "ann-play-rest"),
    ]
    return box(widgets.VBox, body, "ann-play")
