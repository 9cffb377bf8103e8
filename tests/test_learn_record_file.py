"""The file of a lesson's record: merged, locked, and set aside where it is not ours."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from ann_course.learn import record_file
from ann_course.learn.record_file import FORMAT, RecordFile, merge

MOMENT = "2026-11-28T20:00:00.000+00:00"


def record(**changes):
    whole = {"format": FORMAT, "lesson": "lesson_02", "begun": MOMENT, "last": MOMENT}
    return whole | {"minutes": 0.0, "items": []} | changes


@pytest.fixture
def file(tmp_path):
    return RecordFile(tmp_path / "progress" / "lesson_02.json", "lesson_02")


def put(file, data):
    file.path.parent.mkdir(exist_ok=True)
    file.path.write_bytes(data)


def names(file):
    return sorted(path.name for path in file.path.parent.iterdir())


def test_what_is_written_is_read(file):
    assert file.read() is None
    with file.locked():
        file.write(record(minutes=3.5, room="é"))
        assert file.read() == record(minutes=3.5, room="é")
    assert names(file) == ["lesson_02.json"]


def test_others_can_read_it_as_the_umask_says(file):
    before = os.umask(0o022)
    try:
        with file.locked():
            file.write(record())
    finally:
        os.umask(before)
    assert file.path.stat().st_mode & 0o777 == 0o644
    assert file.path.parent.stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is damaged"),
        (b"\x00\xff", "is damaged"),
        (b"[" * 100_000, "is damaged"),
        (b" " * (record_file.MAX_BYTES + 1), "is damaged"),
        (json.dumps(record()).encode()[:-2], "is damaged"),
        (json.dumps({"cells": []}).encode(), "is damaged"),
        (json.dumps(record(begun="yesterday")).encode(), "is damaged"),
        (json.dumps(record(begun="2026-11-28")).encode(), "is damaged"),
        (json.dumps(record(minutes=None)).encode(), "is damaged"),
        (json.dumps(record(minutes=float("nan"))).encode(), "is damaged"),
        (json.dumps(record(items=[{"key": "a"}])).encode(), "is damaged"),
        (json.dumps({"format": FORMAT + 1}).encode(), "by a newer version of the course"),
        (json.dumps(record(lesson="lesson_03")).encode(), "record of lesson_03, not of"),
    ],
)
def test_what_is_not_this_lessons_record_is_set_aside(file, data, words):
    put(file, data)
    assert file.read() is None
    (said,) = file.words
    assert words in said
    (aside,) = names(file)
    assert aside in said
    assert aside.startswith("lesson_02-set-aside-2")
    assert (file.path.parent / aside).read_bytes() == data


def test_nothing_that_was_set_aside_is_overwritten(file):
    for content in (b"one", b"two", b"three"):
        put(file, content)
        file.read()
    kept = {path.read_bytes() for path in file.path.parent.iterdir()}
    assert kept == {b"one", b"two", b"three"}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(field=st.sampled_from(sorted(record())), value=JSON)
def test_no_content_breaks_the_reading(tmp_path_factory, field, value):
    folder = tmp_path_factory.mktemp("any")
    file = RecordFile(folder / "lesson_02.json", "lesson_02")
    put(file, json.dumps(record(**{field: value})).encode())
    found = file.read()
    assert (found is None) == bool(file.words)


def test_a_folder_in_its_place_is_an_error_and_stays(file):
    file.path.mkdir(parents=True)
    with pytest.raises(OSError, match="a folder or a device"):
        file.read()
    assert file.path.is_dir()


# Merging

ITEM = {"key": "ask", "right": False, "attempts": 1, "chosen": 0, "at": "2026-11-28"}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"right": True, "chosen": 1}, {"attempts": 5}, {"attempts": 5, "chosen": 1}),
        ({"attempts": 2, "chosen": 1}, {"at": "2026-11-29"}, {"attempts": 2, "chosen": 1}),
        ({"chosen": 1, "at": "2026-11-29"}, {}, {"chosen": 1, "at": "2026-11-29"}),
        ({"hints_taken": 2}, {"hints_taken": 1, "attempts": 3}, {"hints_taken": 2}),
        ({"seen": True}, {"seen": False, "attempts": 3}, {"seen": True, "attempts": 3}),
        ({"note": "kept"}, {"attempts": 3}, {"note": "kept"}),
    ],
)
def test_the_further_record_counts(one, other, expected):
    for merged in (merge(ITEM | one, ITEM | other), merge(ITEM | other, ITEM | one)):
        assert {name: merged[name] for name in expected} == expected
        assert merged["right"] == (one.get("right", False) or other.get("right", False))


def test_merging_again_changes_nothing():
    rng = random.Random(0)
    for _ in range(200):
        one, other = (
            ITEM
            | {
                "right": rng.random() < 0.5,
                "attempts": rng.randrange(4),
                "chosen": rng.randrange(3),
                "at": f"2026-11-{day}",
            }
            for day in rng.sample(range(10, 30), 2)
        )
        merged = merge(one, other)
        assert merge(merged, one) == merge(one, merged) == merged
        assert merge(merged, other) == merge(other, merged) == merged


# The lock


def test_a_lock_whose_owner_died_is_broken(file, monkeypatch):
    monkeypatch.setattr(record_file, "LOCK_PATIENCE", 0.05)
    lock = file.path.with_name(".lesson_02.lock")
    put(file, json.dumps(record()).encode())
    lock.write_text("of a kernel that was killed")
    with file.locked():
        assert lock.read_text() != "of a kernel that was killed"
    assert names(file) == ["lesson_02.json"]


def test_a_lock_that_was_taken_from_us_is_not_removed(file):
    lock = file.path.with_name(".lesson_02.lock")
    with file.locked():
        lock.write_text("another's")
    assert lock.read_text() == "another's"


def test_an_error_opens_the_lock(file):
    with pytest.raises(KeyboardInterrupt), file.locked():
        raise KeyboardInterrupt
    assert names(file) == []


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path):
    (tmp_path / "progress").write_text("in the way")
    file = RecordFile(tmp_path / "progress" / "lesson_02.json", "lesson_02")
    with pytest.raises(OSError, match="progress"), file.locked():
        pass


KERNEL = """
import sys
from ann_course.learn import Option, Progress, Question

