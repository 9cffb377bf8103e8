"""What to try with a panel: shown beside it, and with its answers on the teacher's page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import overload

from ann_course.page.text import inline
from ann_lib._support.printing import prints_anywhere

HEADING = "Try this"
MOST = 6
_NUMBERS = count(1)


@prints_anywhere
@dataclass(frozen=True)
class Task:
    """Something to do with a panel, and what one sees then.

    Parameters
    ----------
    text : str
        What to do; `code` and *emphasis* keep their meaning.
    answer : str
        What is seen when it is done: for the teacher's page.
    """

    text: str
    answer: str = ""

    def __post_init__(self) -> None:
        if not isinstance(self.text, str) or not self.text.strip():
            raise ValueError(f"text must say what is to be done, got {self.text!r}.")


@prints_anywhere
class Tasks(Sequence[Task]):
    """A few tasks in their order, as a panel shows them.

    Parameters
    ----------
    *tasks : Task
        One at least, and at most six.

    Examples
    --------
    >>> tasks = Tasks(Task("Slide the *bias*.", answer="The line moves."))
    >>> tasks[0].answer
    'The line moves.'
    """

    def __init__(self, *tasks: Task) -> None:
        for task in tasks:
            if not isinstance(task, Task):
                raise TypeError(f"each task must be a Task(...), got {task!r}.")
        if not 1 <= len(tasks) <= MOST:
            raise ValueError(f"there must be 1 to {MOST} tasks, got {len(tasks)}.")
        self._tasks = tasks

    @overload
    def __getitem__(self, index: int) -> Task: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Task]: ...
    def __getitem__(self, index: int | slice) -> Task | Sequence[Task]:
        return self._tasks[index]

    def __len__(self) -> int:
        return len(self._tasks)

    def __repr__(self) -> str:
        return f"Tasks({', '.join(map(repr, self._tasks))})"

    def panel_html(self) -> str:
        """Return the tasks as a panel shows them.

        All of them, or, where a panel has no room for that, one at a time: the style sheet
        then shows a numbered button for each, which are radio buttons to the keyboard.
        """
        group = f"ann-tasks-{next(_NUMBERS)}"
        choices = "".join(
            f'<label><input type="radio" name="{group}" aria-label="task {k}"'
            f"{' checked' * (k == 1)}>{k}</label>"
            for k in range(1, len(self) + 1)
        )
        listed = "".join(
            f'<li value="{k}">{inline(task.text)}</li>' for k, task in enumerate(self, 1)
        )
        return (
            f'<div role="group" aria-label="{HEADING}">'
            f"<p><b>{HEADING}</b> {choices}</p><ol>{listed}</ol></div>"
        )

    def answers_html(self) -> str:
        """Return the tasks with what is seen when they are done, for a teacher."""
        listed = "".join(
            f"<li>{inline(task.text)}<br><em>{inline(task.answer)}</em></li>"
            if task.answer
            else f"<li>{inline(task.text)}</li>"
            for task in self
        )
        return f"<p><b>{HEADING}</b></p><ol>{listed}</ol>"
