"""The phrase panel: what each network is taught, what it then understands, and why."""

from __future__ import annotations

import re

import numpy as np
import pytest

from ann_course.panels.phrase.panel import CLEAR, PhrasePanel
from ann_course.panels.phrase.picture import LEVELS
from ann_course.panels.phrase.readers import (
    EPOCHS,
    KINDS,
    MEANINGS,
    NAMES,
    ONE_NEURON,
    Lexicon,
    make_network,
    plain_words,
)
from ann_lib.datasets.phrases import BAD, GOOD

FOUR = ("bad", "awful", "good", "great")
FEW = {"bad": -2.0, "dull": -1.0, "fine": 1.0, "good": 2.0}


def taught(*words, **more):
    return {f"not {word}": True for word in words} | more


@pytest.fixture(scope="module")
def built():
    panel = PhrasePanel()
    yield panel
    panel.close()


@pytest.fixture
def panel(built):
    built.reset()
    return built


# What is taught


@pytest.mark.parametrize("kind", KINDS)
def test_each_word_is_taught_alone_and_the_ticked_ones_after_not(kind):
    lexicon = Lexicon(("bad", "good"), np.array([-1.5, 2.5]))
    x, y = lexicon.lessons(kind, ["good"])
    if kind == MEANINGS:
        rows = [[-1.5, 0], [2.5, 0], [2.5, 1]] * 2
    else:
        rows = [
            [1, 0, 0, 0], [0, 1, 0, 0], [0, 1, 1, 0],
            [1, 0, 0, 1], [0, 1, 0, 1], [0, 1, 1, 1],
        ]  # fmt: skip
    np.testing.assert_array_equal(x, rows)
    np.testing.assert_array_equal(y, [0, 1, 0] * 2)


def test_a_phrase_without_a_word_has_no_meaning():
    lexicon = Lexicon(("bad", "good"), np.array([-1.5, 2.5]))
    nothing, one = np.array([-1]), np.ones(1)
    np.testing.assert_array_equal(lexicon.inputs(MEANINGS, nothing, one, one), [[0, 1]])
    bags = lexicon.inputs(NAMES, nothing, one, one)
    np.testing.assert_array_equal(bags, [[0, 0, 1, 1]])


def test_its_own_words_have_the_meaning_that_a_neuron_learned():
    lexicon = plain_words()
    assert set(lexicon.names) == {*BAD, *GOOD}
    for name, meaning in zip(lexicon.names, lexicon.meanings, strict=True):
        assert (meaning > 2) if name in GOOD else (meaning < -2)


# What is understood then


def test_as_names_only_the_words_that_were_taught_are_understood(panel):
    panel.state = taught(*FOUR, network=NAMES)
    learned = np.isin(panel.lexicon.names, FOUR)
    np.testing.assert_array_equal(panel.right[1], learned)
    assert panel.right[0].all()
    assert "4 of 24 right; 0 of the 20 never taught." in panel.describe()


@pytest.mark.parametrize("words", [FOUR, ("bad", "good"), ("dreary", "moving")])
def test_with_meanings_the_others_turn_as_well(panel, words):
    panel.state = taught(*words, network=MEANINGS)
    assert panel.right.all()
    n_new = 24 - len(words)
    assert f"24 of 24 right; {n_new} of the {n_new} never taught." in panel.describe()


@pytest.mark.parametrize("words", [("bad",), ("good", "great")])
def test_one_kind_of_word_teaches_that_not_is_always_the_same(panel, words):
    panel.state = taught(*words, network=MEANINGS)
    assert panel.right[1].sum() == 12


@pytest.mark.parametrize("words", [(), ("bad",), ("bad", "good"), FOUR, (*BAD, *GOOD)])
def test_one_neuron_never_understands_more_than_half(panel, words):
    panel.state = taught(*words, network=ONE_NEURON)
    assert panel.right[1].sum() <= 12


def test_what_is_undecided_is_not_understood(panel):
    panel.state = taught("bad", "good", network=ONE_NEURON)
    sums = panel._sums(panel._every, 1, 0)
    column = panel.lexicon.names.index("bad")
    assert abs(sums[column]) < CLEAR
    assert not panel.right[1, column]


