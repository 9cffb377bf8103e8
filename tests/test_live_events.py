"""Many events, one picture; and the last value wins."""

import asyncio
import threading

import pytest
from clock import now, on_a_loop, spend

from ann_course.live import events
from ann_course.live.events import Coalescer, running_loop


def test_in_a_script_each_request_is_answered_at_once():
    seen = []
    coalescer = Coalescer(lambda: seen.append("picture"))
    coalescer.request()
    coalescer.request()
    assert seen == ["picture", "picture"]
    assert not coalescer.pending


@pytest.mark.parametrize(("later", "expected"), [(False, [0, 999]), (True, [999])])
def test_of_many_requests_the_first_and_the_last_are_answered(later, expected):
    async def scenario():
        value, seen = 0, []
        coalescer = Coalescer(lambda: seen.append(value), pause=0.1, later=later)
        for value in range(1000):  # noqa: B007 - the action reads it
            coalescer.request()
        assert coalescer.pending
        assert seen == expected[:-1]
        await asyncio.sleep(0.1)
        return seen

    assert on_a_loop(scenario) == expected


def test_an_action_that_asks_for_itself_runs_once_more_and_afterwards():
    async def scenario():
        seen = []

        def action():
            seen.append("begins")
            if len(seen) == 1:
                coalescer.request()
            seen.append("ends")

        coalescer = Coalescer(action)
        coalescer.request()
        await asyncio.sleep(0.01)
        return seen

    assert on_a_loop(scenario) == ["begins", "ends", "begins", "ends"]


def test_a_slow_picture_leaves_as_long_for_messages():
    async def scenario():
        starts = []

        def slow():
            starts.append(now())
            spend(0.02)

        coalescer = Coalescer(slow)
        while len(starts) < 3:
            coalescer.request()
            await asyncio.sleep(0.001)
        return starts

    assert on_a_loop(scenario) == pytest.approx([0.0, 0.04, 0.08])


def test_the_pause_is_kept_between_two_runs():
    async def scenario():
        runs = []
        coalescer = Coalescer(lambda: runs.append(now()), pause=0.05)
        while len(runs) < 3:
            coalescer.request()
            await asyncio.sleep(0.001)
        return runs

    assert on_a_loop(scenario) == pytest.approx([0.0, 0.05, 0.1])


def test_after_the_pause_a_request_is_answered_at_once():
    async def scenario():
        runs = []
        coalescer = Coalescer(lambda: runs.append(now()), pause=0.05)
        coalescer.request()
        await asyncio.sleep(1.0)
        coalescer.request()
        return runs

    assert on_a_loop(scenario) == [0.0, 1.0]


def test_a_later_run_is_never_put_in_the_past():
    """As a kernel in the browser demands: long after the last run, and on a late clock."""

    async def scenario():
        seen = []
        coalescer = Coalescer(lambda: seen.append(now()), later=True)
        for _ in range(3):
            coalescer.request()
            await asyncio.sleep(10.0)
        return seen

    runs = on_a_loop(scenario, tick=0.001)
    assert len(runs) == 3


def test_flush_does_it_now_and_only_once():
    async def scenario():
        seen = []
        coalescer = Coalescer(lambda: seen.append("picture"), later=True)
        coalescer.flush()
        coalescer.request()
        coalescer.flush()
        coalescer.flush()
        await asyncio.sleep(0.01)
        return seen

    assert on_a_loop(scenario) == ["picture"]


def test_cancel_forgets():
    async def scenario():
        seen = []
        coalescer = Coalescer(lambda: seen.append("picture"), later=True)
        coalescer.request()
        coalescer.cancel()
        await asyncio.sleep(0.01)
        return seen

    assert on_a_loop(scenario) == []


def test_a_request_from_another_thread_is_answered_on_the_loop():
    async def scenario():
        seen = []
        coalescer = Coalescer(lambda: seen.append(threading.current_thread()))
        run_beside(coalescer.request)
        await asyncio.sleep(0.01)
        return seen

    assert on_a_loop(scenario) == [threading.main_thread()]


def test_another_thread_waits_until_its_request_is_answered(monkeypatch):
    """So the page gets its picture before it hears that the message is dealt with."""
    monkeypatch.setattr(events, "PATIENCE", 60.0)

    async def scenario():
        seen = []

        def message():
            coalescer.request()
            seen.append("dealt with")

        coalescer = Coalescer(lambda: seen.append("picture"))
        await asyncio.to_thread(message)
        return seen

    assert on_a_loop(scenario) == ["picture", "dealt with"]


def test_while_a_cell_runs_another_thread_waits_in_vain_only_once(monkeypatch):
    waits = []

    class Counted(threading.Event):
        def wait(self, timeout=None):
            waits.append(timeout)
            return super().wait(timeout)

    monkeypatch.setattr(events.threading, "Event", Counted)

    async def scenario():
        seen = []

        def messages():
            for _ in range(3):
                coalescer.request()

        coalescer = Coalescer(lambda: seen.append("picture"))
        run_beside(messages)
        assert waits.count(events.PATIENCE) == 1
        assert not seen
        await asyncio.sleep(0.01)
        assert seen
        await asyncio.to_thread(coalescer.request)
        return waits.count(events.PATIENCE)

    assert on_a_loop(scenario) == 2


def test_what_may_come_later_leaves_another_thread_the_time_to_ask_for_a_picture():
    async def scenario():
        seen = []
        number = Coalescer(lambda: seen.append(now()), later=True)
        run_beside(number.request)
        await asyncio.sleep(1.0)
        return seen

    assert on_a_loop(scenario) == [events.MOMENT]


def run_beside(target):
    """Run something in another thread while the loop stands still, as in a cell."""
    thread = threading.Thread(target=target)
    thread.start()
    thread.join()


def test_after_the_loop_has_ended_requests_are_answered_at_once():
    async def scenario():
        seen = []
        return Coalescer(lambda: seen.append("picture")), seen

    coalescer, seen = on_a_loop(scenario)
    coalescer.request()
    assert seen == ["picture"]


def test_an_action_that_fails_does_not_block_the_next():
    async def scenario():
        failures, seen = [], []
        asyncio.get_running_loop().set_exception_handler(
            lambda _loop, context: failures.append(context["exception"])
        )

        def action():
            seen.append("tried")
            raise ValueError("planted")

        coalescer = Coalescer(action, later=True)
        for _ in range(2):
            coalescer.request()
            await asyncio.sleep(0.01)
        return seen, failures

    seen, failures = on_a_loop(scenario)
    assert seen == ["tried", "tried"]
    assert [str(failure) for failure in failures] == ["planted", "planted"]


def test_there_is_no_loop_in_a_script():
    assert running_loop() is None
