"""A panel's state, its picture, its words, and what it says when something is wrong."""

import asyncio
import json
import threading
from html import unescape

import pytest
from clock import on_a_loop, spend
from ipywidgets.widgets.widget import _instances
from traitlets import HasTraits, Tuple
from wave_panel import WavePanel

from ann_course.live import Panel, slider
from ann_course.panels import PlaygroundPanel

START = {"height": 1.0, "rate": 1.0, "bumps": 3, "shape": "sine", "ground": True}
OTHER = {"height": 0.25, "rate": 2.5, "bumps": 7, "shape": "square", "ground": False}


@pytest.fixture
def panel():
    return WavePanel()


class Breaking(WavePanel):
    """Cannot be drawn above a height of 1.5."""

    def update(self):
        if self.state["height"] > 1.5:
            raise ZeroDivisionError("planted")
        super().update()


class TestState:
    def test_it_is_plain_json_in_the_order_of_the_controls(self, panel):
        assert panel.state == START
        assert list(panel.state) == list(START)
        assert json.loads(json.dumps(panel.state)) == START

    def test_round_trip(self, panel):
        panel.state = OTHER
        assert panel.state == OTHER
        again = WavePanel()
        again.state = json.loads(json.dumps(panel.state))
        assert again.state == OTHER
        assert again.describe() == panel.describe()

    def test_a_part_leaves_the_rest(self, panel):
        panel.state = {"bumps": 5}
        assert panel.state == START | {"bumps": 5}

    def test_what_is_read_is_a_copy(self, panel):
        panel.state["bumps"] = 9
        assert panel.state == START

    def test_setting_it_draws_once_not_once_for_each_control(self, panel, monkeypatch):
        drawn = []
        monkeypatch.setattr(panel, "update", lambda: drawn.append(panel.state))
        panel.state = OTHER
        assert drawn == [OTHER]

    @pytest.mark.parametrize(
        ("values", "error", "words"),
        [
            ({"length": 1.0}, ValueError, r"no 'length'. Its names are 'height', 'rate'"),
            ({"height": 2.5}, ValueError, r"state\['height'\] must be .*2"),
            ({"height": float("nan")}, ValueError, r"state\['height'\] must be"),
            ({"height": "1"}, TypeError, r"state\['height'\] must be a number"),
            ({"bumps": 2.5}, ValueError, r"state\['bumps'\] must be a whole number"),
            ({"shape": "saw"}, ValueError, r"must be one of 'sine', 'square'; got"),
            ({"ground": 1}, TypeError, r"state\['ground'\] must be True or False"),
            ([("height", 1.0)], TypeError, "state must be a dict of control names"),
        ],
    )
    def test_errors_say_what_was_expected_and_nothing_is_set(
        self, panel, values, error, words
    ):
        both = {"rate": 3.0} | values if isinstance(values, dict) else values
        with pytest.raises(error, match=words):
            panel.state = both
        assert panel.state == START

    def test_a_state_that_cannot_be_drawn_is_taken_back(self):
        panel = Breaking()
        with pytest.raises(ZeroDivisionError, match="planted"):
            panel.state = {"height": 2.0, "bumps": 9}
        assert panel.state == START


