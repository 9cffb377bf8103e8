"""What learners answer to the exercises of lesson 04, and what they are told."""

from __future__ import annotations

from answers import Answer


def _sums(
    says: str,
    n_units: str = "weights.shape[1]",
    column: str = "weights[:, j]",
    bias: str = "bias[j]",
) -> Answer:
    """Return a known mistake in one of the three gaps of `layer_sums`."""
    return Answer("known mistake", says, fills=(n_units, column, bias))


def _layer(says: str, *lines: str) -> Answer:
    return Answer("known mistake", says, fills=("\n".join(lines),))


def _xor(kind: str, says: str, numbers: str) -> Answer:
    """Return an answer with the nine numbers, in the order of the cell's gaps."""
    return Answer(kind, says, fills=tuple(numbers.split()))  # type: ignore[arg-type]


LAYER_BY_LOOP = (
    "n_units = weights.shape[1]",
    "sums = np.zeros(n_units)",
    "for j in range(n_units):",
    "    sums[j] = x @ weights[:, j] + bias[j]",
    "return np.tanh(sums)",
)
ONE_LIST = "[np.tanh(row @ weights + bias) for row in x]"

ANSWERS: dict[str, list[Answer]] = {
    "write_layer_sums": [
        Answer("right", "", fills=("weights.shape[1]", "weights[:, j]", "bias[j]")),
        Answer("right", "", fills=("len(bias)", "weights.T[j]", "bias[j]")),
        Answer("right", "", code="def layer_sums(x, weights, bias):\n"
               "    return x @ weights + bias"),
        Answer("not tried yet", "gap", fills=("weights.shape[1]", "weights[:, j]")),
        _sums("once for each input", n_units="weights.shape[0]"),
        _sums("once for each input", n_units="len(weights)"),
        _sums("once for each input", n_units="len(x)"),
        _sums(r"two numbers, \(rows, columns\)", n_units="weights.shape"),
        _sums("in square brackets", n_units="weights.shape(1)"),
        _sums("always has two units", n_units="2"),
        _sums("row j of the weights", column="weights[j]"),
        _sums("row j of the weights", column="weights[j, :]"),
        _sums("row j of the weights", n_units="weights.shape[0]", column="weights[j]"),
        _sums("the weights of the first one", column="weights[:, 0]"),
        _sums("room for one number", bias="bias"),
        _sums("room for one number", column="weights"),
        _sums("room for one number", column="weights", bias="bias"),
        _sums("room for one number", column="weights[j:]"),
        _sums("forgot the bias", bias="0"),
        _sums("the bias of the first one", bias="bias[0]"),
        _sums("one index", bias="bias[:, j]"),
        _sums("subtracted the bias", bias="-bias[j]"),
        Answer("wrong", "shape",
               fills=("weights.shape[1] - 1", "weights[:, j]", "bias[j]")),
        Answer("wrong", "There is no `b` yet",
               fills=("weights.shape[1]", "weights[:, j]", "b[j]")),
        Answer("wrong", "stands in square brackets",
               fills=("weights.shape[1]", "weights[:, j]", "bias(j)")),
        Answer("wrong", "single whole number",
               fills=("weights", "weights[:, j]", "bias[j]")),
        *(Answer("wrong", "no place 1 along axis 1", fills=(n, "weights[:, j]", "bias[j]"))
          for n in ("3", "5", "weights.size")),
        Answer("wrong", "no place . along axis 1",
               fills=("weights.shape[1]", "weights[:, n_units]", "bias[j]")),
        Answer("wrong", "place after the last",
               fills=("weights.shape[2]", "weights[:, j]", "bias[j]")),
        Answer("wrong", "place after the last",
               fills=("x.shape[1]", "weights[:, j]", "bias[j]")),
        Answer("wrong", "inner sizes",
               fills=("weights.shape[1]", "weights[:j]", "bias[j]")),
        Answer("wrong", r"There is no `\.columns` in an array",
               fills=("weights.columns", "weights[:, j]", "bias[j]")),
    ],
    "write_layer": [
        Answer("right", "", fills=("return np.tanh(x @ weights + bias)",)),
        Answer("right", "", fills=("return np.tanh(np.dot(x, weights) + bias)",)),
        Answer("right", "", fills=(f"return np.array({ONE_LIST})",)),
        Answer("right", "", fills=(
            "sums = x @ weights\nsums += bias\nreturn np.tanh(sums)",)),
        Answer("wrong", "`return`", fills=("np.tanh(x @ weights + bias)",)),
        Answer("wrong", "`return`", fills=("print(np.tanh(x @ weights + bias))",)),
        _layer("still have to go through tanh", "return x @ weights + bias"),
        _layer("inputs through tanh", "return np.tanh(x) @ weights + bias"),
        _layer("forgot the bias", "return np.tanh(x @ weights)"),
        _layer("too late", "return np.tanh(x @ weights) + bias"),
        _layer("subtracted the bias", "return np.tanh(x @ weights - bias)"),
        _layer("add the bias to the", "return np.tanh(x @ (weights + bias))"),
        _layer("wrong way round", "return np.tanh(weights @ x + bias)"),
        _layer("each sample were a", "return np.tanh(weights.T @ x + bias)"),
        _layer("transposed the weights", "return np.tanh(x @ weights.T + bias)"),
        _layer("transposed the samples", "return np.tanh(x.T @ weights + bias)"),
        _layer("adds nothing up", "return np.tanh(x * weights + bias)"),
        _layer("several samples", "return np.tanh(layer_sums(x, weights, bias))"),
        _layer("several samples", *LAYER_BY_LOOP),
        _layer("takes a single number", "import math",
               "return math.tanh(x @ weights + bias)"),
        _layer("trigonometry", "return np.tan(x @ weights + bias)"),
        _layer("the sigmoid", "return 1 / (1 + np.exp(-(x @ weights + bias)))"),
        _layer("ReLU", "return np.maximum(0, x @ weights + bias)"),
        Answer("wrong", "shape", fills=("return np.tanh(x @ weights + bias).T",)),
        Answer("wrong", r"wrap it in `np\.array", fills=(f"return {ONE_LIST}",)),
        Answer("wrong", r"wrap it in `np\.array", fills=(
            "return np.tanh(x @ weights + bias).tolist()",)),
        Answer("wrong", r"write `np\.tanh`", fills=("return tanh(x @ weights + bias)",)),
        Answer("wrong", "`print` shows a value",
               fills=("return print(np.tanh(x @ weights + bias))",)),
    ],
    "solve_xor": [
        _xor("right", "", "1 -1  1 -1  -0.5 1.5  1 1  -1.5"),
        _xor("right", "", "1 1  1 1  -0.5 -1.5  1 -1  -0.5"),
        _xor("right", "", "1 -1  -1 1  -0.5 -0.5  1 1  -0.5"),
        _xor("not tried yet", "gap", "1 -1  1 -1  -0.5 1.5  1 1  ..."),
        _xor("known mistake", "transposed", "1 1  -1 -1  -0.5 1.5  1 1  -1.5"),
        _xor("known mistake", "exactly where XOR says 0",
             "1 -1  1 -1  -0.5 1.5  -1 -1  1.5"),
        _xor("known mistake", "fires at a sum of exactly 0", "1 1  1 1  0 -1  1 -1  0"),
        _xor("known mistake", "fires at a sum of exactly 0", "1 1  1 1  0 -1  1 -2  0"),
        _xor("known mistake", "fires at a sum of exactly 0", "1 -1  -1 1  0 0  1 1  0"),
        _xor("known mistake", "Raise its bias a little",
             "1 -1  1 -1  -0.5 1.5  1 1  -2"),
        _xor("known mistake", "one neuron twice", "1 1  1 1  -0.5 -0.5  1 1  -0.5"),
        _xor("known mistake", "one neuron twice", "1 1  1 1  1 1  1 1  1"),
        _xor("known mistake", "only one hidden unit", "1 -1  1 -1  -0.5 1.5  1 0  -0.5"),
        _xor("known mistake", "too high", "1 -1  1 -1  -0.5 1.5  1 1  -0.5"),
        _xor("known mistake", "too low", "1 -1  1 -1  -0.5 1.5  1 1  -2.5"),
        _xor("known mistake", "That is OR", "1 1  1 1  -0.5 -1.5  1 1  -0.5"),
        _xor("known mistake", "That is OR", "1 1  1 1  -0.5 1.5  1 1  -1.5"),
        _xor("known mistake", "That is NAND", "1 -1  1 -1  0.5 1.5  1 1  -1.5"),
        _xor("known mistake", "That is AND", "1 1  1 1  -0.5 -1.5  1 1  -1.5"),
        _xor("known mistake", "decimal comma", "1 -1  1 -1  -0,5 1,5  1 1  -1,5"),
        _xor("known mistake", "decimal comma", "1 -1  1 -1  -0.5 1.5  1 1  -1,5"),
        # No bias of the output would help here, and turning its signs would not either.
        _xor("wrong", "01 gives h1 = 1, h2 = 0 and the sum -0.5",
             "1 -1  1 -1  0.5 -1.5  1 1  -1.5"),
        _xor("wrong", "^0 of the 4 inputs are right", "1 -1  -1 1  0 0  1 1  -1"),
        _xor("wrong", "two rows of two numbers", "'1' -1  1 -1  -0.5 1.5  1 1  -1.5"),
        _xor("wrong", "`output_bias` needs one number",
             "1 -1  1 -1  -0.5 1.5  1 1  [-1.5]"),
        _xor("error", "There is no `a` yet", "a -1  1 -1  -0.5 1.5  1 1  -1.5"),
        Answer("wrong", "in this order",
               code="lesson.solve_xor.check(([[1, -1], [1, -1]], [-0.5, 1.5], [1, 1]))"),
    ],
}  # fmt: skip
