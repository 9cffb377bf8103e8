"""An error in a learner's cell is told in the learner's words, and stops no other cell."""

from __future__ import annotations

import os
import re
import signal

import pytest
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from ann_course.learn import Exercise, watch
from ann_course.learn.watch import Watch

CHECK = "\nlesson.parts.check(mine)"


class Lesson:
    """What a lesson is to a cell: a name with exercises in it."""

    def __init__(self):
        self.parts = Exercise(
            "parts", "Name it.", reference={"A": "dendrites", "B": "cell body"},
            accepts=lambda answer: answer["A"] == "dendrites", hints=["Where is A?"],
        )  # fmt: skip


@pytest.fixture
def shell(monkeypatch):
    """Return an IPython with a watch, a lesson, and what it displays and prints."""
    config = Config()
    config.HistoryManager.enabled = False
    made = InteractiveShell(config=config)
    made.shown, made.printed = [], []
    monkeypatch.setattr(watch, "display", made.shown.append)
    monkeypatch.setattr(
        InteractiveShell,
        "_showtraceback",
        lambda self, kind, error, lines: made.printed.append(error),
    )
    made.user_ns["lesson"] = Lesson()
    made.watch = Watch(made)
    yield made
    made.watch.uninstall()
    made.restore_sys_module_state()


def run(shell, source):
    return shell.run_cell(source, store_history=True)


