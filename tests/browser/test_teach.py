"""Teaching a network one's own drawings, with the mouse in real JupyterLab."""

from __future__ import annotations

import io
import json

import numpy as np
import pytest
from accessibility import ALLOWED, violations
from PIL import Image

from ann_course.panels.photo.samples import photograph

pytestmark = pytest.mark.browser

CELLS = [
    "from ann_course.panels import TeachPanel\n"
    "teach_panel = TeachPanel(['line', 'bar'])\nteach_panel"
]
WAYS = {"line": ((0.1, 0.5), (0.9, 0.5)), "bar": ((0.5, 0.1), (0.5, 0.9))}


def draw(notebook, name, off=0.0):
    pad = notebook.page.locator(".ann-pad").first.bounding_box()
    (x1, y1), (x2, y2) = WAYS[name]
    mouse = notebook.page.mouse
    mouse.move(pad["x"] + (x1 + off) * pad["width"], pad["y"] + y1 * pad["height"])
    mouse.down()
    mouse.move(pad["x"] + x2 * pad["width"], pad["y"] + (y2 - off) * pad["height"], steps=8)
    mouse.up()


def photo(name, seed):
    (x1, y1), (x2, y2) = WAYS[name]
    pixels = photograph([[[x1, y1], [x2, y2]]], rng=seed) * 255
    file = io.BytesIO()
    Image.fromarray(pixels.astype(np.uint8)).resize((1200, 1600)).save(file, "JPEG")
    return file.getvalue()


def brought(notebook, kept, *files):
    """Choose several pictures together, and wait until so many examples are kept."""
    named = [
        {"name": name, "mimeType": "image/jpeg", "buffer": content}
        for name, content in files
    ]
    notebook.page.get_by_label("Bring pictures").set_input_files(named)
    words = notebook.page.locator(".ann-panel .ann-words")
    words.get_by_text(f"{kept} examples kept").wait_for()


def test_a_drawing_is_kept_learned_and_told_before_it_is_named(notebook, shots):
    page = notebook.page
    words = page.locator(".ann-panel .ann-words")
    words.get_by_text("0 examples kept").wait_for()
    for k, name in enumerate(("line", "bar") * 3):
        page.get_by_label("this is").select_option(name)
        draw(notebook, name, 0.03 * k)
        page.get_by_role("button", name="Keep it").click()
        examples = "1 example" if k == 0 else f"{k + 1} examples"
        words.get_by_text(f"{examples} kept").wait_for()
    page.get_by_role("button", name="Train").click()
    draw(notebook, "bar", 0.05)
    words.get_by_text("It says bar").wait_for()
    notebook.screenshot(shots / "teach_answer.png")
    page.get_by_label("drawn by").select_option("a neighbour")
    page.get_by_role("button", name="Keep it").click()
    words.get_by_text("Drawn by a neighbour, it knew 1 of 1").wait_for()
    notebook.screenshot(shots / "teach_neighbour.png")
    assert notebook.errors() == []
    assert notebook.problems == []
    assert violations(page, ".ann-panel") <= ALLOWED.keys()


def test_pictures_are_examples_and_go_through_a_file(notebook, shots, tmp_path):
    page = notebook.page
    panel = page.locator(".ann-panel")
    words = panel.locator(".ann-words")
    panel.get_by_role("button", name="Reset").click()
    words.get_by_text("0 examples kept").wait_for()
    page.get_by_label("drawn by").select_option("me")
    page.get_by_label("this is").select_option("line")
    brought(
        *(notebook, 2, ("line 1.jpg", photo("line", 0)), ("diary.png", b"Dear diary")),
        ("line 2.jpg", photo("line", 1)),
    )
    panel.get_by_text("diary.png: It is not a picture, or it is damaged.").wait_for()
    page.get_by_label("this is").select_option("bar")
    brought(notebook, 4, *[(f"bar {k}.jpg", photo("bar", k)) for k in range(2)])
    panel.get_by_text("bar 1.jpg has arrived: kept as bar.").wait_for()
    assert panel.locator(".ann-arrived img").count() == 4
    panel.get_by_role("button", name="Train").click()
    brought(notebook, 5, ("bar 3.jpg", photo("bar", 3)))
    panel.get_by_text("and the network called it bar before.").wait_for()
    notebook.screenshot(shots / "teach_pictures.png")

    with page.expect_download() as download:
        panel.get_by_role("button", name="Save").click()
    assert download.value.suggested_filename == "line_bar.json"
    saved = tmp_path / "line_bar.json"
    download.value.save_as(saved)
    assert len(json.loads(saved.read_text("utf-8"))["album"]) == 5
    panel.get_by_role("button", name="Reset").click()
    words.get_by_text("0 examples kept").wait_for()
    load = panel.get_by_label("Load")
    half = saved.read_bytes()[:-40]
    load.set_input_files(
        {"name": "half.json", "mimeType": "application/json", "buffer": half}
    )
    panel.get_by_text("half.json holds no drawings that a panel has saved").wait_for()
    load.focus()
    with page.expect_file_chooser() as opened:
        load.press("Enter")
    opened.value.set_files(saved)
    words.get_by_text("5 examples kept: 2 of line, 3 of bar.").wait_for()
    panel.get_by_text("line_bar.json has arrived, with 5 examples.").wait_for()
    assert notebook.focused().startswith("Load")
    assert violations(page, ".ann-panel") <= ALLOWED.keys()
    notebook.theme("JupyterLab Dark")
    notebook.screenshot(shots / "teach_dark.png")
    assert violations(page, ".ann-panel") <= ALLOWED.keys()
    notebook.theme("JupyterLab Light")
    assert notebook.problems == []