# Training


def test_the_slider_goes_back_and_forth_along_one_training(panel):
    panel.state = taught(*FOUR, network=MEANINGS)
    trained = panel.network.get_weights()
    understood = []
    for epochs in (0, 20, 40, EPOCHS):
        panel.state = {"epochs": epochs}
        understood.append(int(panel.right.sum()))
    assert understood[0] < understood[-1] == 48
    for one, other in zip(trained, panel.network.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)
    panel.state = {"epochs": 0}
    first = make_network(MEANINGS, 24).get_weights()
    for one, other in zip(first, panel.network.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)


def test_the_player_trains_and_begins_again(panel):
    panel.player.restart()
    assert panel.state["epochs"] == 0
    assert panel.player.run(5) == 5
    assert panel.state["epochs"] == 5
    panel.player.run(EPOCHS)
    assert panel.state["epochs"] == EPOCHS
    assert not panel.player.step()


def test_its_code_trains_the_same_network(panel):
    panel.state = taught("bad", "good", network=MEANINGS, epochs=60)
    names = {}
    exec(panel.code(), names)
    for one, other in zip(
        names["network"].get_weights(), panel.network.get_weights(), strict=True
    ):
        np.testing.assert_allclose(one, other)
    names["panel"].close()


# The phrase


@pytest.mark.parametrize("kind", KINDS)
def test_the_tiles_add_up_to_the_networks_sum(panel, kind):
    panel.state = taught(*FOUR, network=kind, word="weak", very=True) | {"not": True}
    assert [text for text, _ in panel.tiles] == ["weak", "very", "not"]
    word = np.array([panel.lexicon.names.index("weak")])
    total = panel._sums(word, 1, 1)[0]
    assert sum(weight for _, weight in panel.tiles) == pytest.approx(total)
    assert panel.scales.balance.total == pytest.approx(total)
    assert panel.probability == pytest.approx(1 / (1 + np.exp(-total)))
    bars = [bar.get_xdata()[1] for bar in panel.scales.answer.bars]
    np.testing.assert_allclose(bars, [1 - panel.probability, panel.probability])


def test_the_tile_of_one_neuron_is_its_weight(panel):
    panel.state = taught("good", network=ONE_NEURON, word="funny") | {"not": True}
    weights = panel.network.layers[0].weights.value[:, 0]
    assert dict(panel.tiles)["not"] == pytest.approx(weights[24])
    panel.state = {"word": "cold"}
    assert dict(panel.tiles)["not"] == pytest.approx(weights[24])


def test_with_meanings_not_pulls_both_ways(panel):
    panel.state = taught(*FOUR, network=MEANINGS) | {"not": True, "word": "dreadful"}
    assert dict(panel.tiles)["not"] > 1
    panel.state = {"word": "lovely"}
    assert dict(panel.tiles)["not"] < -1


def test_the_balance_leans_to_the_heavier_side(panel):
    panel.state = {"word": "good"}
    assert panel.scales.balance.angle > 0
    panel.state = {"word": "bad"}
    assert panel.scales.balance.angle < 0


def test_tiles_lie_on_their_side_and_what_weighs_nothing_by_the_word(panel):
    panel.state = {"word": "good", "very": True}
    svg = panel.pictures()[1]
    right = re.search(r"text-anchor: start.*?</g>", svg, re.DOTALL)
    assert right is not None
    assert "good +" in right[0]
    assert "very 0.0" in right[0]
    assert "very" not in svg.replace(right[0], "").replace(panel.figures[1].alt, "")


def test_the_ground_is_the_answer_or_what_a_hidden_unit_puts_out(panel):
    panel.state = taught(*FOUR, network=MEANINGS)
    answer = panel.plane.shade.values
    assert answer.shape == (len(LEVELS), 24)
    top, low = np.abs(LEVELS - 1).argmin(), np.abs(LEVELS).argmin()
    good = panel.lexicon.good == 1
    assert (answer[low, good] > 0.5).all()
    assert (answer[top, good] < -0.5).all()
    panel.state = {"ground": "hidden unit 3"}
    unit = panel.plane.shade.values
    x = np.column_stack([panel.lexicon.meanings, np.ones(24)])
    expected = panel.network.activations(x)[2][:, 2]
    np.testing.assert_allclose(unit[top], expected)
    assert "The ground is what hidden unit 3 puts out." in panel.describe()
    panel.state = {"network": ONE_NEURON}
    assert "One neuron has no hidden unit 3" in panel.describe()