TOLD = {
    'mine = {"A": dendrites}': "`dendrites` is written without quotes: Python takes it",
    'mine = {"A": cell body}': '`cell body` is written without quotes. Write `"cell body"`',
    "mine = 2 ms + 3": "no units: write `2` in place of `2 ms`",
    "mine = 5mV": "no units: write `5` in place of `5mV`",
    "mine = −1": "`−` is a dash .* the plain `-`",
    "mine = “a”": "`“` is a quotation mark from a text",
    "mine = [1, (2]": r"`\(` is closed by `\]`",
    "mine = [1, 2": r"The bracket `\[` is opened and never closed",
    "mine = 1)": r"one `\)` too many",
    "mine = {'A': 'it isn't so'}": "An apostrophe ends a text that began with one",
    "mine = 'a": "quotation mark that began it",
    "def f()\n    return 1": "A colon is missing at the end of this line",
    "def f(x):\nreturn x": "must be indented",
    "if True:\n    mine = 1\n  mine = 2": "begins too far to the right or to the left",
    "if mine = 1:\n    mine = 2": "To compare two values, write `==`",
    "return 1": "`return` stands outside the function",
    "print 1": "Put what follows `print` in parentheses",
    "mine = [1 2]": "A comma or an operator",
    "mine = w x": "comma or an operator, such as `.`, is missing between `w` and `x`",
    "mine = np.tanh x1 @ w + 1": "A bracket, .* is missing between `tanh` and `x1`",
    "If mine > 0:\n    mine = 1": "There is no `If`. Do you mean `if`",
    "def f(w, x):\n    ruturn w": "There is no `ruturn`. Do you mean `return`",
    "mine = 1 if 2 => 1 else 0": "The `=` comes last: write `>=` in place of `=>`",
    "mine = 1 ≥ 0": "does not know the sign `≥`. Write `>=`",
    "mine = 2 × 3": "does not know the sign `×`. Write `.`",
    "mine = h²": r"`²`. Write `\*\*2`",
    "mine = max（0, 1)": r"the sign `（`. Write `\(`",
    "mine = 1\u00a0+ 2": "A sign that cannot be seen stands in this line",
    "def f(x):\n        y = 1\n\treturn y": "begins with a tab, and others with spaces",
    "if 1:\n    a = 1\nelse if 2:\n    a = 2": "writes `else if` as one word: `elif`",
    "if 1:\n    a = 1\nelse a < 1:\n    a = 2": "`else` takes no condition",
    "if 1:\n    a = 1\nelse a = 2": "A colon is missing in front of `a = 2`",
    "def f(x);\n    return x": "must end with a colon in place of `;`",
    "mine = 1 if 2 > 1": "An `if` within a line needs an `else`",
    "mine = {'A': 0,5, 'B': 1}": "a colon stands between each name and its value",
    "mine = {'A'=1}": "a colon stands between each name and its value",
    "def f(a):\n    return a += 1": "`.=` gives a name a new value",
    "mine = mine -= 1": "`-=` gives a name a new value, and needs a line",
    "mine = 3 $ 2": "Python cannot read this line|does not know the sign",
    "mine = lessn": "There is no `lessn`. Do you mean `lesson`?",
    "mine = undefined_thing": "There is no `undefined_thing` yet. .* run that cell first",
    "def f():\n    total = total + 1\nf()": "`total` is used in this function before",
    "def f():\n    lesson = lesson.parts\nf()": "no longer the `lesson` from outside",
    "def f(w, x):\n    return w·x\nf(1, 2)": r"To multiply, write `w \* x`",
    "w = x = 1\nmine = wx": r"To multiply, write `w \* x`",
    "mine = ln(2)": "is called `log`: write `np.log`",
    "mine = math.log(2)": "Write `import math` at the top",
    "mine = axon.state": "There is no `axon` yet",
    "import math\nmine = math.log(0)": "0 and negative numbers have no logarithm",
    "a = 1.5\na[0] = 2": r"puts a value into a list or an array, and here `x` is a number",
    "mine = len[1]": r"called with parentheses: `f\(x\)`",
    "mine = [[1, 2][3, 4]]": r"Or is a comma missing between two lists\?",
    "mine = []\nmine.append(w=1)": "without a name and `=` in front of it",
    "mine = sorted([1], y=2)": "no argument with the name `y`",
    "mine = [].append(1)\nmine.append(2)": r"leave out `x =`",
    "import numpy as np\nmine = np.zeros(2, 3)": r"of its own: `np.zeros\(\(2, 3\)\)`",
    "import numpy as np\nnp.zeros(1)[:] = np.zeros(3)": "shape .3,. does not fit",
    "import numpy as np\nnp.array([[1], [1, 2]])": "These differ in length",
    "import numpy as np\na = np.ones(2, int)\na /= 2": "no room for decimals",
    "import numpy as np\nnp.tanh[1]": "called with parentheses",
    "import numpy as np\nnp.tanh * 2.5": "between a function and a number",
    "import numpy as np\nlen(np.float64(1))": "this is only a number",
    "def f(*, loss):\n    pass\nf()": "It lacks 'loss'",
    "mine = 1 + ...": "still a gap",
    "a, b = [1, 1], -1,5": "than the 2 names on its left. Within a number stands a point",
    "a, b = [1]": "2 names on the left of `=`, but only 1 on its right",
    "a, b = 1.5": "only a number on its right",
    "mine = len(1.5)": "Several values are needed here, and this is only a number",
    "mine = 2(3)": "Parentheses after a number call it like a function",
    "sum = 2\nmine = sum([1])": "`sum` is a function of Python's own, .* run `del sum`",
    "def f(len):\n    len([1])\nf(2)": r"this name to a number. .* name in that line\.$",
    "np = 2\nmine = np.tanh(1)": "`np` stands for NumPy, .* run the notebook's first cell",
    "mine = 2(3)  # sum(x)\nsum = 1": "To multiply",
    "raise EOFError('EOF when reading a line')": "`input` waits until someone types",
    "mine = [1] * 2.5": "A list cannot be multiplied by a number, nor can a text",
    "mine = 'a' * 2.5": "by a number, nor can a text",
    "mine = 'a' - 1": "`-` does not work between a text and a number",
    "mine = None < 1": r"`<` cannot compare nothing \(`None`\) with a number",
    "mine = 1 / 0": "divides by 0",
    "mine = [1][1]": "place after the last",
    "mine = [1] + 2.5": r"`\+` does not work between a list and a number",
    "mine = [1][0.5]": "in square brackets must be a whole number",
    "mine = [1][0, 1]": "for an array, and this is a list. `np.array.* makes one",
    "import math\nmine = math.tangent(1)": "There is no `tangent` in `math`",
    "import numpy as np\nmine = np.zeros(1)[0.5]": "must be a whole number",
    "import numpy as np\nmine = np.zeros(2 / 1)": "A single whole number is needed",
    "import numpy as np\nnp.tanh(1, 2, 3)": "given 3 values, but it takes 1 to 2",
    "import numpy as np\nnp.tanh([[1], [2]], np.zeros(1))": "shape .2,1. does not fit into",
    "from ann_lib import Network\nNetwork([], 1)": "without a name. .* as in `loss=...`",
    "from ann_lib import Adam\nAdam(0.1, 5)": "Give the later ones by name",
    "mine = {'a': 1}[[1]]": "found by its name, and a list cannot be one",
    "mine = lesson.parts.check(1, 2)": r"takes one value. .* `check\(\(weights, bias\)\)`",
    "mine = (1).items()": "There is no `.items` in a number",
    "raise LookupError('odd')": "Python stopped here: LookupError: odd",
    "raise KeyboardInterrupt": "You stopped this cell",
}


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
@pytest.mark.parametrize("source", TOLD)
def test_an_error_is_told_in_the_learners_words(shell, source):
    result = run(shell, source + CHECK)
    assert not result.success
    (verdict,) = shell.shown
    assert verdict.kind == "error"

    assert re.search(TOLD[source], verdict.message), verdict.message
    assert shell.printed == []
    exercise = shell.user_ns["lesson"].parts
    assert verdict.hints is exercise.hint_box
    assert (exercise.last, exercise.attempts) == (verdict, 0)


