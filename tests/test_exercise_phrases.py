"""Lesson 10's exercises: answers that are right in another way, and usual slips."""

from __future__ import annotations

import numpy as np
import pytest

from ann_course.lessons.lesson_10 import goodness, number_words, vocabulary
from ann_course.lessons.lesson_10.bag_by_hand import bag, write_bag
from ann_course.lessons.lesson_10.broken_reading import SURE, break_it
from ann_course.lessons.lesson_10.neighbouring import neighbours, write_neighbours
from ann_lib.datasets import bag_of_words, neighbours as pairs_of, words_of
from ann_lib.datasets.phrases import BAD, GOOD


@pytest.fixture(autouse=True)
def fresh():
    yield
    for item in (write_bag, write_neighbours, break_it):
        item.reset()


# The reader


def test_the_reader_knows_plain_phrases_and_reads_not_as_a_bad_word():
    assert len(vocabulary()) == 28
    for word in GOOD + BAD:
        p = goodness(f"The film was really {word}!")
        assert (p > SURE) if word in GOOD else (p < 1 - SURE)
        assert goodness(f"not {word}") < (0.5 if word in GOOD else 1 - SURE)
    assert goodness("not bad") < goodness("bad")
    assert abs(goodness("nothing that it knows") - 0.5) < 0.2


# Bags and neighbours, against the library's


def test_the_references_compute_what_the_library_does():
    words, known = ["not", "bad", "soup", "bad"], ["bad", "good", "not"]
    np.testing.assert_array_equal(
        bag(words, known), bag_of_words([" ".join(words)], known)[0]
    )
    assert neighbours(words) == pairs_of(words)


def with_numpy(words, vocabulary):
    return np.isin(vocabulary, words).astype(int)


def by_places(words, vocabulary):
    numbers = [0] * len(vocabulary)
    for word in words:
        if word in vocabulary:
            numbers[vocabulary.index(word)] = 1
    return numbers


@pytest.mark.parametrize("answer", [with_numpy, by_places])
def test_a_bag_may_be_filled_otherwise(answer):
    assert write_bag.check(answer).kind == "right"


def test_a_bag_that_is_kept_from_call_to_call_is_wrong():
    kept = []

    def same_list(words, vocabulary):
        kept.extend(0 for _ in range(len(vocabulary) - len(kept)))
        for i, word in enumerate(vocabulary):
            kept[i] = kept[i] or int(word in words)
        return kept

    assert write_bag.check(same_list).kind == "wrong"


def counting_up(words):
    pairs, i = [], 0
    while i + 1 < len(words):
        pairs += [" ".join((words[i], words[i + 1]))]
        i += 1
    return pairs


def test_neighbours_may_be_found_otherwise():
    assert write_neighbours.check(counting_up).kind == "right"
    assert write_neighbours.check(pairs_of).kind == "right"


def test_one_pair_too_many_is_named_although_it_raises():
    def too_far(words):
        return [words[i] + " " + words[i + 1] for i in range(len(words))]

    verdict = write_neighbours.check(too_far)
    assert verdict.kind == "known mistake"
    assert "One pair too many" in verdict.message


# Breaking it

FINE = dict(break_it.reference)


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("not", "The soup was not cold."),
        ("not", "NOT BAD!"),
        ("unknown", "I have never been to a good concert here"),
        ("unknown", "It wasn't funny"),
        ("unknown", "It wasn’t funny"),
        ("unknown", "anything but lovely"),
        ("unknown", "nobody was bored, it was never dull"),
        ("sarcasm", "Superb, now the phone is dead"),
    ],
)
def test_many_sentences_break_it(kind, sentence):
    verdict = break_it.check(FINE | {kind: sentence})
    assert verdict.kind == "right", verdict.message
    assert sentence in verdict.message


@pytest.mark.parametrize("kind", ["not", "unknown", "sarcasm"])
@pytest.mark.parametrize("sentence", ["", "  ", "the soup", 3, None, ["not", "bad"]])
def test_what_is_no_such_sentence_is_refused(kind, sentence):
    verdict = break_it.check(FINE | {kind: sentence})
    assert verdict.kind in ("wrong", "known mistake", "not tried yet")
    assert break_it.check(FINE).kind == "right"


def test_each_misread_sentence_is_surely_misread():
    assert goodness(FINE["not"]) < 1 - SURE
    assert min(goodness(FINE["unknown"]), goodness(FINE["sarcasm"])) > SURE


# The list that it can always learn to write


def test_the_numbers_in_words_are_all_there_and_differ():
    numbers = number_words()
    assert len(set(numbers)) == len(numbers) == 999
    assert numbers[0] == "one"
    assert numbers[18:21] == ["nineteen", "twenty", "twenty-one"]
    assert numbers[99:101] == ["one hundred", "one hundred and one"]
    assert numbers[-1] == "nine hundred and ninety-nine"
    letters = set("".join(numbers))
    assert letters <= set("abcdefghijklmnopqrstuvwxyz -")
    assert words_of(numbers[341]) == ["three", "hundred", "and", "forty", "two"]
