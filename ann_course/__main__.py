"""The commands of the course: ``python -m ann_course lab``, ``copy`` and ``check``."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from ann_course.copying import START, copy_course, default_folder, find_course, read_course

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
    folder = default_folder()
    if chosen.folder is not None:
        folder = Path(os.path.expanduser(chosen.folder))
    if chosen.command == "copy":
        return _refuse(parser, options) or _copy(folder)
    if options and chosen.folder in arguments[arguments.index(options[0]) :]:
        parser.error("name the folder first, then JupyterLab's options, as in --port=9999")
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


def _copy(folder: Path) -> int:
    try:
        files = read_course(find_course())
    except OSError as error:
        return _fail(f"The lessons cannot be read: {error.strerror or error}.")
    try:
        report = copy_course(files, folder)
    except OSError as error:
        return _fail(
            f"The lessons cannot be copied to {folder}: {error.strerror or error}. "
            "Choose another folder: python -m ann_course copy FOLDER"
        )
    print(*report, sep="\n")
    return 0


def _open(folder: Path, options: list[str]) -> int:
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
            str(folder.resolve() / START),
            f"--LabApp.default_url=/lab/tree/{START}",
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
