"""The teacher's page is made from a notebook and its exercises, and prints well."""

import json
import re
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest
from html_reader import read

from ann_course import panels
from ann_course.learn import (
    MISCONCEPTIONS,
    Exercise,
    Mistake,
    Option,
    Prediction,
    Question,
    teacher,
)
from ann_course.learn.answers import answer_html
from ann_course.learn.item import Item
from ann_course.lessons import lesson_01
from ann_course.page import inline
from ann_course.panels.modelled import MODELLED

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("[0-9][0-9]_*.ipynb"))


def double(x):
    return x + x if x < 100 else 2 * x


ASKED = [
    Prediction("guess", "Is 1 < 2?", ["No.", "Yes."], right=1, because="2 - 1 is 1."),
    Question(
        "ask",
        "Which?",
        [
            Option("One.", right=True, reply="Yes: `bias`."),
            Option("Two.", misconception="threshold-and-bias-are-two"),
            Option("None.", reply="Count them."),
        ],
    ),
    Exercise(
        "write",
        "Double x.",
        reference=double,
        inputs=[(1,), (3,)],
        mistakes=[Mistake(lambda x: x * x, "You squared it, as in x < x * x.")],
    ),
    Exercise("find", "Find 2 & 3.", reference=[2, 3], accepts=lambda pair: pair == [2, 3]),
]


def cell(kind, source, **metadata):
    return {"cell_type": kind, "source": source.splitlines(True), "metadata": metadata}


@pytest.fixture
def notebook(tmp_path):
    cells = [
        cell("markdown", "# Why <b>two</b>?\n\nAsked well."),
        cell("code", "from ann_course.lessons import lesson_42 as lesson", tags=["setup"]),
        cell("markdown", "## Recall\n\nHow did it go?", minutes=3),
        cell("code", "lesson.ask"),
        cell("markdown", "## Predict", minutes=2),
        cell("code", "lesson.guess\nlesson.find"),
        cell("markdown", "### Not a section"),
        cell("markdown", "### Deeper", minutes=4, extra=True),
        cell("markdown", "## Write", minutes=10.5),
        cell("code", "lesson.write.check(mine)\nlesson.guess.compare()"),
        cell("markdown", "Let them `talk` & argue.", tags=["teacher"]),
    ]
    path = tmp_path / "42_why_two.ipynb"
    path.write_text(json.dumps({"cells": cells, "metadata": {}}), encoding="utf-8")
    return path


@pytest.fixture
def lesson(monkeypatch):
    module = ModuleType("ann_course.lessons.lesson_42")
    vars(module).update({item.key: item for item in ASKED})
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return module


@pytest.fixture
def page(notebook, lesson):
    return teacher(notebook)


def test_sections_minutes_and_items_are_where_the_notebook_has_them(page):
    found = [
        (section.title, section.minutes, [item.key for item in section.items])
        for section in page.sections
    ]
    assert found == [
        ("Recall", 3, ["ask"]),
        ("Predict", 2, ["guess", "find"]),
        ("Deeper", 4, []),
        ("Write", 10.5, ["write"]),
    ]
    assert page.minutes == 15.5
    assert repr(page) == "<TeacherPage 'Why <b>two</b>?': 15.5 min>"


def test_the_page_has_the_answers_their_meaning_and_what_to_ask_next(page):
    text = read(page.html).text
    meaning = MISCONCEPTIONS["threshold-and-bias-are-two"]
    for words in (
        "Why <b>two</b>? (for teachers)",
        "Recall (3 min)",
        "Together15.5 min",
        "Deeper4 min, if there is time",
        "Yes. ✓ what happens",
        "Because: 2 - 1 is 1.",
        "One. ✓ right",
        meaning.belief,
        meaning.answer,
        f"Ask next: {meaning.ask}",
        "Say: Count them.",
        "return x + x if x < 100 else 2 * x",
        "You squared it, as in x < x * x.",
        "Answer:[2, 3]",
        "Find 2 & 3.",
        "Let them talk & argue.",
    ):
        assert words in text, words


def test_the_advice_stands_before_all_sections(page):
    text = read(page.html).text
    assert text.index("Let them talk") < text.index("Together") < text.index("Recall (3")


def test_nothing_that_was_written_becomes_markup(page):
    assert "<b>two</b>" not in page.html
    assert "1 &lt; 2" in page.html
    assert "<script" not in page.html


def test_it_is_a_whole_document_that_prints(page):
    tags = read(page.html).tags
    assert page.html.startswith("<!DOCTYPE html>\n<html lang=")
    assert tags.count("h1") == 1
    assert tags.count("h2") == 3, "a section that asks nothing is in the table alone"
    assert tags.count("title") == 1
    assert "@media print" in page.html
    assert "break-inside: avoid" in page.html
    assert not re.search(r"""(src|href)=["']|url\(|https?://""", page.html)


