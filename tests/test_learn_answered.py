"""Numbers, several options, labels and orders: each wrong answer has a true reply."""

import asyncio
import itertools
import json
import re

import ipywidgets as widgets
import pytest
from html_reader import read
from lesson_modules import LESSONS

from ann_course.learn import (
    Labelling,
    Mistake,
    Number,
    Option,
    Ordering,
    Question,
    Several,
)
from ann_course.learn.answers import answer_html
from ann_course.learn.form import Answered
from ann_course.page.number import read_number

ASKED = [i for module in LESSONS.values() for i in module.ITEMS if isinstance(i, Answered)]


def climb():
    return Number(
        "ask-climb",
        "How long is the climb?",
        -12.5,
        tolerance=0.05,
        unit="ms",
        reply="Yes: it takes a while.",
        mistakes=[Mistake(-14.5, "You added the pause."), Mistake(0, "It takes time.")],
    )


def even():
    options = [
        Option("1", reply="It leaves a rest of 1."),
        Option("2", right=True),
        Option("3", reply="It is 2 and 1."),
        Option("4", right=True),
        Option("6", right=True),
    ]
    mistakes = [Mistake([0, 2], "Those are the odd ones.")]
    return Several("ask-even", "Which are even?", options, mistakes=mistakes, ordered=True)


def corners():
    return Labelling(
        "ask-corners",
        "Which is which?",
        {"A": "left", "B": "middle", "C": "right"},
        extra=("outside",),
        mistakes=[
            Mistake(
                {"A": "right", "B": "middle", "C": "left"}, "Left and right are swapped."
            )
        ],
    )


def proof():
    return Ordering(
        "ask-proof",
        "Put it in order.",
        {"A": "a = 1", "B": "b = 2", "C": "c = a + b", "D": "c = 4", "E": "c = 3"},
        ["ABCE", "BACE"],
        mistakes=[Mistake("ABCD", "2 and 1 are not 4.", when=lambda given: "D" in given)],
    )


MADE = [climb, even, corners, proof]
RIGHT = {
    "ask-climb": -12.5,
    "ask-even": [1, 3, 4],
    "ask-corners": {"A": "left", "B": "middle", "C": "right"},
    "ask-proof": list("ABCE"),
}
WRONG = {
    "ask-climb": -20,
    "ask-even": [0, 1],
    "ask-corners": {"A": "left", "B": "right", "C": "outside"},
    "ask-proof": list("ACBE"),
}
each_kind = pytest.mark.parametrize("make", MADE)
each_asked = pytest.mark.parametrize("item", ASKED, ids=lambda item: item.key)


@pytest.fixture(autouse=True)
def fresh():
    yield
    for item in ASKED:
        item.reset()


