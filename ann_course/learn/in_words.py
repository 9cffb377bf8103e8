"""Python's errors in a learner's words: what happened, and what to change."""

from __future__ import annotations

import builtins
import difflib
import inspect
import keyword
import re
import unicodedata
from collections.abc import Iterable
from types import FrameType

import numpy as np

_SYNTAX = {
    r"invalid character '([−–—])'": "`{0}` is a dash from a text. Python's minus is the "
    "plain `-` of the keyboard.",
    r"invalid character '([“”„‘’])'": "`{0}` is a quotation mark from a text. Python's are "
    "the straight ones of the keyboard.",
    r"non-printable character": "A sign that cannot be seen stands in this line, perhaps "
    "since it was copied from a text. Delete its spaces and type them again.",
    r"invalid .*character '?(\S+?)'? ": "Python does not know the sign `{0}`.",
    r"'(.)' was never closed": "The bracket `{0}` is opened and never closed.",
    r"unmatched '(.)'": "There is one `{0}` too many.",
    r"parenthesis '(.)' does not match opening parenthesis '(.)'": "The bracket `{1}` is "
    "closed by `{0}`. Close it with its own kind.",
    r"':' expected after dictionary key": "In a dict a colon stands between each name and "
    "its value. Within a number stands a point, not a comma.",
    r"unterminated .*string": "A text ends with the quotation mark that began it, and here "
    "that one is missing.",
    r"expected an indented block": "What belongs to the line above must be indented, by "
    "four spaces at the start of the line.",
    r"use of tabs and spaces": "This line begins with a tab, and others with spaces. "
    "Delete what is left of its first word, and type spaces.",
    r"unexpected indent|unindent does not": "This line begins too far to the right or to "
    "the left. Lines that belong together begin at the same place.",
    r"instead of '='": "`=` gives a value to the name on its left. To compare two values, "
    "write `==`.",
    r"'return' outside function": "`return` stands outside the function. Indent it by four "
    "spaces.",
    r"Missing parentheses in call to '(\w+)'": "Put what follows `{0}` in parentheses.",
}
"""What Python says to what it cannot read -> what to say to a learner."""

_SIGNS = {
    "≥": ">=", "≤": "<=", "≠": "!=", "×": "*", "·": "*", "÷": "/", "²": "**2", "³": "**3",
}  # fmt: skip
"""Signs of a formula -> how Python writes them."""

_BEFORE_ALL = {
    r"^ *else +if\b": "Python writes `else if` as one word: `elif`.",
    r"^ *else\b[^:]*[<>=][^:]*:": "`else` takes no condition: it is for all that is left. "
    "With one, write `elif`.",
    r"""'[^'"]*\w'\w""": "An apostrophe ends a text that began with one. Begin and end "
    'such a text with `"`.',
    r"""[{,] *["'][^"']*["'] *=(?!=)""": "In a dict a colon stands between each name and "
    'its value: `{"A": 1}`.',
}
"""What a line may look like that Python misreads -> what to say to a learner."""

_UNIT = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?) ?(ms|s|mV|V|Hz|kHz|mm|cm|m|%|[npm]A)(?!\w)")
_LAST = {
    "expected 'else'": "An `if` within a line needs an `else`, too: `1 if z > 0 else 0`.",
    "forgot a comma": "A comma or an operator, such as `*`, is missing between two values.",
}
"""What Python says where the line itself says no more -> what to say to a learner."""

_CHANGE = re.compile(r"^ *return +\w+ *([-+*/]?=)(?!=)|[(=] *\w+ *([-+*/]=)")
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
    if sign and (plain := _plain(sign[1])):
        return f"Python does not know the sign `{sign[1]}`. Write `{plain}`."
    for pattern, words in _BEFORE_ALL.items():
        if re.search(pattern, line):
            return words
    if "expected ':'" in message:
        return _no_colon(line[(error.offset or 1) - 1 :].strip())
    for pattern, words in _SYNTAX.items():
        if found := re.search(pattern, message):
            return words.format(*found.groups())
    if words := _misread(line, texts):
        return words
    unknown = "Python cannot read this line. Is a sign missing or one too many?"
    return next((words for part, words in _LAST.items() if part in message), unknown)


