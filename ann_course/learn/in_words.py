"""Python's errors in a learner's words: what happened, and what to change."""

from __future__ import annotations

import difflib
import keyword
import re
from collections.abc import Iterable

import numpy as np

_SYNTAX = {
    r"invalid character '([−–—])'": "`{0}` is a dash from a text. Python's minus is the "
    "plain `-` of the keyboard.",
    r"invalid character '([“”„‘’])'": "`{0}` is a quotation mark from a text. Python's are "
    "the straight ones of the keyboard.",
    r"invalid .*character '?(\S+?)'? ": "Python does not know the sign `{0}`.",
    r"'(.)' was never closed": "The bracket `{0}` is opened and never closed.",
    r"unmatched '(.)'": "There is one `{0}` too many.",
    r"parenthesis '(.)' does not match opening parenthesis '(.)'": "The bracket `{1}` is "
    "closed by `{0}`. Close it with its own kind.",
    r"expected ':'": "A colon is missing at the end of this line.",
    r"unterminated .*string": "A text ends with the quotation mark that began it, and here "
    "that one is missing.",
    r"expected an indented block": "What belongs to the line above must be indented, by "
    "four spaces at the start of the line.",
    r"unexpected indent|unindent does not": "This line begins too far to the right or to "
    "the left. Lines that belong together begin at the same place.",
    r"instead of '='": "`=` gives a value to the name on its left. To compare two values, "
    "write `==`.",
    r"'return' outside function": "`return` stands outside the function. Indent it by four "
    "spaces.",
    r"Missing parentheses in call to '(\w+)'": "Put what follows `{0}` in parentheses.",
}
"""What Python says to what it cannot read -> what to say to a learner."""

_SIGNS = {"≥": ">=", "≤": "<=", "≠": "!=", "×": "*", "·": "*", "÷": "/"}
"""Signs of a formula -> how Python writes them."""

_UNIT = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?) ?(ms|s|mV|V|Hz|kHz|mm|cm|m|%|[npm]A)(?!\w)")
_TWO_NAMES = re.compile(r"(?<![\w\"'])([^\W\d]\w*) +(?=([^\W\d]\w*)(?![\w\"']))")


def syntax_error(error: SyntaxError, texts: Iterable[str] = ()) -> str:
    """Say what Python cannot read.

    Parameters
    ----------
    error : SyntaxError
    texts : iterable of str
        Texts that an answer may hold, so that words may be one without its quotes.

    Examples
    --------
    >>> try:
    ...     compile("interval = 2 ms + 3", "cell", "exec")
    ... except SyntaxError as error:
    ...     print(syntax_error(error))
    Python knows no units: write `2` in place of `2 ms`.
    """
    message, line = error.msg or "", _without_comment(error.text or "")
    sign = re.search(r"invalid character '(.)'", message)
    if sign and sign[1] in _SIGNS:
        return f"Python does not know the sign `{sign[1]}`. Write `{_SIGNS[sign[1]]}`."
    for pattern, words in _SYNTAX.items():
        if found := re.search(pattern, message):
            return words.format(*found.groups())
    if words := _misread(line, texts):
        return words
    if "forgot a comma" in message:
        return "A comma or an operator, such as `*`, is missing between two values."
    return "Python cannot read this line. Is a sign missing or one too many?"


def _misread(line: str, texts: Iterable[str]) -> str:
    """Say what is wrong with a line of which Python says no more than that."""
    if unit := _UNIT.search(line):
        return f"Python knows no units: write `{unit[1]}` in place of `{unit[0]}`."
    for text in texts:
        if " " in text and re.search(rf"(?<![\w\"']){re.escape(text)}(?![\w\"'])", line):
            return f'`{text}` is written without quotes. Write `"{text}"`.'
    if order := re.search("=([<>])", line):
        return f"The `=` comes last: write `{order[1]}=` in place of `{order[0]}`."
    for pair in _TWO_NAMES.findall(line):
        if not any(map(keyword.iskeyword, pair)):
            close = difflib.get_close_matches(
                pair[0].lower(), keyword.kwlist, n=1, cutoff=0.75
            )
            if close:
                return f"There is no `{pair[0]}`. Do you mean `{close[0]}`?"
            return (
                "A bracket, a comma or an operator, such as `*`, is missing between "
                f"`{pair[0]}` and `{pair[1]}`."
            )
    return ""


