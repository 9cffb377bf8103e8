"""Uploading in real JupyterLab: what arrives is shown, and what cannot is told at once."""

from __future__ import annotations

import pytest
from accessibility import ALLOWED, violations

pytestmark = pytest.mark.browser

CELLS = ["from ann_course.live import Upload\nupload = Upload()\nupload"]
SMALL = b"size;sort\n1,5;apple\n2,25;pear\n"


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("files")
    row = b"1,2,3," + b"x" * 993  # 1,000 bytes with its end
    for name, content in {
        "small.csv": SMALL,
        "large.csv": b"a,b,c,text\n" + b"\n".join([row] * 7_000),
        "huge.csv": b"a,b,c,text\n" + b"\n".join([row] * 12_000),
        "cat.png": b"\x89PNG\r\n\x1a\n",
    }.items():
        (folder / name).write_bytes(content)
    return folder


def text(notebook, words):
    notebook.page.locator(".ann-ask").get_by_text(words).first.wait_for()


def choose(notebook, path):
    notebook.page.locator(".ann-ask input[type=file]").set_input_files(path)


def kept(notebook):
    return notebook.execute("print(upload.file and (upload.file[0], len(upload.file[1])))")


def test_what_arrives_is_shown_and_what_is_too_large_is_told(notebook, files, shots):
    text(notebook, "No file has been chosen yet.")
    text(notebook, "at most 8 MB")
    choose(notebook, files / "small.csv")
    text(notebook, "small.csv: 2 rows, 2 columns; separated by semicolons")
    text(notebook, "apple")
    notebook.screenshot(shots / "upload_arrived.png")

    choose(notebook, files / "huge.csv")
    text(notebook, "huge.csv is too large: it has 12.1 MB, and at most 8 MB can be sent.")
    text(notebook, "What is shown below is still small.csv.")
    assert kept(notebook) == f"('small.csv', {len(SMALL)})\n"
    notebook.screenshot(shots / "upload_too_large.png")

    choose(notebook, files / "cat.png")
    text(notebook, "cat.png is of another kind than .csv, .tsv or .txt.")

    choose(notebook, files / "large.csv")
    text(notebook, "large.csv: 7,000 rows, 4 columns")
    size = (files / "large.csv").stat().st_size
    assert kept(notebook) == f"('large.csv', {size})\n"
    alert = notebook.page.locator(".ann-ask .ann-error")
    alert.wait_for(state="hidden")
    assert notebook.errors() == []
    assert notebook.problems == []


def test_it_is_reached_and_opened_with_the_keyboard(notebook, files):
    picker = notebook.page.locator(".ann-ask input[type=file]")
    assert notebook.page.get_by_label("Choose a table").count() == 1
    picker.focus()
    for key, rows in (("Enter", 2), ("Space", 3)):  # the same file again, now longer
        (files / "small.csv").write_bytes(SMALL + b"3;plum\n" * (rows - 2))
        with notebook.page.expect_file_chooser() as opened:
            picker.press(key)
        opened.value.set_files(files / "small.csv")
        text(notebook, f"small.csv: {rows} rows")
    # Keys that move through a list of cells stay here.
    picker.press("ArrowDown")
    assert notebook.focused().startswith("Choose a table")


def test_it_can_be_read_and_is_accessible(notebook, shots):
    for theme in ("JupyterLab Dark", "JupyterLab Light"):
        notebook.theme(theme)
        found = violations(notebook.page, ".ann-ask")
        assert [each for each in found if each not in ALLOWED] == []
        notebook.screenshot(shots / f"upload_{theme.split()[1].lower()}.png")


def test_what_does_not_arrive_is_told(notebook, files):
    """The connection is lost without a word."""
    page = notebook.page
    page.evaluate(
        """() => { window.sent = WebSocket.prototype.send;
                   WebSocket.prototype.send = () => {}; }"""
    )
    choose(notebook, files / "cat.png")
    text(notebook, "cat.png is on its way")
    text(notebook, "cat.png has not arrived. The kernel is busy, or the connection")
    page.evaluate("() => { WebSocket.prototype.send = window.sent; }")
    choose(notebook, files / "small.csv")
    text(notebook, "small.csv: 3 rows")
    notebook.page.locator(".ann-upload-status:empty").wait_for(state="attached")
