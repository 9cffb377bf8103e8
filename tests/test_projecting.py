"""A lesson to project: what is folded, its settings, its slides, and the commands."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import nbformat
import pytest
from html_reader import read
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from ann_course.__main__ import main
from ann_course.copying import find_course
from ann_course.projecting import SETTINGS, projected, write_settings
from ann_course.slides import slides

NOTEBOOKS = sorted((find_course() / "notebooks").glob("[0-9]*.ipynb"))
LESSON = next(path for path in NOTEBOOKS if path.stem.startswith("02"))

AIM = """# Two *neurons*

**Why two?**

## Aim

*2 of 9 minutes*

To see `x < y`.

- Look;
- look again."""
SETUP = """
from ann_course.learn import Option, Prediction, Question
from ann_course.page import Task, Tasks
from ann_course.panels.first_slider import FirstSliderPanel

ask = Question("ask", "Is 1 < 2?", [Option("Yes.", right=True), Option("No.", reply="!")])
guess = Prediction("guess", "What next?", ["This.", "That."], right=0, because="So.")
"""
PANEL = """
panel = FirstSliderPanel()
panel.tasks = Tasks(Task("Slide it to *one*."))
guess.unlock(panel)
"""


def code(name: str, source: str, *tags: str) -> Any:
    return new_code_cell(source, id=name, metadata={"tags": list(tags)})


@pytest.fixture
def lesson(tmp_path: Path) -> Path:
    cells = [
        new_markdown_cell(AIM, id="aim"),
        code("setup", SETUP, "setup"),
        code("guess", "guess", "predict"),
        code("panel", PANEL, "panel"),
        code("told", "guess.compare()", "predict"),
        code("idea", "print('said')\ntotal = 1 + 1"),
        code("write", "undefined", "exercise", "raises-exception"),
        code("ask", "ask", "question"),
        code("later", "1 / 0"),
        new_markdown_cell("*For teachers.*", id="note", metadata={"tags": ["teacher"]}),
    ]
    path = tmp_path / "lesson.ipynb"
    nbformat.write(new_notebook(cells=cells), path)
    return path


def cells_of(path: Path) -> dict[str, Any]:
    cells = json.loads(projected(path.read_bytes()))["cells"]
    return {cell["id"]: cell["metadata"] for cell in cells}


def test_what_a_class_need_not_see_is_folded(lesson: Path) -> None:
    folded = {
        name
        for name, metadata in cells_of(lesson).items()
        if metadata.get("jupyter", {}).get("source_hidden")
    }
    assert folded == {"setup", "guess", "panel", "told", "ask", "note"}


def test_each_cell_has_its_part_in_the_slides(lesson: Path) -> None:
    kinds = {name: m["slideshow"]["slide_type"] for name, m in cells_of(lesson).items()}
    assert [name for name, kind in kinds.items() if kind == "slide"] == [
        "aim", "guess", "panel", "ask"
    ]  # fmt: skip
    assert set(kinds.values()) == {"slide", "skip"}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem[:2])
def test_only_metadata_changes_and_a_second_time_nothing(path: Path) -> None:
    before = json.loads(path.read_bytes())
    once = projected(path.read_bytes())
    after = json.loads(once)
    for one, other in zip(before["cells"], after["cells"], strict=True):
        assert one | {"metadata": 0} == other | {"metadata": 0}
        assert one["metadata"].items() <= other["metadata"].items()
    assert projected(once) == once
    nbformat.validate(nbformat.from_dict(after))


def test_settings_that_were_changed_on_the_page_stay(tmp_path: Path) -> None:
    folder = write_settings(tmp_path)
    files = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*-settings")}
    assert len(files) == len(SETTINGS)
    themes = files["@jupyterlab/apputils-extension/themes.jupyterlab-settings"]
    assert "content-font-size1" in json.loads(themes.read_text())["overrides"]
    themes.write_text("{}")
    write_settings(tmp_path)
    assert themes.read_text() == "{}"


# The slides


def test_slides_are_aim_prediction_panel_and_question(lesson: Path) -> None:
    page = read(slides(lesson))
    assert page.tags.count("section") == 5
    assert page.tags.count("h1") == 1
    assert page.tags.count("img") == 1
    for words in (
        "Two neurons", "Why two?", "To see x < y.", "look again.", "What next?", "That.",
        "Slide it to one.", "Is 1 < 2?",
    ):  # fmt: skip
        assert words in page.text, words
    for words in ("minutes", "For teachers", "said", "predict first", "not answered"):
        assert words not in page.text, words


def test_slides_ask_nothing_of_the_network(lesson: Path) -> None:
    html = slides(lesson)
    assert "default-src 'none'" in html
    assert "http" not in html.replace("http-equiv", "").replace("http://www.w3.org/", "")


def test_slides_leave_no_trace_and_find_none(
    lesson: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here = Path.cwd()
    slides(LESSON)
    assert Path.cwd() == here
    assert not (lesson.parent / "progress").exists()
    assert capsys.readouterr().out == ""


def test_a_cell_that_fails_is_named(lesson: Path) -> None:
    content = nbformat.read(lesson, as_version=4)
    content.cells[5].source = "1 / 0"
    nbformat.write(content, lesson)
    with pytest.raises(RuntimeError, match="The cell idea fails: division by zero"):
        slides(lesson)


# The commands


def test_the_slides_of_a_lesson_are_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "new folder" / "two.html"
    assert main(["slides", "02", str(file)]) == 0
    assert file.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert f"The slides are in {file}" in capsys.readouterr().out


def test_by_default_slides_are_named_after_the_lesson_and_its_page_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["slides", "00"]) == 0
    assert os.listdir() == ["00_start_here_slides.html"]  # `read` writes 00_start_here.html


def test_a_place_that_cannot_be_written_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["slides", "00", str(tmp_path)]) == 1
    assert capsys.readouterr().err.startswith("The slides cannot be made: ")


def test_project_opens_the_folded_copy_in_the_simple_interface(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from jupyterlab.labapp import LabApp

    calls: list[list[str]] = []
    monkeypatch.setattr(LabApp, "launch_instance", calls.append)
    folder = tmp_path / "shown"
    assert main(["project", "02", str(folder), "--no-browser"]) == 0
    copied = folder / LESSON.name
    assert copied.read_bytes() == projected(LESSON.read_bytes())
    (call,) = calls
    assert call[:2] == [str(copied), f"--LabApp.default_url=/doc/tree/{LESSON.name}"]
    settings = folder / ".jupyterlab" / "settings"
    assert f"--LabApp.user_settings_dir={settings}" in call
    assert settings.is_dir()
    assert call[-1] == "--no-browser"


@pytest.mark.parametrize("command", ["project", "slides"])
def test_a_lesson_that_is_not_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    assert main([command, "2", str(tmp_path / "out")]) == 1
    assert "There is no lesson '2': choose from 00, 01, 02" in capsys.readouterr().err
    assert os.listdir(tmp_path) == []
