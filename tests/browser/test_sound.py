"""The vowel panel with its sound on: bytes arrive, they play, and each change is heard."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.browser

CELLS = ["from ann_course.panels import VowelPanel\n\npanel = VowelPanel()\npanel"]
FORMANTS = r"Formants at ([\d,]+), ([\d,]+) and"
AUDIO = """(root) => { const audio = root.querySelector('audio');
  return audio && {source: audio.src, seconds: audio.duration, loop: audio.loop,
    autoplay: audio.autoplay, played: audio.played.length, shown: audio.checkVisibility(),
    error: audio.error && audio.error.message}; }"""
PLAYED = """([root, before]) => { const audio = root.querySelector('audio');
  return audio.src !== before && audio.duration > 0 && audio.played.length > 0; }"""


def heard(panel, before=""):
    """Wait until a sound other than the one before has been played; return the audio."""
    root = panel.root.element_handle()
    panel.page.wait_for_function(PLAYED, arg=[root, before])
    return panel.root.evaluate(AUDIO)


@pytest.fixture
def sound_on(panel):
    panel.root.get_by_role("button", name="Sound on").click()
    yield panel
    panel.root.get_by_role("button", name="Sound off").click()
    panel.page.wait_for_function(
        "root => !root.querySelector('audio').checkVisibility()",
        arg=panel.root.element_handle(),
    )


def test_it_is_silent_until_sound_is_asked_for(panel):
    audio = panel.root.evaluate(AUDIO)
    assert audio["played"] == 0
    assert not audio["shown"]
    assert not audio["autoplay"]
    assert panel.root.get_by_role("button", name="Sound on").is_visible()


def test_once_it_is_on_the_vowel_is_played_and_each_change_too(sound_on, notebook):
    audio = heard(sound_on)
    assert audio["shown"]
    assert audio["error"] is None
    assert not audio["loop"]
    assert audio["seconds"] == pytest.approx(0.25, abs=0.02)
    sounds = {audio["source"]}
    for _ in range(3):
        sound_on.root.get_by_role("button", name="Next speaker").click()
        audio = heard(sound_on, audio["source"])
        sounds.add(audio["source"])
    assert len(sounds) == 4
    sent = notebook.execute(
        "from ann_course.live.sound import wav; from ann_lib.datasets.speech import RATE\n"
        "print(bytes(panel.sound.audio.value) == wav(panel.wave, RATE))"
    )
    assert "True" in sent


def test_arrow_keys_move_the_cross_and_each_place_is_heard(sound_on):
    audio = heard(sound_on)
    pad = sound_on.root.locator(".ann-pad")
    pad.focus()
    words = sound_on.root.locator(".ann-words")
    before = words.inner_text()
    for _ in range(4):
        pad.press("ArrowUp")
    audio = heard(sound_on, audio["source"])
    sound_on.page.wait_for_function(
        "([root, before]) => root.querySelector('.ann-words').innerText !== before",
        arg=[sound_on.root.element_handle(), before],
    )
    after = words.inner_text()
    opened, now = (int(re.search(r"jaw (\d+)% open", text)[1]) for text in (before, after))
    assert now < opened  # up is closed
    first, second = (re.search(FORMANTS, text).groups() for text in (before, after))
    assert first[0] != second[0]
    assert first[1] == second[1]  # F2 stays


def test_the_mouse_moves_the_cross_and_the_keyboard_goes_on_from_there(panel):
    pad = panel.root.locator(".ann-pad")
    box = pad.bounding_box()
    x, y = box["x"] + 0.35 * box["width"], box["y"] + 0.3 * box["height"]
    words = panel.root.locator(".ann-words")

    def numbers(before):
        panel.page.wait_for_function(
            "([root, before]) => root.querySelector('.ann-words').innerText !== before",
            arg=[panel.root.element_handle(), before],
        )
        found = re.search(FORMANTS, words.inner_text()).groups()
        return [int(number.replace(",", "")) for number in found]

    before = words.inner_text()
    panel.page.mouse.click(x, y)
    there = numbers(before)
    before = words.inner_text()
    pad.press("ArrowDown")
    then = numbers(before)
    assert then[1] == pytest.approx(there[1], rel=0.02)
    assert there[0] < then[0] < 1.2 * there[0]
