"""What the check of lesson 07's classifier finds in a learner's function, and says."""

from __future__ import annotations

import copy
import time

import numpy as np
import pytest

from ann_course.lessons.lesson_07 import classifier
from ann_course.lessons.lesson_07.classifier import build_classifier, examine
from ann_lib import (
    Adam,
    Conv2D,
    Dense,
    Flatten,
    MeanSquaredError,
    Network,
    ReLU,
    SoftmaxCrossEntropy,
    Tanh,
)

RNG = np.random.default_rng(0)
Y = RNG.integers(0, 10, 300)
X = np.eye(64)[6 * Y] + RNG.normal(0, 0.1, (300, 64))
CROSS = SoftmaxCrossEntropy()
NUMBERS = MeanSquaredError()
HIDDEN = (Dense(64, 20), ReLU(), Dense(20, 10))


def verdict(build):
    return build_classifier.check(examine(build, X[:200], Y[:200], X[200:], Y[200:]))


def train(*layers, x=X[:200], y=Y[:200], epochs=30, loss=CROSS):
    network = Network([*layers], loss=loss, rng=0)
    if epochs:
        network.fit(x, y, epochs=epochs, optimizer=Adam(0.01), rng=0, progress=False)
    return network


def good(x, y):
    return train(Dense(64, 20), ReLU(), Dense(20, 10), x=x, y=y)


def test_a_good_network_is_right_and_its_numbers_are_found() -> None:
    found = examine(good, X[:200], Y[:200], X[200:], Y[200:])
    assert found.pop("held-out score") == good(X[:200], Y[:200]).score(X[200:], Y[200:])
    line = Network([Dense(64, 10)], loss=CROSS, rng=0)
    line.fit(X[:200], Y[:200], epochs=60, optimizer=Adam(0.003), rng=0, progress=False)
    assert found.pop("without a hidden layer") == line.score(X[200:], Y[200:])
    assert found == {
        "outputs": 10,
        "layers with weights": 2,
        "activations between them": 1,
        "loss": "SoftmaxCrossEntropy",
        "parameters": 64 * 20 + 20 + 20 * 10 + 10,
        "odd digits": 0.0,
        "built anew": True,
        "unseen images": 100,
    }
    assert verdict(good).kind == "right"


CONVOLUTION = (Conv2D(1, 8, 3), ReLU(), Flatten(), Dense(288, 10))
IN_ROWS = (Flatten(), Dense(64, 20), ReLU(), Dense(20, 10))


@pytest.mark.parametrize(
    ("layers", "shape"), [(CONVOLUTION, (8, 8, 1)), (IN_ROWS, (8, 8))], ids=str
)
def test_a_network_that_takes_pictures_is_shown_pictures(layers, shape) -> None:
    def build(x, y):
        network = Network([*layers], loss=CROSS, input_shape=shape, rng=0)
        pictures = x.reshape(-1, *shape)
        network.fit(pictures, y, epochs=30, optimizer=Adam(0.01), rng=0, progress=False)
        return network

    found = examine(build, X[:200], Y[:200], X[200:], Y[200:])
    assert found["layers with weights"] == 2
    assert found["activations between them"] == 1
    assert found["held-out score"] >= 0.97
    assert build_classifier.check(found).kind == "right"


def test_double_precision_and_small_labels_are_right_too() -> None:
    def build(x, y):
        layers = [Dense(64, 20), Tanh(), Dense(20, 10)]
        network = Network(layers, loss=CROSS, dtype="float64", rng=0)
        optimizer = Adam(0.01)
        network.fit(
            x, y.astype(np.int8), epochs=30, optimizer=optimizer, rng=0, progress=False
        )
        return network

    assert verdict(build).kind == "right"


def test_no_score_is_told_of_a_network_that_has_none() -> None:
    found = examine(lambda x, y: train(Dense(64, 1), loss=NUMBERS, epochs=0), X, Y, X, Y)
    assert "held-out score" not in found


def test_the_function_itself_is_sent_to_be_tried_first() -> None:
    answer = build_classifier.check(train)
    assert answer.kind == "wrong"
    assert "lesson.examine(...)" in answer.message


def test_of_what_fit_shows_the_bar_is_left_out(capsys) -> None:
    def build(x, y):
        network = Network([*HIDDEN], loss=CROSS, rng=0)
        print("so far", network.score(x, y) >= 0)  # noqa: T201
        network.fit(x, y, epochs=1, rng=0, progress=True)
        return network

    verdict(build)
    assert capsys.readouterr().out == "so far True\n"


def blank(x, y):
    """A network, some day."""
    ...


def begun(x, y):
    network = Network([Dense(64, ...), ReLU(), Dense(..., 10)], loss=CROSS)
    return network


@pytest.mark.parametrize(
    "build", [blank, begun, None, ..., lambda x, y: None, lambda x, y: ...]
)
def test_a_gap_that_is_left_is_no_mistake(build) -> None:
    assert verdict(build).kind == "not tried yet"


def forgets(x, y):
    network = train(Dense(64, 10), epochs=0)
    network.score(x, y)


def fits(x, y):
    network = train(Dense(64, 10), epochs=0)
    return network.fit(x, y, epochs=1, progress=False)


def stumbles(x, y):
    return train(dense(64, 10))  # noqa: F821


