"""Lesson 01: when does a neuron fire?"""

from __future__ import annotations

from answers import Answer

ANSWERS = {
    "write_firing_rate": [
        Answer("right", "pause plus climb", fills=("2 + climb(current)", "1000")),
        Answer("right", "pause plus climb", fills=("climb(current) + 2.0", "1e3")),
        Answer("known mistake", "left out the pause", fills=("climb(current)", "1000")),
        Answer("known mistake", "per millisecond", fills=("2 + climb(current)", "1")),
        Answer("known mistake", "only the pause", fills=("2", "1000")),
        Answer("known mistake", "same for every", fills=("climb(2.0) + 2", "1000")),
        Answer("known mistake", "so add them", fills=("2 * climb(current)", "1000")),
        Answer("known mistake", "in seconds", fills=("0.002 + climb(current)", "1000")),
        Answer("wrong", "The number differs", fills=("2 + climb(current)", "60")),
        Answer("wrong", r"`\+` does not work between a number and a function",
               fills=("2 + climb", "1000")),
        Answer("wrong", "not given all that it needs", fills=("2 + climb()", "1000")),
        Answer("wrong", "no `currentt`. Do you mean `current`",
               fills=("2 + climb(currentt)", "1000")),
        Answer("not tried yet", "a gap in `firing_rate`", fills=("2 + climb(current)",)),
        Answer("error", "no units: write `2` in place of `2 ms`",
               fills=("2 ms + climb(current)", "1000")),
        Answer("error", "no units: write `1000` in place of `1000ms`",
               fills=("2 + climb(current)", "1000ms")),
    ],
    "reach_40_hz": [
        Answer("right", r"fires at 40\.0 Hz.* current of 1\.463",
               fills=("1.0", "0.4", "0.463")),
        Answer("right", r"fires at 40\.1 Hz", fills=("0", "0", "1.466")),
        Answer("known mistake", "^Silent: the current", fills=("0.5", "0.2", "0.4")),
        Answer("known mistake", "^37 Hz", fills=("1.0", "0.4", "0.402")),
        Answer("known mistake", "made the current 40", fills=("50", "0", "0")),
        Answer("known mistake", "only just", fills=("1.0", "0.4", "0.0")),
        Answer("wrong", r"fires at 59\.8 Hz, with a current of 1\.920.* needs less",
               fills=("1.4", "0.6", "0.5")),
        Answer("wrong", "a list of 3 numbers, and this is a number",
               code="my_strengths = 1.463"),
        Answer("wrong", r"three strengths, not 6\..* a point: 0\.5",
               fills=("1,0", "0,4", "0,5")),
        Answer("wrong", "and this is a list of 3 texts",
               fills=('"1.0"', '"0.4"', '"0.463"')),
        Answer("wrong", r"infinite or not a number",
               fills=("float('nan')", "0.4", "0.463")),
        Answer("wrong", r"and this is a dict",
               code='my_strengths = {"A": 1, "B": 0, "C": 1}'),
        Answer("not tried yet", "still a gap", fills=("1.0", "0.4")),
        Answer("error", "`−` is a dash", fills=("1.0", "−0.4", "0.863")),
        Answer("error", "no units", fills=("1.0", "0.4", "0.463 mV")),
    ],
}  # fmt: skip
