"""The playground while it plays: whatever is done to it, it plays on or says why not."""

from __future__ import annotations

import asyncio
import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from clock import on_a_loop

from ann_course.live import state as states
from ann_course.panels import PlaygroundPanel
from ann_course.panels.playground.setup import AFRESH

FRAME = 0.1
"""Seconds on the test's clock: two pictures, and the steps between them."""


async def a_frame(panel: PlaygroundPanel) -> None:
    await asyncio.sleep(FRAME)
    panel.flush()
    assert panel.player.failure is None
    assert not panel.error.value
    assert all(np.isfinite(w).all() for w in panel.network.get_weights())


def run_code(panel: PlaygroundPanel) -> list[np.ndarray]:
    names: dict[str, Any] = {}
    exec(panel.code(), names)
    weights: list[np.ndarray] = names["network"].get_weights()
    return weights


def same(a: list[np.ndarray], b: list[np.ndarray]) -> bool:
    return all(np.array_equal(x, y) for x, y in zip(a, b, strict=True))


@pytest.mark.parametrize("before", ["new", "trained", "playing"])
def test_twenty_starts_begin_to_play_whatever_was_before(before: str) -> None:
    async def play() -> PlaygroundPanel:
        panel = PlaygroundPanel()
        if before == "trained":
            panel.player.run(10)
        if before == "playing":
            panel.player.play()
            await a_frame(panel)
        panel.controls["twenty_starts"].value = True
        assert panel.player.playing
        await a_frame(panel)
        assert panel.player.playing
        assert panel.crowd is not None
        assert panel.crowd.n_steps > 0
        panel.controls["twenty_starts"].value = False
        await a_frame(panel)
        assert panel.player.playing
        panel.player.pause()
        return panel

    panel = on_a_loop(play, tick=0.001)
    assert panel.crowd is None
    assert panel.experiment.n_steps > 0


def test_what_begins_afresh_while_it_plays_is_not_trained_yet() -> None:
    async def play() -> None:
        panel = PlaygroundPanel()
        for change in ({"data": "moons"}, {"units1": 3}, {"noise": 10}):
            panel.player.play()
            await a_frame(panel)
            panel.follow()
            for name, value in change.items():
                panel.controls[name].value = value
            if panel.player.playing:  # the next step comes before the next picture
                panel.player._one()
            await a_frame(panel)
            assert not panel.player.playing
            assert panel.experiment.n_steps == 0

    on_a_loop(play, tick=0.001)


def test_a_word_said_while_it_plays_stays() -> None:
    async def play() -> None:
        panel = PlaygroundPanel(dropout="0.3")
        panel.player.play()
        await a_frame(panel)
        panel.controls["x1"].value = False
        panel.controls["x2"].value = False
        panel.player.play()
        await a_frame(panel)
        assert "so x2 stays on" in panel.player.note.value
        panel.controls["twenty_starts"].value = True
        await a_frame(panel)
        assert panel.player.playing
        assert "trained without dropout" in panel.player.note.value
        assert panel.words.value.startswith("<p>20 starts of a ")
        panel.controls["twenty_starts"].value = False
        await a_frame(panel)
        assert panel.player.note.value == ""
        assert panel.words.value.startswith("<p>A 1-4-2-1 network ")
        panel.player.pause()

    on_a_loop(play, tick=0.001)


def test_twenty_starts_that_all_broke_off_stop_and_say_the_way_back() -> None:
    async def play() -> None:
        units = {f"units{k}": 8 for k in range(1, 5)}
        settings = {"hidden_layers": 4, "activation": "none", "learning_rate": "10"}
        panel = PlaygroundPanel(**settings, **units, twenty_starts=True)
        panel.player.play()
        for _ in range(20):
            await a_frame(panel)
        assert not panel.player.playing
        assert "broke off in all 20 starts" in panel.player.note.value
        panel.controls["learning_rate"].value = "0.01"
        panel.player.restart()  # as it is told to
        panel.player.play()
        await a_frame(panel)
        assert panel.player.playing
        assert panel.crowd is not None
        assert panel.crowd.n_steps > 0
        assert not panel.crowd.starts.diverged.any()
        panel.player.pause()

    on_a_loop(play, tick=0.001)


