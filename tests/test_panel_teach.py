"""The teaching panel: what is kept, what it learns, and how it is judged."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from drawn_digits import hands

from ann_course.panels.teach.album import MOST
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
    assert "Draw at least 2 of each first: line, bar." in panel.note.value
    keep(panel, "line", LINE)
    assert panel.describe().startswith("2 drawings kept: 2 of line, 0 of bar.")


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


@pytest.mark.parametrize("content", ["", "[]", '{"names": ["line", "bar"]}', "{", "3"])
def test_other_files_are_not_loaded(panel, tmp_path, content):
    path = tmp_path / "other.json"
    path.write_text(content)
    with pytest.raises(ValueError, match="holds no drawings"):
        panel.load(path)


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
