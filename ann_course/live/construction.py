"""How a panel was built, and the Python that builds it again."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Mapping
from typing import Any

from ann_lib.activations import Activation

LONGEST = 200
"""Characters of a plain value that is still written out."""


def given(cls: type, values: tuple[Any, ...], named: Mapping[str, Any]) -> dict[str, Any]:
    """Return argument name -> value of a call, without what was left to its default.

    Empty where the call does not fit the constructor, which then says so itself.
    """
    try:
        return dict(inspect.signature(cls).bind(*values, **named).arguments)
    except TypeError:
        return {}


def building(cls: type, arguments: Mapping[str, Any]) -> tuple[list[str], str]:
    """Return the import lines and the call that build an object again.

    Plain values and activations are written out, a function by its own name, and what
    else was given (a network, arrays) by the argument's name, as a variable.
    """
    imports = [import_line(cls)]
    words: list[str] = []
    by_name = False
    for name, argument in inspect.signature(cls).parameters.items():
        if name not in arguments:
            by_name = True
            continue
        value = arguments[name]
        if argument.kind is argument.VAR_POSITIONAL:
            words.append(f"*{name}")
        elif argument.kind is argument.VAR_KEYWORD:
            words += [f"{key}={_written(key, each)}" for key, each in value.items()]
        elif value is argument.default or repr(value) == repr(argument.default):
            by_name = True
        else:
            text = _written(name, value)
            named = by_name or argument.kind is argument.KEYWORD_ONLY
            words.append(f"{name}={text}" if named else text)
        if isinstance(value, Activation):
            imports.append(import_line(type(value)))
    return sorted(set(imports)), f"{cls.__name__}({', '.join(words)})"


def import_line(cls: type) -> str:
    """Return the line that imports a class, from the outermost package that offers it."""
    parts = cls.__module__.split(".")
    homes = (".".join(parts[: k + 1]) for k in range(len(parts)))
    home = next(
        home for home in homes if getattr(sys.modules[home], cls.__name__, None) is cls
    )
    return f"from {home} import {cls.__name__}"


def _written(name: str, value: Any) -> str:
    if isinstance(value, Activation) or (_is_plain(value) and len(repr(value)) <= LONGEST):
        return repr(value)
    own_name = str(getattr(value, "__name__", ""))
    return own_name if own_name.isidentifier() else name


def _is_plain(value: Any) -> bool:
    if isinstance(value, Mapping):
        return type(value) is dict and _is_plain([*value, *value.values()])
    if isinstance(value, list | tuple):
        return type(value) in (list, tuple) and all(map(_is_plain, value))
    return value is None or type(value) in (bool, int, float, str)
