"""A field for a number: whatever way it is written, it is read as it is meant.

A browser's own number field takes a pasted \N{MINUS SIGN}1 for 1 and 1,5 for 15, without a
word. So this is a field for text, and `ann_course.page.number` reads the number.
"""

from __future__ import annotations

import ipywidgets as widgets

from ann_course.page.number import read_number


class NumberField(widgets.Text):  # type: ignore[misc]
    """Holds a number as text: what is typed into it arrives when one is done.

    The number may stand with its ``unit``.

    Examples
    --------
    >>> field = NumberField(description="weight")
    >>> field.value = "\u22120,5"
    >>> field.number
    -0.5
    >>> field.show(0.1 + 0.2, digits=9)
    >>> field.value
    '0.3'
    """

    def __init__(self, unit: str = "", **options: object) -> None:
        super().__init__(continuous_update=False, **options)
        self.unit = unit

    @property
    def number(self) -> float | None:
        """The number in it, or None if there is none."""
        try:
            return read_number(self.value, self.unit)
        except ValueError:
            return None

    def show(self, number: float, digits: int) -> None:
        """Show a number with so many digits after the point, without zeros at the end."""
        text = f"{number:.{digits}f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
        self.value = "0" if text == "-0" else text
