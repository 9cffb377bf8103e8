"""Likely answers to the exercises of lesson 13."""

from __future__ import annotations

from answers import Answer

SAME, SHARE = "classes[np.argmax(counts)]", "np.mean(y_test == same)"
GAP = "network - line"
ERROR = "np.std(difference, ddof=1) / np.sqrt(len(difference))"
KNOWN = "categories = sorted(set(train))"
BOTH = "for part in (train, test)]"
ROWS = "[[float(t == c) for c in categories] for t in part]"


def _baseline(kind, says, same=SAME, share=SHARE):
    return Answer(kind, says, fills=(same, share))


def _verdict(kind, says, difference=GAP, error=ERROR):
    return Answer(kind, says, fills=(difference, error))


def _prepare(kind, says, *lines):
    head = "def prepare(train, test):"
    return Answer(kind, says, code="\n    ".join([head, *lines]))


ANSWERS: dict[str, list[Answer]] = {
    "write_baseline": [
        _baseline("right", ""),
        _baseline("right", "", "classes[counts.argmax()]", "(y_test == same).mean()"),
        _baseline("right", "", "max(set(y_train.tolist()), key=y_train.tolist().count)"),
        _baseline("right", "", share="np.sum(y_test == same) / len(y_test)"),
        _baseline("right", "", "classes[counts == counts.max()][0]"),
        _baseline("right", "", share="1 - np.mean(y_test != same)"),
        Answer("not tried yet", "gap"),
        Answer("not tried yet", "gap", fills=(SAME,)),
        Answer("not tried yet", "gap", fills=("...", SHARE)),
        _baseline("known mistake", "the rarest class", "classes[np.argmin(counts)]"),
        _baseline("known mistake", r"\*how many\* rows", "np.max(counts)"),
        _baseline("known mistake", r"\*how many\* rows", "max(counts)"),
        _baseline("known mistake", r"the \*place\*", "np.argmax(counts)"),
        _baseline("known mistake", r"the \*test\* part", "np.bincount(y_test).argmax()"),
        _baseline("known mistake", "the highest number", "np.max(classes)"),
        _baseline("known mistake", "the highest number", "classes[-1]"),
        _baseline("known mistake", "the highest number", "np.max(y_train)"),
        _baseline(
            "known mistake", "on the training part", share="np.mean(y_train == same)"
        ),
        _baseline(
            "known mistake", "on the training part", share="np.max(counts) / len(y_train)"
        ),
        _baseline(
            "known mistake", "how many rows of the test", share="np.sum(y_test == same)"
        ),
        _baseline("known mistake", r"would be \*wrong\*", share="np.mean(y_test != same)"),
        _baseline("known mistake", "in per cent", share="100 * np.mean(y_test == same)"),
        _baseline(
            "known mistake",
            "divided by the length of the training",
            share="np.sum(y_test == same) / len(y_train)",
        ),
        _baseline("known mistake", "the answer itself", share="same"),
        _baseline("wrong", "", "np.mean(y_train)"),
        _baseline("wrong", "", "np.median(y_train)"),
        _baseline("wrong", "", "classes[0]"),
        _baseline("wrong", "", "counts[np.argmax(counts)] - 1"),
        _baseline("wrong", "", "y_train[0]"),
        _baseline("wrong", "", share="y_test == same"),
        _baseline("wrong", "", share="np.mean(y_test) == same"),
        _baseline("wrong", "", share="same in y_test"),
        _baseline("known mistake", "the answer itself", share="np.mean(same)"),
        _baseline("wrong", "", share="len(y_test == same)"),
        _baseline("wrong", "", share="np.max(counts)"),
        _baseline("wrong", "stopped with an error", "classes[counts]"),
        _baseline("error", "", "class[0]"),
    ],
    "write_verdict": [
        _verdict("right", ""),
        _verdict("right", "", "np.array(network) - np.array(line)"),
        _verdict("right", "", "[n - l for n, l in zip(network, line)]"),
        _verdict("right", "", error="np.std(network - line, ddof=1) / len(line) ** 0.5"),
        _verdict("right", "", error="np.sqrt(np.var(difference, ddof=1) / len(network))"),
        Answer("not tried yet", "gap"),
        Answer("not tried yet", "gap", fills=(GAP,)),
        Answer("not tried yet", "gap", fills=("...", ERROR)),
        _verdict("known mistake", "The sign is the wrong way", "line - network"),
        _verdict("known mistake", "single differences", error="np.std(difference, ddof=1)"),
        _verdict("known mistake", "single differences", error="np.std(difference)"),
        _verdict(
            "known mistake", "Nearly", error="np.std(difference) / np.sqrt(len(line))"
        ),
        _verdict("known mistake", "Nearly", error="difference.std() / len(line) ** 0.5"),
        _verdict(
            "known mistake",
            "the square of the error",
            error="np.var(difference, ddof=1) / len(difference)",
        ),
        _verdict(
            "known mistake",
            "by the number of folds",
            error="np.std(difference, ddof=1) / len(difference)",
        ),
        _verdict(
            "known mistake",
            "by the number of folds",
            error="np.std(difference) / len(difference)",
        ),
        _verdict(
            "known mistake",
            r"differ from \*each other\*",
            error="np.sqrt((np.var(line, ddof=1) + np.var(network, ddof=1)) / len(line))",
        ),
        _verdict(
            "known mistake",
            r"the \*line's\* mean",
            error="np.std(line, ddof=1) / np.sqrt(len(line))",
        ),
        _verdict(
            "known mistake",
            r"the \*network's\* mean",
            error="np.std(network, ddof=1) / np.sqrt(len(network))",
        ),
        _verdict("known mistake", "always 0", error="0"),
        _verdict("wrong", "Is one of them a text", error="'small'"),
        _verdict(
            "known mistake",
            "always 0",
            "np.mean(network) - np.mean(line)",
            "np.std(difference)",
        ),
        _verdict("known mistake", "Without its sign", "np.abs(network - line)"),
        _verdict("known mistake", "Without its sign", "abs(line - network)"),
        _verdict(
            "known mistake",
            "the best fold of each",
            "max(network) - max(line)",
            "np.std(network - line, ddof=1) / np.sqrt(len(line))",
        ),
        _verdict("wrong", "", "network + line"),
        _verdict("wrong", "", "network / line"),
        _verdict("wrong", "", "network > line"),
        _verdict("wrong", "", "network"),
        _verdict("wrong", "", error="1"),
        _verdict("wrong", "", error="0.05 * len(difference)"),
        _verdict("wrong", "stopped with an error", "network.difference(line)"),
        _verdict("wrong", "stopped with an error", error="difference.stderr()"),
        Answer(
            "wrong",
            "`return`|nothing",
            code="def verdict(line, network):\n    print('line')",
        ),
        Answer("wrong", "", code="def verdict(line, network):\n    return 'network'"),
        Answer("wrong", "", code="def verdict(line, network):\n    return 'line'"),
        Answer("wrong", "", code='def verdict(line, network):\n    return "can\'t tell"'),
        Answer("wrong", "", code="def verdict(line, network):\n    return 'cannot tell'"),
    ],
    "write_prepare": [
        _prepare("right", "", KNOWN, f"return [np.array({ROWS}) {BOTH}"),
        _prepare(
            "right",
            "",
            "categories = np.unique(train)",
            "x = np.array(train)[:, None] == categories",
            "x_test = np.array(test)[:, None] == categories",
            "return x.astype(float), x_test.astype(float)",
        ),
        _prepare("right", "", KNOWN, f"return [{ROWS} {BOTH}"),
        _prepare(
            "right",
            "",
            "from sklearn.preprocessing import OneHotEncoder",
            "coder = OneHotEncoder(handle_unknown='ignore', sparse_output=False)",
            "x = coder.fit_transform([[text] for text in train])",
            "return x, coder.transform([[text] for text in test])",
        ),
        _prepare(
            "right",
            "",
            KNOWN,
            f"return [np.array([[int(t == c) for c in categories] for t in part]) {BOTH}",
        ),
        Answer("not tried yet", "gap"),
        _prepare("not tried yet", "gap", "categories = ...", "return categories"),
        _prepare(
            "known mistake",
            "the categories of both parts",
            "categories = sorted(set(train) | set(test))",
            f"return [np.array({ROWS}) {BOTH}",
        ),
        _prepare(
            "known mistake",
            "the categories of both parts",
            "categories = sorted(set(train + test))",
            f"return [np.array({ROWS}) {BOTH}",
        ),
        _prepare(
            "known mistake",
            "columns of its own",
            "parts = []",
            "for part in (train, test):",
            "    categories = sorted(set(part))",
            f"    parts.append(np.array({ROWS}))",
            "return parts",
        ),
        _prepare(
            "known mistake",
            "in which the texts appear",
            "categories = list(dict.fromkeys(train))",
            f"return [np.array({ROWS}) {BOTH}",
        ),
        _prepare(
            "known mistake",
            "`.index",
            KNOWN,
            "parts = [np.zeros((len(part), len(categories))) for part in (train, test)]",
            "for x, part in zip(parts, (train, test)):",
            "    for row, text in enumerate(part):",
            "        x[row, categories.index(text)] = 1",
            "return parts",
        ),
        _prepare(
            "known mistake",
            "no key of the dict",
            "places = {text: i for i, text in enumerate(sorted(set(train)))}",
            f"return [np.eye(len(places))[[places[text] for text in part]] {BOTH}",
        ),
        _prepare(
            "known mistake",
            "a column for what training has never seen",
            KNOWN,
            "parts = []",
            "for part in (train, test):",
            f"    x = np.array({ROWS})",
            "    other = [[float(t not in categories)] for t in part]",
            "    parts.append(np.hstack([x, other]))",
            "return parts",
        ),
        _prepare(
            "known mistake",
            "left out the rows",
            KNOWN,
            "test = [t for t in test if t in categories]",
            f"return [np.array({ROWS}) {BOTH}",
        ),
        _prepare(
            "known mistake",
            "numbered the categories",
            KNOWN,
            "number = lambda t: categories.index(t) if t in categories else -1",
            f"return [[number(t) for t in part] {BOTH}",
        ),
        _prepare(
            "known mistake",
            "Rows and columns are swapped",
            KNOWN,
            f"return [np.array([[float(t == c) for t in part] for c in categories]) {BOTH}",
        ),
        _prepare(
            "known mistake",
            "Only the training part",
            KNOWN,
            "return np.array([[float(t == c) for c in categories] for t in train])",
        ),
        _prepare(
            "known mistake",
            "Only the test part",
            KNOWN,
            "return np.array([[float(t == c) for c in categories] for t in test])",
        ),
        _prepare(
            "known mistake",
            "the wrong way round",
            KNOWN,
            f"return [np.array({ROWS}) for part in (test, train)]",
        ),
        _prepare("wrong", "", "return train, test"),
        _prepare("wrong", "", "return sorted(set(train)), sorted(set(test))"),
        _prepare("wrong", "", KNOWN, "return categories"),
        _prepare("wrong", "", "return np.zeros((len(train), 2)), np.zeros((len(test), 2))"),
        _prepare(
            "wrong",
            "",
            "categories = sorted(set(train), reverse=True)",
            f"return [np.array({ROWS}) {BOTH}",
        ),
        _prepare(
            "wrong",
            "",
            "categories = sorted(set(train))[1:]",
            f"return [np.array({ROWS}) {BOTH}",
        ),
        _prepare("wrong", "returns nothing", KNOWN, f"[np.array({ROWS}) {BOTH}"),
        _prepare(
            "known mistake",
            "True and False",
            KNOWN,
            f"return [[[t == c for c in categories] for t in part] {BOTH}",
        ),
        _prepare("wrong", "", "return np.array(train) == np.array(train), test"),
        _prepare("wrong", "", KNOWN, "return [[float(t in test) for t in train], test]"),
        _prepare(
            "wrong", "stopped with an error", "return np.array(train).astype(float), test"
        ),
        _prepare("wrong", "stopped with an error", "return sorted(train, test)"),
    ],
}
