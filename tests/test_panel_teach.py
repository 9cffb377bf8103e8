"""The teaching panel: what is kept, what it learns, and how it is judged."""

from __future__ import annotations

import io
import json
from typing import Any

import numpy as np
import pytest
from drawn_digits import hands
from on_picture import texts
from PIL import Image

from ann_course.panels.photo.samples import photograph
from ann_course.panels.teach.album import MOST, pixels_of, written
from ann_course.panels.teach.panel import TeachPanel

LINE = [[[0.1, 0.5], [0.9, 0.5]]]
BAR = [[[0.5, 0.1], [0.5, 0.9]]]
NAMES = ["line", "bar"]


@pytest.fixture
def panel():
    panel = TeachPanel(NAMES)
    yield panel
    panel.close()


def keep(panel: TeachPanel, name: str, drawing: Any, hand: str = "me") -> None:
    panel.state = {"drawing": drawing, "this is": name, "drawn by": hand}
    panel.buttons["Keep it"].click()
    panel.flush()


def taught(panel: TeachPanel) -> TeachPanel:
    for name, drawing in (("line", LINE), ("bar", BAR)) * 2:
        keep(panel, name, drawing)
    panel.buttons["Train"].click()
    panel.flush()
    return panel


def test_it_learns_hands_of_four_digits_and_knows_those_of_a_neighbour():
    names = [*"0147"]
    panel = TeachPanel(names)
    drawn = [(str(d), s) for d, s in hands(np.random.default_rng(0), 8) if str(d) in names]
    for k in np.random.default_rng(1).permutation(len(drawn)):
        name, strokes = drawn[k]
        many = len(panel.state["album"]) >= 16
        keep(panel, name, strokes, "a neighbour" if many else "me")
        if len(panel.state["album"]) == 16:
            panel.train()
            panel.flush()
    called = [(name, called) for name, hand, called, _ in panel.state["album"] if called]
    assert len(called) == 16  # only those that it was shown after it was trained
    right = sum(name == answer for name, answer in called)
    assert right >= 12
    assert f"Drawn by a neighbour, it knew {right} of 16" in panel.describe()
    assert "Drawn by me" not in panel.describe()
    panel.close()


def test_what_is_kept_is_answered_first_and_learned_then(panel):
    taught(panel)
    assert panel.state["learned"] == 4
    before = panel.network
    keep(panel, "bar", LINE, "a neighbour")
    assert panel.state["album"][-1] == ["bar", "a neighbour", "line", LINE]
    assert "Drawn by a neighbour, it knew 0 of 1 before it was told." in panel.describe()
    assert panel.state["learned"] == 5
    assert panel.network is not before


def test_nothing_is_trained_before_there_is_enough(panel):
    keep(panel, "line", LINE)
    panel.train()
    panel.flush()
    assert panel.network is None
    assert "Keep at least 2 of each first: line, bar." in panel.note.value
    keep(panel, "line", LINE)
    assert panel.describe().startswith("2 examples kept: 2 of line, 0 of bar.")


def test_blank_paper_is_not_kept_and_an_album_becomes_full(panel):
    panel.keep()
    panel.flush()
    assert "Draw something first." in panel.note.value
    assert panel.state["album"] == []
    album = [["line", "me", "", LINE]] * MOST
    panel.state = {"album": album, "drawing": LINE}
    panel.keep()
    panel.flush()
    assert "The album is full" in panel.note.value
    assert panel.state["album"] == album


def test_undo_takes_back_each_step_and_the_reset(panel):
    taught(panel)
    states = [panel.state]
    keep(panel, "line", BAR)
    panel.clear()
    panel.reset()
    assert panel.state["album"] == []
    assert panel.network is None
    for _ in range(3):
        panel.undo()
        panel.flush()
    now = panel.state
    assert (now["album"], now["learned"]) == (states[0]["album"], 4)
    assert now["drawing"] == BAR  # which had been drawn, but not kept
    for _ in range(20):
        panel.undo()
    panel.flush()
    assert panel.state["album"] == []


