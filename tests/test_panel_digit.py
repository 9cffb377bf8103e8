"""The digit panel: the network gets what is drawn, and each layer answers to it."""

from __future__ import annotations

import json
import math

import ipywidgets as widgets
import numpy as np
import pytest
from drawn_digits import DIGITS
from on_picture import press, texts

from ann_course.panels.digit import layers, words
from ann_course.panels.digit.layers import columns_of, spread
from ann_course.panels.digit.pad import NOTE, SIDE
from ann_course.panels.digit.panel import DigitPanel
from ann_course.panels.digit.strokes import MOST_POINTS, erased, picture
from ann_lib import (
    Conv2D,
    Dense,
    Flatten,
    MaxPool2D,
    MeanSquaredError,
    Network,
    ReLU,
    SoftmaxCrossEntropy,
)
from ann_lib.datasets import augment

THREE = DIGITS[3][0]


def classifier(*inner, shape=None, seed=0):
    return Network(list(inner), loss=SoftmaxCrossEntropy(), input_shape=shape, rng=seed)


@pytest.fixture(scope="module")
def network():
    return classifier(Dense(64, 12), ReLU(), Dense(12, 10))


@pytest.fixture(scope="module")
def built(network):
    x = np.random.default_rng(0).random((4, 64))
    panel = DigitPanel(network, x, [3, 1, 4, 1])
    yield panel
    panel.close()


@pytest.fixture
def panel(built):
    built.reset()
    return built


@pytest.fixture(scope="module")
def reader():
    """Give the panel as it comes, with a network that can read."""
    panel = DigitPanel()
    yield panel
    panel.close()


def draw(panel, strokes):
    """Move the mouse along strokes, as the page reports it."""
    for stroke in strokes:
        points = [[x, 1 - y] for x, y in stroke]
        kinds = ["down", *["move"] * (len(points) - 1)]
        messages = [[kind, *point] for kind, point in zip(kinds, points, strict=True)]
        panel.pad.pointer.receive({"points": messages})
        panel.pad.pointer.receive({"points": [["up", *points[-1]]]})


def point_at(panel, axes, x, y):
    """Click at a point of one of the axes of the network's picture."""
    press(panel.picture.pointer, panel.picture.axes[axes], x, y)


# Drawing.


def test_a_3_that_is_drawn_is_named(reader):
    reader.reset()
    draw(reader, THREE)
    assert reader.state["image"] == 0
    assert reader.probabilities.argmax() == 3
    assert "Your drawing has 1 stroke. The network says 3" in reader.describe()
    np.testing.assert_array_equal(reader.pixels, picture(reader.drawing, 8))
    assert reader.picture.answer.bars[1].get_xydata()[1, 1] == 3


def test_most_of_the_ten_digits_are_named_by_the_small_network_too(reader):
    right = 0
    for digit, forms in DIGITS.items():
        reader.state = {"image": 0, "drawing": forms[0]}
        right += reader.probabilities.argmax() == digit
    reader.reset()
    assert right >= 9


def test_it_answers_while_the_pen_is_still_down(panel):
    seen = set()
    kind = "down"
    for x, y in THREE[0]:
        panel.pad.pointer.receive({"points": [[kind, x, 1 - y]]})
        seen.add(panel.probabilities.tobytes())
        kind = "move"
    assert len(panel.drawing) == 1
    assert len(seen) > 0.8 * len(THREE[0])


def test_a_second_stroke_is_added_and_clear_takes_all_away(panel):
    draw(panel, [[[0.2, 0.8], [0.2, 0.2]], [[0.7, 0.8], [0.7, 0.2]]])
    assert "2 strokes" in panel.describe()
    panel.clear_button.click()
    assert panel.drawing == []
    assert not panel.pixels.any()
    assert "Nothing is drawn yet" in panel.describe()
    draw(panel, THREE)
    assert "1 stroke." in panel.describe()


