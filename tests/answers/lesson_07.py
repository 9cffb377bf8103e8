"""Likely answers to the exercises of lesson 07."""

from __future__ import annotations

from answers import Answer


def _recall(kind, says, right="np.diag(matrix)", axis="1"):
    return Answer(kind, says, fills=(right, axis))


def _body(name, kind, says, *lines):
    return Answer(kind, says, code="\n    ".join([f"def {name}:", *lines]))


def _count(kind, says, *lines):
    return _body("count_parameters(sizes)", kind, says, *lines)


def _loop(
    kind, says, layer, end="return total", start="total = 0", rounds="len(sizes) - 1"
):
    lines = (start, f"for i in range({rounds}):", f"    {layer}", end)
    return _count(kind, says, *filter(None, lines))


WEIGHTS = "sizes[i] * sizes[i + 1]"
LAYER = f"total += {WEIGHTS} + sizes[i + 1]"
HIDDEN = "layers = [Dense(64, 64), ReLU(), Dense(64, 10)]"
NETWORK = "mine = Network(layers, loss=SoftmaxCrossEntropy(), rng=0)"
FIT = "mine.fit({}, epochs=60, optimizer=Adam(0.003), rng=0)"


def _build(kind, says, *lines):
    return _body("build_and_train(x, y)", kind, says, *lines)


def _train(kind, says, *lines, layers=HIDDEN):
    return _build(kind, says, layers, NETWORK, *lines, "return mine")


def _fool(kind, says, flipped="1 - changed", sure="chances[:, answer]", back="changed"):
    return Answer(kind, says, fills=(flipped, sure, back))