def test_the_same_album_gives_the_same_network(panel, tmp_path):
    taught(panel).save(tmp_path / "mine.json")
    other = TeachPanel(NAMES)
    other.load(tmp_path / "mine.json")
    for each in (panel, other):
        each.state = {"drawing": LINE}
    assert np.array_equal(panel.answer, other.answer)
    other.undo()
    other.flush()
    assert other.state["album"] == []
    with pytest.raises(ValueError, match=r"Build|build the panel with TeachPanel"):
        TeachPanel(["a", "b"]).load(tmp_path / "mine.json")
    other.close()


def test_files_from_home_and_those_that_are_not_there(panel, tmp_path, monkeypatch):
    for variable in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(variable, str(tmp_path))
    taught(panel).save("~/mine.json")
    other = TeachPanel(NAMES)
    other.load("~/mine.json")
    assert other.state["album"] == panel.state["album"]
    for use in (other.load, other.add):
        with pytest.raises(FileNotFoundError, match=r"There is no file 'mne\.json' in "):
            use("mne.json")
    other.close()


@pytest.mark.parametrize(
    "content",
    ["", "[]", '{"names": ["line", "bar"]}', "{", "3", "[" * 100_000, "\xff",
     '{"names": 3, "album": [], "learned": 0}'],
)  # fmt: skip
def test_other_files_are_not_loaded(panel, tmp_path, content):
    path = tmp_path / "other.json"
    path.write_text(content, encoding="latin-1")
    with pytest.raises(ValueError, match="holds no drawings"):
        panel.load(path)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"album": [["line", "me", ""]]}, r"album\[0\] must be \[name, hand, called"),
        ({"album": [["line", "me", "", "00ff"]]}, r"album\[0\] must have 16 × 16 pixels"),
        ({"album": [["line", "me", "", [[[2, 2]]]]]}, "from 0 to 1"),
        ({"album": {"line": 3}}, "album must be a list of at most 200 drawings"),
        ({"learned": -1}, "learned must be at least 0"),
        ({"learned": "all"}, "learned must be a whole number"),
    ],
)
def test_a_damaged_file_changes_nothing_and_is_told(panel, change, words):
    keep(panel, "line", LINE)
    before = panel.state
    saved = {"names": NAMES, "album": before["album"], "learned": 0} | change
    panel.album_upload.receive("mine.json", 100, json.dumps(saved).encode())
    panel.flush()
    assert "mine.json is damaged: " in panel.album_upload.error.value
    assert "Choose another file that <em>Save</em> made." in panel.album_upload.error.value
    assert panel.state == before
    with pytest.raises(ValueError, match=words):
        panel._load("mine.json", json.dumps(saved).encode())


def test_drawings_and_pictures_go_through_a_file_of_the_browser(panel):
    panel.save_button.click()
    assert "Keep an example first." in panel.note.value
    panel.pictures_upload.receive("bar 1.jpg", 1000, file_of(BAR))
    keep(taught(panel), "line", BAR)
    offered = []
    panel.download.send = offered.append
    panel.save_button.click()
    (file,) = offered
    assert file["name"] == "line_bar.json"
    assert "Your browser puts line_bar.json where it puts" in panel.note.value
    other = TeachPanel(NAMES)
    content = file["text"].encode()
    other.album_upload.receive("line_bar (1).json", len(content), content)
    assert "line_bar (1).json has arrived, with 6 examples." in (
        other.album_upload.arrived.value
    )
    assert {n: other.state[n] for n in ("album", "learned")} == {
        n: panel.state[n] for n in ("album", "learned")
    }
    other.undo()
    other.flush()
    assert other.state["album"] == []
    other.close()


# Pictures that are brought.


def file_of(strokes: Any, seed: int = 0) -> bytes:
    """Return a photo of a drawing on paper."""
    pixels = (photograph(strokes, rng=seed) * 255).astype(np.uint8)
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "JPEG")
    return file.getvalue()


