"""What learners answer to the exercises of lesson 05, and what they are told."""

from __future__ import annotations

from answers import Answer

STEP = "w - learning_rate * g"


def _move(says: str, step: str = STEP, last: str = "return new") -> Answer:
    """Return a known mistake in one of the two gaps of `update`."""
    return Answer("known mistake", says, fills=(step, last))


def _back(
    says: str, slope: str = "(1 - h**2)", to_weight: str = "x", to_bias: str = "1"
) -> Answer:
    """Return a known mistake in one of the three gaps of `hidden_gradients`."""
    return Answer("known mistake", says, fills=(slope, to_weight, to_bias))


def _step(
    z: str = "z = np.dot(inputs, weights) + bias",
    y: str = "y = math.tanh(z)",
    d_z: str = "2 * (y - target) * (1 - y**2)",
    move: str = "w - learning_rate * d_z * x",
    back: str = "new, bias - learning_rate * d_z",
) -> str:
    """Return the whole of `train_step`, with one of its parts changed."""
    new = f"new = [{move} for w, x in zip(weights, inputs, strict=True)]"
    return "\n".join([z, y, f"d_z = {d_z}", new, f"return {back}"])


def _slip(says: str, **change: str) -> Answer:
    return Answer("known mistake", says, fills=(_step(**change),))


ALL_AT_ONCE = "weights - learning_rate * d_z * inputs, bias - learning_rate * d_z"

