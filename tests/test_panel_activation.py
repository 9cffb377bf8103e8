"""The activation panel: curve, slope and tangent agree, and linear layers fold."""

from __future__ import annotations

import math

import numpy as np
import pytest

from ann_course.panels import ActivationPanel
from ann_course.panels.activation.choice import H, library_functions, one_sided_slopes
from ann_course.panels.activation.linear_stack import (
    best_line,
    count_corners,
    fold,
    in_a_row,
    is_straight_pieces,
    random_stack,
    run,
)
from ann_course.panels.activation.picture import EDGE, INPUTS, nice_ticks, short
from ann_lib import activations
from ann_lib.activations import (
    GELU,
    Activation,
    LeakyReLU,
    Linear,
    ReLU,
    Sigmoid,
    Softmax,
    Step,
    Tanh,
)
from ann_lib.layers import Dense


def relu(z: float) -> float:
    return z if z > 0 else 0.0


def relu_slope(z: float) -> float:
    return 1.0 if z > 0 else 0.0


def shown_numbers(panel: ActivationPanel) -> tuple[np.ndarray, np.ndarray]:
    """Return where the two marks stand, (slope, output), and the tangent's ends."""
    assert panel.curve
    return panel.curve.marks.points, panel.curve.lines.ends[4]


def test_all_activations_of_the_library_are_there_and_a_new_one_would_be() -> None:
    kinds = {
        kind
        for kind in vars(activations).values()
        if isinstance(kind, type)
        and issubclass(kind, Activation)
        and kind is not Activation
    }
    assert {type(function) for function in library_functions().values()} == kinds
    assert kinds == {Step, Linear, Sigmoid, Tanh, ReLU, LeakyReLU, GELU}
    assert list(ActivationPanel().controls["activation"].options) == [*library_functions()]


@pytest.mark.parametrize("label", library_functions())
def test_point_and_tangent_follow_the_sum(label: str) -> None:
    panel = ActivationPanel(show="slope")
    panel.state = {"activation": label}
    function = library_functions()[label]
    for z in np.round(np.arange(-6.0, 6.01, 0.3), 1):
        panel.state = {"sum": float(z)}
        y, slope = function.function(np.array([z]))[0], function.slope(np.array([z]))[0]
        marks, tangent = shown_numbers(panel)
        assert marks == pytest.approx(np.array([(z, slope), (z, y)]), abs=1e-12)
        (x1, y1), (x2, y2) = tangent
        assert x1 <= z <= x2
        assert x2 - x1 > 0.5
        assert (y2 - y1) / (x2 - x1) == pytest.approx(slope, abs=1e-9)
        assert y1 - y == pytest.approx(slope * (x1 - z), abs=1e-9)
        bottom, top = panel.curve.ax.get_ylim()
        assert bottom <= min(y1, y2) <= max(y1, y2) <= top
        assert -EDGE <= x1 < x2 <= EDGE
        assert f"the output is {short(y)} and the slope {short(slope)}." in panel.describe()


@pytest.mark.parametrize("label", library_functions())
def test_the_measured_slope_is_the_formulas_slope(label: str) -> None:
    panel = ActivationPanel(show="slope")
    for z in (-6.0, -2.3, -0.1, 0.1, 0.8, 6.0):
        panel.state = {"activation": label, "sum": z}
        written = panel.numbers.value.rsplit("<b>", 1)[1].split("</b>")[0]
        measured = float(written.replace("−", "-"))
        assert measured == pytest.approx(panel.slope, abs=1.1e-5)
        assert f"(f({short(z + H)}) − f({short(z - H)})) / 0.00002" in panel.numbers.value


def test_the_tangent_has_the_colour_of_the_slopes_sign() -> None:
    panel = ActivationPanel(GELU(), show="slope")
    colors = []
    for z in (-1.5, 2.0):
        panel.state = {"sum": z}
        colors.append(panel.curve.lines.colors[4])
    panel.state = {"activation": "step", "sum": 2.0}
    colors.append(panel.curve.lines.colors[4])
    assert colors == ["#2b7bba", "#e66100", "#8a8a8a"]
    assert panel.curve.size.texts == ["1 across, 0 up"]


