"""What is handed out holds no notes for teachers, and a newer edition loses no work."""

import json
import os
import subprocess
import zipfile
from pathlib import Path

import pytest
from html_reader import read

from ann_course import updating
from ann_course.__main__ import main
from ann_course.copying import START, find_course
from ann_course.handing_out import (
    BROWSERS,
    chosen_files,
    hand_out,
    learners_edition,
    print_pdf,
    read_zip,
)

TWO = "02_one_artificial_neuron.ipynb"


@pytest.fixture(scope="module")
def handed_out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("class")
    hand_out(chosen_files(find_course(), ["02", "03"]), folder)
    return folder


def cells(path: Path):
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


def test_the_learners_edition_has_the_chosen_lessons_and_no_teachers_cells(handed_out):
    names = {path.name for path in (handed_out / "learners").glob("*.ipynb")}
    assert names == {START, "glossary.ipynb", TWO, "03_activation_functions.ipynb"}
    assert (handed_out / "learners" / "data" / "README.md").is_file()
    for name in names:
        mine, theirs = (cells(handed_out / who / name) for who in ("learners", "teachers"))
        notes = [c for c in theirs if "teacher" in c["metadata"].get("tags", [])]
        assert [cell["id"] for cell in mine] == [
            cell["id"] for cell in theirs if cell not in notes
        ]
        assert bool(notes) == name[:2].isdigit() * (name != START)


def test_links_to_lessons_that_were_not_handed_out_are_plain_text(handed_out):
    text = (handed_out / "learners" / START).read_text(encoding="utf-8")
    assert f"]({TWO})" in text
    assert "(04_hidden_layers.ipynb)" not in text
    assert "04 hidden layers" in text


def test_the_zip_is_the_folder(handed_out):
    folder = handed_out / "learners"
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*")}
    with zipfile.ZipFile(handed_out / "learners.zip") as archive:
        listed = {name.removeprefix("ann-course/") for name in archive.namelist()}
        assert listed == files - {"data"}
    before = (handed_out / "learners.zip").read_bytes()
    hand_out(chosen_files(find_course(), ["02", "03"]), handed_out)
    assert (handed_out / "learners.zip").read_bytes() == before


def test_the_zip_is_compressed(handed_out):
    with zipfile.ZipFile(handed_out / "learners.zip") as archive:
        entry = archive.getinfo(f"ann-course/{TWO}")
    assert entry.compress_size < entry.file_size / 2


def test_what_somebody_wrote_into_the_courses_own_lesson_is_said(tmp_path, capsys):
    course = find_course()
    files = chosen_files(course, ["02"])
    assert "was run" not in "".join(hand_out(files, tmp_path / "as it is"))
    notebook = json.loads(files[TWO])
    next(c for c in notebook["cells"] if c["cell_type"] == "code")["execution_count"] = 1
    files[TWO] = json.dumps(notebook).encode()
    (first, *_) = hand_out(files, tmp_path / "run")
    assert first.startswith(f"{TWO} was run and saved where the course is")


def test_a_notebook_that_is_damaged_is_named_and_can_be_had_again(tmp_path, capsys):
    call = ["handout", str(tmp_path), "02"]
    assert main(call) == 0
    (tmp_path / "teachers" / TWO).write_text("{ half")
    assert main(call) == 1
    assert f"{TWO} is no notebook any more; delete it" in capsys.readouterr().err
    (tmp_path / "teachers" / TWO).unlink()
    assert main(call) == 0
    with pytest.raises(OSError, match=f"the course's {TWO} is no notebook"):
        hand_out({TWO: b"<<<<<<< HEAD"}, tmp_path)


def test_the_teachers_pages_have_all_answers_of_the_chosen_lessons(handed_out):
    page = read((handed_out / "teachers" / "teachers_pages.html").read_text("utf-8"))
    assert page.tags.count("h1") == 2
    assert "Lessons 02, 03 (for teachers)" in page.text
    assert "Lesson 02: One artificial neuron (for teachers)" in page.text
    assert "Likely mistakes, and what the check says" in page.text
    activity = handed_out / "teachers" / "the_class_is_the_network.html"
    assert activity.read_text("utf-8").count("<article") == 30
    assert not (handed_out / "learners" / activity.name).exists()


