"""What holds for every panel: each one in the package is under test by being there."""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from html import escape
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import numpy as np
import pytest
from clock import on_a_loop
from html_reader import read
from ipywidgets.widgets.widget import _instances
from panel_arguments import arguments_of

import ann_course.panels
from ann_course.live import Panel, Slider
from ann_course.live.state import whole_range

UNITS = {"", "mV", "ms", "Hz", "m/s", "mm", "%", "pixels", "°"}
"""Units of the sliders; weights, inputs and the like are pure numbers and have none."""


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


def movable(panel: Panel) -> list[str]:
    """Return the controls that have a range to go through."""
    return [name for name, control in panel.controls.items() if whole_range(control)]


def drawn(panel: Panel) -> list[str]:
    """Return a panel's pictures without the ids, which no two figures share."""
    ids = re.compile(r'(?<=id=")[^"]*|(?<=href="#)[^"]*|(?<=url\(#)[^)]*')
    return [panel.describe(), *(ids.sub("", svg) for svg in panel.pictures())]


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
    for name in movable(panel):
        control = panel.controls[name]
        label = control.name if isinstance(control, Slider) else control.description
        assert label.strip(), f"{name} has no label"
        labels.append(label)
        if isinstance(control, Slider):
            assert control.unit in UNITS, f"{name} has the unknown unit {control.unit!r}"
    assert len(labels) == len(set(labels)), "two controls have the same label"


def test_its_state_is_plain_json_and_comes_back(panel: Panel) -> None:
    start, first = panel.state, panel.pictures()
    for name in movable(panel):
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
    for name in movable(panel):
        panel.state = {name: other_value(panel, name)}
    panel.reset()
    assert (panel.pictures(), panel.describe(), panel.state) == before


def test_it_survives_a_sweep_of_all_its_controls(panel: Panel) -> None:
    before = panel.state
    assert panel.sweep() > len(movable(panel))
    assert panel.state == before


@pytest.mark.parametrize(
    ("seed", "steps"),
    [(0, 40), *(pytest.param(s, 300, marks=pytest.mark.slow) for s in range(1, 4))],
)
def test_it_survives_things_in_random_order(panel: Panel, seed: int, steps: int) -> None:
    before = panel.state, panel.pictures()
    assert panel.fuzz(seed, steps=steps) == steps
    assert (panel.state, panel.pictures()) == before


def test_what_it_says_follows_its_controls(panel: Panel) -> None:
    silent = set(movable(panel))
    for name in movable(panel):
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
    check_code(panel, {})


@pytest.mark.parametrize("panel_class", panel_classes(), ids=lambda panel: panel.__name__)
def test_its_code_builds_what_it_shows_from_what_it_was_given(
    panel_class: type[Panel],
) -> None:
    calls = arguments_of(panel_class.__name__)
    kinds = inspect.signature(panel_class).parameters
    named = {name for name, kind in kinds.items() if kind.kind is not kind.VAR_KEYWORD}
    assert named <= {name for call in calls for name in call}, "untried arguments"
    for arguments in calls:
        panel = panel_class(**arguments)
        own = {getattr(value, "__name__", name): value for name, value in arguments.items()}
        check_code(panel, own)
        panel.close()


@pytest.mark.parametrize("panel_class", panel_classes(), ids=lambda panel: panel.__name__)
def test_closing_it_stops_it_and_leaves_no_widget_behind(panel_class: type[Panel]) -> None:
    build(panel_class)  # what is loaded once stays
    before = set(_instances)
    panel = panel_class()
    player = getattr(panel, "player", None)

    async def play_and_close() -> bool:
        if player is not None:
            player.play()
        panel.close()
        return player is not None and bool(player.playing)

    assert not on_a_loop(play_and_close)
    assert [type(_instances[key]).__name__ for key in set(_instances) - before] == []


@pytest.mark.parametrize("panel_class", panel_classes(), ids=lambda panel: panel.__name__)
def test_what_it_was_built_with_but_does_not_show_is_closed_too(
    panel_class: type[Panel],
) -> None:
    for arguments in arguments_of(panel_class.__name__):
        before = set(_instances)
        panel_class(**arguments).close()
        assert [type(_instances[key]).__name__ for key in set(_instances) - before] == []


def check_code(panel: Panel, namespace: dict[str, Any]) -> None:
    """Assert that a panel's code, run where it finds what it was given, rebuilds it."""
    for name in movable(panel):
        panel.state = {name: other_value(panel, name)}
    names = dict(namespace)
    exec(panel.code(), names)
    kinds = ("panel", "neuron", "network")
    built = next((k for k in kinds if names.get(k) is not namespace.get(k)), "")
    assert built, "code() builds none of panel, neuron, network"
    expected = panel if built == "panel" else getattr(panel, built)
    assert same(names[built], expected), f"code() builds another {built}"


def same(built: Any, expected: Any) -> bool:
    if isinstance(expected, Panel):
        alike = type(built) is type(expected) and built.state == expected.state
        return alike and drawn(built) == drawn(expected)
    if hasattr(expected, "get_weights"):
        pairs = zip(built.get_weights(), expected.get_weights(), strict=True)
        return repr(built) == repr(expected) and all(np.allclose(a, b) for a, b in pairs)
    return bool(built == expected)


def test_its_still_form_holds_title_pictures_and_words(panel: Panel) -> None:
    bundle, living = panel.mime_bundles()
    shown = read(bundle["text/html"])
    assert living["application/vnd.jupyter.widget-view+json"]["model_id"] == panel.model_id
    assert {"style", "script", "svg"} & set(shown.tags) == set()
    sources = re.findall(r'src="data:image/svg\+xml,([^"]*)"', bundle["text/html"])
    assert [unquote(source) for source in sources] == panel.pictures()
    for source in sources:
        ElementTree.fromstring(unquote(source))
    for figure in panel.figures:
        assert f'alt="{escape(figure.alt, quote=True)}"' in bundle["text/html"]
    for form in (shown.text, bundle["text/plain"]):
        assert panel.title in form
        assert panel.describe() in " ".join(form.split("\n"))
        assert form.endswith("To bring it to life, choose Run > Run All Cells.")
    assert len(bundle["text/html"]) < 100_000
