"""Which cell of the notebook made or shows what, so that the next run can clear it away.

ipywidgets keeps every widget until it is closed: a cell that makes a panel would leave
one more of them in memory each time it is run, and whatever plays in it, too.
"""

from __future__ import annotations

from typing import Any, Protocol
from weakref import WeakSet

from IPython import get_ipython

from ann_course.page.messages import keep_all


class Tenant(Protocol):
    """What stands in a cell's output."""

    def leave(self, why: str) -> None:
        """Rest: the output is gone from the page. It may be shown again."""

    def close(self) -> None:
        """End: another has taken its place."""


class Cells:
    """The cells of a notebook, each with what its last run made or showed.

    A cell that is run again loses its output, and what stood there rests. Once the run has
    made or shown others, what stood there is closed, unless another cell made or shows it
    as well. A run that makes none leaves it: a variable may hold it, to be shown again.

    A cell that was deleted counts as one that is there: the kernel is not told.
    """

    def __init__(self) -> None:
        self._tenants: dict[str, WeakSet[Any]] = {}
        self._new: WeakSet[Any] = WeakSet()

    def here(self, tenant: Tenant) -> None:
        """Remember that the cell that is running has made it, or shows it."""
        self._new.add(tenant)

    def gone(self, tenant: Tenant) -> None:
        """Forget what was closed: it neither rests nor is closed again."""
        for tenants in (self._new, *self._tenants.values()):
            tenants.discard(tenant)

    def begin(self, cell: str) -> None:
        """Begin a cell's run."""
        self._new = WeakSet()
        others = [tenants for name, tenants in self._tenants.items() if name != cell]
        for tenant in list(self._tenants.get(cell, ())):
            if not any(tenant in tenants for tenants in others):
                tenant.leave("its cell was run again")

    def end(self, cell: str) -> None:
        """End a cell's run."""
        new, self._new = self._new, WeakSet()
        if not new:
            return
        before = self._tenants.get(cell, ())
        self._tenants[cell] = new
        for tenant in list(before):
            if not any(tenant in tenants for tenants in self._tenants.values()):
                tenant.close()


_CELLS = Cells()
_WATCHED = "_ann_course_cells"


def here(tenant: Tenant) -> None:
    """Remember that the notebook's running cell has made something, or shows it.

    A cell is known by its id, or by its source where the frontend sends no id. Outside of
    a notebook nothing is remembered.
    """
    shell: Any = get_ipython()
    if shell is None:
        return
    if not getattr(shell, _WATCHED, False):
        setattr(shell, _WATCHED, True)
        keep_all(shell)
        shell.events.register("pre_run_cell", lambda info: _CELLS.begin(_name(info)))
        shell.events.register("post_run_cell", lambda run: _CELLS.end(_name(run.info)))
    _CELLS.here(tenant)


def gone(tenant: Tenant) -> None:
    """Forget what was closed by hand, wherever it was made or shown."""
    _CELLS.gone(tenant)


def _name(info: Any) -> str:
    return str(getattr(info, "cell_id", None) or info.raw_cell)
