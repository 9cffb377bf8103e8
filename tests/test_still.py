"""What is read where no kernel runs: saved notebooks, exports, print, pages of code."""

from __future__ import annotations

import json
import re
from html import escape, unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import ipywidgets as widgets
import nbformat
import pytest
from html_reader import read
from nbclient import NotebookClient
from nbconvert import HTMLExporter, MarkdownExporter

from ann_course.learn import Option, Prediction, Progress, Question
from ann_course.page.still import Still, picture, words_of
from ann_course.panels.first_slider import FirstSliderPanel

VIEW = "application/vnd.jupyter.widget-view+json"
NAMESPACE = 'xmlns="http://www.w3.org/2000/svg"'
LESSON = Path(__file__).parents[1] / "notebooks" / "02_one_artificial_neuron.ipynb"


@pytest.fixture
def question() -> Question:
    options = [Option("`a < b`", right=True), Option("No.", reply="Look again.")]
    return Question("ask", "What *is* it?", options)


@pytest.fixture
def prediction() -> Prediction:
    return Prediction("guess", "Which way?", ["Up.", "Down."], right=0)


def forms(shown: Any) -> tuple[str, str]:
    """Return the still forms of what is alive, too: as text and as HTML."""
    bundle, living = shown.mime_bundles()
    assert set(living) == {VIEW, "text/plain"}
    assert living["text/plain"] == ""
    assert set(read(bundle["text/html"]).tags) & {"style", "script"} == set()
    return bundle["text/plain"], bundle["text/html"]


def test_a_question_is_read_with_its_options_and_what_became_of_it(question):
    text, html = forms(question)
    options = ["- " + option.text.strip("`") for option in question.options]
    shown = [options[i] for i in question.order]
    assert text.splitlines() == [
        "Question: not answered yet",
        "What is it?",
        *shown,
        "As it was when this cell was run. To go on from where you left it, choose "
        "Run > Run All Cells.",
    ]
    assert "<code>a &lt; b</code>" in html
    question.choose(0)
    text, _ = forms(question)
    assert "Question: right, 1 attempt" in text
    assert "- a < b (your choice)" in text


def test_a_still_form_does_not_tell_the_answer(question, prediction):
    for item in (question, prediction):
        assert "right" not in " ".join(forms(item))
        assert "because" not in " ".join(forms(item))


def test_a_locked_panel_is_read_with_its_picture_and_what_it_waits_for(prediction):
    panel = FirstSliderPanel()
    locked = prediction.unlock(panel)
    text, html = forms(locked)
    assert "Locked: predict first" in text
    assert panel.describe() in text
    assert html.count("<img") == len(panel.figures)
    assert html.count("Run > Run All Cells") + html.count("Run &gt; Run All Cells") == 1
    prediction.choose(0)
    assert "Locked" not in forms(locked)[0]


def test_a_closed_panel_says_so():
    panel = FirstSliderPanel()
    panel.close()
    (only,) = panel.mime_bundles()
    assert "was closed" in only["text/plain"]
    assert "was closed" in only["text/html"]


def test_a_comparison_is_read(prediction):
    assert "not recorded yet" in forms(prediction.compare())[0]


def test_the_progress_is_read_as_a_table(question, prediction):
    text, html = forms(Progress("lesson_02", [prediction, question]))
    assert "Your progress: 0 of 1 prediction recorded; 0 of 1 question" in text
    assert "Question  What is it?  not answered yet" in text
    assert "<table>" in html
    assert "base64" not in html


def test_boxes_keep_their_looks_without_a_style_sheet(question):
    _, html = forms(question)
    assert re.search(r'class="ann-card" style="[^"]*border-left: 5px solid', html)


def test_tables_are_read_from_the_left_without_a_style_sheet(question):
    _, html = forms(Progress("lesson_02", [question]))
    cells = re.findall("<t[hd][ >][^>]*>?", html)
    assert len(cells) == 6
    assert all("text-align: left" in cell for cell in cells)