def _without_comment(line: str) -> str:
    return line.split("#")[0]


def name_error(
    message: str,
    name: str | None = None,
    *,
    texts: Iterable[str] = (),
    known: Iterable[str] = (),
) -> str:
    """Say why Python does not know a name.

    Parameters
    ----------
    message : str
        What Python says.
    name : str, optional
        The name; without one it is read from the message.
    texts : iterable of str
        Texts that an answer may hold, so that the name may be one without its quotes.
    known : iterable of str
        The names that there are.

    Examples
    --------
    >>> name_error("name 'axon' is not defined", texts=["axon", "dendrites"])
    '`axon` is written without quotes: Python takes it for a name. Write `"axon"`.'
    >>> name_error("name 'weightz' is not defined", known=["weights", "bias"])
    'There is no `weightz`. Do you mean `weights`?'
    >>> name_error("name 'tanh' is not defined", known=["np", "Tanh"])
    '`tanh` belongs to NumPy: write `np.tanh`.'
    """
    found = re.search(r"'(\w+)'", message)
    name = name or (found[1] if found else message)
    if "local variable" in message:
        return f"`{name}` is used in this function before it has a value."
    if name.lower() in {text.lower() for text in texts}:
        return (
            f"`{name}` is written without quotes: Python takes it for a name. Write "
            f'`"{name}"`.'
        )
    names = [each for each in known if not each.startswith("_")]
    if "np" in names and hasattr(np, name):
        return f"`{name}` belongs to NumPy: write `np.{name}`."
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.75)
    if close:
        return f"There is no `{name}`. Do you mean `{close[0]}`?"
    return (
        f"There is no `{name}` yet. If a cell above gives it, run that cell first; "
        "otherwise check how it is spelled."
    )


_RUNNING = {
    r"'ellipsis'": "There is still a gap, `...`, in this line.",
    r"too many values to unpack \(expected (\d+)\)": "There are more values on the right "
    "of `=` than the {0} names on its left. Within a number stands a point, not a comma.",
    r"not enough values to unpack \(expected (\d+), got (\d+)\)": "There are {0} names on "
    "the left of `=`, but only {1} on its right.",
    r"cannot unpack non-iterable (\w+)": "There are several names on the left of `=`, but "
    "only {0} on its right.",
    r"type '(\w+)' has no len|'(\w+)' object is not (?:iterable|subscriptable)": "Several "
    "values are needed here, and this is only {0}. A list stands in square brackets: "
    "`[1.0, 2.0]`.",
    r"'(\w+)' object is not callable": "Parentheses after {0} call it like a function. To "
    "multiply, write `*`.",
    r"operand type\(s\) for \^: 'float'|'bitwise_xor' not supported": "`^` is not a power "
    "in Python. Write `**`.",
    r"can only concatenate (\w+) \(not \"(\w+)\"\) to": "`+` does not work between {0} and "
    "{1}.",
    r"operand type\(s\) for ([^:]+): '(\w+)' and '(\w+)'": "`{0}` does not work between "
    "{1} and {2}.",
    r"bad operand type for unary (.): '(\w+)'": "`{0}` does not work in front of {1}.",
    r"can't multiply sequence by non-int of type '(\w+)'": "A list cannot be multiplied by "
    "{0}, nor can a text. Multiply the numbers of a list one by one.",
    r"'(\S+)' not supported between instances of '(\w+)' and '(\w+)'": "`{0}` cannot "
    "compare {1} with {2}.",
    r"division by zero": "This divides by 0.",
    r"(?:list|tuple|string) index out of range": "This asks for a place after the last. "
    "Places are counted from 0: the last of three is 2.",
    r"(list|tuple|string) indices must be .*, not '?tuple": "`[i, j]` works for an array, "
    "and this is {0}. `np.array(...)` makes one of it.",
    r"indices must be integers|are valid indices": "A place in square brackets must be a "
    "whole number, such as `[0]`.",
    r"maximum recursion depth": "The function calls itself, again and again, without end.",
    r"list\.append\(\) takes": "`append` takes exactly one value.",
    r"missing (?:\d+) required positional arguments?: (.+)": "The function is not given "
    "all that it needs: {0} is missing.",
    r"Exercise\.check\(\) takes": "`check` takes one value. Put several into parentheses "
    "of their own, `check((weights, bias))`.",
    r"takes from (\d+) to (\d+) positional arguments but (\d+)": "The function is given "
    "{2} values, but it takes {0} to {1}.",
    r"takes (\d+) positional arguments? but (\d+) (?:was|were) given": "The function is "
    "given {1} values, but it takes {0}.",
    r"module '([\w.]+)' has no attribute '(\w+)'": "There is no `{1}` in `{0}`. Is it "
    "spelled right?",
    r"'(\w+)' object has no attribute '(\w+)'": "There is no `.{1}` in {0}.",
    r"(could not convert string to float): (.+)": "{1} is a text, and a number is needed.",
}
"""What Python says while code runs -> what to say to a learner."""