def all_widgets(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from all_widgets(child)


def find(item, kind):
    return [w for w in all_widgets(item.widget) if type(w) is kind]


def button(item, name):
    (found,) = (b for b in find(item, widgets.Button) if b.description == name)
    return found


def reply(item):
    return item.widget.children[-2].value


# What all of them do


@each_kind
def test_right_and_wrong_answers_are_counted(make):
    item = make()
    assert item.status() == "not answered yet"
    said = item.answer(WRONG[item.key])
    item.answer(WRONG[item.key])  # again the same
    assert said
    assert item.status() == "not right yet, 1 attempt"
    assert item.answer(RIGHT[item.key]) == item.reply
    assert item.status() == "right, 2 attempts"
    item.answer(WRONG[item.key])
    assert item.solved


@each_kind
def test_known_mistakes_have_their_own_reply(make):
    item = make()
    for mistake in item.mistakes:
        assert item.answer(mistake.wrong) == mistake.message
        assert not item.solved


@each_kind
def test_the_page_shows_the_question_the_reply_and_what_was_answered(make):
    item = make()
    assert "ann-ask" in item.widget._dom_classes
    assert item.text in item.widget.children[0].value
    assert "Right" not in reply(item)
    item.answer(WRONG[item.key])
    assert "✗ Not quite." in reply(item)
    assert 'aria-live="polite"' in reply(item)
    item.answer(RIGHT[item.key])
    assert "✓ Right." in reply(item)
    button(item, "Answer").click()  # what the fields hold is what was answered
    assert item.attempts == 2
    assert item.given == RIGHT[item.key]


@each_kind
def test_nothing_is_answered_before_anything_is_given(make):
    item = make()
    if isinstance(item, Ordering):
        return  # there is always an order
    button(item, "Answer").click()
    assert item.attempts == 0
    assert "Not yet." in reply(item)


@each_kind
@pytest.mark.parametrize("answers", [[], ["WRONG"], ["RIGHT"], ["WRONG", "RIGHT"]])
def test_a_record_restores_what_was_answered(make, answers):
    item = make()
    for name in answers:
        item.answer({"WRONG": WRONG, "RIGHT": RIGHT}[name][item.key])
    record = json.loads(json.dumps(item.record()))
    page, status = reply(item), item.status()
    again = make()
    changes = []
    again.on_change(lambda: changes.append(again.status()))
    assert "Right" not in reply(again)
    again.restore(record)
    assert changes == [status]
    assert again.record() == record
    assert reply(again).endswith(page)
    assert ("From last time" in reply(again)) == bool(answers)
    if answers:
        button(again, "Answer").click()
        assert again.attempts == len(answers)


@each_kind
@pytest.mark.parametrize("given", [{"A": "up"}, [9], "Z", float("nan"), object()])
def test_a_record_of_another_question_is_refused(make, given):
    item = make()
    item.answer(WRONG[item.key])
    before = item.record()
    with pytest.raises((ValueError, TypeError)):
        item.restore(before | {"given": given})
    assert item.record() == before


@each_kind
def test_without_a_kernel_question_and_answer_are_there_in_words(make):
    item = make()
    assert item.text in item.still_text()
    assert "not answered yet" in item.still_text()
    item.answer(RIGHT[item.key])
    assert "right, 1 attempt" in item.still_text()
    assert "<style" not in item.still_html()
    still, living = item.mime_bundles()
    assert living["application/vnd.jupyter.widget-view+json"]
    assert item.text in still["text/plain"]


@each_kind
def test_reset_forgets(make):
    item = make()
    fresh_page = [w.value for w in all_widgets(item.widget) if w.has_trait("value")]
    item.answer(RIGHT[item.key])
    item.reset()
    assert [w.value for w in all_widgets(item.widget) if w.has_trait("value")] == fresh_page
    assert (item.given, item.attempts, item.solved) == (None, 0, False)


@each_kind
def test_the_teachers_page_has_answer_mistakes_and_what_to_ask(make):
    item = make()
    item.ask = "And why?"
    text = read(answer_html(item)).text
    assert item.solution() in text
    assert all(mistake.message in text for mistake in item.mistakes)
    assert "Ask next: And why?" in text


@each_kind
def test_what_is_right_is_no_mistake(make):
    item = make()
    with pytest.raises(ValueError, match=r"mistakes hold .*, but that is right"):
        item.__class__.__bases__[0].__init__(
            item, item.key, item.text, mistakes=[Mistake(RIGHT[item.key], "No.")]
        )


# Numbers


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("−0.5", -0.5),
        ("–0,5", -0.5),
        (" +3 ", 3.0),
        ("12 000", 12000.0),
        ("1.234,5".replace(".", ""), 1234.5),
        ("63 Hz", 63.0),
        ("63,0Hz", 63.0),
        (".5", 0.5),
        ("5.", 5.0),
        ("0,125", 0.125),
        ("2e-3", 0.002),
        ("−1/2", -0.5),
        ("3 / 4 Hz", 0.75),
        ("12,5 %", 0.125),
    ],
)
def test_a_number_is_read_as_it_is_meant(text, number):
    assert read_number(text, "Hz") == number


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Type a number first"),
        ("  ", "Type a number first"),
        ("Hz", "Type a number first"),
        (
            "two",
            r"“two” is not a number. Write it in digits, such as −1.25, with or without ",
        ),
        ("1/0", "“1/0” is not a number"),
        ("1/2/3", "“1/2/3” is not a number"),
        ("1.5.2", "is not a number"),
        ("1.234,5", "is not a number"),
        ("12,500", r"Write it without commas: 12500 or 12\.500"),
        ("inf", "is not a number"),
        ("1e999", "larger than any number"),
    ],
)
def test_a_text_that_is_no_number_gets_a_sentence(text, words):
    with pytest.raises(ValueError, match=words):
        read_number(text, "Hz")