class TestPicture:
    def test_it_follows_a_control(self, panel):
        before = panel.pictures()
        panel.controls["height"].value = 0.5
        assert panel.pictures() != before
        assert "height 0.50 mV" in panel.pictures()[0]

    def test_all_pictures_are_sent_at_once_and_the_texts_after_them(self, sent):
        panel = PlaygroundPanel()
        sent.clear()
        panel.inspector.value.value = 0.5
        pictures = [figure.widget.children[1] for figure in panel.figures]
        texts = [part for part in sent if part not in pictures]
        assert panel.inspector.sum in texts
        assert sent == pictures + texts

    def test_only_a_hand_counts_as_a_move(self, panel):
        moves = []
        panel.on_move(lambda: moves.append(panel.state["height"]))
        panel.state = OTHER
        panel.reset()
        assert moves == []
        panel.controls["height"].slider.value = 0.5
        assert moves == [0.5]

    def test_reset_gives_the_same_to_the_byte(self, panel):
        before = panel.pictures(), panel.words.value
        panel.state = OTHER
        assert panel.pictures() != before[0]
        panel.reset()
        assert (panel.pictures(), panel.words.value) == before
        assert panel.state == START

    def test_two_of_a_kind_differ_in_their_ids_alone(self, panel):
        other = WavePanel()
        names = [p.figures[0]._name for p in (panel, other)]
        assert names[0] != names[1]
        widths = {len(names[0]), len(names[1])}
        if len(widths) == 1:
            assert len(panel.pictures()[0]) == len(other.pictures()[0])

    def test_a_panel_is_what_the_cell_shows(self, panel):
        bundle = panel._repr_mimebundle_()
        assert "application/vnd.jupyter.widget-view+json" in bundle
        assert repr(panel) == "WavePanel: " + panel.describe()

    def test_what_one_thread_does_in_silence_leaves_another_ones_hand_heard(self, panel):
        moves = []
        panel.on_move(lambda: moves.append(panel.state["rate"]))

        def move_beside(_change):
            hand = threading.Thread(target=setattr, args=(rate, "value", 2.5))
            hand.start()
            hand.join()

        rate = panel.controls["rate"]
        panel.controls["height"].observe(move_beside)
        panel.set_controls({"height": 0.5})
        assert moves == [2.5]
        rate.value = 1.5
        assert moves == [2.5, 1.5]


class TestWords:
    def test_they_change_when_the_state_does(self, panel):
        seen = {panel.describe()}
        for name, value in OTHER.items():
            panel.state = {name: value}
            seen.add(panel.describe())
        assert len(seen) == 1 + len(OTHER)

    def test_they_stand_under_the_picture(self, panel):
        panel.state = OTHER
        assert panel.words.value == f"<p>{panel.describe()}</p>"

    def test_signs_that_html_would_swallow_are_shown(self, panel, monkeypatch):
        monkeypatch.setattr(panel, "describe", lambda: "a < b & c")
        panel.render()
        assert panel.words.value == "<p>a &lt; b &amp; c</p>"

    def test_code_builds_the_same_panel(self, panel):
        panel.state = OTHER
        names = {}
        exec(panel.code(), names)
        assert names["panel"].state == OTHER


class Sheet(HasTraits):
    """No widget, but something to look at and to set: a list of numbers."""

    value = Tuple((1, 2))

    def check(self, value):
        if not isinstance(value, list | tuple) or not all(
            isinstance(n, int) for n in value
        ):
            raise TypeError(f"sheet must be whole numbers, got {value!r}.")
        return tuple(value)


class TestControlsThatAreNoWidgets:
    """A pad to draw on, a list of edits: whatever has a value and can be observed."""

    @pytest.fixture
    def panel(self):
        class Sheeted(WavePanel):
            def __init__(self):
                self.sheet = Sheet()
                super().__init__()

            def arrange(self, parts):
                self.controls["sheet"] = self.sheet
                return super().arrange(parts)

        return Sheeted()

    def test_they_are_part_of_the_state(self, panel):
        assert panel.state == START | {"sheet": [1, 2]}
        panel.state = {"sheet": [7], "bumps": 5}
        assert panel.sheet.value == (7,)
        panel.reset()
        assert panel.state == START | {"sheet": [1, 2]}

    def test_their_check_refuses_and_nothing_is_set(self, panel):
        with pytest.raises(TypeError, match="sheet must be whole numbers, got 'x'"):
            panel.state = {"bumps": 5, "sheet": "x"}
        assert panel.state == START | {"sheet": [1, 2]}

    def test_the_picture_follows_them(self, panel, monkeypatch):
        drawn = []
        monkeypatch.setattr(panel, "update", lambda: drawn.append(panel.state["sheet"]))
        panel.sheet.value = (3, 4)
        assert drawn == [[3, 4]]

    def test_a_sweep_passes_them_by(self, panel):
        assert panel.sweep() == WavePanel().sweep()


