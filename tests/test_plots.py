"""What is drawn is asserted as data: lines, images, texts; never a picture."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from matplotlib import pyplot
from matplotlib.figure import Figure
from plot_cases import CORNERS, MEASURED, PLOTS, SCORES, SIZES

from ann_lib import (
    BinaryCrossEntropy,
    Dense,
    MeanSquaredError,
    Network,
    SoftmaxCrossEntropy,
    plots,
)
from ann_lib.plots import style
from ann_lib.plots.history import history, history_alt
from ann_lib.plots.show import svg


@pytest.fixture(autouse=True)
def no_global_state():
    """No figure may stay behind in pyplot."""
    before = pyplot.get_fignums()
    yield
    assert pyplot.get_fignums() == before


def texts(ax):
    return [text.get_text() for text in ax.texts]


def drawn(figure: Figure) -> str:
    """Draw a figure, so that warnings and errors of drawing show, and return its SVG."""
    return svg(figure, "a test")


def test_history_draws_the_losses_against_the_epochs():
    ax = history(MEASURED)
    lines = {line.get_label(): line for line in ax.lines}
    assert set(lines) == {"training", "validation"}
    np.testing.assert_array_equal(lines["training"].get_xydata()[:, 0], [1, 2, 3])
    np.testing.assert_array_equal(lines["training"].get_ydata(), MEASURED["loss"])
    np.testing.assert_array_equal(
        lines["validation"].get_ydata(), MEASURED["validation_loss"]
    )
    assert lines["training"].get_linestyle() != lines["validation"].get_linestyle()
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("epoch", "loss")
    drawn(ax.figure)


def test_history_draws_the_scores_on_request():
    ax = history(MEASURED, what="score")
    (line,) = ax.lines
    assert line.get_label() == "validation"
    np.testing.assert_array_equal(line.get_ydata(), MEASURED["validation_score"])


def test_history_draws_on_the_axes_given_and_a_single_epoch_is_seen():
    figure = Figure()
    ax = figure.subplots()
    assert history({"loss": [0.3]}, ax=ax) is ax
    assert ax.lines[0].get_marker() == "o"
    drawn(figure)


def test_history_of_a_real_run():
    network = Network([Dense(2, 2)], loss=SoftmaxCrossEntropy(), rng=0)
    run = network.fit(np.eye(2), [0, 1], epochs=3, rng=0, progress=False)
    np.testing.assert_array_equal(history(run).lines[0].get_ydata(), run["loss"])


def test_history_in_words():
    assert history_alt(MEASURED) == (
        "Lines over 3 epochs: loss from 2 to 0.5; validation loss from 2.1 to 0.9."
    )
    assert "over 1 epoch:" in history_alt({"loss": [0.25]})


@pytest.mark.parametrize(
    ("history_given", "what", "error", "words"),
    [
        ({}, "loss", ValueError, "history has no 'loss'.*it has nothing"),
        ({"loss": []}, "loss", ValueError, "history has no 'loss'"),
        (
            {"loss": [1.0]},
            "score",
            ValueError,
            "no 'score'.*it has 'loss'.*validation_data",
        ),
        ({"loss": [1.0]}, "speed", ValueError, "what must be one of 'loss', 'score'"),
        ([1.0, 2.0], "loss", TypeError, "history must map names to lists"),
        ({"loss": 3.0}, "loss", ValueError, r"history\['loss'\] must have 1 axis, got 0"),
        ({"loss": [1.0, np.nan]}, "loss", ValueError, r"history\['loss'\] holds 1 NaN"),
    ],
)
def test_history_refuses(history_given, what, error, words):
    with pytest.raises(error, match=words):
        history(history_given, what=what)


# Images, weights, mistakes.


def test_images_are_drawn_as_they_are_row_by_row():
    pixels = np.arange(18).reshape(2, 9) / 18
    ax = plots.images(pixels, titles=["a", "b"])
    assert len(ax.images) == 2
    np.testing.assert_array_equal(ax.images[1].get_array(), pixels[1].reshape(3, 3))
    assert ax.images[0].get_clim() == (0.0, 1.0)
    assert ax.images[0].get_cmap() == style.INTENSITY
    assert texts(ax) == ["a", "b"]
    drawn(ax.figure)


@pytest.mark.parametrize(
    ("pixels", "shape"),
    [
        (np.zeros(64), (8, 8)),
        (np.zeros((3, 4, 5)), (4, 5)),
        (np.zeros((1, 4, 5, 1)), (4, 5)),
    ],
)
def test_images_find_their_shape(pixels, shape):
    assert plots.images(pixels).images[0].get_array().shape == shape


def test_images_stand_upright_in_rows_and_do_not_overlap():
    ax = plots.images(np.zeros((5, 4)), columns=3, titles=list("abcde"))
    boxes = [image.get_extent() for image in ax.images]  # left, right, bottom, top
    assert boxes[0][1] < boxes[1][0]
    assert boxes[3][0] == boxes[0][0]
    assert boxes[3][3] > boxes[0][2]
    assert all(bottom > top for _, _, bottom, top in boxes)
    bottom, top = ax.get_ylim()
    assert bottom > boxes[4][2]
    assert top < 0


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"titles": ["a"]}, ValueError, "titles must hold 2 texts"),
        ({"titles": "ab"}, ValueError, "titles must hold 2 texts"),
        ({"columns": 0}, ValueError, "columns must be at least 1"),
    ],
)
def test_images_refuse(options, error, words):
    with pytest.raises(error, match=words):
        plots.images(np.zeros((2, 3, 2)), **options)


@pytest.mark.parametrize(
    ("shape", "words"),
    [
        ((2, 6), r"Rows of 6 numbers are no square images: reshape them to \(n_images, h"),
        ((2, 3, 2, 2), r"pixels must have shape .*, 1 or 3\), got \(2, 3, 2, 2\)"),
        ((2, 3, 2, 2, 1), r"pixels must have shape .*, got \(2, 3, 2, 2, 1\)"),
    ],
)
def test_what_are_no_images_is_refused(shape, words):
    with pytest.raises(ValueError, match=words):
        plots.images(np.zeros(shape))


@pytest.mark.parametrize("largest", [255, 16.0])
def test_images_refuse_another_scale_and_the_advice_works(largest):
    pixels = np.linspace(0, largest, 16).reshape(1, 4, 4)
    words = rf"pixels must hold numbers from 0 to 1, got 0 to {largest:g}\..*as np\.asarray"
    with pytest.raises(ValueError, match=words):
        plots.images(pixels)
    assert plots.images(pixels / largest).images
    with pytest.raises(ValueError, match=r"got -3 to 0\.$"):
        plots.images([[0, 0, 0, -3]])


def test_images_refuse_nothing_and_nan():
    with pytest.raises(ValueError, match="pixels is empty"):
        plots.images(np.zeros((0, 4)))
    with pytest.raises(ValueError, match="pixels must have shape"):
        plots.images(3.0)
    with pytest.raises(ValueError, match="pixels holds 1 NaN"):
        plots.images([[0, 0, 0, np.nan]])


def test_weights_are_columns_on_one_scale_white_at_zero():
    values = np.array([[1.0, 0.0], [0.0, -4.0], [0.0, 0.0], [2.0, 0.0]])
    ax = plots.weights(values, titles=["h1", "h2"])
    np.testing.assert_array_equal(ax.images[0].get_array(), [[1, 0], [0, 2]])
    np.testing.assert_array_equal(ax.images[1].get_array(), [[0, -4], [0, 0]])
    assert {image.get_clim() for image in ax.images} == {(-4.0, 4.0)}
    assert ax.images[0].get_cmap() == style.SIGNED
    assert plots.weights(np.zeros((4, 1))).images[0].get_clim() == (-1.0, 1.0)
    drawn(ax.figure)


def test_kernels_that_are_no_squares():
    kernels = np.arange(30.0).reshape(2, 5, 1, 3)
    ax = plots.weights(kernels)
    assert [image.get_array().shape for image in ax.images] == [(2, 5)] * 3
    np.testing.assert_array_equal(ax.images[1].get_array(), kernels[:, :, 0, 1])
    assert plots.weights_alt(kernels).startswith("3 images of 10 weights each")


def test_weights_in_words_and_refusals():
    assert plots.weights_alt([[1.0], [-0.5], [0], [0]]) == (
        "1 image of 4 weights each, from -0.50 (blue) to 1.00 (orange); white is zero."
    )
    with pytest.raises(ValueError, match="values must have 2 axes, got 1"):
        plots.weights([1.0, 2.0])
    with pytest.raises(ValueError, match="Rows of 6 numbers are no square images"):
        plots.weights(np.ones((6, 1)))


# The confusion matrix.


def test_confusion_matrix_counts_rows_of_what_it_is():
    from sklearn.metrics import confusion_matrix

    rng = np.random.default_rng(0)
    is_, called = rng.integers(0, 5, size=(2, 300))
    np.testing.assert_array_equal(
        plots.confusion_matrix(is_, called), confusion_matrix(is_, called)
    )
    assert plots.confusion_matrix([0], [0], n_classes=3).shape == (3, 3)


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.uint64])
def test_confusion_matrix_of_many_classes_in_few_bytes(dtype):
    labels = np.arange(20, dtype=dtype)
    np.testing.assert_array_equal(plots.confusion_matrix(labels, labels), np.eye(20))


def test_confusion_writes_each_count_and_leaves_zeros_out():
    matrix = np.array([[8, 1, 0], [0, 0, 0], [0, 4, 0]])
    ax = plots.confusion(matrix, class_names=["ant", "bee", "cat"])
    written = {tuple(int(i) for i in t.get_position()): t for t in ax.texts}
    assert {at: t.get_text() for at, t in written.items()} == {
        (0, 0): "8",
        (1, 0): "1",
        (1, 2): "4",
    }
    assert written[1, 0].get_fontweight() == "bold"
    assert written[0, 0].get_fontweight() == "normal"
    assert written[0, 0].get_color() == style.LIGHT
    assert written[1, 0].get_color() == style.DARK
    np.testing.assert_allclose(
        ax.images[0].get_array(), np.sqrt([[8 / 9, 1 / 9, 0], [0, 0, 0], [0, 1, 0]])
    )
    assert [label.get_text() for label in ax.get_xticklabels()] == ["ant", "bee", "cat"]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("called", "is")
    drawn(ax.figure)


def test_confusion_in_words():
    assert plots.confusion_alt([[8, 1], [3, 5]]) == (
        "Confusion matrix: 13 of 17 on the diagonal. "
        "Most often mixed up: 1 called 0: 3, 0 called 1: 1."
    )
    assert plots.confusion_alt([[8]]) == "Confusion matrix: 8 of 8 on the diagonal."


@pytest.mark.parametrize(
    ("matrix", "names", "error", "words"),
    [
        (
            [[1, 2]],
            None,
            ValueError,
            r"a row and a column for each class, got shape \(1, 2\)",
        ),
        ([1, 2], None, ValueError, r"Use confusion_matrix\(y_true, y_pred\)"),
        ([[0.5]], None, TypeError, "matrix must hold counts, got dtype float64"),
        ([[-1]], None, ValueError, "counts of at least 0, got -1"),
        ([[1]], ["a", "b"], ValueError, "class_names must hold 1 names"),
        (np.eye(2, dtype=int), "ab", TypeError, "class_names must be several texts"),
    ],
)
def test_confusion_refuses(matrix, names, error, words):
    with pytest.raises(error, match=words):
        plots.confusion(matrix, class_names=names)


def test_confusion_matrix_refuses():
    with pytest.raises(ValueError, match="y_true and y_pred must have the same number"):
        plots.confusion_matrix([0, 1], [0])
    with pytest.raises(ValueError, match="y_pred must hold labels from 0 to 1"):
        plots.confusion_matrix([0, 1], [0, 2], n_classes=2)
    with pytest.raises(TypeError, match="y_true must hold class labels as whole numbers"):
        plots.confusion_matrix([0.5], [0])


# The learning curve.


def test_learning_curve_draws_mean_runs_and_range():
    ax = plots.learning_curve(SIZES, SCORES, chance=0.1)
    (mean,) = [line for line in ax.lines if line.get_label() == "mean"]
    np.testing.assert_allclose(mean.get_ydata(), [0.6, 0.85])
    runs = [line.get_ydata() for line in ax.lines if line.get_linestyle() == "None"]
    np.testing.assert_array_equal(np.transpose(runs), SCORES)
    (band,) = ax.collections
    assert {tuple(p) for p in band.get_paths()[0].vertices} >= {(20, 0.5), (200, 0.9)}
    (guess,) = [line for line in ax.lines if line.get_label() == "guessing"]
    assert set(guess.get_ydata()) == {0.1}
    assert ax.get_xscale() == "log"
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["20", "200"]
    drawn(ax.figure)


def test_learning_curve_in_words():
    assert plots.learning_curve_alt([20, 1347], SCORES) == (
        "Mean score and range of 2 runs at each size. "
        "20 examples: 0.60 (0.50 to 0.70); 1,347 examples: 0.85 (0.80 to 0.90)."
    )


@pytest.mark.parametrize(
    ("sizes", "scores", "words"),
    [
        ([20, 10], SCORES, "sizes must be above 0 and grow"),
        ([0, 10], SCORES, "sizes must be above 0 and grow"),
        ([20], SCORES, r"scores must have shape \(1, n\), got \(2, 2\)"),
    ],
)
def test_learning_curve_refuses(sizes, scores, words):
    with pytest.raises(ValueError, match=words):
        plots.learning_curve(sizes, scores)
    with pytest.raises(TypeError, match="chance must be a number, got 'half'"):
        plots.learning_curve(SIZES, SCORES, chance="half")


# Regions of the plane.


def test_decision_regions_ask_the_model_for_the_whole_plane():
    ax = plots.decision_regions(
        lambda x: (x[:, 0] > 0.5).astype(int), CORNERS, [0, 0, 1, 1], resolution=21
    )
    (image,) = ax.images
    region = image.get_array()
    assert region.shape == (21, 21)
    np.testing.assert_array_equal(region[:, :10], 0)
    np.testing.assert_array_equal(region[:, 11:], 1)
    assert image.get_extent() == pytest.approx([-0.1, 1.1, -0.1, 1.1])
    assert image.origin == "lower"
    first, second = ax.lines
    np.testing.assert_array_equal(first.get_xydata(), [[0, 0], [0, 1]])
    assert first.get_marker() != second.get_marker()
    assert first.get_color() == style.CLASS_COLORS[0]
    drawn(ax.figure)


@pytest.mark.parametrize(
    "network",
    [
        Network([Dense(2, 1)], loss=BinaryCrossEntropy(), rng=0),
        Network([Dense(2, 2)], loss=SoftmaxCrossEntropy(), rng=0),
    ],
)
def test_two_classes_with_probabilities_become_a_surface_with_a_line_at_one_half(network):
    ax = plots.decision_regions(network, CORNERS - 0.5, [0, 0, 1, 1], resolution=12)
    surface = ax.images[0].get_array()
    assert surface.min() < 0.5 < surface.max()
    assert ax.images[0].get_clim() == (0, 1)
    line = ax.collections[0].get_paths()[0].vertices
    probability = network.predict_proba(line)[:, -1]
    np.testing.assert_allclose(probability, 0.5, atol=0.02)
    drawn(ax.figure)


def test_decision_regions_of_a_network_that_predicts_numbers():
    network = Network([Dense(2, 1)], loss=MeanSquaredError(), rng=0)
    ax = plots.decision_regions(network, CORNERS, [0, 0, 1, 1], resolution=12)
    answers = ax.images[0].get_array()
    expected = network.predict([[-0.1, -0.1], [1.1, 1.1]])
    assert [answers[0, 0], answers[-1, -1]] == pytest.approx(expected.tolist())


def test_decision_regions_of_three_classes_use_the_classes_pale_colours():
    network = Network([Dense(2, 3)], loss=SoftmaxCrossEntropy(), rng=0)
    ax = plots.decision_regions(network, CORNERS, [0, 1, 2, 2])
    assert [line.get_label() for line in ax.lines] == ["class 0", "class 1", "class 2"]
    assert ax.images[0].get_cmap().N == 3
    drawn(ax.figure)


@pytest.mark.parametrize(
    ("model", "x", "y", "error", "words"),
    [
        (None, CORNERS, [0, 0, 1, 1], TypeError, "model must have predict"),
        (lambda x: x, CORNERS, [0, 0, 1, 1], ValueError, "one answer for each of"),
        (len, np.zeros((4, 3)), [0, 0, 1, 1], ValueError, r"x must have shape \(n, 2\)"),
        (len, CORNERS, [0, 1], ValueError, "x and y must have the same number"),
    ],
)
def test_decision_regions_refuse(model, x, y, error, words):
    with pytest.raises(error, match=words):
        plots.decision_regions(model, x, y, resolution=5)


# The network.


def test_network_diagram_draws_every_node_and_connection_of_small_layers():
    ax = plots.network_diagram(
        [3, 2, 1], names=["in", "hidden", "out"], notes=["(3, 2)", "(2, 1)"]
    )
    nodes = [
        c.get_offsets()
        for c in ax.collections
        if hasattr(c, "get_sizes") and len(c.get_sizes())
    ]
    assert [len(layer) for layer in nodes] == [3, 2, 1]
    lines = [len(c.get_segments()) for c in ax.collections if hasattr(c, "get_segments")]
    assert lines == [6, 2]
    assert texts(ax) == ["in", "hidden", "out", "(3, 2)", "(2, 1)"]
    drawn(ax.figure)


def test_network_diagram_folds_a_large_layer():
    ax = plots.network_diagram([64, 3])
    assert texts(ax) == ["⋮"]
    heights = ax.collections[1].get_offsets()[:, 1]
    assert len(heights) == 10
    assert heights.sum() == pytest.approx(0)
    dots = ax.texts[0].get_position()[1]
    assert min(abs(heights - dots)) == pytest.approx(1)


def test_network_diagram_shows_weights_and_values_by_colour():
    ax = plots.network_diagram(
        [2, 1],
        weights=[[[2.0], [-1.0]]],
        values=[[0.0, 1.0], [-3.0]],
    )
    lines = ax.collections[0]
    by_width = dict(
        zip(lines.get_linewidths(), map(tuple, lines.get_colors()), strict=True)
    )
    from matplotlib.colors import to_rgba

    assert by_width[max(by_width)] == to_rgba(style.POSITIVE, 0.8)
    assert by_width[min(by_width)] == to_rgba(style.NEGATIVE, 0.8)
    inputs, output = ax.collections[1:]
    np.testing.assert_allclose(inputs.get_facecolors()[0], [1, 1, 1, 1], atol=0.01)
    np.testing.assert_allclose(inputs.get_facecolors()[1], style.SIGNED(1.0))
    np.testing.assert_allclose(output.get_facecolors()[0], style.SIGNED(0.0))
    drawn(ax.figure)


@pytest.mark.parametrize(
    ("sizes", "options", "words"),
    [
        ([3], {}, "sizes must hold at least two layers"),
        ([3, 0], {}, "each of sizes must be at least 1"),
        ([3, 2], {"names": ["in"]}, "names must hold 2 texts"),
        ([3, 2], {"notes": ["a", "b"]}, "notes must hold 1 texts"),
        ([3, 2], {"weights": [np.zeros((2, 3))]}, r"weights\[0\] must have shape \(3, 2\)"),
        ([3, 2], {"values": [np.zeros(3)]}, "values must hold 2 arrays, got 1"),
    ],
)
def test_network_diagram_refuses(sizes, options, words):
    with pytest.raises(ValueError, match=words):
        plots.network_diagram(sizes, **options)


@pytest.mark.parametrize("sizes", [5, Network([Dense(2, 1)], loss=BinaryCrossEntropy())])
def test_a_network_diagram_of_something_else(sizes):
    with pytest.raises(TypeError, match=r"sizes must hold .*, such as \[2, 3, 1\], got"):
        plots.network_diagram(sizes)


@pytest.mark.parametrize("name", PLOTS)
def test_what_are_no_axes_is_refused(name):
    figure, axes = style.figure(columns=2)
    for ax in (figure, ["a", "b"], "score", pyplot):
        with pytest.raises(TypeError, match="ax must be an Axes, got"):
            PLOTS[name](ax)
    with pytest.raises(TypeError, match=r"Use one of them, such as ax\[0\]"):
        PLOTS[name](axes)


def test_axes_in_place_of_their_figure():
    ax = PLOTS["history"]()
    with pytest.raises(TypeError, match=r"fig must be a Figure.*Use ax\.figure"):
        plots.show(ax, alt="a test")
    with pytest.raises(TypeError, match="fig must be a Figure, got"):
        plots.show(pyplot, alt="a test")


def test_every_plot_draws_on_the_axes_given():
    drawing = set(plots.__all__) - {"show", "confusion_matrix"}
    assert set(PLOTS) == {name for name in drawing if not name.endswith("_alt")}
    for name, function in PLOTS.items():
        ax = Figure().subplots()
        assert function(ax) is ax, name


def test_every_text_alternative_is_one_that_show_accepts():
    from ann_lib.plots.show import check_alt

    words = [
        plots.activations_alt(np.ones((2, 2, 3))),
        plots.confusion_alt([[1]]),
        plots.heat_alt(np.ones((2, 2)), np.eye(2)),
        plots.history_alt(MEASURED),
        plots.learning_curve_alt(SIZES, SCORES),
        plots.linear_probe_alt([0.5, 1.0]),
        plots.weights_alt(np.ones((4, 2))),
    ]
    assert [check_alt(text) for text in words] == words


def test_a_still_figure_lies_on_the_same_white_paper_as_a_panels_pictures():
    figure, ax = style.figure(2, 2)
    ax.set_title("A title")
    drawn = svg(figure, "a test")
    paper = re.search(r'style="([^"]*)"', drawn)[1]
    assert f"background: {style.LIGHT}" in paper
    assert f"color: {style.INK}" in paper
    assert "currentColor" not in drawn
    sheet = Path(__file__).parents[1] / "ann_course" / "live" / "panel.css"
    css = sheet.read_text(encoding="utf-8")
    assert re.search(r"\.ann-figure\{[^}]*background:#fff", css)
