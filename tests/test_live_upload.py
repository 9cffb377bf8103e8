"""A file that is uploaded: what arrived is shown, what did not is told."""

from __future__ import annotations

import gc
import tracemalloc
from typing import Any

import pytest

from ann_course.live import Upload
from ann_course.live.upload import LIMIT, first_rows

TABLE = b"size;sort\n1,5;<b>\n2,25;?\n"


@pytest.fixture
def upload() -> Upload:
    return Upload()


def send(upload: Upload, message: Any, *buffers: Any) -> None:
    """Give it a message as the page does."""
    upload.picker._handle_custom_msg(message, list(buffers))


def test_at_first_nothing_is_there(upload: Upload) -> None:
    assert upload.file is None
    assert upload.describe() == "No file has been chosen yet."
    assert ".csv, .tsv or .txt, at most 8 MB." in upload.still_text()
    assert upload.picker.limit == LIMIT == 8_000_000


def test_what_arrived_is_shown(upload: Upload) -> None:
    heard = []
    upload.on_arrival(lambda: heard.append(upload.file))
    send(upload, {"name": "a.csv", "size": len(TABLE)}, memoryview(TABLE))
    assert heard == [("a.csv", TABLE)]
    assert "a.csv: 2 rows, 2 columns; separated by semicolons" in upload.arrived.value
    assert "<td>1.5</td><td>&lt;b&gt;</td>" in upload.arrived.value
    assert "<td>–</td>" in upload.arrived.value  # what is missing
    assert upload.error.value == ""
    assert "a.csv: 2 rows" in upload.still_text()


def test_a_day_is_shown_without_a_time(upload: Upload) -> None:
    table = b"day,x\n2020-12-24,1\n2021-01-02,2\n"
    send(upload, {"name": "a.csv", "size": len(table)}, memoryview(table))
    assert "<td>2020-12-24</td><td>1</td>" in upload.arrived.value


@pytest.mark.parametrize(
    ("name", "size", "content", "words"),
    [
        ("big.csv", 12_000_000, None, "12 MB, and at most 8 MB can be sent"),
        ("big.csv", 12_000_000, None, "<code>read_table(&#x27;big.csv&#x27;)</code>"),
        ("big.csv", 8_000_001, b"a,b\n1,2\n", "8.1 MB, and at most 8 MB can be sent"),
        (
            "cat.png",
            4,
            b"\x89PNG",
            "cat.png is of another kind than .csv, .tsv or .txt. Save it as one of these",
        ),
        ("none.csv", 0, b"", "none.csv is empty"),
        ("a.csv", 6, b"PK\x03\x04..", "a.csv is an Excel workbook"),
        ("<i>.csv", 4, b"a,b\n", "&lt;i&gt;.csv has a header, a, b, and no row"),
    ],
)
def test_what_is_not_taken_is_told(
    upload: Upload, name: str, size: int, content: bytes | None, words: str
) -> None:
    buffers = [] if content is None else [memoryview(content)]
    send(upload, {"name": name, "size": size}, *buffers)
    assert upload.file is None
    assert words in upload.error.value
    assert 'role="alert"' in upload.error.value
    assert "still" not in upload.error.value

    upload.receive("a.csv", len(TABLE), TABLE)
    shown = upload.arrived.value
    assert upload.error.value == ""
    send(upload, {"name": name, "size": size}, *buffers)
    assert upload.file == ("a.csv", TABLE)
    assert upload.arrived.value == shown
    assert "What is shown below is still a.csv." in upload.error.value


def test_the_second_file_takes_the_place_of_the_first(upload: Upload) -> None:
    for name in ("a.csv", "b.TXT"):
        upload.receive(name, len(TABLE), TABLE)
        assert upload.file == (name, TABLE)
        assert name in upload.arrived.value


@pytest.mark.parametrize("message", [None, 3, {}, {"name": 3}, {"size": 3}, ["name"]])
def test_other_messages_are_ignored(upload: Upload, message: Any) -> None:
    send(upload, message)
    assert upload.file is None
    assert upload.error.value == ""


def test_a_name_is_no_path(upload: Upload) -> None:
    send(upload, {"name": "../../a.csv", "size": len(TABLE)}, memoryview(TABLE))
    assert upload.file == ("a.csv", TABLE)


def test_the_content_is_kept_once() -> None:
    row = b"1,2,3,4," + b"x" * 1000 + b"\n"
    content = b"a,b,c,d,text\n" + row * 4000  # 4 MB
    upload = Upload()
    gc.collect()
    tracemalloc.start()
    send(upload, {"name": "a.csv", "size": len(content)}, memoryview(content))
    gc.collect()
    kept, _ = tracemalloc.get_traced_memory()
    assert upload.file is not None
    assert kept < 1.2 * len(content)
    upload.close()
    gc.collect()
    left, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert left < 0.2 * len(content)


def test_other_kinds_of_files() -> None:
    seen = []

    def show(name: str, content: bytes) -> str:
        seen.append((name, content))
        return "<p>A sound of 3 bytes.</p>"

    upload = Upload("Choose a sound", kinds=[".wav"], show=show)
    upload.receive("a.csv", 3, b"abc")
    assert "another kind than .wav" in upload.error.value
    upload.receive("a.wav", 3, b"abc")
    assert seen == [("a.wav", b"abc")]
    assert "A sound of 3 bytes." in upload.still_text()


def test_of_a_wide_table_the_first_columns_are_shown() -> None:
    names = ",".join(f"c{i}" for i in range(30))
    rows = "\n".join(",".join(["1.5"] * 30) for _ in range(20))
    shown = first_rows("wide.csv", f"{names}\n{rows}\n".encode())
    assert shown.count("<td>") == 50
    assert "and 20 more columns" in shown


def test_what_is_said_of_files_that_are_chosen_together_stays() -> None:
    upload = Upload(several=True)
    assert upload.picker.several
    assert "at most 8 MB each." in upload.still_text()
    upload.receive("a.csv", len(TABLE), TABLE)
    upload.receive("b.png", 4, b"\x89PNG")
    assert "b.png is of another kind" in upload.error.value
    assert "What is shown below is still a.csv." in upload.error.value
    files = [("c.csv", TABLE), ("none.csv", b""), ("d.png", b"\x89PNG"), ("e.csv", TABLE)]
    for number, (name, content) in enumerate(files):
        message = {"name": name, "size": len(content), "more": number > 0}
        send(upload, message, memoryview(content))
    assert len(upload.shown) == 2
    for name in ("c.csv: 2 rows", "e.csv: 2 rows"):
        assert name in upload.arrived.value
    for name in ("none.csv is empty", "d.png is of another kind"):
        assert name in upload.error.value
    assert "still" not in upload.error.value
    send(upload, {"name": "f.csv", "size": len(TABLE)}, memoryview(TABLE))
    assert upload.arrived.value.count("2 rows") == 1
    assert upload.error.value == ""


def test_the_page_is_told_to_go_on_though_a_listener_fails() -> None:
    upload, sent = Upload(), []
    upload.picker.send = sent.append  # type: ignore[method-assign]
    upload.on_arrival(lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        upload._received(None, {"name": "a.csv", "size": 5}, [memoryview(TABLE)])
    assert sent[-1] == {"say": ""}
