"""What is drawn is asserted as data: lines, images, texts; never a picture."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib import pyplot
from matplotlib.figure import Figure

from ann_lib.plots.history import history, history_alt

MEASURED = {
    "loss": [2.0, 1.0, 0.5],
    "validation_loss": [2.1, 1.2, 0.9],
    "validation_score": [0.2, 0.7, 0.8],
}


@pytest.fixture(autouse=True)
def no_global_state():
    """No figure may stay behind in pyplot."""
    before = pyplot.get_fignums()
    yield
    assert pyplot.get_fignums() == before


def drawn(figure: Figure) -> str:
    """Draw a figure, so that warnings and errors of drawing show, and return its SVG."""
    from ann_lib.plots.show import svg

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


def test_history_of_a_real_run_plots_itself():
    from ann_lib import Dense, Network, SoftmaxCrossEntropy

    network = Network([Dense(2, 2)], loss=SoftmaxCrossEntropy(), rng=0)
    run = network.fit(np.eye(2), [0, 1], epochs=3, rng=0, progress=False)
    np.testing.assert_array_equal(run.plot().lines[0].get_ydata(), run["loss"])


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
        ({"loss": [1.0, np.nan]}, "loss", ValueError, r"history\['loss'\] holds 1 NaN"),
    ],
)
def test_history_refuses(history_given, what, error, words):
    with pytest.raises(error, match=words):
        history(history_given, what=what)
