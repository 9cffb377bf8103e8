"""What a cell of a notebook made or showed, and what becomes of it at the next run."""

from __future__ import annotations

import gc

import pytest
from IPython.core.interactiveshell import InteractiveShell
from ipywidgets.widgets.widget import _instances as living

from ann_course.page import cells

SETUP = """
import sys
sys.path.insert(0, {tests!r})
from IPython.display import display
from ann_course.live.sound import Sound
from ann_course.live.upload import Upload
from wave_panel import WavePanel
"""


@pytest.fixture
def run(monkeypatch, request, capsys):
    """Run code in a notebook's shell, in the cell of a name; return its result."""
    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance()
    monkeypatch.setattr(cells, "_CELLS", cells.Cells())

    def run(code, cell=None):
        done = shell.run_cell(code, cell_id=cell)
        done.raise_error()
        return done.result

    run(SETUP.format(tests=str(request.path.parent)), "setup")
    yield run
    for widget in list(living.values()):
        widget.close()
    shell.restore_sys_module_state()
    InteractiveShell.clear_instance()


def is_open(panel):
    return panel.comm is not None


def test_the_panel_of_the_run_before_is_closed(run):
    first = run("WavePanel()", "a")
    second = run("WavePanel()", "a")
    assert not is_open(first)
    assert is_open(second)


@pytest.mark.parametrize(
    "made", ["WavePanel()", "Upload()", "Sound([0.0, 1.0], 8_000, words='A click.')"]
)
def test_ten_runs_leave_the_widgets_of_one(run, made):
    run(f"display({made})", "a")
    n_widgets = len(living)
    for _ in range(9):
        run(f"display({made})", "a")
    assert len(living) == n_widgets


def test_figures_go_too_although_the_notebook_keeps_its_results(run):
    from matplotlib.figure import Figure

    def n_figures():
        gc.collect()
        return sum(isinstance(thing, Figure) for thing in gc.get_objects())

    run("WavePanel()", "a")
    before = n_figures()
    for _ in range(5):
        run("WavePanel()", "a")
    assert n_figures() <= before  # that of a test before may have lived on until now


def test_a_cell_is_known_by_its_source_where_no_id_is_sent(run):
    first = run("WavePanel()")
    other = run("WavePanel() ")
    again = run("WavePanel()")
    assert [is_open(panel) for panel in (first, other, again)] == [False, True, True]


def test_two_panels_in_one_cell_are_both_kept(run):
    two = "one, two = WavePanel(), WavePanel()\ndisplay(one)\n(one, two)"
    before = run(two, "a")
    now = run(two, "a")
    assert [is_open(panel) for panel in (*before, *now)] == [False, False, True, True]


def test_cells_that_show_panels_of_another_show_them_again(run):
    panels = run("one, two = WavePanel(), WavePanel()\n(one, two)", "a")
    for _ in range(3):
        run("display(one, two)", "b")
    assert all(map(is_open, panels))


def test_a_panel_that_another_cell_shows_works_there(run):
    held = run("panel = WavePanel()\npanel", "a")
    run("display(panel)", "b")
    run("panel = WavePanel()\npanel", "a")
    assert held.state["height"] == 1.0
    run("display(panel)", "b")
    assert not is_open(held)


ASKING = """
class Asking(WavePanel):
    def __init__(self):
        self.upload = Upload()
        super().__init__()
panel = Asking()
"""


def test_a_part_of_a_panel_that_another_cell_shows_works_there(run):
    run(ASKING, "a")
    held = run("display(panel)\npanel", "b")
    run(ASKING, "a")
    assert is_open(held.upload)
    upload = held.upload
    run("display(panel)", "b")
    assert not is_open(upload)


LOCKED = """
from ann_course.learn import Prediction
guess = Prediction("guess", "Up?", ["Yes.", "No."], right=0)
panel = WavePanel()
"""


def test_a_locked_panel_works_where_it_is_shown(run):
    held = run(f"{LOCKED}panel", "a")
    run("guess.unlock(panel)", "b")
    run("panel = WavePanel()\npanel", "a")
    assert held.state["height"] == 1.0
    run("guess.unlock(panel)", "b")
    assert not is_open(held)


def test_ten_runs_of_a_locked_panel_leave_the_widgets_of_one(run):
    run(f"{LOCKED}guess.unlock(panel)", "a")
    n_widgets = len(living)
    for _ in range(9):
        run("panel = WavePanel()\nguess.unlock(panel)", "a")
    assert len(living) == n_widgets


def test_a_run_that_shows_no_panel_leaves_the_one_before(run):
    held = run("panel = WavePanel()\npanel", "a")
    run("panel.state['height']", "a")
    assert is_open(held)


def test_what_a_closed_panel_says_of_itself(run):
    first = run("WavePanel()", "a")
    run("WavePanel()", "a")
    for use in (lambda: first.state, first.render, first.sweep, lambda: first.player):
        with pytest.raises(AttributeError, match="This WavePanel was closed: its cell was"):
            use()
    assert repr(first).startswith("This WavePanel was closed")
    first.close()


@pytest.mark.parametrize("shown", ["", "\ndisplay(panel)", "\npanel"])
def test_a_panel_closed_in_its_own_cell_lets_the_cell_run_again(run, shown, capsys):
    closing = f"panel = WavePanel()\npanel.close(){shown}"
    closed = run(closing, "a")
    capsys.readouterr()
    again = run("panel = WavePanel()\npanel", "a")
    run(closing, "a")
    run("WavePanel()", "a")
    assert "Traceback" not in "".join(capsys.readouterr())
    assert closed is None or not is_open(closed)
    assert not is_open(again)


def test_an_open_panel_says_what_it_lacks_as_any_object_does(run):
    with pytest.raises(AttributeError, match="'WavePanel' object has no attribute 'slop'"):
        run("WavePanel()", "a").slop  # noqa: B018


class TestPlaying:
    class Tenant:
        def __init__(self):
            self.heard = []

        def leave(self, why):
            self.heard.append(why)

        def close(self):
            self.heard.append("closed")

    def test_what_a_cell_showed_rests_before_the_cell_runs_again(self):
        book, tenant = cells.Cells(), self.Tenant()
        book.begin("a")
        book.here(tenant)
        book.end("a")
        book.begin("a")
        assert tenant.heard == ["its cell was run again"]
        book.end("a")
        assert tenant.heard == ["its cell was run again"]

    def test_what_another_cell_shows_plays_on(self):
        book, tenant = cells.Cells(), self.Tenant()
        for cell in "ab":
            book.begin(cell)
            book.here(tenant)
            book.end(cell)
        book.begin("a")
        assert tenant.heard == []
