"""How panels look: style sheets, each a file beside the code that it is for."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import ipywidgets as widgets

PANEL = Path(__file__).with_name("panel.css")


@cache
def _read(path: Path) -> str:
    return f"<style>{path.read_text(encoding='utf-8')}</style>"


def style_sheet(path: Path = PANEL) -> widgets.HTML:
    """Return a style sheet as a widget that is not seen, the panels' own by default."""
    sheet = widgets.HTML(_read(path))
    sheet.add_class("ann-css")
    return sheet
