"""The inspector as a card at the place that was pointed at, while one looks at it."""

from __future__ import annotations

from pathlib import Path

import anywidget
import traitlets


class Card(anywidget.AnyWidget):
    """Has the inspector that it is in stand at a place of the network's picture.

    Escape, or the card's own button, puts it back into its row, and the keyboard back on
    the picture. Where no page can load this, the inspector stays in its row.

    Attributes
    ----------
    at : list of float
        How far across and how far down the picture, as parts of it; empty for its row.
    """

    _esm = Path(__file__).with_name("card.js").read_text("utf-8")
    at = traitlets.List(traitlets.Float()).tag(sync=True)
