"""The activity as one file to print: a page for the teacher, the numbers, the cards."""

from __future__ import annotations

from pathlib import Path

from ann_course.learn.style import document, paragraphs, style_sheet, table
from ann_course.page.text import inline
from ann_course.unplugged.cards import Card, make_cards, network_diagram, squares
from ann_course.unplugged.game import (
    LEARN_FROM,
    PICTURES,
    PIXELS,
    RIGHT,
    STEP,
    UNITS,
    Round,
    in_words,
    play,
)

ON_A_SHEET = 8
TITLE = "The class is the network"
MINUTES = (
    (5, "Give out the cards. Read one card of each colour aloud. All take their places."),
    (10, "*Forward* with each of the six pictures, the first two slowly. Error writes "
         "output and loss on the board. Which answers are wrong?"),
    (3, "Ask all: *who should change?* Let them bet before you go on."),
    (7, "Forward with the *{0}* once more, then *backward*. Connections write their new "
        "weight into the next box."),
    (6, "Forward with all six. What has become better, and did anything get worse?"),
    (4, "The same with the *{1}*: forward, backward."),
    (5, "Forward with all six: all are right, and the loss has fallen from {2} to {3}."),
    (5, "Sit down, and ask the questions below."),
)  # fmt: skip
QUESTIONS = (
    ("Where in this class is it written what a diagonal is?",
     "Nowhere, and everywhere: in fifteen weights. No child knows it alone."),
    ("At the first backward step, why did A's connections have nothing to do?",
     "A had said 0, so it had no part in the error. A unit that says 0 to every picture "
     "never learns again: a *dead unit*."),
    ("We learned from the {0}. Who noticed the left column?",
     "It is right now, too, though nobody showed it: both were wrong because of C."),
    ("Could the pixels send their numbers straight to Output, without A, B and C?",
     "No. The two diagonals together use each pixel once, and so do the two rows. With "
     "one weight per pixel both pairs have the same sum, so the diagonals cannot both be "
     "above 1 while both rows are not."),
    ("Is a loss of {3} good enough?",
     "All six answers are right. It could go on: the rising diagonal is {4}, not 2."),
)  # fmt: skip
WRONG = (
    ("Someone changed the weight before it was used to send the number back.",
     "First all pass back, then all change. Say “pass back” and “change” as two commands."),
    ("A minus sign is lost.",
     "Let the neighbour check: minus a minus makes a weight *grow*."),
    ("The sum does not fit the table.",
     "Ask unit by unit; the next page has every number. Real networks have no neighbour "
     "who notices."),
    ("Somebody wants to learn from another picture.",
     "It works by the same rules, but with quarters. Keep it for a class that likes them."),
)  # fmt: skip
SIZES = (
    ("More than 30", "Checkers: one beside each unit, Output and Error, who adds up, too."),
    ("24 to 29", "The teacher holds up the pictures."),
    ("20 to 23", "And the four pixels lie on the floor, turned up or down."),
    ("14 to 19", "And each child holds two connections into the same unit."),
    ("10 to 13", "And a hidden unit's child also holds the unit's connection to Output; "
                 "with ten, one child is both Output and Error."),
)  # fmt: skip
INTRODUCTION = (
    "An activity for thirty, {0} minutes, without a computer. The class is a network of "
    "four pixels, three hidden units and an output, and tells whether the two black "
    "squares of a picture lie on a diagonal. At first it gets three of six pictures wrong. "
    "Then it learns: forward with a picture, backward with the error."
)
BEFORE = (
    "Print this once, cut out the cards, and have pencils ready: 6 picture cards, 4 "
    "pixels, 15 connections, 3 hidden units, 1 output, 1 error. Pixels stand on the left; "
    "the four connections into A in a row before A, and so with B and C; Output and Error "
    "on the right. Draw six rows on the board, one for each picture: output and loss."
)
MODELLED = (
    "Weighted sums, the activation function ReLU (below 0: say 0), a hidden layer; the "
    "squared error; backpropagation, by which each connection is told its share; and "
    "stochastic gradient descent, one picture at a time: “÷ {0}” is the learning rate. It "
    "is what `ann_lib` computes, number for number: `SGD(1/{1})` and `MeanSquaredError()`."
)
LEFT_OUT = (
    "Biases: this task needs none. Random weights at the start, and thousands of small "
    "steps: these weights were chosen so that two steps are enough. Pictures that were "
    "held out: there are only six with two black squares, so the class cannot tell whether "
    "it has learned the idea or the six. And nerve cells: nobody has found that a brain "
    "sends errors back in this way."
)


def activity_html() -> str:
    """Return the whole activity as one HTML document: two pages, and thirty cards."""
    rounds = play()
    cards = make_cards(rounds[0])
    sheets = "".join(
        _sheet(cards[k : k + ON_A_SHEET]) for k in range(0, len(cards), ON_A_SHEET)
    )
    return document(
        f"{TITLE}: thirty cards",
        style_sheet(Path(__file__).with_name("unplugged.css")),
        f"<body>{_lead(rounds)}{_numbers(rounds)}{sheets}</body>",
    )


