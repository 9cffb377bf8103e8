"""Objects that know the arguments they were built with, for printing and saving."""

from __future__ import annotations

import inspect
from typing import Any


class Configured:
    """Base class of layers, losses, optimizers and schedules: prints as its own call.

    The one rule: a constructor argument is kept as an attribute of the same name
    (``rng`` apart, which is used up).
    """

    def config(self) -> dict[str, Any]:
        """Return the constructor's arguments by name, without ``rng``."""
        arguments = inspect.signature(type(self)).parameters
        return {name: getattr(self, name) for name in arguments if name != "rng"}

    def __repr__(self) -> str:
        arguments = inspect.signature(type(self)).parameters
        words = []
        by_name = False
        for name, value in self.config().items():
            argument = arguments[name]
            by_name |= argument.kind is argument.KEYWORD_ONLY
            if argument.default is not argument.empty and value == argument.default:
                by_name = True  # what follows one left out needs its name
            else:
                words.append(f"{name}={value!r}" if by_name else repr(value))
        return f"{type(self).__name__}({', '.join(words)})"
