"""The learner's side of the wall: runs cells, makes the calls, writes what came out.

It is run as a script in a process of its own, beside `plain`, with nothing else of the
course. It reads a job as JSON, and writes a line of JSON when it has reached
the last cell, and one for each call. A learner's code
can do here what it likes: it knows no right answer, and what it breaks is its own.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import sys
from typing import Any


def limit(job: dict[str, Any]) -> None:
    """Bound memory, time, output and processes of this process for good."""
    limits = {
        resource.RLIMIT_AS: int(job["memory"]),
        resource.RLIMIT_CPU: int(job["seconds"]) + 1,
        resource.RLIMIT_FSIZE: 2**23,
        resource.RLIMIT_NPROC: 1,
        resource.RLIMIT_CORE: 0,
    }
    for what, most in limits.items():
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def run_cells(sources: list[str], names: dict[str, Any]) -> str:
    """Run the cells, each as far as it goes, and return the last one's error."""
    error = ""
    for source in sources:
        error = ""
        try:
            exec(compile(source, "<your cell>", "exec"), names)
        except BaseException as problem:
            error = f"{type(problem).__name__}: {problem}"[:300]
    return error


def call(function: Any, arguments: Any, encode: Any) -> dict[str, Any]:
    """Call the learner's function once, and return its result or its error."""
    try:
        return {"value": encode(function(*arguments))}
    except BaseException as problem:
        return {"error": f"{type(problem).__name__}: {problem}"[:300]}


def main() -> None:
    """Do the job that is in the file named first, and write into the one named second."""
    from plain import decode, encode  # type: ignore[import-not-found]

    with open(sys.argv[1], encoding="utf-8") as file:
        job = json.load(file)
    with open(sys.argv[2], "w", encoding="utf-8") as results:
        nothing = os.open(os.devnull, os.O_RDWR)
        for number in (0, 1, 2):
            os.dup2(nothing, number)
        limit(job)
        names: dict[str, Any] = {"__name__": "__main__"}

        def tell(result: dict[str, Any]) -> None:
            results.write(json.dumps(result) + "\n")
            results.flush()

        run_cells(job["cells"][:-1], names)
        tell({"reached": "the last cell"})
        error = run_cells(job["cells"][-1:], names)
        try:
            answer = eval(job["answer"], names)
        except BaseException as problem:
            tell({"error": error or f"{type(problem).__name__}: {problem}"[:300]})
            return
        if job["calls"] is None:
            tell(call(lambda: answer, (), encode))
            return
        for arguments in job["calls"]:
            tell(call(answer, decode(arguments), encode))


if __name__ == "__main__":
    main()
