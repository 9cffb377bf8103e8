"""What the tests have for a JupyterLab, the site and a hub; to be imported before it."""

from __future__ import annotations

import sys

from _report import ROOT

FOLDERS = ("tests/browser", "tests/hub", "classroom", "site")
sys.path[:0] = [str(ROOT / folder) for folder in FOLDERS]
