"""One built site and one browser for all tests in it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lab import launch
from site_page import SiteServer

ROOT = Path(__file__).parents[2]
collect_ignore = ["pack_missing.py", "packs_to_fetch.py", "sweep_panels.py", "too_large.py"]
"""What runs in the site's Python."""


@pytest.fixture(scope="session")
def built() -> Path:
    """Return the folder of the built site."""
    folder = Path(os.environ.get("ANN_COURSE_SITE", ROOT / "build" / "site"))
    assert (folder / "site-files.json").exists(), (
        f"There is no site in {folder}. Call `make site` first."
    )
    return folder


@pytest.fixture(scope="session")
def server(built: Path) -> Iterator[SiteServer]:
    running = SiteServer(built)
    yield running
    running.stop()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Any) -> Iterator[Any]:
    chromium = launch(playwright)
    yield chromium
    chromium.close()