ANSWERS: dict[str, list[Answer]] = {
    "write_update": [
        Answer("right", "", fills=(STEP, "return new")),
        Answer("right", "", fills=("w + -g * learning_rate", "return np.array(new)")),
        Answer("not tried yet", "gap", fills=(STEP,)),
        Answer("wrong", "`return`", fills=(STEP, "new")),
        Answer("wrong", "`return`", fills=(STEP, "print(new)")),
        Answer("wrong", "There is no `rate` yet", fills=("w - rate * g", "return new")),
        _move("uphill", "w + learning_rate * g"),
        _move("forgot the learning rate", "w - g"),
        _move("only the step", "-learning_rate * g"),
        _move("only how far to go", "learning_rate * g"),
        _move("by the same amount", "w - learning_rate"),
        _move("by the weight as well", "w - learning_rate * g * w"),
        _move("shrink the old weight", "learning_rate * (w - g)"),
        _move("the old weight by it as well", "(w - learning_rate) * g"),
        _move("exchanged the two", "g - learning_rate * w"),
        _move("learning rate of your own", "w - 0.1 * g"),
        _move("twice as far", "w - learning_rate * 2 * g"),
        _move("the whole list", "w - learning_rate * gradients"),
        _move("the whole list", "weights - learning_rate * gradients"),
        _move("without square brackets", "[w - learning_rate * g]"),
        _move("none of them has moved", "w"),
        _move("none of them has moved", last="return weights"),
        _move("only the last weight", last="return w"),
        _move("your `return` is in the loop", last="    return new"),
        Answer("wrong", "There is no `lr` yet", fills=("w - lr * g", "return new")),
        Answer("wrong", "`append` takes exactly one", fills=("w, g", "return new")),
        Answer("error", "comma or an operator",
               fills=("w - learning_rate g", "return new")),
        Answer("wrong", "changes what it was given", code="\n".join([
            "def update(weights, gradients, learning_rate):",
            "    for i in range(len(weights)):",
            "        weights[i] -= learning_rate * gradients[i]",
            "    return weights",
        ])),
    ],
    "write_hidden": [
        Answer("right", "", fills=("(1 - h**2)", "x", "1")),
        Answer("right", "", fills=("(1 - h) * (1 + h)", "x", "1.0")),
        Answer("not tried yet", "gap", fills=("(1 - h**2)", "x")),
        _back("matter of parentheses", "1 - h**2"),
        _back("matter of parentheses", "1 - h * h"),
        _back("Two things", "1 - np.tanh(h) ** 2"),
        _back("with a square", "1 - h"),
        _back("without another", "(1 - np.tanh(h) ** 2)"),
        _back("without another", "(1 - math.tanh(h) ** 2)"),
        _back("left out tanh", "1"),
        _back("what comes out of tanh", "h"),
        _back("through tanh again", "math.tanh(h)"),
        _back("square is missing", "(1 - h)"),
        _back("what it lacks to 1", "h**2"),
        _back("Only h is squared", "(1 - h)**2"),
        _back("twice h", "(1 - h*2)"),
        _back("not a power", "(1 - h^2)"),
        _back("never negative", "(h**2 - 1)"),
        _back("With a minus", "(1 + h**2)"),
        _back("slope of the sigmoid", "h * (1 - h)"),
        _back("squared the input", "(1 - x**2)"),
        _back("z is not given", "(1 - z**2)"),
        _back("For the weight you multiplied by h", to_weight="h"),
        _back("weight itself is not needed", to_weight="w"),
        _back("input is missing", to_weight="1"),
        _back("bias you multiplied by the input", to_bias="x"),
        _back("bias you multiplied by h", to_bias="h"),
        _back("never learn", to_bias="0"),
        _back("bias itself is not needed", to_bias="b"),
        _back("wrong order", to_weight="1", to_bias="x"),
        Answer("wrong", r"write `np\.tanh`", fills=("(1 - tanh(h)**2)", "x", "1")),
        Answer("wrong", "^`d_w` differs", fills=("2 * h", "x", "1")),
        Answer("error", "²", fills=("(1 - h²)", "x", "1")),
    ],
    "write_train_step": [
        Answer("right", "", fills=(_step(),)),
        Answer("right", "", fills=(_step(d_z="2 * (y - target) * (1 - math.tanh(z)**2)"),)),
        Answer("right", "", fills=("inputs, weights = np.array(inputs), np.array(weights)\n"
               + _step("z = inputs @ weights + bias", back=ALL_AT_ONCE),)),
        Answer("right", "", fills=(
            "y = math.tanh(np.dot(inputs, weights) + bias)\n"
            "steps = [hidden_gradients(x, y, 2 * (y - target)) for x in inputs]\n"
            "moved = update(weights, [d_w for d_w, d_b in steps], learning_rate)\n"
            "return moved, bias - learning_rate * steps[0][1]",)),
        _slip("`@` needs arrays", z="z = inputs @ weights + bias"),
        _slip("cannot be multiplied with", z="z = inputs * weights + bias"),
        _slip("A list cannot be multiplied", y="y = np.tanh(z)", back=ALL_AT_ONCE),
        _slip("`inputs` is a list", z="z = float(np.dot(inputs, weights)) + bias",
              back=ALL_AT_ONCE),
        _slip("You go uphill: the loss gets larger",
              d_z="2 * (target - y) * (1 - y**2)"),
        _slip("You go uphill: the loss gets larger", move="w + learning_rate * d_z * x",
              back="new, bias + learning_rate * d_z"),
        _slip("bias goes uphill", back="new, bias + learning_rate * d_z"),
        _slip("slope of tanh is missing", d_z="2 * (y - target)"),
        _slip("factor 2 is missing", d_z="(y - target) * (1 - y**2)"),
        _slip("Two factors are still missing", d_z="y - target"),
        _slip("Two factors are still missing", d_z="target - y",
              move="w + learning_rate * d_z * x", back="new, bias + learning_rate * d_z"),
        _slip("Two factors are missing as well", d_z="target - y"),
        _slip("compared the sum z", d_z="2 * (z - target) * (1 - y**2)"),
        _slip("error in parentheses", d_z="2 * y - target * (1 - y**2)"),
        _slip("and then that of tanh", d_z="(y - target) ** 2"),
        _slip("multiplied by the loss", d_z="(y - target) ** 2 * (1 - y**2)"),
        _slip("slope of tanh with z", d_z="2 * (y - target) * (1 - z**2)"),
        _slip("without another", d_z="2 * (y - target) * (1 - math.tanh(y) ** 2)"),
        _slip("slope of tanh in parentheses", d_z="2 * (y - target) * 1 - y**2"),
        _slip("square is missing", d_z="2 * (y - target) * (1 - y)"),
        _slip("what comes out of tanh", d_z="2 * (y - target) * y"),
        _slip("slope of the sigmoid", d_z="2 * (y - target) * y * (1 - y)"),
        _slip("There is no tanh", y="y = z", d_z="2 * (y - target)"),
        _slip("forward pass is without it", y="y = z"),
        _slip("bias did not move", back="new, bias"),
        _slip("bias in the forward pass", z="z = np.dot(inputs, weights)"),
        _slip("bias once for each input", z="z = 0\n"
              "for w, x in zip(weights, inputs, strict=True):\n    z += w * x + bias"),
        _slip("only the last product",
              z="for w, x in zip(weights, inputs, strict=True):\n    z = w * x + bias"),
        _slip("by the same amount", move="w - learning_rate * d_z"),
        _slip("multiplied by the weight", move="w - learning_rate * d_z * w"),
        _slip("forgot the learning rate", move="w - d_z * x", back="new, bias - d_z"),
        _slip("fraction of its gradient, too", back="new, bias - d_z"),
        _slip("adds the products up",
              z="weights, inputs = np.array(weights), np.array(inputs)\n"
              "z = inputs * weights + bias", y="y = np.tanh(z)", back=ALL_AT_ONCE),
        _slip("all in one list", back="new + [bias - learning_rate * d_z]"),
        _slip("returned only the weights", back="new"),
        _slip("wrong order", back="bias - learning_rate * d_z, new"),
        _slip("old weights and the old bias", back="weights, bias"),
        Answer("wrong", "changes what it was given", fills=("\n".join([
            "d_z = hidden_gradients(1, math.tanh(np.dot(inputs, weights) + bias), 1)[1]",
            "d_z *= 2 * (math.tanh(np.dot(inputs, weights) + bias) - target)",
            "for i in range(len(weights)):",
            "    weights[i] -= learning_rate * d_z * inputs[i]",
            "return weights, bias - learning_rate * d_z",
        ]),)),
    ],
}  # fmt: skip
