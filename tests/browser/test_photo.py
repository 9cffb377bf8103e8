"""A photo of one's own in real JupyterLab: it arrives, is prepared and read, or refused.

On one page two panels: a digit on paper, and a pet.
"""

from __future__ import annotations

import io

import numpy as np
import pytest
from accessibility import ALLOWED, violations
from PIL import Image

from ann_course.panels.photo.samples import DIGITS, photograph

pytestmark = pytest.mark.browser

CELLS = [
    "from ann_course.panels import PetPhotoPanel, PhotoPanel\n"
    "photo_panel = PhotoPanel()\nphoto_panel",
    "pet_panel = PetPhotoPanel()\npet_panel",
]


def choose(notebook, name, content, panel=0):
    file = {"name": name, "mimeType": "image/png", "buffer": content}
    shown = notebook.page.locator(".ann-panel").nth(panel)
    shown.locator("input[type=file]").set_input_files(file)


def text(notebook, words, panel=0):
    shown = notebook.page.locator(".ann-panel").nth(panel)
    shown.get_by_text(words).first.wait_for()


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
    text(notebook, "my 5.jpg, in 90 × 120 pixels.")
    text(notebook, "it is read as a 5")
    notebook.screenshot(shots / "photo_own.png")
    choose(notebook, "notes.png", b"Dear diary")
    text(notebook, "It is not a picture, or it is damaged.")
    text(notebook, "What is shown below is still my 5.jpg.")
    notebook.screenshot(shots / "photo_refused.png")
    choose(notebook, "again.jpg", taken(2))
    text(notebook, "again.jpg, in 90 × 120 pixels.")
    assert notebook.execute("print(photo_panel.state['photo'])") == "your own\n"
    assert notebook.errors() == []
    assert notebook.problems == []
    assert violations(notebook.page, ".ann-panel") <= ALLOWED.keys()


def test_a_photo_of_a_pet_is_cropped_moved_and_answered(notebook, shots):
    page, panel = notebook.page, notebook.page.locator(".ann-panel").nth(1)
    panel.scroll_into_view_if_needed()
    text(notebook, "The square has rows 24 to 95, columns 9 to 80.", panel=1)
    notebook.screenshot(shots / "pet_photo_start.png")
    choose(notebook, "rex.jpg", taken(8), panel=1)
    text(notebook, "rex.jpg, in 90 × 120 pixels. The square has rows 15 to 104", panel=1)
    choose(notebook, "rex.txt.png", b"Woof", panel=1)
    text(notebook, "What is shown below is still rex.jpg.", panel=1)
    choose(notebook, "tom.jpg", taken(3), panel=1)
    text(notebook, "tom.jpg, in 90 × 120 pixels.", panel=1)
    panel.get_by_label("size", exact=True).first.focus()
    page.keyboard.press("Home")
    text(notebook, "The square has rows 42 to 77, columns 27 to 62.", panel=1)
    panel.get_by_label("where it looks").select_option("covering")
    assert notebook.execute("print(pet_panel.state['look'])") == "covering\n"
    notebook.screenshot(shots / "pet_photo_own.png")
    notebook.theme("JupyterLab Dark")
    notebook.screenshot(shots / "pet_photo_dark.png")
    assert violations(page, ".ann-panel") <= ALLOWED.keys()
    notebook.theme("JupyterLab Light")
    assert notebook.errors() == []
    assert notebook.problems == []
