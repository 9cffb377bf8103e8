"""What `import ann_lib` costs, as a multiple of `import numpy`.

    python benchmarks/import_time.py [--repeats 15] [--write]

Each import runs in a fresh interpreter that measures itself, so that the start of the
interpreter does not count. All take turns, and the best time of each is compared.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile

import _report

AIM = 1.5
NUMPY = "import numpy"
LIBRARY = "import ann_lib"
STATEMENTS = (NUMPY, "import numpy.random", LIBRARY)


def seconds(statement: str, cache: str) -> float:
    """Return how long a fresh interpreter takes, with compiled modules in ``cache``."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    code = (
        "import time; start = time.perf_counter()\n"
        f"{statement}\n"
        "print(time.perf_counter() - start)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**kept, "PYTHONPYCACHEPREFIX": cache},
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout)


def main() -> None:
    """Measure, print, and with --write bring the README's section up to date."""
    parser = _report.parser(__doc__)
    parser.add_argument("--repeats", type=int, default=15)
    arguments = parser.parse_args()
    best = dict.fromkeys(STATEMENTS, float("inf"))
    with tempfile.TemporaryDirectory() as cache:
        for _ in range(arguments.repeats + 1):  # the first compiles
            for statement in STATEMENTS:
                best[statement] = min(best[statement], seconds(statement, cache))
    rows = []
    for statement, taken in best.items():
        ratio = taken / best[NUMPY]
        star = " *" if statement == LIBRARY and ratio > AIM else ""
        rows.append([f"`{statement}`", f"{taken * 1e3:.1f}", f"{ratio:.2f}{star}"])
    text = (
        f"{_report.machine('numpy')} The best of {arguments.repeats} fresh interpreters "
        "each.\n\n" + _report.table(["statement", "ms", "÷ import numpy"], rows)
    )
    _report.publish("import_time", text, write=arguments.write)


if __name__ == "__main__":
    main()
