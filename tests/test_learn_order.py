"""Options are shown in an order drawn from the key, in which no place gives them away."""

import re
import subprocess
import sys
from collections import Counter
from itertools import groupby

import pytest
from lesson_modules import LESSONS

from ann_course.learn import Option, Prediction, Question
from ann_course.learn.answers import answer_html
from ann_course.learn.choices import Choice
from ann_course.learn.order import drawn_order

MOST = 0.4
"""The share of the questions in which the same give-away may be right."""


def choices(kind=Choice):
    """Return the lessons' items with options."""
    return [i for module in LESSONS.values() for i in module.ITEMS if isinstance(i, kind)]


def right(item):
    """Return the index of the right option in the source."""
    if isinstance(item, Prediction):
        return item.right
    return [option.right for option in item.options].index(True)


def place(item):
    """Return where the page shows the right option, from 0."""
    return item.order.index(right(item))


def lengths(item):
    """Return the length of the right option, and those of the wrong ones."""
    texts = [getattr(option, "text", option) for option in item.options]
    return len(texts[right(item)]), [
        len(t) for i, t in enumerate(texts) if i != right(item)
    ]


both = pytest.mark.parametrize("kind", [Question, Prediction])


# The order


def test_the_order_is_the_same_everywhere():
    assert drawn_order("ask-taller", 5) == [1, 2, 3, 4, 0]
    assert drawn_order("ask-below", 3, ordered=True) == [0, 1, 2]


@pytest.mark.parametrize("seed", ["0", "1", "2"])
def test_the_order_does_not_hang_on_pythons_hash(seed):
    code = "from ann_course.learn.order import drawn_order; print(drawn_order('a-key', 6))"
    given = {"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)}
    ran = subprocess.run(
        [sys.executable, "-c", code], env=given, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == str(drawn_order("a-key", 6))


@pytest.mark.parametrize("n", range(2, 8))
def test_it_is_a_permutation_and_all_first_places_occur(n):
    orders = [drawn_order(f"key-{i}", n) for i in range(200)]
    assert all(sorted(order) == list(range(n)) for order in orders)
    assert {order[0] for order in orders} == set(range(n))


def test_a_natural_order_is_kept_up_or_down():
    upwards = [0, 1, 2, 3]
    found = [drawn_order(f"key-{i}", 4, ordered=True) for i in range(200)]
    assert {tuple(order) for order in found} == {tuple(upwards), tuple(upwards[::-1])}


# What the page, the record and the teacher's page make of it


def asked(kind, key):
    texts = ["First.", "Second.", "Third.", "Fourth."]
    if kind is Prediction:
        return Prediction(key, "Which?", texts, right=2)
    options = [Option(t, right=t == "Third.", reply=f"{t} So.") for t in texts]
    return Question(key, "Which?", options)


@both
@pytest.mark.parametrize("key", ["ask-one", "ask-two", "ask-three"])
def test_the_page_shows_the_order_and_records_the_source(kind, key):
    item = asked(kind, key)
    _, radio, row, reply, _ = item.widget.children
    texts = [getattr(option, "text", option) for option in item.options]
    assert [text for text, _ in radio.options] == [texts[i] for i in item.order]
    radio.index = 1  # the second that is shown
    row.children[0].click()
    assert item.chosen == item.order[1]
    assert item.record()["chosen"] == item.order[1]
    assert texts[item.order[1]] in reply.value
    assert item.solved == (item.order[1] == 2)


@both
def test_a_choice_from_code_goes_by_the_source(kind):
    item = asked(kind, "ask-one")
    radio = item.widget.children[1]
    item.choose(2)
    assert item.solved
    assert radio.label == "Third."


@both
def test_the_teachers_page_has_the_pages_order(kind):
    item = asked(kind, "ask-one")
    page = answer_html(item)
    texts = [getattr(option, "text", option) for option in item.options]
    at = [page.index(f"<li>{texts[i]}") for i in item.order]
    assert at == sorted(at)


# The course


@both
def test_no_place_is_right_too_often(kind):
    by_number = {}
    for item in choices(kind):
        by_number.setdefault(len(item.options), []).append(place(item))
    for n_options, places in by_number.items():
        (where, times), *_ = Counter(places).most_common(1)
        assert times <= MOST * len(places), f"{n_options} options: {where} {times} times"


@pytest.mark.parametrize("kind", [Question, Prediction, Choice])
@pytest.mark.parametrize("lesson", LESSONS)
def test_no_place_is_right_three_times_running(lesson, kind):
    items = [item for item in LESSONS[lesson].ITEMS if isinstance(item, kind)]
    for where, run in groupby(items, place):
        keys = [item.key for item in run]
        assert len(keys) < 3, f"{keys}: each time place {where}"


@both
def test_the_right_option_is_neither_the_longest_nor_the_shortest_too_often(kind):
    found = {item.key: lengths(item) for item in choices(kind)}
    longest = [key for key, (this, others) in found.items() if this >= max(others)]
    shortest = [key for key, (this, others) in found.items() if this < min(others)]
    assert len(longest) <= MOST * len(found), longest
    assert len(shortest) <= MOST * len(found), shortest


def test_options_that_are_numbers_keep_their_order():
    scales = 0
    for item in choices(Prediction):
        numbers = [
            re.match(r"(?:about |all |more than )?([\d.]+)", t.lower())
            for t in item.options
        ]
        if all(numbers):
            scales += 1
            shown = [float(numbers[i].group(1).rstrip(".")) for i in item.order]
            assert shown in (sorted(shown), sorted(shown, reverse=True)), item.key
    assert scales >= 6
