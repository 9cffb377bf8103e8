"""Read the source of a learner's function: whether it was begun and is finished."""

from __future__ import annotations

import ast
import inspect
import itertools
import textwrap
from collections.abc import Callable, Iterator
from types import FunctionType
from typing import Any


def source_of(function: Callable[..., Any]) -> str:
    """Return a function's source, or "" if there is none."""
    try:
        return textwrap.dedent(inspect.getsource(function))
    except (OSError, TypeError, IndentationError):
        return ""


def _definition(function: Callable[..., Any]) -> ast.FunctionDef | None:
    try:
        tree = ast.parse(source_of(function))
    except (SyntaxError, ValueError):
        return None
    first = tree.body[0] if tree.body else None
    return first if isinstance(first, ast.FunctionDef) else None


def _gaps(node: ast.AST) -> Iterator[ast.AST]:
    """Yield each `...` except those that index an array, as in `x[..., 0]`."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Constant) and child.value is Ellipsis:
            yield child
        if not (isinstance(node, ast.Subscript) and child is node.slice):
            yield from _gaps(child)


def has_gap(function: Callable[..., Any]) -> bool:
    """Whether a `...` that stands for "your turn" is left in the function.

    A line of dots alone is no gap once the function returns something without it.
    """
    definition = _definition(function)
    if definition is None:
        return False
    found = list(_gaps(definition))
    if can_return(function):
        lines = [n.value for n in ast.walk(definition) if isinstance(n, ast.Expr)]
        found = [gap for gap in found if gap not in lines]
    return bool(found)


def callees(function: Callable[..., Any]) -> Iterator[tuple[str, FunctionType]]:
    """Yield name and function of all that this one uses, and that these use in turn."""
    seen, left = {function}, [function]
    while left:
        caller = left.pop()
        code, names = getattr(caller, "__code__", None), getattr(caller, "__globals__", {})
        for name in getattr(code, "co_names", ()):
            used = names.get(name)
            if isinstance(used, FunctionType) and used not in seen:
                yield name, used
                seen.add(used)
                left.append(used)


def blank_callee(function: Callable[..., Any]) -> str:
    """Return the name of a function with a gap that this one uses, or ""."""
    return next((name for name, used in callees(function) if has_gap(used)), "")


def _own(definition: ast.FunctionDef) -> Iterator[ast.AST]:
    """Yield what the function's body consists of, but for the functions within it."""
    left: list[ast.AST] = list(definition.body)
    for node in left:
        yield node
        if not isinstance(node, ast.FunctionDef):
            left += ast.iter_child_nodes(node)


def _returns(function: Callable[..., Any]) -> list[ast.expr | None]:
    definition = _definition(function)
    nodes = [] if definition is None else list(_own(definition))
    return [node.value for node in nodes if isinstance(node, ast.Return)]


def returned_calls(function: Callable[..., Any]) -> list[str]:
    """Return what is called behind a `return` of the function.

    Examples
    --------
    >>> def step(new, w):
    ...     return new.append(w)
    >>> returned_calls(step)
    ['new.append']
    """
    calls = [value for value in _returns(function) if isinstance(value, ast.Call)]
    return [ast.unparse(call.func) for call in calls]


_GIVE_NOTHING = ("append", "extend", "insert", "remove", "reverse", "sort", "update")


def emptied_name(function: Callable[..., Any]) -> tuple[str, str]:
    """Return a name that is given what a call leaves behind, nothing, and that call.

    Examples
    --------
    >>> def step(new, w):
    ...     new = new.append(w)
    ...     return new
    >>> emptied_name(step)
    ('new', 'new.append')
    """
    definition = _definition(function)
    for node in [] if definition is None else _own(definition):
        if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.Call):
            continue
        called, target = ast.unparse(node.value.func), node.targets[0]
        owner, _, method = called.rpartition(".")
        nothing = method in _GIVE_NOTHING if owner else method == "print"
        if nothing and owner not in ("np", "numpy") and isinstance(target, ast.Name):
            return target.id, called
    return "", ""