def test_that_points_are_missing_is_said_no_more_once_they_are_back() -> None:
    async def play() -> None:
        panel = PlaygroundPanel(points=[[0, 1], [1, 0]], labels=[0, 1])
        panel.player.play()
        await a_frame(panel)
        panel.clear_points()
        await a_frame(panel)
        assert not panel.player.playing
        assert "no points to learn from" in panel.player.note.value
        panel.undo()
        assert panel.player.note.value == ""

    on_a_loop(play, tick=0.001)


def test_play_after_same_start_again_plays_however_soon() -> None:
    async def play() -> None:
        panel = PlaygroundPanel()
        panel.player.play()
        await a_frame(panel)
        panel.player.restart()
        panel.player.play()
        await a_frame(panel)
        assert panel.player.playing
        assert panel.experiment.n_steps > 0
        panel.player.pause()

    on_a_loop(play, tick=0.001)


@pytest.mark.parametrize(
    "change",
    [
        {"weights": [[[1.0]]]},
        {"state": {"units1": 99}},
        {"state": {"learning_rate": 3}},
        {"format": "else"},
    ],
)
def test_a_damaged_file_takes_nothing_from_twenty_starts(
    tmp_path: Path, change: dict[str, Any]
) -> None:
    path = tmp_path / "damaged.json"

    async def play() -> None:
        panel = PlaygroundPanel(points=[[0, 1], [1, 0]], labels=[0, 1])
        panel.add_point(1.0, 2.0, 1)
        panel.save(path)
        path.write_text(json.dumps(json.loads(path.read_text()) | change))
        panel.controls["twenty_starts"].value = True
        panel.controls["glass"].value = 7
        await a_frame(panel)
        crowd, state, n_steps = panel.crowd, panel.state, panel.experiment.n_steps
        losses = list(panel.experiment.losses)
        with pytest.raises(ValueError, match="cannot be loaded"):
            panel.load(path)
        assert panel.crowd is crowd
        assert panel.state == state
        assert panel.experiment.losses == losses
        assert panel.player.playing
        await a_frame(panel)
        assert panel.experiment.n_steps > n_steps > 0
        panel.player.pause()
        panel.undo()  # what was done to the points is still known
        assert len(panel.own_points) == 2

    on_a_loop(play, tick=0.001)


def test_a_refused_table_takes_no_points_and_training_goes_on() -> None:
    async def play() -> None:
        panel = PlaygroundPanel(points=[[0, 1], [1, 0]], labels=[0, 1])
        panel.player.play()
        await a_frame(panel)
        n_steps, own = panel.experiment.n_steps, list(panel.own_points)
        with pytest.raises(ValueError, match="three columns"):
            panel.read_points(("two.csv", b"a,b\n1,2\n"))
        assert panel.own_points == own
        await a_frame(panel)
        assert panel.experiment.n_steps > n_steps > 0
        panel.player.pause()

    on_a_loop(play, tick=0.001)


async def move_while_it_plays(panel: PlaygroundPanel, name: str, value: Any) -> None:
    """Move one control; what it does not begin afresh plays on."""
    panel.player.play()
    before = panel.state[name]
    panel.controls[name].value = value
    await a_frame(panel)
    afresh = name in AFRESH and panel.state[name] != before
    assert panel.player.playing or afresh or panel.player.note.value, (name, value)
    if not panel.experiment.by_hand:
        assert same(run_code(panel), panel.network.get_weights()), (name, value)


@pytest.mark.parametrize("seed", range(2))
def test_controls_are_moved_at_random_while_it_plays(seed: int) -> None:
    rng = random.Random(seed)

    async def play() -> None:
        panel = PlaygroundPanel(data="moons")
        ranges = {name: states.whole_range(c) for name, c in panel.controls.items()}
        for _ in range(20):
            name = rng.choice(sorted(ranges))
            await move_while_it_plays(panel, name, rng.choice(ranges[name]))
            if rng.random() < 0.2:
                panel.player.restart()
        panel.close()

    on_a_loop(play, tick=0.001)


@pytest.mark.slow
def test_each_control_goes_through_its_range_while_it_plays() -> None:
    async def play() -> None:
        panel = PlaygroundPanel(hidden_layers=3)
        start = panel.state
        for name, control in panel.controls.items():
            for value in states.whole_range(control):
                await move_while_it_plays(panel, name, value)
            panel.player.pause()
            panel.state = start
        panel.close()

    on_a_loop(play, tick=0.001)