def test_corners_and_jumps_are_named_and_only_where_they_are() -> None:
    panel = ActivationPanel(ReLU(), show="slope")
    panel.state = {"sum": 0.0}
    assert (
        "a corner here: slope 0 just to the left, 1 just to the right" in panel.describe()
    )
    panel.state = {"activation": "leaky ReLU"}
    assert "slope 0.01 just to the left" in panel.describe()
    panel.state = {"activation": "step"}
    assert "It jumps here" in panel.describe()
    panel.state = {"sum": 0.1}
    assert "jumps" not in panel.describe()
    for label in ("none", "sigmoid", "tanh", "GELU"):
        panel.state = {"activation": label, "sum": 0.0}
        assert "here" not in panel.describe()
    assert one_sided_slopes(Tanh(), 0.0) == pytest.approx((1.0, 1.0), abs=1e-6)


def test_a_sliders_rounding_does_not_miss_zero() -> None:
    panel = ActivationPanel(Step(), show="slope")
    panel.controls["sum"].value = -6 + 60 * 0.1 - 1e-15
    panel.flush()
    assert (panel.z, panel.output) == (0.0, 1.0)


@pytest.mark.parametrize("seed", range(1, 21))
@pytest.mark.parametrize("depth", [2, 4, 6])
def test_linear_layers_fold_into_one(seed: int, depth: int) -> None:
    layers = in_a_row(random_stack(seed), depth)
    assert len(layers) == depth
    weight, bias = fold(layers)
    linear = run(layers, Linear().function, INPUTS)
    scale = np.abs(linear).max()
    assert np.abs(linear - (weight * INPUTS + bias)).max() < 1e-12 * max(scale, 1)
    assert best_line(INPUTS, linear) == pytest.approx((weight, bias), rel=1e-9, abs=1e-9)
    bent = run(layers, Tanh().function, INPUTS)
    slope, height = best_line(INPUTS, bent)
    assert np.std(bent - slope * INPUTS - height) > 0.02 * np.std(bent)


def test_run_is_what_the_layers_forward_gives_and_leaves_them_alone() -> None:
    layers = random_stack(1)
    layers[0].forward(np.ones((3, 1)))
    y = run(layers, Tanh().function, INPUTS)
    assert layers[0]._x.shape == (3, 1)
    h = INPUTS[:, None]
    for layer in layers[:-1]:
        h = np.tanh(layer.forward(h))
    assert layers[-1].forward(h)[:, 0] == pytest.approx(y, abs=1e-12)


def test_the_panel_says_that_it_folds_and_when_it_does_not() -> None:
    panel = ActivationPanel(Linear(), show="stack")
    assert "One layer with one weight and one bias does the same." in panel.describe()
    assert panel.strip.labels.texts[:10].count("·") == 4
    weight, _ = panel.single
    assert f"W = {short(weight, 2)}" in panel.strip.labels.texts
    assert panel.line.curve.get_ydata()[[0, -1]] == pytest.approx(
        panel.line.lines.ends[-1, :, 1], abs=1e-12
    )
    panel.state = {"activation": "ReLU"}
    assert "visible corner" in panel.describe()
    assert "The nearest single layer misses" in panel.describe()
    assert "≠" in panel.strip.labels.texts
    assert panel.strip.labels.texts.count("f") == 4
    panel.state = {"layers": 2}
    assert panel.strip.labels.texts.count("f") == 1
    assert panel.describe().startswith(
        "The 2 layers (19 weights and biases, no. 4), with ReLU"
    )
    assert sum(p.value.size for layer in panel.stack for p in layer.parameters) == 19


