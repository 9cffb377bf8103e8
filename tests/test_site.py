"""How the site is built: its packs, its lock, and what is checked of it."""

from __future__ import annotations

import gzip
import json
import re
import urllib.request
from pathlib import Path
from threading import Thread

import build
import check_built
import distribution
import folders
import lite
import packs
import pytest
import serve

LOCK = {
    "a": {"depends": ["b-c"]},
    "b-c": {"depends": ["a"]},
    "unused": {"depends": []},
}


def unpacked(pack: Path) -> dict[str, bytes]:
    """Read a pack as the browser does."""
    data = gzip.decompress(pack.read_bytes())
    start = 4 + int.from_bytes(data[:4], "little")
    found = {}
    at = start
    for folder, files in json.loads(data[4:start]).items():
        for name, length in files:
            found[f"{folder}/{name}"] = data[at : at + length]
            at += length
    assert at == len(data)
    return found


SHOWN = 140
"""Characters of a message that JupyterLab shows; it cuts off the rest."""
IN_A_DIALOG = {"BEGIN"}


def test_no_message_of_the_page_is_cut_off() -> None:
    constant = re.compile(r"const ([A-Z_]+) = (?:\(\w*\) => )?([`\"])(.*?)\2;", re.DOTALL)
    told = {}
    for script in sorted((folders.SITE / "page").glob("*.js")):
        for name, _, text in constant.findall(script.read_text(encoding="utf-8")):
            words = " ".join(text.split())
            if "import " not in words and name not in IN_A_DIALOG:
                told[name] = words.replace("${name}", "02_one_artificial_neuron.ipynb")
    assert {"FORBIDDEN", "FULL", "NEW", "STILL", "TWICE"} <= set(told)
    assert {name: len(words) for name, words in told.items() if len(words) > SHOWN} == {}


def test_a_pack_has_every_file_whatever_its_place(tmp_path: Path) -> None:
    # "a.py" stands between the folder "a" and what is in it, in the order of all paths.
    files = {
        "lib/a/x.py": b"1",
        "lib/a.py": b"22",
        "lib/a/b/ü.txt": b"",
        "usr/z": b"\0" * 99,
    }
    for name, content in files.items():
        path = tmp_path / "stage" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    packs.write_pack(tmp_path / "stage", tmp_path / "one.pack")
    found = unpacked(tmp_path / "one.pack")
    assert {name.lstrip("/"): content for name, content in found.items()} == files
    packs.write_pack(tmp_path / "stage", tmp_path / "two.pack")
    assert (tmp_path / "one.pack").read_bytes() == (tmp_path / "two.pack").read_bytes()


@pytest.mark.parametrize(
    ("name", "used"),
    [
        ("numpy/linalg/_linalg.py", True),
        ("numpy/linalg/tests/test_linalg.py", False),
        ("numpy/testing/__init__.py", True),
        ("numpy/__init__.pyi", False),
        ("jedi/third_party/typeshed/stdlib/os/__init__.pyi", True),
        ("jedi/third_party/typeshed/stubs/six/six.pyi", False),
        ("matplotlib/mpl-data/fonts/ttf/DejaVuSans.ttf", True),
        ("matplotlib/mpl-data/fonts/afm/cmr10.afm", False),
        ("sklearn/datasets/descr/wine_data.rst", True),
        ("ann_course/page/page.js", True),
        ("share/ann-course/notebooks/00_start_here.ipynb", True),
        ("numpy-2.2.5.dist-info/METADATA", True),
        ("numpy-2.2.5.dist-info/RECORD", False),
    ],
)
def test_what_no_lesson_imports_stays_out(name: str, used: bool) -> None:
    assert bool(packs.UNUSED.search(name)) is not used


def test_packages_come_with_what_they_depend_on() -> None:
    assert distribution.closure(LOCK, ["B_C"]) == ["a", "b-c"]
    with pytest.raises(KeyError, match="has no package 'pandas'"):
        distribution.closure(LOCK, ["pandas"])


def test_a_folder_without_pyodide_says_how_to_name_one(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"pyodide\.js is missing.*PYODIDE="):
        distribution.read_lock(tmp_path)


def test_a_damaged_wheel_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.whl").write_bytes(b"other")
    with pytest.raises(ValueError, match="damaged"):
        distribution._checked(tmp_path, {"file_name": "a.whl", "sha256": "0" * 64})


def test_a_failed_build_says_why_and_leaves_the_site_that_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        (tmp_path / "site-new").mkdir()
        distribution._checked(tmp_path, {"file_name": "a.whl"})

    monkeypatch.setattr(build, "BUILD", tmp_path)
    monkeypatch.setattr(distribution, "write", lambda *_: None)
    monkeypatch.setattr(lite, "write_source", lambda *_: None)
    monkeypatch.setattr(lite, "build", fail)
    old = tmp_path / "site" / "jupyter-lite.json"
    old.parent.mkdir()
    old.touch()
    assert build.main(["--out", str(old.parent)]) == 1
    assert capsys.readouterr().err == (
        f"{tmp_path / 'a.whl'} is missing: the distribution's lock names it.\n"
    )
    assert old.exists()


