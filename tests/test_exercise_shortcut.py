"""Lesson 08's exercises: answers that are right in another way, and usual slips."""

from __future__ import annotations

import numpy as np
import pytest

from ann_course.lessons.lesson_08.shortcut import write_find, write_groups
from ann_course.lessons.lesson_08.telling_picture import design_test


@pytest.fixture(autouse=True)
def fresh():
    yield
    for item in (write_groups, write_find, design_test):
        item.reset()


def masked(answers, y, groups):
    return tuple(np.mean((answers == y)[groups == group]) for group in (0, 1))


def counted(answers, y, groups):
    inside, right = [0, 0], [0, 0]
    for answer, truth, group in zip(answers, y, groups, strict=True):
        inside[group] += 1
        right[group] += int(answer == truth)
    return np.array(right) / inside


@pytest.mark.parametrize("answer", [masked, counted])
def test_a_score_by_group_may_be_counted_otherwise(answer):
    assert write_groups.check(answer).kind == "right"


def test_who_forgets_one_of_the_two_groups_is_told_which_gap_it_is():
    def right_everywhere(answers, y, groups):
        return [np.sum(answers == y) / np.sum(groups == group) for group in range(2)]

    verdict = write_groups.check(right_everywhere)
    assert verdict.kind == "known mistake"
    assert "the right answers of both groups" in verdict.message


def by_predictions(network, x, y, changed):
    usual = np.mean(network.predict(x) == y)
    return {name: usual - np.mean(network.predict(p) == y) for name, p in changed.items()}


def by_probabilities(network, x, y, changed):
    def score(pictures):
        return float(np.mean(network.predict_proba(pictures).argmax(axis=1) == y))

    return {name: score(x) - score(pictures) for name, pictures in changed.items()}


def rounded_and_sorted(network, x, y, changed):
    falls = by_predictions(network, x, y, changed)
    return {name: round(falls[name], 2) for name in sorted(falls, reverse=True)}


@pytest.mark.parametrize("answer", [by_predictions, by_probabilities, rounded_and_sorted])
def test_falls_may_be_found_otherwise(answer):
    assert write_find.check(answer).kind == "right"


def test_a_rise_is_told_from_a_fall():
    falls = [
        fall
        for arguments in write_find.all_inputs()
        for fall in write_find.reference(*arguments).values()
    ]
    assert min(falls) < 0 < max(falls)


def test_a_return_inside_the_loop_is_named():
    def returns_early(network, x, y, changed):
        falls = {}
        for name, pictures in changed.items():
            falls[name] = network.score(x, y) - network.score(pictures, y)
            return falls

    verdict = write_find.check(returns_early)
    assert verdict.kind == "known mistake"
    assert "Does `return` stand after the loop" in verdict.message


def test_the_pictures_of_a_wrong_answer_are_shown_whole():
    """The score, and what it falls to, can be counted by hand."""
    shown = str(write_find.check(lambda network, x, y, changed: {"ears": 1, "floor": 1}))
    assert "Reader(pixel=" in shown
    assert "..." not in shown


@pytest.mark.parametrize("number", [float, np.float32, np.float64])
def test_numbers_of_any_type_make_a_test_picture(number):
    picture = {"ears": number(0.7), "muzzle": number(0.3), "background": number(0.5)}
    assert design_test.check(picture).kind == "right"


@pytest.mark.parametrize("ears", ["1", "pointed", [1.0], np.array([1.0]), True, np.nan])
def test_what_is_no_number_is_told_apart_from_a_wrong_one(ears):
    verdict = design_test.check({"ears": ears, "muzzle": 0.0, "background": 1.0})
    assert verdict.kind == "wrong"
    assert "must be a number" in verdict.message