def test_the_matrices_are_the_weights_and_what_they_multiply_to() -> None:
    panel = ActivationPanel(Linear(), show="stack")
    panel.state = {"layers": 3}
    cells = panel.strip.image.get_array()[::2, ::2]
    second = panel.stack[1].weights.value
    assert np.ma.getdata(cells[:, 8:14]) == pytest.approx(second, abs=1e-12)
    assert not np.ma.getmaskarray(cells)[:, 8:14].any()
    assert np.ma.getmaskarray(cells)[:, 6:8].all()
    product = np.linalg.multi_dot([layer.weights.value for layer in panel.stack])
    assert panel.single[0] == pytest.approx(product[0, 0], abs=1e-12)


def test_other_weights_are_drawn_by_number() -> None:
    panel = ActivationPanel(show="stack")
    before = panel.pictures()
    panel.state = {"weights": 7}
    assert panel.pictures() != before
    ours = panel.stack[0].weights.value
    assert np.array_equal(ours, random_stack(7)[0].weights.value)


def test_a_signal_that_dies_out_looks_and_reads_so() -> None:
    panel = ActivationPanel(Sigmoid(), show="stack")
    panel.state = {"layers": 6, "weights": 2}
    assert "moves by only 0.0" in panel.describe()
    assert np.ptp(panel.line.curve.get_ydata()) < 0.1  # of the picture's height
    panel.state = {"activation": "step"}
    assert "The input no longer gets through." in panel.describe()


def test_corners_are_counted() -> None:
    x = np.linspace(-3, 3, 241)
    lines = [
        0 * x,
        x,
        np.abs(x),
        np.abs(x - 0.0101),
        np.maximum(x, 0) + np.minimum(x + 1, 0),
    ]
    assert [count_corners(y) for y in lines] == [0, 0, 1, 1, 2]
    assert all(is_straight_pieces(y) for y in lines)
    assert not is_straight_pieces(np.tanh(x))
    assert count_corners(x + 0.001 * np.abs(x)) == 0  # nobody could see it


@pytest.mark.parametrize(
    ("low", "high"), [(-1, 1), (0.2, 0.9), (-3e4, 7e4), (-0.5, 0.5), (3.1, 4.6)]
)
def test_ticks_are_round_and_few(low: float, high: float) -> None:
    ticks = nice_ticks(low, high)
    assert 2 <= len(ticks) <= 7
    assert low <= ticks[0] < ticks[-1] <= high
    assert all(
        float(short(tick).replace("−", "-")) == pytest.approx(tick) for tick in ticks
    )


def test_a_learners_own_function_is_drawn_with_its_own_slope() -> None:
    panel = ActivationPanel(relu, slope=relu_slope)
    assert panel.state["activation"] == "your relu"
    theirs = panel.pictures()
    for z in (-2.0, 0.0, 1.5):
        panel.state = {"sum": z}
        assert (panel.output, panel.slope) == (relu(z), relu_slope(z))
    panel.reset()
    panel.state = {"activation": "ReLU"}
    assert panel.pictures() == theirs
    wrong = ActivationPanel(relu, slope=lambda z: 1.0, show="slope")
    wrong.state = {"sum": -2.0}
    assert "the slope 1." in wrong.describe()
    assert "<b>0</b>" in wrong.numbers.value  # what was measured


def test_without_a_slope_it_is_measured() -> None:
    panel = ActivationPanel(math.sin, show="slope")
    panel.state = {"sum": 1.0}
    assert panel.slope == pytest.approx(math.cos(1.0), abs=1e-8)
    assert panel.sweep() > 0


def test_an_activation_with_its_own_setting_takes_the_place_of_the_librarys() -> None:
    panel = ActivationPanel(LeakyReLU(0.5), show="slope")
    panel.state = {"sum": -2.0}
    assert (panel.output, panel.slope) == (-1.0, 0.5)
    namespace: dict[str, ActivationPanel] = {}
    exec(panel.code(), namespace)
    assert namespace["panel"].pictures()[0].count("path") == panel.pictures()[0].count(
        "path"
    )
    assert namespace["panel"].output == -1.0


