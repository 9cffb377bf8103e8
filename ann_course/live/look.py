"""How panels look: style sheets, each a file beside the code that it is for."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from ann_course.live.layout import html

PANEL = Path(__file__).with_name("panel.css")


@cache
def _read(path: Path) -> str:
    return f"<style>{path.read_text(encoding='utf-8')}</style>"


def style_sheet(path: Path = PANEL) -> Any:
    """Return a style sheet as a widget that is not seen, the panels' own by default."""
    return html("ann-css", value=_read(path))
