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


def test_rows_with_gaps_are_left_out_and_that_is_told(panel: PlaygroundPanel) -> None:
    panel.read_points(("gaps.csv", b"x,y,kind\n1,2,no\n,1,yes\n0,,no\n0,0,yes\n"))
    assert panel.own_points == [(1.0, 2.0, 0), (0.0, 0.0, 1)]
    said = "2 points of gaps.csv: yes is orange; 2 rows with gaps left out."
    assert said in panel.player.note.value


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a,b\n1,2\n", "three columns"),
        ("a,b,c\nu,1,x\nv,2,y\n", "must hold numbers"),
        ("a\n1\n", "got 1 column and 1 such row"),
        ("a,b,c\n1,inf,x\n2,1,y\n", "all of them finite"),
        ("a,b,c\n1e308,-1e308,x\n-1e308,1e308,y\n", r"below 1e\+100"),
        ("a,b,c\n1,2,x\n2,2,y\n3,3,z\n", "3 values. Leave out the rows of the others"),
        ("id,a,b,c\n1,2,.5,x\n2,2,.6,y\n3,3,.7,x\n", "It is 'b': have x1, x2 and the cl"),
    ],
)
def test_another_table_is_refused(panel: PlaygroundPanel, text: str, why: str) -> None:
    before = list(panel.own_points)
    with pytest.raises(ValueError, match=why):
        panel.read_points(("other.csv", text.encode()))
    assert panel.own_points == before


def test_a_file_is_chosen_in_the_panel(panel: PlaygroundPanel) -> None:
    maker = panel.point_maker
    panel.state = {"data": "own points"}
    maker.upload.receive("near.csv", len(NEAR), NEAR.encode())
    assert len(panel.own_points) == 3
    assert "3 points of near.csv: yes is orange." in maker.upload.arrived.value
    panel.player.run(7)
    trained = panel.experiment.n_steps
    bad = b"a,b\n1,2\n"
    maker.upload.receive("bad.csv", len(bad), bad)
    assert "bad.csv must have three columns" in maker.upload.error.value
    assert len(panel.own_points) == 3
    assert panel.experiment.n_steps == trained
    for name, content in (("cat.png", b"\x89PNG\r\n\x1a\n"), ("zeros.csv", bytes(30))):
        maker.upload.receive(name, len(content), content)
        assert name in maker.upload.error.value
    maker.upload.receive("far.csv", len(FAR), FAR.encode())  # and it is still trained
    assert maker.upload.error.value == ""
    assert (len(panel.own_points), panel.experiment.n_steps) == (3, trained)
    maker.clear_button.click()
    assert maker.upload.arrived.value == ""
    maker.undo_button.click()
    maker.undo_button.click()
    assert panel.own_points == [(0.5, 1.0, 0), (-1.0, 0.25, 1), (2.0, -2.0, 1)]
