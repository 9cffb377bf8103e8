"""What to try with a panel: shown in it, true, and with its answers on a teacher's page."""

from __future__ import annotations

import importlib
import json
import re
from pathlib import Path

import numpy as np
import pytest
from html_reader import read
from learner_cells import notebook, run

from ann_course.learn.teacher import teacher
from ann_course.lessons.lesson_04.xor_by_hand import CORNERS, NAMES, XOR
from ann_course.live.layout import parts_of
from ann_course.page import Task, Tasks
from ann_course.panels import (
    ActivationPanel,
    BackwardPassPanel,
    DescentPanel,
    FirstSliderPanel,
    LayerStackPanel,
    NeuronPanel,
    NudgePanel,
    SpikingNeuronPanel,
    XorPanel,
)
from ann_course.panels.descent.loss_surface import make_network
from ann_course.panels.playground.runs import train_starts
from ann_lib import (
    BinaryCrossEntropy,
    Dense,
    Network,
    Neuron,
    SpikingNeuron,
    Step,
    Tanh,
)

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("0[1-9]*.ipynb"))


def tasks_of(notebook: Path) -> dict[str, Tasks]:
    module = importlib.import_module(f"ann_course.lessons.lesson_{notebook.name[:2]}")
    return {name: each for name, each in vars(module).items() if isinstance(each, Tasks)}


class TestTasks:
    def test_they_are_safe_html_in_which_code_and_emphasis_keep_their_meaning(self):
        shown = read(Tasks(Task("Is `a < b` *never* so?"), Task("Two")).panel_html())
        assert "Is a < b never so?" in shown.text
        assert shown.tags.count("li") == shown.tags.count("input") == 2
        assert {"code", "em"} <= set(shown.tags)

    def test_two_panels_on_a_page_do_not_share_their_buttons(self):
        tasks = Tasks(Task("One"))
        names = [re.findall(r'name="([^"]*)"', tasks.panel_html()) for _ in range(2)]
        assert names[0] != names[1]

    def test_a_teacher_sees_the_answers_and_a_learner_does_not(self):
        tasks = Tasks(Task("Slide it.", answer="It moves."))
        assert "It moves." in read(tasks.answers_html()).text
        assert "It moves." not in tasks.panel_html()

    def test_errors_say_what_was_expected(self):
        with pytest.raises(ValueError, match="text must say what is to be done"):
            Task(" ")
        with pytest.raises(TypeError, match=r"each task must be a Task\(...\)"):
            Tasks("Slide it.")
        for tasks in ([], [Task("Slide it.")] * 7):
            with pytest.raises(ValueError, match="there must be 1 to 6 tasks"):
                Tasks(*tasks)


class TestPanel:
    def shown(self, panel):
        """Return the texts of the tasks that are to be seen in a panel."""
        return [
            part.children[0].value
            for part in parts_of(panel)
            if "ann-tasks" in getattr(part, "_dom_classes", ())
            and "ann-hidden" not in part._dom_classes
        ]

    def test_it_shows_its_tasks_and_none_when_it_has_none(self):
        panel = FirstSliderPanel()
        assert (panel.tasks, self.shown(panel)) == (None, [])
        panel.tasks = Tasks(Task("Slide the weight."))
        assert "Slide the weight." in self.shown(panel)[0]
        panel.tasks = None
        assert self.shown(panel) == []

    def test_they_are_no_part_of_its_state_or_code(self):
        panel, plain = FirstSliderPanel(), FirstSliderPanel()
        panel.tasks = Tasks(Task("Slide the weight."))
        assert (panel.state, panel.code()) == (plain.state, plain.code())

    def test_a_list_of_texts_is_refused(self):
        with pytest.raises(TypeError, match=r"tasks must be Tasks\(Task\(...\), ...\)"):
            FirstSliderPanel().tasks = ["Slide the weight."]


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
class TestLessons:
    def test_its_panels_show_all_its_tasks_and_its_prose_repeats_none(self, notebook):
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        code = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "code")
        prose = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] != "code")
        assert tasks_of(notebook)
        for name, tasks in tasks_of(notebook).items():
            assert f".tasks = lesson.{name}\n" in code
            for task in tasks:
                assert task.text[:40] not in prose

    def test_each_task_has_an_answer_on_the_teachers_page(self, notebook):
        page = read(re.sub(r"<style>.*?</style>", "", teacher(notebook).html, flags=re.S))
        for tasks in tasks_of(notebook).values():
            assert all(task.answer for task in tasks)
            assert all(re.sub("[*`]", "", task.answer) in page.text for task in tasks)


