"""A photo of one's own in real JupyterLab: it arrives, is prepared and read, or refused."""

from __future__ import annotations

import io

import numpy as np
import pytest
from accessibility import ALLOWED, violations
from PIL import Image

from ann_course.panels.photo.samples import DIGITS, photograph

pytestmark = pytest.mark.browser

CELLS = [
    "from ann_course.panels import PhotoPanel\nphoto_panel = PhotoPanel()\nphoto_panel"
]


def choose(notebook, name, content):
    file = {"name": name, "mimeType": "image/png", "buffer": content}
    notebook.page.locator(".ann-panel input[type=file]").set_input_files(file)


def text(notebook, words):
    notebook.page.locator(".ann-panel").get_by_text(words).first.wait_for()


def taken(digit):
    photo = photograph(DIGITS[digit], rng=2)
    image = Image.fromarray((photo * 255).astype(np.uint8)).resize((1500, 2000))
    file = io.BytesIO()
    image.save(file, "JPEG")
    return file.getvalue()


def test_a_photo_of_ones_own_is_read_and_what_is_none_is_refused(notebook, shots):
    text(notebook, "A photo of a 3")
    notebook.screenshot(shots / "photo_start.png")
    choose(notebook, "my 5.jpg", taken(5))
    text(notebook, "my 5.jpg, 90 × 120 pixels.")
    text(notebook, "it is read as a 5")
    notebook.screenshot(shots / "photo_own.png")
    choose(notebook, "notes.png", b"Dear diary")
    text(notebook, "It is not a picture, or it is damaged.")
    text(notebook, "What is shown below is still my 5.jpg.")
    notebook.screenshot(shots / "photo_refused.png")
    choose(notebook, "again.jpg", taken(2))
    text(notebook, "again.jpg, 90 × 120 pixels.")
    assert notebook.execute("print(photo_panel.state['photo'])") == "your own\n"
    assert notebook.errors() == []
    assert notebook.problems == []
    assert violations(notebook.page, ".ann-panel") <= ALLOWED.keys()
