"""The playground's own points from a CSV file, by its path or as an upload."""

from __future__ import annotations

from pathlib import Path

import pytest

from ann_course.panels import PlaygroundPanel

NEAR = "x,y,kind\n0.5,1,no\n-1,0.25,yes\n2,-2,yes\n"
FAR = "height;weight;sex\n150;50;f\n170;60;m\n190;90;m\n"


@pytest.fixture(scope="module")
def panel() -> PlaygroundPanel:
    return PlaygroundPanel()


def test_points_come_from_a_file_as_they_are(
    panel: PlaygroundPanel, tmp_path: Path
) -> None:
    path = tmp_path / "near.csv"
    path.write_text(NEAR)
    panel.read_points(path)
    assert panel.state["data"] == "own points"
    assert panel.own_points == [(0.5, 1.0, 0), (-1.0, 0.25, 1), (2.0, -2.0, 1)]
    assert "3 points of near.csv: yes is orange." in panel.player.note.value
    assert panel.player.run(5) == 5
    panel.undo()
    assert panel.own_points == []


def test_points_beyond_the_plane_are_scaled_and_that_is_told(
    panel: PlaygroundPanel,
) -> None:
    panel.read_points(("far.csv", FAR.encode()))
    assert panel.own_points == [(-2.25, -2.25, 0), (0.0, -1.125, 1), (2.25, 2.25, 1)]
    assert "m is orange; shifted and scaled to fit the plane." in panel.player.note.value


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a,b\n1,2\n", "three columns"),
        ("a,b,c\nu,1,x\nv,2,y\n", "must hold numbers"),
        ("a,b,c\n1,2,x\n2,2,y\n3,3,z\n", "two classes, got 3 values"),
    ],
)
def test_another_table_is_refused(panel: PlaygroundPanel, text: str, why: str) -> None:
    before = list(panel.own_points)
    with pytest.raises(ValueError, match=why):
        panel.read_points(("other.csv", text.encode()))
    assert panel.own_points == before
