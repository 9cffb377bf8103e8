"""A clock for the parts of a training step, while `Network.fit` itself calls them."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any


class Clock:
    """Adds up what each part takes by itself, without the parts that it calls."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._running: list[str] = []
        self._since = 0.0

    def around(self, function: Callable[..., Any], part: str) -> Callable[..., Any]:
        """Return the function, timed; the windows of pooling are counted with it."""

        def timed(*arguments: Any, **named: Any) -> Any:
            within = "pooling" in self._running
            self._turn()
            self._running.append("pooling" if within else part)
            try:
                return function(*arguments, **named)
            finally:
                self._turn()
                self._running.pop()

        return timed

    def _turn(self) -> None:
        now = time.perf_counter()
        if self._running:
            self.seconds[self._running[-1]] += now - self._since
        self._since = now
