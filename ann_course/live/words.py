"""Numbers as the panels write them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, SupportsFloat

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
    >>> fitting(0.5), fitting(-1234.0), fitting(0.0021), fitting(0.00002)
    ('0.50', '−1e+03', '0.002', '2e−05')
    """
    if value and not 0.0001 <= abs(value) < 1000:
        return f"{value:.0e}".replace("-", MINUS)
    if value and abs(value) < 0.005:
        return f"{value:.1g}".replace("-", MINUS)
    return number(value, digits)


def plain(value: float) -> str:
    """Return a number as a sentence has it, without powers of ten.

    Examples
    --------
    >>> plain(0.5), plain(-1234.5), plain(0.0021), plain(0.00002)
    ('0.50', '−1,234', '0.002', 'nearly 0')
    """
    if value and abs(value) < 0.0001:
        return "nearly 0"
    if abs(value) >= 1000:
        return f"{value:,.0f}".replace("-", MINUS)
    return fitting(value)


def share(part: float, *, brief: bool = False) -> str:
    """Return a part of 1 in per cent; 0% is none at all, and 100% is the whole.

    Examples
    --------
    >>> share(0.5), share(0.0), share(0.001), share(0.999), share(0.999, brief=True)
    ('50%', '0%', 'below 1%', 'over 99%', '>99%')
    """
    text = f"{part:.0%}"
    if text == "0%" and part > 0:
        return "<1%" if brief else "below 1%"
    if text == "100%" and part < 1:
        return ">99%" if brief else "over 99%"
    return text


def certainty(probability: float, *, brief: bool = False) -> str:
    """Return a network's probability in per cent, which is never quite 0 or the whole.

    Sigmoid and softmax reach neither; where an answer is 0 or 1, float32 has rounded it.

    Examples
    --------
    >>> certainty(0.5), certainty(1.0), certainty(0.0, brief=True)
    ('50%', 'over 99%', '<1%')
    """
    return share(min(max(probability, 1e-9), 1 - 1e-9), brief=brief)


def bracketed(value: float) -> str:
    """Return a number as it stands within a sum or product: in brackets below 0."""
    return number(value) if value >= 0 else f"({number(value)})"


def counted(n: int, unit: str) -> str:
    """Return so many of something, as in "1 stroke" and "2,000 strokes"."""
    return f"{n:,} {unit}{'' if n == 1 else 's'}"


def capital(text: str) -> str:
    """Return a text with a capital letter first, as a sentence begins."""
    return text[:1].upper() + text[1:]


def with_article(digit: int) -> str:
    """Return a digit with its article, as in "a 3" and "an 8"."""
    return f"{'an' if digit == 8 else 'a'} {digit}"


def moves(
    state: Mapping[str, Any],
    across: tuple[str, str] = ("right", "left"),
    along: tuple[str, str] = ("down", "up"),
) -> list[str]:
    """Return how far something is moved by "right" and "down" of a panel's state.

    Examples
    --------
    >>> moves({"right": -1, "down": 2.5}), moves({"right": 0, "down": 0})
    (['1 pixel left', '2.5 pixels down'], [])
    """
    return [
        f"{abs(step):g} {'pixel' if abs(step) == 1 else 'pixels'} {names[step < 0]}"
        for step, names in ((state["right"], across), (state["down"], along))
        if step
    ]


def loss_size(loss: float) -> str:
    """Return a loss with as many digits as one can read."""
    return f"{loss:.3f}" if loss < 1000 else f"{loss:.0e}"
