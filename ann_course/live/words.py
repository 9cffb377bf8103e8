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


def fitting(value: float, digits: int = 2) -> str:
    """Return a number that takes little room, however large or small it is.

    Examples
    --------
    >>> fitting(0.5), fitting(-1234.0), fitting(0.0001)
    ('0.50', '−1e+03', '1e−04')
    """
    if value and not 0.005 <= abs(value) < 1000:
        return f"{value:.0e}".replace("-", MINUS)
    return number(value, digits)


def bracketed(value: float) -> str:
    """Return a number as it stands within a sum or product: in brackets below 0."""
    return number(value) if value >= 0 else f"({number(value)})"


def counted(n: int, unit: str) -> str:
    """Return so many of something, as in "1 stroke" and "2,000 strokes"."""
    return f"{n:,} {unit}{'' if n == 1 else 's'}"


def moved(step: float, ahead: str, back: str) -> str:
    """Return how far something has been moved, as in "1 pixel left"."""
    unit = "pixel" if abs(step) == 1 else "pixels"
    return f"{abs(step):g} {unit} {back if step < 0 else ahead}"


def loss_size(loss: float) -> str:
    """Return a loss with as many digits as one can read."""
    return f"{loss:.3f}" if loss < 1000 else f"{loss:.0e}"
