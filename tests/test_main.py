"""The commands of the course: what they copy, what they keep, and what they say."""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
import tomllib
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest

import ann_course
from ann_course import copying
from ann_course.__main__ import main
from ann_course.copying import (
    RECORD,
    START,
    copy_course,
    find_course,
    find_lesson,
    read_course,
)
from ann_course.grading.assignment import CONFIG

ROOT = Path(__file__).parents[1]
OLD = {"a.ipynb": b"a 1", "b.ipynb": b"b 1", "data/t.csv": b"t 1"}
NEW = {"a.ipynb": b"a 2", "b.ipynb": b"b 2", "c.ipynb": b"c 2", "data/t.csv": b"t 1"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder that is not there yet, with spaces and umlauts in its path."""
    return tmp_path / "Übung für Anfänger" / "my lessons"


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != RECORD
    }


class TestWhatIsCopied:
    def test_the_lessons_and_the_data_of_a_checkout(self) -> None:
        assert find_course() == ROOT
        files = read_course(ROOT)
        lessons = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
        assert [name for name in files if name.endswith(".ipynb")] == lessons
        assert files[START] == (ROOT / "notebooks" / START).read_bytes()
        assert "data/README.md" in files

    @pytest.mark.parametrize(
        "packages", ["lib/python3.11/site-packages", "Lib/site-packages", ""]
    )
    def test_those_that_a_wheel_put_into_the_environment(
        self, tmp_path: Path, packages: str
    ) -> None:
        """In a virtual environment, in one of Windows, and with ``pip --target``."""
        notebooks = tmp_path / "share" / "ann-course" / "notebooks"
        notebooks.mkdir(parents=True)
        (notebooks / START).write_text("{}")
        found = find_course(tmp_path / packages / "ann_course")
        assert found == tmp_path / "share" / "ann-course"
        assert read_course(found) == {START: b"{}"}

    def test_an_installation_without_lessons_is_told_as_such(
        self,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        monkeypatch.setattr(
            "ann_course.__main__.find_course", lambda: find_course(tmp_path / "ann_course")
        )
        assert main(["copy", str(tmp_path / "lessons")]) == 1
        said = capsys.readouterr().err
        assert "Install the course again with pip" in said
        assert ".." not in said
        assert not (tmp_path / "lessons").exists()

    def test_checkpoints_and_hidden_files_stay_behind(self, tmp_path: Path) -> None:
        for name in ("notebooks/.ipynb_checkpoints/a.ipynb", "data/.hidden", "data/t.csv"):
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"")
        assert list(read_course(tmp_path)) == ["data/t.csv"]

    def test_what_a_learner_keeps_beside_the_lessons_is_not_the_courses(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        given = {START, "02_one_artificial_neuron.ipynb"}
        mine = {"02_one_artificial_neuron_mine.ipynb", "02.ipynb", "Untitled.ipynb"}
        (tmp_path / "notebooks").mkdir()
        for name in given | mine:
            (tmp_path / "notebooks" / name).write_text("{}")
        assert read_course(tmp_path).keys() == given
        monkeypatch.setattr("ann_course.copying.find_course", lambda: tmp_path)
        assert find_lesson("02").name == "02_one_artificial_neuron.ipynb"


class TestALearnersWorkIsKept:
    def test_first_and_second_run(self, folder: Path) -> None:
        assert copy_course(OLD, folder) == [f"Files in {folder}: 3 new."]
        assert contents(folder) == OLD
        written = (folder / RECORD).stat().st_mtime_ns
        assert copy_course(OLD, folder) == [f"Files in {folder}: 3 unchanged."]
        assert (folder / RECORD).stat().st_mtime_ns == written

    def test_a_newer_course(self, folder: Path) -> None:
        copy_course(OLD, folder)
        (folder / "b.ipynb").write_bytes(b"my answers")
        (folder / "notes.txt").write_bytes(b"mine")
        report = copy_course(NEW, folder)
        mine = {"b.ipynb": b"my answers", "notes.txt": b"mine"}
        assert contents(folder) == NEW | mine | {"b_newer.ipynb": b"b 2"}
        assert report == [
            "You have changed b.ipynb; the newer lesson is b_newer.ipynb.",
            f"Files in {folder}: 2 new, 1 updated, 1 unchanged.",
        ]
        assert copy_course(NEW, folder) == [f"Files in {folder}: 4 unchanged."]

    def test_what_the_learner_changed_is_not_laid_twice(self, folder: Path) -> None:
        copy_course(OLD, folder)
        (folder / "a.ipynb").write_bytes(b"my answers")
        assert copy_course(OLD, folder) == [
            f"Files in {folder}: 1 kept with your changes, 2 unchanged."
        ]
        assert contents(folder) == OLD | {"a.ipynb": b"my answers"}

    def test_a_newer_one_that_was_changed_too(self, folder: Path) -> None:
        copy_course({"a.ipynb": b"a 1"}, folder)
        (folder / "a.ipynb").write_bytes(b"mine")
        copy_course({"a.ipynb": b"a 2"}, folder)
        copy_course({"a.ipynb": b"a 3"}, folder)
        assert contents(folder) == {"a.ipynb": b"mine", "a_newer.ipynb": b"a 3"}
        (folder / "a_newer.ipynb").write_bytes(b"mine, too")
        copy_course({"a.ipynb": b"a 4"}, folder)
        copy_course({"a.ipynb": b"a 5"}, folder)
        assert contents(folder) == {
            "a.ipynb": b"mine",
            "a_newer.ipynb": b"mine, too",
            "a_newer_2.ipynb": b"a 5",
        }

    def test_a_folder_that_was_filled_by_hand(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        (folder / "a.ipynb").write_bytes(b"who knows whose")
        copy_course(OLD, folder)
        assert contents(folder) == OLD | {
            "a.ipynb": b"who knows whose",
            "a_newer.ipynb": b"a 1",
        }

    def test_a_lesson_that_was_deleted_comes_afresh(self, folder: Path) -> None:
        copy_course(OLD, folder)
        (folder / "a.ipynb").unlink()
        copy_course(OLD, folder)
        assert contents(folder) == OLD

    def test_a_newer_one_that_was_deleted_does_not_come_back(self, folder: Path) -> None:
        copy_course(OLD, folder)
        (folder / "a.ipynb").write_bytes(b"mine")
        copy_course(NEW, folder)
        (folder / "a_newer.ipynb").unlink()
        copy_course(NEW, folder)
        assert contents(folder) == NEW | {"a.ipynb": b"mine"}

    def test_a_newer_one_that_takes_the_old_ones_place(self, folder: Path) -> None:
        copy_course(OLD, folder)
        (folder / "a.ipynb").write_bytes(b"mine")
        copy_course(NEW, folder)
        (folder / "a_newer.ipynb").replace(folder / "a.ipynb")
        copy_course(NEW | {"a.ipynb": b"a 3"}, folder)
        assert contents(folder) == NEW | {"a.ipynb": b"a 3"}

    def test_an_interrupted_copy_goes_on(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write, calls = copying.write_atomically, iter(range(9))

        def interrupted(path: Path, data: bytes) -> None:
            if next(calls) == 2:
                raise OSError("No space left on device")
            write(path, data)

        with monkeypatch.context() as patch:
            patch.setattr(copying, "write_atomically", interrupted)
            with pytest.raises(OSError, match="No space left"):
                copy_course(OLD, folder)
        assert len(contents(folder)) == 2
        assert copy_course(OLD, folder) == [f"Files in {folder}: 1 new, 2 unchanged."]
        copy_course(NEW, folder)
        assert contents(folder) == NEW

    def test_what_an_interrupted_copy_wrote_is_not_the_learners(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        copy_course(OLD, folder)
        write = copying.write_atomically

        def interrupted(path: Path, data: bytes) -> None:
            if path.name == "b.ipynb":
                raise KeyboardInterrupt
            write(path, data)

        with monkeypatch.context() as patch:
            patch.setattr(copying, "write_atomically", interrupted)
            with pytest.raises(KeyboardInterrupt):
                copy_course(NEW, folder)
        newest = NEW | {"a.ipynb": b"a 3"}
        copy_course(newest, folder)
        assert contents(folder) == newest

    def test_a_damaged_record_loses_nothing(self, folder: Path) -> None:
        copy_course(OLD, folder)
        (folder / RECORD).write_bytes(b"\xff\xfe\n\nnonsense\n")
        (folder / "a.ipynb").write_bytes(b"mine")
        copy_course(NEW, folder)
        assert {"a.ipynb": b"mine", "a_newer.ipynb": b"a 2"}.items() <= contents(
            folder
        ).items()

    def test_the_record_is_in_the_format_of_sha256sum(self, folder: Path) -> None:
        if not shutil.which("sha256sum"):
            pytest.skip("sha256sum is not here")
        copy_course(OLD, folder)
        subprocess.run(["sha256sum", "--check", "--status", RECORD], cwd=folder, check=True)


class TestTheFolder:
    def test_its_name_and_the_one_within(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        assert main(["copy"]) == 0
        assert (tmp_path / "ann-course" / START).is_file()
        monkeypatch.chdir(tmp_path / "ann-course")
        assert main(["copy"]) == 0
        assert not (tmp_path / "ann-course" / "ann-course").exists()

    def test_the_home_folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HOME", str(tmp_path))
        monkeypatch.setenv("USERPROFILE", str(tmp_path))
        assert main(["copy", "~/lessons"]) == 0
        assert (tmp_path / "lessons" / START).is_file()

    @pytest.mark.parametrize("below", ["", "/lessons"])
    def test_a_file_instead_of_a_folder(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], below: str
    ) -> None:
        (tmp_path / "file").write_text("mine")
        assert main(["copy", f"{tmp_path}/file{below}"]) == 1
        said = capsys.readouterr().err
        assert said.startswith(f"The lessons cannot be copied to {tmp_path}/file{below}: ")
        assert re.search(r"is a file, not a folder\.|Not a directory\.", said)
        assert said.endswith("Choose another folder: python -m ann_course copy FOLDER\n")
        assert (tmp_path / "file").read_text() == "mine"

    @pytest.mark.parametrize("call", ["lab", "copy", "project 02"])
    def test_the_advice_is_for_the_command_that_was_called(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], call: str
    ) -> None:
        (tmp_path / "file").write_text("mine")
        assert main([*call.split(), str(tmp_path / "file")]) == 1
        advice = f"Choose another folder: python -m ann_course {call} FOLDER\n"
        assert capsys.readouterr().err.endswith(advice)

    @pytest.mark.parametrize("what", ["pathlib.Path.mkdir", "builtins.open"])
    def test_a_folder_that_may_not_be_written_to(
        self,
        folder: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
        what: str,
    ) -> None:
        def refuse(*_args: Any, **_options: Any) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(what, refuse)
        assert main(["copy", str(folder)]) == 1
        said = capsys.readouterr().err
        assert "Permission denied" in said
        assert "Errno" not in said
        assert "Choose another folder" in said
        assert ".." not in said


class TestTheCommands:
    def test_without_one_the_help_is_shown(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main([]) == 2
        said = capsys.readouterr().out
        assert all(f"\n    {name} " in said for name in ("lab", "copy", "check"))

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["copy", "--no-browser"], "unrecognized arguments: --no-browser"),
            (["check", "now"], "unrecognized arguments: now"),
            (["open"], "invalid choice: 'open'"),
            (["lab", "--port", "9999"], "name the folder first"),
            (["handout"], "required: FOLDER\n"),
        ],
    )
    def test_a_wrong_call(
        self, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with pytest.raises(SystemExit) as stop:
            main(arguments)
        assert stop.value.code == 2
        assert said in capsys.readouterr().err

    @pytest.mark.parametrize(
        ("call", "said"),
        [
            ("assignment 00", "No exercise of 'Start here' can be graded by itself.\n"),
            ("assignment 02 --points 0", "An exercise has at least 1 point, not 0.\n"),
            ("assignment 02 --seed -4", "A seed is a whole number from 0 on, not -4.\n"),
            ("report .", "cannot save 'class_report.html': "),
            ("report . class_report.html/page", "class_report.html: File exists.\n"),
            ("report nowhere", "The report cannot be made: nowhere is not a folder.\n"),
        ],
    )
    def test_what_cannot_be_done_is_one_sentence(
        self,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
        call: str,
        said: str,
    ) -> None:
        monkeypatch.chdir(tmp_path)
        if "/page" in call:
            (tmp_path / "class_report.html").write_text("a file")
        else:
            (tmp_path / "class_report.html").mkdir()
        assert main(call.split()) == 1
        told = capsys.readouterr().err
        assert said in told
        assert ".." not in told

    def test_an_assignment_that_a_teacher_has_changed_is_kept(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        target = tmp_path / "source" / "lesson_02" / "lesson_02.ipynb"
        assert main(["assignment", "02", str(tmp_path)]) == 0
        target.write_text("changed")
        assert main(["assignment", "02", str(tmp_path)]) == 1
        told = capsys.readouterr().err
        assert f"{target} is there already. Rename or delete it to have a new one." in told
        assert target.read_text() == "changed"
        target.rename(tmp_path / "mine.ipynb")
        assert main(["assignment", "02", str(tmp_path)]) == 0

    def test_an_assignment_that_was_broken_off_is_written_by_the_next_call(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write = copying.write_atomically
        written: list[Path] = []

        def interrupted(path: Path, data: bytes) -> None:
            if written:
                raise KeyboardInterrupt
            written.append(path)
            write(path, data)

        with monkeypatch.context() as patch:
            patch.setattr("ann_course.grading.assignment.write_atomically", interrupted)
            assert main(["assignment", "02", str(tmp_path)]) == 1
        assert main(["assignment", "02", str(tmp_path)]) == 0
        assert (tmp_path / "nbgrader_config.py").is_file()

    @pytest.mark.parametrize("command", ["assignment 02 new", "project 02 new"])
    def test_what_somebody_did_to_the_courses_own_lesson_is_said(
        self,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
        command: str,
    ) -> None:
        course = shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks").parent
        for module in ("copying", "__main__"):
            monkeypatch.setattr(f"ann_course.{module}.find_course", lambda: course)
        monkeypatch.setattr("ann_course.__main__._open", lambda *_, **_options: 0)
        monkeypatch.chdir(tmp_path)
        lesson = find_lesson("02")
        notebook = json.loads(lesson.read_text(encoding="utf-8"))
        notebook["cells"][2]["execution_count"] = 1
        lesson.write_text(json.dumps(notebook), encoding="utf-8")
        assert main(command.split()) == 0
        told = f"{lesson} was run and saved: what was written into its exercises is in"
        assert (told in capsys.readouterr().out) == command.startswith("assignment")
        lesson.write_text("<<<<<<< HEAD")
        assert main(["project", "02", "newer"]) == 1
        assert f"The course's {lesson.name} is no notebook" in capsys.readouterr().err

    def test_settings_of_nbgrader_that_were_there_before_are_kept_and_named(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        settings = tmp_path / "nbgrader_config.py"
        settings.write_text("c = get_config()\n")
        assert main(["assignment", "02", str(tmp_path)]) == 0
        assert settings.read_text() == "c = get_config()\n"
        said = capsys.readouterr().out
        assert f"settings, {settings}, were there before. Add to them what is in" in said
        settings.write_text(CONFIG.read_text(encoding="utf-8"))
        assert main(["assignment", "03", str(tmp_path)]) == 0
        assert "were there before" not in capsys.readouterr().out

    def test_lab_passes_on_where_to_begin_and_what_else_was_given(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from jupyterlab.labapp import LabApp

        calls: list[list[str]] = []
        monkeypatch.setattr(LabApp, "launch_instance", calls.append)
        assert main(["lab", str(folder), "--no-browser", "--port", "9999"]) == 0
        assert (folder / START).is_file()
        (call,) = calls
        assert call[0] == str(folder / START)
        assert call[-3:] == ["--no-browser", "--port", "9999"]

    def test_lab_without_jupyterlab_says_how_to_install_it(
        self,
        folder: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        monkeypatch.setitem(sys.modules, "jupyterlab.labapp", None)
        assert main(["lab", str(folder)]) == 1
        project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
        extra = project["optional-dependencies"]["lab"]
        (needed,) = (line for line in extra if line.startswith("jupyterlab"))
        assert f'"{sys.executable}" -m pip install "{needed}"' in capsys.readouterr().err
        assert (folder / START).is_file()

    def test_check_says_by_words_and_exit_code_what_is_missing(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert main(["check"]) == 0
        said = capsys.readouterr().out
        assert re.search(r"^numpy +\d+\.\d+\.\d+ +fine$", said, re.MULTILINE)
        assert said.endswith("parts are there and new enough.\n")
        monkeypatch.setattr("importlib.metadata.version", lambda name: "0.1")
        assert main(["check"]) == 1
        said = capsys.readouterr().out
        assert re.search(r"^numpy +0\.1 +too old: >=2\.2 is needed$", said, re.MULTILINE)
        assert "-m pip install --upgrade" in said

    def test_a_console_that_lacks_letters(self, tmp_path: Path) -> None:
        folder = tmp_path / "Ελληνικά"
        done = subprocess.run(
            [sys.executable, "-m", "ann_course", "copy", folder],
            capture_output=True,
            check=True,
            env=os.environ | {"PYTHONIOENCODING": "cp1252", "PYTHONPATH": str(ROOT)},
        )
        assert b"\\u0395" in done.stdout
        assert (folder / START).is_file()


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a fresh virtual environment into which a wheel of the course is installed."""
    folder = tmp_path_factory.mktemp("Käse und Brot")
    source = folder / "source"
    for name in ("ann_lib", "ann_course", "notebooks", "data"):
        shutil.copytree(ROOT / name, source / name)
    for name in ("pyproject.toml", "README.md", "LICENSE", "LICENSE-lessons"):
        shutil.copy(ROOT / name, source)
    venv = folder / "venv"
    subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    pip = [python_of(venv), "-m", "pip", "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", "-q", "--no-deps", "-w", folder, source], check=True)
    shutil.rmtree(source)
    (wheel,) = folder.glob("*.whl")
    subprocess.run([*pip, "install", "-q", f"{wheel}[lab]"], check=True)
    return venv


