"""A process of its own for each library and number of threads; one works at a time.

In one process, the threads that one library keeps waiting in a busy loop (OpenBLAS
comes twice, with NumPy and with SciPy) slow the next one down: on two cores, importing
scikit-learn halves the speed of NumPy's matrix products.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from multiprocessing.connection import Connection
from types import TracebackType

from _contenders import Task
from _image_contenders import ImageTask

THREADS = (1, 2)
VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
REST = 0.05  # seconds; what busy threads of the last one need to fall asleep
HOPELESS = 1.4  # times as slow as the fastest variant of the same library


def work(name: str, pipe: Connection) -> None:
    """Build what a task asks for, and train one epoch for each variant named."""
    variants = {}
    while True:
        message = pipe.recv()
        if message is None:
            return
        if isinstance(message, Task | ImageTask):
            try:
                variants = message.variants(name)
            except ImportError:
                variants = {}
            pipe.send(list(variants))
        else:
            start = time.perf_counter()
            variants[message]()
            pipe.send(time.perf_counter() - start)


class Workers:
    """All libraries, ready to train in turn."""

    def __init__(self, names: list[str]) -> None:
        self.pipes: dict[tuple[str, int], Connection] = {}
        self.processes = []
        context = multiprocessing.get_context("spawn")
        kept = dict(os.environ)
        for name in names:
            for threads in (None,) if name == "JAX" else THREADS:
                for variable in VARIABLES:
                    os.environ.pop(variable, None)
                    if threads:
                        os.environ[variable] = str(threads)
                here, there = context.Pipe()
                process = context.Process(target=work, args=(name, there), daemon=True)
                process.start()
                there.close()
                self.pipes[name, threads or os.cpu_count() or 1] = here
                self.processes.append(process)
        os.environ.clear()
        os.environ.update(kept)

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for pipe in self.pipes.values():
            pipe.send(None)
        for process in self.processes:
            process.join(5)

    def best_times(
        self, task: Task | ImageTask, repeats: int, seconds_at_most: float
    ) -> dict[tuple[str, str], float]:
        """Return seconds by library and variant: the best of the repetitions.

        All take turns, repetition by repetition, so that what slows the machine slows
        them all. A first epoch warms up: compilers compile, caches fill. A variant that
        is `HOPELESS` after two more is left out: its library's fastest counts. After
        those two, no repetition begins that would begin too late.
        """
        running, began = [], time.monotonic()
        for (name, threads), pipe in self.pipes.items():
            pipe.send(task)
            running += [(name, threads, variant) for variant in pipe.recv()]
        best: dict[tuple[str, int, str], float] = {}
        for repeat in range(repeats + 1):
            if repeat > 2 and time.monotonic() - began > seconds_at_most:
                break
            for key in running:
                seconds = self.epoch(*key)
                if repeat:
                    best[key] = min(best.get(key, seconds), seconds)
            if repeat == 2:
                fastest: dict[str, float] = {}
                for (name, *_), seconds in best.items():
                    fastest[name] = min(fastest.get(name, seconds), seconds)
                running = [k for k in running if best[k] < HOPELESS * fastest[k[0]]]
        return {
            (name, f"{variant}, {threads} thread{'s' * (threads > 1)}"): seconds
            for (name, threads, variant), seconds in best.items()
        }

    def epoch(self, name: str, threads: int, variant: str) -> float:
        """Let one worker train one epoch; return the seconds it took."""
        time.sleep(REST)
        pipe = self.pipes[name, threads]
        pipe.send(variant)
        return float(pipe.recv())
