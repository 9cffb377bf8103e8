"""The glance panel: its maps are the network's, and its sum is the chosen number."""

from __future__ import annotations

import numpy as np
import pytest
from on_picture import texts

from ann_course.live.pixels import ink, signed
from ann_course.panels.digit.strokes import in_place
from ann_course.panels.glance.panel import GlancePanel
from ann_course.panels.glance.picture import APART, LEFT, SIDE
from ann_course.panels.glance.step import side_by_side, step_of
from ann_lib import Conv2D, Dense, Flatten, MaxPool2D, Network, ReLU, SoftmaxCrossEntropy

RNG = np.random.default_rng(0)


@pytest.fixture
def panel():
    images = RNG.random((7, 8, 8, 1))
    layers = [
        Conv2D(1, 4, (3, 2), padding=1), ReLU(), MaxPool2D(), Conv2D(4, 5, 2, stride=2),
        ReLU(), Flatten(), Dense(20, 3),
    ]  # fmt: skip
    network = Network(layers, loss=SoftmaxCrossEntropy(), input_shape=(8, 8, 1), rng=1)
    panel = GlancePanel(network, images, RNG.integers(0, 3, 7), class_names=[*"abc"])
    yield panel
    panel.close()


def test_the_maps_are_what_the_layers_answer(panel):
    panel.state = {"image": 5}
    steps = panel.network.activations(panel.images[4:5])
    assert len(panel.maps) == 5  # up to Flatten
    for found, expected in zip(panel.maps, steps[1:6], strict=True):
        np.testing.assert_array_equal(found, expected[0])
    np.testing.assert_allclose(
        panel.probabilities, panel.network.predict_proba(panel.images[4:5])[0]
    )
    shares = [text for text in texts(panel) if text[:2] in {"a ", "b ", "c "}]
    assert len(shares) == 3


def test_each_map_is_in_its_row_where_it_is_pointed_at(panel):
    picture = panel.picture
    for top, tiles, maps in zip(picture.tops, picture._rows, panel.maps, strict=True):
        n_maps = maps.shape[2]
        assert tiles.corners.tolist() == [[LEFT, top + SIDE]]
        assert tiles.size == (n_maps * APART, -SIDE)
        row = tiles.pixels[0]
        n_pixels = row.shape[1] / (n_maps * APART)  # for each point across
        draw = signed if (maps < 0).any() else ink
        inside = (np.arange(maps.shape[1]) + 0.5) / maps.shape[1] * SIDE
        for unit in range(n_maps):
            shown = row[:, ((APART * unit + inside) * n_pixels).astype(int)]
            expected = draw(maps[..., unit], float(np.abs(maps).max()))
            np.testing.assert_array_equal(shown[..., :3], expected)
            assert (shown[..., 3] == 255).all()
            assert not row[:, int((APART * unit + SIDE + 1) * n_pixels), 3].any()


def test_the_sum_of_every_place_is_the_answer(panel):
    for layer, (name, shape) in enumerate(zip(panel._names, panel.shapes, strict=True)):
        panel.state = {"layer": name}
        for row, column, unit in np.ndindex(*shape):
            panel.state = {"row": row, "column": column, "map": unit}
            step, answer = panel.step, panel.maps[layer][row, column, unit]
            assert step.answer == answer
            if step.weights is not None:
                total = (step.window * step.weights).sum() + step.bias
                assert total == pytest.approx(answer, abs=1e-5)
            else:
                assert max(step.window.max(), 0) == pytest.approx(max(answer, 0))


def test_it_says_how_the_number_came_about(panel):
    panel.state = {"layer": "3: Conv2D", "map": 4, "row": 1, "column": 0}
    step = panel.step
    total = (step.window * step.weights).sum()
    assert "16 numbers times 16 weights add up to" in panel.describe()
    written = texts(panel)
    assert f"their sum {total:.2f}".replace("-", "−").rstrip("0") in " ".join(written)
    panel.state = {"layer": "2: MaxPool2D"}
    assert "It is the largest of 4 numbers" in panel.describe()
    assert "= products" not in texts(panel)
    panel.state = {"layer": "1: ReLU"}
    assert "ReLU makes" in panel.describe()


def test_what_is_beyond_the_last_is_the_last(panel):
    panel.state = {"layer": "3: Conv2D", "row": 7, "column": 7, "map": 4}
    assert panel.place == (1, 1, 4)
    assert "5 maps: map 4; row 1, the last; column 1, the last." in panel.describe()
    panel.state = {"layer": "0: Conv2D"}
    assert panel.place == (7, 7, 3)
    assert "4 maps: map 3, the last; row 7; column 7." in panel.describe()


def test_pointing_at_a_map_chooses_its_place(panel):
    picture = panel.picture
    for layer, unit, row, column in ((0, 2, 5, 3), (3, 4, 1, 0), (2, 0, 3, 3)):
        high, wide = panel.shapes[layer][:2]
        x = LEFT + APART * unit + SIDE * (column + 0.5) / wide
        y = picture.tops[layer] + SIDE * (row + 0.5) / high
        bottom = picture.ax.get_ylim()[0]
        across = x / picture.ax.get_xlim()[1]
        message = {"points": [["down", across, y / bottom]]}
        picture.pointer.receive(message)
        assert panel.layer == layer
        assert panel.place == (row, column, unit)
    before = panel.state
    picture.pointer.receive({"points": [["down", 0.99, 0.99]]})  # beside every map
    assert panel.state == before