def test_the_line_is_shown_and_pythons_own_words_are_behind_a_fold(shell):
    run(shell, "x = 1\nmine = [\n    axn,\n]" + CHECK)
    (verdict,) = shell.shown
    assert verdict.line == "3: axn,"
    assert "NameError: name 'axn' is not defined" in verdict.full
    assert "\x1b" not in verdict.full
    assert "<summary>What Python says, in full</summary>" in verdict._repr_html_()


def test_whoever_gives_the_lessons_name_away_is_told_how_to_have_it_back(shell):
    run(shell, "lesson = []" + CHECK)
    (verdict,) = shell.shown
    assert "`lesson` stands for this lesson, but a line has given" in verdict.message
    assert "run the notebook's first cell again" in verdict.message


def test_other_cells_keep_their_tracebacks(shell):
    run(shell, "1 / 0")
    run(shell, "x = 2 ms")
    run(shell, "not_there" + CHECK)
    run(shell, "not_there")
    assert len(shell.shown) == 1
    assert [type(error) for error in shell.printed] == [
        ZeroDivisionError, SyntaxError, NameError,
    ]  # fmt: skip


def test_a_loop_that_never_ends_is_stopped(shell, monkeypatch):
    monkeypatch.setattr(watch, "CELL_SECONDS", 0.3)
    handler = signal.getsignal(signal.SIGALRM)
    run(shell, "mine = 0\nwhile True:\n    mine += 1" + CHECK)
    (verdict,) = shell.shown
    assert "was stopped after 0.3 s. Does its loop never end?" in verdict.message
    assert verdict.line in ("2: while True:", "3: mine += 1")
    assert signal.getsignal(signal.SIGALRM) is handler
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert run(shell, "1 + 1").result == 2


def test_a_cell_that_waits_for_input_is_not_told_of_a_loop(shell, monkeypatch):
    monkeypatch.setattr(watch, "CELL_SECONDS", 0.3)
    shell.user_ns["input"] = lambda: sum(0 for _ in iter(int, 1))  # nobody types
    run(shell, "mine = input()" + CHECK)
    (verdict,) = shell.shown
    assert "was stopped after 0.3 s. `input` waits" in verdict.message


def test_a_loop_that_catches_everything_is_stopped_too(shell, monkeypatch):
    monkeypatch.setattr(watch, "CELL_SECONDS", 0.3)
    source = "while True:\n    try:\n        mine = 1\n    except:\n        pass"
    run(shell, source + CHECK)
    assert "was stopped after" in shell.shown[0].message


def test_without_signals_the_clock_is_read_at_each_line(shell, monkeypatch):
    monkeypatch.setattr(watch, "CELL_SECONDS", 0.3)
    monkeypatch.setattr("ann_course.learn.limits._can_use_signals", lambda: False)
    run(shell, "mine = 0\nwhile True:\n    mine += 1" + CHECK)
    assert "was stopped after 0.3 s" in shell.shown[0].message


def test_what_the_course_does_for_a_cell_has_no_limit(shell, monkeypatch):
    """Such as training: the exercise's own time limit is for that."""
    monkeypatch.setattr(watch, "CELL_SECONDS", 0.3)
    names = {"__name__": "ann_course.tool"}
    exec(
        "import time\n"
        "def work():\n"
        "    end = time.monotonic() + 1\n"
        "    while time.monotonic() < end:\n"
        "        pass\n"
        "    return {'A': 'dendrites'}",
        names,
    )
    shell.user_ns["work"] = names["work"]
    assert run(shell, "mine = work()" + CHECK).result.kind == "right"


@pytest.fixture
def interrupts():
    """Let SIGINT interrupt, as in a terminal: a job in the background ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interrupts")
def test_an_interrupt_names_the_line(shell):
    shell.user_ns["interrupt"] = lambda: os.kill(os.getpid(), signal.SIGINT)
    run(shell, "interrupt()\nfor mine in range(10**9):\n    pass" + CHECK)
    (verdict,) = shell.shown
    assert verdict.message.startswith("You stopped this cell.")
    assert verdict.line


def test_it_can_be_taken_out_again(shell):
    shell.watch.uninstall()
    run(shell, "not_there" + CHECK)
    assert shell.shown == []
    assert len(shell.printed) == 1
    shell.watch = Watch(shell)


def test_a_lesson_that_is_imported_without_ipython_watches_nothing():
    assert watch.install() is None
    watch.uninstall()


def test_it_is_hung_in_once(shell, monkeypatch):
    monkeypatch.setattr(watch, "get_ipython", lambda: shell)
    first = watch.install()
    assert watch.install() is first
    watch.uninstall()
    run(shell, "1 + 1")
    monkeypatch.undo()