def test_a_learners_own_layers_are_shown_and_not_changed() -> None:
    layers = [
        Dense(1, 3, rng=0),
        Dense(3, 3, rng=1),
        Dense(3, 3, rng=2),
        Dense(3, 1, rng=3),
    ]
    before = [layer.weights.value.copy() for layer in layers]
    panel = ActivationPanel(Linear(), layers=layers)
    assert "weights" not in panel.controls
    assert panel.stack == layers
    assert panel.sweep() > 0
    panel.state = {"layers": 2}
    assert panel.stack == [layers[0], layers[-1]]
    for layer, weights in zip(layers, before, strict=True):
        assert np.array_equal(layer.weights.value, weights)
    layers[0].weights.value[...] = 2.0
    panel.render()  # what the learner changed is in the picture
    assert panel.single[0] == pytest.approx(fold(panel.stack)[0])
    panel.state = {"layers": 3}
    namespace = {"layers": layers}
    exec(panel.code(), namespace)
    assert namespace["panel"].state == panel.state


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        (
            {"function": "relu"},
            TypeError,
            "function must be an activation, such as Sigmoid",
        ),
        ({"function": Sigmoid}, TypeError, "function must be an activation"),
        ({"function": Softmax()}, TypeError, "or a function of one number, got Softmax"),
        (
            {"function": lambda z: None},
            TypeError,
            "what function gives for -1 must be a num",
        ),
        (
            {"function": lambda z: math.inf},
            ValueError,
            "what function gives for -1 must be",
        ),
        (
            {"function": relu, "slope": 1.0},
            TypeError,
            "slope must be a function of one num",
        ),
        ({"function": relu, "slope": lambda z: ...}, TypeError, "what slope gives for 0"),
        (
            {"function": Tanh(), "slope": relu_slope},
            ValueError,
            "function of your own; Tanh",
        ),
        ({"slope": relu_slope}, ValueError, "slope goes with a function of your own"),
        ({"show": "curve"}, ValueError, "show must be one of 'both', 'slope', 'stack'"),
        ({"layers": Dense(1, 1)}, TypeError, "layers must be a list of Dense layers"),
        ({"layers": [Dense(1, 2), Tanh()]}, TypeError, "layers must be a list of Dense"),
        ({"layers": []}, ValueError, "layers must be Dense"),
        ({"layers": [Dense(1, 2), Dense(2, 1)]}, ValueError, "one or more Dense"),
        (
            {"layers": [Dense(1, 2), Dense(2, 3), Dense(3, 1)]},
            ValueError,
            r"got sizes \[\(1, 2\), \(2, 3\), \(3, 1\)\]",
        ),
    ],
)
def test_errors_say_what_was_expected(arguments: dict, error: type, words: str) -> None:
    with pytest.raises(error, match=words):
        ActivationPanel(**arguments)


def test_a_function_that_fails_further_out_says_so_and_the_panel_lives_on() -> None:
    sums = [0.0]

    def brittle(z: float) -> float:
        sums.append(abs(z))
        if limit < abs(z):
            raise OverflowError("brittle cannot take so much")
        return z

    limit = math.inf
    ActivationPanel(brittle, show="stack")
    limit = max(sums)  # all that five layers need; a sixth multiplies it
    panel = ActivationPanel(brittle, show="stack")
    panel.controls["layers"].value = 6
    panel.flush()
    assert "OverflowError: brittle cannot take so much" in panel.error.value
    with pytest.raises(OverflowError, match="brittle"):
        panel.render()
    panel.controls["layers"].value = 4
    panel.flush()
    assert panel.error.value == ""
    assert "4 layers" in panel.describe()


@pytest.mark.parametrize("show", ["both", "slope"])
def test_the_numbers_at_the_axis_fit_whichever_function_comes(show: str) -> None:
    for start in (ReLU(), Sigmoid(), Linear()):
        panel = ActivationPanel(start, show=show)
        ax = panel.curve.ax
        for label in library_functions():
            panel.state = {"activation": label}
            boxes = [tick.label1.get_window_extent() for tick in ax.yaxis.get_major_ticks()]
            assert min(box.x0 for box in boxes) >= 0
            assert len(ax.get_yticks()) >= 3