def test_dots_are_filled_where_taught_and_crossed_where_wrong(panel):
    panel.state = taught("bad", network=NAMES)
    plane = panel.plane
    assert plane.dots[True, True].get_xdata().tolist()[-1] == 0  # "not bad" is good
    n_right = int(panel.right.sum())
    assert len(plane.wrong.get_xdata()) == 48 - n_right > 0
    assert plane.ring.get_xydata().tolist() == [[0, 0]]
    panel.state = {"not": True, "word": "good"}
    assert plane.ring.get_xydata().tolist() == [[12, 1]]


def test_pointing_at_a_column_makes_it_the_phrase(panel):
    figure, ax = panel.plane.figure.figure, panel.plane.ax
    for place, phrase in (((3, 1), "not dull"), ((23, 0), "delightful")):
        at = figure.transFigure.inverted().transform(ax.transData.transform(place))
        panel.plane.figure.pointer._pointed("down", *map(float, at))
        panel.flush()
        assert panel.phrase == phrase
        panel.plane.figure.pointer._pointed("up", 0.0, 0.0)
    outside = figure.transFigure.inverted().transform(ax.transData.transform((-3, 0)))
    panel.plane.figure.pointer._pointed("down", *map(float, outside))
    assert panel.phrase == "delightful"


def test_it_says_what_it_was_taught(panel):
    assert "No word is taught after “not”." in panel.describe()
    panel.state = taught("awful", "warm")
    assert "Taught after “not”: awful, warm." in panel.describe()
    panel.state = taught(*BAD[:3], *GOOD)
    assert "15 words are taught after “not”, 3 bad and 12 good." in panel.describe()
    panel.state = taught(*BAD, *GOOD)
    assert "never taught" not in panel.describe()


# Its parts, and the words that it is given


def test_the_phrase_alone_is_read_by_the_network_that_start_says():
    panel = PhrasePanel(part="phrase", start=taught("good", "great", word="awful"))
    assert set(panel.state) == {"word", "not", "very"}
    assert len(panel.figures) == 1
    assert panel.state["word"] == "awful"
    panel.state = {"not": True, "word": "bad"}
    assert "“not bad” is bad, over 99% sure." in panel.describe()
    assert "epoch" not in panel.describe()
    panel.reset()
    assert panel.phrase == "awful"
    panel.close()


def test_it_takes_words_with_meanings_of_their_own():
    panel = PhrasePanel(FEW, start=taught("dull", "good", network=MEANINGS))
    assert panel.lexicon.names == ("bad", "dull", "fine", "good")
    np.testing.assert_array_equal(panel.lexicon.meanings, [-2, -1, 1, 2])
    assert panel.right.all()
    assert panel.sweep() > 20
    panel.close()


@pytest.mark.parametrize(
    ("meanings", "says"),
    [
        (["bad", "good"], "must map words to numbers"),
        ({"bad": "low", "good": 1}, r"meanings\['bad'\] must be"),
        ({"bad": 0.0, "good": 1.0}, "above 0 for good or below for bad, got 0"),
        ({"fine": 1.0, "good": 1.0}, "good ones and bad ones among them"),
        ({}, "got 0"),
        ({"not": -1.0, "good": 1.0}, "other than “not” and “very”"),
        ({3: -1.0, "good": 1.0}, "A word must be a text"),
        ({f"w{k}": k - 12.5 for k in range(25)}, "2 to 24 words"),
    ],
)
def test_it_refuses_what_is_no_lexicon(meanings, says):
    with pytest.raises((TypeError, ValueError), match=says):
        PhrasePanel(meanings)


def test_it_refuses_other_parts_and_other_starts():
    with pytest.raises(ValueError, match="part must be"):
        PhrasePanel(part="words")
    with pytest.raises(ValueError, match="state has no 'not dog'"):
        PhrasePanel(start={"not dog": True})