def said(panel, **state):
    panel.state = state
    return panel.describe()


class TestWhatIsSeen:
    """The answers, from the panels of the lessons."""

    def test_a_nerve_cell(self):
        panel = SpikingNeuronPanel(SpikingNeuron([1.0, 0.5, 0.25]), part="membrane")
        doubled = {f"input_{k}": 2 * panel.state[f"input_{k}"] for k in (1, 2, 3)}
        assert "current is 1.3" in panel.describe()
        assert "31.9 Hz" in panel.describe()
        assert "current is 2.6" in said(panel, **doubled)
        assert "85.4 Hz" in panel.describe()
        alone = {"input_2": 0.0, "input_3": 0.0}
        for current in (0.9, 1.0):
            assert "A stays silent" in said(panel, input_1=current, **alone)
        assert "A fires at 10.6 Hz" in said(panel, input_1=1.01, **alone)
        panel.reset()
        assert "current is −0.3" in said(panel, strength_1=-1.0)

    def test_a_chain_of_cells(self):
        panel = SpikingNeuronPanel(part="chain", speed=5.0)
        a, b, c = (recording.spikes for recording in panel.recordings)
        assert b[0] - a[0] == pytest.approx(20)
        assert (round(a[0]), round(b[0])) == (29, 49)
        panel.state = {"length": 5 * panel.state["length"]}
        a, b, c = (recording.spikes for recording in panel.recordings)
        assert round(b[0]) == 129
        assert (b[0] - a[0], len(c)) == (pytest.approx(100), 0)
        panel.state = {"speed": 100.0}
        a, b, c = (recording.spikes for recording in panel.recordings)
        assert b[0] - a[0] == pytest.approx(5)

    def test_a_neuron(self):
        panel = NeuronPanel(Neuron([1.0, 1.0], bias=-1.5))
        for threshold in (-1.0, 0.5, 2.0):
            panel.state = {"threshold": threshold}
            assert panel.state["bias"] == -threshold
        panel.reset()
        assert "the neuron is silent" in said(panel, x1=0.0, x2=1.25)
        assert "the sum is 0, so the neuron fires" in said(panel, x2=1.5)

    def test_activation_functions(self):
        nudged = NudgePanel()
        for w1 in (0.29, 0.5, 0.66):
            assert "error is 0.3333" in said(nudged, w1=w1)
        assert "error is 0.2500" in said(nudged, w1=0.67)
        assert "more is better" in said(nudged, activation="sigmoid", w1=2.36)
        assert "error is 0.0449" in said(nudged, w1=2.37)
        assert "less is better" in said(nudged, w1=2.38)
        panel = ActivationPanel(Step())
        assert "slope 0.25" in said(panel, activation="sigmoid", sum=0.0)
        for place in (-3.0, -0.1, 0.1, 3.0):
            assert "slope 0" in said(panel, activation="step", sum=place)

    def test_layers_in_a_row(self):
        panel = LayerStackPanel(Tanh())
        for n_layers in range(2, 7):
            shown = said(panel, activation="none", layers=n_layers, weights=n_layers)
            assert "a straight line" in shown
        assert "only 0.038" in said(panel, activation="sigmoid", layers=6, weights=4)

    def test_one_neuron_gets_three_rows_of_xor(self):
        panel = NeuronPanel(Neuron([1.0, 1.0], bias=-1.5), gate="XOR")
        for weight, bias, wrong in ((1.0, -0.5, "11"), (-1.0, 1.5, "00")):
            panel.state = {"w1": weight, "w2": weight, "bias": bias}
            says = [int(panel.neuron(corner) > 0) for corner in CORNERS]
            missed = [name for k, name in enumerate(NAMES) if says[k] != XOR[k]]
            assert missed == [wrong]

    def test_xor_has_exactly_three_places_and_each_is_within_the_sliders_range(self):
        network = Network(
            [Dense(2, 2), Tanh(), Dense(2, 1)], loss=BinaryCrossEntropy(), dtype="float64"
        )
        first = np.array([[1.0, 1.0], [1.0, -1.0]])
        network.set_weights([first, np.zeros(2), np.ones((2, 1)), np.zeros(1)])
        panel = XorPanel(network)
        panel.state = {"x2 to h2": 1.0, "bias of h2": -1.5}
        assert "one line can separate the two classes" in panel.describe()
        panel.state = {"h2 to y": -1.0}
        assert self.right(panel, "bias of y", 40) == [-1.2, -1.1, -1.0]
        assert "no line can separate" in said(panel, activation="none")
        panel.state = {"activation": "tanh", "bias of y": -1.1}
        for name in ("x1 to h1", "x2 to h1"):
            places = self.right(panel, name, 100)
            assert (places[0], places[-1]) == (0.8, 10.0)
        for name in ("x1 to h2", "x2 to h2"):
            places = self.right(panel, name, 100)
            assert (places[0], places[-1]) == (0.4, 1.1)

    def right(self, panel, name, furthest):
        """Return the places of a slider, in tenths, at which all four rows are right."""
        before, found = panel.state, []
        for place in (k / 10 for k in range(-furthest, furthest + 1)):
            panel.set_controls({name: place})
            panel.update()  # and nothing is drawn
            if panel.answers().tolist() == [0, 1, 1, 0]:
                found.append(place)
        panel.state = before
        return found

    def test_gradient_descent(self):
        alone = DescentPanel(by_hand=True)
        assert "13.1085" in alone.describe()
        assert "0.3722" in said(alone, w1=0.45, w2=-0.96)
        panel = DescentPanel(make_network())
        assert f"{panel.lowest:.4f}" == "0.3722"
        for rate, momentum, loss in (
            (0.02, 0.0, "1.17"), (0.5, 0.0, "0.37"), (0.9, 0.0, "0.37"),
            (0.05, 0.0, "0.56"), (0.05, 0.5, "0.39"), (0.05, 0.9, "0.41"),
        ):  # fmt: skip
            shown = said(panel, learning_rate=rate, momentum=momentum, steps=50)
            assert f"with a loss of {loss}" in shown
        assert "to 52,052.62" in said(panel, learning_rate=1.0, momentum=0.0)

    def test_the_error_goes_back(self):
        panel = BackwardPassPanel()
        panel.state = {"x1": 0.0}
        gradients = {link.name: link.gradient for link in panel.links}
        zero = [name for name, gradient in gradients.items() if gradient == 0]
        assert zero == ["dL/dw11", "dL/dw12"]
        panel.reset()
        large = [abs(link.gradient) for link in panel.links]
        assert "The network says 2.08" in said(panel, target=2.0)
        small = [abs(link.gradient) for link in panel.links]
        assert max(s / before for s, before in zip(small, large, strict=True)) < 0.1

    def test_one_number_changes_what_the_digit_reader_says(self, capsys):
        """The images of that panel are those of which one can be enough."""
        cells = {cell.id: cell.source for cell in notebook("lesson_07").code}
        names = {}
        run(cells["imports"], names, "imports")
        names["digits"] = names["load_digits"]()
        for cell in ("split", "network", "train"):
            run(cells[cell], names, cell)
        network = names["network"]
        names["probabilities"] = network.predict_proba(names["x_test"])
        run(cells["panel-inside"], names, "panel-inside")
        hidden, answers = network.layers[0], network.layers[2]
        for image in names["inside_panel"].images[:10].reshape(10, 1, 64):
            sums = network.forward(image)[0]
            lead = np.diff(np.sort(sums)[-2:])
            assert 0 < lead < 1.5  # and the sliders reach from -3 to 3
            before = hidden.forward(image)[0]
            far = [end - hidden.bias.value for end in (-3, 3)]
            moved = np.maximum(before + far, 0) - np.maximum(before, 0)  # (2, 128)
            after = sums + moved[..., None] * answers.weights.value
            turned = (after.argmax(axis=-1) != sums.argmax()).any(axis=0)
            assert 0.1 < turned.mean() < 0.6  # of the hidden units' biases
        assert "score on the validation images" in capsys.readouterr().out

    def test_one_neuron_gets_nine_points_of_the_moons_in_ten(self):
        settings = {"data": "moons", "hidden_layers": 0, "optimizer": "Adam"}
        runs = train_starts(settings | {"learning_rate": "0.03"}, seeds=5, n_steps=600)
        assert 0.85 <= runs.scores()[1].mean() <= 0.95
