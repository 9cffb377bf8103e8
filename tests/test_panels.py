"""What holds for every panel: each one in the package is under test by being there."""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np
import pytest

import ann_course.panels
from ann_course.live import Panel, Slider
from ann_course.live.state import whole_range

UNITS = {"", "mV", "ms", "Hz", "m/s", "mm", "%", "pixels", "°"}
"""Units of the sliders; weights, inputs and the like are pure numbers and have none."""

TRAINS = {"DescentPanel"}
"""Their code trains a network that the panel leaves alone; their own tests compare it."""


def panel_classes() -> list[type[Panel]]:
    """Return every Panel that a module of the package defines."""
    found = set()
    for module in pkgutil.walk_packages(ann_course.panels.__path__, "ann_course.panels."):
        for value in vars(importlib.import_module(module.name)).values():
            if inspect.isclass(value) and value.__module__ == module.name:
                found.add(value)
    panels = [value for value in found if issubclass(value, Panel)]
    return sorted(panels, key=lambda panel: panel.__name__)


@cache
def build(panel_class: type[Panel]) -> Panel:
    return panel_class()


@pytest.fixture(params=panel_classes(), ids=lambda panel: panel.__name__)
def panel(request: pytest.FixtureRequest) -> Iterator[Panel]:
    """Give each test the panel as it starts; building one takes longer than resetting."""
    built = build(request.param)
    built.reset()
    yield built
    built.reset()


def other_value(panel: Panel, name: str) -> Any:
    """Return a value of a control that differs from where it starts."""
    now = panel.state[name]
    return next(
        value for value in reversed(whole_range(panel.controls[name])) if value != now
    )


def test_there_are_panels_and_each_can_be_imported_by_its_name() -> None:
    names = {panel.__name__ for panel in panel_classes()}
    assert names == set(ann_course.panels.__all__)
    for name in names:
        assert getattr(ann_course.panels, name).__name__ == name
    with pytest.raises(AttributeError, match="no attribute 'NoSuchPanel'"):
        ann_course.panels.NoSuchPanel  # noqa: B018


def test_importing_the_package_loads_no_panel() -> None:
    code = "import sys, ann_course.panels; print('ipywidgets' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "False", done.stderr


def test_it_has_a_title_and_says_what_its_picture_is(panel: Panel) -> None:
    assert panel.title
    for figure in panel.figures:
        assert len(figure.alt) > 40
        assert 'role="img" aria-label="' in figure.svg()


def test_every_control_has_a_label_and_a_known_unit(panel: Panel) -> None:
    labels = []
    for name, control in panel.controls.items():
        label = control.name if isinstance(control, Slider) else control.description
        assert label.strip(), f"{name} has no label"
        labels.append(label)
        if isinstance(control, Slider):
            assert control.unit in UNITS, f"{name} has the unknown unit {control.unit!r}"
    assert len(labels) == len(set(labels)), "two controls have the same label"


def test_its_state_is_plain_json_and_comes_back(panel: Panel) -> None:
    start, first = panel.state, panel.pictures()
    for name in panel.controls:
        panel.state = {name: other_value(panel, name)}
    changed, second = panel.state, panel.pictures()
    assert first != second
    panel.state = json.loads(json.dumps(start))
    assert panel.state == start
    assert panel.pictures() == first
    panel.state = json.loads(json.dumps(changed))
    assert panel.state == changed
    assert panel.pictures() == second


def test_reset_gives_the_same_picture_to_the_byte(panel: Panel) -> None:
    before = panel.pictures(), panel.describe(), panel.state
    for name in panel.controls:
        panel.state = {name: other_value(panel, name)}
    panel.reset()
    assert (panel.pictures(), panel.describe(), panel.state) == before


def test_it_survives_a_sweep_of_all_its_controls(panel: Panel) -> None:
    before = panel.state
    assert panel.sweep() > len(panel.controls)
    assert panel.state == before


def test_what_it_says_follows_its_controls(panel: Panel) -> None:
    silent = set(panel.controls)
    for name in panel.controls:
        said = {panel.describe()}
        for value in whole_range(panel.controls[name]):
            panel.state = {name: value}
            said.add(panel.describe())
        if len(said) > 1:
            silent.discard(name)
        panel.reset()
    assert silent <= set(panel.silent), "these change nothing in describe()"


def test_a_wrong_state_is_refused_and_changes_nothing(panel: Panel) -> None:
    before = panel.state, panel.pictures()
    with pytest.raises(ValueError, match="state has no 'no such control'"):
        panel.state = {"no such control": 1}
    assert (panel.state, panel.pictures()) == before


def test_its_code_builds_what_it_shows(panel: Panel) -> None:
    for name in panel.controls:
        panel.state = {name: other_value(panel, name)}
    namespace: dict[str, Any] = {}
    exec(panel.code(), namespace)
    built = [name for name in ("panel", "neuron", "network") if name in namespace]
    assert built, "code() builds none of panel, neuron, network"
    for name in built:
        expected = panel if name == "panel" else getattr(panel, name)
        if type(panel).__name__ in TRAINS:
            continue
        assert _same(namespace[name], expected), f"code() builds another {name}"


def _same(built: Any, expected: Any) -> bool:
    if isinstance(expected, Panel):
        return type(built) is type(expected) and bool(built.state == expected.state)
    if hasattr(expected, "get_weights"):
        pairs = zip(built.get_weights(), expected.get_weights(), strict=True)
        return repr(built) == repr(expected) and all(np.allclose(a, b) for a, b in pairs)
    return bool(built == expected)
