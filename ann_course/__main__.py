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
from ann_course.handing_out import (
    ACTIVITY,
    ANSWERS,
    chosen_files,
    hand_out,
    print_pdf,
    read_zip,
)
from ann_course.projecting import projected, write_settings
from ann_course.updating import is_checkout, update_checkout
from ann_lib._support.storage import write_atomically

OPEN_JUPYTERLAB = ("lab", "project")
"""The commands that pass on JupyterLab's options."""
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
    if chosen.command in OPEN_JUPYTERLAB:
        _folder_first(parser, chosen, arguments, options)
    elif options:
        parser.error(f"unrecognized arguments: {' '.join(options)}")
    chosen.options = options
    try:
        return int(chosen.run(chosen))
    except KeyboardInterrupt:
        return _fail("Broken off: no file is half written. Call it again to go on.")


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
    lab.set_defaults(run=_lab)
    copy.set_defaults(run=lambda chosen: _copy(_folder(chosen)))
    for command in (lab, copy):
        command.add_argument(
            "folder",
            metavar="FOLDER",
            nargs="?",
            help="where the lessons go (default: ann-course in the current folder, or the "
            "current folder itself if the lessons are already there)",
        )
    update = commands.add_parser(
        "update",
        help="bring your lessons up to date, and keep all that you did",
        description="Brings the lessons in a folder up to date: from a zip that was handed "
        "out, from the installed course, or, in a checkout, from its remote. Lessons that "
        "you have changed are kept beside the newer ones.",
    )
    update.set_defaults(run=_update)
    update.add_argument(
        "folder",
        metavar="FOLDER",
        nargs="?",
        help="where your lessons are (default: ann-course in the current folder, or the "
        "current folder itself if the lessons are already there)",
    )
    update.add_argument(
        "--from", dest="source", metavar="ZIP", help="what your teacher handed out"
    )
    handout = commands.add_parser(
        "handout",
        help="write what learners get, and what their teacher needs",
        description="Writes the learners' edition of some lessons, as a folder and a zip, "
        "and beside it the teacher's: the lessons with their notes, all answers, and an "
        "activity without a computer.",
    )
    handout.set_defaults(run=_hand_out)
    handout.add_argument("folder", metavar="FOLDER", help="where it is written")
    handout.add_argument(
        "lessons",
        metavar="LESSON",
        nargs="*",
        default=[],  # without it argparse says that they are required
        help="such as 02 03 (default: all)",
    )
    handout.add_argument(
        "--pdf", action="store_true", help="print the teacher's pages, too (with Chromium)"
    )
    assignment = commands.add_parser(
        "assignment",
        help="make a graded assignment of a lesson, for nbgrader",
        description="Writes a lesson's exercises into an nbgrader course folder, each with "
        "inputs of its own that nobody has seen.",
    )
    assignment.set_defaults(run=_assignment)
    assignment.add_argument("lesson", metavar="LESSON", help="its number, such as 02")
    assignment.add_argument(
        "folder",
        metavar="COURSE",
        nargs="?",
        default=".",
        help="nbgrader's course folder (default: the current folder)",
    )
    assignment.add_argument(
        "--points", type=int, default=2, help="for each exercise (default: %(default)s)"
    )
    assignment.add_argument(
        "--seed", type=int, help="draws the inputs (default: a new one that nobody knows)"
    )
    marks = commands.add_parser(
        "marks",
        help="fill marks into the table of Moodle or Canvas",
        description="Fills the marks that `nbgrader export` wrote into Moodle's grading "
        "worksheet or the gradebook that Canvas exported, ready to be imported there.",
    )
    marks.set_defaults(run=_marks)
    marks.add_argument("assignment", metavar="ASSIGNMENT", help="such as lesson_02")
    marks.add_argument("grades", metavar="GRADES", help="what nbgrader export wrote")
    marks.add_argument("template", metavar="TEMPLATE", help="what Moodle or Canvas gave")
    marks.add_argument("file", metavar="FILE", help="what is written")
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
    project.set_defaults(run=_project)
    slides.set_defaults(run=_write)
    read = commands.add_parser(
        "read",
        help="write a lesson as a page to read: run, with pictures, questions and answers",
        description="Runs a lesson and writes it into one HTML file, which needs no "
        "network: for a phone, for a printer, and for whoever has no Python.",
    )
    read.set_defaults(run=_write)
    for command in (project, slides, read):
        command.add_argument("lesson", metavar="LESSON", help="its number, such as 02")
    project.add_argument(
        "folder",
        metavar="FOLDER",
        nargs="?",
        default="ann-course-projected",
        help="where the copy goes (default: %(default)s in the current folder)",
    )
    for command, ending in ((slides, "_slides.html"), (read, ".html")):
        command.set_defaults(ending=ending)
        command.add_argument(
            "file",
            metavar="FILE",
            nargs="?",
            help=f"what is written (default: such as 02_one_artificial_neuron{ending})",
        )
    report = commands.add_parser(
        "report",
        help="write a page on what a class handed in",
        description="Reads the files that learners handed in, and writes a page to print: "
        "for each lesson which answers were given, who is stuck where, and what to take up "
        "next hour.",
    )
    report.set_defaults(run=_report)
    report.add_argument(
        "folder",
        metavar="FOLDER",
        help="where the files are, also in folders within",
    )
    report.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        default="class_report.html",
        help="what is written (default: %(default)s)",
    )
    report.add_argument(
        "--names", action="store_true", help="say who handed in, and who is stuck"
    )
    check = commands.add_parser(
        "check",
        help="say whether everything that the lessons need is installed",
        description="Compares the installed versions with those that the lessons need.",
    )
    check.set_defaults(run=_check)
    return parser


