"""Likely answers to the exercises of lesson 12."""

from __future__ import annotations

from answers import Answer

MISSED, SPREAD = "np.sum((y - prediction) ** 2)", "np.sum((y - np.mean(y)) ** 2)"
MEAN, STD = "train.mean(axis=0)", "train.std(axis=0)"


def _r(kind, says, missed=MISSED, spread=SPREAD):
    return Answer(kind, says, fills=(missed, spread))


def _scale(kind, says, mean=MEAN, spread=STD):
    return Answer(kind, says, fills=(mean, spread))


def _leak(kind, says, text):
    return Answer(kind, says, fills=(text,))


def _choose(kind, says, *models):
    return Answer(kind, says, fills=models)


BOTH = "np.concatenate([train, test])"

ANSWERS: dict[str, list[Answer]] = {
    "write_r_squared": [
        _r("right", ""),
        _r("right", "", "np.sum((prediction - y) ** 2)", "np.sum((np.mean(y) - y) ** 2)"),
        _r("right", "", "((y - prediction) ** 2).sum()", "((y - y.mean()) ** 2).sum()"),
        _r("right", "", "sum((y - prediction) ** 2)", "len(y) * np.var(y)"),
        _r("right", "", "np.mean((y - prediction) ** 2)", "np.var(y)"),
        _r("right", "", "np.sum(np.square(y - prediction))", "np.sum((y - y.mean())**2)"),
        Answer("not tried yet", "gap"),
        Answer("not tried yet", "gap", fills=(MISSED,)),
        Answer("not tried yet", "gap", fills=("...", SPREAD)),
        _r(
            "known mistake",
            r"how the \*predictions\* spread",
            spread="np.sum((prediction - np.mean(prediction)) ** 2)",
        ),
        _r(
            "known mistake",
            "the mean of the predictions",
            spread="np.sum((y - np.mean(prediction)) ** 2)",
        ),
        _r(
            "known mistake",
            r"the \*predictions\* are from the mean",
            spread="np.sum((prediction - np.mean(y)) ** 2)",
        ),
        _r("known mistake", "always predicting 0", spread="np.sum(y ** 2)"),
        _r("known mistake", "median", spread="np.sum((y - np.median(y)) ** 2)"),
        _r("known mistake", "as there are rows", spread="np.var(y)"),
        _r("known mistake", "as there are rows", spread="np.mean((y - np.mean(y)) ** 2)"),
        _r("known mistake", "as there are rows", f"len(y) * {MISSED}"),
        _r("known mistake", "a mean of squares", "np.mean((y - prediction) ** 2)"),
        _r(
            "known mistake",
            "cancel each other",
            "np.sum(y - prediction)",
            "np.sum(y - np.mean(y))",
        ),
        _r("known mistake", "cancels out", "np.sum(y - prediction)"),
        _r("known mistake", "added first", "np.sum(y - prediction) ** 2"),
        _r("known mistake", "the distances. R²", "np.sum(np.abs(y - prediction))"),
        _r(
            "known mistake",
            "in both gaps",
            "np.sum(np.abs(y - prediction))",
            "np.sum(np.abs(y - np.mean(y)))",
        ),
        _r("known mistake", "one number for each row", "(y - prediction) ** 2"),
        _r(
            "known mistake",
            "row by row",
            "(y - prediction) ** 2",
            "(y - np.mean(y)) ** 2",
        ),
        _r(
            "known mistake",
            r"What they \*miss\*",
            "np.sum((prediction - np.mean(y)) ** 2)",
        ),
        _r("known mistake", "the wrong way round", SPREAD, MISSED),
        _r("known mistake", "subtracts from 1 already", f"{SPREAD} - {MISSED}"),
        _r("wrong", "", "0"),
        _r("wrong", "", "np.corrcoef(y, prediction)[0, 1] ** 2", "1"),
        _r("wrong", "", "np.sum((y - prediction) ** 3)"),
        _r("wrong", "", "np.max(y - prediction) ** 2"),
        _r("wrong", "", "np.sqrt(np.sum((y - prediction) ** 2))"),
        _r("wrong", "", spread="np.std(y)"),
        _r("wrong", "", spread="len(y)"),
        _r("wrong", "", spread="np.sum((y - y[0]) ** 2)"),
        _r("wrong", "", spread="np.ptp(y) ** 2"),
        _r("wrong", "", "sum(y) - sum(prediction)", "sum(y)"),
        _r("wrong", "", "np.sum((y - np.mean(prediction)) ** 2)"),
        *(
            _r("wrong", "", missed)
            for missed in (
                "np.sum(y - prediction ** 2)",
                "np.sum((y + prediction) ** 2)",
                "np.sum(y ** 2 - prediction ** 2)",
                "np.sum((y - prediction) * 2)",
                "np.prod((y - prediction) ** 2)",
                "y - prediction",
                "prediction",
                "np.sum((y[1:] - prediction[1:]) ** 2)",
                f"{MISSED} / (len(y) - 1)",
                "np.sum(np.round(y - prediction) ** 2)",
                f"-{MISSED}",
                f"{MISSED} - 1",
                "np.sum((y - prediction) ** 2, axis=1)",
            )
        ),
        *(
            _r("wrong", "", spread=spread)
            for spread in (
                "np.sum(y - np.mean(y))",
                "np.sum(y - np.mean(y)) ** 2",
                "1",
                "y",
                "np.sum(np.abs(y - np.mean(y)))",
                "np.sum(y) ** 2",
                f"{SPREAD} + 1",
                "np.var(y, ddof=1) * len(y)",
                "np.sum((y - np.max(y)) ** 2)",
                "np.mean(y)",
            )
        ),
        *(
            _r("wrong", "", *both)
            for both in (
                ("np.var(y - prediction)", "np.var(y)"),
                ("np.std(y - prediction)", "np.std(y)"),
                ("np.median((y - prediction) ** 2)", "np.median((y - np.mean(y)) ** 2)"),
                ("np.max((y - prediction) ** 2)", "np.max((y - np.mean(y)) ** 2)"),
                ("np.corrcoef(y, prediction)[0, 1]", "1"),
            )
        ),
    ],
    "write_standardise": [
        _scale("right", ""),
        _scale("right", "", "np.mean(train, axis=0)", "np.std(train, 0)"),
        _scale("right", "", "sum(train) / len(train)", "np.sqrt(train.var(axis=0))"),
        _scale(
            "right", "", "[np.mean(c) for c in train.T]", "[np.std(c) for c in train.T]"
        ),
        Answer("not tried yet", "gap"),
        Answer("not tried yet", "gap", fills=(MEAN,)),
        _scale(
            "known mistake",
            "all rows together",
            f"{BOTH}.mean(axis=0)",
            f"{BOTH}.std(axis=0)",
        ),
        _scale(
            "known mistake",
            "on the test rows. At training",
            "test.mean(axis=0)",
            "test.std(axis=0)",
        ),
        _scale("known mistake", "The mean is that of the test", "test.mean(axis=0)"),
        _scale(
            "known mistake",
            "The standard deviation is that of the test",
            spread="test.std(axis=0)",
        ),
        _scale(
            "known mistake", "for the whole table: degrees", "train.mean()", "train.std()"
        ),
        _scale("known mistake", "The mean is one number", "np.mean(train)"),
        _scale("known mistake", "deviation is one number", spread="np.std(train)"),
        _scale("known mistake", "along a row", "train.mean(axis=1)", "train.std(axis=1)"),
        _scale("known mistake", "variance", spread="train.var(axis=0)"),
        _scale(
            "known mistake",
            "from the lowest to the highest",
            spread="train.max(axis=0) - train.min(axis=0)",
        ),
        _scale("known mistake", "the largest number", spread="train.max(axis=0)"),
        _scale("known mistake", "median", "np.median(train, axis=0)"),
        _scale("known mistake", "subtracted nothing", "0"),
        _scale("wrong", "", "train"),
        _scale("wrong", "", "train[0]"),
        _scale("wrong", "", "train.min(axis=0)"),
        _scale("wrong", "", spread="1"),
        _scale("wrong", "", spread="train.std(axis=0) + 1"),
        _scale("wrong", "", spread="train.std(axis=0, ddof=1)"),
        _scale("wrong", "", "np.sum(train, axis=0)"),
        _scale("wrong", "", spread="np.mean(np.abs(train), axis=0)"),
        _scale("wrong", "A text stands", "'mean'"),
        *(
            _scale("wrong", "", mean)
            for mean in (
                "train.max(axis=0)",
                "test.min(axis=0)",
                "train.mean(axis=0)[::-1]",
                "train[:, 0].mean()",
                "-train.mean(axis=0)",
                "train.mean",
                "1",
                "(train.mean(axis=0) + test.mean(axis=0)) / 2",
                "train[-1]",
                "train.mean(axis=0) / train.std(axis=0)",
                "train[:10].mean(axis=0)",
                "train.mean(axis=0).round()",
                "np.vstack([train, test]).mean(axis=0)",
            )
        ),
        *(
            _scale("wrong", "", spread=spread)
            for spread in (
                "np.sqrt(train.std(axis=0))",
                "test.var(axis=0)",
                "train.mean(axis=0)",
                "train.std(axis=0) / len(train)",
                "2 * train.std(axis=0)",
                "train.std(axis=0)[::-1]",
                "np.ptp(train)",
                "-train.std(axis=0)",
                "1 / train.std(axis=0)",
                "train",
                "np.sum((train - mean) ** 2, axis=0)",
                "np.linalg.norm(train, axis=0)",
                "train.std",
                "0",
                "np.vstack([train, test]).std(axis=0)",
            )
        ),
    ],
    "find_leak": [
        _leak("right", "Yes: the mean of a day", "4"),
        _leak("right", "", '"mean use of the day"'),
        _leak("right", "", '"Mean  use of the day "'),
        Answer("not tried yet", "gap"),
        _leak("known mistake", "a strong column is not a leak", "2"),
        _leak("known mistake", "a day before the hour", "5"),
        _leak("known mistake", "weather forecast", "1"),
        _leak("known mistake", "measured yesterday", "6"),
        _leak("known mistake", "known for ever", "0"),
        _leak("known mistake", "The calendar says so", "3"),
        _leak("known mistake", "a trap of its own", "7"),
        _leak("known mistake", "a strong column is not a leak", '"use one hour before"'),
        _leak("wrong", "from 0 to 7", "8"),
        _leak("wrong", "from 0 to 7", "-4"),
        _leak("wrong", "from 0 to 7", '"bill"'),
        _leak("wrong", "from 0 to 7", '["mean use of the day"]'),
        _leak("wrong", "from 0 to 7", "0.67"),
        _leak("right", "", "4.0"),
        _leak("right", "", "'4'"),
        _leak("known mistake", "a day before the hour", "'5'"),
        _leak("known mistake", "known for ever", "'Hour '"),
        *(
            _leak("wrong", "from 0 to 7", answer)
            for answer in (
                "-1",
                "10",
                "'four'",
                "'leak'",
                "[4]",
                "{4}",
                "True",
                "'the mean'",
                "'day'",
                "'mean use'",
                "'column 4'",
                "1j",
                "4.5",
                "float('nan')",
                "range(8)",
                "lambda: 4",
                "'-4'",
                "'4.5'",
            )
        ),
        _leak("error", "date", "date"),
    ],
    "choose_models": [
        _choose("right", "Line, mean", '"line"', '"mean"', '"network"', '"line"'),
        _choose("right", "", '"Line"', '"mean"', '"network "', '"line"'),
        Answer("not tried yet", "gap"),
        _choose("not tried yet", "gap", '"line"', '"network"'),
        _choose(
            "known mistake", "fold to fold", '"network"', '"mean"', '"network"', '"line"'
        ),
        _choose("known mistake", "below 0", '"line"', '"line"', '"network"', '"line"'),
        _choose("known mistake", "below 0", '"line"', '"network"', '"network"', '"line"'),
        _choose("known mistake", "in every run", '"line"', '"mean"', '"line"', '"line"'),
        _choose(
            "known mistake", "the right row", '"line"', '"mean"', '"network"', '"network"'
        ),
        _choose("known mistake", "fold to fold", *['"network"'] * 4),
        _choose("known mistake", "below 0", *['"line"'] * 4),
        _choose("wrong", "ahead of it by 0.47", *['"mean"'] * 4),
        _choose("wrong", "by 0.37", '"line"', '"mean"', '"network"', '"mean"'),
        _choose("wrong", "three models", '"line"', '"tree"', '"network"', '"line"'),
        _choose("wrong", "three models", "1", "0", "2", "1"),
        Answer(
            "wrong", "A dict was expected", code='choices = ["line", "network", "line"]'
        ),
        Answer("wrong", "for each of the four", code='choices = {"diabetes": "line"}'),
        Answer("wrong", "A dict was expected", code='choices = "line"'),
        Answer("wrong", "for each of the four", code='choices = {"line": "diabetes"}'),
        _choose("wrong", "ahead of it by 0.47", '"mean"', '"line"', '"line"', '"line"'),
        _choose("known mistake", "in every run", '"line"', '"mean"', '"mean"', '"line"'),
        _choose("known mistake", "in every run", '"line"', '"mean"', '"mean"', '"mean"'),
        _choose("known mistake", "below 0", '"line"', '"network"', '"mean"', '"network"'),
        _choose("known mistake", "fold to fold", '"network"', '"line"', '"line"', '"mean"'),
        *(
            _choose("wrong", "three models", '"line"', '"mean"', '"network"', last)
            for last in (
                '"lines"',
                '"a line"',
                '"can\'t tell"',
                '"line or mean"',
                '["line"]',
                '"average"',
                '"neural network"',
                "0.41",
                "True",
                '"none"',
                "max",
            )
        ),
    ],
}