def test_the_last_stroke_is_taken_away_and_a_cleared_drawing_comes_back(panel):
    left, right = [[0.2, 0.8], [0.2, 0.2]], [[0.7, 0.8], [0.7, 0.2]]
    draw(panel, [left, right])
    panel.undo_button.click()
    panel.flush()
    assert panel.drawing == [left]
    assert "1 stroke." in panel.describe()
    draw(panel, [right])
    panel.clear_button.click()
    panel.clear_button.click()  # once more takes nothing from what can come back
    panel.undo_button.click()
    assert panel.drawing == [left, right]
    for _ in range(2):
        panel.undo_button.click()
    assert panel.drawing == []
    panel.state = {"image": 1}
    draw(panel, [left])
    panel.state = {"image": 1}
    panel.undo_button.click()
    assert (panel.drawing, panel.state["image"]) == ([], 0)


# The learner's own rate.


def test_who_drew_says_what_it_was_and_sees_how_many_are_read(reader):
    reader.reset()
    assert all(each.disabled for each in reader.tally.buttons)  # a test image is shown
    assert "read correctly" not in reader.describe()
    for digit in (3, 7):
        draw(reader, DIGITS[digit][0])
        reader.flush()
        assert not any(each.disabled for each in reader.tally.buttons)
        reader.tally.buttons[digit].click()
        assert len(reader.drawing) == 1  # the next stroke begins another
        if digit == 3:
            assert "Of your drawings, 1 of 1 was read correctly." in reader.tally.describe()
    assert reader.state["counted"] == [[3, 3], [7, 7]]
    draw(reader, DIGITS[1][0])
    reader.tell(4)
    reader.flush()
    assert "Of your drawings, 2 of 3 were read correctly." in reader.describe()
    reader.tell(1)  # a slip of the hand is put right, and not counted twice
    assert reader.state["counted"] == [[3, 3], [7, 7], [1, 1]]
    reader.clear()
    reader.tell(5)
    reader.state = {"image": 1}
    reader.tell(5)
    assert len(reader.state["counted"]) == 3
    reader.reset()
    assert reader.state["counted"] == []


def test_a_counted_drawing_is_paler_and_what_is_changed_in_it_counts_anew(panel):
    draw(panel, THREE)
    panel.flush()
    ink, three = panel.pad.line.get_color(), panel.drawing
    panel.tell(3)
    panel.flush()
    assert panel.pad.line.get_color() != ink
    draw(panel, [[[0.2, 0.2], [0.4, 0.2]]])
    assert len(panel.drawing) == 1
    panel.undo_button.click()
    panel.flush()
    assert panel.drawing == three
    assert panel.pad.line.get_color() == ink
    panel.tell(3)
    assert len(panel.state["counted"]) == 2


@pytest.mark.parametrize(
    ("counted", "error", "words"),
    [
        ("none", TypeError, "counted must be a list of"),
        ([3], ValueError, r"counted\[0\] must be \[digit, answer\]"),
        ([[1, 2], [3, 10]], ValueError, r"counted\[1\] must hold 0 to 9"),
        ([[1, 0.5]], TypeError, r"counted\[0\] must be a whole number"),
    ],
)
def test_what_cannot_be_counted_is_refused(panel, counted, error, words):
    panel.state = {"counted": [[3, 3]]}
    with pytest.raises(error, match=words):
        panel.state = {"counted": counted}
    assert panel.state["counted"] == [[3, 3]]


# The eraser.


def along(panel, *points):
    """Drag the pointer along points, x to the right and y up."""
    kinds = ["down", *["move"] * (len(points) - 1)]
    sent = [[kind, x, 1 - y] for kind, (x, y) in zip(kinds, points, strict=True)]
    panel.pad.pointer.receive({"points": [*sent, ["up", points[-1][0], 1 - points[-1][1]]]})


def test_the_eraser_cuts_a_stroke_in_two_and_one_undo_brings_it_back(panel):
    stroke = [[0.1, 0.5], [0.9, 0.5]]
    draw(panel, [stroke])
    panel.pad.eraser.value = True
    along(panel, (0.5, 0.9), (0.5, 0.1))  # across the middle
    (left, right) = panel.drawing
    np.testing.assert_allclose([left[-1], right[0]], [[0.45, 0.5], [0.55, 0.5]], atol=0.01)
    along(panel, (0.1, 0.5), (0.5, 0.5))
    assert len(panel.drawing) == 1
    panel.undo_button.click()
    assert panel.drawing == [left, right]
    panel.undo_button.click()
    assert panel.drawing == [stroke]
    along(panel, (0.5, 0.9), (0.6, 0.9))  # beside the ink
    assert panel.drawing == [stroke]
    panel.undo_button.click()
    assert panel.drawing == []
    panel.pad.eraser.value = False