@pytest.mark.parametrize(
    ("lessons", "title"),
    [(["00"], "Start here"), (["00", "02"], "Lesson 02: One artificial neuron"),
     ([], "All lessons")],
)  # fmt: skip
def test_the_teachers_pages_say_whose_they_are(tmp_path, lessons, title):
    hand_out(chosen_files(find_course(), lessons), tmp_path)
    html = (tmp_path / "teachers" / "teachers_pages.html").read_text("utf-8")
    assert f"<title>{title} (for teachers)</title>" in html


def test_pages_are_printed_by_the_browser_that_the_browser_tests_take(
    tmp_path, monkeypatch
):
    script = (find_course() / "tools" / "find_chromium.sh").read_text(encoding="utf-8")
    assert all(name in script for name in BROWSERS)
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "missing"))
    with pytest.raises(FileNotFoundError, match=r"Chrome at CHROMIUM=.*missing"):
        print_pdf(tmp_path / "page.html")
    browser = tmp_path / "browser"
    browser.write_text('#!/bin/sh\nfor each; do case $each in --print-to-pdf=*) '
                       'echo printed > "${each#*=}"; esac; done\n')  # fmt: skip
    browser.chmod(0o755)
    monkeypatch.setenv("CHROMIUM", str(browser))
    assert print_pdf(tmp_path / "page.html").read_text() == "printed\n"

    def wait(command, **_options):
        raise subprocess.TimeoutExpired(command, 120)

    monkeypatch.setattr(subprocess, "run", wait)
    with pytest.raises(OSError, match=r"browser took too long to print page\.html"):
        print_pdf(tmp_path / "page.html")


def test_a_lesson_that_does_not_exist(tmp_path, capsys):
    assert main(["handout", str(tmp_path / "class"), "02", "77"]) == 1
    assert "There is no lesson '77': choose from 00, 01" in capsys.readouterr().err
    assert not (tmp_path / "class").exists()


def test_a_learner_takes_a_newer_edition_and_loses_no_cell(handed_out, tmp_path, capsys):
    folder, zipped = tmp_path / "mine", tmp_path / "learners.zip"
    assert main(["update", str(folder), "--from", str(handed_out / "learners.zip")]) == 0
    assert "No lessons were there. If yours are elsewhere" in capsys.readouterr().out
    worked = (folder / TWO).read_text().replace("One artificial", "My artificial")
    (folder / TWO).write_text(worked)
    with (
        zipfile.ZipFile(handed_out / "learners.zip") as old,
        zipfile.ZipFile(zipped, "w") as new,
    ):
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"artificial", b"synthetic"))
    assert main(["update", str(folder), "--from", str(zipped)]) == 0
    said = capsys.readouterr().out
    assert "No lessons were there" not in said
    assert (
        f"You have changed {TWO}; the newer lesson is 02_one_artificial_neuron_newer"
        in said
    )
    assert (folder / TWO).read_text() == worked
    assert "synthetic" in (folder / "02_one_artificial_neuron_newer.ipynb").read_text()
    assert "synthetic" in (folder / START).read_text()


@pytest.mark.parametrize(
    "entries",
    [
        {},
        {"ann-course/../../out.ipynb": b"x"},
        {"/etc/passwd": b"x", "other/00_start_here.ipynb": b"{}"},
    ],
)
def test_another_zip_is_refused_and_writes_nothing(entries, tmp_path, capsys):
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    folder = tmp_path / "deep" / "mine"
    assert main(["update", str(folder), "--from", str(tmp_path / "other.zip")]) == 1
    assert "other.zip is not a zip of lessons" in capsys.readouterr().err
    assert {path.name for path in tmp_path.iterdir()} == {"other.zip"}


def test_what_else_is_in_a_zip_stays_out(handed_out, tmp_path):
    path = tmp_path / "more.zip"
    path.write_bytes((handed_out / "learners.zip").read_bytes())
    with zipfile.ZipFile(path, "a") as archive:
        for name in ("ann-course/../up.py", "ann-course/deep/er/x", "ann-course/.bashrc"):
            archive.writestr(name, b"x")
    assert read_zip(path) == read_zip(handed_out / "learners.zip")


