"""Numbers as the panels write them."""

from __future__ import annotations

from typing import SupportsFloat


def number(value: SupportsFloat, digits: int = 2, *, fixed: bool = False) -> str:
    """Return a number with at most ``digits`` decimals, no exponent, and a real minus.

    Parameters
    ----------
    value : float
    digits : int
        Decimals to round to.
    fixed : bool
        Whether zeros at the end are kept, so that all numbers are equally long.

    Examples
    --------
    >>> number(0.5), number(0.5, fixed=True), number(-0.0004, 3), number(-1e-9)
    ('0.5', '0.50', '0', '0')
    """
    text = f"{round(float(value), digits) + 0.0:.{digits}f}"  # + 0.0: never -0
    if digits and not fixed:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-", "\N{MINUS SIGN}")