def _folder(chosen: argparse.Namespace) -> Path:
    """Return the folder that was named, or else where the lessons are or will be."""
    if chosen.folder is None:
        return default_folder()
    return Path(os.path.expanduser(chosen.folder))


def _lab(chosen: argparse.Namespace) -> int:
    folder = _folder(chosen)
    return _copy(folder, call="lab") or _open(folder, chosen.options)


def _folder_first(
    parser: argparse.ArgumentParser,
    chosen: argparse.Namespace,
    arguments: list[str],
    options: list[str],
) -> None:
    if options and chosen.folder in arguments[arguments.index(options[0]) :]:
        parser.error("name the folder first, then JupyterLab's options, as in --port=9999")


def _copy(
    folder: Path, change: Callable[[bytes], bytes] = bytes, call: str = "copy"
) -> int:
    """Copy the course, as ``call`` wants it; ``change`` is applied to each notebook."""
    try:
        files = read_course(find_course())
        for name in files:
            if name.endswith(".ipynb"):
                files[name] = change(files[name])
    except OSError as error:
        return _fail(f"The lessons cannot be read: {_reason(error)}.")
    except (ValueError, LookupError, TypeError):
        return _fail(f"The course's {name} is no notebook any more.")
    try:
        report = copy_course(files, folder)
    except OSError as error:
        why = str(error.strerror or error).rstrip(".")
        return _fail(
            f"The lessons cannot be copied to {folder}: {why}. "
            f"Choose another folder: python -m ann_course {call} FOLDER"
        )
    print(*report, sep="\n")
    return 0


def _update(chosen: argparse.Namespace) -> int:
    folder = _folder(chosen)
    place = folder if folder.exists() else Path()
    is_new, report = not (folder / START).exists(), []
    try:
        if chosen.source is not None:
            files = read_zip(Path(os.path.expanduser(chosen.source)))
            report = copy_course(files, folder)
        elif is_checkout(place):
            is_new, report = False, update_checkout(place)
        elif failed := _copy(folder):
            return failed
    except OSError as error:
        return _fail(f"Nothing was updated: {_reason(error)}.")
    if is_new:
        report.append("No lessons were there. If yours are elsewhere, name their folder.")
    sys.stdout.writelines(f"{line}\n" for line in report)
    return 0


def _hand_out(chosen: argparse.Namespace) -> int:
    folder = _folder(chosen)
    try:
        report = hand_out(chosen_files(find_course(), chosen.lessons), folder)
        print(*report, sep="\n")
        if chosen.pdf:
            for page in (ANSWERS, ACTIVITY):
                made = print_pdf(folder / "teachers" / page)
                print(f"As a PDF: {made.resolve()}.")
    except OSError as error:
        return _fail(f"Not all was written: {_reason(error)}.")
    return 0