def _no_colon(rest: str) -> str:
    """Say where a colon is missing, given what stands behind that place."""
    if rest == ";":
        return "This line must end with a colon in place of `;`."
    where = f"in front of `{rest}`" if rest else "at the end of this line"
    return f"A colon is missing {where}."


def _plain(sign: str) -> str:
    """Return how Python writes a sign; empty if no sign of the keyboard means the same."""
    if sign in _SIGNS:
        return _SIGNS[sign]
    wide = unicodedata.east_asian_width(sign) in "FW"
    plain = unicodedata.normalize("NFKC", sign)
    return plain if wide and plain.isascii() else ""


def _misread(line: str, texts: Iterable[str]) -> str:
    """Say what is wrong with a line of which Python says no more than that."""
    if unit := _UNIT.search(line):
        return f"Python knows no units: write `{unit[1]}` in place of `{unit[0]}`."
    for text in texts:
        if " " in text and re.search(rf"(?<![\w\"']){re.escape(text)}(?![\w\"'])", line):
            return f'`{text}` is written without quotes. Write `"{text}"`.'
    if change := _CHANGE.search(line):
        sign = change[1] or change[2]
        return f"`{sign}` gives a name a new value, and needs a line of its own."
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
    found = re.search("'(.+?)'", message)
    name = name or (found[1] if found else message)
    known = list(known)
    if "local variable" in message:
        return _no_value_yet(name, known)
    if name.lower() in {text.lower() for text in texts}:
        return (
            f"`{name}` is written without quotes: Python takes it for a name. Write "
            f'`"{name}"`.'
        )
    names = [each for each in known if not each.startswith("_")]
    if "np" in names and hasattr(np, name):
        return f"`{name}` belongs to NumPy: write `np.{name}`."
    if meant := _meant(name):
        return meant
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.75)
    if close:
        return f"There is no `{name}`. Do you mean `{close[0]}`?"
    return _product(name, set(names) - set(dir(builtins))) or (
        f"There is no `{name}` yet. If a cell above gives it, run that cell first; "
        "otherwise check how it is spelled."
    )


def _no_value_yet(name: str, known: list[str]) -> str:
    """Say that a function uses one of its own names too early."""
    if name not in known:
        return f"`{name}` is used in this function before it has a value."
    return (
        f"This function gives `{name}` a value, so in here it is no longer the `{name}` "
        "from outside, and before that line it has none. Use another name, or give it a "
        "value first."
    )


def _meant(name: str) -> str:
    """Say what a name stands for that is written as in a formula or as elsewhere."""
    if "·" in name:
        return f"To multiply, write `{name.replace('·', ' * ')}`: Python knows no `·`."
    if name == "ln":
        return "The natural logarithm is called `log`: write `np.log`."
    if name in _MODULES:
        return f"`{name}` is not there yet. Write `import {name}` at the top of this cell."
    return ""


def _product(name: str, known: set[str]) -> str:
    """Say that a name consists of two others, as a product does in a formula."""
    for i in range(1, len(name)):
        if {name[:i], name[i:]} <= known:
            return f"There is no `{name}`. To multiply, write `{name[:i]} * {name[i:]}`."
    return ""


_FIRST_CELL = {"np": "NumPy", "lesson": "this lesson"}
"""What a notebook's first cell gives a name -> what that name stands for."""


