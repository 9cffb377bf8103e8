"""Objects print in a console that cannot hold every sign, such as cp1252 on Windows."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ann_course.learn import Verdict
from ann_lib._support.printing import PLAIN, printable, prints_anywhere

SCRIPT = Path(__file__).with_name("print_everything.py")


ENCODINGS = ["cp1252", "ascii"]


@pytest.fixture(scope="module")
def printed() -> dict[str, bytes]:
    """Return what consoles of each encoding are given."""
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    command = [sys.executable, str(SCRIPT), *ENCODINGS]
    done = subprocess.run(command, env=environment, capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr.decode("ascii", "replace")[-2000:]
    texts = done.stdout.split(b"\f")[: len(ENCODINGS)]
    return dict(zip(ENCODINGS, texts, strict=True))


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_object_prints(printed: dict[str, bytes], encoding: str) -> None:
    text = printed[encoding].decode(encoding)
    assert "left out: []" in text
    signs = ["✓ Right.", "Weights 1 and 1", "8×8×1", "größer"]
    assert [sign for sign in signs if printable(sign, encoding) not in text] == []


@pytest.mark.parametrize(
    ("text", "encoding", "expected"),
    [
        ("✓ Right.", "cp1252", "[right] Right."),
        ("✓ −1 × 8²", "utf-8", "✓ −1 × 8²"),
        ("−1 × 8²", "cp1252", "-1 × 8²"),
        ("−1 × 8²", "ascii", "-1 x 8^2"),
        ("a ≥ b → c ≈ 3 · 4", "ascii", "a >= b -> c ~ 3 * 4"),
        ("x₁ Größe", "ascii", "x1 Gro\\xdfe"),
        ("α Δ θ", "cp1252", "alpha delta theta"),
        ("α", "cp437", "α"),
        ("π ≈ 3", "cp437", "π ≈ 3"),
        ("日", "ascii", "\\u65e5"),
        ("a\nb\t\x07", "ascii", "a\nb\t\x07"),
        ("", "ascii", ""),
    ],
)
def test_a_sign_that_is_missing_becomes_a_plain_one(
    text: str, encoding: str, expected: str
) -> None:
    assert printable(text, encoding) == expected


def test_what_is_plain_is_ascii() -> None:
    assert all(plain.isascii() and not sign.isascii() for sign, plain in PLAIN.items())


def test_the_console_is_asked_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    verdict = Verdict("right", "−1 it is.")
    seen = []
    for encoding in ("cp1252", "utf-8"):
        console = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
        monkeypatch.setattr(sys, "stdout", console)
        seen += [str(verdict), repr([verdict])]
    monkeypatch.undo()
    assert seen == [
        "[right] Right. -1 it is.",
        "[[right] Right. -1 it is.]",
        "✓ Right. −1 it is.",
        "[✓ Right. −1 it is.]",
    ]


@pytest.mark.parametrize("console", [None, io.StringIO()])
def test_no_console_or_one_without_an_encoding(
    console: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", console)
    assert printable("✓ −1") == "✓ −1"


def test_only_what_a_class_itself_writes_is_changed() -> None:
    @prints_anywhere
    class Silent:
        pass

    assert Silent.__repr__ is object.__repr__
    assert Silent.__str__ is object.__str__
