"""Lesson 02: one artificial neuron."""

from __future__ import annotations

from answers import Answer

SUM = "weighted_sum(inputs, weights, bias)"

CONFUSED = {
    "It never fires": ("1", "1", "-3"),
    "It always fires": ("1", "1", "1"),
    "repeats the first input": ("1", "0", "-0.5"),
    "repeats the second input": ("0", "1", "-0.5"),
    "that is NOR": ("-1", "-1", "0.5"),
    "That is AND": ("1", "1", "-1.5"),
    "That is OR": ("1", "1", "-0.5"),
    "That is NAND": ("-1", "-1", "1.5"),
}
"""What a gate is told that is another one -> its two weights and its bias."""


def gate(name: str, right: list[tuple[str, str, str]], row: str) -> list[Answer]:
    """Return the answers to one gate; ``row`` is told of (1, -1), -0.5."""
    pair = name.lower()
    return [
        *(Answer("right", f"one neuron computes {name}", fills=fills) for fills in right),
        *(
            Answer("known mistake", says, fills=fills)
            for says, fills in CONFUSED.items()
            if fills not in right
        ),
        Answer("wrong", f"Not {name} yet: .*{row}", fills=("1", "-1", "-0.5")),
        Answer("wrong", r"list of 2 numbers, .* this is \(a list of 1 number, a number",
               code=f"{pair}_weights, {pair}_bias = [1], -1.5"),
        Answer("wrong", r"and this is \(a number, a number\)",
               code=f"{pair}_weights, {pair}_bias = 1, -1.5"),
        Answer("wrong", r"this is \(a list of 2 texts, a number\)",
               fills=("'1'", "'1'", "-1.5")),
        Answer("wrong", "infinite", fills=("1", "1", "-float('inf')")),
        Answer("error", "more values on the right",
               code=f"{pair}_weights, {pair}_bias = [1, 1], -1.5, 0"),
        Answer("error", "`−` is a dash", fills=("1", "1", "−1.5")),
        Answer("not tried yet", "still a gap", fills=("1", "1")),
    ]  # fmt: skip


ANSWERS = {
    "write_weighted_sum": [
        Answer("right", "weigh, add up", fills=("w * x", "total + bias")),
        Answer("right", "weigh, add up", fills=("x * w", "bias + total")),
        Answer("known mistake", "forgot the bias", fills=("w * x", "total")),
        Answer("known mistake", "inputs as they are", fills=("x", "total + bias")),
        Answer("known mistake", "once for each input", fills=("w * x + bias", "total")),
        Answer("known mistake", "subtracted the bias", fills=("w * x", "total - bias")),
        Answer("known mistake", "weights alone", fills=("w", "total + bias")),
        Answer("known mistake", "input and weight", fills=("w + x", "total + bias")),
        Answer("known mistake", "the bias alone", fills=("w * x", "bias")),
        Answer("known mistake", "adds to the total already",
               fills=("total + w * x", "total + bias")),
        Answer("wrong", "The number differs", fills=("w * x + bias", "total + bias")),
        Answer("wrong", "differs|sign", fills=("w * x", "total * bias")),
        Answer("wrong", "list cannot be multiplied by a list",
               fills=("inputs * weights", "total + bias")),
        Answer("wrong", "list cannot be multiplied by a number",
               fills=("weights * x", "total + bias")),
        Answer("wrong", "`@` does not work between a number and a number",
               fills=("w @ x", "total + bias")),
        Answer("wrong", "`print` shows a value, but gives back nothing",
               fills=("w * x", "print(total + bias)")),
        Answer("wrong", "no `weightt`", fills=("weightt * x", "total + bias")),
        Answer("wrong", "truth value", fills=("w * x", "total + bias > 0")),
        Answer("wrong", r"got \[?a list|Expected a number, got a list",
               fills=("w * x", "[total + bias]")),
        Answer("not tried yet", "a gap in `weighted_sum`", fills=("w * x",)),
    ],
    "write_neuron": [
        Answer("right", "you wrote it", fills=(f"return 1.0 if {SUM} >= 0 else 0.0",)),
        Answer("right", "you wrote it",
               fills=(f"if {SUM} < 0:\n    return 0\nelse:\n    return 1",)),
        Answer("known mistake", "weighted sum itself", fills=(f"return {SUM}",)),
        Answer("known mistake", "bias has no effect",
               fills=("return float(weighted_sum(inputs, weights, 0) >= 0)",)),
        Answer("known mistake", "no effect", fills=(f"return float({SUM} >= bias)",)),
        Answer("known mistake", "Right except where", fills=(f"return float({SUM} > 0)",)),
        Answer("wrong", "The number differs", fills=(f"return float({SUM} >= 0.5)",)),
        Answer("wrong", "The number differs", fills=(f"return float({SUM} >= -0.1)",)),
        Answer("wrong", "no longer the `weighted_sum` from outside",
               fills=(f"weighted_sum = {SUM}\nreturn float(weighted_sum >= 0)",)),
        Answer("known mistake", "compared to the threshold",
               fills=("return float(weighted_sum(inputs, weights, 0) >= bias)",)),
        Answer("known mistake", "The wrong way round", fills=(f"return float({SUM} < 0)",)),
        Answer("known mistake", "True or False", fills=(f"return {SUM} >= 0",)),
        Answer("known mistake", "bias counts twice",
               fills=(f"return float({SUM} + bias >= 0)",)),
        Answer("known mistake", "not −1", fills=(f"return 1.0 if {SUM} >= 0 else -1.0",)),
        Answer("wrong", "nothing back. Does every case",
               fills=(f"if {SUM} >= 0:\n    return 1.0",)),
        Answer("wrong", "`print` shows a value",
               fills=(f"return print(1.0 if {SUM} >= 0 else 0.0)",)),
        Answer("wrong", "Does it end with `return`", fills=(f"print({SUM} >= 0)",)),
        Answer("wrong", "2 names on the left of `=`, but only 1",
               fills=("x1, x2 = inputs\nw1, w2 = weights\n"
                      "return float(x1 * w1 + x2 * w2 + bias >= 0)",)),
        Answer("wrong", "no `total`", fills=("return float(total >= 0)",)),
        Answer("wrong", "Your `weighted_sum`|not given all that it needs",
               fills=("return float(weighted_sum(inputs, weights) >= 0)",)),
        Answer("not tried yet", "The gap is in `weighted_sum`, which `neuron` calls",
               fills=(f"return 1.0 if {SUM} >= 0 else 0.0",), earlier="blank"),
        Answer("not tried yet", "a gap in `neuron`"),
        Answer("error", "A colon is missing", fills=(f"if {SUM} >= 0\n    return 1.0",)),
    ],
    "build_and": gate("AND", [("1", "1", "-1.5"), ("1", "1", "-2")], "1 and 0 give 1"),
    "build_or": gate("OR", [("1", "1", "-0.5"), ("2", "2", "-2")], "0 and 1 give 0"),
    "build_nand": gate("NAND", [("-1", "-1", "1.5"), ("-2", "-2", "3")], "0 and 0 give 0"),
}  # fmt: skip
