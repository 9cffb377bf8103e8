"""The photo panel: what it prepares and reads, and a photo that arrives or does not."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from small_networks import image_classifier

from ann_course.panels.photo.panel import FIRST, OWN, PhotoPanel
from ann_course.panels.photo.samples import DIGITS, photograph
from ann_lib.datasets import prepare_photo, read_photo, scale_photo


def file_of(digit: int) -> bytes:
    pixels = (photograph(DIGITS[digit], rng=2) * 255).astype(np.uint8)
    file = io.BytesIO()
    Image.fromarray(pixels).resize((600, 800)).save(file, "JPEG")
    return file.getvalue()


@pytest.fixture
def panel():
    panel = PhotoPanel()
    yield panel
    panel.close()


def test_a_photo_is_there_at_once_and_read_only_when_prepared(panel):
    assert panel.state["photo"] == f"a {FIRST}"
    prepared, scaled = panel.answers
    assert prepared.argmax() == FIRST != scaled.argmax()
    assert f"it is read as a {FIRST}, " in panel.describe()
    assert np.array_equal(panel.prepared.image, prepare_photo(panel.photo, 8).image)
    assert np.array_equal(panel.scaled, scale_photo(panel.photo, 8))


def test_the_controls_are_those_of_the_preparation(panel):
    panel.state = {"photo": "a 5", "shade": 0.5, "threshold": 0.7, "turn": 90}
    expected = prepare_photo(panel.photo, 8, shade=0.5, threshold=0.7)
    assert np.array_equal(panel.prepared.image, expected.image)
    assert panel.photo.shape == (90, 120, 3)
    assert "120 × 90 pixels, turned by 90° to the right" in panel.describe()
    names = {"panel": panel}
    exec(panel.code().split("\n\n")[0] + "\n" + panel.code().splitlines()[-1], names)
    assert np.array_equal(names["image"], expected.image)


def test_it_is_turned_to_the_right(panel):
    before = panel.photo
    panel.state = {"turn": 90}
    assert np.array_equal(panel.photo[0, -1], before[0, 0])


def test_a_photo_that_arrives_is_shown_and_reset_goes_back(panel):
    panel.state = {"turn": 180}
    panel.upload.receive("mine <5>.jpg", 1000, file_of(5))
    panel.flush()
    assert panel.state["photo"] == OWN
    assert panel.state["turn"] == 0
    assert panel.answers[0].argmax() == 5
    assert panel.describe().startswith(
        "mine <5>.jpg, in 90 × 120 pixels. The ink is in rows "
    )
    assert "mine &lt;5&gt;.jpg has arrived." in panel.upload.arrived.value
    assert "PhotoPanel(photo='mine <5>.jpg')" in panel.code()
    panel.upload.receive("other.png", 1000, file_of(7))
    panel.flush()
    assert panel.answers[0].argmax() == 7
    panel.reset()
    assert panel.state["photo"] == f"a {FIRST}"
    assert PhotoPanel().state["photo"] == f"a {FIRST}"
    panel.state = {"photo": OWN}
    assert panel.answers[0].argmax() == 7
    panel.sweep()


def test_what_is_no_photo_leaves_everything_as_it_was(panel):
    before = panel.state, panel.code(), panel.pictures()
    for name, size, content, words in (
        ("a.png", 5, b"hello", "It is not a picture"),
        ("a.heic", 5, b"hello", "a.heic is of another kind"),
        ("big.jpg", 9_000_000, None, "PhotoPanel(network, &#x27;big.jpg&#x27;)"),
        ("empty.jpg", 0, b"", "empty.jpg is empty"),
    ):
        panel.upload.receive(name, size, content)
        panel.flush()
        assert words in panel.upload.error.value
        assert (panel.state, panel.code(), panel.pictures()) == before


def test_blank_paper_is_said_to_have_no_ink(panel):
    file = io.BytesIO()
    Image.new("RGB", (50, 50), "white").save(file, "PNG")
    panel.upload.receive("blank.png", 100, file.getvalue())
    panel.flush()
    assert "No ink is found on it" in panel.describe()
    assert panel.answers[0].sum() == pytest.approx(1)


def test_a_path_is_read_and_other_networks_are_served(tmp_path: Path):
    path = tmp_path / "seven.jpg"
    path.write_bytes(file_of(7))
    panel = PhotoPanel(image_classifier(), path)
    assert panel.prepared.image.shape == (4, 4)
    assert np.array_equal(panel.photo, read_photo(file_of(7)))
    assert panel.describe().startswith("Your own photo, in 90 × 120 pixels.")
    panel.close()


@pytest.mark.parametrize(
    ("arguments", "kind", "words"),
    [
        ({"network": 3}, TypeError, "network must be a trained Network"),
        ({"photo": np.ones((5, 5))}, ValueError, "photo must be a file's path, or have"),
        ({"photo": "missing.jpg"}, FileNotFoundError, "missing.jpg"),
    ],
)
def test_what_it_cannot_take_is_told(arguments: Any, kind: Any, words: str):
    with pytest.raises(kind, match=words):
        PhotoPanel(**arguments)
