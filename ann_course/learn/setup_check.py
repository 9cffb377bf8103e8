"""What is installed, and whether it is new enough: the check in ``00_start_here``."""

from __future__ import annotations

import platform
import sys
from dataclasses import dataclass
from importlib import metadata
from typing import TYPE_CHECKING

from ann_course.learn.style import inline, page, still, table
from ann_lib._support.printing import prints_anywhere

if TYPE_CHECKING:
    from packaging.requirements import Requirement

COURSE = "ann-lib"
"""The distribution that holds the course."""


@dataclass(frozen=True)
class Part:
    """One thing that the lessons need: its name, the version found, the one needed."""

    name: str
    found: str | None
    needed: str
    ok: bool

    @property
    def verdict(self) -> str:
        """What to think of it, in words."""
        if self.ok:
            return "fine"
        return "missing" if self.found is None else f"too old: {self.needed} is needed"


@prints_anywhere
class SetupCheck:
    """The parts that the lessons need, shown as a table.

    Attributes
    ----------
    parts : list of Part
    ok : bool
        Whether all of them are there and new enough.
    """

    def __init__(self, parts: list[Part]) -> None:
        self.parts = parts

    @property
    def ok(self) -> bool:
        """Whether all parts are there and new enough."""
        return all(part.ok for part in self.parts)

    def describe(self) -> str:
        """Say the result in one sentence, and what to do where something is wrong."""
        if self.ok:
            return f"All {len(self.parts)} parts are there and new enough."
        bad = [part for part in self.parts if not part.ok]
        found = ", ".join(f"{part.name} is {part.verdict}" for part in bad)
        if {part.name for part in bad} & {"Python", COURSE}:
            return f"{found}. Install the course again, as its README says."
        # Right however the course was installed: make, pip or conda.
        wanted = " ".join(f'"{part.name}{part.needed}"' for part in bad)
        return (
            f"{found}. Close JupyterLab and run this in a terminal: "
            f'`"{sys.executable}" -m pip install --upgrade {wanted}`'
        )

    def __str__(self) -> str:
        rows = (f"{p.name:14} {p.found or '-':10} {p.verdict}" for p in self.parts)
        return "\n".join([*rows, self.describe()])

    def _repr_html_(self) -> str:
        rows = [
            (inline(part.name), inline(part.found or "–"), inline(part.verdict))
            for part in self.parts
        ]
        head = f"<p><b>{inline(self.describe())}</b></p>"
        return still(page(head + table(rows, ("Part", "Version", "Verdict"))))

    def __repr__(self) -> str:
        return self.describe()


def check_setup(distribution: str = COURSE, *, extra: str = "") -> SetupCheck:
    """Compare what is installed with what the package says it needs.

    Parameters
    ----------
    distribution : str
        The package whose requirements are looked up.
    extra : str
        One of its extras whose requirements count, too. The kernel of a page without a
        server does without JupyterLab, and fetches pandas when it is imported.

    Returns
    -------
    check : SetupCheck
        It shows itself as a table; ``check.ok`` says it in one word.

    Examples
    --------
    >>> check_setup().ok
    True
    """
    try:
        about = metadata.metadata(distribution)
    except metadata.PackageNotFoundError:
        return SetupCheck([Part(distribution, None, "any version", False)])
    lines = [f"Python{about['Requires-Python'] or ''}"]
    lines += metadata.requires(distribution) or []
    return SetupCheck([_part(wanted) for wanted in _wanted(lines, extra)])


def _wanted(lines: list[str], extra: str) -> list[Requirement]:
    from packaging.requirements import Requirement

    each = map(Requirement, lines)
    return [one for one in each if not one.marker or one.marker.evaluate({"extra": extra})]


def _part(wanted: Requirement) -> Part:
    found: str | None = platform.python_version()
    if wanted.name != "Python":
        try:
            found = metadata.version(wanted.name)
        except metadata.PackageNotFoundError:
            found = None
    ok = found is not None and wanted.specifier.contains(found, prereleases=True)
    return Part(wanted.name, found, str(wanted.specifier), ok)
