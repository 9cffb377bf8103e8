"""The commands of the course: ``python -m ann_course lab``, ``project`` and others."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from ann_course.copying import (
    START,
    copy_course,
    default_folder,
    find_course,
    find_lesson,
    read_course,
)
from ann_course.projecting import projected, write_settings
from ann_lib._support.storage import write_atomically

COPY = (
    "Copies the lessons into a folder. After an update of the course, copy again: newer "
    "lessons replace those that you have not changed, and are put beside those that you "
    "have. To start a lesson afresh, delete it and copy again."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code: 0 if all went well, else 1 or 2."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a folder's name may be in any script
            stream.reconfigure(errors="backslashreplace")
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    parser = _parser()
    chosen, options = parser.parse_known_args(arguments)
    if chosen.command is None:
        parser.print_help()
        return 2
    if chosen.command == "check":
        return _refuse(parser, options) or _check()
    if chosen.command in ("slides", "read"):
        return _refuse(parser, options) or _write(
            chosen.command, chosen.lesson, chosen.file
        )
    if chosen.command == "project":
        _folder_first(parser, chosen, arguments, options)
        return _project(chosen.lesson, Path(os.path.expanduser(chosen.folder)), options)
    folder = default_folder()
    if chosen.folder is not None:
        folder = Path(os.path.expanduser(chosen.folder))
    if chosen.command == "copy":
        return _refuse(parser, options) or _copy(folder)
    _folder_first(parser, chosen, arguments, options)
    return _copy(folder) or _open(folder, options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m ann_course", description="The ANN course companion."
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    lab = commands.add_parser(
        "lab",
        help="copy the lessons and open them in JupyterLab",
        usage="%(prog)s [-h] [FOLDER] [JUPYTERLAB_OPTION ...]",
        description=f"Opens the lessons in JupyterLab. {COPY}",
        epilog="Options of JupyterLab come last, such as --no-browser or --port=9999.",
    )
    copy = commands.add_parser("copy", help="copy the lessons", description=COPY)
    for command in (lab, copy):
        command.add_argument(
            "folder",
            metavar="FOLDER",
            nargs="?",
            help="where the lessons go (default: ann-course in the current folder, or the "
            "current folder itself if the lessons are already there)",
        )
    project = commands.add_parser(
        "project",
        help="open a lesson for a projector",
        usage="%(prog)s [-h] LESSON [FOLDER] [JUPYTERLAB_OPTION ...]",
        description="Copies the lessons, with what a class need not see folded, and opens "
        "one of them in large letters.",
        epilog="Options of JupyterLab come last, such as --no-browser or --port=9999.",
    )
    slides = commands.add_parser(
        "slides",
        help="write a lesson's slides: aim, predictions, still panels, questions",
        description="Runs a lesson's cells and writes its slides into one HTML file, which "
        "needs no network.",
    )
    read = commands.add_parser(
        "read",
        help="write a lesson as a page to read: run, with pictures, questions and answers",
        description="Runs a lesson and writes it into one HTML file, which needs no "
        "network: for a phone, for a printer, and for whoever has no Python.",
    )
    for command in (project, slides, read):
        command.add_argument("lesson", metavar="LESSON", help="its number, such as 02")
    project.add_argument(
        "folder",
        metavar="FOLDER",
        nargs="?",
        default="ann-course-projected",
        help="where the copy goes (default: %(default)s in the current folder)",
    )
    for command in (slides, read):
        command.add_argument(
            "file",
            metavar="FILE",
            nargs="?",
            help="what is written (default: such as 02_one_artificial_neuron.html)",
        )
    commands.add_parser(
        "check",
        help="say whether everything that the lessons need is installed",
        description="Compares the installed versions with those that the lessons need.",
    )
    return parser


def _refuse(parser: argparse.ArgumentParser, options: list[str]) -> int:
    if options:
        parser.error(f"unrecognized arguments: {' '.join(options)}")
    return 0


def _folder_first(
    parser: argparse.ArgumentParser,
    chosen: argparse.Namespace,
    arguments: list[str],
    options: list[str],
) -> None:
    if options and chosen.folder in arguments[arguments.index(options[0]) :]:
        parser.error("name the folder first, then JupyterLab's options, as in --port=9999")


def _copy(folder: Path, change: Callable[[bytes], bytes] = bytes) -> int:
    """Copy the course; ``change`` is applied to each notebook."""
    try:
        files = read_course(find_course())
    except OSError as error:
        return _fail(f"The lessons cannot be read: {error.strerror or error}.")
    for name in files:
        if name.endswith(".ipynb"):
            files[name] = change(files[name])
    try:
        report = copy_course(files, folder)
    except OSError as error:
        return _fail(
            f"The lessons cannot be copied to {folder}: {error.strerror or error}. "
            "Choose another folder: python -m ann_course copy FOLDER"
        )
    print(*report, sep="\n")
    return 0


def _project(number: str, folder: Path, options: list[str]) -> int:
    try:
        lesson = find_lesson(number)
    except OSError as error:
        return _fail(str(error))
    if failed := _copy(folder, projected):
        return failed
    settings = write_settings(folder.resolve())
    place = settings.with_name("workspaces")
    own = [f"--LabApp.user_settings_dir={settings}", f"--LabApp.workspaces_dir={place}"]
    return _open(folder, [*own, *options], lesson.name, view="doc")


def _write(command: str, number: str, file: str | None) -> int:
    """Write a lesson's slides, or its page to read."""
    from ann_course.reading import reading_page
    from ann_course.slides import slides

    is_page = command == "read"
    what, verb = ("page", "is") if is_page else ("slides", "are")
    try:
        lesson = find_lesson(number)
        print(f"Running {lesson.name} …", flush=True)
        html = reading_page(lesson) if is_page else slides(lesson)
        path = Path(os.path.expanduser(file or f"{lesson.stem}.html"))
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, html.encode())
    except ModuleNotFoundError as error:
        missing = str(error.name).partition(".")[0]
        return _fail(
            f"{missing} is not installed. Install it, then call this again:\n"
            f'"{sys.executable}" -m pip install {missing}'
        )
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or error
        return _fail(f"The {what} cannot be made: {reason}")
    print(f"The {what} {verb} in {path.resolve()}: open it in a browser.")
    return 0


def _open(folder: Path, options: list[str], name: str = START, *, view: str = "lab") -> int:
    """Open a notebook in JupyterLab; the view "doc" is its simple interface."""
    try:
        from jupyterlab.labapp import LabApp
    except ImportError:
        return _fail(
            "JupyterLab is not installed. Install it, then call this again:\n"
            f'"{sys.executable}" -m pip install "jupyterlab>=4.4"'
        )
    # As `make lab` opens it; the extension lets sliders answer at once (live/server.py).
    LabApp.launch_instance(
        [
            str(folder.resolve() / name),
            f"--LabApp.default_url=/{view}/tree/{name}",
            "--ServerApp.jpserver_extensions=ann_course.live.server=True",
            *options,
        ]
    )
    return 0


def _check() -> int:
    from ann_course.learn.setup_check import check_setup

    check = check_setup()
    print(check)
    return 0 if check.ok else 1


def _fail(message: str) -> int:
    print(message, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