def test_a_number_may_be_off_by_the_tolerance():
    item = climb()
    for near in ("-12.45", "-12,55", "−12.5 ms"):
        item.reset()
        assert item.answer(near) == "Yes: it takes a while."
    assert item.answer("-12.56") == "It is larger than that."
    assert item.answer(-12.4) == "It is smaller than that."
    assert item.answer("12.5") == "The size is right. Look at the sign again."


def test_arithmetic_is_forgiven_its_last_place():
    item = Number("ask", "How much?", 0.3)
    item.answer(0.1 + 0.2)
    assert item.solved


@pytest.mark.parametrize("answer", ["1e999", float("inf"), True, None, [1]])
def test_what_is_no_number_is_not_counted(answer):
    item = climb()
    with pytest.raises(ValueError, match=r"number"):
        item.answer(answer)
    assert item.attempts == 0


def press_enter(field):
    """Tell what the page tells when Enter is pressed in a field."""
    content = {"method": "custom", "content": {"event": "submit"}}
    field._handle_msg({"content": {"data": content}, "buffers": []})


def test_a_typed_number_stays_as_it_was_typed_and_enter_answers():
    item = climb()
    (field,) = find(item, widgets.Text)
    field.value = "−12,50 ms"
    press_enter(field)
    assert item.solved
    assert field.value == "−12,50 ms"
    assert [label.value for label in find(item, widgets.Label)] == ["ms"]


def test_enter_waits_for_the_number_that_is_on_its_way():
    item = climb()
    (field,) = find(item, widgets.Text)

    async def type_and_press():
        press_enter(field)
        assert item.attempts == 0
        field.value = "−12.5"
        assert item.solved
        field.value = "7"  # typed on, and Enter not pressed
        assert item.attempts == 1

    asyncio.run(type_and_press())


def test_a_text_in_the_field_is_answered_in_a_sentence():
    item = climb()
    (field,) = find(item, widgets.Text)
    field.value = "<b>long</b>"
    button(item, "Answer").click()
    assert "“&lt;b&gt;long&lt;/b&gt;” is not a number" in reply(item)
    assert field.value == "<b>long</b>"
    assert item.attempts == 0


# Several


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ([0, 1, 3, 4], "“1”: It leaves a rest of 1."),
        ([1], "So far right. Of the others, 2 are right, too."),
        ([1, 3], "So far right. Of the others, 1 is right, too."),
        ([0, 1, 2, 4], "“1”: It leaves a rest of 1. “3”: It is 2 and 1. "
         "Of the right ones, 1 is still missing."),
        ([0, 2], "Those are the odd ones."),
    ],
)  # fmt: skip
def test_each_wrong_box_is_answered_and_missing_ones_are_counted(given, words):
    assert even().answer(given) == words


def test_boxes_are_ticked_in_the_drawn_order():
    item = even()
    boxes = find(item, widgets.Checkbox)
    assert [box.description for box in boxes] == [item.options[i].text for i in item.order]
    for box in boxes:
        box.value = box.description in "246"
    button(item, "Answer").click()
    assert item.solved


@pytest.mark.parametrize("rights", [[1, 0], [1, 1, 1], [0, 0, 0]])
def test_several_means_two_or_more_right_ones_and_a_wrong_one(rights):
    options = [Option(f"{i}", right=bool(r), reply="So.") for i, r in enumerate(rights)]
    with pytest.raises(ValueError, match="at least two right ones and a wrong one"):
        Several("ask", "Which?", options)


