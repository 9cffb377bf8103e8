"""Likely answers to the exercises of lesson 09."""

from __future__ import annotations

from answers import Answer

ADD = "total + kernel[i, j] * image[{}]"


RIGHT = ADD.format("row + i, column + j")


def _answer(kind, says, line=RIGHT, back="total"):
    return Answer(kind, says, fills=(line, back))


def _pixel(kind, says, place):
    return _answer(kind, says, ADD.format(place))


SIZE = "height, width = image.shape"
ZEROS = "out = np.zeros((height - 2, width - 2))"
FILL = "out[row, column] = answer_at(image, kernel, row, column)"


def _convolve(kind, says, *lines, earlier="solved"):
    code = "\n    ".join(["def convolve(image, kernel):", *lines])
    return Answer(kind, says, code=code, earlier=earlier)


def _loops(
    kind,
    says,
    *,
    size=SIZE,
    start=ZEROS,
    rows="height - 2",
    columns="width - 2",
    line=FILL,
    end="return out",
    earlier="solved",
):
    rounds = f"for row in range({rows}):", f"    for column in range({columns}):"
    lines = size, start, *rounds, f"        {line}", end
    return _convolve(kind, says, *lines, earlier=earlier)


def _window(kind, says, rule, **parts):
    """Fill the array by the windows, without answer_at."""
    window = "window = image[row : row + 3, column : column + 3]"
    line = f"{window}\n            out[row, column] = {rule}"
    return _loops(kind, says, line=line, **parts)


def _pixels(kind, says, place):
    """Fill the array with the pixels at other places than those beneath the weights."""
    product = f"kernel[i, j] * image[{place}]"
    total = f"sum({product} for i in range(3) for j in range(3))"
    return _loops(kind, says, line=f"out[row, column] = {total}")


def _kernel(kind, says, numbers):
    return Answer(kind, says, fills=tuple(numbers.split()))


