"""The two halves of a panel: what the page shows, and what the kernel holds.

A panel on the page is never waited for by the clock: it is at rest when its sliders stand
where the kernel's do, nothing waits to be drawn there, and the page shows just what the
kernel has drawn.
"""

from __future__ import annotations

import json
import time
from typing import Any

from lab import Notebook
from panel_page import ANSWER, Panel

# Runs in the notebook's kernel. Each panel gets a class by which it is known on the page.
_KERNEL = """
class _Twins:
    def __init__(self):
        import ipywidgets
        from ann_course.live import Panel

        living = list(ipywidgets.widgets.widget._instances.values())
        self.panels = [widget for widget in living if isinstance(widget, Panel)]
        for number, panel in enumerate(self.panels):
            panel.add_class(f"twin-{number}")

    def parts(self, widget):
        yield widget
        for child in getattr(widget, "children", ()):
            yield from self.parts(child)

    def sliders(self, number):
        from ann_course.live.controls import Slider

        return {
            part.name: part
            for part in self.parts(self.panels[number])
            if isinstance(part, Slider)
        }

    def names(self, number):
        # What the panel calls the controls that are sliders: label -> name.
        panel, sliders = self.panels[number], self.sliders(number)
        return {
            label: name
            for label, part in sliders.items()
            for name, control in panel.controls.items()
            if control is part
        }

    def now(self, number):
        panel = self.panels[number]
        waits = (panel._frames, panel._speech, panel._resets)
        return {
            "waits": any(wait.pending for wait in waits),
            "at": {
                label: [part.value, part.step]
                for label, part in self.sliders(number).items()
            },
            "layers": [
                part.value
                for part in self.parts(panel)
                if "ann-layer" in part._dom_classes
            ],
            "words": panel.describe(),
            "silent": list(panel.silent),
        }

    def home(self, number):
        # Whether all controls are where they were at the start.
        return self.panels[number].state == self.panels[number]._start

    def drawn(self, number, name, value):
        panel = self.panels[number]
        panel.state = {name: value}
        return panel.pictures()

    def same(self, number, name, one, other):
        # Whether a panel that is told both values draws one picture.
        return self.drawn(number, name, one) == self.drawn(number, name, other)

_twins = _Twins()
"""

# What page and kernel differ in; nothing if they agree.
_DIFFERENCE = """([panel, now]) => {
  for (const slider of panel.querySelectorAll('.ann-slider')) {
    if (!slider.checkVisibility()) continue;
    const name = slider.querySelector('.ann-slider-track > label').innerText;
    const shown = slider.querySelector('.noUi-handle').getAttribute('aria-valuetext');
    const [value, step] = now.at[name];
    // A number between two steps is shown at one of them.
    if (!(Math.abs(shown - value) <= 0.501 * step))
      return `${name} is ${value} in the kernel, ${shown} on the page`;
  }
  const layers = [...panel.querySelectorAll('.ann-layer .widget-html-content')];
  const same = layers.length === now.layers.length && layers.every((element, i) => {
    const drawn = document.createElement('div');
    drawn.innerHTML = now.layers[i];
    return element.innerHTML === drawn.innerHTML;
  });
  if (!same) return 'the page does not show what the kernel has drawn';
  const bare = (text) => text.split(/\\s+/).filter(Boolean).join(' ');
  const words = bare(panel.querySelector('.ann-words').innerText);
  return words === bare(now.words) ? '' : `the words are "${words}", not "${now.words}"`;
}"""


class Twin:
    """A panel on the page and its other half in the kernel."""

    def __init__(self, notebook: Notebook, panel: Panel) -> None:
        self.notebook = notebook
        self.panel = panel
        classes = panel.root.get_attribute("class").split()
        self.number = next(c.split("-")[1] for c in classes if c.startswith("twin-"))

    def ask(self, expression: str) -> Any:
        """Return what an expression is in the kernel: ``{n}`` in it is the panel."""
        return ask(self.notebook, expression.format(n=self.number))

    @property
    def names(self) -> dict[str, str]:
        """A slider's label -> its control's name, for those that are controls."""
        return dict(self.ask("_twins.names({n})"))

    def settle(self) -> dict[str, Any]:
        """Wait until page and kernel agree; return what the kernel says."""
        end = time.monotonic() + ANSWER
        before = None
        while True:
            now = self.ask("_twins.now({n})")
            missing = self._difference(now)
            # Twice the same: a message comes in on a thread of its own, and between the
            # value and the request for its picture the kernel may be asked.
            if not missing and now == before:
                return dict(now)
            before = now
            assert time.monotonic() < end, f"{self.panel.title}: {missing}"

    def reset(self) -> None:
        """Press Reset, and wait until every slider is back where it started."""
        self.panel.reset()
        self.wait("_twins.home({n})")
        self.settle()

    def wait(self, condition: str) -> None:
        """Wait until a condition holds in the kernel: ``{n}`` in it is the panel."""
        end = time.monotonic() + ANSWER
        while not self.ask(condition):
            assert time.monotonic() < end, f"{self.panel.title}: never {condition}"

    def same(self, name: str, one: float, other: float) -> bool:
        """Whether the kernel draws one picture for both values of a control."""
        return bool(self.ask(f"_twins.same({{n}}, {name!r}, {one!r}, {other!r})"))

    def run(self, code: str) -> None:
        """Run code in the kernel that must not fail: ``{n}`` in it is the panel."""
        printed = self.notebook.execute(code.format(n=self.number))
        assert not printed, printed

    def _difference(self, now: dict[str, Any]) -> str:
        if now["waits"]:
            return "something is still to be drawn"
        handle = self.panel.root.element_handle()
        return str(self.notebook.page.evaluate(_DIFFERENCE, [handle, now]))


def ask(notebook: Notebook, expression: str) -> Any:
    """Return what an expression is in the kernel, by way of JSON."""
    printed = notebook.execute(f"import json; print(json.dumps({expression}))")
    try:
        return json.loads(printed)
    except json.JSONDecodeError:
        raise AssertionError(f"{expression}: {printed}") from None


def twins(notebook: Notebook) -> list[Twin]:
    """Return the panels on the page, each with its other half in the kernel."""
    printed = notebook.execute(_KERNEL)
    assert not printed, printed
    notebook.page.wait_for_function(
        """() => [...document.querySelectorAll('.ann-panel')].every(
            panel => /\\btwin-/.test(panel.className))"""
    )
    return [Twin(notebook, panel) for panel in notebook.panels()]
