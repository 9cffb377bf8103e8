"""The start page: its neuron is that of the panel to the last word, its map is true."""

from __future__ import annotations

import itertools
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from folders import lessons
from html_reader import read
from start_page import HERE, neuron, start_page

from ann_course.learn.claims import LESSONS
from ann_course.lessons import lesson_02
from ann_course.live.half_plane import half_plane
from ann_course.live.number_field import NumberField
from ann_course.live.words import number
from ann_course.panels import NeuronPanel

ROOT = Path(__file__).parents[1]

NAMES = ("w1", "w2", "bias", "x1", "x2")
NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="Node.js runs the page's script")


@pytest.fixture(scope="module")
def html() -> str:
    return start_page(lessons())


def in_node(expression: str, given: Any) -> Any:
    """Return what an expression of the page's script makes of ``given``."""
    source = (HERE / "neuron.js").read_text(encoding="utf-8")
    ask = "JSON.parse(require('fs').readFileSync(0, 'utf8'))"
    script = f"{source}\nconst given = {ask};\nconsole.log(JSON.stringify({expression}));"
    done = subprocess.run(
        [str(NODE), "-e", script],
        input=json.dumps(given),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return json.loads(done.stdout)


def states(look: dict[str, Any]) -> Iterator[dict[str, float]]:
    """Yield states over the whole range: corners, each slider alone, and many at random."""
    rng = np.random.default_rng(0)
    ranges = [look["controls"][name] for name in NAMES]
    low, high = (np.array([each[end] for each in ranges]) for end in ("min", "max"))
    steps = [np.arange(r["min"], r["max"] + r["step"], r["step"]) for r in ranges]
    values: list[Any] = [*itertools.product(*zip(low, np.zeros(5), high, strict=True))]
    for at, grid in enumerate(steps):
        for value in grid:
            row = [rng.choice(each) for each in steps]
            row[at] = value
            values.append(row)
    values += [[rng.choice(each) for each in steps] for _ in range(200)]
    values += [np.round(rng.uniform(low, high), 9) for _ in range(150)]
    values += [rng.uniform(low, high) * 10.0 ** rng.integers(-7, 1, 5) for _ in range(100)]
    values += [rng.integers(-63, 64, 5) / 32 for _ in range(50)]  # ties at four places
    for row in values:
        yield {name: float(value) for name, value in zip(NAMES, row, strict=True)}


@needs_node
def test_the_neuron_shows_and_says_what_the_panel_does() -> None:
    look = neuron()
    given = list(states(look))
    panel = NeuronPanel(**lesson_02.LAKE)
    shown = in_node(
        "given.states.map((state) => [picture(state, given.look), "
        "describe(state, given.look.answers), weightedSum(state), fires(state)])",
        {"states": given, "look": look},
    )
    for state, (drawn, words, total, fires) in zip(given, shown, strict=True):
        panel.set_controls(state)
        panel.diagram.show(panel.neuron, panel.inputs)
        assert words == panel.describe()
        assert total == panel.neuron.weighted_sum(panel.inputs)
        assert fires == panel.neuron(panel.inputs)
        diagram = panel.diagram
        assert drawn["values"] == diagram.values.texts
        assert drawn["weights"] == diagram.weights.texts
        assert drawn["fills"] == diagram.disks.fills
        assert drawn["colors"] == diagram.wires.colors
        assert drawn["widths"] == pytest.approx(diagram.wires.widths.tolist(), abs=1e-9)
        region, line = half_plane(panel.neuron.weights, panel.neuron.bias, look["box"])
        for mine, theirs in ((drawn["region"], region), (drawn["line"], line)):
            assert np.shape(mine)[:1] == theirs.shape[:1]
            assert np.ravel(mine) == pytest.approx(theirs.ravel(), abs=1e-9)
        sums = " + ".join(" × ".join(factors) for factors in drawn["terms"])
        arithmetic = unescape(re.sub("<[^>]+>", "", panel._arithmetic()))
        assert arithmetic.endswith(f"= {sums} = {drawn['total']}")


@needs_node
def test_numbers_are_written_and_read_as_in_the_panels() -> None:
    rng = np.random.default_rng(1)
    values = [0.0, -0.0, 3.140625, -2.0078125, 1234567.0, 999999.5, 0.00012345675, 1e-5]
    values += (rng.normal(size=500) * 10.0 ** rng.integers(-9, 9, 500)).tolist()
    values += (rng.integers(-2000, 2000, 500) / 512).tolist()
    assert in_node("given.map(written)", values) == [number(value) for value in values]
    texts = ["1", "−0,5", " 1.5 ", "1,000.5", "–2", "", "one", "1e-3", "1,2,3", ".5", "5."]
    texts += ["1 000", "+2", "0x10", "1_0", "inf", "nan", "1e999", "--1", ","]
    texts += ["1,500", "-12,500,000", "0,125", "1,5e3"]
    meant = [NumberField(value=text).number for text in texts]
    assert in_node("given.map(readNumber)", texts) == meant


def test_the_map_names_every_lesson_as_its_notebook_does(html: str) -> None:
    page = read(re.sub("<!DOCTYPE[^>]*>|<script.*?</script>", "", html, flags=re.DOTALL))
    for lesson in LESSONS.values():
        path = ROOT / "notebooks" / f"{lesson.stem}.ipynb"
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        title, question = "".join(cells[0]["source"]).split("\n\n")[:2]
        assert f"{lesson.number} {title.partition(': ')[2]}" in page.text
        assert question.strip("*") in page.text
        stated = [cell["metadata"] for cell in cells if "minutes" in cell["metadata"]]
        essential = sum(each["minutes"] for each in stated if not each.get("extra"))
        assert f"{essential:g} minutes" in page.text
        assert f'href="lab/index.html?path={path.name}"' in html
        assert f'href="read/{lesson.number}.html"' in html


def test_the_page_asks_nothing_of_the_network(html: str) -> None:
    without = html.replace("http://www.w3.org/2000/svg", "")
    assert "http" not in without
    assert not re.search(r"<(?:link|script|img)[^>]*(?:src|href)=\"(?!data:)", html)


def test_the_page_says_where_it_is_if_it_is_told(html: str) -> None:
    told = start_page(lessons(), "https://example.org/course/")
    assert "canonical" not in html
    assert '<link rel="canonical" href="https://example.org/course/">' in told