def _assignment(chosen: argparse.Namespace) -> int:
    from ann_course.grading.assignment import write_assignment

    try:
        report = write_assignment(
            chosen.lesson, _folder(chosen), points=chosen.points, seed=chosen.seed
        )
    except (OSError, ValueError) as error:
        return _fail(f"No assignment was written: {_reason(error)}.")
    print(*report, sep="\n")
    return 0


def _marks(chosen: argparse.Namespace) -> int:
    from ann_course.grading.marks import fill, read_marks

    try:
        marks = read_marks(_text(chosen.grades), chosen.assignment)
        filled = fill(_text(chosen.template), marks, chosen.assignment)
        _save(chosen.file, filled.text)
    except (OSError, ValueError) as error:
        return _fail(f"No marks were written: {_reason(error)}.")
    print(f"Marks that were filled into {chosen.file}: {filled.n_filled}.")
    if filled.unknown:
        print(f"With a mark, but not in the template: {', '.join(filled.unknown)}.")
    if filled.without:
        print(f"In the template, but without a mark: {', '.join(filled.without)}.")
    return 0


def _text(name: str) -> str:
    """Return a table's text, with its line ends as they are."""
    with Path(os.path.expanduser(name)).open(encoding="utf-8", newline="") as file:
        try:
            return file.read()
        except UnicodeDecodeError:
            raise ValueError(
                f"{name} is not text in UTF-8; export it again, or save it as CSV in UTF-8"
            ) from None


def _project(chosen: argparse.Namespace) -> int:
    folder = _folder(chosen)
    try:
        lesson = find_lesson(chosen.lesson)
    except OSError as error:
        return _fail(str(error))
    if failed := _copy(folder, projected, call=f"project {chosen.lesson}"):
        return failed
    settings = write_settings(folder.resolve())
    place = settings.with_name("workspaces")
    own = [f"--LabApp.user_settings_dir={settings}", f"--LabApp.workspaces_dir={place}"]
    return _open(folder, [*own, *chosen.options], lesson.name, view="doc")


def _write(chosen: argparse.Namespace) -> int:
    """Write a lesson's slides, or its page to read."""
    from ann_course.reading import reading_page
    from ann_course.slides import slides

    is_page = chosen.command == "read"
    what, verb = ("page", "is") if is_page else ("slides", "are")
    try:
        lesson = find_lesson(chosen.lesson)
        print(f"Running {lesson.name} …", flush=True)
        html = reading_page(lesson) if is_page else slides(lesson)
        path = _save(chosen.file or f"{lesson.stem}{chosen.ending}", html)
    except ModuleNotFoundError as error:
        missing = str(error.name).partition(".")[0]
        return _fail(
            f"{missing} is not installed. Install it, then call this again:\n"
            f'"{sys.executable}" -m pip install {missing}'
        )
    except (OSError, RuntimeError) as error:
        return _fail(f"The {what} cannot be made: {_reason(error)}.")
    print(f"The {what} {verb} in {path.resolve()}: open it in a browser.")
    return 0


def _report(chosen: argparse.Namespace) -> int:
    from ann_course.report import report

    try:
        path = _save(chosen.file, report(_folder(chosen), names=chosen.names))
    except OSError as error:
        return _fail(f"The report cannot be made: {_reason(error)}.")
    print(f"The report is in {path.resolve()}: open it in a browser, or print it.")
    return 0


def _save(name: str, text: str) -> Path:
    """Write what was made into the file that was named, and return its path."""
    path = Path(os.path.expanduser(name))
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, text.encode(errors="backslashreplace"))  # a learner's name
    return path


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


def _check(_chosen: argparse.Namespace) -> int:
    from ann_course.learn.setup_check import check_setup

    check = check_setup(extra="lab")
    print(check)
    return 0 if check.ok else 1


def _reason(error: Exception) -> str:
    """Say what went wrong, and with which file; the full stop is the caller's."""
    words = str(error)
    if isinstance(error, OSError) and error.strerror:
        words = f"{error.filename}: " if error.filename else ""
        words += error.strerror
    return words.rstrip(".")


def _fail(message: str) -> int:
    print(message, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
