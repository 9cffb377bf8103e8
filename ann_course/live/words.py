"""Numbers as the panels write them."""

from __future__ import annotations

from typing import SupportsFloat

MINUS = "\N{MINUS SIGN}"


def number(value: float, digits: int | None = None) -> str:
    """Return a number with a real minus sign, and never with one before 0.

    Parameters
    ----------
    value : float
    digits : int, optional
        After the point. Otherwise six digits in all, without zeros at the end.

    Examples
    --------
    >>> number(-0.5), number(-0.5, 2), number(-0.001, 2), number(1 / 3)
    ('−0.5', '−0.50', '0.00', '0.333333')
    """
    text = f"{value:.6g}" if digits is None else f"{value:.{digits}f}"
    return text.removeprefix("-") if float(text) == 0 else text.replace("-", MINUS)


def short(value: SupportsFloat, digits: int = 2) -> str:
    """Return a number rounded to so many digits after the point, without zeros at the end.

    Examples
    --------
    >>> short(-0.501), short(3.0), short(-0.001)
    ('−0.5', '3', '0')
    """
    text = number(float(value), digits)
    return text.rstrip("0").rstrip(".") if "." in text else text


def loss_size(loss: float) -> str:
    """Return a loss with as many digits as one can read."""
    return f"{loss:.3f}" if loss < 1000 else f"{loss:.0e}"