def test_no_zip_at_all(tmp_path, capsys):
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 cut off")
    for name, word in (
        ("a.zip", "a.zip is not a zip of lessons"),
        ("none.zip", "none.zip: No such file"),
    ):
        assert main(["update", str(tmp_path / "m"), "--from", str(tmp_path / name)]) == 1
        assert word in capsys.readouterr().err


def test_a_zip_with_a_damaged_entry(handed_out, tmp_path):
    path = tmp_path / "damaged.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ann-course/a.ipynb", "lesson " * 99)
    content = bytearray(path.read_bytes())
    content[30 + len("ann-course/a.ipynb")] ^= 0xFF  # how the first block is compressed
    path.write_bytes(content)
    with pytest.raises(OSError, match=r"damaged\.zip is not a zip of lessons"):
        read_zip(path)


def test_links_with_a_place_in_the_notebook():
    cell = {
        "cell_type": "markdown",
        "metadata": {},
        "source": ["[a](b.ipynb#c) [d](e.ipynb)"],
    }
    content = json.dumps({"cells": [cell]}).encode()
    (found,) = json.loads(learners_edition(content, ["b.ipynb"]))["cells"]
    assert found["source"] == ["[a](b.ipynb#c) d"]


class TestCheckout:
    @pytest.fixture
    def git(self, monkeypatch, tmp_path):
        for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "no-config"))

        def run(folder, *arguments):
            who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
            done = subprocess.run(
                ["git", "-C", str(folder), *who, *arguments], capture_output=True, text=True
            )
            assert done.returncode == 0, done.stderr
            return done.stdout

        return run

    @pytest.fixture
    def pair(self, git, tmp_path):
        """A course under git, and a learner's clone of it."""
        course = tmp_path / "course"
        (course / "notebooks").mkdir(parents=True)
        (course / "notebooks" / START).write_text("start")
        for name in ("a", "b", "c"):
            (course / "notebooks" / f"{name}.ipynb").write_text("first")
        git(course, "init", "--quiet", "-b", "main")
        git(course, "add", ".")
        git(course, "commit", "--quiet", "-m", "One")
        git(tmp_path, "clone", "--quiet", str(course), str(tmp_path / "mine"))
        return course, tmp_path / "mine"

    def newer(self, git, course):
        for name in ("a", "b", "new"):
            (course / "notebooks" / f"{name}.ipynb").write_text("second")
        git(course, "add", ".")
        git(course, "commit", "--quiet", "-m", "Two")

    def texts(self, folder):
        found = (folder / "notebooks").iterdir()
        return {path.name: path.read_text() for path in found if path.name != START}

    def test_what_git_refuses_to_pull_is_updated_and_all_work_is_there(
        self, git, pair, capsys
    ):
        course, mine = pair
        (mine / "notebooks" / "a.ipynb").write_text("my work")
        (mine / "notebooks" / "c.ipynb").write_text("my own way")
        (mine / "notebooks" / "new.ipynb").write_text("my new one")
        self.newer(git, course)
        pull = ["git", "-C", str(mine), "pull", "--quiet", "--ff-only"]
        assert subprocess.run(pull, capture_output=True).returncode != 0
        assert main(["update", str(mine / "notebooks")]) == 0
        assert self.texts(mine) == {
            "a.ipynb": "second",
            "a_mine.ipynb": "my work",
            "b.ipynb": "second",
            "c.ipynb": "my own way",
            "new.ipynb": "second",
            "new_mine.ipynb": "my new one",
        }
        said = capsys.readouterr().out
        assert "You have changed a.ipynb: yours is now a_mine.ipynb" in said
        assert "Files that are newer: 3." in said
        assert main(["update", str(mine)]) == 0
        assert "There is nothing newer." in capsys.readouterr().out

    def test_in_the_folder_of_its_lessons(self, git, pair, capsys, monkeypatch):
        course, mine = pair
        self.newer(git, course)
        monkeypatch.chdir(mine / "notebooks")
        assert main(["update"]) == 0
        assert "Files that are newer: 3." in capsys.readouterr().out

    def test_a_repository_of_the_learners_own_is_left_alone(
        self, git, pair, capsys, monkeypatch
    ):
        """Somebody keeps a copy of the lessons in it: only that is brought up to date."""
        _, mine = pair
        git(mine, "rm", "--quiet", f"notebooks/{START}")
        git(mine, "commit", "--quiet", "-m", "No course")
        monkeypatch.chdir(mine)
        monkeypatch.setattr("ann_course.__main__.update_checkout", pytest.fail)
        for folder in ([], [], ["notes"]):  # a new copy, the same again, and another one
            assert main(["update", *folder]) == 0
        said = capsys.readouterr().out
        assert f"Files in {mine / 'ann-course'}: " in said
        assert f"Files in {mine / 'notes'}: " in said

    def test_a_copy_within_the_checkout_is_no_checkout(self, pair, capsys, monkeypatch):
        _, mine = pair
        monkeypatch.chdir(mine)
        assert main(["copy"]) == 0
        monkeypatch.setattr("ann_course.__main__.update_checkout", pytest.fail)
        assert main(["update"]) == 0
        assert "unchanged" in capsys.readouterr().out

    def test_a_second_time_the_first_work_stays_too(self, git, pair):
        course, mine = pair
        (mine / "notebooks" / "a.ipynb").write_text("my work")
        (mine / "notebooks" / "a_mine.ipynb").write_text("older work")
        self.newer(git, course)
        assert main(["update", str(mine)]) == 0
        texts = self.texts(mine)
        assert (texts["a_mine.ipynb"], texts["a_mine_2.ipynb"]) == ("older work", "my work")

    def test_a_lesson_that_the_course_has_renamed(self, git, pair, capsys):
        course, mine = pair
        (mine / "notebooks" / "a.ipynb").write_text("my work")
        git(course, "mv", "notebooks/a.ipynb", "notebooks/z.ipynb")
        git(course, "commit", "--quiet", "-m", "Two")
        assert main(["update", str(mine)]) == 0
        texts = self.texts(mine)
        assert (texts["a_mine.ipynb"], texts["z.ipynb"]) == ("my work", "first")
        assert "a.ipynb" not in texts
        said = capsys.readouterr().out
        assert "yours is now a_mine.ipynb. The newer course has no a.ipynb.\n" in said

    def test_a_file_whose_name_is_in_another_encoding(self, git, pair):
        course, mine = pair
        try:
            Path(os.fsdecode(os.fsencode(mine) + b"/notes-\xfc.txt")).touch()
        except OSError:
            pytest.skip("this disk has names in UTF-8 alone")
        self.newer(git, course)
        assert main(["update", str(mine)]) == 0
        assert self.texts(mine)["a.ipynb"] == "second"

    def test_what_is_broken_off_leaves_all_as_it_was(self, git, pair, monkeypatch, capsys):
        course, mine = pair
        (mine / "notebooks" / "a.ipynb").write_text("my work")
        self.newer(git, course)
        before = self.texts(mine)

        def interrupted(folder, *arguments):
            if arguments[0] == "merge":
                raise KeyboardInterrupt
            return updating_git(folder, *arguments)

        updating_git = updating._git
        monkeypatch.setattr(updating, "_git", interrupted)
        assert main(["update", str(mine)]) == 1
        assert "Broken off" in capsys.readouterr().err
        assert self.texts(mine) == before

    def test_a_hint_of_gits_is_not_the_reason(self, pair, monkeypatch, capsys):
        def says(*_command, **_options):
            words = b"hint: You need to either:\nfatal: Not possible, aborting.\n"
            return subprocess.CompletedProcess([], 128, b"", words)

        monkeypatch.setattr(subprocess, "run", says)
        assert main(["update", str(pair[1])]) == 1
        assert "says: fatal: Not possible, aborting.\n" in capsys.readouterr().err

    def test_where_git_cannot_do_it_all_is_as_it_was(self, git, pair, capsys):
        course, mine = pair
        (mine / "notebooks" / "b.ipynb").write_text("committed work")
        git(mine, "commit", "--quiet", "-a", "-m", "Mine")
        (mine / "notebooks" / "a.ipynb").write_text("my work")
        self.newer(git, course)
        before = self.texts(mine)
        assert main(["update", str(mine)]) == 1
        assert "Nothing was updated: git merge says" in capsys.readouterr().err
        assert self.texts(mine) == before

    def test_without_a_remote(self, pair, git, capsys):
        course, _ = pair
        assert main(["update", str(course)]) == 1
        assert "Nothing was updated: git" in capsys.readouterr().err
