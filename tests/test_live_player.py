"""Something goes on by itself, and the loop stays free for other things."""

import asyncio
import re
import threading
from itertools import pairwise
from pathlib import Path

import pytest
from clock import now, on_a_loop, spend, until
from wave_panel import WavePanel

import ann_course
from ann_course.live import Player, audience
from ann_course.live.events import running_loop
from ann_course.live.player import FRAME, REST, SLICE


class Counter:
    """What a player plays here: it counts, up to a last step if there is one.

    ``times`` and ``frames`` say when it took a step, and when it was shown.
    """

    def __init__(self, last=None, seconds=0.004, fail_at=None):
        self.last, self.seconds, self.fail_at = last, seconds, fail_at
        self.count, self.shown, self.times, self.frames = 0, [], [], []

    def step(self):
        if self.count == self.fail_at:
            raise ValueError("the loss is <NaN>")
        if running_loop():
            self.times.append(now())
            spend(self.seconds)
        self.count += 1
        return self.count != self.last

    def show(self):
        self.shown.append(self.count)
        if running_loop():
            self.frames.append(now())

    def restart(self):
        self.count = 0

    def player(self, **options):
        return Player(self.step, show=self.show, restart=self.restart, **options)


class Page:
    """A page that shows a player: it answers what it is asked, until it is gone."""

    def __init__(self, player, idle=0.0, view=0.1):
        self.there, self.idle, self.heard, self.view = True, idle, [], view
        self.audience = player._audience
        self.audience.send = self.receive
        self.answer()

    def receive(self, content):
        self.heard.append(now())
        if self.there:
            asyncio.get_running_loop().call_later(0.1, self.answer)

    def answer(self):
        self.say(here=True, idle=self.idle)

    def say(self, **content):
        content = {"method": "custom", "content": {"view": self.view} | content}
        self.audience._handle_msg({"content": {"data": content}, "buffers": []})


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
    def test_slices_of_steps_and_rests_for_messages_take_turns(self):
        async def scenario():
            counter = Counter(last=13, seconds=0.004)
            counter.player().play()
            await until(lambda: counter.count == 13)
            return counter.times

        # A slice ends with the step in which its 20 ms run out; then half of it is rest.
        assert (SLICE, REST) == (0.02, 0.01)
        expected = [start + k * 0.004 for start in (0, 0.03, 0.06) for k in range(5)]
        assert on_a_loop(scenario) == pytest.approx(expected[:13])

    def test_it_is_shown_no_more_than_twenty_times_a_second(self):
        async def scenario():
            counter = Counter()
            player = counter.player()
            player.play()
            await asyncio.sleep(1.0)
            player.pause()
            return counter.frames

        frames = on_a_loop(scenario)
        pauses = [later - earlier for earlier, later in pairwise(frames)]
        assert len(frames) > 15
        assert min(pauses) >= FRAME

    def test_a_long_step_is_followed_by_a_rest_of_half_its_time(self):
        async def scenario():
            counter = Counter(last=3, seconds=1.0)
            player = counter.player()
            player.play()
            await until(lambda: not player.playing)
            return counter.times

        assert on_a_loop(scenario) == pytest.approx([0.0, 1.5, 3.0])

    def test_a_panel_follows_its_slider_in_the_middle_of_a_run(self):
        async def scenario():
            panel = WavePanel()
            panel.player.play()
            await until(lambda: panel.player.steps > 5)
            panel.controls["height"].value = 0.5
            await until(lambda: "0.50 mV" in panel.figures[0].layers()[-1])
            player = panel.player
            playing = player.playing
            panel.close()
            return playing, player.playing

        assert on_a_loop(scenario, tick=0.001) == (True, False)

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
            await asyncio.sleep(10.0)
            assert counter.count == stood
            player.play()
            await until(lambda: counter.count > stood)
            player.pause()
            return labels

        assert on_a_loop(scenario) == ["Play", "Pause", "Play"]

    def test_the_last_step_is_shown_and_ends_it(self):
        async def scenario():
            counter = Counter(last=1234)
            player = counter.player()
            player.play()
            await until(lambda: not player.playing)
            return counter, player

        counter, player = on_a_loop(scenario)
        assert (counter.count, counter.shown[-1], player.steps) == (1234, 1234, 1234)
        assert player.play_button.description == "Play"
        assert player.failure is None

    @pytest.mark.parametrize(
        ("speed", "interval"), [("2 steps a second", 0.5), ("50 steps a second", 0.02)]
    )
    def test_steps_come_at_the_speed_chosen(self, speed, interval):
        async def scenario():
            counter = Counter(last=20, seconds=0.0)
            player = counter.player(speed=speed)
            player.play()
            await until(lambda: not player.playing)
            return counter.times

        expected = [k * interval for k in range(20)]
        assert on_a_loop(scenario) == pytest.approx(expected, abs=REST)

    def test_a_failure_stops_it_and_is_shown(self):
        async def scenario():
            player = Counter(fail_at=5).player()
            player.play()
            await until(lambda: not player.playing)
            return player

        player = on_a_loop(scenario)
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

        assert on_a_loop(scenario) == (0, 0)

    def test_a_click_from_another_thread_runs_on_the_loop(self):
        async def scenario():
            player = Counter().player()
            clicking = threading.Thread(target=player.play_button.click)
            clicking.start()
            clicking.join()
            assert not player.playing
            await settle()
            return player.playing

        assert on_a_loop(scenario)

    def test_a_failing_click_is_shown(self):
        async def scenario():
            player = Counter(fail_at=0).player()
            player.step_button.click()
            await settle()
            return player.note.value

        assert "ValueError" in on_a_loop(scenario)

    def test_close_stops_it(self):
        async def scenario():
            counter = Counter()
            player = counter.player()
            player.play()
            await until(lambda: counter.count > 0)
            player.close()
            stood = counter.count
            await asyncio.sleep(10.0)
            return counter.count - stood

        assert on_a_loop(scenario) == 0