# Labels


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["left", "right", "middle"], "Look at B and C again."),
        (["left", "right", "right"], "Look at B again. “right” stands there twice, at B "
         "and C."),
        (["left", "middle", "outside"], "Look at C again."),
        (["middle", "right", "left"], "None of them is right yet. Begin with the one that "
         "you are surest of."),
        (["right"] * 3, "Look at A and B again. “right” stands there 3 times, at A, B and "
         "C."),
        (["right", "middle", "left"], "Left and right are swapped."),
    ],
)  # fmt: skip
def test_wrong_labels_are_named_by_their_letters(names, words):
    assert corners().answer(dict(zip("ABC", names, strict=True))) == words


def test_menus_have_a_letter_and_all_names_and_begin_open():
    item = corners()
    menus = find(item, widgets.Dropdown)
    assert [menu.description for menu in menus] == ["A", "B", "C"]
    assert all(menu.index == 0 for menu in menus)  # with None the page shows nothing
    assert menus[0].options[0] == ("choose…", "")
    assert {name for _, name in menus[0].options} == {"", "left", "middle", "right",
                                                      "outside"}  # fmt: skip
    menus[0].value = "left"
    menus[1].value = "middle"
    button(item, "Answer").click()
    assert "Choose a name for each letter first: C is open." in reply(item)
    assert [menu.value for menu in menus] == ["left", "middle", ""]
    menus[2].value = "right"
    button(item, "Answer").click()
    assert item.solved


def test_a_picture_is_drawn_when_it_is_first_shown():
    drawn = []
    item = Labelling("ask", "Which?", {"A": "one", "B": "two"}, picture=lambda: (
        drawn.append(1) or '<svg role="img" aria-label="Two."></svg>'))  # fmt: skip
    assert not drawn
    assert "Two." in item.widget.children[1].value
    assert item.widget is item.widget
    assert drawn == [1]


# Orders


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("ACBE", "The first line fits. Look at what you put second: C."),
        ("CABE", "Look at what you put first: C."),
        ("BAEC", "The first 2 lines fit. Look at what you put third: E."),
        ("ABC", "All fits so far, but it goes on."),
        ("", "All fits so far, but nothing is there."),
        ("ABCD", "2 and 1 are not 4."),
    ],
)
def test_the_first_line_that_does_not_fit_is_named(given, words):
    assert proof().answer(given) == words


def test_lines_move_with_buttons_and_keep_the_choice():
    item = proof()
    (lines,) = find(item, widgets.Select)
    assert lines.value is None
    for name in ("Up", "Down", "Leave out"):
        button(item, name).click()
        assert any("Choose a line first." in w.value for w in find(item, widgets.HTML))
    assert [letter for _, letter in lines.options] == item.start
    lines.value = "D"
    button(item, "Leave out").click()
    assert lines.value == "D"
    assert lines.label == "left out:  D: c = 4"
    button(item, "Up").click()
    assert any("Take it back first." in w.value for w in find(item, widgets.HTML))
    assert lines.options[-1][1] == "D"
    for letter in "ECBA":  # to the top, the last of them first
        lines.value = letter
        for _ in range(5):
            button(item, "Up").click()
            assert lines.value == letter
    assert [label for label, _ in lines.options] == [
        "1.  A: a = 1", "2.  B: b = 2", "3.  C: c = a + b", "4.  E: c = 3",
        "left out:  D: c = 4"]  # fmt: skip
    assert any(
        "Line A is now in place 1 of 4." in w.value for w in find(item, widgets.HTML)
    )
    assert item.attempts == 0
    button(item, "Answer").click()
    assert item.solved
    assert lines.value is None


def test_a_line_that_was_left_out_comes_back_at_the_end():
    item = proof()
    (lines,) = find(item, widgets.Select)
    lines.value = lines.options[0][1]
    chosen = lines.value
    button(item, "Leave out").click()
    button(item, "Take back").click()
    assert lines.options[-1] == (f"5.  {chosen}: {item.lines[chosen]}", chosen)
    button(item, "Down").click()  # it is the last one already
    assert lines.options[-1][1] == chosen