def test_the_frames_are_around_what_takes_part(panel):
    panel.state = {"layer": "0: Conv2D", "map": 1, "row": 4, "column": 4}
    x, y = panel.picture.frames[0].get_data()
    boxes = np.nan_to_num(np.stack([x, y], axis=1), nan=-1).reshape(-1, 6, 2)
    assert len(boxes) == 3  # the place, its map, and the window in the image
    rows, columns = panel.step.window.shape[:2]
    wide, high = np.ptp(boxes[2, :5], axis=0)
    assert (wide, high) == pytest.approx((74 * columns / 8, 74 * rows / 8))
    panel.state = {"layer": "3: Conv2D"}
    x, _ = panel.picture.frames[0].get_data()
    assert len(x) == 6 * (2 + 4)  # a window in each of the four maps before it


def test_windows_side_by_side_keep_their_numbers():
    windows = RNG.random((2, 3, 5))
    picture = side_by_side(windows)
    assert picture.shape == (5, 11)
    np.testing.assert_array_equal(picture[:2, :3], windows[..., 0])
    np.testing.assert_array_equal(picture[3:, 4:7], windows[..., 4])
    assert np.isnan(picture[2]).all()


def test_a_padding_is_zero():
    conv = Conv2D(1, 1, 3, padding=1)
    image = RNG.random((4, 4, 1))
    network = Network(
        [conv, Flatten(), Dense(16, 2)],
        loss=SoftmaxCrossEntropy(), input_shape=(4, 4, 1), rng=0,
    )  # fmt: skip
    step = step_of(conv, image, network.activations(image[None])[1][0], (0, 3, 0))
    assert (step.top, step.left) == (-1, 2)
    assert not step.window[0].any()
    assert not step.window[:, 2].any()
    np.testing.assert_array_equal(step.window[1:, :2], image[:2, 2:])


def test_it_opens_with_a_trained_network_and_survives_its_sweep():
    panel = GlancePanel()
    assert panel.sweep() > 30
    assert panel.probabilities.max() > 0.5
    panel.close()


def test_it_refuses_a_network_without_maps():
    dense = Network([Dense(64, 3)], loss=SoftmaxCrossEntropy(), rng=0)
    with pytest.raises(ValueError, match=r"must begin with a convolution.*DigitPanel"):
        GlancePanel(dense, RNG.random((4, 64)), [0, 1, 2, 0])


# A drawing of one's own.

SIDES = np.linspace(0, 2 * np.pi, 40)
CIRCLE = [(0.5 + 0.3 * np.column_stack([np.cos(SIDES), np.sin(SIDES)])).tolist()]
SQUARE = [[[0.3, 0.3], [0.7, 0.3], [0.7, 0.7], [0.3, 0.7], [0.3, 0.3]]]
CROSS = [[[0.2, 0.5], [0.8, 0.5]], [[0.5, 0.2], [0.5, 0.8]]]


def test_every_map_and_the_answer_follow_a_drawing():
    panel = GlancePanel()
    for strokes, name in ((CIRCLE, "circle"), (SQUARE, "square"), (CROSS, "cross")):
        panel.state = {"image": 0, "drawing": strokes}
        image = in_place(panel.state["drawing"], 16)[None, ..., None]
        np.testing.assert_array_equal(panel.image, image[0])
        steps = panel.network.activations(image)
        for found, expected in zip(panel.maps, steps[1:], strict=False):
            np.testing.assert_array_equal(found, expected[0])
        assert panel.class_names[panel.probabilities.argmax()] == name
        assert panel.describe().startswith("Your drawing. Layer ")
    panel.state = {"image": 3}
    assert panel.describe().startswith("Image 3: ")
    panel.close()


def test_a_hand_on_the_pad_shows_the_drawing_and_a_map_keeps_it(panel):
    assert panel.state["image"] == 1
    panel.pad.pointer.receive({"points": [["down", 0.2, 0.5], ["move", 0.8, 0.5]]})
    panel.flush()
    assert panel.state["image"] == 0
    assert panel.image.any()
    picture = panel.picture
    place = {"points": [["down", *picture.pointer.start]]}
    picture.pointer.receive(place)
    panel.flush()
    assert (panel.layer, panel.state["image"]) == (0, 0)
    panel.clear()
    panel.flush()
    assert not panel.image.any()
    assert panel.describe().startswith("Blank paper.")
    panel.undo()
    panel.flush()
    assert panel.image.any()


def test_a_network_for_colours_has_no_pad():
    network = Network(
        [Conv2D(3, 2, 3), ReLU(), Flatten(), Dense(72, 2)],
        loss=SoftmaxCrossEntropy(), input_shape=(8, 8, 3), rng=0,
    )  # fmt: skip
    panel = GlancePanel(network, RNG.random((3, 8, 8, 3)), [0, 1, 0])
    assert panel.pad is None
    assert "drawing" not in panel.state
    np.testing.assert_array_equal(panel.image, panel.images[0])
    panel.sweep()
    panel.close()


def test_a_drawing_stays_where_and_as_large_as_it_was_drawn():
    dot = in_place([[[0.25, 0.75]]], 8)
    assert dot.argmax() in (1 * 8 + 1, 1 * 8 + 2, 2 * 8 + 1, 2 * 8 + 2)
    assert dot[4:].sum() == dot[:, 4:].sum() == 0
    for side in (8, 16, 28):
        line = in_place([[[0.0, 0.5], [1.0, 0.5]]], side)
        wide = line[:, side // 2].sum() / side
        assert wide == pytest.approx(1.5 / 16, abs=0.02)  # the shapes' own width
    assert not in_place([], 8).any()
