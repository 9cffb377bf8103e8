"""Wrong answers generated from right ones, as a learner's slip would change them.

A mutant of a function differs in one place of the source: an operator, a number, a name,
a comparison, an axis, a branch, a statement, or the sign or type of the result. A mutant
of a value differs in one number, one text, its order or its length.
"""

from __future__ import annotations

import ast
import copy
import inspect
import math
import textwrap
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

OPERATORS = {
    ast.Add: [ast.Sub, ast.Mult],
    ast.Sub: [ast.Add, ast.Mult],
    ast.Mult: [ast.Add, ast.Div],
    ast.Div: [ast.Mult, ast.Sub],
    ast.Pow: [ast.Mult, ast.Add],
    ast.MatMult: [ast.Mult, ast.Add],
    ast.FloorDiv: [ast.Div, ast.Mult],
    ast.Mod: [ast.Div],
}
COMPARISONS = [ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq]
CALLS = {
    "max": "min",
    "min": "max",
    "maximum": "minimum",
    "minimum": "maximum",
    "sum": "prod",
    "exp": "sinh",
    "log": "sqrt",
    "tanh": "sinh",
    "mean": "sum",
    "zeros": "ones",
    "zeros_like": "ones_like",
    "argmax": "argmin",
}
# Changes to a result: its sign, off by one, another type, shape or axis.
RESULTS = [
    "-({})",
    "({}) + 1",
    "({}) - 1",
    "2 * ({})",
    "[{}]",
    "str({})",
    "np.float32({})",
    "np.asarray({}).astype(np.float32)",
    "np.asarray({}).astype(int)",
    "np.asarray({}).T",
    "np.asarray({})[None]",
    "np.asarray({})[..., ::-1]",
    "np.abs({})",
]

Edit = Callable[[ast.AST], None]


def _operator_edits(node: ast.AST) -> Iterator[Edit]:
    if isinstance(node, ast.BinOp | ast.AugAssign):
        for new in OPERATORS.get(type(node.op), []):
            yield lambda n, new=new: setattr(n, "op", new())
    if isinstance(node, ast.BinOp):

        def swap(n: Any) -> None:
            n.left, n.right = n.right, n.left

        yield swap
        yield lambda n: vars(n).update(left=n.right)
        yield lambda n: vars(n).update(right=n.left)
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        for new in COMPARISONS:
            if not isinstance(node.ops[0], new):
                yield lambda n, new=new: setattr(n, "ops", [new()])


def _number_edits(node: ast.AST) -> Iterator[Edit]:
    if not isinstance(node, ast.Constant):
        return
    if isinstance(node.value, bool):
        yield lambda n: setattr(n, "value", not n.value)
    elif isinstance(node.value, int | float):
        for new in (node.value + 1, node.value - 1, -node.value, 2 * node.value + 1):
            if new != node.value:
                yield lambda n, new=new: setattr(n, "value", new)


def _branch_edits(node: ast.AST) -> Iterator[Edit]:
    if isinstance(node, ast.IfExp):

        def swap(n: Any) -> None:
            n.body, n.orelse = n.orelse, n.body

        yield swap
    if isinstance(node, ast.If | ast.IfExp | ast.While):
        for new in (True, False):
            yield lambda n, new=new: setattr(n, "test", ast.Constant(new))
    if isinstance(node, ast.UnaryOp):
        yield lambda n: setattr(n, "op", ast.UAdd())


def _name_edits(node: ast.AST, names: list[str]) -> Iterator[Edit]:
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in names:
        for new in names:
            if new != node.id:
                yield lambda n, new=new: setattr(n, "id", new)
    if isinstance(node, ast.Attribute) and node.attr in CALLS:
        yield lambda n: setattr(n, "attr", CALLS[n.attr])
    if isinstance(node, ast.Name) and node.id in CALLS:
        yield lambda n: setattr(n, "id", CALLS[n.id])
    if isinstance(node, ast.Attribute) and node.attr == "T":
        yield lambda n: setattr(n, "attr", "real")


def _result_edits(node: ast.AST) -> Iterator[Edit]:
    if isinstance(node, ast.Return) and node.value is not None:
        for pattern in RESULTS:
            text = pattern.format(ast.unparse(node.value))
            yield lambda n, text=text: setattr(n, "value", ast.parse(text).body[0].value)


