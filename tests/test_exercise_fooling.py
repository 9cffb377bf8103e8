"""What the check of lesson 07's task to fool the network finds, and says."""

from __future__ import annotations

import time

import numpy as np
import pytest

from ann_course.lessons.lesson_07 import fooling
from ann_course.lessons.lesson_07.fooling import fool_network, try_to_fool
from ann_lib import Dense, Network, SoftmaxCrossEntropy

IMAGES = np.random.default_rng(0).random((6, 8))


@pytest.fixture
def network():
    """Two classes: pixels 0, 2, 4, 6 speak for one, the others against it."""
    made = Network([Dense(8, 2)], loss=SoftmaxCrossEntropy(), dtype="float64")
    speaks = np.array([1.0, -1, 1, -1, 1, -1, 1, -1])
    made.set_weights([np.stack([speaks, -speaks], axis=1), np.zeros(2)])
    return made


def verdict(fool, network):
    return fool_network.check(try_to_fool(fool, network, IMAGES))


def greedy(network, image, steps=8):
    answer = network.predict(image[np.newaxis])[0]
    changed = image.copy()
    for _ in range(steps):
        tries = np.repeat(changed[np.newaxis], 8, axis=0)
        np.fill_diagonal(tries, 1 - changed)
        changed = tries[network.predict_proba(tries)[:, answer].argmin()]
        if network.predict(changed[np.newaxis])[0] != answer:
            break
    return changed


def test_what_the_changes_did_is_counted(network) -> None:
    found = try_to_fool(greedy, network, IMAGES)
    changed = np.stack([greedy(network, image) for image in IMAGES])
    answers = (changed - 0.5) @ network.get_weights()[0]  # the weights sum to 0
    before = (IMAGES - 0.5) @ network.get_weights()[0]
    assert (answers.argmax(axis=1) != before.argmax(axis=1)).all()
    assert found == {
        "images": 6,
        "images given back": 6,
        "answers changed": 6,
        "pixels changed": round((changed != IMAGES).sum() / 6, 2),
        "between paper and ink": True,
        "network left as it was": True,
    }
    assert 1 <= found["pixels changed"] <= 4
    assert verdict(greedy, network).kind == "right"


def another_way(network, image):
    """Set pixels to what the other answer wants, from the left."""
    answer, changed = network.predict(image[np.newaxis])[0], image.copy()
    for i in range(8):
        changed[i] = (i + answer) % 2
        if network.predict(changed[np.newaxis])[0] != answer:
            return changed
    return changed


def test_any_way_is_right_that_needs_few_pixels(network) -> None:
    assert verdict(another_way, network).kind == "right"


def blank(network, image):
    """Fool it, some day."""
    ...


def begun(network, image):
    tries = np.repeat(image[np.newaxis], 8, axis=0)
    np.fill_diagonal(tries, ...)
    return tries[0]


@pytest.mark.parametrize(
    "fool",
    [blank, begun, None, ..., lambda network, image: None, lambda network, image: ...],
)
def test_a_gap_that_is_left_is_no_mistake(fool, network) -> None:
    assert verdict(fool, network).kind == "not tried yet"


def forgets(network, image):
    changed = greedy(network, image)
    changed.sum()


def first_alone(network, image):
    return image if image[0] == IMAGES[0, 0] else "seven"


def stumbles(network, image):
    return image[sum(range(9))]


def never_ends(network, image):
    while True:
        time.sleep(0.01)


@pytest.mark.parametrize(
    ("fool", "words"),
    [
        (forgets, "returned nothing. Does it end with `return`?"),
        (lambda network, image: 3, "it returned 3 (int); one image of shape (8,) was"),
        (lambda network, image: image[:4], "it returned an array of shape (4,)"),
        (lambda network, image: image * np.nan, "with NaN or infinite values; one image"),
        (first_alone, "it returned 'seven' (str); one image of shape (8,)"),
        (lambda network, image: "seven", "it returned 'seven' (str)"),
        (lambda network, image: network.predict(image), "Dense expected 8 features"),
        (stumbles, "There is no place 36 along axis 0: the size there is 8, and places"),
        (lambda image: image, "given 2 values, but it takes 1"),
        (never_ends, "not done after 0.2 seconds. Does the loop end"),
        (42, "a function was expected, got 42 (int)."),
    ],
)
def test_what_cannot_be_judged_says_why(fool, words, network, monkeypatch) -> None:
    monkeypatch.setattr(fooling, "MOST_SECONDS", 0.2)
    answer = verdict(fool, network)
    assert answer.kind == "wrong"
    assert words in answer.message
    assert "Your function could not be judged: " in answer.message


def gives_up(network, image, rounds, column):
    """Follow the lesson's loop: where it comes to its end, nothing is returned."""
    answer, changed = network.predict(image[np.newaxis])[0], image.copy()
    for _ in range(rounds):
        tries = np.repeat(changed[np.newaxis], 8, axis=0)
        np.fill_diagonal(tries, 1 - changed)
        changed = tries[network.predict_proba(tries)[column(answer)].argmin()]
        if network.predict(changed[np.newaxis])[0] != answer:
            return changed


@pytest.mark.parametrize(
    ("rounds", "column"),
    [(1, lambda answer: (slice(None), answer)), (8, lambda answer: answer)],
    ids=["too few rounds", "row instead of column"],
)
def test_a_loop_that_ends_without_an_answer_is_no_gap(rounds, column, network) -> None:
    def fool(network, image):
        return gives_up(network, image, rounds, column)

    found = try_to_fool(fool, network, IMAGES)
    assert found["images given back"] == found["answers changed"] < 6
    answer = fool_network.check(found)
    assert answer.kind == "known mistake"
    assert "For some images nothing came back" in answer.message


def test_what_is_printed_is_seen(network, capsys) -> None:
    def talks(network, image):
        print("\rhalf of it", end="")  # noqa: T201
        print("\na pixel")  # noqa: T201
        return greedy(network, image)

    assert verdict(talks, network).kind == "right"
    assert capsys.readouterr().out == "\na pixel\n" * 6


def test_the_function_itself_is_sent_to_be_tried_first() -> None:
    answer = fool_network.check(greedy)
    assert answer.kind == "wrong"
    assert "lesson.try_to_fool(...)" in answer.message


def changes_the_network(network, image):
    network.set_weights([0 * weights for weights in network.get_weights()])
    return greedy(network, image)


@pytest.mark.parametrize(
    ("fool", "words"),
    [
        (changes_the_network, "You changed the network."),
        (lambda network, image: image, "The images came back as they were."),
        (lambda network, image: 0.5 - 9 * (image - 0.5), "whiter than paper or blacker"),
        (lambda network, image: 0.9 * image + 0.05, "but not one answer is"),
        (lambda network, image: greedy(network, image, 1), "Some images are still called"),
        (lambda network, image: 1 - image, "with more than 4 pixels per image"),
    ],
)
def test_each_shortcoming_is_named(fool, words, network) -> None:
    answer = verdict(fool, network)
    assert answer.kind in ("wrong", "known mistake")
    assert words in answer.message


def test_images_and_network_are_left_as_they_were(network) -> None:
    def careless(network, image):
        image[:] = 0
        return changes_the_network(network, image)

    before, weights = IMAGES.copy(), network.get_weights()
    verdict(careless, network)
    np.testing.assert_array_equal(IMAGES, before)
    for now, then in zip(network.get_weights(), weights, strict=True):
        np.testing.assert_array_equal(now, then)
