"""A lesson as a page to read: what stands in it, what doesn't, and where it leads."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import read as site_read
from folders import lessons
from html_reader import read
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from read import index, sitemap

from ann_course.__main__ import main
from ann_course.copying import find_course
from ann_course.learn import Exercise, Option, Prediction, Progress, Question
from ann_course.lessons import lesson_03
from ann_course.page import Task, Tasks
from ann_course.page.still import VIEW
from ann_course.panels.first_slider import FirstSliderPanel
from ann_course.reading import description_of, render
from ann_course.reading.forms import to_read

NOTEBOOKS = find_course() / "notebooks"
PAGES = {
    "00_start_here.ipynb": "00.html",
    "01_when_does_a_neuron_fire.ipynb": "01.html",
    "02_one_artificial_neuron.ipynb": "02.html",
}
AIM = """# Lesson 02: Two *neurons*

**Why two?**

## Aim

*2 of 9 minutes*

To see `x < y`, see [lesson 01](01_when_does_a_neuron_fire.ipynb#cell-id=axon), then
[lesson 09](09_edges_to_shapes.ipynb) or [below](#Is-it-so?)."""
FORMULA = r"## Is it so?" + "\n\n" + r"$$a_1 = \frac{1}{2} \qquad b < c$$ and $e^x$"


def code(name: str, source: str, *tags: str, html: str = "", **metadata: Any) -> Any:
    outputs = [new_output("display_data", {"text/html": html})] if html else []
    about = {"tags": list(tags), **metadata}
    return new_code_cell(source, id=name, metadata=about, outputs=outputs)


def page(*cells: Any, **options: Any) -> str:
    content = new_notebook(cells=[new_markdown_cell(AIM, id="aim"), *cells])
    notebook = NOTEBOOKS / "02_one_artificial_neuron.ipynb"
    return render(content, notebook, **{"pages": PAGES, **options})


def test_a_page_says_what_search_engines_ask() -> None:
    html = page(address="https://example.org/read/")
    assert "<title>Lesson 02: Two neurons</title>" in html
    described = "Why two? To see x &lt; y, see lesson 01, then lesson 09 or below."
    assert f'<meta content="{described}" name="description"/>' in html
    assert 'href="https://example.org/read/02.html" rel="canonical"' in html
    assert html.count("<h1") == 1
    assert '<html lang="en">' in html


def test_every_lesson_has_a_description_of_its_own() -> None:
    import nbformat

    told = [
        description_of(nbformat.read(path, as_version=4).cells[0].source)
        for path in NOTEBOOKS.glob("*.ipynb")
    ]
    assert len(set(told)) == len(told)
    assert all(40 < len(text) < 165 and not re.search(r"[*`\[$]", text) for text in told)


def test_links_lead_to_pages_or_are_words() -> None:
    html = page()
    assert '<a href="01.html#cell-id=axon">lesson 01</a>' in html
    assert "lesson 09" in html
    assert ".ipynb" not in html.replace(
        "index.html?path=02_one_artificial_neuron.ipynb", ""
    )
    assert '<a href="01.html" rel="prev">← 01: When does a neuron fire?</a>' in html
    assert 'rel="next"' not in html
    alone = page(pages={})
    assert "<nav" not in alone
    assert "lesson 01" in alone


def test_only_what_is_alive_can_be_opened_live() -> None:
    assert "lab/index.html" not in page()
    alive = page(code("panel", "panel", "panel"))
    assert 'href="../lab/index.html?path=02_one_artificial_neuron.ipynb"' in alive


def test_formulas_are_there_without_a_script() -> None:
    html = page(new_markdown_cell(FORMULA, id="formula"))
    assert html.count("<math") == 3
    assert "$" not in html
    assert "<mfrac>" in html
    assert 'id="Is-it-so?"' in html
    assert "<script" not in html


def test_a_page_asks_nothing_of_the_network() -> None:
    html = page(new_markdown_cell(FORMULA, id="formula"))
    assert "default-src 'none'" in html
    assert "http" not in re.sub(r"http-equiv|http://www\.w3\.org/[\w/]+", "", html)


def test_code_is_shown_folded_or_left_out() -> None:
    html = page(
        code("imports", "import numpy", "setup"),
        code("resume", "lesson.progress.resume()", "setup"),
        code("draw", "# Draws it.\ndraw()", jupyter={"source_hidden": True}),
        code("idea", "total = 1 + 1  # fmt: skip"),
        code("ask", "lesson.ask_why", "question", html="<p>Why?</p>"),
        code("write", "def f(x):\n    ...", "exercise"),
        new_markdown_cell("*For teachers.*", id="note", metadata={"tags": ["teacher"]}),
    )
    summaries = re.findall(r"<summary>(.*?)</summary>", html)
    assert summaries == ["Code: imports", "Code: Draws it."]
    text = re.sub("<style>.*?</style>|<[^>]+>", "", html, flags=re.DOTALL)
    for words in ("total = 1 + 1", "Why?", "def f(x):"):
        assert words in text, words
    for words in ("resume", "ask_why", "For teachers", "fmt"):
        assert words not in text, words
    assert 'id="cell-id=idea"' in html


def test_nothing_stands_where_only_a_widget_was() -> None:
    cell = code("panel", "panel", "panel", html="<p>Still.</p>")
    cell.outputs.append(new_output("display_data", {VIEW: {}, "text/plain": "VBox()"}))
    cell.outputs.append(new_output("stream", name="stderr", text="A warning."))
    html = page(cell)
    assert "Still." in html
    assert "VBox" not in html
    assert "warning" not in html


def test_what_is_printed_stands_in_one_piece() -> None:
    cell = code("train", "train()")
    for text in ("one\n", "\n", "\n\ntwo\n"):
        cell.outputs.append(new_output("stream", name="stdout", text=text))
        cell.outputs.append(new_output("display_data", {VIEW: {}}))
        cell.outputs.append(new_output("display_data", {"text/plain": ""}))
    assert "<pre>one\ntwo\n</pre>" in page(cell)


# What stands in the place of what is alive


def test_a_panel_is_never_locked_and_its_tasks_have_answers() -> None:
    guess = Prediction("guess", "What?", ["This.", "That."], right=1, because="So *it* is.")
    panel = FirstSliderPanel()
    panel.tasks = Tasks(Task("Slide it.", answer="It moves."), Task("Again."))
    html = to_read(guess.unlock(panel))
    reader = read(html)
    assert "Locked" not in reader.text
    assert reader.tags.count("img") == 1
    assert reader.text.index("Slide it.") < reader.text.index("It moves.")
    assert reader.tags.count("details") == 1
    assert to_read(guess.compare()) == ""


def test_what_is_asked_has_its_answer_behind_a_fold() -> None:
    guess = Prediction("guess", "What?", ["This.", "That."], right=1, because="So *it* is.")
    asked, _, answer = to_read(guess).partition("<details>")
    assert "This." in asked
    assert "So" not in asked
    assert "<b>That.</b>" in answer
    assert "<em>it</em>" in answer
    ask = Question(
        "ask", "Is 1 < 2?", [Option("Yes.", right=True), Option("No.", reply="!")]
    )
    asked, _, answer = to_read(ask).partition("<details>")
    assert "Is 1 &lt; 2?" in asked
    assert "That is right." not in asked
    assert "<b>Yes.</b> That is right." in answer
    assert "No.<br>!" in answer


def test_every_kind_of_question_tells_its_answer() -> None:
    for item in lesson_03.progress.items:
        if item.kind != "exercise":
            html = to_read(item)
            read(html)
            assert html.count("<details>") == 1


def test_an_exercise_has_its_hints_but_no_solution() -> None:
    double = Exercise(
        "double",
        "Double.",
        reference=lambda x: 2 * x,
        inputs=[(3,)],
        hints=["One?", "Two?"],
        solution="def double(x): return x + x",
    )
    html = to_read(double.check(...))
    assert "Not tried yet" not in html
    assert read(html).tags.count("details") == 2
    assert html.index("One?") < html.index("Two?")
    assert "return" not in html
    assert "Not right yet" in to_read(double.check(lambda x: x))


def test_nobodys_progress_is_shown() -> None:
    assert to_read(Progress("lesson 99", [])) == ""


# The command


def test_a_lesson_that_is_not_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read", "2", str(tmp_path / "out")]) == 1
    said = capsys.readouterr().err
    assert said.startswith("The page cannot be made: There is no lesson '2': choose from")


def test_a_package_that_is_missing_is_named_before_the_lesson_is_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "latex2mathml.converter", None)
    monkeypatch.delitem(sys.modules, "ann_course.reading.exporter", raising=False)
    assert main(["read", "02", str(tmp_path / "out")]) == 1
    said = capsys.readouterr().err
    assert said.startswith("latex2mathml is not installed. Install it, then call this")
    assert said.endswith(" -m pip install latex2mathml\n")


@pytest.mark.slow
def test_a_lesson_is_run_and_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "new folder" / "two.html"
    assert main(["read", "02", str(file)]) == 0
    assert f"The page is in {file}" in capsys.readouterr().out
    html = file.read_text(encoding="utf-8")
    assert html.count("<img") == 5  # panels
    assert "100 of 100 states: picture, arithmetic and Python agree" in html
    assert "Locked" not in html
    assert list(tmp_path.iterdir()) == [file.parent]


# The site's folder of pages


def test_the_index_lists_every_page() -> None:
    course = lessons()
    html = index(course, "https://example.org/read/")
    for lesson in course:
        assert f'<a href="{lesson.page}">{lesson.title}</a>' in html
        assert not lesson.part or lesson.question in html
    assert '<link rel="canonical" href="https://example.org/read/">' in html


def test_a_lesson_is_run_again_only_if_something_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[str] = []

    def run(path: Path) -> Any:
        ran.append(path.name)
        return new_notebook(cells=[new_markdown_cell(f"# Run {len(ran)}", id="aim")])

    monkeypatch.setattr(site_read, "KEPT", tmp_path / "run")
    monkeypatch.setattr(site_read, "run", run)
    for version, number in (("one", 1), ("one", 1), ("two", 2)):
        html = site_read.page("02_one_artificial_neuron.ipynb", PAGES, "", version)
        assert f"<title>Run {number}</title>" in html
    assert "<title>Run 3</title>" in site_read.page("00_start_here.ipynb", PAGES, "", "two")


def test_links_that_lead_nowhere_are_named(tmp_path: Path) -> None:
    (tmp_path / "read").mkdir()
    (tmp_path / "index.html").write_text('<a href="read/02.html#a?b">Read</a>')
    (tmp_path / "read" / "02.html").write_text(
        '<h2 id="a?b">Here</h2><a href="#a%3Fb">a</a><a href="https://example.org">b</a>'
        '<a class="x" href="03.html">c</a><a href="../index.html?path=x">d</a>'
        '<a href="#e">e</a>'
    )
    assert site_read.dead_links(tmp_path) == [
        "02.html links to 03.html, which is not there.",
        "02.html links to #e, which is not there.",
    ]


def test_the_map_for_search_engines_is_xml() -> None:
    text = sitemap(["https://example.org/a?b&c", "https://example.org/read/"])
    places = ElementTree.fromstring(text.encode()).findall(".//{*}loc")
    assert [place.text for place in places] == [
        "https://example.org/a?b&c",
        "https://example.org/read/",
    ]
