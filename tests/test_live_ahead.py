"""A slider's next steps are drawn ahead: as they will be, and without a trace."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from typing import Any

import ipywidgets as widgets
import pytest
from clock import on_a_loop, spend
from wave_panel import WavePanel

import ann_course.panels
from ann_course.live import Number, Slider
from ann_course.live.ahead import MOST, QUIET, REST
from ann_course.live.layout import parts_of
from ann_course.live.text import Text, imagining
from ann_course.panels import NeuronPanel, PlaygroundPanel, VowelPanel
from ann_lib import Neuron

PANELS = sorted(name for name in ann_course.panels.__all__ if name.endswith("Panel"))


def sliders_of(panel: Any) -> dict[str, Slider]:
    """Return all sliders of a panel whose steps are drawn ahead."""
    found = {k: c for k, c in panel.controls.items() if isinstance(c, Slider)}
    if isinstance(panel, PlaygroundPanel):
        found["its value"] = panel.inspector.value
    return {name: slider for name, slider in found.items() if panel.draws_ahead(slider)}


def texts_of(panel: Any) -> dict[Text, str]:
    """Return the texts and pictures that follow a panel's controls at once."""
    apart = {panel.words, panel.error}
    parts = [part for part in parts_of(*panel.children) if isinstance(part, Text)]
    return {part: part.value for part in parts if part not in apart}


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """Collect what would be sent to the page while it is only imagined."""
    leaks: list[Any] = []
    send = widgets.Widget._send

    def watched(self: Any, message: Any, buffers: Any = None) -> None:
        if imagining():
            leaks.append((self, message))
        send(self, message, buffers)

    monkeypatch.setattr(widgets.Widget, "_send", watched)
    return leaks


@pytest.mark.parametrize("name", PANELS)
def test_every_step_is_drawn_as_it_will_be(name: str, sent: list[Any]) -> None:
    panel: Any = getattr(ann_course.panels, name)()
    for slider in sliders_of(panel).values():
        was = slider.value
        for value in list(slider.beside(2)):
            state, before, layers = panel.state, texts_of(panel), panel.figures[0].layers()
            ahead = panel._ahead.texts_at(slider, value)
            assert texts_of(panel) == before, "as it was"
            assert panel.state == state
            assert panel.figures[0].layers() == layers
            slider.slider.value = value
            panel.flush()
            now = texts_of(panel)
            assert {text for text in now if now[text] != before[text]} == set(ahead)
            assert {text: now[text] for text in ahead} == ahead
            slider.value = was
            panel.flush()
    assert sent == []
    panel.close()


def test_a_number_in_the_model_keeps_all_its_digits() -> None:
    neuron = Neuron([0.123456789012345, 1.0], bias=-0.5)
    panel = NeuronPanel(neuron)
    slider: Any = panel.controls["w1"]
    for value in slider.beside(2):
        assert panel._ahead.texts_at(slider, value)
        assert neuron.weights[0] == 0.123456789012345
    with slider.imagined(2.0):
        assert (slider.value, neuron.weights[0]) == (2.0, 2.0)
    panel.close()


def test_another_thread_sees_nothing_of_it_and_its_number_is_not_lost() -> None:
    neuron = Neuron([0.5, 1.0], bias=-0.5)
    panel = NeuronPanel(neuron)
    slider: Any = panel.controls["w1"]
    seen: list[float] = []

    def move() -> None:
        seen.append(slider.value)
        slider.slider.value = -1.0

    with slider.imagined(2.0):
        other = threading.Thread(target=move)
        other.start()
        while not seen:
            pass
        assert seen == [0.5]
        assert neuron.weights[0] == 2.0
    other.join()
    assert neuron.weights[0] == slider.value == -1.0
    panel.close()