ANSWERS: dict[str, list[Answer]] = {
    "write_answer": [
        _answer("right", ""),
        _pixel("right", "", "i + row, j + column"),
        _answer("right", "", ADD.format("row + i") + "[column + j]"),
        _answer("right", "", back="total.sum()"),
        Answer("not tried yet", "gap"),
        Answer("not tried yet", "gap", fills=(RIGHT,)),
        Answer("not tried yet", "gap", fills=("...", "total")),
        _pixel("known mistake", r"Where is `j`\?", "row + i, column"),
        _pixel("known mistake", r"Where is `i`\?", "row, column + j"),
        _pixel("known mistake", "All nine weights meet the same pixel", "row, column"),
        _pixel("known mistake", "always lies in the upper left corner", "i, j"),
        _pixel("known mistake", "`i` counts rows", "row + j, column + i"),
        _pixel("known mistake", "the row is named first", "column + j, row + i"),
        _pixel("known mistake", "go up and to the left", "row - i, column - j"),
        _pixel("known mistake", "by 180 degrees", "row + 2 - i, column + 2 - j"),
        _pixel("known mistake", r"the kernel's \*middle\*", "row + i - 1, column + j - 1"),
        _pixel("known mistake", "all nine pixels", "row : row + 3, column : column + 3"),
        _answer("known mistake", "by the whole image", "total + kernel[i, j] * image"),
        _answer(
            "known mistake",
            "by the whole kernel",
            "total + kernel * image[row + i, column + j]",
        ),
        _answer(
            "known mistake",
            "left out the kernel",
            "total + image[row + i, column + j]",
        ),
        _answer("known mistake", "left out the image", "total + kernel[i, j]"),
        _answer(
            "known mistake",
            "added the weights to the pixels",
            "total + kernel[i, j] + image[row + i, column + j]",
        ),
        _answer(
            "known mistake",
            "only the last of the nine products",
            "kernel[i, j] * image[row + i, column + j]",
        ),
        _answer(
            "known mistake",
            "only the first of the nine products",
            "total + kernel[i, j] * image[row + i, column + j]\nreturn total",
        ),
        _answer("known mistake", "the mean of the nine products", back="total / 9"),
        _answer("known mistake", "as a ReLU does", back="max(0, total)"),
        _answer(
            "known mistake",
            "the nine products. Now add",
            back="image[row : row + 3, column : column + 3] * kernel",
        ),
        _answer(
            "known mistake",
            "multiplies matrices",
            back="(image[row : row + 3, column : column + 3] @ kernel).sum()",
        ),
        _answer("wrong", "", "total + kernel[i, j] * image(row + i, column + j)"),
        _answer("wrong", "", "total + kernel[i, j] * pixel"),
        _answer("wrong", "", back="int(total)"),
        _answer("wrong", "", back="[total]"),
        _pixel("wrong", "", "row + i"),
    ],
    "write_convolution": [
        _loops("right", ""),
        _window("right", "", "(window * kernel).sum()"),
        _window("right", "", "np.sum(kernel * window)"),
        Answer("not tried yet", "gap"),
        _loops("not tried yet", "answer_at", earlier="blank"),
        _convolve(
            "known mistake",
            "by 180 degrees",
            SIZE,
            "kernel = kernel[::-1, ::-1]",
            ZEROS,
            "for row in range(height - 2):",
            "    for column in range(width - 2):",
            f"        {FILL}",
            "return out",
        ),
        _window(
            "known mistake",
            "columns of the kernel are swapped",
            "(window * kernel.T).sum()",
        ),
        _window(
            "known mistake", "added the weights to the pixels", "(window + kernel).sum()"
        ),
        _window(
            "known mistake", "the mean of the nine products", "(window * kernel).mean()"
        ),
        _window("known mistake", "left out the kernel", "window.sum()"),
        _window("known mistake", "multiplies matrices", "(window @ kernel).sum()"),
        _loops(
            "known mistake",
            "last row and the last column are missing",
            start="out = np.zeros((height - 3, width - 3))",
            rows="height - 3",
            columns="width - 3",
        ),
        _loops("known mistake", "were not filled", rows="height - 3", columns="width - 3"),
        _loops("known mistake", "Only the first row was filled", end="    return out"),
        _loops("known mistake", "Only the first place", end="        return out"),
        _loops("known mistake", "runs over the edge", rows="height", columns="width"),
        _window(
            "known mistake",
            "does not have 3 × 3 pixels",
            "(window * kernel).sum()",
            rows="height",
            columns="width",
        ),
        _window("known mistake", "has room for one", "window * kernel"),
        _loops(
            "known mistake",
            "Rows and columns of your array are swapped",
            line=FILL.replace("row, column] =", "ROW] =").replace("ROW", "column, row"),
        ),
        _loops(
            "known mistake",
            "as many columns as rows",
            size="height = width = len(image)",
        ),
        _loops(
            "known mistake",
            "the shape as one thing",
            start="out = np.zeros(height - 2, width - 2)",
        ),
        _convolve("known mistake", "all of it is still 0", SIZE, ZEROS, "return out"),
        _loops(
            "known mistake",
            "at the last place alone",
            line=FILL.replace("[row, column]", "", 1),
        ),
        _convolve(
            "known mistake",
            "at the first place alone",
            "return answer_at(image, kernel, 0, 0)",
        ),
        _loops(
            "known mistake",
            "in one long row",
            start="out = []",
            line="out.append(answer_at(image, kernel, row, column))",
            end="return np.array(out)",
        ),
        _convolve(
            "known mistake", "can't be multiplied as they are", "return image * kernel"
        ),
        _convolve(
            "known mistake", "wants to know the place", "return answer_at(image, kernel)"
        ),
        _loops(
            "known mistake",
            "all decimals are lost",
            start="out = np.zeros((height - 2, width - 2), int)",
        ),
        _loops(
            "known mistake",
            "less exact",
            start="out = np.zeros((height - 2, width - 2), np.float32)",
        ),
        _loops(
            "known mistake",
            r"called \*padding\*",
            size="image = np.pad(image, 1)\n    height, width = image.shape",
        ),
        _loops(
            "known mistake",
            "last two rows and columns",
            start="out = np.zeros((height, width))",
        ),
        _loops(
            "known mistake",
            "a frame of zeros",
            start="out = np.zeros((height, width))",
            line=FILL.replace("[row, column]", "[row + 1, column + 1]"),
        ),
        _pixels("known mistake", "not to the right with its columns", "row + i, column"),
        _pixels("known mistake", "not down with its rows", "row, column + j"),
        _loops(
            "known mistake",
            "while you still read it",
            start="out = image",
            line=FILL.replace("[row, column]", "[row + 1, column + 1]"),
            end="return out[1:-1, 1:-1]",
        ),
        _loops("known mistake", r"\*is\* the image", start="out = image"),
        _loops("known mistake", "in lists", end="return out.tolist()"),
        _loops("wrong", "return", end="print(out)"),
        _loops(
            "known mistake",
            "has room for one",
            line="out[row, column] = image[row, column] * kernel",
        ),
        _convolve("wrong", "", "return np.zeros((14, 14))"),
    ],
    "design_diagonal": [
        _kernel("right", "", "-1 -1 2 -1 2 -1 2 -1 -1"),
        _kernel("right", "", "-0.5 -0.5 1 -0.5 1 -0.5 1 -0.5 -0.5"),
        _kernel("right", "", "0 -1 2 -1 0 -1 2 -1 0"),
        Answer("not tried yet", "gap"),
        _kernel("not tried yet", "gap", "-1 -1 2 -1 2 -1 2 -1"),
        _kernel("known mistake", r"an \*edge\*", "0 1 1 -1 0 1 -1 -1 0"),
        _kernel("known mistake", r"an \*edge\*", "-1 -1 0 -1 0 1 0 1 1"),
        _kernel("known mistake", r"an \*edge\*", "-1 0 1 -1 0 1 -1 0 1"),
        _kernel("known mistake", r"an \*edge\*", "-2 -1 0 -1 0 1 0 1 2"),
        _kernel("known mistake", "All nine are 0", "0 0 0 0 0 0 0 0 0"),
        _kernel("known mistake", "beyond ±2", "-1 -1 3 -1 3 -1 3 -1 -1"),
        _kernel("known mistake", "responds to plain ink", "0 0 1 0 1 0 1 0 0"),
        _kernel("known mistake", "responds to plain ink", "-1 -1 1 -1 1 -1 1 -1 -1"),
        _kernel("known mistake", "The wrong way round", "1 1 -2 1 -2 1 -2 1 1"),
        _kernel(
            "known mistake", "That is a spot", "-.25 -.25 -.25 -.25 2 -.25 -.25 -.25 -.25"
        ),
        _kernel("known mistake", "the other diagonal, from", "2 -1 -1 -1 2 -1 -1 -1 2"),
        _kernel(
            "known mistake", "strokes of the other diagonal too", "-1.5 0 1 0 1 0 1 0 -1.5"
        ),
        _kernel("known mistake", "horizontal strokes", "-1 -1 -1 2 2 2 -1 -1 -1"),
        _kernel("known mistake", "vertical strokes", "-1 2 -1 -1 2 -1 -1 2 -1"),
        _kernel("known mistake", "but faintly", "-.1 -.1 .2 -.1 .2 -.1 .2 -.1 -.1"),
        _kernel("wrong", "three rows of three numbers", "-1 -1 2 -1 2 -1 2 -1 'x'"),
        _kernel("wrong", "three rows of three numbers", "-1 -1 2 -1 2 -1 2 -1 '-1'"),
        _kernel("wrong", "a point, not a comma", "-0,5 -1 2 -1 2 -1 2 -1 -1"),
    ],
}