def test_a_folder_of_someone_elses_is_not_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "thesis.txt").touch()
    assert build.main(["--out", str(tmp_path)]) == 1
    assert "holds something else than a site" in capsys.readouterr().err
    assert (tmp_path / "thesis.txt").exists()


def test_each_lesson_has_a_title_and_a_question() -> None:
    found = [lesson for lesson in folders.lessons() if lesson.number]
    assert [lesson.number for lesson in found] == [f"{k:02d}" for k in range(len(found))]
    assert found[0].title == "Start here"
    for lesson in found[1:]:
        assert lesson.title.startswith(f"Lesson {lesson.number}: ")
        assert lesson.question.endswith("?")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a folder with what is checked of a built site, empty but for that."""
    names = [lesson.file for lesson in folders.lessons()]
    plugins = {lite.KERNEL_PLUGIN: lite.kernel_settings()}
    for place in (".", *lite.APPS):
        folder = tmp_path / place
        folder.mkdir(exist_ok=True)
        config = {"litePluginSettings": plugins} if place == "." else {}
        (folder / "jupyter-lite.json").write_text(
            json.dumps({"jupyter-config-data": config})
        )
        (folder / "index.html").write_text(f"<head>{lite.ROOT_CONFIG}</head>")
    wanted = [*(f"files/{name}" for name in names), "service-worker.js"]
    wanted += [f"static/pyodide/{name}.pack" for name in distribution.PACKS]
    listed = {"content": [{"path": name} for name in names]}
    for name in (*wanted, "api/contents/all.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(json.dumps(listed))
    return tmp_path


class TestWhatIsChecked:
    def test_a_whole_site_has_no_problems(self, site: Path) -> None:
        assert check_built.problems(site) == []

    def test_a_dropped_address_of_pyodide(self, site: Path) -> None:
        path = site / "jupyter-lite.json"
        path.write_text(path.read_text().replace(lite.PYODIDE_URL, "elsewhere"))
        assert "pyodideUrl is 'elsewhere'" in check_built.problems(site)[0]

    def test_a_dropped_configuration(self, site: Path) -> None:
        (site / "jupyter-lite.json").write_text("{}")
        assert "does not configure the kernel" in check_built.problems(site)[0]

    def test_a_lesson_that_is_not_listed(self, site: Path) -> None:
        (site / "api/contents/all.json").write_text('{"content": []}')
        assert "contents/00_start_here.ipynb is not in the site." in check_built.problems(
            site
        )

    def test_a_missing_pack(self, site: Path) -> None:
        (site / "static/pyodide/course.pack").unlink()
        assert check_built.problems(site) == [
            "static/pyodide/course.pack is not in the site."
        ]

    def test_a_script_that_a_page_asks_for(self, site: Path) -> None:
        (site / "lab/index.html").write_text('<script src="../page/gone.js"></script>')
        assert check_built.problems(site) == ["page/gone.js is not in the site."]


def test_our_script_is_the_first_in_each_page(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("")
    out = tmp_path / "out"
    for page in ("lab/index.html", "lab/tree/index.html"):
        (out / page).parent.mkdir(parents=True)
        (out / page).write_text("<html><head><title></title></head></html>")
    lite.inject(out, tmp_path / "a.js")
    page = (out / "lab/tree/index.html").read_text()
    assert page.startswith('<html><head><script src="../../page/a.js"></script><title>')
    assert (out / "page/a.js").exists()


def test_the_server_sends_the_types_that_a_browser_asks_for(tmp_path: Path) -> None:
    for name in ("a.mjs", "b.wasm", "c.pack"):
        (tmp_path / name).write_bytes(b"x")
    with serve.serve(tmp_path) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        types = []
        for name in ("a.mjs", "b.wasm", "c.pack"):
            address = f"http://127.0.0.1:{server.server_address[1]}/{name}"
            with urllib.request.urlopen(address) as answer:
                types.append(answer.headers["Content-Type"])
        server.shutdown()
    assert types == ["text/javascript", "application/wasm", "application/octet-stream"]


def test_a_port_in_use_is_told_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with serve.serve(tmp_path) as server:
        port = server.server_address[1]
        assert serve.main(["--folder", str(tmp_path), "--port", str(port)]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"Port {port} cannot be had (Address already in use): ")
    assert said.endswith("make site-serve SITE_PORT=8765\n")


def test_without_node_the_build_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(FileNotFoundError, match=r"Node\.js is needed"):
        packs.needs_node()
