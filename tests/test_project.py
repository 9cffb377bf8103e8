"""Facts that are stated in several files agree: pyproject.toml, README and others."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import nbformat
import pytest
import yaml

import ann_lib
from ann_course.__main__ import main

ROOT = Path(__file__).parents[1]
PAGES = (
    "README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/within_one_frame.md",
    "data/README.md", "site/README.md", "benchmarks/README.md", "classroom/README.md",
    "classroom/cluster.md", "classroom/lti.md",
)  # fmt: skip
CORE_NEEDS_NONE_OF = (
    "IPython", "ipywidgets", "matplotlib", "pooch", "scipy", "sklearn", "tqdm",
)  # fmt: skip


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    return tomllib.loads(text("pyproject.toml"))["project"]


def requirements(lines: list[str]) -> dict[str, str]:
    """Return ``{"numpy": ">=2.2"}`` for ``["numpy>=2.2"]``."""
    split = (re.fullmatch(r"([\w.-]+)(.*)", line) for line in lines)
    return {match[1]: match[2] for match in split if match}


def course_requirements(project: dict[str, Any]) -> dict[str, str]:
    """Return what the course runs on: its dependencies, JupyterLab, and nbval.

    nbval validates the notebooks, so that it is one of the course's own packages, though
    learners who install with pip do not need it: there it belongs to the extra `test`.
    """
    extras = project["optional-dependencies"]
    nbval = [line for line in extras["test"] if line.startswith("nbval")]
    return requirements(project["dependencies"] + extras["lab"] + nbval)


def files() -> list[Path]:
    """Return the files under version control or, without git, all but generated ones."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode == 0:
        found = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        generated = re.compile(r"/(\.\w[^/]*|build|dist|artifacts|[^/]*\.egg-info)/")
        found = [p for p in ROOT.rglob("*") if not generated.search(p.as_posix())]
    return [path for path in found if path.is_file()]


@pytest.fixture(scope="module")
def conda() -> dict[str, Any]:
    return yaml.safe_load(text("environment.yml"))


