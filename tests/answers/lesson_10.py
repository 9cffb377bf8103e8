"""Likely answers to the exercises of lesson 10."""

from __future__ import annotations

from answers import Answer

OVER, NUMBER = "vocabulary", "1 if word in words else 0"


def _bag(kind, says, over=OVER, number=NUMBER):
    return Answer(kind, says, fills=(over, number))


def _neighbours(kind, says, *lines):
    return Answer(kind, says, code="\n    ".join(["def neighbours(words):", *lines]))


def _loop(kind, says, add, *, over="range(len(words) - 1)", start="pairs = []"):
    lines = (start, f"for i in {over}:", f"    pairs.append({add})", "return pairs")
    return _neighbours(kind, says, *lines)


PAIR = 'words[i] + " " + words[i + 1]'


def _break(kind, says, no="'not bad'", unknown="'hardly good'", story=None):
    story = story or "'How lovely, another evening lost'"
    return Answer(kind, says, fills=(no, unknown, story))


ANSWERS: dict[str, list[Answer]] = {
    "write_bag": [
        _bag("right", ""),
        _bag("right", "", number="int(word in words)"),
        _bag("right", "", number="min(1, words.count(word))"),
        _bag("right", "", number="1.0 if word in words else 0.0"),
        Answer("not tried yet", "gap"),
        Answer("not tried yet", "gap", fills=(OVER,)),
        Answer("not tried yet", "gap", fills=("...", NUMBER)),
        _bag("known mistake", "how often", number="words.count(word)"),
        _bag("known mistake", "another length", "words", "1 if word in vocabulary else 0"),
        _bag("known mistake", "holds its own words", "words"),
        _bag("known mistake", "1 for every sentence", number="int(word in vocabulary)"),
        _bag("known mistake", "1 for every sentence", number="1"),
        _bag("known mistake", "wrong way round", number="0 if word in words else 1"),
        _bag("known mistake", "a fixed place", "words", "words.count(word)"),
        _bag("known mistake", "words' numbers", number="vocabulary.index(word)"),
        _bag("known mistake", "can only multiply", number="word if word in words else 0"),
        _bag("known mistake", "adds nothing", number="1 if word in words else -1"),
        _bag("wrong", "truth value|True", number="word in words"),
        _bag("wrong", "", "words", "words.index(word)"),
        _bag("known mistake", "holds its own words", "sorted(words)"),
        _bag("wrong", "", "set(words)", "1"),
        _bag("wrong", "", "range(len(vocabulary))", "1 if word in words else 0"),
        _bag("wrong", "", number="word"),
        _bag("wrong", "", number="words[word]"),
        _bag("wrong", "", number="len(word)"),
        _bag("known mistake", "“nothing”", number="1 if word in str(words) else 0"),
        _bag("known mistake", "1 for every", number="vocabulary.count(word)"),
        *(
            _bag("wrong", "", number=number)
            for number in (
                "words[0] == word",
                "1 if word == words else 0",
                "0",
                "0.5",
                "1 if words in word else 0",
                "1 if word in words[:2] else 0",
                "1 if word in words[1:] else 0",
                "words.count(word) / len(words)",
                "1 / len(words) if word in words else 0",
                "str(int(word in words))",
                "[int(word in words)]",
                "1 if word in words else None",
                "words.find(word)",
                "2 if word in words else 0",
                "words.count(word) > 1",
            )
        ),
        *(
            _bag("wrong", "", over)
            for over in (
                "vocabulary + words",
                "sorted(vocabulary, reverse=True)",
                "vocabulary[1:]",
                "reversed(vocabulary)",
                "enumerate(vocabulary)",
                "len(vocabulary)",
            )
        ),
    ],
    "break_it": [
        _break("right", "Three sentences"),
        _break("right", "", "'The soup was not cold at all'"),
        _break(
            "right", "", "'It is not a dull film'", "'I have never seen a good film here'"
        ),
        _break("right", "", unknown="'nobody found it funny'"),
        _break("right", "", unknown="'That was never boring'"),
        _break("right", "", unknown='"It isn\'t good"'),
        _break("right", "", story="'Great, my phone is dead again'"),
        Answer("not tried yet", "gap"),
        Answer("not tried yet", "gap", fills=("'not bad'", "'hardly good'")),
        _break("known mistake", "so would you", "'not good'"),
        _break("known mistake", "so would you", "'The film was not funny'"),
        _break("known mistake", "with the word “not”", "'hardly bad'"),
        _break("known mistake", "turns the sense round", unknown="'good'"),
        _break("known mistake", "no word with an opinion", unknown="'never again'"),
        _break("known mistake", "no word with an opinion", "'It was not terrible'"),
        _break("known mistake", "good words and bad", "'not bad, but good'"),
        _break("known mistake", "uses a bad word", story="'what a dull evening'"),
        _break("known mistake", "in plain words", story="'a good evening it never was'"),
        _break("known mistake", "small ones", story="'great'"),
        _break("known mistake", "small ones", story="'a lovely film'"),
        _break("known mistake", "small ones", story="'The film was very good'"),
        _break("known mistake", "small ones", story="'lovely lovely lovely lovely'"),
        _break("known mistake", "uses a bad word", story="'bad'"),
        _break("known mistake", "no word with an opinion", story="'I waited for hours'"),
        _break("known mistake", "in plain words", story="'What a good day, nothing works'"),
        _break("wrong", "has had its turn", story="'not great, my phone is dead again'"),
        *(
            _break("known mistake", "no word is found.*not all", unknown=unknown)
            for unknown in (
                "'very good'",
                "'a good film without doubt'",
                "'no doubt a great film'",
                "'It was nothing but lovely'",
                "'too good to be true'",
                "'not bad'",
                "'I wish it were good'",
            )
        ),
        _break("right", "", unknown="'The opposite of good'"),
        _break("right", "", unknown="'It fails to be funny'"),
        _break("known mistake", "no word with an opinion", unknown="'hardly'"),
        _break("known mistake", "no word with an opinion", unknown="'never goood'"),
        _break("known mistake", "good words and bad", unknown="'never bad, never good'"),
        _break("known mistake", "no word with an opinion", "'not'"),
        _break("known mistake", "no word with an opinion", "'notbad'"),
        _break("known mistake", "with the word “not”", "'bad'"),
        _break("known mistake", "so would you", "'not great, not at all'"),
        _break("wrong", "in quotes", "3"),
        _break("wrong", "in quotes", "b'not bad'"),
        _break("not tried yet", "gap", "''"),
        _break("right", "", unknown="'far from good'"),
        Answer("wrong", "A dict", code='broken = {"Not": "not bad", "sarcasm": "good"}'),
        _break("wrong", "without it", unknown="'not hardly good'"),
        _break("wrong", "in quotes", "1", "2", "3"),
        _break("error", "bad", "not bad"),
        Answer("wrong", "A dict", code='broken = ["not bad", "hardly good", "How lovely"]'),
        Answer("wrong", "A dict", code='broken = {"not": "not bad"}'),
        Answer("wrong", "A dict", code='broken = "not bad"'),
    ],
    "write_neighbours": [
        _loop("right", "", PAIR),
        _loop("right", "", 'f"{words[i]} {words[i + 1]}"'),
        _loop("right", "", '" ".join(words[i : i + 2])'),
        _neighbours("right", "", "return [a + ' ' + b for a, b in zip(words, words[1:])]"),
        Answer("not tried yet", "gap"),
        _neighbours("not tried yet", "", "pass"),
        _loop("known mistake", "no neighbour on its right", PAIR, over="range(len(words))"),
        _loop(
            "known mistake",
            "joined with the first",
            'words[i] + " " + words[(i + 1) % len(words)]',
            over="range(len(words))",
        ),
        _neighbours(
            "known mistake",
            "all pairs",
            "from itertools import combinations",
            "return [' '.join(pair) for pair in combinations(words, 2)]",
        ),
        _loop("known mistake", "You sorted", '" ".join(sorted(words[i : i + 2]))'),
        _loop("known mistake", "read backwards", 'words[i + 1] + " " + words[i]'),
        _loop("known mistake", "space between", "words[i] + words[i + 1]"),
        _loop("known mistake", "one text", "(words[i], words[i + 1])"),
        _neighbours(
            "known mistake",
            "two by two",
            "return [a + ' ' + b for a, b in zip(words[::2], words[1::2])]",
        ),
        _neighbours(
            "known mistake",
            "skip a word",
            "return [a + ' ' + b for a, b in zip(words, words[2:])]",
        ),
        _loop("known mistake", "last pair is missing", PAIR, over="range(len(words) - 2)"),
        _loop("wrong", "", PAIR, over="range(1, len(words) - 1)"),
        _loop("wrong", "", "words[i]"),
        _loop("known mistake", "one text", "words[i : i + 2]"),
        _loop("wrong", "", "words[i] + '-' + words[i + 1]"),
        _neighbours("wrong", "", "return words"),
        _neighbours("wrong", "", "return ' '.join(words)"),
        _neighbours("wrong", "", "return {a + ' ' + b for a, b in zip(words, words[1:])}"),
        _neighbours("wrong", "", "print([a + ' ' + b for a, b in zip(words, words[1:])])"),
        _loop("wrong", "after the last", PAIR, over="range(1, len(words))"),
        *(
            _loop("wrong", "", add)
            for add in (
                "words[i - 1] + ' ' + words[i]",
                "words[i] + '  ' + words[i + 1]",
                "words[i] + words[i + 1] + ' '",
                "words[i] + ' ' + words[i]",
                "words[i + 1]",
                "' '.join(words)",
                "' '.join(words[i : i + 3])",
                "' '.join(words[i:])",
                "str((words[i], words[i + 1]))",
                "words[0] + ' ' + words[i + 1]",
                "words[i].upper() + ' ' + words[i + 1]",
            )
        ),
        *(
            _neighbours("wrong", "", f"return {result}")
            for result in (
                "[]",
                "['not so', 'so bad']",
                "[words[0] + ' ' + words[1]]",
                "words[0] + ' ' + words[1]",
                "dict(zip(words, words[1:]))",
                "[a + ' ' + b for a in words for b in words]",
                "[a + ' ' + b for a in words for b in words if a != b]",
                "[words[i] + ' ' + words[i + 1] for i in words]",
                "sorted(a + ' ' + b for a, b in zip(words, words[1:]))",
                "(a + ' ' + b for a, b in zip(words, words[1:]))",
                "[a + ' ' + b for a, b in zip(words, words[1:]) if a != b]",
                "len(list(zip(words, words[1:])))",
            )
        ),
    ],
}
