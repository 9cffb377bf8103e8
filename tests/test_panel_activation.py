"""The activation panel: curve, slope and tangent agree."""

from __future__ import annotations

import math

import numpy as np
import pytest
from learner_cells import notebook

from ann_course.lessons import lesson_03
from ann_course.live.words import short
from ann_course.panels import ActivationPanel
from ann_course.panels._shared.activation_functions import (
    H,
    library_functions,
    one_sided_slopes,
)
from ann_course.panels.activation.picture import EDGE
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


def relu(z: float) -> float:
    return z if z > 0 else 0.0


def relu_slope(z: float) -> float:
    return 1.0 if z > 0 else 0.0


def shown_numbers(panel: ActivationPanel) -> tuple[np.ndarray, np.ndarray]:
    """Return where the two marks stand, (slope, output), and the tangent's ends."""
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
    panel = ActivationPanel()
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
        told = f"the output is {short(y, 5)} and the slope {short(slope, 5)}."
        if z == 0 and label in ("step", "ReLU", "leaky ReLU"):
            told = f"By convention it is taken as {short(slope, 5)}."
        assert told in panel.describe()


@pytest.mark.parametrize("label", library_functions())
def test_the_measured_slope_is_the_formulas_slope(label: str) -> None:
    panel = ActivationPanel()
    for z in (-6.0, -2.3, -0.1, 0.1, 0.8, 6.0):
        panel.state = {"activation": label, "sum": z}
        written = panel.numbers.value.rsplit("<b>", 1)[1].split("</b>")[0]
        measured = float(written.replace("−", "-"))
        assert measured == pytest.approx(panel.slope, abs=1.1e-5)
        assert (
            f"(f({short(z + H, 5)}) − f({short(z - H, 5)})) / 0.00002"
            in panel.numbers.value
        )


def test_the_tangent_has_the_colour_of_the_slopes_sign() -> None:
    panel = ActivationPanel(GELU())
    colors = []
    for z in (-1.5, 2.0):
        panel.state = {"sum": z}
        colors.append(panel.curve.lines.colors[4])
    panel.state = {"activation": "step", "sum": 2.0}
    colors.append(panel.curve.lines.colors[4])
    assert colors == ["#2b7bba", "#e66100", "#8a8a8a"]
    assert panel.curve.size.texts == ["1 across, 0 up"]


def test_corners_and_jumps_are_named_and_only_where_they_are() -> None:
    panel = ActivationPanel(ReLU())
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


@pytest.mark.parametrize("function", [Step(), ReLU(), LeakyReLU(), relu, lambda z: z > 0])
def test_where_there_is_no_slope_nothing_shows_one(function: object) -> None:
    panel = ActivationPanel(function)  # type: ignore[arg-type]
    panel.state = {"sum": 0.0}
    flatter = 0.01 if isinstance(function, LeakyReLU) else 0
    assert panel.numbers.value.endswith(
        "slope, measured: depends on how far you go: no slope here</p>"
    )
    assert panel.curve.size.texts == [f"no slope here ({flatter} by convention)"]
    assert panel.describe().endswith(f"By convention it is taken as {flatter}.")
    assert panel.curve.lines.widths.tolist() == [0.6, 0.6, 0, 0, 0]
    assert np.nanmax(np.abs(panel.curve.slopes.get_ydata())) < 1.001
    panel.state = {"sum": 0.1}
    assert "<b>" in panel.numbers.value
    assert panel.curve.size.texts[0].startswith("1 across")
    assert panel.curve.lines.widths.all()


def test_a_steep_smooth_curve_has_no_corner() -> None:
    panel = ActivationPanel(lambda z: 400 * (z - 1) ** 2)
    for z in (0.0, 1.0, 3.0):
        panel.state = {"sum": z}
        assert panel.broken == ""
        assert panel.slope == pytest.approx(800 * (z - 1), abs=1e-4)


def test_a_sliders_rounding_does_not_miss_zero() -> None:
    panel = ActivationPanel(Step())
    page_says = {"value": -6 + 60 * 0.1 - 1e-15}
    panel.controls["sum"].slider.set_state(page_says)
    panel.flush()
    assert (panel.z, panel.output) == (0.0, 1.0)


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
    wrong = ActivationPanel(relu, slope=lambda z: 1.0)
    wrong.state = {"sum": -2.0}
    assert "the slope 1." in wrong.describe()
    assert "<b>0</b>" in wrong.numbers.value  # what was measured


def test_without_a_slope_it_is_measured() -> None:
    panel = ActivationPanel(math.sin)
    panel.state = {"sum": 1.0}
    assert panel.slope == pytest.approx(math.cos(1.0), abs=1e-8)
    assert panel.sweep() > 0


def test_an_activation_with_its_own_setting_takes_the_place_of_the_librarys() -> None:
    panel = ActivationPanel(LeakyReLU(0.5))
    panel.state = {"sum": -2.0}
    assert (panel.output, panel.slope) == (-1.0, 0.5)
    namespace: dict[str, ActivationPanel] = {}
    exec(panel.code(), namespace)
    assert namespace["panel"].pictures()[0].count("path") == panel.pictures()[0].count(
        "path"
    )
    assert namespace["panel"].output == -1.0


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
        ({"slope": relu_slope}, ValueError, "slope is for a function of your own"),
    ],
)
def test_errors_say_what_was_expected(arguments: dict, error: type, words: str) -> None:
    with pytest.raises(error, match=words):
        ActivationPanel(**arguments)


def test_the_numbers_at_the_axis_fit_whichever_function_comes() -> None:
    for start in (ReLU(), Sigmoid(), Linear()):
        panel = ActivationPanel(start)
        ax = panel.curve.ax
        for label in library_functions():
            panel.state = {"activation": label}
            boxes = [tick.label1.get_window_extent() for tick in ax.yaxis.get_major_ticks()]
            assert min(box.x0 for box in boxes) >= 0
            assert len(ax.get_yticks()) >= 3


def test_a_gap_is_not_drawn_in_a_newer_notebook_whose_answers_came_back() -> None:
    """There the exercises were right once, and their cells are blank again."""
    (cell,) = (each for each in notebook("lesson_03").code if each.id == "your-relu")
    said: list[str] = []
    names = {"ActivationPanel": ActivationPanel, "print": said.append, "lesson": lesson_03}
    names |= {"relu": lambda z: ..., "relu_slope": lambda z: ...}
    written = (lesson_03.write_relu, lesson_03.write_relu_slope)
    for exercise, answer in zip(written, (relu, relu_slope), strict=True):
        assert exercise.check(answer).kind == "right"
        assert exercise.check(lambda z: ...).kind == "not tried yet"
        assert exercise.solved
    exec(cell.source, names)
    assert said == ["Not yet: first both."]
    for exercise in written:
        exercise.reset()