def test_a_photo_of_a_drawing_becomes_what_the_drawing_is(panel):
    panel.state = {"this is": "bar", "drawn by": "a neighbour"}
    panel.pictures_upload.receive("<my> bar.jpg", 1000, file_of(BAR))
    panel.flush()
    name, hand, called, ink = panel.state["album"][0]
    assert (name, hand, called) == ("bar", "a neighbour", "")
    drawn = pixels_of(BAR)
    assert np.corrcoef(pixels_of(ink).ravel(), drawn.ravel())[0, 1] > 0.8
    arrived = panel.pictures_upload.arrived.value
    assert "&lt;my&gt; bar.jpg has arrived: kept as bar." in arrived
    assert arrived.count("<img") == 2
    assert panel.describe().startswith("1 example kept: 0 of line, 1 of bar.")
    compile(panel.code(), "code", "exec")


def test_several_pictures_are_answered_then_kept_and_undone_together(panel):
    taught(panel)
    panel.state = {"this is": "line", "drawn by": "a neighbour"}
    for k, content in enumerate((file_of(LINE), b"Dear diary", file_of(BAR, 1))):
        name = f"{k}.jpg"
        panel.pictures_upload.receive(name, len(content), content, more=k > 0)
    panel.flush()
    kept = panel.state["album"][4:]
    assert [called for _, _, called, _ in kept] == ["line", "bar"]
    assert panel.state["learned"] == 6
    assert "Drawn by a neighbour, it knew 1 of 2 before it was told." in panel.describe()
    assert "1.jpg: It is not a picture" in panel.pictures_upload.error.value
    arrived = panel.pictures_upload.arrived.value
    assert "2.jpg has arrived: kept as line, and the network called it bar bef" in arrived
    assert "0.jpg has arrived" in arrived
    panel.undo()
    panel.flush()
    assert len(panel.state["album"]) == 4


def test_what_is_no_drawing_is_only_scaled(panel, tmp_path):
    file = io.BytesIO()
    Image.new("L", (90, 60), 51).save(file, "PNG")
    panel.pictures_upload.receive("night.png", 100, file.getvalue())
    error = panel.pictures_upload.error.value
    assert "night.png: No ink is found on it." in error
    assert "choose <em>pictures of</em> anything else" in error
    assert panel.state["album"] == []
    panel.kind.value = "anything else"
    panel.pictures_upload.receive("night.png", 100, file.getvalue())
    panel.flush()
    ink = panel.state["album"][0][3]
    assert pixels_of(ink) == pytest.approx(0.8, abs=0.01)
    assert written(pixels_of(ink)) == ink
    (tmp_path / "night.png").write_bytes(file.getvalue())
    panel.add(tmp_path / "night.png")
    assert len(panel.state["album"]) == 2


def test_a_full_album_takes_no_picture(panel):
    panel.state = {"album": [["line", "me", "", LINE]] * MOST}
    panel.pictures_upload.receive("bar.jpg", 1000, file_of(BAR))
    panel.flush()
    assert "The album is full" in panel.pictures_upload.error.value
    assert len(panel.state["album"]) == MOST


def test_nothing_is_answered_before_something_is_asked(panel):
    assert "0%" not in texts(panel)
    assert "me: none yet" in texts(panel)
    panel.state = {"drawing": LINE, "album": taught(panel).state["album"]}
    assert any(text.endswith("%") for text in texts(panel))


@pytest.mark.parametrize(
    ("names", "kind"),
    [("ab", TypeError), (["a"], ValueError), (["a", "a"], ValueError),
     (["a", ""], ValueError), (["a", 3], ValueError), ([*"abcdefg"], ValueError)],
)  # fmt: skip
def test_names_are_two_to_six_words(names, kind):
    with pytest.raises(kind, match=r"names"):
        TeachPanel(names)


@pytest.mark.parametrize(
    "album",
    [3, [3], [["x", "me", "", LINE]], [["line", "you", "", LINE]], [["line", "me", "", []]],
     [["line", "me", "x", LINE]], [["line", "me", "", [[[2, 2]]]]]],
)  # fmt: skip
def test_an_album_that_is_none_is_refused(panel, album):
    with pytest.raises((TypeError, ValueError)):
        panel.state = {"album": album}
    assert panel.state["album"] == []