def test_what_was_erased_is_not_within_the_circle_and_the_rest_is_left():
    loop = DIGITS[0][0][0]
    middle, radius = loop[5], 0.08
    left = erased([loop, [[0.5, 0.5]], [[0.49, 0.5], [0.51, 0.5]]], middle, radius)
    assert [[0.5, 0.5]] in left
    for stroke in left:
        distances = np.hypot(*(np.array(stroke) - middle).T)
        assert distances.min() >= radius - 1e-3
    far = [p for p in loop if math.dist(p, middle) > radius]
    assert all(p in [q for stroke in left for q in stroke] for p in far)
    assert erased([loop], (5, 5), radius) == [loop]
    assert erased([[[0.5, 0.5]], [[0.49, 0.5], [0.51, 0.5]]], (0.5, 0.5), radius) == []


# Who carried the answer.


def test_the_units_that_carried_the_answer_add_up_to_its_lead(panel, network):
    draw(panel, THREE)
    panel.flush()
    steps = network.activations(panel.pixels.reshape(1, 64))
    other, best = np.argsort(panel.probabilities)[-2:]
    added = layers.lead_of(panel.parts, steps, best, other)
    logits, biases = steps[-1][0], network.layers[2].bias.value
    lead = logits[best] - logits[other] - (biases[best] - biases[other])
    assert added.sum() == pytest.approx(lead, rel=1e-4)
    units = panel.carriers.units
    assert units == [int(k) for k in np.argsort(-added)[:4] if added[k] > 0]
    panel.carriers.buttons[0].click()
    panel.flush()
    assert (panel.state["layer"], panel.state["unit"]) == (1, units[0])
    assert panel.carriers.buttons[0].description.startswith(f"unit {units[0]}: +")


def test_a_map_carries_what_all_its_places_do():
    network = classifier(Conv2D(1, 4, 3), ReLU(), Flatten(), Dense(144, 3), shape=(8, 8, 1))
    panel = DigitPanel(network)
    panel.state = {"drawing": THREE}
    steps = network.activations(panel.pixels.reshape(1, 8, 8, 1))
    maps = steps[2][0].copy()
    maps[..., [0, 2, 3]] = 0  # what channel 1 alone does
    logits = maps.ravel() @ network.layers[3].weights.value
    added = layers.lead_of(panel.parts, steps, 2, 0)
    assert added.shape == (4,)
    assert added[1] == pytest.approx(logits[2] - logits[0], rel=1e-4)
    panel.close()


def test_blank_paper_is_explained(panel):
    panel.clear()
    panel.flush()
    assert panel.describe().startswith(
        "Nothing is drawn yet: the network gets blank paper, and what it says comes from "
        "its biases alone. The network says"
    )
    panel.state = {"flip": True}
    assert "blank paper, but for what was changed." in panel.describe()


def test_no_share_is_called_nothing_or_all_that_is_not(panel):
    panel.probabilities = np.array([0.0004, 0.9996, *[0.0] * 8])
    said = words.answer(panel.probabilities, None)
    assert said == "The network says 1, over 99% sure; next is 0, below 1%."


def test_small_weights_are_written_without_powers_of_ten(panel):
    panel.state = {"edits": [[1, 0, panel.state["input"], 0.0021]], "unit": 0}
    assert "times the weight 0.002 that is" in panel.describe()
    assert "e−0" not in panel.describe()


@pytest.mark.parametrize(
    ("n", "columns"), [(128, 16), (64, 8), (800, 32), (12, 4), (8, 4), (10, 4), (7, 3)]
)
def test_units_fill_their_picture_wherever_they_can(n, columns):
    assert columns_of(n) == columns
    shown = spread(np.arange(n))
    assert shown.shape[1] == columns
    if n not in (7, 10):
        assert not np.isnan(shown).any()


def test_a_hover_a_stray_move_and_a_click_without_a_move(panel):
    panel.pad.pointer.receive({"points": [["hover", 0.1, 0.1], ["move", 0.2, 0.2]]})
    assert panel.drawing == []
    panel.pad.pointer.receive({"points": [["down", 0.5, 0.5], ["up", 0.5, 0.5]]})
    assert panel.drawing == [[[0.5, 0.5]]]
    assert panel.pixels.any()
    panel.pad.pointer.receive({"points": [["move", 0.9, 0.9]]})  # the pen is up
    assert panel.drawing == [[[0.5, 0.5]]]


