"""Likely answers to the exercises of lesson 08."""

from __future__ import annotations

from answers import Answer

INSIDE, RIGHT = "groups == group", "answers[inside] == y[inside]"


def _groups(kind, says, inside=INSIDE, right=RIGHT):
    return Answer(kind, says, fills=(inside, right))


def _find(kind, says, *lines):
    head = "def find_shortcut(network, x, y, changed):"
    return Answer(kind, says, code="\n    ".join([head, *lines]))


def _loop(
    kind, says, line, *, start="falls = {}", over="changed.items()", end="return falls"
):
    rounds = f"for name, pictures in {over}:"
    return _find(kind, says, start, rounds, f"    {line}", end)


def _fall(kind, says, fall, **parts):
    return _loop(kind, says, f"falls[name] = {fall}", **parts)


def _draw(kind, says, *numbers):
    return Answer(kind, says, fills=numbers)


USUAL, NOW = "network.score(x, y)", "network.score(pictures, y)"
FALL = f"{USUAL} - {NOW}"

ANSWERS: dict[str, list[Answer]] = {
    "write_groups": [
        _groups("right", ""),
        _groups("right", "", "group == groups", "y[inside] == answers[inside]"),
        _groups("right", "", right="(answers == y)[inside]"),
        _groups("right", "", right="(answers == y) & inside"),
        _groups("right", "", "[each == group for each in groups]"),
        Answer("not tried yet", "gap"),
        Answer("not tried yet", "gap", fills=(INSIDE,)),
        Answer("not tried yet", "gap", fills=("...", RIGHT)),
        _groups("known mistake", "score of all the pictures together", "groups == groups"),
        _groups("known mistake", "into cats and dogs", "y == group"),
        _groups("known mistake", "by what the network said", "answers == group"),
        _groups("known mistake", "in the wrong order", "groups != group"),
        _groups("known mistake", "Both are the score of group 0", "groups == 0"),
        _groups("known mistake", r"gives the \*places\*", "np.where(groups == group)"),
        _groups("known mistake", "`group` is one number", "group"),
        _groups("known mistake", "the same in both rounds", "groups"),
        _groups("known mistake", "of both groups", right="answers == y"),
        _groups("known mistake", "`&` comes before `==`", right="inside & answers == y"),
        _groups("known mistake", "divided twice", right=f"np.mean({RIGHT})"),
        _groups("known mistake", "a single picture", right="answers[group] == y[group]"),
        _groups("known mistake", "these are fewer", right="answers == y[inside]"),
        _groups("known mistake", "were called a dog", right="answers[inside]"),
        _groups("known mistake", "were called a dog", right="answers[inside] == 1"),
        _groups("known mistake", r"how many \*are\* dogs", right="y[inside]"),
        _groups("known mistake", "misclassified", right="answers[inside] != y[inside]"),
        _groups("known mistake", "in per cent", right=f"100 * ({RIGHT})"),
        _groups("wrong", "", right="answers == y and inside"),
        _groups("wrong", "", right="True"),
        _groups("wrong", "", "groups in group"),
    ],
    "write_find": [
        _fall("right", "", FALL),
        _find(
            "right",
            "",
            "usual = network.score(x, y)",
            "return {name: usual - network.score(changed[name], y) for name in changed}",
        ),
        _fall("right", "", f"round({FALL}, 2)"),
        _fall("right", "", "np.mean(network.predict(x) == y) - " + NOW),
        Answer("not tried yet", "gap"),
        _fall("known mistake", "scores after each change", NOW),
        _fall("known mistake", "The sign is the wrong way", f"{NOW} - {USUAL}"),
        _fall("known mistake", "compared with a score of 1", f"1 - {NOW}"),
        _fall(
            "known mistake",
            "compared with a score of 1",
            "np.mean(network.predict(pictures) != y)",
        ),
        _fall("known mistake", "the usual pictures both times", f"{USUAL} - {USUAL}"),
        _fall(
            "known mistake", "the fraction of the score that is left", f"{NOW} / {USUAL}"
        ),
        _fall("known mistake", "You divided by the score", f"({FALL}) / {USUAL}"),
        _fall("known mistake", "Leave the sign as it is", f"abs({FALL})"),
        _fall("known mistake", "Don't cut it off at 0", f"max(0, {FALL})"),
        _fall("known mistake", "rounded to one decimal", f"round({FALL}, 1)"),
        _fall("known mistake", "in per cent", f"100 * ({FALL})"),
        _fall(
            "known mistake",
            "how many answers changed",
            "np.mean(network.predict(pictures) != network.predict(x))",
        ),
        _fall("known mistake", "Only the first change", FALL, end="    return falls"),
        _loop(
            "known mistake",
            "Only the last change",
            f"falls = {{name: {FALL}}}",
        ),
        _find(
            "known mistake",
            "the name of the worst change",
            "falls = {}",
            "for name, pictures in changed.items():",
            f"    falls[name] = {FALL}",
            "return max(falls, key=falls.get)",
        ),
        _find(
            "known mistake",
            "The first is right",
            "falls, before = {}, network.score(x, y)",
            "for name, pictures in changed.items():",
            "    falls[name] = before - network.score(pictures, y)",
            "    before = network.score(pictures, y)",
            "return falls",
        ),
        _loop(
            "known mistake",
            "without their names",
            f"falls.append({FALL})",
            start="falls = []",
        ),
        _loop(
            "known mistake", 'The only key is the word "name"', f'falls["name"] = {FALL}'
        ),
        _fall("known mistake", "gives its keys only", FALL, over="changed"),
        _fall(
            "known mistake",
            r"the \*name\* of the change",
            f"{USUAL} - network.score(name, y)",
        ),
        _fall(
            "known mistake",
            "needs the right answers, too",
            "network.score(x) - network.score(pictures)",
        ),
        _find(
            "known mistake",
            "the whole dict",
            "return network.score(x, y) - network.score(changed, y)",
        ),
        _fall("wrong", "`return`|returns nothing", FALL, end="print(falls)"),
        _fall("wrong", "falls", FALL, start="usual = 0"),
        _find("wrong", "", "return changed"),
    ],
    "design_test": [
        _draw("right", "", "1.0", "0.0", "1.0"),
        _draw("right", "", "0", "1", "-1"),
        _draw("right", "", "0.8", "0.2", "0.5"),
        Answer("not tried yet", "gap"),
        _draw("not tried yet", "gap", "1", "0"),
        _draw("known mistake", "on its usual floor", "1", "0", "-1"),
        _draw("known mistake", "on its usual floor", "0", "1", "1"),
        _draw("known mistake", "gives little to go by", "1", "0", "0"),
        _draw("known mistake", "gives little to go by", "1", "0", "0.2"),
        _draw("known mistake", "A cat's ears on a dog's muzzle", "1", "1", "1"),
        _draw("known mistake", "halfway between cat and dog", "0.5", "0.5", "1"),
        _draw("known mistake", "halfway between cat and dog", "1", "0.5", "1"),
        _draw("wrong", "must be a number", "'pointed'", "'short'", "'grass'"),
        _draw("wrong", "outside its bounds", "1", "0", "2"),
        _draw("wrong", "outside its bounds", "10", "0", "1"),
        _draw("wrong", "must be a number", "True", "False", "True"),
        _draw("wrong", "change one thing at a time", "1", "0", '1, "polarity": -1'),
        _draw("error", "pointed", "pointed", "short", "grass"),
        Answer("wrong", "A dict was expected", code="picture = [1, 0, 1]"),
        Answer("wrong", "A number is missing", code='picture = {"ears": 1, "muzzle": 0}'),
    ],
}
