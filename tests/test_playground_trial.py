"""Lesson 06's challenges with real settings: each has a solution, each slip is named."""

from __future__ import annotations

import textwrap
from typing import Any

import pytest

from ann_course.lessons import lesson_06 as lesson
from ann_course.lessons.lesson_06 import trial as trials
from ann_course.lessons.lesson_06.trial import trial
from ann_course.panels.playground.data import FEATURES
from ann_course.panels.playground.setup import USUAL, train

QUICK = {"optimizer": "Adam", "learning_rate": "0.03"}
ALL = dict.fromkeys(FEATURES, True)
SQUARES = {name: name in ("x1²", "x2²") for name in FEATURES}
SPIRAL = {"data": "spiral", "hidden_layers": 1, "units1": 6, **QUICK}
CIRCLES = {"data": "circles", "hidden_layers": 0, **SQUARES, **QUICK}
CROWDED = {
    "data": "circles", "noise": 50, "held_out": 50, "hidden_layers": 2, "units1": 8,
    "units2": 8, **ALL, **QUICK,
}  # fmt: skip

SOLUTIONS = [
    (lesson.solve_spiral, SPIRAL),
    (lesson.solve_spiral, SPIRAL | {"units1": 3, "x1²": True, "x2²": True}),
    (lesson.choose_inputs, CIRCLES),
    (lesson.choose_inputs, CIRCLES | {"optimizer": "SGD", "learning_rate": "0.1"}),
    (lesson.cure_overfitting, CROWDED | {"weight_decay": "1"}),
    (lesson.cure_overfitting, CROWDED | {"weight_decay": "0.3"}),
    (lesson.cure_overfitting, CROWDED | SQUARES | {"hidden_layers": 0}),
]

SLIPS: list[tuple[Any, dict[str, Any], str]] = [
    (lesson.solve_spiral, SPIRAL | {"data": "moons"}, "another set of points"),
    (lesson.solve_spiral, SPIRAL | {"noise": 0}, "not those of the challenge"),
    (lesson.solve_spiral, SPIRAL | {"hidden_layers": 0}, "no hidden layer"),
    (lesson.solve_spiral, SPIRAL | {"activation": "none"}, "fold into one"),
    (lesson.solve_spiral, SPIRAL | {"units1": 8}, "more than 25 weights and biases"),
    (lesson.choose_inputs, CIRCLES | {"data": "moons"}, "another set of points"),
    (lesson.choose_inputs, CIRCLES | {"held_out": 10}, "not those of the challenge"),
    (lesson.choose_inputs, CIRCLES | {"hidden_layers": 1}, "There is a hidden layer"),
    (lesson.choose_inputs, USUAL | {"hidden_layers": 0}, "straight line"),
    (lesson.choose_inputs, CIRCLES | {"x1²": False, "x1": True}, "Pythagoras"),
    (lesson.choose_inputs, CIRCLES | ALL, "inputs that it doesn't need"),
    (lesson.cure_overfitting, CROWDED | {"data": "moons"}, "other points"),
    (lesson.cure_overfitting, CROWDED | {"noise": 20}, "as noisy as they are"),
    (lesson.cure_overfitting, CROWDED | {"held_out": 10}, "150 are all that there are"),
]
AFTER_TRAINING: list[tuple[Any, dict[str, Any], str]] = [
    (lesson.solve_spiral, SPIRAL | {"units1": 2}, "its own training points"),
    (lesson.solve_spiral, SPIRAL | {"learning_rate": "0.001"}, "learns too slowly"),
    (lesson.cure_overfitting, CROWDED, "by heart"),
    (lesson.cure_overfitting, CROWDED | {"weight_decay": "0.1"}, "by heart"),
    (lesson.cure_overfitting, USUAL | {"noise": 50, "held_out": 50, "hidden_layers": 0},
     "The cure was too strong"),
    (lesson.cure_overfitting, USUAL | {"noise": 50, "held_out": 50, "learning_rate": "10"},
     "steps are far too long"),
    (lesson.cure_overfitting,
     USUAL | {"noise": 50, "held_out": 50, "learning_rate": "0.00001"}, "far too short"),
    (lesson.solve_spiral, SPIRAL | {"learning_rate": "10"}, "its steps are too long"),
]  # fmt: skip


