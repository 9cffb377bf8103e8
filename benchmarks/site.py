"""How soon a lesson of the site answers: size, requests, first panel, slider to picture.

python benchmarks/site.py [--lesson 02_one_artificial_neuron.ipynb] [--site build/site]

`make site` builds the site. Each number is for a browser on this machine; "cold" is the
first visit of a new browser, "warm" the next one.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "site"), str(ROOT / "tests" / "browser")]

KEYS = 30
PANEL = ".ann-panel .noUi-handle"
# Until the picture has changed, in the page's own clock.
SLIDE = """([handle, key]) => new Promise((resolve) => {
  const panel = handle.closest('.ann-panel');
  const began = performance.now();
  const seen = new MutationObserver(() => {
    seen.disconnect();
    resolve(performance.now() - began);
  });
  for (const node of panel.querySelectorAll('svg, img')) {
    seen.observe(node.parentElement, { childList: true, subtree: true, attributes: true });
  }
  setTimeout(() => resolve(NaN), 5000);
  handle.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
})"""


def visit(context: Any, address: str) -> dict[str, float]:
    """Open a lesson, run all of it, and return the seconds until each thing is there."""
    page = context.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    began = time.perf_counter()
    page.goto(address)
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=300_000)
    found = {"notebook": time.perf_counter() - began}
    page.locator(".jp-Notebook .jp-Cell").first.click()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.wait_for_selector(PANEL, timeout=300_000)
    found["panel"] = time.perf_counter() - began
    found["requests"] = len(requests)
    page.wait_for_function(
        "() => !document.querySelector('.jp-InputArea-prompt')?.textContent.includes('*')"
    )
    handle = page.locator(PANEL).first.element_handle()
    keys = ["ArrowRight" if k % 4 < 2 else "ArrowLeft" for k in range(KEYS)]
    waits = [page.evaluate(SLIDE, [handle, key]) for key in keys]
    waits = sorted(wait for wait in waits if wait == wait)
    found["answered"] = len(waits)
    if len(waits) > 1:
        found["median"] = statistics.median(waits)
        found["95th"] = statistics.quantiles(waits, n=20)[-1]
    page.close()
    return found


def main() -> int:
    """Measure one lesson and print what was found."""
    parser = argparse.ArgumentParser(description="Measure a lesson of the built site.")
    parser.add_argument("--lesson", default="02_one_artificial_neuron.ipynb")
    parser.add_argument("--site", type=Path, default=ROOT / "build" / "site")
    options = parser.parse_args()
    if not (options.site / "index.html").is_file():
        print(f"There is no site in {options.site}: call `make site` first.")
        return 0
    files = [path for path in options.site.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files) / 1e6
    print(f"{len(files)} files, {size:.0f} MB")

    import serve
    from lab import CHROMIUM_FLAGS, find_chromium
    from playwright.sync_api import sync_playwright

    with serve.serve(options.site) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        root = f"http://127.0.0.1:{server.server_address[1]}"
        with tempfile.TemporaryDirectory() as profile:
            context = playwright.chromium.launch_persistent_context(
                profile, executable_path=find_chromium(), args=CHROMIUM_FLAGS
            )
            for kind in ("cold", "warm"):
                found = visit(context, f"{root}/lab/index.html?path={options.lesson}")
                print(
                    f"{options.lesson}, {kind}: notebook after {found['notebook']:.1f} s,"
                )
                print(f"  first panel after {found['panel']:.1f} s,", end=" ")
                print(f"{found['requests']:.0f} requests;", end=" ")
                print(f"{found['answered']:.0f} of {KEYS} keys of its slider answered,")
                if "median" in found:
                    print(f"  after {found['median']:.0f} ms (median), ", end="")
                    print(f"{found['95th']:.0f} ms (95th percentile)")
            context.close()
        server.shutdown()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
