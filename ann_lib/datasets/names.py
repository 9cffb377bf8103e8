"""32,033 first names: what a network that guesses the next letter can learn to write."""

from __future__ import annotations

from ann_lib.datasets.files import DataFile, Source

SOURCE = Source(
    "The list of names",
    "names",
    (
        "https://raw.githubusercontent.com/karpathy/makemore/"
        "988aa59e4d8fefa526d06f3b453ad116258398d4/",
    ),
    "make_phrases()",
)
FILE = DataFile(
    "names.txt",
    228_145,
    "0a30b5557f192f32ab962680889aac5f6fda0f4cecf40a6d0b5694f58ea8cc4d",
)


def load_names(*, download: bool = True) -> tuple[str, ...]:
    """Return first names of girls and then of boys, the commonest of each first.

    From a public list of names given to children in the United States; Karpathy,
    makemore, 2022 (MIT).

    Parameters
    ----------
    download : bool
        Whether the network may be used: the file is 228 kB.

    Returns
    -------
    names : tuple of str
        32,033 of them, of 2 to 15 small letters from a to z; 2,539 are names of girls
        and of boys, and stand here twice.

    Raises
    ------
    DataUnavailableError
        If it is not on this computer and cannot be downloaded, or is damaged.
    """
    return tuple(SOURCE.fetch(FILE, download=download).decode("ascii").split())
