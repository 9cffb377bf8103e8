"""The order in which options are shown: drawn from an item's key, the same for everyone."""

from __future__ import annotations

import hashlib


def drawn_order(key: str, n: int, *, ordered: bool = False) -> list[int]:
    """Return the indices from 0 to n - 1 in an order drawn from a key.

    It is the same on every computer and in every version of Python, so that a class, its
    teacher's page and a screen at the front all show one order.

    Parameters
    ----------
    key : str
        An item's key.
    n : int
        How many things there are to put in order.
    ordered : bool
        Whether they have a natural order, such as numbers that grow. Then the key decides
        only whether they are shown upwards or downwards.

    Examples
    --------
    >>> drawn_order("recall-bias", 4)
    [3, 2, 0, 1]
    >>> drawn_order("recall-bias", 4, ordered=True)
    [0, 1, 2, 3]
    """
    if ordered:
        upwards = hashlib.sha256(key.encode()).digest()[0] % 2 == 0
        return list(range(n)) if upwards else list(range(n - 1, -1, -1))
    return sorted(range(n), key=lambda i: hashlib.sha256(f"{key} {i}".encode()).digest())