@pytest.fixture(autouse=True)
def fresh():
    yield
    for item in lesson.ITEMS:
        item.reset()


@pytest.mark.parametrize(("exercise", "settings"), SOLUTIONS)
def test_every_challenge_has_solutions(exercise, settings):
    assert exercise.check(trial(settings)).kind == "right"


def test_every_challenge_shows_settings_that_solve_it():
    challenges = {lesson.solve_spiral, lesson.choose_inputs, lesson.cure_overfitting}
    shown = {e for e in lesson.ITEMS if "my_" in (getattr(e, "_solution", None) or "")}
    assert shown == challenges == {exercise for exercise, _ in SOLUTIONS}
    for exercise in challenges:
        names: dict[str, Any] = {}
        exec(textwrap.dedent(exercise._solution), names)
        (settings,) = (names[name] for name in names if name.startswith("my_"))
        assert exercise.check(trial(settings)).kind == "right"
        assert exercise.check(exercise.reference).kind == "right"


@pytest.mark.parametrize(("exercise", "settings", "words"), SLIPS)
def test_slips_that_show_before_training(exercise, settings, words, monkeypatch):
    monkeypatch.setattr(trials, "N_STEPS", 50)
    verdict = exercise.check(trial(settings))
    assert verdict.kind == "known mistake"
    assert words in verdict.message


@pytest.mark.parametrize(("exercise", "settings", "words"), AFTER_TRAINING)
def test_slips_that_show_after_training(exercise, settings, words):
    verdict = exercise.check(trial(settings))
    assert verdict.kind == "known mistake"
    assert words in verdict.message


def test_nothing_yet_is_not_tried_yet():
    for settings in (..., None, {}):
        assert lesson.solve_spiral.check(trial(settings)).kind == "not tried yet"


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (3, "panel.state or a dict"),
        ({"units": 3}, "state has no 'units'"),
        ({"noise": 99}, "noise"),
        ({"learning_rate": 0.1}, "must be one of"),
        ({"data": "own points"}, "can't draw yours"),
        ({"x1": False, "x2": False}, "at least one input"),
        ({"dropout": "0.5"}, "leave dropout at '0'"),
        ({"hidden_layers": 4, "activation": "none", "learning_rate": "10",
          "units1": 8, "units2": 8, "units3": 8, "units4": 8}, "training broke off"),
    ],
)  # fmt: skip
def test_settings_that_cannot_be_tried_are_told_why(settings, words):
    found = trial(settings)
    assert words in found["trouble"]
    verdict = lesson.solve_spiral.check(found)
    assert verdict.kind == "wrong"
    assert words in verdict.message


def test_the_seed_does_not_count_and_the_panel_may_be_given_itself(monkeypatch):
    from ann_course.panels import PlaygroundPanel

    monkeypatch.setattr(trials, "N_STEPS", 50)
    panel = PlaygroundPanel(**SPIRAL, seed=42)
    found = trial(panel)
    assert found == trial(panel.state) == trial(SPIRAL)
    assert found["weights and biases"] == 25
    assert found["inputs"] == "x1, x2"


def test_what_was_found_reads_as_a_sentence_and_stands_with_the_verdict(monkeypatch):
    monkeypatch.setattr(trials, "N_STEPS", 50)
    found = trial(CIRCLES | {"data": "moons"})
    assert repr(found).startswith(
        "moons, 20% noise, 30% held out; inputs x1², x2²; no hidden layer, activation "
        "tanh, 3 weights and biases; right "
    )
    assert lesson.choose_inputs.check(found).got == repr(found)
    assert repr(trial({"units": 3})).startswith("{'trouble': ")


def test_training_by_settings_knows_their_names():
    with pytest.raises(ValueError, match="settings have no 'unit'"):
        train({"unit": 3}, 10)
    assert train({}, 10).n_steps == 10