_NUMPY = {
    r"index (-?\d+) is out of bounds for axis (\d+) with size (\d+)": "There is no place "
    "{0} along axis {1}: the size there is {2}, and places are counted from 0.",
    r"array is (\d+)-dimensional, but (\d+) were indexed": "{1} places stand in the "
    "square brackets, but the number of the array's axes is {0}.",
    r"axis (-?\d+) is out of bounds for array of dimension (\d+)": "There is no axis {0}: "
    "the array has {1}, counted from 0.",
    r"\(size (\d+) is different from (\d+)\)": "The inner sizes do not agree: `@` finds "
    "{1} on its left and {0} on its right.",
    r"matmul: Input operand \d does not have enough dimensions": "`@` multiplies arrays, "
    "and on one of its sides is a single number.",
    r"shapes (\([\d,]*\)) and (\([\d,]*\)) not aligned": "The inner sizes do not agree: "
    "the shapes are {0} and {1}.",
    r"broadcast together with shapes (\([\d,]*\)) (\([\d,]*\))": "Arrays of the shapes "
    "{0} and {1} do not fit together number by number.",
    r"operand with shape (\([\d,]*\)) doesn't match the broadcast shape (\([\d,]*\))": "A "
    "result of the shape {1} does not fit into an array of the shape {0}.",
    r"setting an array element with a sequence": "Several numbers are put where there is "
    "room for only one.",
    r"truth value of an array": "One True or False is needed here, and a whole array holds "
    "many. `.all()` or `.any()` makes one out of them.",
    r"only integer scalar arrays|interpreted as an integer|or a single integer": "A single "
    "whole number is needed here.",
    r"only (?:0-dimensional|length-1|size-1) arrays": "A single number is needed here, and "
    "this is an array of several.",
    r"'numpy\.ndarray' object is not callable": "Parentheses after an array call it like a "
    "function. A place in it stands in square brackets.",
    r"'numpy\.ndarray' object has no attribute '(\w+)'": "There is no `.{0}` in an array.",
    r"did not contain a loop .*dtype\('<U": "A text stands where a number is needed.",
    r"ufunc '\w+' not supported": "NumPy cannot do this with numbers of this kind.",
}
"""What NumPy says -> what to say to a learner."""

_KINDS = {
    "NoneType": "nothing (`None`)",
    "int": "a number",
    "float": "a number",
    "str": "a text",
    "list": "a list",
    "string": "a text",
    "tuple": "a tuple (values with commas between them)",
    "dict": "a dict",
    "bool": "True or False",
    "ndarray": "an array",
    "function": "a function",
    "builtin_function_or_method": "a function",
    "type": "a class",
    "generator": "a generator",
    "set": "a set",
    "complex": "a complex number",
    "complex128": "a complex number",
}


def kind(value: object) -> str:
    """Return what a learner calls a value of this kind.

    Examples
    --------
    >>> kind(None), kind(3.5), kind(len)
    ('nothing (`None`)', 'a number', 'a function')
    """
    name = type(value).__name__
    return _KINDS.get(name, f"an object of the kind {name}")


def running_error(message: str) -> str:
    """Say what went wrong while code ran; empty where Python's own words must do.

    Examples
    --------
    >>> running_error("unsupported operand type(s) for *: 'int' and 'list'")
    '`*` does not work between a number and a list.'
    """
    for pattern, words in (_RUNNING | _NUMPY).items():
        if found := re.search(pattern, message):
            groups = [group for group in found.groups() if group is not None]
            return words.format(*(_KINDS.get(group, group) for group in groups))
    return ""
