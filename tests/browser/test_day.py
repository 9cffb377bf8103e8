"""The day panel in real JupyterLab: networks learn in view, and end where code ends."""

from __future__ import annotations

import json

import pytest

pytestmark = pytest.mark.browser

CELLS = ["from ann_course.panels import DayPanel", "panel = DayPanel()\npanel"]


def test_networks_learn_in_view_and_end_where_code_ends(panel, notebook):
    before = panel.picture()
    panel.root.get_by_label("rows known").select_option("60")
    panel.wait_for_change(before)
    panel.wait_for_words("The networks are learning")
    panel._wait("!panel.querySelector('.ann-words').innerText.includes(given)", "learning")
    seen = panel.words
    assert seen.startswith("Known: 60 rows")
    said = notebook.execute(
        "other = DayPanel()\nother.state = {'rows': '60'}\n"
        "import json; print(json.dumps(other.describe())); other.close()"
    )
    assert seen == json.loads(said)


def test_a_slider_is_answered_while_they_learn(panel):
    panel.root.get_by_label("rows known").select_option("1,000")
    panel.wait_for_words("The networks are learning")
    slider = panel.slider("how warm")
    slider.press_until_end("End")
    panel.wait_for_drawn("no such day was ever seen")
    panel._wait("!panel.querySelector('.ann-words').innerText.includes(given)", "learning")
    assert "Known: 1,000 rows" in panel.words
    assert "No such day was ever seen." in panel.words


def test_its_texts_can_be_read_with_both_warnings(panel):
    panel.root.get_by_label("bill", exact=True).check()
    panel.slider("how warm").press_until_end("Home")
    panel.wait_for_drawn("bill: known only afterwards")
    panel.wait_for_drawn("no such day was ever seen")
    panel._wait("!panel.querySelector('.ann-words').innerText.includes(given)", "learning")
    assert panel.text_problems() == []
