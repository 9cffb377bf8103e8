"""Every panel's state goes into a link and comes out of it."""

from __future__ import annotations

import json
from typing import Any

import ipywidgets as widgets
import pytest
from panel_arguments import arguments_of

from ann_course import panels
from ann_course.live import sharing
from ann_course.live.state import whole_range

NAMES = [name for name in panels.__all__ if name.endswith("Panel")]


def _panel(name: str) -> Any:
    return getattr(panels, name)(**(arguments_of(name) or [{}])[0])


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_link_brings_a_panel_to_where_another_was(name: str) -> None:
    sent, opened = _panel(name), _panel(name)
    control, value = next(
        (name, value)
        for name, one in sent.controls.items()
        for value in whole_range(one)
        if value != sent.state[name]
    )
    sent.state = {control: value}
    sharing.give([opened.model_id], sharing.state_of([sent.model_id]))
    assert opened.state == sent.state
    assert opened.state[control] == value
    sent.close()
    opened.close()


def test_the_panel_is_found_inside_the_box_of_a_prediction() -> None:
    panel = panels.FirstSliderPanel()
    box = widgets.VBox([widgets.HTML(), widgets.HBox([panel])])
    sharing.give([box.model_id], '{"weight": 0.5}')
    assert json.loads(sharing.state_of([box.model_id])) == {"weight": 0.5}


def test_a_link_that_does_not_fit_changes_nothing() -> None:
    panel = panels.FirstSliderPanel()
    before = panel.state
    for text, words in [
        ("{weight", "must be JSON"),
        ("[1]", "must be a dict"),
        ('{"slope": 1}', "has no 'slope'"),
        ('{"weight": 1e9}', "must be"),
    ]:
        with pytest.raises((TypeError, ValueError), match=words):
            sharing.give([panel.model_id], text)
    assert panel.state == before
    with pytest.raises(ValueError, match="shows no panel"):
        sharing.give(["a cell's output that is gone"], "{}")


def test_a_link_brings_the_playground_with_its_points() -> None:
    points = {"points": [[0, 1], [1, 0.5]], "labels": [0, 1]}
    sent, opened = panels.PlaygroundPanel(**points, noise=10), panels.PlaygroundPanel()
    opened.add_point(2, 2, 1)
    sharing.give([opened.model_id], sharing.state_of([sent.model_id]))
    assert opened.own_points == sent.own_points == [(0, 1, 0), (1, 0.5, 1)]
    assert opened.state == sent.state
    assert opened.experiment.x.shape == (2, 2)
    for text, words in [
        ("[1]", "must be a dict"),
        ('{"points": [[9, 9, 0]]}', "must lie between"),
        ('{"points": [[1, 1]]}', "."),
        ('{"points": [], "slope": 1}', "has no 'slope'"),
    ]:
        with pytest.raises((TypeError, ValueError), match=words):
            sharing.give([opened.model_id], text)
    assert opened.own_points == sent.own_points


def test_a_state_that_no_address_holds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    panel = panels.FirstSliderPanel()
    monkeypatch.setattr(sharing, "LONGEST", 5)
    with pytest.raises(ValueError, match="a link: 14 characters, of at most 5"):
        sharing.state_of([panel.model_id])