class Page:
    """What a page does with what it is sent: ahead.js, in a few lines."""

    def __init__(self, panel: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        self.panel, self.ahead = panel, panel._ahead
        self.kept: dict[float, dict[str, str]] = {}
        self.epoch = 0
        self.shown: dict[str, str] = {}
        self.arrived: list[str] = []
        names = {text.model_id: text for text in texts_of(panel)}
        self.shown = {name: text.value for name, text in names.items()}
        monkeypatch.setattr(self.ahead, "send", self.take)
        real = widgets.Widget.send_state

        def arrive(widget: Any, key: Any = None) -> None:
            if widget.model_id in names and key:  # a context ends with an empty one
                self.shown[widget.model_id] = widget.value
                self.arrived.append(widget.model_id)
            real(widget, key)

        monkeypatch.setattr(widgets.Widget, "send_state", arrive)
        self.ahead._hear(None, None, None)

    def take(self, message: Any) -> None:
        if message["epoch"] != self.epoch:
            self.kept = {}
        self.epoch = message["epoch"]
        if "slider" in message:
            self.kept[message["value"]] = dict(message["texts"])

    def move(self, slider: Any, value: float, *, has_it: bool = True) -> bool:
        """Move a slider; say whether the picture was there."""
        texts = self.kept.get(value) if has_it else None
        self.shown |= texts or {}
        slider.slider.ahead = 0 if texts is None else self.epoch
        slider.slider.value = value
        return texts is not None

    @property
    def is_right(self) -> bool:
        """Whether it shows what the kernel would show."""
        return self.shown == {t.model_id: t.value for t in texts_of(self.panel)}


def run(scenario: Any, monkeypatch: pytest.MonkeyPatch, make: Any = NeuronPanel) -> None:
    """Run what a page and a kernel do on a kernel's loop."""

    async def main() -> None:
        panel = make()
        await scenario(panel, Page(panel, monkeypatch))
        panel.close()

    on_a_loop(main, tick=0.0001)


def above(slider: Slider, n_steps: int = 1) -> float:
    """Return what the page says so many steps above the one where it is."""
    at: float = slider.slider.value
    return next(v for v in slider.beside(2) if round((v - at) / slider.step) == n_steps)


async def rest(seconds: float = 0.1) -> None:
    await asyncio.sleep(seconds)


def test_what_the_page_has_is_not_sent_again(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scenario(panel: Any, page: Page) -> None:
        slider = panel.controls["w1"]
        assert not page.move(slider, above(slider)), "nothing is drawn before a hand"
        assert page.arrived
        await rest()
        assert len(page.kept) == 4, "two steps to either side"
        page.arrived.clear()
        for n_steps in (1, 1, 1, -1):
            assert page.move(slider, above(slider, n_steps))
            assert page.is_right
            await rest(QUIET * 3)
        assert page.arrived == []
        await rest(2 * REST)
        assert page.arrived, "at rest all is sent once, whatever the page has made of it"
        assert page.is_right

    run(scenario, monkeypatch)


def test_a_page_that_ran_ahead_and_came_back_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """There and back at once: the kernel draws only the last, which is what it had."""

    async def scenario(panel: Any, page: Page) -> None:
        slider = panel.controls["w1"]
        page.move(slider, above(slider))
        await rest()
        assert page.move(slider, above(slider))
        page.move(slider, above(slider, -1), has_it=False)
        await rest(QUIET * 3)
        assert page.is_right

    run(scenario, monkeypatch)


@pytest.mark.parametrize("change", ["other slider", "state", "model", "reload"])
def test_what_was_drawn_ahead_is_forgotten_when_anything_else_changes(
    monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    async def scenario(panel: Any, page: Page) -> None:
        slider = panel.controls["w1"]
        page.move(slider, above(slider))
        await rest()
        assert page.kept
        if change == "other slider":
            page.move(panel.controls["bias"], 1.0)
        elif change == "state":
            panel.state = {"bias": 1.0}
        elif change == "model":
            panel.neuron.bias = 1.0
        else:
            page.kept = {}
            page.ahead._hear(None, None, None)
        await rest(QUIET)
        page.move(slider, above(slider))
        await rest(QUIET)
        assert page.is_right

    run(scenario, monkeypatch)


def test_a_page_that_never_answers_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scenario(panel: Any, page: Page) -> None:
        page.ahead._heard = False
        for value in (1.0, 1.5):
            page.move(panel.controls["w1"], value)
            await rest()
        assert page.kept == {}

    run(scenario, monkeypatch)


def test_a_step_that_takes_long_is_there_for_the_next_press_of_a_key(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def scenario(panel: Any, page: Page) -> None:
        slider, update = panel.controls["w1"], panel.update

        def train() -> None:
            update()
            spend(0.03)

        panel.update = train
        page.move(slider, 0.5)
        await rest(1.0)
        for _ in range(5):
            assert page.move(slider, above(slider))
            await rest(0.2)

    run(scenario, monkeypatch)


def test_no_more_is_kept_than_the_page_has_room_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def scenario(panel: Any, page: Page) -> None:
        slider = panel.controls["height"]
        for _ in range(2 * MOST):
            page.move(slider, above(slider))
            await rest(QUIET * 4)
        assert len(page.ahead._sent) == MOST

    run(scenario, monkeypatch, WavePanel)


def test_an_error_is_said_when_a_hand_gets_there(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scenario(panel: Any, page: Page) -> None:
        slider, update = panel.controls["w1"], panel.update
        edge, near = above(slider, 2), above(slider)

        def fail() -> None:
            if slider.value == edge:
                raise RuntimeError("no picture there")
            update()

        panel.update = fail
        page.move(slider, near)
        await rest()
        assert panel.error.value == ""
        page.move(slider, edge)
        await rest()
        assert "no picture there" in panel.error.value

    run(scenario, monkeypatch)


def test_where_a_step_trains_or_moves_other_controls_nothing_is_drawn_ahead() -> None:
    playground, vowel = PlaygroundPanel(), VowelPanel()
    assert set(sliders_of(playground)) == {"its value"}
    assert "speaker" not in sliders_of(vowel)
    assert all(isinstance(each, Slider) for each in sliders_of(vowel).values())
    assert isinstance(playground.inspector.value, Number)
    playground.close()
    vowel.close()
