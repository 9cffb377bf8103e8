"""A check ends in time, whatever a learner's loop does, and leaves nothing behind."""

import gc
import signal
import sys
import threading
import time
import warnings

import pytest

from ann_course.learn import Exercise, limits
from ann_course.learn.judging import tried
from ann_course.learn.limits import OutOfTime


def total(numbers, bias):
    return sum(numbers) + bias


@pytest.fixture(autouse=True)
def collector():
    """Keep other tests' garbage-collector callbacks from being interrupted."""
    callbacks = gc.callbacks[:]
    gc.callbacks.clear()
    yield
    gc.callbacks.extend(callbacks)


@pytest.fixture
def exercise():
    return Exercise(
        "write-total",
        "Add up the numbers and the bias.",
        reference=total,
        inputs=[([1.0, 2.0], 0.5), ([3.0], 0.0), ([2.0], 1.0), ([1.0], 1.0)],
        time_limit=0.3,
    )


def endless(numbers, bias):
    while True:
        bias += 1


def endless_and_deaf(numbers, bias):
    while True:
        try:
            bias += 1
        except Exception:
            continue


def endless_and_stone_deaf(numbers, bias):
    while True:
        try:
            bias += 1
        except:  # noqa: E722
            continue


def endless_within(numbers, bias):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass


def endless_within_twice(numbers, bias):
    while True:
        try:
            try:
                while True:
                    bias += 1
            except BaseException:
                bias = 0
        except BaseException:
            bias = 1


def endless_and_talkative(numbers, bias):
    while True:
        try:
            while True:
                print("x", end="")  # noqa: T201
        except BaseException:
            print("no")  # noqa: T201


def endless_in_finally(numbers, bias):
    try:
        return bias
    finally:
        while True:
            bias += 1


@pytest.mark.parametrize(
    "learners",
    [
        endless, endless_and_deaf, endless_and_stone_deaf, endless_within,
        endless_within_twice, endless_and_talkative, endless_in_finally,
    ],
)  # fmt: skip
def test_an_endless_loop_is_stopped_and_nothing_is_left_behind(exercise, learners):
    handler = signal.getsignal(signal.SIGALRM)
    streams, filters = (sys.stdout, sys.stderr), list(warnings.filters)
    verdict = exercise.check(learners)
    assert verdict.kind == "wrong"
    assert "did not finish within 0.3 s, so it was stopped" in verdict.message
    assert signal.getsignal(signal.SIGALRM) is handler
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert (sys.stdout, sys.stderr) == streams
    assert warnings.filters == filters
    assert exercise.check(total).kind == "right"


def test_the_limit_is_two_seconds():
    exercise = Exercise("one", "Give 1.", reference=lambda: 1, inputs=[()])

    def learners():
        while True:
            pass

    assert "did not finish within 2 s" in exercise.check(learners).message


def test_an_import_within_a_slow_function_is_named(exercise):
    def learners(numbers, bias):
        import time

        sum(time.monotonic() for _ in iter(int, 1))

    def in_a_loop(numbers, bias):
        import time

        while time.monotonic():
            pass

    message = exercise.check(learners).message
    assert "An import takes its time: write it above `def`" in message
    assert "while" not in message
    message = exercise.check(in_a_loop).message
    assert "An import" in message
    assert "Is there a loop" in message


def test_a_function_that_waits_for_input_is_not_told_of_a_loop(exercise, monkeypatch):
    monkeypatch.setattr("builtins.input", lambda: endless(0, 0))  # nobody types

    def learners(numbers, bias):
        return float(input()) + bias

    assert "stopped. `input` waits until" in exercise.check(learners).message
    _, found = tried(learners, lambda: learners(0, 0), seconds=0.1, late="Is it slow?")
    assert "`input` waits until" in found["trouble"]
    assert "slow" not in found["trouble"]


def test_the_limit_is_for_all_inputs_together(exercise):
    def learners(numbers, bias):
        time.sleep(0.1)
        return total(numbers, bias)

    assert "did not finish" in exercise.check(learners).message


def test_an_alarm_that_was_set_before_still_rings(exercise):
    rung = []
    old = signal.signal(signal.SIGALRM, lambda *_: rung.append(1))
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.5)
        exercise.check(endless)
        deadline = time.monotonic() + 30
        while not rung and time.monotonic() < deadline:
            time.sleep(0.01)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, old)
    assert rung


@pytest.mark.parametrize("learners", [endless, endless_in_finally])
def test_without_signals_the_clock_is_looked_at(learners, monkeypatch):
    monkeypatch.setattr(limits, "_can_use_signals", lambda: False)
    with pytest.raises(OutOfTime), limits.time_limit(0.1):
        learners([], 0)


def test_a_check_in_another_thread_is_limited_too(exercise):
    verdicts = []
    thread = threading.Thread(target=lambda: verdicts.append(exercise.check(endless)))
    thread.start()
    thread.join(30)
    assert "did not finish" in verdicts[0].message


KERNEL = """
from ann_course.learn import Exercise
one = Exercise("one", "Give 1.", reference=lambda: 1, inputs=[()], time_limit=0.5)
kept = [1, 2, 3]
def learners():
    while True:
        try:
            while True:
                pass
        except BaseException:
            continue
verdict = one.check(learners)
"""


def test_a_kernel_goes_on_after_an_endless_loop():
    manager = pytest.importorskip("jupyter_client").manager
    kernel, client = manager.start_new_kernel(kernel_name="python3")
    try:
        replies = [
            client.execute_interactive(code, timeout=60, user_expressions=asked)
            for code, asked in [
                (KERNEL, {"kind": "verdict.kind", "said": "verdict.message"}),
                ("kept.append(4)", {"kept": "kept", "mended": "one.check(lambda: 1).kind"}),
            ]
        ]
    finally:
        client.stop_channels()
        kernel.shutdown_kernel(now=True)
    values = {
        name: found["data"]["text/plain"]
        for reply in replies
        for name, found in reply["content"]["user_expressions"].items()
    }
    assert values["kind"] == "'wrong'"
    assert "did not finish within 0.5 s" in values["said"]
    assert values["kept"] == "[1, 2, 3, 4]"
    assert values["mended"] == "'right'"