class TestEnvironment:
    def test_same_names_and_ranges(
        self, conda: dict[str, Any], project: dict[str, Any]
    ) -> None:
        named = requirements([d for d in conda["dependencies"] if isinstance(d, str)])
        assert named.pop("python") == project["requires-python"]
        assert named.pop("pip") == ""
        assert named == course_requirements(project)

    def test_the_packages_that_the_course_is_made_for(
        self, project: dict[str, Any]
    ) -> None:
        names = {"jupyterlab", "numpy", "matplotlib", "ipywidgets", "nbval", "scikit-learn"}
        assert names <= course_requirements(project).keys()

    def test_the_course_itself_comes_last(self, conda: dict[str, Any]) -> None:
        assert conda["dependencies"][-1] == {"pip": ["-e ."]}
        assert conda["channels"] == ["conda-forge"]
        assert conda["name"] == "ann-lib"

    def test_the_floors_are_those_of_a_browser_kernel(
        self, project: dict[str, Any]
    ) -> None:
        floors = {
            "numpy": ">=2.2",
            "matplotlib": ">=3.8",
            "scikit-learn": ">=1.7",
            "ipywidgets": ">=8.1",
            "jupyterlab": ">=4.4",
        }
        assert floors.items() <= course_requirements(project).items()
        assert project["requires-python"] == ">=3.11"

    def test_floors_become_constraints(self) -> None:
        printed = subprocess.run(
            [sys.executable, ROOT / "tools" / "floors.py"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
        assert "numpy==2.2.*" in printed
        assert "jupyterlab==4.4.*" in printed


class TestDistributions:
    def test_the_source_has_every_file(self) -> None:
        lines = [line.split() for line in text("MANIFEST.in").splitlines()]
        named = {
            n
            for line in lines
            if line and line[0] in {"graft", "include"}
            for n in line[1:]
        }
        by_default = {"ann_lib", "ann_course", "pyproject.toml", "README.md", "LICENSE"}
        by_default |= {"LICENSE-lessons", "MANIFEST.in"}
        tops = {path.relative_to(ROOT).parts[0] for path in files()}
        assert tops == named | by_default

    def test_a_wheel_has_every_lesson_and_all_data(self) -> None:
        settings = tomllib.loads(text("pyproject.toml"))["tool"]["setuptools"]["data-files"]
        for folder in ("notebooks", "data"):
            (pattern,) = settings[f"share/ann-course/{folder}"]
            owned = [path for path in files() if path.is_relative_to(ROOT / folder)]
            assert owned
            assert set(owned) <= set(ROOT.glob(pattern))
            assert [path for path in ROOT.glob(pattern) if path.is_dir()] == []


class TestReadme:
    def test_ranges(self, project: dict[str, Any]) -> None:
        stated = dict(re.findall(r"([\w-]+) ≥ ([\d.]*\d)", text("README.md")))
        assert stated.pop("Python") == project["requires-python"].removeprefix(">=")
        expected = course_requirements(project)
        assert {name.lower(): f">={floor}" for name, floor in stated.items()} == expected

    def test_the_python_that_is_required(self, project: dict[str, Any]) -> None:
        asked = re.findall(r"(3\.\d+) or newer", text("README.md"))
        assert asked == [project["requires-python"].removeprefix(">=")]

    def test_conda_lines_name_the_environment_and_its_file(
        self, conda: dict[str, Any]
    ) -> None:
        assert "conda env create -f environment.yml\n" in text("README.md")
        assert re.findall(r"^conda activate (.*)", text("README.md"), re.M) == [
            conda["name"]
        ]
        assert conda["name"] in text("environment.yml").partition("name:")[0]

    def test_the_commands_exist(self) -> None:
        called = re.findall(r"-m ann_course(?: ([a-z]+))?", text("README.md"))
        for_learners = {"lab", "copy", "check", "update", "read"}
        for_teachers = {"project", "slides", "handout", "report", "assignment", "marks"}
        assert set(called) == for_learners | for_teachers
        for command in set(called):
            with pytest.raises(SystemExit) as ended:
                main([command, "--help"])
            assert ended.value.code == 0

    def test_the_extension_is_enabled_as_the_command_enables_it(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        """A nightly test starts JupyterLab by the command and finds it in the log."""
        (option,) = re.findall(r"`(--ServerApp\.\S+)`", text("README.md"))
        calls: list[list[str]] = []
        monkeypatch.setattr("jupyterlab.labapp.LabApp.launch_instance", calls.append)
        assert main(["lab", str(tmp_path)]) == 0
        assert option in calls[0]
        assert option in text("ann_course/live/server.py")

    def test_the_wheel_is_called_what_pip_calls_it(self, project: dict[str, Any]) -> None:
        wheel = f"{project['name'].replace('-', '_')}-{project['version']}-py3-none-any.whl"
        assert set(re.findall(r"[\w.-]+\.whl", text("README.md"))) == {wheel}

    def test_setup_script_knows_the_same_python(self, project: dict[str, Any]) -> None:
        major, minor = project["requires-python"].removeprefix(">=").split(".")
        script = text("tools/setup.sh")
        assert f"sys.version_info < ({major}, {minor})" in script
        assert f"Python {major}.{minor} or newer is needed" in script

    def test_windows_lines_install_an_extra_that_exists(
        self, project: dict[str, Any]
    ) -> None:
        extras = re.findall(r'install -e "?\.\[(\w+)\]', text("README.md"))
        assert "lab" in extras
        assert set(extras) <= set(project["optional-dependencies"])

    def test_make_targets_exist(self) -> None:
        targets = set(re.findall(r"^([a-z-]+):", text("Makefile"), flags=re.MULTILINE))
        for page in PAGES:
            named = set(re.findall(r"^ *make ([a-z-]+)", text(page), flags=re.MULTILINE))
            named |= set(re.findall(r"`(?:\w+=\S+ )*make ([a-z-]+)", text(page)))
            assert named <= targets, page

    @pytest.mark.parametrize("page", PAGES)
    def test_links_and_pictures_lead_somewhere(self, page: str) -> None:
        links = re.findall(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)", text(page))
        for picture, words, target in links:
            assert words, f"{target} has no text in {page}"
            if picture:
                assert len(words) > 40, f"{target} needs a text that describes it"
            if not re.match(r"https?:", target):
                file, _, place = target.partition("#")
                there = (ROOT / page).parent / file if file else ROOT / page
                assert there.exists(), f"{page} links to {target}: not there"
                assert not place or place in places(there), f"{page}: {target}"

    def test_lesson_map_and_notebooks_are_the_same(self) -> None:
        mapped = re.findall(r"\]\((notebooks/[^)]+\.ipynb)\)", text("README.md"))
        present = sorted(
            f"notebooks/{p.name}" for p in (ROOT / "notebooks").glob("*.ipynb")
        )
        assert mapped == present


def places(page: Path) -> set[str]:
    """Return the names by which a page's headings can be linked to."""
    headings = re.findall(r"^#+ (.+)", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", each).lower().replace(" ", "-") for each in headings}


def drawn_floors() -> dict[str, list[set[str]]]:
    """Return, by package, the modules on each floor of the drawing, from the top."""
    drawing = text("docs/architecture.md").partition("```text\n")[2].partition("```")[0]
    floors: dict[str, list[set[str]]] = {}
    for line in drawing.splitlines():
        if package := re.match(r"┌ (\w+)", line):
            floors[package[1]] = []
        elif modules := re.match(r"│ (\w+(?: \| \w+)*) {2,}\S", line):
            floors[next(reversed(floors))].append(set(modules[1].split(" | ")))
    return floors


def kept_floors(package: str) -> list[set[str]]:
    """Return the same from the contracts that import-linter keeps.

    Without the modules in parentheses, which need not be there, and without the library
    as the lowest floor of the course.
    """
    contracts = tomllib.loads(text("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    (layers,) = (
        contract["layers"]
        for contract in contracts
        if contract["type"] == "layers" and contract["layers"][0].startswith(package)
    )
    floors = [set(re.findall(rf"(?<!\(){package}\.(\w+)", layer)) for layer in layers]
    return [floor for floor in floors if floor]


class TestArchitecture:
    @pytest.mark.parametrize("package", ["ann_course", "ann_lib"])
    def test_the_floors_are_drawn_as_they_are_kept(self, package: str) -> None:
        floors = drawn_floors()[package]
        assert floors == kept_floors(package)
        for name in set().union(*floors):
            place = ROOT / package / name
            assert place.is_dir() or place.with_suffix(".py").is_file()

    @pytest.mark.parametrize("page", ["CONTRIBUTING.md", "docs/architecture.md"])
    def test_the_files_that_are_named_exist(self, page: str) -> None:
        named = set(re.findall(r"`(\w[\w.*]*/[\w./*]*|\w+\.(?:toml|yml|sh))`", text(page)))
        assert len(named) > 10
        for name in named:
            found = list(ROOT.glob(name.replace("NN", "[0-9][0-9]")))
            assert found, f"{page} names {name}: not there"

    def test_every_part_of_the_course_has_its_place(self) -> None:
        page = text("docs/architecture.md")
        for path in (ROOT / "ann_course").iterdir():
            if path.suffix == ".py" and path.name != "__init__.py":
                assert f"{path.name}`" in page
            elif (path / "__init__.py").is_file():
                assert re.search(rf"[`│|] ?{path.name}\b", page), path.name

    def test_the_way_of_a_value_names_what_is_there(self) -> None:
        page = text("docs/architecture.md")
        for module, name in (
            ("live/controls.py", "class Slider"),
            ("live/following.py", "def _changed"),
            ("live/figure.py", "def refresh"),
            ("panels/first_slider.py", "def update"),
        ):
            assert f"ann_course/{module}" in page
            assert name in text(f"ann_course/{module}")


class TestVersion:
    def test_changelog_begins_with_it(self, project: dict[str, Any]) -> None:
        versions = re.findall(r"^## (\d+\.\d+\.\d+)", text("CHANGELOG.md"), re.MULTILINE)
        assert versions[0] == project["version"]

    def test_citation(self, project: dict[str, Any]) -> None:
        citation = yaml.safe_load(text("CITATION.cff"))
        assert citation["version"] == project["version"]
        assert citation["license"] == project["license"].split(" AND ")
        released = citation["date-released"].isoformat()
        assert f"## {project['version']} – {released}" in text("CHANGELOG.md")

    def test_licences(self, project: dict[str, Any]) -> None:
        assert project["license"] == "MIT AND CC-BY-4.0"
        assert text("LICENSE").startswith("MIT License\n")
        lessons = text("LICENSE-lessons")
        assert "SPDX identifier: CC-BY-4.0" in lessons
        assert "https://creativecommons.org/licenses/by/4.0/\n" in lessons


class TestTree:
    def test_a_long_file_is_one_concept(self) -> None:
        """Over 450 lines: is it two concepts? If it is one, name it here."""
        one_concept: set[str] = set()
        long = {
            name: lines
            for package in ("ann_lib", "ann_course")
            for path in (ROOT / package).rglob("*")
            if path.suffix in {".py", ".js", ".css"}
            and (name := path.relative_to(ROOT).as_posix()) not in one_concept
            and (lines := len(path.read_text(encoding="utf-8").splitlines())) > 450
        }
        assert not long

    def test_no_lock_files_and_no_registry_hosts(self) -> None:
        locks = {"package-lock.json", "yarn.lock", "poetry.lock", "uv.lock", "Pipfile.lock"}
        hosts = [
            ".".join(parts)
            for parts in (
                ("pypi", "org"), ("pythonhosted", "org"), ("registry", "npmjs"),
                ("deb", "debian"), ("anaconda", "org"),
            )
        ]  # fmt: skip
        assert len(files()) > 20
        for path in files():
            assert path.name not in locks
            data = path.read_bytes()
            assert not [host for host in hosts if host.encode() in data], path

    def test_no_outputs_are_committed(self) -> None:
        for path in (ROOT / "notebooks").glob("*.ipynb"):
            for cell in nbformat.read(path, as_version=4).cells:
                assert not cell.get("outputs"), f"{path.name}: cell {cell.id} has outputs"
                assert cell.get("execution_count") is None, f"{path.name}: {cell.id}"

    def test_no_large_files(self) -> None:
        names = [path.relative_to(ROOT).as_posix() for path in files()]
        done = subprocess.run(
            [sys.executable, "tools/large_files.py", *names],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")

    def test_pictures_are_small(self) -> None:
        pictures = [path for path in files() if path.suffix in {".png", ".jpg", ".gif"}]
        assert ROOT / "docs" / "lesson.png" in pictures
        assert not [path for path in pictures if path.stat().st_size > 200_000]

    def test_a_large_file_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "big.bin").write_bytes(bytes(500_001))
        done = subprocess.run(
            [sys.executable, ROOT / "tools" / "large_files.py", "big.bin"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 1
        assert "big.bin: 500,001 bytes, at most 500,000" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [
        *(f"{path.name} --help" for path in (ROOT / "benchmarks").glob("[a-z]*.py")),
        "convolution.py --repeats 1",
        "digits.py",
        "import_time.py --repeats 1",
        "step_profile.py --epochs 1",
    ],
)
def test_benchmarks_run(command: str) -> None:
    """Not what they measure: whether what they import and time is still there."""
    script, *arguments = command.split()
    subprocess.run(
        [sys.executable, ROOT / "benchmarks" / script, *arguments],
        check=True,
        timeout=300,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )


def test_importing_the_library_loads_nothing_heavier_than_numpy() -> None:
    code = (
        "import sys, ann_lib; "
        f"print([name for name in {CORE_NEEDS_NONE_OF!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={k: v for k, v in os.environ.items() if not k.startswith("COV_")},
    )
    assert done.stdout.strip() == "[]"


def test_a_star_import_brings_exactly_the_public_names() -> None:
    names: dict[str, Any] = {}
    exec("from ann_lib import *", names)
    assert {"Network", "Dense", "Adam", "SoftmaxCrossEntropy"} <= set(names)
    assert set(names) - {"__builtins__"} == set(ann_lib.__all__)
