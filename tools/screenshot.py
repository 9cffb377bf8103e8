"""Take the README's screenshot: a lesson in a real JupyterLab, with its panel moved.

    make screenshot         # needs Chromium

The lesson is opened and run as a learner would do it, its predictions are answered with
"Show me", and the panel is set to a state that shows something.
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests" / "browser"), str(ROOT / "tests")]

PICTURE = ROOT / "docs" / "lesson.png"
LESSON = "02_one_artificial_neuron.ipynb"
CELL = "panel-bias"
STATE = 'panel.state = {"bias": -0.5, "w2": 1.5, "x1": 0.75, "x2": 0.5}'
WIDTH = 1120
COLORS = 128
"""Size of the palette: enough for text and flat colours, at a fraction of the bytes."""


def number_of(path: Path, cell: str) -> int:
    """Return the index of a cell in its notebook."""
    import nbformat

    cells = nbformat.read(path, as_version=4).cells
    return next(i for i, each in enumerate(cells) if each.id == cell)


def photograph(folder: Path) -> bytes:
    """Return a PNG of the lesson as on the screen, with two pixels per point."""
    from lab import Notebook, Server, launch
    from playwright.sync_api import sync_playwright

    server = Server(folder)
    shutil.copy(ROOT / "notebooks" / LESSON, server.root)
    try:
        with sync_playwright() as playwright:
            browser = launch(playwright)
            notebook = Notebook(browser, server, LESSON, width=WIDTH, sharp=2)
            notebook.run_all()
            page: Any = notebook.page
            for button in page.get_by_role("button", name="Show me").all():
                button.click()
                notebook.wait_idle()
            notebook.execute(STATE)
            page.evaluate(
                """(number) => {
                  jupyterapp.commands.execute('application:toggle-left-area');
                  const cell = jupyterapp.shell.currentWidget.content.widgets[number];
                  cell.node.scrollIntoView({block: 'start'});
                }""",
                number_of(ROOT / "notebooks" / LESSON, CELL),
            )
            page.wait_for_timeout(1500)
            if trouble := notebook.errors() + notebook.problems:
                raise RuntimeError(f"{LESSON} shows errors: {trouble}")
            taken: bytes = page.screenshot()
            notebook.close()
            browser.close()
    finally:
        server.close()
    return taken


def main() -> None:
    """Take the screenshot and reduce its size."""
    with tempfile.TemporaryDirectory() as folder:
        image = Image.open(io.BytesIO(photograph(Path(folder)))).convert("RGB")
    PICTURE.parent.mkdir(exist_ok=True)
    image.quantize(COLORS, dither=Image.Dither.NONE).save(PICTURE, optimize=True)
    size = PICTURE.stat().st_size
    sys.stdout.write(f"{PICTURE.relative_to(ROOT)}: {image.size}, {size:,} bytes\n")


if __name__ == "__main__":
    main()
