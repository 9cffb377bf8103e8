"""Print the lowest versions that pyproject.toml allows, as constraints for pip.

``numpy>=2.2`` becomes ``numpy==2.2.*``: `make test-floors` installs exactly these and
runs the tests on them, so that the stated ranges are known to work.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

PYPROJECT = Path(__file__).parent.parent / "pyproject.toml"


def floors() -> list[str]:
    """Return one constraint for each run-time dependency and for JupyterLab."""
    project = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]
    found = []
    for requirement in project["dependencies"] + project["optional-dependencies"]["lab"]:
        match = re.fullmatch(r"([\w.-]+)>=([\d.]+).*", requirement)
        if match is None:
            raise ValueError(f"{requirement!r} in {PYPROJECT} states no lowest version.")
        found.append(f"{match[1]}=={match[2]}.*")
    return found


if __name__ == "__main__":
    sys.stdout.write("\n".join(floors()) + "\n")