ANSWERS: dict[str, list[Answer]] = {
    "write_recall": [
        _recall("right", ""),
        _recall("right", "", axis="-1"),
        _recall("right", "", "matrix.diagonal()"),
        _recall("right", "", "[matrix[i, i] for i in range(len(matrix))]"),
        Answer("not tried yet", "gap"),
        Answer("not tried yet", "gap", fills=("np.diag(matrix)",)),
        Answer("not tried yet", "gap", fills=("...", "1")),
        _recall("known mistake", "That is the precision", axis="0"),
        _recall("known mistake", "by all images together", axis="None"),
        _recall("known mistake", "by all images together", axis="(0, 1)"),
        _recall("known mistake", "A matrix has two axes", axis="2"),
        _recall("known mistake", "That is the accuracy", "np.trace(matrix)", "None"),
        _recall("known mistake", "the whole diagonal by each row", "np.trace(matrix)"),
        _recall("known mistake", "the whole diagonal by each row", "np.diag(matrix).sum()"),
        _recall("known mistake", "the largest number in each row", "matrix.max(axis=1)"),
        _recall("known mistake", "each row's sum by itself", "matrix.sum(axis=1)"),
        _recall("known mistake", "the whole matrix, its mistakes too", "matrix"),
        _recall("known mistake", "divided twice", "np.diag(matrix) / matrix.sum(axis=1)"),
        _recall(
            "known mistake",
            "fraction that was missed",
            "matrix.sum(axis=1) - np.diag(matrix)",
        ),
        _recall("known mistake", "in per cent", "100 * np.diag(matrix)"),
        _recall("wrong", "", "matrix[0]"),
        _recall("known mistake", "`np.diag` is a function", "np.diag"),
        _recall(
            "known mistake",
            "That asks for ten classes",
            "[matrix[i, i] for i in range(10)]",
        ),
        _recall("wrong", "diag", "diag(matrix)"),
        _recall("wrong", "", "np.mean(np.diag(matrix))"),
    ],
    "write_count": [
        _loop("right", "", LAYER),
        _loop("right", "", "total += sizes[i + 1] * (sizes[i] + 1)"),
        _count(
            "right",
            "",
            "return sum(a * b + b for a, b in zip(sizes, sizes[1:]))",
        ),
        Answer("not tried yet", "gap"),
        _loop("known mistake", "You forgot the biases", f"total += {WEIGHTS}"),
        _loop("known mistake", "one bias to each layer", f"total += {WEIGHTS} + 1"),
        _loop(
            "known mistake",
            "one bias to the whole network",
            f"total += {WEIGHTS}",
            "return total + 1",
        ),
        _loop(
            "known mistake",
            "a bias for each input of a layer",
            f"total += {WEIGHTS} + sizes[i]",
        ),
        _count("known mistake", "You counted the nodes", "return sum(sizes)"),
        _count("known mistake", "Those are the biases", "return sum(sizes[1:])"),
        _loop(
            "known mistake",
            "gave the input nodes a bias",
            f"total += {WEIGHTS}",
            "return total + sum(sizes)",
        ),
        _count("known mistake", "multiplied all sizes together", "return np.prod(sizes)"),
        _count(
            "known mistake",
            "The biases are right",
            "return np.prod(sizes) + sum(sizes[1:])",
        ),
        _loop(
            "known mistake",
            r"to \*each\* node of the next",
            "total += sizes[i] + sizes[i + 1] + sizes[i + 1]",
        ),
        _count("known mistake", "9,610 is right for the network", "return 9610"),
        _count(
            "known mistake",
            "9,610 is right for the network",
            "return network.summary().n_parameters",
        ),
        _count(
            "known mistake",
            "counted the first two layers",
            "return sizes[0] * sizes[1] + sizes[1] + sizes[1] * sizes[2] + sizes[2]",
        ),
        _count(
            "known mistake",
            "three sizes only",
            "a, b, c = sizes",
            "return a * b + b + b * c + c",
        ),
        _loop("known mistake", "only the first layer", LAYER, "    return total"),
        _loop(
            "known mistake",
            "only the last layer",
            f"total = {WEIGHTS} + sizes[i + 1]",
            start="",
        ),
        _loop("known mistake", "left out the last", LAYER, rounds="len(sizes) - 2"),
        _loop("known mistake", "one step too far", LAYER, rounds="len(sizes)"),
        _loop("wrong", "return", LAYER, "print(total)"),
        _count("wrong", "", "return len(sizes)"),
    ],
    "build_classifier": [
        _train(
            "right",
            r"of 270 .*4,810 parameters.*[Ww]ithout a hidden layer",
            FIT.format("x, y"),
        ),
        _train(
            "right",
            r"of 270",
            "from ann_lib import EarlyStopping",
            "mine.fit(x, y, epochs=100, optimizer=Adam(0.003), rng=0, callbacks="
            "[EarlyStopping(patience=20)], validation_data=(x_validation, y_validation))",
        ),
        Answer("not tried yet", "gap"),
        _build(
            "not tried yet", "gap", "network = Network([Dense(64, ...)])", "return network"
        ),
        _build("known mistake", "the same network both times", "return network"),
        _build(
            "known mistake",
            "the same network both times",
            "network.fit(x, y, epochs=20)",
            "return network",
        ),
        _build(
            "known mistake",
            "more than 5,000 parameters",
            "n = build(0)",
            "n.fit(x, y, epochs=30, optimizer=Adam(0.003), rng=0)",
            "return n",
        ),
        _train(
            "wrong",
            r"100% of the \*odd\* ones.*not on `x_validation` or `y_validation`",
            FIT.format("x_validation, y_validation"),
        ),
        _train(
            "wrong",
            "learned from images that it was not given",
            "order = np.random.default_rng(0).permutation(270)",
            FIT.format("x_validation[order], y_validation[order]"),
        ),
        _train(
            "wrong",
            "learned from images that it was not given",
            FIT.format("np.r_[x, x_validation], np.r_[y, y_validation]"),
        ),
        _train(
            "wrong",
            "learned from images that it was not given",
            FIT.format("x, y"),
            "mine.fit(x_validation[:100], y_validation[:100], epochs=30, rng=0)",
        ),
        _train("wrong", "not on `x_train` or `y_train`", FIT.format("x_train, y_train")),
        _train("wrong", "use `x` and `y`, not `x_train`", FIT.format("x_train, y")),
        _build(
            "wrong",
            "learned from images that it was not given.*not on `network`",
            "import copy",
            "mine = copy.deepcopy(network)",
            "mine.fit(x, y, epochs=20, optimizer=Adam(0.003), rng=0)",
            "return mine",
        ),
        _train("known mistake", "It guesses"),
        _train("known mistake", "It guesses", "mine.fit(x, y, optimizer=Adam(3.0), rng=0)"),
        _train("known mistake", "stays below 0.97", "mine.fit(x, y, epochs=3, rng=0)"),
        _train(
            "known mistake",
            "no hidden layer",
            FIT.format("x, y"),
            layers="layers = [Dense(64, 10)]",
        ),
        _train(
            "known mistake",
            "no activation between",
            FIT.format("x, y"),
            layers="layers = [Dense(64, 64), Dense(64, 10)]",
        ),
        _train(
            "known mistake",
            "ten output nodes",
            layers="layers = [Dense(64, 64), ReLU(), Dense(64, 11)]",
        ),
        _build(
            "known mistake",
            r"the loss is SoftmaxCrossEntropy\(\)",
            "from ann_lib import MeanSquaredError",
            HIDDEN,
            "mine = Network(layers, loss=MeanSquaredError())",
            "mine.fit(x, np.eye(10)[y], epochs=5)",
            "return mine",
        ),
        _build(
            "wrong", "Return the network itself", HIDDEN, NETWORK, "return mine.fit(x, y)"
        ),
        _build("wrong", "Does it end with `return`", HIDDEN, NETWORK, "mine.fit(x, y)"),
        _build("wrong", "does not fit", HIDDEN.replace("64, 10", "32, 10"), NETWORK),
    ],
    "fool_network": [
        _fool("right", r"[12]\.\d"),
        _fool("right", "", "1 - tries"),
        _fool("right", "", "1 - image"),
        _fool("right", "", "1"),
        _fool("right", "", sure="network.predict_proba(tries)[:, answer]"),
        Answer("not tried yet", "gap"),
        Answer("not tried yet", "gap", fills=("1 - changed",)),
        Answer("not tried yet", "gap", fills=("1 - changed", "chances[:, answer]")),
        _fool("known mistake", "Nothing came back", "changed"),
        _fool("known mistake", "Nothing came back", sure="1 - chances[:, answer]"),
        _fool("known mistake", "For some images nothing", sure="chances[answer]"),
        _fool("known mistake", "For some images nothing", sure="chances.max(axis=1)"),
        _fool("known mistake", "For some images nothing", sure="network.predict(tries)"),
        _fool("known mistake", "whiter than paper", "-changed"),
        _fool("known mistake", "whiter than paper", "255 - changed"),
        _fool("known mistake", "more than 4 pixels", "changed / 2"),
        _fool("known mistake", "came back as they were", back="image"),
        _fool("wrong", "one number for each copy", sure="chances"),
        _fool("wrong", r"one image of shape \(64,\)", back="tries"),
        _fool("wrong", r"one image of shape \(64,\)", back="answer"),
    ],
}
