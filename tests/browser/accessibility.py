"""What axe-core finds, and what of it is upstream's to mend.

An entry of ``ALLOWED`` is a rule of axe-core that panels break through no fault of their
own: why, and where it is known. A test asserts that each is still broken, so that none
outlives its cause.
"""

from __future__ import annotations

from typing import Any

ALLOWED: dict[str, str] = {}

SERIOUS = {"serious", "critical"}


def violations(page: Any, selector: str) -> set[str]:
    """Return the ids of the rules with serious violations inside the selected parts."""
    return set(details(page, selector))


def details(page: Any, selector: str) -> dict[str, list[str]]:
    """Return rule -> the elements that break it, and how."""
    from axe_playwright_python.sync_playwright import Axe

    response = Axe().run(page, selector).response
    return {
        found["id"]: [f"{node['html'][:200]}: {node['failureSummary']}" for node in nodes]
        for found in response["violations"]
        if found["impact"] in SERIOUS and (nodes := found["nodes"])
    }
