"""A mark is had by an answer alone, and nothing that a learner writes stops grading."""

import json
import textwrap

import numpy as np
import pytest
from lesson_modules import LESSONS

from ann_course.copying import find_lesson
from ann_course.grading.assignment import SECRET, make_assignment
from ann_course.grading.judging import (
    Mark,
    checked_answer,
    is_gradable,
    judge,
    make_test,
)
from ann_course.grading.plain import decode, encode
from ann_course.grading.wall import has_bubblewrap, run_behind
from ann_course.learn import Exercise
from ann_course.lessons import lesson_02, lesson_05

NEURON = lesson_02.write_neuron
SUM = """
def weighted_sum(inputs, weights, bias):
    total = bias
    for x, w in zip(inputs, weights, strict=True):
        total += x * w
    return total
"""
RIGHT = """
def neuron(inputs, weights, bias):
    return 1.0 if weighted_sum(inputs, weights, bias) >= 0 else 0.0
"""


pytestmark = pytest.mark.classroom


@pytest.fixture(scope="module")
def neuron_test():
    return make_test("lesson_02", NEURON, seed=20261129)


def graded(test, *cells, answer="neuron", seconds=4.0):
    return judge(test, answer, [textwrap.dedent(cell) for cell in cells], seconds=seconds)


def test_a_right_answer_has_the_mark(neuron_test):
    assert graded(neuron_test, SUM, RIGHT).right


def test_the_inputs_are_the_seeds_own():
    one, same, other = (make_test("lesson_02", NEURON, seed) for seed in (1, 1, 2))
    assert one == same
    assert one["calls"] != other["calls"]
    assert one["calls"] != make_test("lesson_02", NEURON, 0)["calls"]  # those of the lesson