class TestOnAKernel:
    """With an event loop, as in a notebook."""

    def test_a_thousand_events_are_few_pictures_and_the_last_value_is_shown(self):
        async def scenario():
            panel = WavePanel()
            drawn = []
            update = panel.update
            panel.update = lambda: (
                drawn.append(panel.state["height"]),
                update(),
                spend(0.01),
            )
            for k in range(1000):
                panel.controls["height"].value = k / 500
            await asyncio.sleep(0.05)
            panel.flush()
            return drawn, panel.figures[0].layers(), panel.words.value

        drawn, layers, words = on_a_loop(scenario)
        assert drawn == [0.0, 1.998]
        assert "height 2.00 mV" in layers[-1]
        assert "2.00 mV" in words

    def test_an_error_is_shown_on_the_page_and_goes_when_it_is_over(self):
        async def scenario():
            panel = Breaking()
            seen = []
            for height in (1.75, 1.0):
                panel.controls["height"].value = height
                panel.flush()
                seen.append((panel.error.value, "ann-hidden" in panel.error._dom_classes))
            return seen

        (message, hidden), after = on_a_loop(scenario)
        assert "ZeroDivisionError: planted" in message
        assert "{'height': 1.75, 'rate': 1.0" in unescape(message)
        assert 'role="alert"' in message
        assert not hidden
        assert after == ("", True)

    def test_words_that_fail_are_shown_as_an_error_too(self, monkeypatch):
        async def scenario():
            panel = WavePanel()
            monkeypatch.setattr(panel, "describe", lambda: 1 / 0)
            panel.controls["height"].value = 1.5
            await asyncio.sleep(1)
            return panel.error.value

        assert "ZeroDivisionError: division by zero" in on_a_loop(scenario)

    def test_words_still_on_their_way_when_it_is_closed_are_left_out(self):
        async def scenario():
            failed = []
            loop = asyncio.get_running_loop()
            loop.set_exception_handler(lambda _loop, told: failed.append(told))
            panel = WavePanel()
            speech = panel._speech
            panel.close()
            speech._answer(loop)  # as a thread asked for it, just before
            await asyncio.sleep(1)
            return failed

        assert on_a_loop(scenario) == []

    def test_the_reset_button_resets(self):
        async def scenario():
            panel = WavePanel()
            panel.state = OTHER
            panel.reset_button.click()
            await asyncio.sleep(0.01)
            return panel.state

        assert on_a_loop(scenario) == START


class TestBuilding:
    def test_an_unknown_name_in_a_group_is_named(self, panel):
        class Misnamed(Panel):
            def __init__(self):
                controls = {"height": slider("height", 1, 0, 2, 1)}
                super().__init__(panel.figures, controls, groups={"Wave": ["length"]})

        with pytest.raises(
            ValueError, match="groups names 'length', which is not a control"
        ):
            Misnamed()

    @pytest.mark.parametrize("missing", ["update", "describe"])
    def test_what_an_author_must_write_is_named(self, panel, missing):
        class Unfinished(Panel):
            def update(self):
                if missing == "update":
                    super().update()

            def describe(self):
                return super().describe() if missing == "describe" else "Something."

        with pytest.raises(NotImplementedError, match=f"Unfinished must define {missing}"):
            Unfinished(panel.figures, {})

    def test_close_leaves_no_widget_behind(self):
        WavePanel().close()
        before = set(_instances)
        panel = WavePanel()
        assert set(_instances) - before
        panel.close()
        left = [type(_instances[key]).__name__ for key in set(_instances) - before]
        assert left == []