def taken_name(message: str, line: str, frame: FrameType | None) -> str:
    """Say that a line has given a name to something else than what it stands for.

    Parameters
    ----------
    message : str
        What Python says.
    line : str
        The line in which it says so.
    frame : frame or None
        The names that this line uses.
    """
    if frame is None or not re.search("is not callable|has no attribute", message):
        return ""
    names = frame.f_globals | dict(frame.f_locals)
    for name, sign in re.findall(r"(?<![\w.])(\w+)([(.])", _without_comment(line)):
        if name not in names:
            continue
        taken = f"but a line has given this name to {kind(names[name])}. Use another name"
        own = sign == "(" and callable(getattr(builtins, name, None))
        if own and not callable(names[name]):
            inside = frame.f_locals is not frame.f_globals and name in frame.f_locals
            back = "" if inside else f", and run `del {name}` once to undo it"
            return f"`{name}` is a function of Python's own, {taken} in that line{back}."
        if sign == "." and name in _FIRST_CELL and not inspect.ismodule(names[name]):
            return (
                f"`{name}` stands for {_FIRST_CELL[name]}, {taken} in that line, and run "
                "the notebook's first cell again."
            )
    return ""


_MODULES = ("math", "scipy", "statistics")
"""What learners know from elsewhere, and not every lesson imports."""

INPUT = (
    "`input` waits until someone types something. Take the value from an argument, or "
    "write it into the code."
)

_RUNNING = {
    r"'ellipsis'": "There is still a gap, `...`, in this line.",
    r"too many values to unpack \(expected (\d+)\)": "There are more values on the right "
    "of `=` than the {0} names on its left. Within a number stands a point, not a comma.",
    r"not enough values to unpack \(expected (\d+), got (\d+)\)": "There are {0} names on "
    "the left of `=`, but only {1} on its right.",
    r"cannot unpack non-iterable (\w+)": "There are several names on the left of `=`, but "
    "only {0} on its right.",
    r"'(?:function|builtin_function_or_method|method|type|numpy\.ufunc)' object is not "
    r"subscriptable": "A function is called with parentheses: `f(x)`, not `f[x]`.",
    r"type '([\w.]+)' has no len|'([\w.]+)' object is not (?:iterable|subscriptable)": ""
    "Several values are needed here, and this is only {0}. A list stands in square "
    "brackets: `[1.0, 2.0]`.",
    r"'(\w+)' object is not callable": "Parentheses after {0} call it like a function. To "
    "multiply, write `*`.",
    r"operand type\(s\) for \^: 'float'|'bitwise_xor' not supported": "`^` is not a power "
    "in Python. Write `**`.",
    r"can only concatenate (\w+) \(not \"(\w+)\"\) to": "`+` does not work between {0} and "
    "{1}.",
    r"operand type\(s\) for ([^:]+): '([\w.]+)' and '([\w.]+)'": "`{0}` does not work "
    "between {1} and {2}.",
    r"bad operand type for unary (.): '(\w+)'": "`{0}` does not work in front of {1}.",
    r"can't multiply sequence by non-int of type '(\w+)'": "A list cannot be multiplied by "
    "{0}, nor can a text. Multiply the numbers of a list one by one.",
    r"'(\S+)' not supported between instances of '(\w+)' and '(\w+)'": "`{0}` cannot "
    "compare {1} with {2}.",
    r"division by zero": "This divides by 0.",
    r"EOF when reading a line|does not support input requests": INPUT,
    r"math domain error|expected a (?:positive|nonnegative) input": ""
    "This cannot be computed of the number in the parentheses: 0 and negative numbers have "
    "no logarithm, and negative ones no square root.",
    r"(?:list|tuple|string) index out of range": "This asks for a place after the last. "
    "Places are counted from 0: the last of three is 2.",
    r"(list|tuple|string) indices must be .*, not '?tuple": "`[i, j]` works for an array, "
    "and this is {0}. `np.array(...)` makes one of it. Or is a comma missing between two "
    "lists? Write `[1, 2], [3, 4]`.",
    r"indices must be integers|are valid indices": "A place in square brackets must be a "
    "whole number, such as `[0]`.",
    r"maximum recursion depth": "The function calls itself, again and again, without end.",
    r"takes no keyword arguments": "Write the value alone into the parentheses, without a "
    "name and `=` in front of it.",
    r"unexpected keyword argument '(\w+)'|'(\w+)' is an invalid keyword": "What is "
    "called here has no argument with the name `{0}`. Is it spelled right? To compare two "
    "values, write `==`.",
    r"list\.append\(\) takes": "`append` takes exactly one value.",
    r"missing (?:\d+) required [\w-]+ arguments?: (.+)": "The function is not given all "
    "that it needs. It lacks {0}.",
    r"Exercise\.check\(\) takes": "`check` takes one value. Put several into parentheses "
    "of their own, `check((weights, bias))`.",
    r"\w\.\w+\(\) takes .*positional arguments? but": "Too many values stand here "
    "without a name. Give the later ones by name, as in `loss=...` or `epochs=...`.",
    r"takes from (\d+) to (\d+) positional arguments but (\d+)": "The function is given "
    "{2} values, but it takes {0} to {1}.",
    r"takes (\d+) positional arguments? but (\d+) (?:was|were) given": "The function is "
    "given {1} values, but it takes {0}.",
    r"module '([\w.]+)' has no attribute '(\w+)'": "There is no `{1}` in `{0}`. Is it "
    "spelled right?",
    r"'NoneType' object has no attribute '(append|extend|insert|remove|sort|update)'": ""
    "There is no `.{0}` in nothing (`None`). Does a line say `x = x.{0}(…)`? `{0}` changes "
    "`x` in place and gives nothing back: leave out `x =`.",
    r"'(\w+)' object has no attribute '(\w+)'": "There is no `.{1}` in {0}.",
    r"unhashable type: '([\w.]+)'": "A value in a dict is found by its name, and {0} "
    "cannot be one.",
    r"'(\w+)' object does not support item assignment": "`x[…] = …` puts a value into "
    "a list or an array, and here `x` is {0}.",
    r"(could not convert string to float): (.+)": "{1} is a text, and a number is needed.",
}
"""What Python says while code runs -> what to say to a learner."""

