"""One browser and one JupyterLab for all tests in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lab import Notebook, Server, launch
from panel_page import Panel
from twin import Twin, twins

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(tmp_path_factory.mktemp("lab"))
    shutil.copytree(ROOT / "notebooks", running.root / "notebooks")
    yield running
    running.close()


@pytest.fixture(scope="session")
def shots() -> Path:
    """Return the folder of the screenshots, which CI keeps."""
    folder = Path(os.environ.get("ANN_LIB_SHOTS", ROOT / "artifacts" / "screenshots"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


# For modules that test one panel, which their CELLS show.


@pytest.fixture(scope="module")
def notebook(request: Any, browser: Any, server: Server) -> Iterator[Notebook]:
    path = server.put(f"{request.module.__name__}.ipynb", request.module.CELLS)
    opened = Notebook(browser, server, path)
    opened.run_all()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def twin(notebook: Notebook) -> Twin:
    return twins(notebook)[0]


@pytest.fixture
def panel(notebook: Notebook, twin: Twin) -> Iterator[Panel]:
    twin.reset()
    yield twin.panel
    assert notebook.errors() == []
    assert notebook.problems == []
