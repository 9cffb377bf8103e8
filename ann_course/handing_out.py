"""What a teacher hands out: the learners' edition of some lessons, and a teacher's own.

The learners' edition has no notes for teachers; answers are in no notebook anyway. It is a
folder and the same as a zip, which learners can take a newer edition from (`updating`).
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import zipfile
import zlib
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from ann_course.copying import (
    GLOSSARY,
    RECORD,
    START,
    copy_course,
    find_lesson,
    read_course,
    was_run,
)
from ann_lib._support.storage import write_atomically

ANSWERS, ACTIVITY = "teachers_pages.html", "the_class_is_the_network.html"
"""What teachers print."""
TOP = "ann-course"
"""The folder within the zip."""
BROWSERS = (
    "chromium", "chromium-browser", "google-chrome-stable", "google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)  # fmt: skip
"""As tools/find_chromium.sh has them; CHROMIUM in the environment names another."""


def chosen_files(course: Path, lessons: Sequence[str]) -> dict[str, bytes]:
    """Return the files of some lessons, with the start, the glossary and the data.

    Parameters
    ----------
    course : Path
        The folder that holds ``notebooks/`` and ``data/``.
    lessons : sequence of str
        Their numbers, such as "02"; none means all.

    Raises
    ------
    FileNotFoundError
        If the course has no such lesson.
    """
    files = read_course(course)
    if not lessons:
        return files
    names = {START, GLOSSARY, *(find_lesson(number).name for number in lessons)}
    return {k: v for k, v in files.items() if k in names or not k.endswith(".ipynb")}


def learners_edition(content: bytes, names: Collection[str]) -> bytes:
    """Return a notebook without its notes for teachers.

    Parameters
    ----------
    content : bytes
        The notebook file.
    names : collection of str
        The notebooks that are handed out; links to others become plain text.
    """
    notebook = json.loads(content)
    kept = []
    for cell in notebook["cells"]:
        if "teacher" in cell["metadata"].get("tags", []):
            continue
        if cell["cell_type"] == "markdown":
            text = _without_dead_links("".join(cell["source"]), names)
            cell["source"] = text.splitlines(keepends=True)
        kept.append(cell)
    notebook["cells"] = kept
    return (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode()


def _without_dead_links(text: str, names: Collection[str]) -> str:
    def keep(link: re.Match[str]) -> str:
        return link[0] if link[2] in names else link[1]

    return re.sub(r"\[([^\]]+)\]\(([^)#]+\.ipynb)(?:#[^)]*)?\)", keep, text)


def hand_out(files: Mapping[str, bytes], folder: Path) -> list[str]:
    """Write the learners' edition, as a folder and a zip, and the teacher's beside it.

    Parameters
    ----------
    files : mapping of str to bytes
        As `chosen_files` returns them.
    folder : Path
        Created if it is missing; what was handed out before is brought up to date.

    Returns
    -------
    report : list of str
        What was written, one sentence each.

    Raises
    ------
    OSError
        If the folder cannot be written to, or a file is no notebook any more.
    """
    from ann_course.unplugged import activity_html

    names = [name for name in files if name.endswith(".ipynb")]
    for_learners, report = dict(files), []
    for name in names:
        try:
            for_learners[name] = learners_edition(files[name], names)
        except (ValueError, LookupError, TypeError):
            raise OSError(f"the course's {name} is no notebook any more") from None
        if was_run(files[name]):
            report.append(
                f"{name} was run and saved where the course is: what was written into it "
                "is handed out, too."
            )
    learners, teachers = folder / "learners", folder / "teachers"
    report += copy_course(for_learners, learners)
    report += copy_course(files, teachers)
    record = (learners / RECORD).read_bytes()
    write_zip(for_learners | {RECORD: record}, folder / "learners.zip")
    report.append(
        "The lessons as the course has them, in one file: "
        f"{(folder / 'learners.zip').resolve()}."
    )
    lessons = [name for name in names if name not in (START, GLOSSARY)]
    pages = write_teachers_pages([teachers / name for name in lessons or [START]], teachers)
    report.append(f"All answers, to print: {pages.resolve()}.")
    activity = teachers / ACTIVITY
    write_atomically(activity, activity_html().encode())
    report.append(f"Without a computer, thirty cards to print: {activity.resolve()}.")
    return report


def write_zip(files: Mapping[str, bytes], path: Path) -> None:
    """Write files into a zip, in one folder; the same files make the same zip."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{TOP}/{name}")  # which has a fixed date
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    write_atomically(path, packed.getvalue())


def read_zip(path: Path) -> dict[str, bytes]:
    """Return the course's files in a zip that `write_zip` made; others are left alone.

    Raises
    ------
    OSError
        If it cannot be read, or is no such zip.
    """
    pattern = re.compile(rf"{TOP}/((?:data/)?[^/\\:]+)")
    try:
        with zipfile.ZipFile(path) as archive:
            found = {
                match[1]: archive.read(entry)
                for entry in archive.infolist()
                if (match := pattern.fullmatch(entry.filename)) and not entry.is_dir()
            }
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError):
        found = {}
    found.pop(RECORD, None)
    if START not in found:
        raise OSError(f"{path.name} is not a zip of lessons that was handed out")
    return {name: content for name, content in found.items() if not name.startswith(".")}


def write_teachers_pages(notebooks: Sequence[Path], folder: Path) -> Path:
    """Write the pages for teachers of some lessons into one HTML file to print."""
    from ann_course.learn.claims import LESSONS
    from ann_course.learn.teacher import as_document, teacher

    pages = []
    for notebook in notebooks:
        try:
            pages.append(teacher(notebook))
        except ValueError:
            raise OSError(
                f"{notebook} is no notebook any more; delete it, and call this again"
            ) from None
    title = "All lessons"
    if len(pages) == 1:
        title = pages[0].title
    elif len(pages) < len(LESSONS):
        title = f"Lessons {', '.join(notebook.name[:2] for notebook in notebooks)}"
    path = folder / ANSWERS
    html = as_document(title, "".join(page.body for page in pages))
    write_atomically(path, html.encode())
    return path


def print_pdf(page: Path) -> Path:
    """Print an HTML file into a PDF beside it.

    Raises
    ------
    OSError
        If there is no browser to print with, or it fails.
    """
    named = os.environ.get("CHROMIUM")
    names = (named,) if named else BROWSERS
    browser = next(filter(None, map(shutil.which, names)), None)
    if browser is None:
        missing = f"at CHROMIUM={named}" if named else "to print with"
        raise FileNotFoundError(
            f"there is no Chromium or Chrome {missing}; open the page in any browser and "
            "print it there"
        )
    target = page.with_suffix(".pdf")
    target.unlink(missing_ok=True)
    command = [browser, "--headless", "--no-sandbox", "--no-pdf-header-footer"]
    command += [f"--print-to-pdf={target.resolve()}", page.resolve().as_uri()]
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=120)
    except subprocess.TimeoutExpired:
        raise OSError(f"{Path(browser).name} took too long to print {page.name}") from None
    if done.returncode or not target.is_file():
        raise OSError(f"{Path(browser).name} could not print {page.name}")
    return target