WRONG = {
    "blank": ("def neuron(inputs, weights, bias):\n    ...", "gave None"),
    "a gap": (
        "def neuron(inputs, weights, bias):\n    return ...",
        "type ellipsis",
    ),
    "no bias": (
        "def neuron(i, w, b):\n    return 1.0 if weighted_sum(i, w, 0.0) >= 0 else 0.0",
        "it gave",
    ),
    "no function": ("neuron = 3", "not callable"),
    "no cell": ("", "name 'neuron' is not defined"),
    "no Python": ("def neuron(:", "SyntaxError"),
    "an error": ("def neuron(i, w, b):\n    return 1 / 0", "ZeroDivisionError"),
    "an endless loop": ("def neuron(i, w, b):\n    while True: pass", "finish within"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_answer_has_none_and_a_reason(kind, neuron_test):
    cell, word = WRONG[kind]
    mark = graded(neuron_test, SUM, cell, seconds=1.5)
    assert not mark.right
    assert word in mark.reason


CHEATS = {
    "check replaced": """
        class Lesson:
            def __getattr__(self, name): return self
            def check(self, answer): return "right"
        lesson = Lesson()
        def neuron(i, w, b): return 1.0
    """,
    "allclose replaced": """
        import numpy
        numpy.allclose = numpy.array_equal = lambda *a, **k: True
        def neuron(i, w, b): return 1.0
    """,
    "equal to everything": """
        class Yes(float):
            def __eq__(self, other): return True
            def __sub__(self, other): return 0.0
        def neuron(i, w, b): return Yes(1)
    """,
    "the reference returned": """
        from ann_course.lessons import lesson_02
        neuron = lesson_02.write_neuron.reference
    """,
    "the library's neuron": """
        from ann_lib.neuron import Neuron
        def neuron(i, w, b): return Neuron(w, b)(i)
    """,
    "the module searched for": """
        import sys, gc
        neuron = next(o.reference for o in gc.get_objects() if hasattr(o, "reference"))
    """,
    "sys.modules changed": """
        import sys, types
        for name in ("json", "plain", "numpy"):
            sys.modules[name] = types.ModuleType(name)
        def neuron(i, w, b): return 1.0
    """,
    "the grader's own functions changed": """
        import sys, __main__, plain
        plain.encode = lambda value, budget=None: 1.0
        __main__.call = lambda function, arguments, encode: {"value": {"float": 1.0}}
        def neuron(i, w, b): return 1.0
    """,
    "the job read": """
        import json, sys
        job = json.load(open(sys.argv[1]))
        right = iter(job["expected"])
        def neuron(i, w, b): return next(right)
    """,
    "results written by hand": """
        import os, sys
        with open(sys.argv[2], "w") as file:
            file.write('{"value": {"float": 1.0}}\\n' * 100)
            file.flush()
            os._exit(0)
    """,
    "junk written by hand": """
        import os, sys
        with open(sys.argv[2], "wb") as file:
            file.write(b'\\xff' * 100 + b'\\n[[[' + b'{"value": {"array": 3}}\\n' * 100)
            file.flush()
            os._exit(0)
    """,
    "exit()": "exit()\ndef neuron(i, w, b): return 1.0",
    "exit in the function": "import os\ndef neuron(i, w, b): os._exit(0)",
    "the process killed": """
        import os, signal
        def neuron(i, w, b): os.kill(os.getpid(), signal.SIGKILL)
    """,
    "an endless loop that swallows everything": """
        def neuron(i, w, b):
            while True:
                try:
                    while True: pass
                except: pass
    """,
    "signals ignored": """
        import signal
        for number in range(1, 64):
            try: signal.signal(number, signal.SIG_IGN)
            except (OSError, ValueError): pass
        def neuron(i, w, b):
            while True: pass
    """,
    "endless output": """
        def neuron(i, w, b):
            while True: print("x" * 10**6)
    """,
    "a file without end": """
        import sys
        with open(sys.argv[2], "a") as file:
            while True: file.write("x" * 10**6)
    """,
    "all memory": "def neuron(i, w, b): return len([0] * 10**10)",
    "a result without end": """
        def neuron(i, w, b):
            a = []
            a.append(a)
            return a
    """,
    "a huge result": "def neuron(i, w, b): return list(range(10**6))",
    "deep recursion": "def neuron(i, w, b): return neuron(i, w, b)",
    "not a number": "def neuron(i, w, b): return float('nan')",
    "other processes": """
        import os
        def neuron(i, w, b):
            while True:
                try: os.fork()
                except OSError: return 1.0
    """,
    "inputs changed": "def neuron(i, w, b):\n    i.clear()\n    w.clear()\n    return 1.0",
}


@pytest.mark.parametrize("kind", CHEATS)
def test_no_cheat_has_a_mark_and_the_next_one_is_graded(kind, neuron_test):
    mark = graded(neuron_test, SUM, CHEATS[kind], seconds=1.5)
    assert not mark.right
    assert mark.reason


def test_a_cell_before_that_never_ends_costs_only_its_own_mark(neuron_test):
    endless = "while True:\n    pass"
    alone = (
        "def neuron(i, w, b):\n    return float(sum(x * y for x, y in zip(i, w)) + b >= 0)"
    )
    assert graded(neuron_test, endless, alone, seconds=1.5).right


@pytest.mark.skipif(not has_bubblewrap(), reason="bubblewrap is not installed")
@pytest.mark.parametrize(
    "cell",
    [
        "import ann_course",
        "import ann_lib",
        f"open({lesson_02.__file__!r})",
        "open('/etc/passwd')",
        f"open({__file__!r})",
        "import os; os.kill(1, 0) if os.listdir('/home') else 1 / 0",
        "import socket; socket.create_connection(('127.0.0.1', 22), timeout=1)",
        "open('/grading/plain.py', 'a')",
        "open('/usr/lib/mine', 'w')",
    ],
)
def test_behind_bubblewrap_there_is_nothing_to_find(cell):
    (result,) = run_behind([cell], "undefined", None, seconds=3).results
    assert "error" in result
    assert "'undefined'" not in result["error"]


def test_values_are_judged_by_what_they_do():
    test = make_test("lesson_02", lesson_02.build_and, 1)
    answer = "(and_weights, and_bias)"
    assert graded(test, "and_weights, and_bias = [1, 1], -1.5", answer=answer).right
    mark = graded(test, "and_weights, and_bias = [1, 1], -0.5", answer=answer)
    assert not mark.right
    assert mark.reason
    for nonsense in ("'a', 'b'", "[..., ...], ...", "[1, 1], float('nan')", "3, [[[]]]"):
        assert not graded(test, f"and_weights, and_bias = {nonsense}", answer=answer).right


def gradable():
    for name, lesson in LESSONS.items():
        for item in lesson.ITEMS:
            if isinstance(item, Exercise) and is_gradable(item):
                yield pytest.param(name, item, id=f"{name}-{item.key}")


def test_most_exercises_can_be_graded():
    assert len(list(gradable())) >= 30
    assert not is_gradable(LESSONS["lesson_08"].write_find)


@pytest.mark.parametrize("number", [name.removeprefix("lesson_") for name in LESSONS])
def test_whatever_an_assignment_asks_can_be_solved_in_it(number):
    """Behind the wall there are neither the course nor the lesson's other cells."""
    solved, n_marks = [], 0
    for cell in make_assignment(find_lesson(number), seed=3)["cells"]:
        source = "".join(cell["source"])
        if "### BEGIN HIDDEN" in source:
            (secret,) = (s for s in source.splitlines() if s.startswith(SECRET))
            test = json.loads(secret.removeprefix(SECRET))
            assert judge(test, test["answer"], solved) == Mark(True), test["key"]
            n_marks += 1
        elif cell["cell_type"] == "code":
            is_task = "### BEGIN SOLUTION" in source
            solved.append(checked_answer(source)[0] if is_task else source)
    assert n_marks


@pytest.mark.parametrize(("lesson", "exercise"), list(gradable()))
def test_the_secret_half_knows_right_from_wrong(lesson, exercise):
    test = make_test(lesson, exercise, seed=7)
    if exercise.accepts is None:
        inputs = [decode(each) for each in test["calls"]]
        expected = [decode(each) for each in test["expected"]]
        assert len(inputs) == len(expected) >= 20
        assert exercise.check(exercise.reference).kind == "right"
        again = [exercise.reference(*each) for each in inputs]
        assert [encode(each) for each in again] == [encode(each) for each in expected]


@pytest.mark.parametrize(
    "value",
    [
        1, -0.0, 1e300, True, None, "ü", [1, [2.5, ()]], (1, "a"), {"a": [1], 2: 3.0},
        np.float64(0.1), np.int32(3), np.arange(6.0).reshape(2, 3), np.array(["a", "bc"]),
        np.zeros((0, 3), dtype="float32"), np.array([True]), float("inf"),
    ],
)  # fmt: skip
def test_plain_data_comes_through_as_it_was(value):
    back = decode(encode(value))
    assert type(back) is type(value)
    assert repr(back) == repr(value)


@pytest.mark.parametrize(
    "value", [object(), {1, 2}, b"x", len, ..., np.array([object()]), [..., 1], 1j]
)
def test_what_is_not_plain_does_not(value):
    with pytest.raises(TypeError, match="a value of type"):
        encode(value)


def test_a_cell_without_its_check_is_told():
    with pytest.raises(ValueError, match="must end with its check"):
        checked_answer("x = 1")


def test_the_lesson_of_an_answer_is_imported_only_outside(neuron_test):
    assert lesson_05.write_update.key == "write-update"
    cell = "import sys\nloaded = [m for m in sys.modules if m.startswith('ann_')]"
    (result,) = run_behind([cell], "loaded", None).results
    assert result == {"value": []}