def _statement_edits(node: ast.AST) -> Iterator[Edit]:
    body = getattr(node, "body", None)
    if not isinstance(body, list):
        return
    for i, statement in enumerate(body):
        is_text = isinstance(statement, ast.Expr) and isinstance(
            statement.value, ast.Constant
        )
        if not is_text and not isinstance(statement, ast.Return | ast.FunctionDef):
            yield lambda n, i=i: n.body.__setitem__(i, ast.Pass())


def _edits(node: ast.AST, names: list[str]) -> Iterator[Edit]:
    yield from _operator_edits(node)
    yield from _number_edits(node)
    yield from _branch_edits(node)
    yield from _name_edits(node, names)
    yield from _result_edits(node)
    yield from _statement_edits(node)


def _strip(tree: ast.Module) -> ast.FunctionDef:
    """Drop what does not compute: decorators and annotations."""
    definition = tree.body[0]
    assert isinstance(definition, ast.FunctionDef), "write the reference as a `def`"
    definition.decorator_list, definition.returns = [], None
    for argument in ast.walk(definition.args):
        if isinstance(argument, ast.arg):
            argument.annotation = None
    return definition


def function_mutants(function: Callable[..., Any]) -> dict[str, Callable[..., Any]]:
    """Return mutants of a function by their source, each different from all others."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    definition = _strip(tree)
    original = ast.unparse(tree)
    names = [argument.arg for argument in definition.args.args]
    for node in ast.walk(definition):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.append(node.id)
    names = list(dict.fromkeys(names))
    scope = {"np": np, "math": math} | function.__globals__
    scope |= inspect.getclosurevars(function).nonlocals
    found: dict[str, Callable[..., Any]] = {}
    for i, node in enumerate(ast.walk(definition)):
        for edit in _edits(node, names):
            changed = copy.deepcopy(tree)
            edit(list(ast.walk(changed.body[0]))[i])
            source = ast.unparse(ast.fix_missing_locations(changed))
            if source != original and source not in found:
                place = dict(scope)
                exec(compile(source, "<mutant>", "exec"), place)
                found[source] = place[definition.name]
    return found


def _in_a_dict(value: dict[Any, Any]) -> Iterator[Any]:
    keys = list(value)
    for i, key in enumerate(keys):
        for part in value_mutants(value[key]):
            yield value | {key: part}
        for other in keys[i + 1 :]:
            yield value | {key: value[other], other: value[key]}
        yield {k: v for k, v in value.items() if k != key}


def _in_a_sequence(value: list[Any] | tuple[Any, ...]) -> Iterator[Any]:
    make = type(value)
    for i, part in enumerate(value):
        for new in value_mutants(part):
            yield make([*value[:i], new, *value[i + 1 :]])
        for j in range(i + 1, len(value)):
            swapped = list(value)
            swapped[i], swapped[j] = value[j], value[i]
            yield make(swapped)
    yield make(value[::-1])
    yield make(value[:-1])
    yield make([*value, value[0]])


def value_mutants(value: Any) -> Iterator[Any]:
    """Yield wrong variants of a value: a number changed, two swapped, one missing."""
    if isinstance(value, dict):
        yield from _in_a_dict(value)
    elif isinstance(value, np.ndarray):
        for part in value_mutants(value.tolist()):
            yield np.array(part, dtype=value.dtype if _is_full(part) else object)
    elif isinstance(value, list | tuple):
        yield from _in_a_sequence(value)
    elif isinstance(value, int | float | np.number) and not isinstance(value, bool):
        yield from (-value, value + 1, value - 1, 0 * value, 2 * value, 10 * value)


def _is_full(rows: list[Any]) -> bool:
    """Return whether nested lists have equal lengths, so that they make an array."""
    lengths = {len(row) if isinstance(row, list) else -1 for row in rows}
    return len(lengths) == 1


def with_gaps(value: Any) -> Iterator[Any]:
    """Yield a value with `...` or None in one of its places."""
    if isinstance(value, dict):
        for key in value:
            yield value | {key: ...}
    elif isinstance(value, list | tuple):
        for i, part in enumerate(value):
            for gap in (..., None, *with_gaps(part)):
                yield type(value)([*value[:i], gap, *value[i + 1 :]])
