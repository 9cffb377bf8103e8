"""Lesson 03: activation functions."""

from __future__ import annotations

from answers import Answer

ANSWERS = {
    "write_relu": [
        Answer("right", "that is ReLU", fills=("0", "z", "0")),
        Answer("right", "that is ReLU", fills=("0.0", "max(z, 0)", "0.0")),
        Answer("known mistake", "lets every sum through", fills=("0", "z", "z")),
        Answer("known mistake", "mirror", fills=("0", "z", "-z")),
        Answer("known mistake", "the other half", fills=("0", "0", "z")),
        Answer("known mistake", "That is a step", fills=("0", "1", "0")),
        Answer("known mistake", "silent up to 1", fills=("1", "z", "0")),
        Answer("known mistake", "always silent", fills=("z", "z", "0")),
        Answer("known mistake", "Below 0 yours gives 1", fills=("0", "z", "1")),
        Answer("wrong", "truth value", fills=("0", "True", "False")),
        Answer("wrong", "never uses `x`, .* It uses `z`, which stands outside",
               code="z = 0.5\ndef relu(x):\n    return max(0, z)"),
        Answer("right", "", code="z = 0.5\ndef relu(x):\n    return max(0, x)"),
        Answer("wrong", "gives nothing back", fills=("0", "z", "None")),
        Answer("wrong", "gives nothing back", fills=("0", "print(z)", "0")),
        Answer("wrong", "no `zz`", fills=("0", "zz", "0")),
        Answer("not tried yet", "a gap in `relu`", fills=("0", "z")),
    ],
    "write_relu_slope": [
        Answer("right", "level or rising", fills=("return 1.0 if z > 0 else 0.0",)),
        Answer("right", "level or rising", fills=("if z > 0:\n    return 1\nreturn 0",)),
        Answer("known mistake", "ReLU itself", fills=("return max(z, 0.0)",)),
        Answer("known mistake", "except at exactly", fills=("return 1 if z >= 0 else 0",)),
        Answer("known mistake", "slope of the sum itself", fills=("return 1.0",)),
        Answer("known mistake", "wrong way round", fills=("return 0.0 if z > 0 else 1.0",)),
        Answer("known mistake", "True or False", fills=("return z > 0",)),
        Answer("known mistake", "You measured the slope",
               fills=("h = 1e-5\nreturn (relu(z + h) - relu(z - h)) / (2 * h)",)),
        Answer("known mistake", "the sum itself", fills=("return z",)),
        Answer("wrong", "Does every case", fills=("if z > 0:\n    return 1.0",)),
        Answer("wrong", "divides by 0", fills=("return relu(z) / z",)),
        Answer("wrong", "The number differs", fills=("return -1.0 if z < 0 else 1.0",)),
        Answer("wrong", "`print` shows", fills=("return print(1.0 if z > 0 else 0.0)",)),
        Answer("not tried yet", "The gap is in `relu`, which `relu_slope` calls",
               fills=("return (relu(z + 1e-5) - relu(z)) / 1e-5",), earlier="blank"),
        Answer("not tried yet", "a gap in `relu_slope`"),
    ],
}  # fmt: skip