def python_of(venv: Path) -> Path:
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def alone(folder: Path) -> dict[str, str]:
    """Return an environment in which nothing of this checkout or of the user's counts."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "JUPYTER"))}
    own = ("HOME", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
    return kept | {name: str(folder / name.lower()) for name in (*own, "IPYTHONDIR")}


@pytest.mark.slow
class TestFromAWheel:
    def run(self, venv: Path, folder: Path, *arguments: str) -> str:
        return subprocess.run(
            [python_of(venv), "-m", *arguments],
            cwd=folder,
            env=alone(folder),
            capture_output=True,
            text=True,
            check=True,
            timeout=300,
        ).stdout

    def test_copy_check_and_a_lesson(self, environment: Path, tmp_path: Path) -> None:
        assert "new." in self.run(environment, tmp_path, "ann_course", "copy")
        copied = contents(tmp_path / "ann-course")
        assert copied == read_course(ROOT)
        checked = self.run(environment, tmp_path, "ann_course", "check")
        assert checked.endswith("parts are there and new enough.\n")
        lesson = tmp_path / "ann-course" / START
        self.run(
            environment, tmp_path, "nbconvert", "--execute", "--to=notebook",
            "--inplace", str(lesson),
        )  # fmt: skip
        again = self.run(environment, tmp_path, "ann_course", "copy")
        assert f": 1 kept with your changes, {len(copied) - 1} unchanged." in again
        load = "from ann_course.trained import load_trained; load_trained('mnist')"
        assert "1 loop" in self.run(environment, tmp_path, "timeit", "-n1", "-r1", load)
        assert lesson.read_bytes() != copied[START]

    def test_lab(self, environment: Path, tmp_path: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        token = secrets.token_hex(8)
        log = tmp_path / "log"
        options = ["--no-browser", f"--port={port}", f"--IdentityProvider.token={token}"]
        if hasattr(os, "getuid") and os.getuid() == 0:
            options.append("--allow-root")

        def fetch(path: str) -> Any:
            request = urllib.request.Request(
                f"http://127.0.0.1:{port}{path}",
                headers={"Authorization": f"token {token}"},
            )
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.load(answer)

        with log.open("w") as file:
            process = subprocess.Popen(
                [python_of(environment), "-m", "ann_course", "lab", "Übung 1", *options],
                cwd=tmp_path,
                env=alone(tmp_path),
                stdout=file,
                stderr=subprocess.STDOUT,
            )
        try:
            end = time.monotonic() + 120
            while True:
                try:
                    status = fetch("/api/status")
                    break
                except urllib.error.URLError:
                    assert process.poll() is None, log.read_text()
                    assert time.monotonic() < end, log.read_text()
                    time.sleep(0.2)
            assert status["kernels"] == 0
            opened = fetch(f"/api/contents/{START}")
            assert opened["content"]["cells"][0]["id"] == "title"
        finally:
            process.terminate()
            process.wait(timeout=60)
        said = log.read_text()
        assert f"/lab/tree/{START}" in said
        assert "kernel websockets send without delay" in said
        assert f"local directory: {tmp_path / 'Übung 1'}" in said


def test_the_package_itself_needs_no_jupyter_to_copy() -> None:
    code = (
        "import sys; from ann_course.__main__ import main; "
        "print([name for name in ('ipywidgets', 'jupyterlab', 'matplotlib') "
        "if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(Path(ann_course.__file__).parents[1])},
    )
    assert done.stdout == "[]\n"