folder, mine = sys.argv[1:]
options = [Option("Yes.", right=True), *(Option(f"{i}", reply="No.") for i in range(3))]
items = [Question(f"{who}-{i}", "Is it?", options) for who in "ab" for i in range(30)]
shared = Question("shared", "Is it?", options)
progress = Progress("lesson_02", [*items, shared])
print("ready", flush=True)
sys.stdin.readline()
progress.resume(folder)
for item in items:
    if item.key.startswith(mine):
        item.choose(1)
        item.choose(0)
    shared.choose(1 + shared.attempts % 2)
assert "cannot be kept" not in str(progress.resume()), progress.resume()
"""


def test_two_kernels_that_write_at_once_lose_nothing(tmp_path):
    kernels = [
        subprocess.Popen(
            [sys.executable, "-c", KERNEL, str(tmp_path), who],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])},
        )
        for who in "ab"
    ]
    for kernel in kernels:
        assert kernel.stdout.readline() == "ready\n"
    for kernel in kernels:
        kernel.stdin.write("go\n")
        kernel.stdin.flush()
    for kernel in kernels:
        kernel.communicate(timeout=120)
    assert [kernel.returncode for kernel in kernels] == [0, 0]
    folder = tmp_path / "progress"
    assert [path.name for path in folder.iterdir()] == ["lesson_02.json"]
    content = json.loads((folder / "lesson_02.json").read_text())
    *own, shared = content["items"]
    assert len(own) == 60
    assert [each["key"] for each in own if not each["right"]] == []
    assert {each["attempts"] for each in own} == {2}
    assert shared["attempts"] >= 60
