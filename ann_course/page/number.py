"""A number as a person writes it."""

from __future__ import annotations

import math
import re


def read_number(text: str, unit: str = "") -> float:
    """Return the finite number that a person has written.

    A minus sign may be any dash, a decimal comma is a point, and spaces and the unit are
    left out. Fractions and per cent are numbers, too.

    Raises
    ------
    ValueError
        If it is no number, or could be two different ones.

    Examples
    --------
    >>> read_number("−0,5"), read_number("63.0 Hz", "Hz"), read_number("12 000")
    (-0.5, 63.0, 12000.0)
    >>> read_number("−1/2"), read_number("85 %")
    (-0.5, 0.85)
    """
    bare = re.sub(r"\s", "", text).removesuffix(re.sub(r"\s", "", unit))
    bare = re.sub("[−–‐]", "-", bare)
    if not bare:
        raise ValueError("Type a number first.")
    if parts := re.fullmatch(r"([+-]?\d+)/(\d*[1-9]\d*)", bare):
        return read_number(parts[1]) / read_number(parts[2])
    if bare.endswith("%"):
        return read_number(bare[:-1]) / 100
    if re.fullmatch(r"[+-]?[1-9]\d{0,2}(,\d{3})+", bare):
        raise ValueError(
            f"Does {bare} have a decimal comma, or one that groups thousands? Write it "
            f"without commas: {bare.replace(',', '')} or {bare.replace(',', '.', 1)}."
        )
    if not re.fullmatch(r"[+-]?(\d+[.,]?\d*|[.,]\d+)(e[+-]?\d+)?", bare, re.IGNORECASE):
        raise ValueError(
            f"“{text.strip()}” is not a number. Write it in digits, such as −1.25"
            f"{f', with or without its unit, {unit}' if unit else ''}."
        )
    number = float(bare.replace(",", "."))
    if not math.isfinite(number):
        raise ValueError(f"{bare} is larger than any number that a computer reckons with.")
    return number
