"""The exercise in which the learner breaks the reader: three ways to be misread."""

from __future__ import annotations

import re
from typing import Any

from ann_course.learn import Criteria, Exercise
from ann_course.lessons.lesson_10.reader import goodness, vocabulary
from ann_course.live.words import certainty
from ann_lib.datasets import words_of
from ann_lib.datasets.phrases import BAD, DEGREES, GOOD

SURE = 0.9
KINDS = ("not", "unknown", "sarcasm")
STORY = 3
"""Sarcasm needs a story: so many words at least that tell something."""
_NO_STORY = {
    *words_of("a an the this that it is was are were be been i my me you your we our he"),
    *words_of("his she her they their of in on at for to and so such what how as with"),
    *words_of("film movie"),
}
_TURNING = re.compile(
    r"never|no|nobody|none|nothing|nowhere|hardly|barely|scarcely|rarely|seldom|without|"
    r"neither|nor|nope|cannot|lacks?|lacking|fail(?:s|ed)|opposite|anything|far|less|"
    r"\w+n['’]t"
)
_AFFIRMS = re.compile(r"\b(?:without (?:a |any )?doubt|no doubt|nothing but)\b")
"""What holds such a word, and turns nothing round."""
Answer = dict[str, str]


def _opinions(text: str) -> set[bool]:
    """Return whether its words are good, bad, or both."""
    words = words_of(text)
    return {word in GOOD for word in words if word in GOOD + BAD}


def _turns(text: str) -> bool:
    known, words = vocabulary(), words_of(_AFFIRMS.sub("", text.lower()))
    return any(_TURNING.fullmatch(word) and word not in known for word in words)


def _is_misread(text: str) -> bool:
    """Whether it is surely read as its opinion words are meant by themselves."""
    p = goodness(text)
    return (p > SURE) if _opinions(text) == {True} else (p < 1 - SURE)


def _read(text: str) -> str:
    p = goodness(text)
    return f"good, {certainty(p)} sure" if p > 0.5 else f"bad, {certainty(1 - p)} sure"


def _first(answer: Answer, fails: Any) -> str:
    """Return the first sentence that fails."""
    return next(answer[kind] for kind in KINDS if fails(answer[kind]))


def _clear(text: str) -> bool:
    return len(_opinions(text)) == 1


def _others(text: str) -> int:
    """Return how many of its words tell something, and are none that the network knows."""
    no_story = {*vocabulary(), *DEGREES, *_NO_STORY}
    return sum(word not in no_story for word in words_of(text))


def _told(answer: Answer) -> str:
    says = "; ".join(f"“{answer[kind]}”: {_read(answer[kind])}" for kind in KINDS)
    return (
        f"Three sentences that a child understands, and each is misread. {says}. “Not” is "
        "one more bad word to it; a word that it has never seen is nothing at all; and of "
        "sarcasm there is no trace in a bag. (Whether people read them as you mean them, "
        "only people can say: ask your neighbour.)"
    )


