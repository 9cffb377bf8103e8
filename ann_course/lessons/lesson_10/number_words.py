"""A list of words that is always there: the numbers to 999, as they are spoken."""

from __future__ import annotations

_ONES = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
    "eighteen", "nineteen",
]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_words(n: int) -> str:
    """Return a number from 1 to 999 in words.

    Examples
    --------
    >>> in_words(7), in_words(40), in_words(342)
    ('seven', 'forty', 'three hundred and forty-two')
    """
    if n < 20:
        return _ONES[n - 1]
    if n < 100:
        tens = _TENS[n // 10 - 2]
        return f"{tens}-{_ONES[n % 10 - 1]}" if n % 10 else tens
    hundreds = f"{_ONES[n // 100 - 1]} hundred"
    return f"{hundreds} and {in_words(n % 100)}" if n % 100 else hundreds


def number_words() -> list[str]:
    """Return the numbers from 1 to 999 in words."""
    return [in_words(n) for n in range(1, 1000)]
