"""What plays in real JupyterLab when nobody watches it, and what outlives its kernel."""

from __future__ import annotations

import time

import pytest
from lab import Notebook

pytestmark = pytest.mark.browser

SETUP = """
import asyncio
from ann_course.panels import PlaygroundPanel
kept = []
"""
PANEL = "panel = PlaygroundPanel()\nkept.append(panel.player)\npanel"
SLOWLY = 15.0
"""Seconds within which a page that is gone is noticed."""
SOON = 6.0


@pytest.fixture
def notebook(browser, server):
    path = server.put("running.ipynb", [SETUP, PANEL, "1 + 1"])
    opened = Notebook(browser, server, path)
    opened.run_all()
    opened.panels()
    yield opened
    assert opened.problems == []
    opened.close()


def command(notebook, name, cell=None):
    """Have JupyterLab do something, to one of the cells if it says which."""
    notebook.page.evaluate(
        """async ([name, cell]) => {
          if (cell !== null)
            jupyterapp.shell.currentWidget.content.activeCellIndex = cell;
          await jupyterapp.commands.execute(name);
        }""",
        [name, cell],
    )


def button(notebook, name):
    return notebook.page.locator(".ann-panel").get_by_role("button", name=name, exact=True)


def play(notebook):
    button(notebook, "Play").click()
    button(notebook, "Pause").wait_for()
    until(notebook, "kept[-1].steps > 0")


def until(notebook, condition, seconds=SOON):
    """Wait until a condition holds in the kernel."""
    end = time.monotonic() + seconds + 10  # the machine may be busy
    while notebook.execute(f"print(bool({condition}))").strip() != "True":
        assert time.monotonic() < end, f"never: {condition}"


def stands(notebook):
    """Whether no player takes a step, and no task is left that would."""
    return notebook.execute(
        "print(not any('Player._play' in repr(task) for task in asyncio.all_tasks()))"
    )


def test_the_cell_is_run_again(notebook):
    play(notebook)
    for runs in (2, 3):
        command(notebook, "notebook:run-cell", 1)
        until(notebook, f"len(kept) == {runs} and not any(p.playing for p in kept)")
    assert stands(notebook) == "True\n"
    button(notebook, "Play").wait_for()
    play(notebook)  # the new one


def test_its_output_is_cleared(notebook):
    play(notebook)
    command(notebook, "notebook:clear-cell-output", 1)
    until(notebook, "not kept[0].playing")
    assert "no page was showing" in notebook.execute("print(kept[0].why.value)")
    assert stands(notebook) == "True\n"
    # A variable still holds it: shown again, it says why, and goes on.
    notebook.page.evaluate(
        """async () => { const {content} = jupyterapp.shell.currentWidget;
          content.activeCellIndex = 2;
          content.activeCell.model.sharedModel.setSource('panel');
          await jupyterapp.commands.execute('notebook:run-cell'); }"""
    )
    panel = notebook.panels()[0]
    panel.wait_for_text(".ann-player", "Paused: no page was showing this panel.")
    play(notebook)


def test_its_cell_is_deleted(notebook):
    play(notebook)
    command(notebook, "notebook:delete-cell", 1)
    until(notebook, "not kept[0].playing")


def test_the_kernel_is_interrupted(notebook, shots):
    play(notebook)
    command(notebook, "notebook:interrupt-kernel")
    panel = notebook.panels()[0]
    panel.wait_for_text(".ann-player", "Paused: the kernel was interrupted. Play goes on.")
    notebook.screenshot(shots / "running_interrupted.png")
    play(notebook)
    command(notebook, "notebook:interrupt-kernel")  # and again
    panel.wait_for_text(".ann-player", "Paused: the kernel was interrupted. Play goes on.")


def test_a_cell_is_interrupted_while_it_plays(notebook):
    play(notebook)
    notebook.page.evaluate(
        """() => { const kernel = jupyterapp.shell.currentWidget.context.sessionContext
            .session.kernel;
          window.endless = kernel.requestExecute({code: 'while True: pass'}).done; }"""
    )
    notebook.page.wait_for_function(
        """() => jupyterapp.shell.currentWidget.context.sessionContext.session.kernel
            .status === 'busy'"""
    )
    command(notebook, "notebook:interrupt-kernel")
    notebook.page.evaluate("async () => { await window.endless; }")
    until(notebook, "not kept[0].playing")
    assert "interrupted" in notebook.execute("print(kept[0].why.value)")


def test_another_panel_plays(notebook):
    play(notebook)
    notebook.execute("other = PlaygroundPanel(); other.player.play(); kept.append(other)")
    notebook.panels()[0].wait_for_text(".ann-player", "Paused: another panel is playing.")
    notebook.execute("other.player.pause()")


def test_a_tab_in_the_background_plays_on(notebook):
    play(notebook)
    other = notebook.context.new_page()
    other.bring_to_front()
    time.sleep(SLOWLY)
    assert notebook.execute("print(kept[0].playing)") == "True\n"
    other.close()


def test_the_page_is_reloaded(notebook):
    play(notebook)
    notebook.save()
    notebook.page.reload()
    notebook.page.wait_for_selector(".ann-panel .ann-layer svg")
    notebook.page.wait_for_function(
        """() => window.jupyterapp?.shell?.currentWidget?.context?.sessionContext
               ?.session?.kernel?.status === 'idle'"""
    )
    panel = notebook.panels()[0]
    panel.wait_for_text(".ann-player", "Paused: no page was showing this panel.")
    before = panel.picture()
    play(notebook)
    panel.wait_for_change(before)