_NUMPY = {
    r"Cannot interpret '.+' as a data type": "The shape of an array is one value, in "
    "parentheses of its own: `np.zeros((2, 3))`.",
    r"input array from shape (\([\d,]*\)) into shape (\([\d,]*\))": "An array of the shape "
    "{0} does not fit into a place of the shape {1}.",
    r"inhomogeneous shape": "These differ in length, so NumPy cannot make one array of "
    "them. Take them one by one, in a loop.",
    r"Cannot cast ufunc .* to dtype\('int": "An array of whole numbers has "
    "no room for decimals. Give the result a new name: `b = a / 2` in place of `a /= 2`.",
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
    r"only integer scalar arrays|interpreted as an integer|or a single integer"
    r"|an integer is required": "A single whole number is needed here.",
    r"only (?:0-dimensional|length-1|size-1) arrays": "A single number is needed here, and "
    "this is an array of several.",
    r"'numpy\.ndarray' object is not callable": "Parentheses after an array call it like a "
    "function. A place in it stands in square brackets.",
    r"'numpy\.ndarray' object has no attribute '(\w+)'": "There is no `.{0}` in an array.",
    r"did not contain a loop .*dtype\('<U": "A text stands where a number is needed.",
    r"ufunc '\w+' not supported": "NumPy cannot do this with numbers of this kind.",
    r"ufunc '\w+' did not contain a loop": "NumPy cannot do this with values of these "
    "kinds. Is one of them a text?",
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
    "numpy.ndarray": "an array",
    "numpy.float64": "a number",
    "numpy.int64": "a number",
    "numpy.ufunc": "a function",
    "numpy._ArrayFunctionDispatcher": "a function",
    "function": "a function",
    "builtin_function_or_method": "a function",
    "type": "a class",
    "generator": "a generator",
    "coroutine": "a coroutine (from `async def`)",
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
