# mypy: disable-error-code="import-not-found,import-untyped,no-untyped-call"
"""nbgrader's exchange for a class in which all servers run under one Unix account.

nbgrader tells learners apart by the owners of their files. Here each learner has folders
of their own instead: ``inbound_of/NAME``, where they hand in, and ``feedback_of/NAME``.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from nbgrader.exchange.default import ExchangeCollect, ExchangeReleaseFeedback


class CollectFromEach(ExchangeCollect):  # type: ignore[misc]
    """Collects what each learner has handed in, under that learner's name alone."""

    def init_src(self) -> None:
        """Gather first what lies in the learners' own folders."""
        course = Path(self.root) / self.coursedir.course_id
        for told in gather(course):
            self.log.warning(told)
        super().init_src()


class FeedbackToEach(ExchangeReleaseFeedback):  # type: ignore[misc]
    """Gives each learner their own feedback, and nobody else's."""

    def copy_files(self) -> None:
        """Copy the feedback of each learner into that learner's folder."""
        everybody = self.src_path  # type: ignore[has-type]
        course = Path(self.course_path)
        wanted = self.coursedir.student_id
        for folder in sorted((course / "feedback_of").iterdir()):
            if wanted in {"", "*", folder.name}:
                self.src_path = self.coursedir.format_path(
                    self.coursedir.feedback_directory,
                    folder.name,
                    self.coursedir.assignment_id,
                )
                self.dest_path = str(folder)
                super().copy_files()
        self.src_path = everybody


def gather(course: Path) -> list[str]:
    """Move what lies in ``inbound_of/NAME`` to ``inbound``, if it says that it is NAME's.

    Parameters
    ----------
    course : Path
        The course's folder in the exchange.

    Returns
    -------
    set_aside : list of str
        What was left where it is, one sentence each: what is handed in under another's
        name, what holds links, which could lead to files of the teacher's, and what cannot
        be copied.
    """
    told = []
    for folder in sorted(course.glob("inbound_of/*/*")):
        name = folder.parent.name
        if not folder.name.startswith(f"{name}+") or folder.is_symlink():
            told.append(
                f"{name} handed in {folder.name!r}, which is not in their own name."
            )
        elif not _is_plain(folder):
            told.append(f"{name} handed in {folder.name!r}, which is no folder of files.")
        else:
            there = course / "inbound" / folder.name
            try:
                shutil.copytree(folder, there, symlinks=True, dirs_exist_ok=True)
            except OSError as error:  # one learner's file must not keep the others' back
                shutil.rmtree(there, ignore_errors=True)  # half of it is not handed in
                told.append(f"{name} handed in {folder.name!r}, but {_first(error)}.")
            else:
                shutil.rmtree(folder, ignore_errors=True)
    return told


def _first(error: OSError) -> str:
    """Say why a folder could not be copied: copytree gives a list of all its files."""
    if isinstance(error, shutil.Error) and error.args[0]:
        return str(error.args[0][0][2])
    return str(error)


def _is_plain(folder: Path) -> bool:
    """Whether there are files and folders alone: no links, no pipes."""
    inside: list[Any] = [folder, *folder.rglob("*")]
    return folder.is_dir() and all(
        not path.is_symlink() and (path.is_file() or path.is_dir()) for path in inside
    )