class TestNobodyIsThere:
    def played(self, *, seconds, then=lambda page: None, after=5.0, idle=0.0):
        """Play with a page; return when it paused, and what it said."""

        async def scenario():
            player = Counter(seconds=0.001).player()
            page = Page(player, idle)
            player.play()
            await asyncio.sleep(after)
            assert player.playing
            then(page)
            gone = now()
            while player.playing and now() - gone < seconds:
                await asyncio.sleep(0.01)
            rest = now()
            await asyncio.sleep(100.0)
            return player.playing, rest - gone, player.why.value, page.heard, rest

        return on_a_loop(scenario)

    def test_with_a_page_that_answers_it_plays_on(self):
        playing, _, why, heard, _ = self.played(seconds=120)
        assert playing
        assert why == ""
        assert min(b - a for a, b in pairwise(heard)) >= audience.ASK

    def test_a_page_that_is_gone_is_noticed_and_then_nothing_more_is_sent(self):
        def close(page):
            page.there = False

        playing, seconds, why, heard, rest = self.played(seconds=60, then=close)
        assert not playing
        assert audience.SILENCE - audience.ASK < seconds < audience.SILENCE + 1
        assert "Paused: no page was showing this panel. Play goes on." in why
        assert heard[-1] <= rest

    def test_a_page_that_says_goodbye_is_noticed_sooner(self):
        def leave(page):
            page.there = False
            page.say(left=True)

        playing, seconds, why, *_ = self.played(seconds=60, then=leave)
        assert not playing
        assert seconds < audience.FAREWELL + 1
        assert "no page was showing" in why

    def test_one_page_of_two_may_go(self):
        assert self.played(seconds=60, then=lambda page: page.say(left=True, view=0.2))[0]

    def test_a_page_that_comes_back_at_once_finds_it_resting(self):
        def reload(page):
            page.say(left=True)
            page.view = 0.3
            page.answer()
            page.there = False  # its first question has not come yet

        playing, seconds, why, *_ = self.played(seconds=60, then=reload)
        assert not playing
        assert seconds < audience.FAREWELL + 1
        assert "no page was showing" in why

    def test_time_in_which_the_kernel_was_busy_is_no_silence(self):
        def busy(page):
            page.there = False
            spend(300.0)
            page.there = True

        playing, *_ = self.played(seconds=60, then=busy)
        assert playing

    def test_a_page_that_nobody_touches_for_ten_minutes(self):
        playing, seconds, why, *_ = self.played(seconds=900, after=1.0, idle=1e9)
        assert not playing
        assert seconds == pytest.approx(audience.PATIENCE, abs=2)
        assert "nothing was touched for 10 minutes" in why

    def test_where_no_page_can_answer_it_plays_for_ten_minutes(self):
        async def scenario():
            player = Counter(seconds=0.001).player()
            player.play()
            await until(lambda: not player.playing)
            return now(), player.why.value

        seconds, why = on_a_loop(scenario)
        assert seconds == pytest.approx(audience.PATIENCE, abs=2)
        assert "nothing was touched for 10 minutes" in why

    def test_play_goes_on_and_takes_the_reason_away(self):
        async def scenario():
            counter = Counter()
            player = counter.player()
            player.play()
            await asyncio.sleep(1.0)
            player.pause("another panel is playing")
            stood, why = counter.count, player.why.value
            player.play_button.click()
            await until(lambda: counter.count > stood)
            after = player.why.value
            player.pause()
            return why, after

        why, after = on_a_loop(scenario)
        assert "Paused: another panel is playing. Play goes on." in why
        assert after == ""

    @pytest.mark.parametrize("action", ["step", "restart", "pause"])
    def test_other_actions_take_the_reason_away_too(self, action):
        async def scenario():
            player = Counter().player()
            player.play()
            await asyncio.sleep(1.0)
            player.pause("another panel is playing")
            getattr(player, action)()
            return player.why.value

        assert on_a_loop(scenario) == ""