def test_the_page_is_closed_and_the_kernel_falls_idle(browser, server, notebook):
    (kernel,) = (k["id"] for k in server.get("/api/kernels") if k["connections"])
    play(notebook)
    notebook.save()
    notebook.page.goto("about:blank")

    def last():
        return server.get(f"/api/kernels/{kernel}")["last_activity"]

    end = time.monotonic() + SLOWLY + 10
    seen, since = last(), time.monotonic()
    while time.monotonic() - since < 5:
        assert time.monotonic() < end, "the kernel never falls idle"
        time.sleep(0.5)
        if last() != seen:
            seen, since = last(), time.monotonic()
    notebook.page.goto(f"{server.url}/lab/tree/running.ipynb?token={server.token}&reset")
    notebook.page.wait_for_selector(".ann-panel .ann-layer svg")
    panel = notebook.panels()[0]
    panel.wait_for_text(".ann-player", "Paused: no page was showing this panel.")


class TestAsleep:
    """A kernel that went away under a living page."""

    PANEL = "from ann_course.panels import NeuronPanel\npanel = NeuronPanel()\npanel"
    ASK = "from ann_course.lessons import lesson_02 as lesson\nlesson.recall_spike"

    @pytest.fixture
    def awake(self, browser, server):
        opened = Notebook(
            browser, server, server.put("asleep.ipynb", [self.PANEL, self.ASK])
        )
        opened.run_all()
        opened.panels()
        opened.page.locator(".ann-ask").wait_for()
        yield opened
        opened.close()

    def notes(self, notebook):
        return notebook.page.get_by_role("alert").filter(has_text="Asleep: the kernel")

    def crash(self, notebook):
        """End the kernel as a lack of memory does; the server starts another."""
        notebook.page.evaluate(
            """() => { jupyterapp.shell.currentWidget.context.sessionContext.session.kernel
                .requestExecute({code: 'import os; os._exit(1)'}).done.catch(() => {}); }"""
        )
        dialog = notebook.page.locator(".jp-Dialog")
        dialog.wait_for()
        dialog.get_by_role("button", name="Ok").click()
        notebook.page.wait_for_function(
            """() => jupyterapp.shell.currentWidget.context.sessionContext.session?.kernel
                ?.status === 'idle'"""
        )

    def test_a_restart_is_said_at_once_and_a_new_run_wakes_it(self, awake, shots):
        awake.page.evaluate(
            """async () => await jupyterapp.shell.currentWidget.context.sessionContext
                .session.kernel.restart()"""
        )
        self.notes(awake).nth(1).wait_for()
        assert self.notes(awake).count() == 2  # the panel and the question
        assert "Run > Run All Cells" in self.notes(awake).first.inner_text()
        handle = awake.page.locator(".ann-panel .noUi-handle").first
        assert handle.evaluate("e => e.closest('[inert]') !== null")
        awake.screenshot(shots / "running_asleep.png")
        awake.theme("JupyterLab Dark")
        awake.screenshot(shots / "running_asleep_dark.png")
        awake.theme("JupyterLab Light")
        awake.run_all()
        self.notes(awake).first.wait_for(state="detached")
        panel = awake.panels()[0]
        before = panel.picture()
        panel.sliders[0].press(3)
        panel.wait_for_change(before)
        assert self.notes(awake).count() == 0

    def test_a_crash_is_noticed_at_the_first_touch(self, awake):
        self.crash(awake)
        panel = awake.panels()[0]
        panel.sliders[0].press(1)
        awake.page.locator(".ann-panel .ann-asleep-note").wait_for()
        awake.page.locator(".ann-ask").get_by_role("radio").first.focus()
        awake.page.keyboard.press("Space")
        awake.page.locator(".ann-ask .ann-asleep-note").wait_for()

    def test_a_kernel_that_is_busy_is_not_taken_for_one_that_is_gone(self, awake):
        panel = awake.panels()[0]
        before = panel.picture()
        awake.page.evaluate(
            """() => { jupyterapp.shell.currentWidget.context.sessionContext.session.kernel
                .requestExecute({code: 'import time; time.sleep(4)'}); }"""
        )
        panel.sliders[0].press(3)
        awake.wait_idle()
        panel.wait_for_change(before)
        panel.sliders[0].press(3)
        awake.wait_idle()
        assert self.notes(awake).count() == 0

    def test_a_page_that_is_slow_to_load_a_panel_is_not_asleep(self, browser, server):
        slow = Notebook(browser, server, server.put("slow.ipynb", [self.ASK, self.PANEL]))
        command(slow, "notebook:run-cell", 0)
        slow.page.locator(".ann-ask").wait_for()
        slow.page.evaluate(
            """() => {
              const real = URL.createObjectURL;
              URL.createObjectURL = (blob) => {  // a widget's code, on its way to be run
                URL.createObjectURL = real;
                for (const end = performance.now() + 2500; performance.now() < end; );
                return real.call(URL, blob);
              };
            }"""
        )
        command(slow, "notebook:run-cell", 1)
        panel = slow.panels()[0]
        panel.sliders[0].press(3)
        slow.page.wait_for_timeout(1000)  # the kernel is asked, and answers
        slow.wait_idle()
        assert self.notes(slow).count() == 0
        assert slow.problems == []
        slow.close()
