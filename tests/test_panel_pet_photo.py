"""The panel for a photo of a pet: its square, what networks get of it, what they say."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pytest
from PIL import Image

import ann_lib as ann
from ann_course.panels._shared.chosen_photo import OWN
from ann_course.panels.pet_photo.panel import PetPhotoPanel
from ann_lib.datasets import crop_photo, read_photo, scale_photo

RNG = np.random.default_rng(0)
LOSS = ann.SoftmaxCrossEntropy()


def networks() -> dict[str, ann.Network]:
    grey = ann.Network([ann.Dense(1024, 1)], loss=ann.BinaryCrossEntropy(), rng=0)
    layers = [ann.Conv2D(3, 2, 5, stride=4), ann.Flatten(), ann.Dense(98, 2)]
    coloured = ann.Network(
        layers, loss=ann.SoftmaxCrossEntropy(), input_shape=(32, 32, 3), rng=1
    )
    return {"drawings": grey, "photographs": coloured}


def file_of(image: Any, kind: str = "PNG", **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


@pytest.fixture
def panel():
    panel = PetPhotoPanel(networks())
    yield panel
    panel.close()


def test_each_network_gets_the_square_as_it_was_trained(panel):
    panel.state = {"size": 0.5, "right": 1.0, "down": -0.5}
    cropped = crop_photo(panel.photo, 32, size=0.5, right=1.0, down=-0.5)
    assert panel.cropped.box == cropped.box == (19, 64, 45, 90)
    image = cropped.image
    assert np.array_equal(panel.given["photographs"], image)
    assert np.allclose(panel.given["drawings"], scale_photo(image, 32))
    for name, network in panel.networks.items():
        x = panel.given[name].reshape(1, *network.shapes[0])
        assert panel.probabilities[name] == network.predict_proba(x)[0, -1]
    said = panel.describe()
    assert "The square has rows 19 to 63, columns 45 to 89." in said
    assert "Drawings gets 1,024 numbers, in grey, and says " in said
    assert "Photographs gets 3,072 numbers, in colour, and says " in said
    names = {"panel": panel}
    lines = panel.code().splitlines()
    exec(f"{lines[0]}\n{lines[-1]}", names)
    assert np.array_equal(names["image"], image)


def test_where_they_look_is_shown_on_both_kinds_of_picture(panel):
    before = panel.pictures()
    panel.state = {"look": "covering"}
    after = panel.pictures()
    assert before[0] == after[0]
    assert before[1] != after[1]
    for looks in panel.looks.values():
        assert f"by at most {np.abs(looks).max():.2f}, at row" in panel.describe()
    panel.sweep()


def test_the_network_that_knows_pale_drawings_reads_photographed_ones():
    panel = PetPhotoPanel()
    for name in panel.controls["photo"].options:
        panel.state = {"photo": name}
        is_dog = "dog" in name
        assert (panel.probabilities["a hidden layer"] > 0.5) == is_dog
    panel.close()


def test_a_photo_that_arrives_is_turned_upright_and_shown_whole(panel):
    exif = Image.Exif()
    exif[0x112] = 6  # turn it by 90° to the right
    pixels = (RNG.random((600, 1200, 3)) * 255).astype(np.uint8)
    content = file_of(Image.fromarray(pixels), "JPEG", exif=exif)
    panel.state = {"size": 0.5, "right": 0.5, "turn": 90}
    panel.upload.receive("my <cat>.jpg", 1000, content)
    panel.flush()
    state = panel.state
    assert state["photo"] == OWN
    assert (state["turn"], state["size"], state["right"], state["down"]) == (0, 1, 0, 0)
    assert np.array_equal(panel.photo, read_photo(content))
    assert panel.describe().startswith(
        "my <cat>.jpg, in 60 × 120 pixels. The square has rows"
    )
    assert "my &lt;cat&gt;.jpg has arrived." in panel.upload.arrived.value
    assert "PetPhotoPanel(networks, 'my <cat>.jpg')" in panel.code()
    panel.reset()
    assert panel.state["photo"] == "a drawn cat"


def test_small_and_clear_pictures_are_taken(panel):
    panel.upload.receive("dot.png", 100, file_of(Image.new("RGBA", (16, 40))))
    panel.flush()
    assert panel.photo.shape == (40, 16, 3)
    assert panel.given["photographs"] == pytest.approx(1)  # what is transparent is white
    assert panel.given["drawings"] == pytest.approx(0)


@pytest.mark.parametrize(
    ("name", "size", "content", "words"),
    [
        ("a.png", 5, b"hello", "It is not a picture"),
        ("a.heic", 5, b"hello", "a.heic is of another kind"),
        ("big.jpg", 9_000_000, None, "PetPhotoPanel(networks, &#x27;big.jpg&#x27;)"),
        ("tiny.png", 100, file_of(Image.new("L", (9, 90))), "It has 9 × 90 pixels"),
    ],
)
def test_what_is_no_photo_leaves_everything_as_it_was(panel, name, size, content, words):
    before = panel.state, panel.code(), panel.pictures()
    panel.upload.receive(name, size, content)
    panel.flush()
    assert words in panel.upload.error.value
    assert (panel.state, panel.code(), panel.pictures()) == before


@pytest.mark.parametrize(
    ("change", "kind", "words"),
    [
        ({"networks": 3}, TypeError, "networks must map names to trained networks"),
        (
            {"networks": {"a": ann.Network([ann.Dense(9, 2)], loss=LOSS, rng=0)}},
            ValueError,
            "three times as many, in colour",
        ),
        ({"photo": np.ones((5, 5))}, ValueError, "photo must be a file's path, or have"),
        ({"photo": "missing.jpg"}, FileNotFoundError, "missing.jpg"),
    ],
)
def test_what_it_cannot_take_is_told(change: Any, kind: Any, words: str):
    with pytest.raises(kind, match=words):
        PetPhotoPanel(**{"networks": networks()} | change)
