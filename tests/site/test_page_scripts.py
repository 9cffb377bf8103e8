"""The page's scripts where they need no page: in Node."""

from __future__ import annotations

import json
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "site" / "page"
NAMES = {"a.txt": "", "progress/lesson_02.json": '{"a": 1}', "Übung μ.ipynb": "π" * 10_000}


def _node(script: str, *arguments: str) -> Any:
    """Run a script as a module beside the page's own; return what it printed, as JSON."""
    done = subprocess.run(
        ["node", "--input-type=module", "-e", script, *arguments],
        cwd=PAGE,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_other_programs_read_our_zip(tmp_path: Path) -> None:
    archive = tmp_path / "ours.zip"
    _node(
        """import { writeFileSync } from "node:fs";
        import { writeZip } from "./zip.js";
        const files = Object.entries(JSON.parse(process.argv[2]));
        const bytes = files.map(([name, text]) => [name, new TextEncoder().encode(text)]);
        const zip = writeZip(Object.fromEntries(bytes), new Date(2026, 10, 29, 14, 5, 36));
        writeFileSync(process.argv[1], Buffer.from(await zip.arrayBuffer()));
        console.log("null");""",
        str(archive),
        json.dumps(NAMES),
    )
    with zipfile.ZipFile(archive) as ours:
        assert ours.testzip() is None
        assert {name: ours.read(name).decode() for name in ours.namelist()} == NAMES
        assert ours.infolist()[0].date_time == (2026, 11, 29, 14, 5, 36)


READ = """import { readFileSync } from "node:fs";
    import { readZip } from "./zip.js";
    try {
      const files = await readZip(new Uint8Array(readFileSync(process.argv[1])));
      const text = Object.entries(files).map(([k, v]) => [k, new TextDecoder().decode(v)]);
      console.log(JSON.stringify(Object.fromEntries(text)));
    } catch (error) { console.log(JSON.stringify(error.message)); }"""


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_we_read_the_zip_of_other_programs(tmp_path: Path, method: int) -> None:
    archive = tmp_path / "theirs.zip"
    with zipfile.ZipFile(archive, "w", method) as theirs:
        theirs.mkdir("progress")
        for name, text in NAMES.items():
            theirs.writestr(name, text)
        theirs.comment = b"made elsewhere"
    assert _node(READ, str(archive)) == NAMES


def test_we_read_a_zip_whose_folders_are_those_of_windows(tmp_path: Path) -> None:
    archive = tmp_path / "theirs.zip"
    with zipfile.ZipFile(archive, "w") as theirs:
        theirs.writestr("progress\\", "")
        theirs.writestr("progress\\lesson_02.json", "{}")
    assert _node(READ, str(archive)) == {"progress/lesson_02.json": "{}"}


def test_what_is_no_zip_or_a_damaged_one_is_refused(tmp_path: Path) -> None:
    archive = tmp_path / "work.zip"
    archive.write_text("a" * 100)
    assert _node(READ, str(archive)) == "It is not a zip file."
    with zipfile.ZipFile(archive, "w") as work:
        work.writestr("a.txt", "what a learner wrote")
    archive.write_bytes(
        archive.read_bytes().replace(b"a learner wrote", b"a learner broke")
    )
    assert _node(READ, str(archive)) == "In the zip file, a.txt is damaged."
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as work:
        work.writestr("a.txt", "what a learner wrote")
    content = bytearray(archive.read_bytes())
    content[35] = 255  # no beginning of anything compressed
    archive.write_bytes(content)
    assert _node(READ, str(archive)) == "In the zip file, a.txt is damaged."
    content[-6:-2] = b"\xff\xff\xff\x7f"  # the place of its list
    archive.write_bytes(content)
    assert _node(READ, str(archive)) == "The zip file is damaged."


@pytest.mark.parametrize(
    ("packed", "brought"),
    [
        (["progress/a.json", ".hidden", "../a", "/a"], ["progress/a.json"]),
        (
            ["ann-course-2026-11-30 (1)/02_a.ipynb", "__MACOSX/._ann-course-2026-11-30"],
            ["02_a.ipynb"],
        ),
        (
            ["ann-course-2026-11-30/02_a.ipynb", "mine/b.txt"],
            ["ann-course-2026-11-30/02_a.ipynb", "mine/b.txt"],
        ),
    ],
)
def test_what_is_brought_back_of_a_zip(packed: list[str], brought: list[str]) -> None:
    script = """import { restorable } from "./work.js";
        const files = Object.fromEntries(process.argv.slice(1).map((path) => [path, path]));
        console.log(JSON.stringify(Object.keys(restorable(files))));"""
    assert _node(script, *packed) == brought


def test_a_download_has_the_day_where_the_learner_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TZ", "Australia/Sydney")
    script = """import { dayOf } from "./work.js";
        console.log(JSON.stringify(dayOf(new Date("2026-11-29T20:00:00Z"))));"""
    assert _node(script) == "2026-11-30"


def test_the_build_and_the_page_mean_the_same_edition(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "site"))
    from install_page import edition

    paths = sorted((ROOT / "notebooks").glob("*.ipynb"))
    computed = _node(
        """import { readFileSync } from "node:fs";
        import { editionOf } from "./editions.js";
        const read = (path) => JSON.parse(readFileSync(path, "utf8"));
        console.log(JSON.stringify(process.argv.slice(1).map(read).map(editionOf)));""",
        *map(str, paths),
    )
    notebooks = [json.loads(path.read_text("utf-8")) for path in paths]
    assert computed == [edition(notebook) for notebook in notebooks]
    assert len(set(computed)) == len(paths)
    cell = notebooks[0]["cells"][1]
    cell["source"] = "".join(cell["source"]) + " "
    assert edition(notebooks[0]) != computed[0]


def test_each_step_of_the_start_is_further_than_the_one_before() -> None:
    said = _node(
        """import { STEPS, describe } from "./starting.js";
        const steps = [undefined, ...Object.keys(STEPS), "ready"];
        console.log(JSON.stringify(steps.map(describe)));"""
    )
    parts = [part for _, part in said]
    assert parts == sorted(set(parts))
    assert parts[0] == 0
    assert parts[-1] < 1
    assert len({words for words, _ in said}) == len(said)


def test_a_start_that_failed_is_not_said_to_go_on() -> None:
    said = _node(
        """import { describe } from "./starting.js";
        console.log(JSON.stringify(describe("failed")));"""
    )
    assert said == [
        "Python could not be loaded. Is there a connection? Then load this page again."
    ]