def test_what_has_no_widget_is_its_still_form():
    class Plain(Still):
        def still_html(self):
            return "<p>Two &amp; two</p>"

    assert Plain().mime_bundles() == [
        {"text/plain": "Two & two", "text/html": "<p>Two &amp; two</p>"}
    ]


def test_a_still_form_must_be_written():
    class Nothing(Still, widgets.HTML):
        pass

    with pytest.raises(NotImplementedError, match="Nothing must define still_html"):
        Nothing().mime_bundles()


def test_a_picture_whose_labels_hold_signs_of_markup_can_be_read():
    drawn = f'<svg {NAMESPACE} width="72pt"><text>{escape("<1% & >99%")}</text></svg>'
    (source,) = re.findall(r'src="data:image/svg\+xml,([^"]*)"', picture(drawn, "Bars."))
    text = ElementTree.fromstring(unquote(unescape(source)))[0].text
    assert text == "<1% & >99%"


def test_a_picture_is_an_image_that_no_page_can_change():
    svg = '<svg viewBox="0 0 9 9" width="72pt"><text fill="#000">50% é</text></svg>'
    shown = picture(svg, 'A "plot"')
    assert 'alt="A &quot;plot&quot;" width="96"' in shown
    assert 'src="data:image/svg+xml,%3Csvg viewBox=%220 0 9 9%22 ' in shown
    assert "#000" not in shown
    assert "50%25 %C3%A9" in shown
    read(shown)


def test_words_are_read_line_by_line():
    table = "<table><tr><th>a</th><td>b</td></tr><tr><th>c</th><td>d</td></tr></table>"
    assert words_of(f"<div><p>1 &lt; 2</p>{table}</div>") == "1 < 2\na  b\nc  d"


# A whole lesson, run, saved and read elsewhere


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return a lesson that was run, as JupyterLab saves it: without widget state."""
    notebook = nbformat.read(LESSON, as_version=4)
    folder = tmp_path_factory.mktemp("lesson")
    client = NotebookClient(
        notebook,
        resources={"metadata": {"path": str(folder)}},
        store_widget_state=False,
        timeout=300,
    )
    client.execute()
    return notebook


def test_a_saved_lesson_is_light(saved):
    assert 40_000 < len(json.dumps(saved)) < 300_000


def outputs(notebook: Any, kind: str) -> list[Any]:
    """Return a notebook's outputs of a kind: still forms, or widgets."""
    return [
        output.data
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if kind in str(output.get("data", {}))
    ]


def test_before_each_widget_of_a_lesson_is_its_still_form(saved):
    shown = [
        output.get("data", {}) for cell in saved.cells for output in cell.get("outputs", [])
    ]
    found = [n for n, data in enumerate(shown) if VIEW in data]
    assert len(found) > 10
    assert all('class="ann-still"' in shown[n - 1]["text/html"] for n in found)


def test_the_html_of_a_saved_lesson_shows_every_output_once(saved):
    html, _ = HTMLExporter().from_notebook_node(saved)
    assert "model_id" not in html
    assert "Box(children" not in html
    lines = words_of(html).splitlines()
    found = outputs(saved, "ann-still")
    for data in found:
        assert set(words_of(data["text/html"]).splitlines()) <= set(lines)
    assert lines.count("- get taller and come more often.") == 1
    assert html.count('class="ann-still"') == len(found) > 10


def test_the_markdown_of_a_saved_lesson_holds_no_style_sheet(saved):
    text, _ = MarkdownExporter().from_notebook_node(saved)
    for unwanted in ("<style", "<script", ".ann-learn{", ".ann-learn {", "Box(children"):
        assert unwanted not in text
    for data in outputs(saved, "ann-still"):
        assert data["text/html"] in text
        assert "\n\n" not in data["text/html"]  # it would end the HTML in Markdown
    assert text.count('<img alt="') >= 3
