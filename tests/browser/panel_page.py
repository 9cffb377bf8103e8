"""A panel on a page: what a learner's hands do to it, and what their eyes see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

ANSWER = 20.0
"""Seconds after which a picture that did not follow never will."""

# Every text of a panel, as the boxes of its lines: in SVG and in HTML, cut down to the
# height of its letters (the boxes of two lines of one paragraph touch).
_TEXTS = """(panel) => {
  const seen = [];
  const walker = document.createTreeWalker(panel, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest('style, select, defs, script')) continue;
    if (!parent.checkVisibility({checkOpacity: true, checkVisibilityCSS: true})) continue;
    const label = parent.closest('.ann-slider-field > label');
    if (label) continue;  // for a screen reader only
    const range = document.createRange();
    range.selectNodeContents(node);
    const figure = parent.closest('.ann-figure');
    for (const box of range.getClientRects()) {
      if (box.width < 1 || box.height < 1) continue;
      const turned = parent.closest('svg') && box.height > 1.5 * box.width;
      const trim = turned ? [0.2 * box.width, 0] : [0, 0.2 * box.height];
      seen.push({
        text: node.data.trim().slice(0, 60), figure: figure !== null,
        left: box.left + trim[0], right: box.right - trim[0],
        top: box.top + trim[1], bottom: box.bottom - trim[1],
        scrolls: parent.closest(SCROLLS) !== null,
        within: (figure || panel).getBoundingClientRect().toJSON(),
      });
    }
  }
  return seen;
}"""

# What is cut off: a box that is smaller than what it holds and hides the rest.
_CUT = """(panel) => [...panel.querySelectorAll('*')]
  .filter(e => !e.closest('svg, .ann-slider-field > label, .ann-css, .ann-hidden'))
  .filter(e => !e.matches(SCROLLS))
  .filter(e => e.checkVisibility() && e.clientWidth > 0 && e.textContent.trim())
  .filter(e => {
    const style = getComputedStyle(e);
    return (style.overflowX !== 'visible' && e.scrollWidth > e.clientWidth + 1) ||
      (['hidden', 'clip'].includes(style.overflowY) && e.scrollHeight > e.clientHeight + 1);
  })
  .map(e => `${e.className || e.tagName}: ${e.textContent.trim().slice(0, 60)} ` +
    `(${e.scrollWidth} x ${e.scrollHeight} in ${e.clientWidth} x ${e.clientHeight})`)"""

# Tables and code may be wider than the page and scroll (WCAG 1.4.10 lets them); the
# browser gives whatever scrolls the keyboard.
_SCROLLS = "'.ann-sums :is(table, pre)'"
_TEXTS, _CUT = (source.replace("SCROLLS", _SCROLLS) for source in (_TEXTS, _CUT))

_PICTURE = (
    "(panel) => [...panel.querySelectorAll('.ann-layer')].map(e => e.innerHTML).join('\\n')"
)


@dataclass
class Slider:
    """One slider of a panel, with its handle on the track."""

    page: Any
    panel: Any
    root: Any

    @property
    def handle(self) -> Any:
        return self.root.locator(".noUi-handle")

    @property
    def name(self) -> str:
        return str(self.root.locator(".ann-slider-track > label").inner_text())

    @property
    def value(self) -> float:
        # noUiSlider rounds aria-valuenow to one decimal; the text has them all.
        return float(self.handle.get_attribute("aria-valuetext"))

    @property
    def fraction(self) -> float:
        low, high = (
            float(self.handle.get_attribute(f"aria-value{end}")) for end in ("min", "max")
        )
        return (self.value - low) / (high - low)

    def press(self, n_times: int = 5) -> None:
        """Move it with the arrow keys, towards the farther end."""
        key = "ArrowLeft" if self.fraction > 0.5 else "ArrowRight"
        self.handle.focus()
        for _ in range(n_times):
            self.page.keyboard.press(key)

    def press_until_end(self, key: str) -> None:
        """Move it to its lowest or highest value with "Home" or "End"."""
        self.handle.focus()
        self.page.keyboard.press(key)

    def drag(self, while_held: Callable[[], Any]) -> None:
        """Drag its handle through a good part of the track, slowly, with the mouse."""
        self.handle.scroll_into_view_if_needed()
        track = self.root.locator(".noUi-target").bounding_box()
        start = self.handle.bounding_box()
        x, y = start["x"] + start["width"] / 2, start["y"] + start["height"] / 2
        # More than half of it, which is a step where there are but two values.
        way = track["width"] * (-0.6 if self.fraction > 0.5 else 0.6)
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + way, y, steps=8)
        while_held()
        self.page.mouse.up()


class Panel:
    """A panel as it stands on the page."""

    def __init__(self, page: Any, root: Any) -> None:
        self.page = page
        self.root = root

    @property
    def title(self) -> str:
        title = self.root.locator(".ann-title")
        return str(title.inner_text()) if title.count() else "untitled"

    @property
    def sliders(self) -> list[Slider]:
        return [
            Slider(self.page, self, found)
            for found in self.root.locator(".ann-slider").all()
            if found.is_visible()
        ]

    @property
    def words(self) -> str:
        return str(self.root.locator(".ann-words").inner_text())

    def slider(self, name: str) -> Slider:
        """Return the slider of that name."""
        return next(slider for slider in self.sliders if slider.name == name)

    def picture(self) -> str:
        """Return the source of what is drawn now."""
        return str(self.root.evaluate(_PICTURE))

    def wait_for_change(self, before: str) -> None:
        """Wait until the picture is another one than before."""
        self._wait(f"({_PICTURE})(panel) !== given", before)

    def wait_for_picture(self, picture: str) -> None:
        """Wait until the picture is this one, to the byte."""
        self._wait(f"({_PICTURE})(panel) === given", picture)

    def wait_for_drawn(self, text: str) -> None:
        """Wait until the picture says something."""
        self._wait(f"({_PICTURE})(panel).includes(given)", text)

    def wait_for_words(self, text: str) -> None:
        """Wait until the words beneath the picture say something."""
        self.wait_for_text(".ann-words", text)

    def wait_for_text(self, css: str, text: str) -> None:
        """Wait until a part of the panel says something."""
        self._wait(f"panel.querySelector({css!r}).innerText.includes(given)", text)

    def _wait(self, condition: str, given: str) -> None:
        self.page.wait_for_function(
            f"([panel, given]) => {condition}",
            arg=[self.root.element_handle(), given],
            timeout=ANSWER * 1000,
        )

    def reset(self) -> None:
        """Press its Reset button, with the keyboard."""
        reset = self.root.get_by_role("button", name="Reset")
        reset.focus()
        self.page.keyboard.press("Enter")

    def text_problems(self) -> list[str]:
        """Return texts that lie on each other, stick out or are cut off."""
        texts = self.root.evaluate(_TEXTS)
        found = [f"cut off: {text}" for text in self.root.evaluate(_CUT)]
        found += [f"sticks out: {text['text']}" for text in texts if _sticks_out(text)]
        for i, one in enumerate(texts):
            for other in texts[i + 1 :]:
                if _overlap(one, other) > 1.5:
                    found.append(f"on each other: {one['text']} | {other['text']}")
        return found


def _sticks_out(text: dict[str, Any]) -> bool:
    box = text["within"]
    across = 1e9 if text["scrolls"] else 1
    return bool(
        text["left"] < box["left"] - across
        or text["right"] > box["right"] + across
        or text["top"] < box["top"] - 1
        or text["bottom"] > box["bottom"] + 1
    )


def _overlap(one: dict[str, Any], other: dict[str, Any]) -> float:
    """Return by how many pixels two boxes overlap, in the direction of the lesser."""
    across = min(one["right"], other["right"]) - max(one["left"], other["left"])
    down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
    return float(min(across, down))