def test_it_does_not_begin_solved():
    for key in (f"ask-{i}" for i in range(30)):
        item = Ordering(key, "In order, please.", ["one", "two"], [["one", "two"]])
        assert item.start == ["two", "one"]
        assert not any(b.description == "Leave out" for b in find(item, widgets.Button))


@pytest.mark.parametrize(
    ("orders", "words"),
    [([], "at least one right order"), (["AA"], "each once; got AA"), (["AX"], "got AX")],
)
def test_right_orders_are_made_of_the_lines(orders, words):
    with pytest.raises(ValueError, match=words):
        Ordering("ask", "In order.", {"A": "a", "B": "b"}, orders)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("AAB", "A more often"),
        ("AXB", "The lines are A, B, C, D, E"),
        (3, "letters in order"),
    ],
)
def test_an_impossible_order_is_refused(given, words):
    with pytest.raises(ValueError, match=words):
        proof().answer(given)


# The lessons


def test_lessons_01_and_03_let_lines_be_moved_and_parts_be_labelled():
    found = {item.key: type(item) for item in ASKED}
    assert found["label-parts"] is Labelling
    assert found["order-proof"] is Ordering
    assert set(found.values()) == {Number, Several, Labelling, Ordering}


@each_asked
def test_each_mistake_is_answered_by_its_own_reply(item):
    assert len(item.mistakes) >= 3
    for mistake in item.mistakes:
        assert item.answer(mistake.wrong) == mistake.message
    assert not item.solved
    assert item.reply
    assert item.ask.endswith("?")


def answers(item):
    """Return every answer that a learner can give, or many."""
    if isinstance(item, Number):
        return [i / 2 for i in range(-40, 41)]
    if isinstance(item, Several):
        n = range(1, len(item.options) + 1)
        return [c for k in n for c in itertools.combinations(range(len(item.options)), k)]
    if isinstance(item, Labelling):
        names = itertools.product(item.choices, repeat=len(item.names))
        return [dict(zip(item.names, chosen, strict=True)) for chosen in names]
    shortest = 0 if item.leaves_out else len(item.lines)
    n = range(shortest, len(item.lines) + 1)
    return [order for k in n for order in itertools.permutations(item.lines, k)]


@each_asked
def test_each_wrong_answer_gets_a_sentence_that_gives_nothing_away(item):
    solution = item.solution()
    right = 0
    for answer in answers(item):
        given = item.check(answer)
        if item.is_right(given):
            right += 1
            continue
        said = item.reply_to(given)
        assert re.search(r"[.?]$", said), answer
        assert solution not in said, answer
    assert right == (len(item.orders) if isinstance(item, Ordering) else 1)


@pytest.mark.parametrize("item", [i for i in ASKED if isinstance(i, Number)])
def test_what_is_no_number_is_not_told_the_right_one(item):
    """As an example of a number, of all there are."""
    with pytest.raises(ValueError, match="not a number") as told:
        item.check("a half")
    assert item.solution() not in str(told.value)


def test_no_line_begins_in_its_place():
    for item in ASKED:
        if isinstance(item, Ordering):
            for order in item.orders:
                pairs = zip(order, item.start, strict=False)
                assert not any(one == other for one, other in pairs), item.key


def test_the_parts_are_labelled_in_a_picture_with_words():
    item = next(item for item in ASKED if item.key == "label-parts")
    picture = item.widget.children[1].value
    assert 'role="img"' in picture
    assert "A: many short branches" in picture
    for name in item.names.values():
        assert name not in picture


@pytest.mark.parametrize("make", [climb, even, corners])
def test_a_record_of_another_kind_of_question_is_refused(make):
    question = Option("Yes.", right=True), Option("No.", reply="Look.")
    record = Question(make().key, "Is it?", question).record()
    with pytest.raises(ValueError, match="must hold what was given, got none"):
        make().restore(record)