class TestOneAtATime:
    def test_play_pauses_the_one_that_plays(self):
        async def scenario():
            first, second = Counter().player(), Counter().player()
            first.play()
            await asyncio.sleep(1.0)
            second.play()
            playing = first.playing, second.playing
            await asyncio.sleep(1.0)
            second.pause()
            return playing, first.why.value, second.why.value

        playing, first, second = on_a_loop(scenario)
        assert playing == (False, True)
        assert "Paused: another panel is playing. Play goes on." in first
        assert second == ""

    def test_a_panel_speaks_every_four_seconds_while_it_plays_and_when_it_pauses(self):
        async def scenario():
            panel, spoken = WavePanel(), []
            describe = panel.describe
            panel.describe = lambda: f"{describe()} Phase {panel.phase:.3f}."
            panel.words.observe(lambda change: spoken.append(now()), "value")
            panel.player.play()
            await asyncio.sleep(11.0)
            panel.player.pause()
            paused = now()
            await asyncio.sleep(1.0)
            words, phase = panel.words.value, panel.phase
            panel.close()
            return spoken, paused, words, phase

        spoken, paused, words, phase = on_a_loop(scenario, tick=1e-5)
        *playing, last = spoken
        assert 2 <= len(playing) <= 4
        assert min(b - a for a, b in pairwise(playing)) >= 4
        assert last - paused < 0.1
        assert f"Phase {phase:.3f}." in words


COURSE = Path(ann_course.__file__).parent


@pytest.mark.parametrize(
    "script", sorted(COURSE.rglob("*.js")), ids=lambda path: str(path.relative_to(COURSE))
)
def test_a_view_that_is_gone_hears_nothing_any_more(script):
    """Not every version of anywidget sees to it; one that answers is no audience."""
    source = script.read_text("utf-8")
    heard = sorted(re.findall(r"\bmodel\.on\((.*?)\)", source))
    assert heard == sorted(re.findall(r"\bmodel\.off\((.*?)\)", source))
