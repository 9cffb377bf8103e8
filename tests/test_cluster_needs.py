"""What is said of a cluster follows from what was measured, and the pages agree."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import needs
import pytest
import yaml

ROOT = Path(__file__).parents[1]
CLASSROOM = ROOT / "classroom"


@pytest.fixture(scope="module")
def values() -> Any:
    return yaml.safe_load((CLASSROOM / "values.yaml").read_text(encoding="utf-8"))


def test_the_table_is_what_is_reckoned() -> None:
    page = (CLASSROOM / "cluster.md").read_text(encoding="utf-8")
    rows = []
    for at_once in (30, 60, 120, 300):
        n = needs.reckon(300, at_once, 150)
        sizes = n.memory, n.cores, n.nodes, n.disk, n.node_hours, n.disk_months
        rows.append(
            f"| {' | '.join([str(at_once), *(f'{size:,.0f}' for size in sizes)])} |"
        )
    assert "\n".join(rows) in page
    assert f"{needs.MEMORY:g} GB after lesson 07" in page
    assert f"{needs.START_SECONDS:g} processor seconds" in page


def test_it_is_reckoned_with_no_less_than_was_measured() -> None:
    page = (ROOT / "benchmarks" / "README.md").read_text(encoding="utf-8")
    section = page.partition("<!-- learner_memory -->")[2]
    rows = re.findall(r"\| lesson (\d\d) \|(.+)\|", section)
    assert [number for number, _ in rows] == ["02", "07"]
    for _, numbers in rows:
        *_, resident, seconds = map(float, numbers.split("|"))
        assert resident / 1000 <= needs.MEMORY * 1.05
        assert seconds <= needs.START_SECONDS * 1.05


def test_a_learner_is_given_what_is_reckoned(values: Any) -> None:
    memory = values["singleuser"]["memory"]
    guarantee, limit = (
        int(memory[key][:-1]) * {"M": 2**20, "G": 2**30}[memory[key][-1]] / 1e9
        for key in ("guarantee", "limit")
    )
    assert guarantee == pytest.approx(needs.MEMORY * needs.SPARE, rel=0.03)
    assert limit > 2 * guarantee
    assert values["singleuser"]["cpu"]["guarantee"] >= needs.START_SECONDS / needs.ARRIVAL
    home = values["singleuser"]["storage"]["capacity"]
    assert int(home.removesuffix("Gi")) >= needs.HOME


def test_no_more_are_there_at_once_than_learn(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["needs.py", "--learners", "30"])
    needs.main()
    assert f"memory   {needs.reckon(30, 30, 150).memory:7.0f} GB" in capsys.readouterr().out


def test_more_learners_need_more() -> None:
    sixty, many = needs.reckon(300, 60, 150), needs.reckon(300, 300, 150)
    assert sixty.memory == pytest.approx(60 * needs.MEMORY * needs.SPARE)
    assert many.memory == pytest.approx(5 * sixty.memory)
    assert many.nodes * 30 >= many.memory + needs.SYSTEM
    assert many.nodes * 8 >= many.cores
    assert sixty.disk == many.disk == 301
    larger = needs.reckon(300, 300, 150, node_memory=64.0, node_cores=16)
    assert larger.nodes < many.nodes
