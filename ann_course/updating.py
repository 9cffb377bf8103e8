"""A newer course for a learner who has worked in an older one: nothing of theirs is lost.

Three ways lead to it: a zip that a teacher handed out, a newer installation, and a checkout
of the course in which `git pull` refuses, since lessons were changed on both sides.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from ann_course.copying import RECORD, START, names_beside


def is_checkout(folder: Path) -> bool:
    """Whether a folder is the top of the course's git checkout, or ``notebooks/`` in it.

    A learner's own copy is none, even if it lies in a checkout, be it of the course or of
    something else.
    """
    return not (folder / RECORD).exists() and any(
        (place / ".git").exists() and (place / "notebooks" / START).is_file()
        for place in (folder, folder.absolute().parent)
    )


def update_checkout(folder: Path) -> list[str]:
    """Bring a checkout up to date, and put each lesson that both sides changed beside it.

    What only the learner changed stays as it is. What both changed becomes the course's
    newer one, and the learner's is kept as ``name_mine.ipynb``.

    Parameters
    ----------
    folder : Path
        Within the checkout.

    Returns
    -------
    report : list of str
        What was done, one sentence each.

    Raises
    ------
    OSError
        If git cannot do it; then everything is as it was.
    """
    top = Path(_git(folder, "rev-parse", "--show-toplevel").strip())
    _git(top, "fetch", "--quiet")
    before = _git(top, "rev-parse", "HEAD").strip()
    after = _git(top, "rev-parse", "@{upstream}").strip()
    # A lesson that the course has renamed is one that it has removed, and another one.
    changed = ("diff", "--name-only", "--no-renames", "-z")
    theirs = _paths(_git(top, *changed, f"{before}...{after}"))
    mine = _paths(_git(top, *changed, "HEAD"))
    mine |= _paths(_git(top, "ls-files", "--others", "--exclude-standard", "-z"))
    kept: dict[Path, Path] = {}
    try:
        for name in sorted(theirs & mine):
            path = top / name
            if path.is_file():
                kept[path] = next(p for p in names_beside(path, "mine") if not p.exists())
                path.rename(kept[path])
            if _git(top, "ls-files", "-z", "--", name):
                _git(top, "checkout", "HEAD", "--", name)
        _git(top, "merge", "--ff-only", "--quiet", after)
    except BaseException:  # also on Ctrl-C
        for path, aside in kept.items():
            if aside.exists():
                aside.replace(path)
        raise
    report = []
    for path, aside in kept.items():
        gone = f". The newer course has no {path.name}."
        where = ", beside the newer one." if path.exists() else gone
        report.append(f"You have changed {path.name}: yours is now {aside.name}{where}")
    n_files = len(theirs)
    if before == after or not n_files:
        return [*report, "There is nothing newer."]
    return [*report, f"The course is up to date. Files that are newer: {n_files}."]


def _paths(listed: str) -> set[str]:
    return set(filter(None, listed.split("\0")))


def _git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except FileNotFoundError:
        raise OSError("git is not installed") from None
    if done.returncode:
        words = os.fsdecode(done.stderr or done.stdout).strip().splitlines()
        told = [line for line in words if not line.startswith("hint:")]
        raise OSError(f"git {arguments[0]} says: {told[0] if told else 'nothing'}")
    return os.fsdecode(done.stdout)  # a learner's file may have a name in any encoding
