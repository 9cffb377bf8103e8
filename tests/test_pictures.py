"""What panels and plots look like is under version control, byte for byte.

So a change of what is drawn is seen in the diff. Other versions of what draws give other
bytes: there the comparison is skipped.
"""

from __future__ import annotations

import difflib
import re
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest
from gallery import (
    FOLDER,
    corner,
    drawn_by,
    installed,
    panel_pictures,
    panels,
    plot_pictures,
    tidy,
)
from plot_cases import PLOTS

from ann_course.panels import FirstSliderPanel
from ann_lib import plots

ROOT = Path(__file__).parents[1]
NEW = ROOT / "build" / "pictures"

same_versions = pytest.mark.skipif(
    drawn_by() != installed(),
    reason=f"the pictures are drawn by {drawn_by()}, and here are {installed()}",
)


def differences(
    drawn: dict[str, str], pattern: str, folder: Path = FOLDER, new: Path = NEW
) -> list[str]:
    """Return what differs from the stored pictures, and leave the new ones in ``new``."""
    stored = {path.name: path.read_text("utf-8") for path in folder.glob(pattern)}
    found = [f"{name} is no longer drawn" for name in stored if name not in drawn]
    for name, drawing in drawn.items():
        if drawing == stored.get(name):
            continue
        new.mkdir(parents=True, exist_ok=True)
        (new / name).write_text(drawing, encoding="utf-8")
        if name not in stored:
            found.append(f"{name} is new")
            continue
        lines = difflib.unified_diff(
            stored[name].splitlines(), drawing.splitlines(), n=0, lineterm=""
        )
        first = "\n".join(f"    {line:.100}" for line in islice(lines, 2, 8))
        found.append(f"{name} has changed; it is now {new / name}\n{first}")
    return found


def complain(found: list[str]) -> None:
    if found:
        pytest.fail(
            "\n".join(found) + "\nLook at the pictures (`make panels` shows all panels). "
            "If they are right, `make pictures` puts them into tests/pictures/.",
            pytrace=False,
        )


@same_versions
@pytest.mark.parametrize("name", panels())
def test_a_panel_looks_as_before_at_its_start_and_in_a_corner(name: str) -> None:
    complain(differences(panel_pictures(name), f"{name}_*.svg"))


@same_versions
@pytest.mark.parametrize("name", PLOTS)
def test_a_plot_looks_as_before(name: str) -> None:
    complain(differences(plot_pictures(name), f"{name}.svg"))


def test_every_plot_has_a_picture() -> None:
    drawing = set(plots.__all__) - {"show", "confusion_matrix"}
    assert set(PLOTS) == {name for name in drawing if not name.endswith("_alt")}


def test_every_stored_picture_is_of_something() -> None:
    known = {*PLOTS, *panels()}
    stored = [path.stem for path in FOLDER.glob("*.svg")]
    assert not [name for name in stored if name not in known
                and name.partition("_")[0] not in known]  # fmt: skip
    assert known == {name if name in known else name.partition("_")[0] for name in stored}


def test_pictures_are_small() -> None:
    sizes = {path.name: path.stat().st_size for path in FOLDER.glob("*.svg")}
    assert not {name: size for name, size in sizes.items() if size > 100_000}
    assert sum(sizes.values()) < 2_000_000


# The comparison itself.


def test_a_changed_a_new_and_a_lost_picture_are_told(tmp_path: Path) -> None:
    folder, new = tmp_path / "stored", tmp_path / "new"
    folder.mkdir()
    for name in ("same", "other", "lost"):
        (folder / f"{name}.svg").write_text(f"<svg>\n{name}\n</svg>\n")
    drawn = {
        "same.svg": "<svg>\nsame\n</svg>\n",
        "other.svg": "<svg>\nanother\n</svg>\n",
        "fresh.svg": "<svg>\nfresh\n</svg>\n",
    }
    lost, changed, fresh = differences(drawn, "*.svg", folder, new)
    assert lost == "lost.svg is no longer drawn"
    assert changed.startswith(f"other.svg has changed; it is now {new / 'other.svg'}\n")
    assert "-other\n    +another" in changed
    assert fresh == "fresh.svg is new"
    assert sorted(path.name for path in new.iterdir()) == ["fresh.svg", "other.svg"]


def test_a_picture_is_the_same_each_time_and_differs_in_the_corner() -> None:
    one, two = (panel_pictures("FirstSliderPanel") for _ in range(2))
    assert one == two
    assert list(one) == ["FirstSliderPanel_start.svg", "FirstSliderPanel_corner.svg"]
    assert len(set(one.values())) == 2
    assert plot_pictures("heat") == plot_pictures("heat")


def test_the_corner_is_the_upper_end_of_a_slider() -> None:
    panel = FirstSliderPanel()
    assert corner(panel) == {"weight": panel.controls["weight"].max}


def test_tidy_numbers_ids_rounds_places_and_leaves_words_alone() -> None:
    drawing = (
        '<svg><path id="pa3f" d="M 1.23456 -0.5"/><use xlink:href="#pa3f" x="2.999"/>\n'
        '   <g clip-path="url(#pb)"><text>0.12345 <tspan>a</tspan></text></g>'
        '<clipPath id="pb"/></svg>'
    )
    assert tidy(drawing).splitlines() == [
        "<svg>",
        '<path id="i1" d="M 1.23 -0.5"/>',
        '<use xlink:href="#i1" x="2.99"/>',
        '<g clip-path="url(#i2)">',
        "<text>0.12345 <tspan>a</tspan>",
        "</text>",
        "</g>",
        '<clipPath id="i2"/>',
        "</svg>",
    ]


def test_the_page_shows_a_panel_with_all_that_it_says(tmp_path: Path) -> None:
    page = tmp_path / "panels.html"
    done = subprocess.run(
        [sys.executable, "tools/panels_page.py", "FirstSliderPanel", "--to", page],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    html = page.read_text("utf-8")
    panel = FirstSliderPanel()
    assert f"<h2>{panel.title}</h2>" in html
    assert html.count('role="img"') >= 2
    for words in (panel.describe(), panel.figures[0].alt):
        assert words in html
    panel.state = corner(panel)
    assert panel.describe() in html
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
