"""Something goes on by itself, and the loop stays free for other things."""

import asyncio
import time
from itertools import pairwise

import pytest
from wave_panel import WavePanel

from ann_course.live import Player
from ann_course.live.player import SLICE, SPEEDS


class Counter:
    """What a player plays here: it counts, up to a last step if there is one."""

    def __init__(self, last=None, seconds=0.0, fail_at=None):
        self.last, self.seconds, self.fail_at = last, seconds, fail_at
        self.count, self.shown = 0, []

    def step(self):
        if self.count == self.fail_at:
            raise ValueError("the loss is <NaN>")
        time.sleep(self.seconds)
        self.count += 1
        return self.count != self.last

    def restart(self):
        self.count = 0

    def player(self, **options):
        return Player(
            self.step,
            show=lambda: self.shown.append(self.count),
            restart=self.restart,
            **options,
        )


async def until(condition):
    """Let the loop go on until something holds."""
    while not condition():
        await asyncio.sleep(0.001)


async def settle():
    """Let what clicks have put on the loop happen."""
    for _ in range(3):
        await asyncio.sleep(0)


class TestInAScript:
    def test_a_step_is_shown(self):
        counter = Counter()
        player = counter.player()
        assert player.step() is True
        assert (player.steps, counter.shown) == (1, [1])

    def test_the_last_step_says_so(self):
        assert Counter(last=1).player().step() is False

    def test_run_shows_only_the_last(self):
        counter = Counter()
        assert counter.player().run(50) == 50
        assert counter.shown == [50]

    def test_run_ends_at_the_last_step(self):
        counter = Counter(last=7)
        assert counter.player().run(50) == 7
        assert counter.shown == [7]

    def test_restart_brings_back_the_start(self):
        counter = Counter()
        player = counter.player()
        player.run(5)
        player.restart()
        assert (player.steps, counter.count, counter.shown) == (0, 0, [5, 0])

    def test_play_says_that_it_needs_a_loop_and_what_to_do(self):
        with pytest.raises(RuntimeError, match=r"In a script use run\(n_steps\)"):
            Counter().player().play()

    def test_a_speed_that_is_not_there_is_named(self):
        with pytest.raises(ValueError, match="speed must be one of"):
            Counter().player(speed="fast")

    def test_run_wants_a_number_of_steps(self):
        with pytest.raises(ValueError, match="n_steps must be at least 0"):
            Counter().player().run(-1)


class TestOnALoop:
    def test_the_loop_keeps_answering_while_slow_steps_go_on(self):
        async def scenario():
            counter = Counter(seconds=0.004)
            player = counter.player()
            player.play()
            answers = []
            while counter.count < 60:
                await asyncio.sleep(0)
                answers.append(counter.count)
            player.pause()
            return answers

        answers = asyncio.run(scenario())
        between = {later - earlier for earlier, later in pairwise(answers)}
        # A slice ends with the step in which its time runs out.
        assert max(between) <= SLICE / 0.004 + 1

    def test_a_panel_follows_its_slider_in_the_middle_of_a_run(self):
        async def scenario():
            panel = WavePanel()
            panel.player.play()
            await until(lambda: panel.player.steps > 5)
            panel.controls["height"].value = 0.5
            await until(lambda: "0.50 mV" in panel.figures[0].layers()[-1])
            playing = panel.player.playing
            panel.close()
            return playing, panel.player.playing

        assert asyncio.run(scenario()) == (True, False)

    def test_play_pause_and_play_again(self):
        async def scenario():
            counter = Counter()
            player = counter.player()
            labels = [player.play_button.description]
            player.play()
            player.play()
            labels.append(player.play_button.description)
            await until(lambda: counter.count > 3)
            player.pause()
            labels.append(player.play_button.description)
            stood = counter.count
            await asyncio.sleep(0.05)
            assert counter.count == stood
            player.play()
            await until(lambda: counter.count > stood)
            player.pause()
            return labels

        assert asyncio.run(scenario()) == ["Play", "Pause", "Play"]

    def test_the_last_step_is_shown_and_ends_it(self):
        async def scenario():
            counter = Counter(last=1234)
            player = counter.player()
            player.play()
            await until(lambda: not player.playing)
            return counter, player

        counter, player = asyncio.run(scenario())
        assert (counter.count, counter.shown[-1], player.steps) == (1234, 1234, 1234)
        assert player.play_button.description == "Play"
        assert player.failure is None

    def test_no_more_steps_than_the_speed_allows(self):
        async def scenario():
            counter = Counter()
            player = counter.player(speed="50 steps a second")
            start = time.perf_counter()
            player.play()
            await until(lambda: counter.count >= 10)
            player.pause()
            return counter.count, time.perf_counter() - start

        steps, seconds = asyncio.run(scenario())
        assert steps <= 3 + seconds * SPEEDS["50 steps a second"]

    def test_a_failure_stops_it_and_is_shown(self):
        async def scenario():
            player = Counter(fail_at=5).player()
            player.play()
            await until(lambda: not player.playing)
            return player

        player = asyncio.run(scenario())
        assert player.steps == 5
        assert str(player.failure) == "the loss is <NaN>"
        assert "It stopped. ValueError: the loss is &lt;NaN&gt;" in player.note.value
        assert 'role="alert"' in player.note.value
        player.restart()
        assert (player.failure, player.note.value) == (None, "")

    def test_the_buttons_do_what_they_say(self):
        async def scenario():
            counter = Counter()
            player = counter.player()
            player.step_button.click()
            await settle()
            assert counter.count == 1
            player.play_button.click()
            await until(lambda: counter.count > 3)
            player.play_button.click()
            await settle()
            assert not player.playing
            player.restart_button.click()
            await settle()
            return counter.count, player.steps

        assert asyncio.run(scenario()) == (0, 0)

    def test_a_click_from_another_thread_runs_on_the_loop(self):
        async def scenario():
            player = Counter().player()
            await asyncio.to_thread(player.play_button.click)
            await until(lambda: player.playing)
            player.pause()
            return True

        assert asyncio.run(scenario())

    def test_a_failing_click_is_shown(self):
        async def scenario():
            player = Counter(fail_at=0).player()
            player.step_button.click()
            await settle()
            return player.note.value

        assert "ValueError" in asyncio.run(scenario())

    def test_close_stops_it(self):
        async def scenario():
            counter = Counter()
            player = counter.player()
            player.play()
            await until(lambda: counter.count > 0)
            player.close()
            stood = counter.count
            await asyncio.sleep(0.05)
            return counter.count - stood

        assert asyncio.run(scenario()) == 0
