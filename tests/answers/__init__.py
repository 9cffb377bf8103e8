"""What learners answer to the exercises, and what each of them must be told.

One table for each lesson: `lesson_NN.ANSWERS`, the exercise's name in the lesson -> its
answers. `test_answers.py` gives every one of them in the notebook's own cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Answer:
    """What a learner writes into the notebook's cell, and what the check must say.

    Attributes
    ----------
    fills : tuple of str
        They take the place of the cell's gaps (``...``), in their order. Gaps for which
        there are no fills stay.
    code : str
        In place of fills: all that the learner writes. Lines of the cell below its last
        gap, such as the check, follow it unless it has a check of its own.
    kind : {"right", "not tried yet", "known mistake", "wrong", "error"}
        The verdict's; "error" if the cell itself raises, so that there is no verdict.
    says : str
        A regular expression that is found in the message.
    earlier : {"solved", "blank"}
        What stands in the earlier exercises' cells that this one uses.
    """

    kind: Literal["right", "not tried yet", "known mistake", "wrong", "error"]
    says: str
    fills: tuple[str, ...] = ()
    code: str = ""
    earlier: Literal["solved", "blank"] = "solved"

    def __post_init__(self) -> None:
        if self.fills and self.code:
            raise ValueError("an answer has fills or code, not both.")

    def __str__(self) -> str:
        return " | ".join(self.fills) or self.code or "the blank cell"