def test_points_that_lie_on_each_other_are_one(panel):
    panel.pad.pointer.receive({"points": [["down", 0.5, 0.5], ["move", 0.501, 0.5]]})
    assert panel.drawing == [[[0.5, 0.5]]]


def test_the_pen_is_lifted_where_another_drawing_comes_beneath_it(panel):
    panel.pad.pointer.receive({"points": [["down", 0.2, 0.8]]})
    panel.state = {"drawing": [[[0.5, 0.5], [0.5, 0.75]]]}
    panel.pad.pointer.receive({"points": [["move", 0.875, 0.125]]})
    assert panel.drawing == [[[0.5, 0.5], [0.5, 0.75]]]


def test_a_full_pad_takes_no_more_and_says_so(panel):
    full = [[[0.5, k / MOST_POINTS] for k in range(MOST_POINTS)]]
    panel.state = {"image": 0, "drawing": full}
    draw(panel, THREE)
    assert panel.drawing == full
    assert "The pad is full" in panel.describe()
    panel.clear()
    assert "full" not in panel.describe()


def test_a_drawing_stands_paler_beside_a_test_image(panel):
    draw(panel, THREE)
    ink = panel.pad.line.get_color()
    panel.state = {"image": 2}
    assert panel.pad.line.get_color() != ink
    assert "Test image 2 is a 1" in panel.describe()
    np.testing.assert_allclose(panel.pixels, panel.images[1])


def test_its_state_brings_a_drawing_back(panel, network):
    draw(panel, THREE)
    saved = json.loads(json.dumps(panel.state))
    shown = panel.pictures()
    panel.reset()
    assert panel.drawing == []
    panel.state = saved
    assert panel.drawing == saved["drawing"]
    assert [s.replace(" ", "") for s in panel.pictures()] == [
        s.replace(" ", "") for s in shown
    ]
    names = {"network": network, "x": panel.images.reshape(-1, 64), "y": panel.labels}
    exec(panel.code(), names)
    assert names["panel"].state == panel.state
    np.testing.assert_array_equal(names["panel"].pixels, panel.pixels)
    names["panel"].close()


def test_a_bad_state_leaves_the_drawing(panel):
    draw(panel, THREE)
    before = panel.state
    for bad, error in (
        ({"drawing": "3"}, TypeError),
        ({"drawing": [[[2, 0]]]}, ValueError),
        ({"drawing": [], "row": 9}, ValueError),
        ({"drawing": [], "nothing": 1}, ValueError),
        ({"unit": "many"}, TypeError),
        (3, TypeError),
    ):
        with pytest.raises(error):
            panel.state = bad
        assert panel.state == before


def test_a_drawing_that_is_read_is_a_copy(panel):
    draw(panel, THREE)
    panel.drawing[0].clear()
    panel.state["drawing"].clear()
    assert len(panel.drawing[0]) > 5


# The grid of buttons, where there is no pointer.


def test_squares_switch_dots_on_and_off(panel):
    square = panel.pad.squares[2 * SIDE + 5]
    assert square.tooltip == "row 3, column 6"
    square.value = True
    assert panel.drawing == [[[0.6875, 0.6875]]]
    assert panel.state["image"] == 0
    assert panel.pixels.any()
    panel.pad.squares[0].value = True
    square.value = False
    assert panel.drawing == [[[0.0625, 0.9375]]]
    panel.clear()
    assert not any(square.value for square in panel.pad.squares)


def test_squares_follow_a_drawing_that_was_made_of_them(panel):
    panel.state = {"drawing": [[[0.0625, 0.9375]], *THREE]}
    assert [k for k, square in enumerate(panel.pad.squares) if square.value] == [0]
    assert len(panel.drawing) == 2


def test_a_3_of_squares_is_read(reader):
    rows = "..XXXX..", "......X.", "......X.", "...XXX..", "......X.", "......X."
    for row, line in enumerate((*rows, "......X.", "..XXXX..")):
        for column, ink in enumerate(line):
            reader.pad.squares[row * SIDE + column].value = ink == "X"
    assert reader.probabilities.argmax() == 3
    reader.reset()