_CRITERIA = Criteria(
    {
        "no dict": (
            lambda answer: isinstance(answer, dict) and answer.keys() >= set(KINDS),
            'A dict with a sentence for each of "not", "unknown" and "sarcasm" was '
            "expected.",
        ),
        "more": (
            lambda answer: answer.keys() <= set(KINDS),
            'There are more than the three sentences "not", "unknown" and "sarcasm".',
        ),
        "no text": (
            lambda answer: all(isinstance(text, str) for text in answer.values()),
            "Each of the three must be a sentence in quotes.",
        ),
        "nothing known": (
            lambda answer: all(_opinions(text) for text in answer.values()),
            lambda answer: (
                f"In “{_first(answer, lambda text: not _opinions(text))}” the network "
                "knows no word with an opinion, so it has no reason to be sure. Its good "
                f"words are {', '.join(GOOD)}; its bad ones {', '.join(BAD)}."
            ),
        ),
        "mixed": (
            lambda answer: all(map(_clear, answer.values())),
            lambda answer: (
                f"“{_first(answer, lambda text: not _clear(text))}” has good words and bad "
                "ones. Then it isn't clear what one should read in it: keep to one kind."
            ),
        ),
        "without not": (
            lambda answer: "not" in words_of(answer["not"]),
            "The first sentence must be one with the word “not”.",
        ),
        "rightly": (
            lambda answer: _opinions(answer["not"]) == {False},
            lambda answer: (
                f"“{answer['not']}” is read as {_read(answer['not'])}, and so would you: "
                "“not” pulls down, and here it should. Before which words should it pull "
                "up?"
            ),
        ),
        "no turn": (
            lambda answer: _turns(answer["unknown"]),
            lambda answer: (
                f"In “{answer['unknown']}” no word is found that turns the sense round and "
                "that the network doesn't know. Which words do, besides “not”? (This check "
                "knows many of them, not all: take a common one.)"
            ),
        ),
        "with not": (
            lambda answer: (
                "not" not in words_of(answer["unknown"] + " " + answer["sarcasm"])
            ),
            "“Not” has had its turn: the other two sentences should do without it.",
        ),
        "no sarcasm": (
            lambda answer: _opinions(answer["sarcasm"]) == {True},
            lambda answer: (
                f"“{answer['sarcasm']}” uses a bad word. Sarcasm uses kind ones, and means "
                "the opposite."
            ),
        ),
        "turned": (
            lambda answer: not _turns(answer["sarcasm"]),
            lambda answer: (
                f"“{answer['sarcasm']}” says no in plain words, as the second sentence "
                "does. Can you mean it without?"
            ),
        ),
        "plain": (
            lambda answer: _others(answer["sarcasm"]) >= STORY,
            lambda answer: (
                f"“{answer['sarcasm']}” tells too little: without a story your praise may "
                f"pass for praise. Say what really happened, in at least {STORY} words of "
                "your own (small ones, such as “the film was”, don't count)."
            ),
        ),
        "unsure": (
            lambda answer: all(map(_is_misread, answer.values())),
            lambda answer: (
                "It isn't sure enough about "
                f"“{_first(answer, lambda text: not _is_misread(text))}”: "
                f"{_read(_first(answer, lambda text: not _is_misread(text)))}, and more "
                f"than {SURE:.0%} is asked for."
            ),
        ),
    },
    right=_told,
)

_BROKEN = {
    "not": "not bad",
    "unknown": "hardly good",
    "sarcasm": "How lovely, another evening lost",
}

break_it = Exercise(
    "break-it",
    "Write three sentences that any person reads at once, and that the network misreads: "
    f"it must be more than {SURE:.0%} sure of the opposite. The first with “not”; the "
    "second with another word that turns the sense round; the third sarcastic.",
    reference=_BROKEN,
    accepts=_CRITERIA.accepts,
    mistakes=_CRITERIA.mistakes(
        {
            "nothing known": _BROKEN | {"unknown": "never again"},
            "mixed": _BROKEN | {"not": "not bad, but good"},
            "without not": _BROKEN | {"not": "hardly bad"},
            "rightly": _BROKEN | {"not": "not good"},
            "no turn": _BROKEN | {"unknown": "good"},
            "no sarcasm": _BROKEN | {"sarcasm": "what a dull evening"},
            "turned": _BROKEN | {"sarcasm": "a good evening, had I never gone there"},
            "plain": _BROKEN | {"sarcasm": "great"},
        }
    ),
    hints=[
        "Try “not good” and “not bad” with `goodness` first. About one of the two the "
        "network is right. Why?",
        "A word that is not in its vocabulary is no input at all: for the network the "
        "sentence goes on without it. Think of words like “never”.",
        "For sarcasm take one of its good words, and let the rest of the sentence tell "
        "that nothing was good: “How lovely, …”.",
    ],
    solution="""
broken = {
    "not": "not bad",
    "unknown": "hardly good",
    "sarcasm": "How lovely, another evening lost",
}
""",
    ask="What would the network have to be given, or shown, to read yours right?",
)
