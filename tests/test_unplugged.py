"""The unplugged activity works: thirty children who follow their cards get these numbers.

The class is played here in fractions, by the rules on the cards and with the weights that
stand on them, and is compared with what the teacher's page says and with `ann_lib`.
"""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise, product

import pytest
from html_reader import read

from ann_course.unplugged import activity_html
from ann_course.unplugged.game import (
    BORDER,
    LEARN_FROM,
    PICTURES,
    PIXELS,
    RIGHT,
    STEP,
    UNITS,
    in_words,
    play,
)

PARTS = {"¼": Fraction(1, 4), "½": Fraction(1, 2), "¾": Fraction(3, 4)}


def number(text: str) -> Fraction:
    """Return what a number on the page stands for."""
    sign = -1 if text.startswith("−") else 1
    text = text.removeprefix("−")
    part = PARTS.get(text[-1], Fraction(0))
    return sign * (int(text.rstrip("¼½¾") or 0) + part)


class Class:
    """Thirty children with their cards; all that is said or sent is kept."""

    def __init__(self, page: str) -> None:
        self.cards = dict(
            re.findall(r'<article class="card \w+"><h3>(.+?)</h3>(.+?)</article>', page)
        )
        self.weights = {
            title: number(re.search(r"<td class=\"\w+\">(.+?)</td>", card)[1])
            for title, card in self.cards.items()
            if "→" in title
        }
        self.heard: list[Fraction] = []

    def forward(self, picture: str) -> Fraction:
        up = dict(zip(PIXELS, PICTURES[picture], strict=True))
        self.said = {}
        for unit in UNITS:
            calls = [up[p] * self.weights[f"{p.capitalize()} → {unit}"] for p in PIXELS]
            self.said[unit] = max(Fraction(0), sum(calls, Fraction(0)))
            self.heard += [*calls, self.said[unit]]
        calls = [self.weights[f"{unit} → Out"] * said for unit, said in self.said.items()]
        self.heard += calls
        return sum(calls, Fraction(0))

    def backward(self, picture: str) -> None:
        up = dict(zip(PIXELS, PICTURES[picture], strict=True))
        signal = (self.forward(picture) - RIGHT[picture]) / STEP
        self.heard.append(signal)
        for unit, said in self.said.items():
            back = signal * self.weights[f"{unit} → Out"]
            self.weights[f"{unit} → Out"] -= signal * said
            back = back if said else Fraction(0)
            self.heard.append(back)
            for pixel in PIXELS:
                self.weights[f"{pixel.capitalize()} → {unit}"] -= back * up[pixel]
        self.heard += self.weights.values()


@pytest.fixture(scope="module")
def page():
    return activity_html()


@pytest.fixture(scope="module")
def numbers(page):
    """Return the tables of the teacher's page of numbers, row by row."""
    part = page[page.index("The numbers") : page.index('class="sheet cards"')]
    return [
        [
            [
                re.sub("<.+?>", "", cell).strip()
                for cell in re.findall(r"<t[hd].*?</t[hd]>", r)
            ]
            for r in re.findall("<tr>.+?</tr>", table)
        ]
        for table in re.findall("<table>.+?</table>", part)
    ]


def test_the_class_gets_the_numbers_on_the_page_and_learns(page, numbers):
    room = Class(page)
    losses, wrong = [], []
    for answers, weights in zip(numbers[::2], numbers[1::2], strict=True):
        for name, *row in answers[1:-1]:
            output = room.forward(name)
            loss = (output - RIGHT[name]) ** 2
            *said, told, lost, mark = row
            assert [number(text) for text in said] == list(room.said.values())
            assert (number(told), number(lost)) == (output, loss)
            assert (mark == "✓") == ((output > BORDER) == (RIGHT[name] > BORDER))
        total = sum(number(row[5]) for row in answers[1:-1])
        assert number(answers[-1][5]) == total
        losses.append(total)
        wrong.append(sum(row[-1] == "✗" for row in answers))
        for (name, *row), pixel in zip(weights[1:5], PIXELS, strict=True):
            assert name == f"{pixel} →"
            said = [room.weights[f"{pixel.capitalize()} → {unit}"] for unit in UNITS]
            assert [number(text) for text in row] == said
        assert [number(text) for text in weights[5][1:]] == [
            room.weights[f"{unit} → Out"] for unit in UNITS
        ]
        if len(losses) <= len(LEARN_FROM):
            picture = LEARN_FROM[len(losses) - 1]
            before = abs(room.forward(picture) - RIGHT[picture])
            room.backward(picture)
            assert abs(room.forward(picture) - RIGHT[picture]) < before
    assert all(later < earlier for earlier, later in pairwise(losses))
    assert wrong == [3, 1, 0]
    assert {2 * said for said in room.heard} <= set(range(-8, 9)), "whole and half numbers"


def test_the_network_of_the_library_is_the_same(page):
    room = Class(page)
    for each in play():
        for k, pixel in enumerate(PIXELS):
            for j, unit in enumerate(UNITS):
                assert each.hidden[k, j] == room.weights[f"{pixel.capitalize()} → {unit}"]
        if each.lesson:
            room.backward(each.lesson)
    assert each.n_wrong == 0


def test_what_is_said_of_the_first_lesson():
    """A has no part in it, and the left column is right after it, too."""
    before, after, _ = play()
    assert (before.hidden[:, 0] == after.hidden[:, 0]).all()
    assert not before.answers["left column"].is_right
    assert after.answers["left column"].is_right
    assert "left column" not in LEARN_FROM


def test_without_hidden_units_no_weights_do():
    """Each pair of pictures uses each pixel once, so that their sums are the same."""
    pairs = [("falling diagonal", "rising diagonal"), ("top row", "bottom row")]
    for one, two in pairs:
        both = zip(PICTURES[one], PICTURES[two], strict=True)
        assert [a + b for a, b in both] == [1, 1, 1, 1]
    for weights in product(range(-3, 4), repeat=4):
        sums = {
            name: sum(w * x for w, x in zip(weights, pixels, strict=True))
            for name, pixels in PICTURES.items()
        }
        assert any((sums[name] > BORDER) != (RIGHT[name] > BORDER) for name in PICTURES)


def test_thirty_cards_each_with_a_task_of_its_own(page):
    cards = Class(page).cards
    assert len(cards) == len(set(cards.values())) == page.count("<article") == 30
    assert all("Forward:" in card and "Backward:" in card for card in cards.values())
    counts = [page.count(f'class="card {role}"') for role in ("picture", "pixel", "unit")]
    assert counts == [6, 4, 3]
    assert page.count('class="card connection"') == 15


def test_the_page_is_whole_and_needs_nothing_else(page):
    reader = read(page)
    assert reader.tags.count("h1") == 2
    assert "An activity for thirty, 45 minutes" in reader.text
    assert "the loss has fallen from 16 to ¼" in reader.text
    assert "{" not in reader.text[reader.text.index("An activity") :]
    assert not re.search(r"""(src|href)=["']|url\(|https?://""", page)
    for heading in ("Before", "Ask", "What goes wrong", "What is modelled"):
        assert f"<h2>{heading}</h2>" in page


def test_numbers_that_a_class_cannot_say():
    assert [in_words(x) for x in (-2.0, -0.5, 0.0, 0.75, 3.25)] == [
        "−2", "−½", "0", "¾", "3¼",
    ]  # fmt: skip
    with pytest.raises(ValueError, match=r"a number of quarters, got 0\.1"):
        in_words(0.1)