def test_the_page_is_told_why_there_are_squares(panel):
    assert panel.pad.note.value == NOTE
    assert "Switch the squares" in NOTE


# What is done to the image.


def test_all_pixels_are_turned_shifted_blurred_and_made_noisy_in_this_order(panel):
    image = panel.images[:1]
    panel.state = {"turn": 30, "right": 1, "down": -2, "blur": 0.5, "noise": 0.2}
    expected = augment.shift(augment.rotate(image, 30), right=1, down=-2)
    expected = augment.noise(augment.blur(expected, 0.5), 0.2, rng=0)[0]
    np.testing.assert_allclose(panel.pixels, expected)
    said = panel.describe()
    assert "shifted 1 pixel right, shifted 2 pixels up, turned 30° anticlockwise" in said
    assert "blurred by 0.5 pixels, covered with noise of 0.20" in said
    panel.state = {"blur": 1.0}
    assert "blurred by 1 pixel, " in panel.describe()


def test_each_change_alone_leaves_the_rest_and_the_images_as_they_were(panel):
    before = panel.images.copy()
    for change in ({"turn": 90}, {"right": -1}, {"blur": 1.0}, {"noise": 1.0}):
        panel.reset()
        assert "The image is" not in panel.describe()
        np.testing.assert_array_equal(panel.pixels, panel.images[0])
        panel.state = change
        assert np.abs(panel.pixels - before[0]).max() > 0.1
    np.testing.assert_array_equal(panel.images, before)


def test_one_pixel_is_flipped(panel):
    panel.state = {"row": 2, "column": 5, "flip": True}
    changed = np.argwhere(panel.pixels != panel.images[0])
    assert changed.tolist() == [[2, 5]]
    assert panel.pixels[2, 5] == pytest.approx(1 - panel.images[0][2, 5])
    assert "input node 21" in panel.describe()
    assert f"flipped from {panel.images[0][2, 5]:.2f}" in panel.describe()


def test_pointing_at_a_pixel_flips_it_and_pointing_again_flips_it_back(panel):
    point_at(panel, 0, 6.5 / 8, 1 - 1.5 / 8)
    state = panel.state
    assert (state["row"], state["column"], state["flip"]) == (1, 6, True)
    point_at(panel, 0, 6.5 / 8, 1 - 1.5 / 8)
    assert not panel.state["flip"]
    np.testing.assert_array_equal(panel.pixels, panel.images[0])


# The network, layer by layer.


def test_every_layer_shows_what_the_network_computes(panel, network):
    steps = network.activations(panel.pixels.reshape(1, 64))
    np.testing.assert_allclose(panel.probabilities, network.predict_proba(steps[0])[0])
    written = texts(panel)
    assert [t for t in written if "%" in t] == [f"{p:.0%}" for p in panel.probabilities]
    tile = panel.picture.units[0].pixels[0]
    hidden = steps[2][0]
    assert tile.shape == (3, 4, 3)
    for unit in (int(hidden.argmax()), int(hidden.argmin())):
        red, _, blue = tile[::-1].reshape(12, 3)[unit].astype(int)
        assert (red > blue + 50) == (hidden[unit] > 0)
    assert "Unit 0: weighted inputs" in panel.describe()


def test_a_unit_shows_its_weights_its_sum_and_its_connections(panel, network):
    panel.state = {"unit": 7}
    first, last = network.layers[0], network.layers[2]
    weights = first.weights.value[:, 7]
    np.testing.assert_array_equal(panel.parts[0].weights_of(7)[..., 0].ravel(), weights)
    total = float(panel.pixels.ravel() @ weights)
    assert f"weighted inputs {total:.2f}".replace("-", "−") in panel.describe()
    wires = panel.picture.wires[0]
    strength = np.abs(last.weights.value[7])
    np.testing.assert_allclose(wires.widths, 3 * strength / strength.max())
    signs = [color == "#e66100" for color in wires.colors]
    assert signs == (last.weights.value[7] > 0).tolist()