def _sheet(cards: list[Card]) -> str:
    return f'<section class="sheet cards">{"".join(map(Card.to_html, cards))}</section>'


def _lead(rounds: list[Round]) -> str:
    """Return the page for the teacher."""
    after = rounds[-1].answers["rising diagonal"].output
    losses = in_words(rounds[0].loss), in_words(rounds[-1].loss)
    fill = (*LEARN_FROM, *losses, in_words(after))
    minutes = sum(n for n, _ in MINUTES)
    steps = "".join(
        f"<li><b>{n} min</b> {inline(text.format(*fill))}</li>" for n, text in MINUTES
    )
    ask = "".join(
        f"<li>{inline(question.format(*fill))} <em>{inline(reply.format(*fill))}</em></li>"
        for question, reply in QUESTIONS
    )
    wrong = "".join(f"<li>{inline(fault)} {inline(mend)}</li>" for fault, mend in WRONG)
    sizes = table([(who, inline(what)) for who, what in SIZES])
    pictures = "".join(
        f"<figure>{squares(pixels, size=30)}<figcaption>{'yes' if RIGHT[name] else 'no'}"
        "</figcaption></figure>"
        for name, pixels in PICTURES.items()
    )
    return (
        f'<section class="sheet lead"><h1>{TITLE}</h1><div class="two"><div>'
        f"{paragraphs(INTRODUCTION.format(minutes))}"
        f'<div class="pictures">{pictures}</div></div>'
        f"<div>{network_diagram(width=210, labels=True)}</div></div>"
        f"<h2>Before</h2>{paragraphs(BEFORE)}"
        f"<h2>{minutes} minutes</h2><ol>{steps}</ol>"
        f"<h2>Ask</h2><ul>{ask}</ul>"
        f"<h2>What goes wrong</h2><ul>{wrong}</ul>"
        f"<h2>Another number of children</h2>{sizes}"
        f"<h2>What is modelled</h2>{paragraphs(MODELLED.format(STEP, 2 * STEP))}"
        f"<h2>What is left out</h2>{paragraphs(LEFT_OUT)}</section>"
    )


def _numbers(rounds: list[Round]) -> str:
    """Return every number that will be said, for the teacher."""
    parts = ["<h1>The numbers (for the teacher)</h1>"]
    names = ["Before learning", *(f"After the {name}" for name in LEARN_FROM)]
    for title, each in zip(names, rounds, strict=True):
        parts += [f"<h2>{title}</h2>", '<div class="two">', _answers(each), _weights(each)]
        parts.append("</div>")
        if each.lesson is not None:
            parts.append(_backward(each))
    return f'<section class="sheet numbers">{"".join(parts)}</section>'


def _answers(each: Round) -> str:
    rows = [
        (
            f"{squares(PICTURES[name], size=14)} {name}",
            *(in_words(said) for said in answer.said),
            in_words(answer.output),
            in_words(answer.loss),
            "✓" if answer.is_right else "<b>✗</b>",
        )
        for name, answer in each.answers.items()
    ]
    total = ("Together", "", "", "", "", in_words(each.loss), f"{each.n_wrong} wrong")
    return table([*rows, total], ("Picture", *UNITS, "Output", "Loss", ""))


def _weights(each: Round) -> str:
    rows = [
        (f"{pixel} →", *(in_words(w) for w in each.hidden[k]))
        for k, pixel in enumerate(PIXELS)
    ]
    out = ("→ Out", *(in_words(w) for w in each.output))
    return table([*rows, out], ("Weight", *UNITS))


def _backward(each: Round) -> str:
    """Return in words what is sent back from the picture that is learned from."""
    assert each.lesson is not None
    answer = each.answers[each.lesson]
    error = answer.output - RIGHT[each.lesson]
    signal = error / STEP
    parts = [
        f"*Backward with the {each.lesson}:* error {in_words(error)}, "
        f"signal {in_words(signal)}."
    ]
    up = [name for name, on in zip(PIXELS, PICTURES[each.lesson], strict=True) if on]
    for j, unit in enumerate(UNITS):
        if not answer.said[j]:
            parts.append(f"{unit} said 0: nothing changes.")
            continue
        back = signal * each.output[j]
        less = signal * answer.said[j]
        parts.append(
            f"{unit} said {in_words(answer.said[j])}: {unit} → Out passes back "
            f"{in_words(back)}, and its weight goes from {in_words(each.output[j])} to "
            f"{in_words(each.output[j] - less)}; {' and '.join(up)} → {unit} each become "
            f"smaller by {in_words(back)}."
        )
    return paragraphs(" ".join(parts))