def takes_its_time(x, y):
    while True:
        time.sleep(0.01)


@pytest.mark.parametrize(
    ("build", "words"),
    [
        (forgets, "returned nothing. Does it end with `return`?"),
        (lambda x, y: 3, "it returned 3 (int), not the network."),
        (fits, "what fit gives back, the history of the training."),
        (
            lambda x, y: train(Dense(63, 10), epochs=1),
            "Dense expected 63 features per sample",
        ),
        (lambda x: x, "given 2 values, but it takes 1"),
        (
            stumbles,
            "Do you mean `Dense`? The line: `return train(dense(64, 10))",
        ),
        (takes_its_time, "not done after 0.2 seconds. Try fewer epochs."),
        (42, "a function was expected, got 42 (int)."),
    ],
)
def test_what_cannot_be_judged_says_why(build, words, monkeypatch) -> None:
    monkeypatch.setattr(classifier, "MOST_SECONDS", 0.2)
    answer = verdict(build)
    assert answer.kind == "wrong"
    assert words in answer.message
    assert "Your function could not be judged: " in answer.message


@pytest.mark.parametrize(
    ("layers", "arguments", "words"),
    [
        ((Dense(64, 11),), {}, "There are ten digits"),
        (HIDDEN, {"loss": NUMBERS, "epochs": 0}, "the loss is SoftmaxCrossEntropy()"),
        ((Dense(64, 10),), {}, "There is no hidden layer"),
        ((Dense(64, 20), Dense(20, 10)), {}, "no activation between the layers with"),
        ((Dense(64, 200), ReLU(), Dense(200, 10)), {}, "more than 5,000 parameters"),
        (HIDDEN, {"epochs": 0}, "call fit before it returns the network"),
        (HIDDEN, {"epochs": 3}, "stays below 0.97"),
    ],
)
def test_each_shortcoming_is_named(layers, arguments, words) -> None:
    answer = verdict(lambda x, y: train(*layers, x=x, y=y, **arguments))
    assert answer.kind in ("wrong", "known mistake")
    assert words in answer.message


# Learned from something else than what the function was given

ABOVE = train(*HIDDEN)


def trains_on_what_measures_it(x, y):
    return train(*HIDDEN, x=X[200:], y=Y[200:])


def trains_on_a_shuffled_part_of_it(x, y):
    order = np.random.default_rng(0).permutation(100)[:80]
    return train(*HIDDEN, x=X[200:][order], y=Y[200:][order])


def adds_what_measures_it(x, y):
    return train(*HIDDEN, x=np.r_[x, X[200:]], y=np.r_[y, Y[200:]])


def ignores_what_it_is_given(x, y):
    return train(*HIDDEN)


def goes_on_from_a_copy(x, y):
    network = copy.deepcopy(ABOVE)
    network.fit(x, y, epochs=1, optimizer=Adam(0.001), rng=0, progress=False)
    return network


@pytest.mark.parametrize(
    "build",
    [
        trains_on_what_measures_it,
        trains_on_a_shuffled_part_of_it,
        adds_what_measures_it,
        ignores_what_it_is_given,
        goes_on_from_a_copy,
    ],
)
def test_who_reads_digits_that_were_not_given_learned_them_elsewhere(build) -> None:
    answer = verdict(build)
    assert answer.kind == "wrong"
    assert "learned from images that it was not given" in answer.message


def returns_the_one_above(x, y):
    return ABOVE


def goes_on_with_the_one_above(x, y):
    ABOVE.fit(x, y, epochs=3, optimizer=Adam(0.01), rng=0, progress=False)
    return ABOVE


@pytest.mark.parametrize("build", [returns_the_one_above, goes_on_with_the_one_above])
def test_a_network_that_was_there_is_neither_accepted_nor_changed(build) -> None:
    before = ABOVE.get_weights()
    answer = verdict(build)
    assert answer.kind == "known mistake"
    assert "the same network both times" in answer.message
    for now, then in zip(ABOVE.get_weights(), before, strict=True):
        np.testing.assert_array_equal(now, then)


@pytest.mark.parametrize("epochs", [1, 3])
@pytest.mark.parametrize("seed", range(3))
def test_nobody_is_blamed_who_trains_on_what_is_given(epochs, seed) -> None:
    """However short the training, so that chance has its say."""

    def build(x, y):
        network = Network([*HIDDEN], loss=CROSS, rng=seed)
        network.fit(x, y, epochs=epochs, optimizer=Adam(0.003), rng=0, progress=False)
        return network

    assert "not given" not in verdict(build).message


def mixes_what_is_there_with_what_is_given(x, y):
    network = Network([*HIDDEN], loss=CROSS, rng=0)
    network.fit(X, y, epochs=1, progress=False)
    return network


def test_whose_images_do_not_fit_is_told_which_to_use() -> None:
    answer = verdict(mixes_what_is_there_with_what_is_given)
    assert "inside the function use `x` and `y`, not `X`." in answer.message


def test_the_learners_data_are_copies() -> None:
    def build(x, y):
        x[:] = 0
        y[:] = 0
        return train(Dense(64, 20), ReLU(), Dense(20, 10))

    before = X.copy(), Y.copy()
    verdict(build)
    np.testing.assert_array_equal(X, before[0])
    np.testing.assert_array_equal(Y, before[1])