def test_pointing_at_a_unit_chooses_it(panel):
    left, top, right, bottom = layers.place_of((12,), 10)
    point_at(panel, 1, (left + right) / 2, 1 - (top + bottom) / 2)
    assert panel.state["unit"] == 10
    assert panel.state["layer"] == 1
    point_at(panel, 2, 0.5, 3)
    assert (panel.state["layer"], panel.state["unit"]) == (2, 3)
    assert "Output 3: weighted inputs" in panel.describe()
    point_at(panel, 2, 0.5, 10)  # below the last bar
    assert panel.state["unit"] == 3


# Weights and biases by hand.


def weights(network):
    return [array.copy() for array in network.get_weights()]


def point_at_weight(panel, across, down):
    press(panel.unit_picture.pointer, panel.unit_picture.ax, across, 1 - down)


def test_a_weight_by_hand_changes_the_answer_and_not_the_network(panel, network):
    before = weights(network)
    source = int(panel.pixels.argmax())
    panel.state = {"unit": 4, "input": source}
    shown = panel.unit_numbers.weight
    assert shown.value == before[0][source, 4]
    shown.field.value = "2.5"
    panel.flush()
    changed = Network(network.layers, loss=SoftmaxCrossEntropy(), rng=0)
    expected = weights(network)
    expected[0][source, 4] = 2.5
    changed.set_weights(expected)
    given = panel.pixels.reshape(1, 64)
    np.testing.assert_allclose(panel.probabilities, changed.predict_proba(given)[0])
    network.set_weights(before)
    assert panel.state["edits"] == [[1, 4, source, 2.5]]
    assert "1 number is changed by hand; the network keeps its own." in panel.describe()
    ink = panel.pixels.ravel()[source]
    assert f"times the weight 2.50 that is {2.5 * ink:.2f}." in panel.describe()
    assert all(map(np.array_equal, weights(network), before))


def test_any_weight_and_bias_is_put_back(panel, network):
    before, answer = weights(network), panel.probabilities.copy()
    own = panel.unit_numbers
    for layer, unit, source in ((1, 0, 5), (1, 11, 63), (2, 9, 0)):
        panel.state = {"layer": layer, "unit": unit, "input": source}
        own.weight.value = -1.5
        own.bias.value = 3.0
    panel.flush()
    assert len(panel.state["edits"]) == 6
    assert np.abs(panel.probabilities - answer).max() > 0.05
    assert not own.button.disabled
    own.button.click()
    panel.flush()
    assert own.button.disabled
    assert own.bias.value == float(before[3][9])  # to the last digit
    assert own.bias.field.number == round(own.bias.value, 3)
    np.testing.assert_array_equal(panel.probabilities, answer)
    assert all(map(np.array_equal, weights(network), before))


def test_what_is_only_looked_at_is_not_changed(panel):
    for layer in (1, 2):
        for unit in range(10):
            panel.state = {"layer": layer, "unit": unit, "input": 3 * unit % 12}
            control = panel.unit_numbers.weight
            step = math.floor(100 * control.value + 0.5) / 100
            control.slider.set_state({"value": step})  # as a page does
    panel.flush()
    assert panel.state["edits"] == []


def test_pointing_at_a_weight_chooses_it(panel):
    point_at_weight(panel, 6.5 / 8, 1.5 / 8)
    assert panel.state["input"] == 14
    (left, *_), (top, *_) = panel.unit_picture.frame.get_data()
    assert (left, top) == (6 / 8, 7 / 8)
    panel.state = {"layer": 2}
    assert "Unit 11 gives it" in panel.describe()  # the last one of twelve
    point_at_weight(panel, 0.1, 0.1)
    assert panel.state["input"] == 0


def test_edits_come_back_with_the_state(panel, network):
    panel.state = {"edits": [(1, 4, 9, 2.5), [2, 0, "bias", -1]]}
    saved = json.loads(json.dumps(panel.state))
    answer = panel.probabilities
    panel.reset()
    assert panel.state["edits"] == []
    assert np.abs(panel.probabilities - answer).max() > 0.01
    names = {"network": network, "x": panel.images.reshape(-1, 64), "y": panel.labels}
    panel.state = saved
    exec(panel.code(), names)
    assert names["panel"].state == saved
    np.testing.assert_array_equal(names["panel"].probabilities, answer)
    names["panel"].close()