def test_it_saves_and_shows_itself(page, tmp_path):
    path = page.save(tmp_path / "page.html")
    assert path.read_text(encoding="utf-8") == page.html
    shown = page._repr_html_()
    body = shown[shown.index('<div class="ann-learn ann-teacher">') :]
    assert page.html.count(body) == 1


def test_it_cannot_be_saved_where_there_is_no_folder(page, tmp_path):
    with pytest.raises(OSError, match=r"there is no folder '.*nowhere'\. Create it, or"):
        page.save(tmp_path / "nowhere" / "page.html")


def test_an_item_that_no_cell_names_is_not_lost(notebook, lesson):
    extra = Question("late", "Last?", [Option("Yes.", right=True), Option("No", reply="-")])
    lesson.late = extra
    page = teacher(notebook)
    assert page.sections[-1].title == "Not named in a cell"
    assert page.sections[-1].items == [extra]


def test_items_are_found_by_the_notebooks_number(notebook):
    content = json.loads(notebook.read_text(encoding="utf-8"))
    content["cells"].append(cell("code", "lesson.predict_cut\nlesson.label_parts"))
    path = notebook.with_name("01_when.ipynb")
    path.write_text(json.dumps(content), encoding="utf-8")
    page = teacher(path)
    assert page.sections[-2].items == [lesson_01.predict_cut, lesson_01.label_parts]
    asked = {item.key for section in page.sections for item in section.items}
    assert asked == {item.key for item in lesson_01.ITEMS}


@pytest.mark.parametrize("name", ["42_why.ipynb", "why.ipynb"])
def test_a_notebook_without_exercises_has_a_page_too(notebook, name):
    path = notebook.rename(notebook.with_name(name))
    page = teacher(path)
    assert [section.items for section in page.sections] == [[], [], [], []]
    read(page.html)


@pytest.mark.parametrize("content", ["not json", "[]", "{}", '"text"', "3"])
def test_a_file_that_is_no_notebook_is_refused(tmp_path, content):
    path = tmp_path / "notes.ipynb"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=r"notes\.ipynb is not one"):
        teacher(path)


def test_what_to_ask_next_fits_the_item(page):
    text = read(page.html).text
    assert "Ask next: What would have to be true for “No”? How would you notice?" in text
    told = "You squared it, as in x < x * x."
    assert f"Ask next: What may someone have written who is told: “{told}”?" in text
    option = Option("Two.", misconception="answers-are-exact", reply="No.", ask="Why two?")
    item = Question("ask", "Which?", [Option("One.", right=True), option])
    assert "Ask next: Why two?" in read(answer_html(item)).text
    assert MISCONCEPTIONS["answers-are-exact"].ask not in answer_html(item)
    guess = Prediction("guess", "So?", ["No.", "Yes."], right=1, ask="Since when?")
    assert "Ask next: Since when?" in read(answer_html(guess)).text


def test_teachers_never_read_the_same_question_again_and_again():
    asked = Counter(
        question
        for path in NOTEBOOKS
        for question in re.findall(r"Ask next: ([^?]+\?)", read(teacher(path).html).text)
    )
    assert len(asked) >= 90
    assert max(asked.values()) <= 6


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_each_lessons_page_names_all_that_it_asks(path):
    page = teacher(path)
    reader = read(page.html)
    assert "Not named in a cell" not in [section.title for section in page.sections]
    for section in page.sections:
        assert all(isinstance(item, Item) for item in section.items)
    asked = [item for section in page.sections for item in section.items]
    if path.name.startswith("00"):
        return
    assert page.minutes > 0
    assert len(asked) >= 6
    for item in asked:
        if isinstance(item, Exercise):
            assert item.mistakes[0].message.replace("`", "")[:40] in reader.text


def test_there_is_something_to_ask_next_after_each_item_and_each_wrong_answer():
    silent = []
    for path in NOTEBOOKS:
        for item in (item for section in teacher(path).sections for item in section.items):
            if not (item.ask or isinstance(item, Question)):
                silent.append(item.key)
            silent += [
                f"{item.key}: {option.text}"
                for option in getattr(item, "options", ())
                if isinstance(option, Option)
                if not (option.right or option.ask or option.misconception)
            ]
    assert not silent


def test_every_panel_says_what_it_models_and_what_it_leaves_out():
    assert list(MODELLED) == panels.__all__
    said = [words for each in MODELLED.values() for words in each]
    assert len(set(said)) == 2 * len(MODELLED)
    for words in said:
        assert re.fullmatch(r"[A-Z].{40,}[.?]", words), words
        assert len(words.split()) <= 50, words


def test_each_panel_is_explained_where_a_lesson_first_uses_it():
    explained = set()
    for path in NOTEBOOKS:
        page = teacher(path)
        here = [name for section in page.sections for name in section.panels]
        assert len(here) == len(set(here))
        assert "Aim" not in [section.title for section in page.sections if section.panels]
        text = read(page.html).text
        for name in here:
            for words in MODELLED[name]:
                assert read(inline(words)).text in text
        explained |= set(here)
    assert explained == set(MODELLED)