def strays(function: Callable[..., Any]) -> tuple[str, str]:
    """Return an argument that a function never uses, and a value from outside that it does.

    Both are empty unless there are both.

    Examples
    --------
    >>> z = 0.5
    >>> def relu(x):
    ...     return max(0, z)
    >>> strays(relu)
    ('x', 'z')
    """
    definition = _definition(function)
    nodes = [] if definition is None else list(ast.walk(definition))
    used = {node.id for node in nodes if isinstance(node, ast.Name)}
    unused = [
        node.arg for node in nodes if isinstance(node, ast.arg) and node.arg not in used
    ]
    values = getattr(function, "__globals__", {})
    own = getattr(getattr(function, "__code__", None), "co_varnames", ())
    outside = [
        name
        for name in sorted(used & values.keys() - {*own})
        if not callable(values[name]) and not inspect.ismodule(values[name])
    ]
    return (unused[0], outside[0]) if unused and outside else ("", "")


def _holds(function: Callable[..., Any], *kinds: type[ast.AST]) -> bool:
    definition = _definition(function)
    nodes = [] if definition is None else list(ast.walk(definition))
    return any(isinstance(node, kinds) for node in nodes)


def has_loop(function: Callable[..., Any]) -> bool:
    """Whether the function has a `for` or a `while`."""
    return _holds(function, ast.For, ast.While)


def has_import(function: Callable[..., Any]) -> bool:
    """Whether the function imports something."""
    return _holds(function, ast.Import, ast.ImportFrom)


def asks_for_input(function: Callable[..., Any]) -> bool:
    """Whether the function calls `input`."""
    definition = _definition(function)
    calls = [] if definition is None else list(ast.walk(definition))
    return any(isinstance(n, ast.Call) and ast.unparse(n.func) == "input" for n in calls)


def returned_names(function: Callable[..., Any]) -> list[str]:
    """Return what the parts of the tuple that a function returns are called, if all are.

    Examples
    --------
    >>> def step(w, b):
    ...     weights, bias = [each + 1 for each in w], b + 1
    ...     return weights, bias
    >>> returned_names(step)
    ['weights', 'bias']
    """
    tuples = [value for value in _returns(function) if isinstance(value, ast.Tuple)]
    parts = tuples[-1].elts if tuples else []
    names = [part.id for part in parts if isinstance(part, ast.Name)]
    return names if len(names) == len(parts) else []


def forgot_return(function: Callable[..., Any]) -> bool:
    """Whether the function does something but has no `return` with a value."""
    definition = _definition(function)
    if definition is None:
        return False
    nodes = list(_own(definition))
    if any(isinstance(n, ast.Return) and n.value is not None for n in nodes):
        return False
    if any(isinstance(n, ast.Yield | ast.YieldFrom) for n in nodes):
        return False
    return any(
        not isinstance(s, ast.Pass | ast.Return | ast.Raise)
        and not (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant))
        for s in definition.body
    )


def can_return(function: Callable[..., Any]) -> bool:
    """Whether a `return` of the function gives a value other than `None` or `...`."""
    blank = ("None", "...")
    return any(v is not None and ast.unparse(v) not in blank for v in _returns(function))


def signature_text(function: Callable[..., Any]) -> str:
    """Return a function's parameters without annotations and defaults: "(x, weights)"."""
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return "(...)"
    bare = [p.replace(annotation=p.empty, default=p.empty) for p in parameters]
    return str(inspect.Signature(bare))


def accepts_arguments(function: Callable[..., Any], arguments: tuple[Any, ...]) -> bool:
    """Whether the function can be called with these arguments, as far as is known."""
    try:
        inspect.signature(function).bind(*arguments)
    except TypeError:
        return False
    except ValueError:  # compiled functions have no signature to look at
        return True
    return True


def without_annotations(source: str) -> str:
    """Return the source of functions without the types of parameters and results.

    Examples
    --------
    >>> without_annotations("def half(x: float) -> float: return x / 2  # of it")
    'def half(x): return x / 2  # of it'
    """
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except SyntaxError:
        return source
    found = [(node, ":") for node in nodes if isinstance(node, ast.arg)]
    types = [(node.annotation, sign) for node, sign in found]
    types += [(node.returns, "->") for node in nodes if isinstance(node, ast.FunctionDef)]
    raw = source.encode()
    starts = [0, *itertools.accumulate(map(len, raw.splitlines(keepends=True)))]
    for node, sign in sorted(
        ((node, sign) for node, sign in types if node is not None),
        key=lambda pair: (pair[0].lineno, pair[0].col_offset),
        reverse=True,
    ):
        begin = starts[node.lineno - 1] + node.col_offset
        end = starts[(node.end_lineno or 1) - 1] + (node.end_col_offset or 0)
        raw = raw[: raw.rindex(sign.encode(), 0, begin)].rstrip() + raw[end:]
    return raw.decode()
