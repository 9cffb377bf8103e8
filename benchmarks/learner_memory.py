"""What one learner needs of a machine: memory and processor time of server and kernel.

A real JupyterLab server with one kernel, in which all cells of a lesson are run, one after
the other. Memory is that of both processes as Linux counts it: the proportional set size
(PSS), in which what is shared with other processes counts in part, and the resident set
size (RSS), in which it counts in full; with many learners on a machine, the first is the
better guide. Processor time is that of both processes since they began, with one BLAS
thread. A learner's server on a hub is the same with a few modules more.

    python benchmarks/learner_memory.py [--lessons 02 07] [--write]

classroom/needs.py reckons with the numbers.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
import urllib.request
from pathlib import Path
from typing import Any

import _report
import _tests_in_reach  # noqa: F401
from jupyter_client.blocking import BlockingKernelClient
from lab import Server

from ann_course.copying import find_lesson

HEAD = (
    "after", "server PSS MB", "kernel PSS MB", "together PSS MB", "together RSS MB",
    "processor s",
)  # fmt: skip


def memory(pid: int) -> tuple[float, float]:
    """Return a process's proportional and resident set size in MB (millions of bytes)."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    sizes = dict(re.findall(r"^(Pss|Rss): +(\d+) kB", text, re.MULTILINE))
    return int(sizes["Pss"]) * 1024 / 1e6, int(sizes["Rss"]) * 1024 / 1e6


def seconds(pid: int) -> float:
    """Return the processor time that a process has taken."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def post(server: Server, path: str) -> dict[str, str]:
    """Ask the server for something new, such as a kernel."""
    request = urllib.request.Request(
        server.url + path,
        data=b"{}",
        headers={"Authorization": f"token {server.token}"},
        method="POST",
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def print_error(message: dict[str, Any]) -> None:
    """Say what went wrong in a cell: a lesson that stops measures nothing."""
    if message["msg_type"] == "error":
        print(message["content"]["ename"], message["content"]["evalue"])


def children(pid: int) -> list[int]:
    """Return the processes that a process has started."""
    return [
        int(child)
        for task in Path(f"/proc/{pid}/task").iterdir()
        for child in (task / "children").read_text().split()
    ]


def measure(number: str | None) -> list[str]:
    """Return one row: a server, and a kernel after a lesson or none."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder))
        try:
            pid = server.process.pid
            if number is None:
                proportional, resident = memory(pid)
                mb = f"{proportional:.0f}"
                taken = f"{seconds(pid):.1f}"
                return ["the server's start", mb, "", mb, f"{resident:.0f}", taken]
            kernel = post(server, "/api/kernels")["id"]
            connection = Path(folder) / "runtime" / f"kernel-{kernel}.json"
            client = BlockingKernelClient(connection_file=str(connection))
            client.load_connection_file()
            client.start_channels(hb=False)  # a busy machine is no dead kernel
            client.wait_for_ready(timeout=120)
            (kernel_pid,) = children(pid)
            lesson = json.loads(find_lesson(number).read_text(encoding="utf-8"))
            for cell in lesson["cells"]:
                if cell["cell_type"] == "code":
                    source = "".join(cell["source"])
                    client.execute_interactive(source, timeout=600, output_hook=print_error)
            taken = seconds(pid) + seconds(kernel_pid)
            sizes = [memory(pid), memory(kernel_pid)]
            client.stop_channels()
        finally:
            server.close()
    (server_pss, server_rss), (kernel_pss, kernel_rss) = sizes
    numbers = (server_pss, kernel_pss, server_pss + kernel_pss, server_rss + kernel_rss)
    return [f"lesson {number}", *(f"{n:.0f}" for n in numbers), f"{taken:.1f}"]


def main() -> None:
    """Measure, and print a table or write it into the page."""
    parser = _report.parser(__doc__)
    parser.add_argument("--lessons", nargs="*", default=["02", "07"])
    options = parser.parse_args()
    rows = [measure(number) for number in (None, *options.lessons)]
    words = f"{_report.machine('numpy', 'jupyterlab')} One BLAS thread.\n\n"
    text = words + _report.table(HEAD, rows)
    _report.publish("learner_memory", text, write=options.write)


if __name__ == "__main__":
    main()