@pytest.mark.parametrize(
    ("edits", "error", "words"),
    [
        ("none", TypeError, "edits must be a list of"),
        ([3], ValueError, r"edits\[0\] must be \[layer, unit, input or 'bias', number\]"),
        ([[0, 0, 0, 1.0]], ValueError, r"edits\[0\]\[0\] must be at least 1, got 0"),
        ([[3, 0, 0, 1.0]], ValueError, r"edits\[0\]\[0\] must be at most 2, got 3"),
        ([[1, 12, 0, 1.0]], ValueError, r"edits\[0\]\[1\] must be at most 11, got 12"),
        ([[2, 0, 12, 1.0]], ValueError, r"edits\[0\]\[2\] must be at most 11, got 12"),
        ([[1, 0, "w", 1.0]], TypeError, r"edits\[0\]\[2\] must be a whole number"),
        ([[1, 0, 0, np.nan]], ValueError, r"edits\[0\]\[3\] must be finite"),
    ],
)
def test_bad_edits_are_refused_and_nothing_is_set(panel, edits, error, words):
    panel.state = {"edits": [[1, 4, 9, 2.5]]}
    before = panel.state
    with pytest.raises(error, match=words):
        panel.state = {"edits": edits, "drawing": THREE}
    with pytest.raises(ValueError, match="row"):
        panel.state = {"edits": [], "row": 99}
    assert panel.state == before


def test_a_convolution_shows_kernels_and_may_have_no_bias():
    network = classifier(
        *(Conv2D(1, 4, 3, bias=False), ReLU(), Conv2D(4, 2, 3), Flatten()),
        Dense(32, 3),
        shape=(8, 8, 1),
    )
    panel = DigitPanel(network)
    panel.state = {"drawing": THREE, "layer": 1, "unit": 2, "input": 5}
    assert "Its weight in row 1, column 2 is" in panel.describe()
    numbers = panel.unit_numbers
    assert numbers.bias.slider.disabled
    assert numbers.bias.field.disabled
    panel.state = {"layer": 2, "unit": 1, "input": 35}
    assert "Its weight in row 2, column 2 for channel 3 is" in panel.describe()
    assert not numbers.bias.slider.disabled
    numbers.weight.value = 4.0  # wider than the slider was
    assert panel.state["edits"] == [[2, 1, 35, 3.0]]
    numbers.weight.value = 1.5
    panel.flush()
    with pytest.raises(TypeError, match=r"edits\[0\]\[2\] must be a whole number"):
        panel.state = {"edits": [[1, 0, "bias", 1.0]]}
    panel.close()


def test_a_number_beyond_the_slider_widens_it():
    network = classifier(Dense(64, 12), ReLU(), Dense(12, 10))
    network.layers[0].weights.value[27, 0] = -31.5
    panel = DigitPanel(network)
    assert panel.unit_numbers.weight.value == -31.5
    assert panel.state["edits"] == []
    panel.close()


# What would change its mind.


def test_what_would_change_its_mind_is_the_slope_between_the_first_two(panel, network):
    assert panel.slopes is None
    panel.state = {"slopes": True}
    second, first = np.argsort(panel.probabilities)[-2:]
    row, column = np.unravel_index(panel.slopes.argmax(), (8, 8))
    more = panel.pixels.copy()
    more[row, column] += 1e-3
    both = np.array([panel.pixels.ravel(), more.ravel()])
    logits = network.forward(both.astype(np.float64))
    gaps = logits[:, first] - logits[:, second]
    assert (gaps[1] - gaps[0]) / 1e-3 == pytest.approx(panel.slopes.max(), rel=1e-3)
    assert f"most of all in row {row}, column {column}" in panel.describe()
    orange, blue = panel.picture.slopes
    assert orange.get_visible()
    assert blue.get_visible()
    assert len(orange.get_path().vertices) % 5 == 0
    panel.state = {"slopes": False}
    assert not orange.get_visible()


