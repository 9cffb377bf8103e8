"""The confusion panel: each cell shows the images that are counted in it."""

from __future__ import annotations

import numpy as np
import pytest
from on_picture import press, texts

from ann_course.panels.confusion import COLUMNS, ROWS, ConfusionPanel
from ann_lib import Dense, Network, SoftmaxCrossEntropy, plots

RNG = np.random.default_rng(0)
NAMES = ["ant", "bee", "cat"]


@pytest.fixture
def network():
    return Network([Dense(9, 3)], loss=SoftmaxCrossEntropy(), rng=3)


@pytest.fixture
def panel(network):
    x, y = RNG.random((90, 9)), RNG.integers(0, 3, 90)
    panel = ConfusionPanel(network, x, y, class_names=NAMES)
    yield panel
    panel.close()


@pytest.mark.parametrize("is_", range(3))
@pytest.mark.parametrize("called", range(3))
def test_a_cell_shows_its_images(panel, network, is_, called):
    panel.state = {"is": is_, "called": called}
    x = panel.images.reshape(90, 9)
    answers, table = network.predict(x), network.predict_proba(x)
    np.testing.assert_array_equal(
        panel.matrix, plots.confusion_matrix(panel.labels, answers, n_classes=3)
    )
    expected = np.flatnonzero((panel.labels == is_) & (answers == called))
    assert sorted(panel.found) == expected.tolist()
    assert (np.diff(table.max(axis=1)[panel.found]) <= 0).all()  # the surest first
    shown = panel.found[: ROWS * COLUMNS]
    assert len(panel.tiles.pixels) == len(shown)
    written = texts(panel)
    assert [text for text in written if "no." in text] == [f"no. {i}" for i in shown]
    said = f"{NAMES[is_]} called {NAMES[called]}"
    assert written[-1].startswith(f"{said}: {len(expected)}")
    assert panel.describe().startswith(f"{said}: {len(expected)} of ")
    frame = np.array(panel.frame.get_data())
    assert (frame.min(axis=1) + 0.5).tolist() == [called, is_]


def test_an_image_is_drawn_as_it_is(panel):
    image = panel.images[panel.found[0], ..., 0]
    drawn = panel.tiles.pixels[0][::-1, :, 0].astype(float)  # the lowest row first
    assert np.corrcoef(drawn.ravel(), image.ravel())[0, 1] < -0.999  # ink is dark


def test_pointing_at_a_cell_chooses_it(panel):
    for row, column in ((2, 0), (1, 1)):
        press(panel.pointer, panel.matrix_ax, column, row)
        panel.flush()
        assert panel.cell == (row, column)
    panel.pointer.receive({"points": [["down", 0.99, 0.01], ["hover", 0.2, 0.5]]})
    panel.flush()
    assert panel.cell == (1, 1)


def test_it_starts_with_the_most_frequent_mistake(panel):
    mistakes = panel.matrix - np.diag(np.diag(panel.matrix))
    assert panel.matrix[panel.cell] == mistakes.max()
    assert panel.cell[0] != panel.cell[1]


def test_without_a_mistake_and_with_an_empty_cell():
    network = Network([Dense(4, 4)], loss=SoftmaxCrossEntropy(), rng=0)
    network.parameters[0].value[...] = 9 * np.eye(4)
    panel = ConfusionPanel(network, np.eye(4), range(4))
    panel.state = {"is": 3, "called": 0}
    assert panel.describe() == (
        "3 called 0: 0 of 1 image of class 3. In all, 4 of 4 answers are right."
    )
    assert len(panel.tiles.pixels) == 0
    assert panel.sweep() > 8
    panel.close()


def test_photographs_keep_their_colours():
    network = Network([Dense(27, 2)], loss=SoftmaxCrossEntropy(), rng=0)
    x = RNG.random((6, 3, 3, 3))
    panel = ConfusionPanel(network, x, [0, 1] * 3)
    first = panel.found[0]
    np.testing.assert_allclose(panel.tiles.pixels[0][::-1] / 255, x[first], atol=0.003)
    panel.close()


def test_the_default_has_mistakes_to_look_at():
    panel = ConfusionPanel(class_names=list("abcdefghij"))
    assert f"(class_names={panel.class_names})" in panel.code()
    assert 0.9 < np.trace(panel.matrix) / panel.matrix.sum() < 1
    assert len(panel.found) >= 1
    panel.close()


def test_its_code_and_its_errors(panel, network):
    names = {"network": network, "x": panel.images, "y": panel.labels}
    exec(panel.code(), names)
    assert names["panel"].state == panel.state
    assert names["panel"].class_names == panel.class_names == ["ant", "bee", "cat"]
    with pytest.raises(ValueError, match="network, x and y must be given together"):
        ConfusionPanel(network)
    with pytest.raises(ValueError, match=r"x must have shape \(n, 9\)"):
        ConfusionPanel(network, np.ones((2, 8)), [0, 1])
    with pytest.raises(ValueError, match="class_names must hold 3 names"):
        ConfusionPanel(network, np.ones((2, 9)), [0, 1], class_names=["a"])
