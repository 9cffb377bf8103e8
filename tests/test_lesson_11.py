"""Lesson 11: its sounds, who learns from whom, and that its exercises can be solved."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from ann_course.lessons import lesson_11 as lesson
from ann_course.lessons.lesson_11 import company, sounds
from ann_lib.datasets import band_energies, make_speakers, make_vowels, speak
from ann_lib.datasets.speech import RATE
from ann_lib.datasets.vowels import AVERAGES, FIVE


@pytest.fixture(scope="module")
def people():
    return make_speakers(rng=0)


@pytest.fixture(scope="module")
def spoken(people):
    return make_vowels(people, rng=0)


# Sounds


def test_voices_are_of_any_pitch_and_throat_and_the_same_each_time():
    waves, vowels = lesson.draw_voices(40, rng=3)
    assert waves.shape == (40, 2000)
    assert set(vowels) == set(range(len(FIVE)))
    again, _ = lesson.draw_voices(40, rng=3)
    np.testing.assert_array_equal(waves, again)


@pytest.mark.parametrize("word", sounds.GLIDES)
def test_a_word_begins_and_ends_with_its_vowels(word):
    wave = sounds.glide(word, 120)
    assert len(wave) == RATE // 2
    first, *_, last = sounds.GLIDES[word][0], sounds.GLIDES[word][-1]
    for vowel, part in ((first, wave[:1100]), (last, wave[-1100:])):
        heard = band_energies(part)
        alike = {
            each: np.corrcoef(heard, band_energies(speak(120, AVERAGES[each][0][1:])))[0, 1]
            for each in FIVE
        }
        assert max(alike, key=alike.__getitem__) == vowel


@pytest.mark.parametrize("word", ["eye", "ya", "wow"])
def test_a_word_does_not_click(word):
    """One vowel fades into the next: no step is larger than a pulse of theirs makes it."""
    vowels = [speak(120, AVERAGES[vowel][0][1:]) for vowel in sounds.GLIDES[word]]
    largest = max(np.abs(np.diff(wave)).max() for wave in vowels)
    assert np.abs(np.diff(sounds.glide(word, 120))).max() < 1.3 * largest


def second_formant(image):
    """Return where the strongest band from 0.9 to 2.6 kHz is, in kHz, in each frame."""
    low, high = 8, 21
    return (low + image[low:high].argmax(axis=0) + 0.5) * 4 / 32


def test_the_spectrograms_show_what_the_exercise_asks_for():
    images = lesson.words().spectrograms(n_bands=32, n_frames=40).images[..., 0]
    paths = dict(zip(sounds.SHOWN, map(second_formant, images), strict=True))
    start, end = ({k: np.median(p[part]) for k, p in paths.items()} for part in (
        slice(2, 8), slice(-8, -2)))  # fmt: skip
    falls = {letter: start[letter] - end[letter] for letter in paths}
    names = {letter: word for letter, (word, _) in sounds.SHOWN.items()}
    assert names[max(falls, key=falls.__getitem__)] == "ya"
    assert names[min(falls, key=falls.__getitem__)] == "eye"
    assert falls[next(k for k, w in names.items() if w == "ya")] > 0.8
    steady = next(k for k, word in names.items() if word == "er")
    assert np.ptp(paths[steady][2:-2]) < 0.3
    assert len({pitch for _, pitch in sounds.SHOWN.values()}) == 4  # pitch tells nothing


# Who learns from whom


@pytest.mark.parametrize("counts", [(22, 0, 0), (15, 0, 7), (8, 7, 7), (0, 14, 7)])
def test_nobody_is_tested_who_was_learned_from(people, counts):
    learned, left = lesson.draws(people, *counts)
    kinds = dict(zip(("men", "women", "children"), lesson.by_kind(people), strict=True))
    for draw, persons in enumerate(learned):
        assert len(set(persons)) == sum(counts)
        for (kind, tests), n in zip(left.items(), counts, strict=True):
            assert set(tests[draw]) <= set(kinds[kind])
            assert not set(tests[draw]) & set(persons)
            assert len(set(persons) & set(kinds[kind])) == n


def test_the_same_people_are_tested_whoever_was_learned_from(people):
    _, one = lesson.draws(people, 22, 0, 0)
    _, other = lesson.draws(people, 15, 0, 7)
    for kind in one:
        np.testing.assert_array_equal(one[kind], other[kind])


def test_many_at_once_are_what_each_is_alone(people, spoken):
    learned, left = lesson.draws(people, 15, 0, 7, n_draws=2)
    together = lesson.many(spoken, learned, left)
    network = lesson.listener()
    network.initialize(0)
    lesson.train(network, *lesson.of(spoken, learned[0]))
    for kind, tests in left.items():
        alone = network.score(*lesson.of(spoken, tests[0]))
        assert together[kind][0] == pytest.approx(alone, abs=0.03)


def test_folds_hold_out_whole_people(people, spoken, monkeypatch):
    seen = {}

    def record(data, learned, heard, **options):
        seen.update(learned=learned, tested=heard["held out"])
        return {"held out": np.zeros(len(learned))}

    monkeypatch.setattr(sounds, "many", record)
    assert sounds.folds(spoken).shape == (4,)
    for learned, tested in zip(seen["learned"], seen["tested"], strict=True):
        assert not set(learned) & set(tested)
        assert (len(learned), len(tested)) == (57, 19)
    assert len(set(np.concatenate(seen["tested"]))) == 76
    rows = dataclasses.replace(spoken, groups=np.arange(len(spoken)))
    sounds.folds(rows)
    assert [len(part) for part in seen["tested"]] == [190] * 4


# The choice of 22


def test_the_story_holds_for_drawn_people():
    men = company.heard(22, 0, 0)
    mixed = company.heard(15, 0, 7)
    assert men["children"] < 0.45 < men["women"] < men["men"]
    assert mixed["children"] - men["children"] > 0.4
    assert men["men"] - mixed["men"] < 0.03


def test_who_is_left_out_is_not_heard_whoever_it_is():
    assert company.heard(1, 14, 7)["men"] < company.ENOUGH
    assert company.heard(11, 11, 0)["children"] < company.ENOUGH


@pytest.mark.parametrize("counts", [(8, 7, 7), (15, 0, 7), (4, 11, 7), (7, 8, 7)])
def test_several_choices_are_right(counts):
    answer = dict(zip(company.KINDS, counts, strict=True))
    verdict = lesson.choose_company.check(answer)
    assert verdict.kind == "right"
    assert "Others may do as well." in verdict.message


# What it asks


def test_a_random_split_is_looked_for():
    found = {option.misconception for option in lesson.ask_digits.options}
    assert "random-split-is-fair" in found


def test_titles_show_themselves_in_the_progress_table():
    for item in lesson.ITEMS:
        assert 20 <= len(item.title) <= 100