@pytest.mark.parametrize(
    ("network", "n_hidden"),
    [
        (classifier(Dense(784, 30), ReLU(), Dense(30, 20), ReLU(), Dense(20, 10)), 2),
        (classifier(Flatten(), Dense(784, 5), Dense(5, 10), shape=(28, 28, 1)), 1),
        (classifier(Dense(64, 10)), 0),
        (
            classifier(
                *(Conv2D(1, 8, 5, stride=2), ReLU(), MaxPool2D(2), Conv2D(8, 3, 3)),
                *(ReLU(), Flatten(), Dense(48, 10)),
                shape=(28, 28, 1),
            ),
            2,
        ),
        (
            classifier(
                *(Conv2D(1, 8, (5, 2), stride=(2, 3)), ReLU(), MaxPool2D((2, 3))),
                *(Conv2D(8, 3, (3, 1)), ReLU(), Flatten(), Dense(36, 10)),
                shape=(28, 28, 1),
            ),
            2,
        ),
    ],
    ids=["deep", "flatten", "no hidden layer", "convolution", "rectangles"],
)
def test_it_works_with_other_networks_and_without_images(network, n_hidden):
    panel = DigitPanel(network)
    assert "image" not in panel.state
    assert ("layer" in panel.state) == (n_hidden > 0)
    assert len(panel.picture.units) == n_hidden
    assert "Nothing is drawn yet" in panel.describe()
    panel.state = {
        "drawing": THREE,
        "slopes": True,
        "unit": 9999 % panel.parts[0].n_units,
    }
    given = panel.pixels.reshape(1, *network.shapes[0])
    np.testing.assert_allclose(panel.probabilities, network.predict_proba(given)[0])
    steps = network.activations(given)
    for part in panel.parts:
        assert layers.spread(part.values(steps)).ndim == 2
    assert panel.sweep() > 20
    panel.close()


def test_images_of_a_convolutional_network_can_be_given_as_they_are():
    network = classifier(Flatten(), Dense(64, 3), shape=(8, 8, 1))
    x = np.random.default_rng(0).random((2, 8, 8, 1))
    panel = DigitPanel(network, x, [0, 2])
    np.testing.assert_array_equal(panel.pixels, x[0, ..., 0])
    panel.close()


def test_it_refuses_what_it_cannot_show(network):
    x = np.zeros((2, 64))
    with pytest.raises(ValueError, match="x and y must be given together"):
        DigitPanel(network, x)
    with pytest.raises(ValueError, match="with the network that reads them"):
        DigitPanel(None, x, [0, 1])
    with pytest.raises(TypeError, match="network must be a trained Network, got 'net'"):
        DigitPanel("net")
    with pytest.raises(ValueError, match=r"x must have shape \(n, 64\), got \(2, 8\)"):
        DigitPanel(network, np.zeros((2, 8)), [0, 1])
    with pytest.raises(ValueError, match="x and y must have the same number"):
        DigitPanel(network, x, [0])
    for shape, n in (((8, 8, 3), 192), ((4, 6, 1), 24), ((2, 8), 16)):
        with pytest.raises(ValueError, match="network must take square images of one"):
            DigitPanel(classifier(Flatten(), Dense(n, 3), shape=shape))
    one = Network([Dense(64, 1)], loss=MeanSquaredError(), rng=0)
    with pytest.raises(ValueError, match="one output for each of at least two classes"):
        DigitPanel(one)


def test_it_leaves_nothing_behind_when_it_closes(network):
    living = set(widgets.widget._instances)
    panel = DigitPanel(network)
    draw(panel, THREE)
    panel.close()
    left = {widgets.widget._instances[k] for k in set(widgets.widget._instances) - living}
    assert not left, [type(widget).__name__ for widget in left]


# Units as a picture.


def test_units_have_their_places_in_a_square():
    assert layers.spread(np.arange(5.0)).tolist()[0] == [0, 1, 2]
    assert np.isnan(layers.spread(np.arange(5.0))[1, 2])
    maps = np.arange(2 * 2 * 3.0).reshape(2, 2, 3)
    shown = layers.spread(maps)
    assert shown.shape == (5, 5)
    np.testing.assert_array_equal(shown[:2, :2], maps[..., 0])
    np.testing.assert_array_equal(shown[:2, 3:], maps[..., 1])
    np.testing.assert_array_equal(shown[3:, :2], maps[..., 2])
    assert np.isnan(shown[2]).all()
    for shape in ((1,), (5,), (128,), (7, 7, 8)):
        for unit in range(shape[-1]):
            left, top, right, bottom = layers.place_of(shape, unit)
            assert layers.unit_at(shape, (left + right) / 2, (top + bottom) / 2) == unit
    assert layers.unit_at((5,), 0.9, 0.9) is None
    assert layers.unit_at((5,), 1.0, 0.1) is None
