"""Likely answers to the exercises of lesson 11."""

from __future__ import annotations

from answers import Answer

POWER = "np.abs(waves) ** 2"
EACH = "[np.log10(np.mean(band)) for band in bands]"
TEST, TRAIN = "np.isin(speaker, held_out)", "~test"


def _bands(kind, says, power=POWER, result=EACH):
    return Answer(kind, says, fills=(power, result))


def _split(kind, says, test=TEST, train=TRAIN):
    return Answer(kind, says, fills=(test, train))


def _words(kind, says, *four):
    return Answer(kind, says, fills=tuple(f'"{word}"' for word in four))


def _company(kind, says, *counts):
    return Answer(kind, says, fills=tuple(map(str, counts)))


ANSWERS: dict[str, list[Answer]] = {
    "write_bands": [
        _bands("right", ""),
        _bands("right", "", "np.abs(waves**2)"),
        _bands("right", "", "waves.real**2 + waves.imag**2"),
        _bands("right", "", "(waves * waves.conj()).real"),
        _bands("right", "", result="np.log10([band.mean() for band in bands])"),
        _bands("right", "", result="np.array([np.log10(sum(b) / len(b)) for b in bands])"),
        Answer("not tried yet", "gap"),
        Answer("not tried yet", "gap", fills=(POWER,)),
        Answer("not tried yet", "gap", fills=("...", EACH)),
        _bands("known mistake", "made of complex numbers", "waves"),
        _bands("known mistake", "The square of a complex number", "waves**2"),
        _bands("known mistake", "the power is its square", "np.abs(waves)"),
        _bands("known mistake", "only the real part", "waves.real**2"),
        _bands("known mistake", "only the real part", "np.real(waves) ** 2"),
        _bands("known mistake", "the samples of the wave", "faded**2"),
        _bands("known mistake", "gives each frequency twice", "abs(np.fft.fft(faded))**2"),
        _bands("known mistake", "Those are the means", result="[b.mean() for b in bands]"),
        _bands(
            "known mistake",
            "added up the power",
            result="[np.log10(np.sum(band)) for band in bands]",
        ),
        _bands(
            "known mistake",
            "The mean comes first",
            result="[np.mean(np.log10(band)) for band in bands]",
        ),
        _bands(
            "known mistake",
            "natural logarithm",
            result="[np.log(np.mean(band)) for band in bands]",
        ),
        _bands(
            "known mistake",
            "decibels",
            result="[10 * np.log10(np.mean(band)) for band in bands]",
        ),
        _bands(
            "known mistake",
            "the strongest frequency",
            result="[np.log10(np.max(band)) for band in bands]",
        ),
        _bands("known mistake", "for the whole sound", result="np.log10(np.mean(power))"),
        _bands("known mistake", "a number for each frequency", result="np.log10(power)"),
        _bands("known mistake", "highest band comes first", result=f"{EACH}[::-1]"),
        _bands("wrong", "", result="bands"),
        _bands("wrong", "", result="[np.median(band) for band in bands]"),
        _bands("wrong", "", "np.abs(waves) ** 3"),
        _bands("wrong", "", "2 * np.abs(waves) ** 2"),
        _bands("wrong", "", "np.abs(np.fft.rfft(wave)) ** 2"),
        _bands("wrong", "", "np.angle(waves) ** 2"),
        _bands("wrong", "", result="[np.log10(band[0]) for band in bands]"),
        _bands("wrong", "", result="np.log10(len(bands))"),
        _bands("wrong", "", result="sum(bands)"),
        _bands("wrong", "", result="[np.log2(np.mean(band)) for band in bands]"),
        _bands("wrong", "", "np.sqrt(np.abs(waves))"),
        _bands("known mistake", "one for each frequency", "np.sum(np.abs(waves) ** 2)"),
        _bands("known mistake", "one for each frequency", "np.mean(np.abs(waves) ** 2)"),
        _bands("wrong", "Write `\\*\\*`", "np.abs(waves) ^ 2"),
        _bands("wrong", "a complex number", "waves", "[np.mean(b) for b in bands]"),
        *(
            _bands("wrong", "", power)
            for power in (
                "waves.imag ** 2",
                "np.abs(waves.real + waves.imag) ** 2",
                "wave",
                "np.abs(waves) ** 2 / len(waves)",
                "np.abs(wave) ** 2",
                "n_bands",
                "abs(waves) * 2",
                "np.log10(np.abs(waves) ** 2)",
                "np.abs(waves)[::-1] ** 2",
                "np.abs(waves[1:]) ** 2",
                "np.sort(np.abs(waves) ** 2)",
                "np.cumsum(np.abs(waves) ** 2)",
            )
        ),
        *(
            _bands("wrong", "", result=result)
            for result in (
                "[np.log10(np.mean(band) + 1) for band in bands]",
                "power",
                "[np.log1p(np.mean(band)) for band in bands]",
                "[1.0] * n_bands",
                "[-np.log10(np.mean(band)) for band in bands]",
                "[np.log10(np.mean(bands[0])) for band in bands]",
                "[np.log10(np.mean(power)) for band in bands]",
                "[np.log10(np.mean(band)) for band in bands[1:]]",
                "[20 * np.log10(np.mean(band)) for band in bands]",
                "sorted(np.log10(np.mean(band)) for band in bands)",
            )
        ),
    ],
    "write_split": [
        _split("right", ""),
        _split("right", "", "np.array([one in held_out for one in speaker])"),
        _split("right", "", train="np.logical_not(test)"),
        _split("right", "", train="test == False"),
        _split("right", "", train="~np.isin(speaker, held_out)"),
        Answer("not tried yet", "gap"),
        Answer("not tried yet", "gap", fills=(TEST,)),
        Answer("not tried yet", "gap", fills=("...", TRAIN)),
        _split("known mistake", "The wrong way round", "~np.isin(speaker, held_out)"),
        _split("known mistake", r"Ask of each \*sound\*", "np.isin(held_out, speaker)"),
        _split("known mistake", "Only the first", "speaker == held_out[0]"),
        _split("known mistake", "Only the last", "speaker == held_out[-1]"),
        _split("known mistake", "`==` and", "speaker == held_out"),
        _split("known mistake", "`in`, `not`", "speaker in held_out"),
        _split(
            "known mistake",
            "the last quarter",
            "np.arange(len(speaker)) >= 0.75 * len(speaker)",
        ),
        _split(
            "known mistake",
            "with these numbers",
            "np.isin(np.arange(len(speaker)), held_out)",
        ),
        _split("known mistake", r"gives the \*places\*", f"np.flatnonzero({TEST})"),
        _split("known mistake", "Both parts are the same", train="test"),
        _split("known mistake", "Both parts are the same", train=TEST),
        _split("known mistake", "trains on all sounds", train="np.ones(len(test), bool)"),
        _split("known mistake", "in both parts", train="speaker != held_out[0]"),
        _split("known mistake", "`~test` turns each", train="not test"),
        _split("known mistake", "`-` is for numbers", train="-test"),
        _split("wrong", "", "speaker > held_out[0]"),
        _split("wrong", "", "np.random.default_rng(0).random(len(speaker)) < 0.25"),
        _split("wrong", "", "held_out"),
        _split("wrong", "", "speaker"),
        _split("wrong", "", "np.zeros(len(speaker), bool)"),
        _split("wrong", "", train="speaker"),
        _split("wrong", "", "[0, 1]"),
        _split("wrong", "", "speaker % 2 == 0"),
        _split("wrong", "", train="test[::-1]"),
        _split("wrong", "", "np.isin(speaker, held_out)[::-1]"),
        _split("known mistake", "`any`", "any(speaker == one for one in held_out)"),
        _split("known mistake", "and `!=`", train="speaker != held_out"),
        _split("wrong", "in front of a list", "[one in held_out for one in speaker]"),
        _split("wrong", "in front of a list", f"{TEST}.tolist()"),
        *(
            _split("wrong", "", test)
            for test in (
                "speaker == held_out[1:]",
                "np.isin(speaker, held_out[:-1])",
                "True",
                "speaker < len(held_out)",
                "speaker >= min(held_out)",
                "speaker == max(held_out)",
                "np.ones(len(speaker), bool)",
                "speaker[held_out]",
                f"{TEST}.astype(int)",
                f"{TEST}.sum()",
                f"np.where({TEST})",
                "set(speaker) - set(held_out)",
                "np.unique(speaker)",
                "np.arange(len(speaker)) < 0.25 * len(speaker)",
                "speaker.isin(held_out)",
                f"{TEST} | (speaker == 0)",
                "np.isin(np.sort(speaker), held_out)",
            )
        ),
        *(
            _split("wrong", "", train=train)
            for train in (
                "~train",
                "speaker[~test]",
                "np.flatnonzero(~test)",
                "1 - test",
                "None",
                "~np.isin(held_out, speaker)",
                "np.zeros(len(test), bool)",
                "test is False",
                "~test & (speaker != speaker[0])",
                "~test[::-1]",
                "held_out",
            )
        ),
    ],
    "read_words": [
        _words("right", "as phoneticians do", "ya", "er", "wow", "eye"),
        _words("right", "as phoneticians do", "YA", "er ", "Wow", "eye"),
        Answer("not tried yet", "gap"),
        Answer("not tried yet", "gap", fills=('"ya"', '"er"')),
        _words("known mistake", "The four words are", "yes", "er", "wow", "eye"),
        _words("known mistake", "The four words are", "ee", "er", "oo", "ah"),
        _words("known mistake", "more than once", "eye", "er", "wow", "eye"),
        _words("known mistake", "second dark band high", "eye", "er", "wow", "ya"),
        _words("known mistake", "dark bands are level", "er", "ya", "wow", "eye"),
        _words("known mistake", "does not change", "ya", "wow", "er", "eye"),
        _words("known mistake", "somewhere and comes back", "wow", "er", "ya", "eye"),
        _words("known mistake", "somewhere and comes back", "ya", "er", "eye", "wow"),
        Answer("wrong", "in quotes", fills=("1", "2", "3", "4")),
        Answer("wrong", "A dict", code='answer = ["ya", "er", "wow", "eye"]'),
        Answer("wrong", "A dict", code='answer = {"A": "ya"}'),
        Answer("wrong", "A dict", code='answer = "ya er wow eye"'),
        Answer("wrong", "A dict", code='answer = {"ya": "A", "er": "B"}'),
        *(
            _words("known mistake", says, *four.split())
            for says, fours in {
                "does not change": (
                    "eye wow er ya",
                    "er eye ya wow",
                    "ya eye wow er",
                    "eye ya er wow",
                    "er wow eye ya",
                    "wow ya er eye",
                    "wow eye ya er",
                    "ya wow eye er",
                ),
                "somewhere and comes back": ("wow er eye ya", "eye er ya wow"),
                "more than once": ("er er er er", "ya er wow wow", "eye er eye ya"),
                "The four words are": ("A B C D", "ya! er wow eye", "1 2 3 4"),
            }.items()
            for four in fours
        ),
        Answer("error", "ya", fills=("ya", "er", "wow", "eye")),
    ],
    "choose_company": [
        _company("right", "Each kind is heard", 8, 7, 7),
        _company("right", "Each kind is heard", 15, 0, 7),
        _company("right", "Each kind is heard", 4, 11, 7),
        Answer("not tried yet", "gap"),
        Answer("not tried yet", "gap", fills=("22", "0")),
        _company("known mistake", "22 men, 14 women and 7 children", 2, 0, 20),
        _company("known mistake", "22 men, 14 women and 7 children", 8, 7.5, 6.5),
        _company("known mistake", "22 men, 14 women and 7 children", '"many"', 7, 7),
        _company("known mistake", "asked 36 people", 22, 7, 7),
        _company("known mistake", "asked 0 people", 0, 0, 0),
        _company("known mistake", "men 1.00.*where we began", 22, 0, 0),
        _company("known mistake", "too little for the children", 11, 11, 0),
        _company("known mistake", "too little for the children", 19, 0, 3),
        _company("known mistake", "too little for the men", 1, 14, 7),
        _company("known mistake", "children 0.84", 14, 4, 4),
        *(
            _company("known mistake", says, *counts)
            for says, those in {
                "too little for the children": ((8, 14, 0), (20, 1, 1), (18, 0, 4)),
                "a whole number, from 0": (
                    (-1, 16, 7),
                    (0, 14, 8),
                    (7.0, 8, 7),
                    ("'8'", 7, 7),
                    (True, 14, 7),
                    ("[8]", 7, 7),
                    ("22/3", "22/3", "22/3"),
                    (100, -85, 7),
                    ("men", 8, 7),
                ),
                "asked 21 people": ((0, 14, 7), (8, 7, 6)),
                "asked 23 people": ((9, 7, 7),),
                "asked 43 people": ((22, 14, 7),),
            }.items()
            for counts in those
        ),
        Answer("wrong", "A dict", code="company = 22"),
        Answer("wrong", "A dict", code='company = {"men": 8, "women": 7, "kids": 7}'),
        Answer("wrong", "A dict", code="company = [8, 7, 7]"),
        Answer("wrong", "A dict", code='company = {"men": 8, "women": 14}'),
        Answer("error", "everyone", fills=("everyone", "7", "7")),
    ],
}
