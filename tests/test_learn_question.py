"""A question answers each option, and each wrong one as its misconception."""

import pytest
from lesson_modules import LESSONS

from ann_course.learn import MISCONCEPTIONS, Option, Question
from ann_course.learn.choices import Choice
from ann_course.learn.item import title_of

BIAS = "threshold-and-bias-are-two"


@pytest.fixture
def question():
    return Question(
        "ask-bias",
        "Is the bias < the threshold? Say why.",
        [
            Option("They are two.", misconception=BIAS),
            Option("Its negative.", right=True, reply="Yes: `bias = -threshold`."),
            Option("Always 0.", reply="Only where nothing shifts it."),
        ],
    )


def parts(question):
    """Return the radio buttons, the button and the reply of its widget."""
    _, radio, row, reply, _script = question.widget.children
    return radio, *row.children, reply


def test_each_option_has_its_own_reply(question):
    replies = [question.choose(i) for i in range(3)]
    assert MISCONCEPTIONS[BIAS].answer in replies[0]
    assert MISCONCEPTIONS[BIAS].belief in replies[0]
    assert replies[1] == "Yes: `bias = -threshold`."
    assert replies[2] == "Only where nothing shifts it."


def test_a_reply_of_its_own_goes_before_the_misconceptions():
    option = Option("Two.", misconception=BIAS, reply="Look again.")
    assert option.answer == "Look again."


def test_attempts_are_counted_and_a_right_answer_stays(question):
    assert question.status() == "not answered yet"
    question.choose(0)
    question.choose(0)  # a second click on the same button
    assert question.status() == "not right yet, 1 attempt"
    question.choose(1)
    question.choose(2)
    assert question.status() == "right, 3 attempts"
    assert question.record() == {
        "key": "ask-bias",
        "kind": "question",
        "tried": True,
        "right": True,
        "attempts": 3,
        "first": 0,
        "chosen": 2,
        "options": 3,
    }


def test_clicks_answer_again_and_again(question):
    radio, button, reply = parts(question)
    assert button.disabled
    button.click()
    assert question.attempts == 0
    radio.value = 0
    assert not button.disabled
    assert question.attempts == 0  # a look at an option is no answer
    button.click()
    assert "✗ Not quite." in reply.value
    assert "Try again" in reply.value
    radio.value = 1
    button.click()
    assert "✓ Right." in reply.value
    assert "<code>bias = -threshold</code>" in reply.value
    assert "Try again" not in reply.value


def test_the_text_is_escaped_and_the_reply_is_spoken(question):
    assert "bias &lt; the threshold" in question.widget.children[0].value
    assert 'aria-live="polite"' in parts(question)[2].value


def test_reset_forgets(question):
    radio, _, reply = parts(question)
    question.choose(1)
    question.reset()
    assert radio.index is None
    assert "Right" not in reply.value
    assert not question.solved
    assert question.attempts == 0


def test_its_title_is_what_it_asks(question):
    assert question.title == "Is the bias < the threshold?"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("It fires. What will it do?", "It fires. What will it do?"),
        ("It fires. Twice as strong now. " * 4 + "What then? Mind it.", "Twice as "
         "strong now. " + "It fires. Twice as strong now. " * 2 + "What then?"),
        (f"It has {'as ' * 40}much. And now?", f"… {'as ' * 28}much. And now?"),
        ("The lecture calls it…", "The lecture calls it…"),
        ("Fill the gaps in `f`: a and b. Mind c.", "Fill the gaps in `f`."),
        (f"Is {'it ' * 40}so?", f"Is {'it ' * 31}i..."),
    ],
)  # fmt: skip
def test_a_title_is_the_last_question_with_as_much_before_it_as_fits(text, title):
    assert title_of(text) == title


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_question_shows_itself_in_the_progress_table(lesson):
    for item in LESSONS[lesson].ITEMS:
        assert len(item.title) <= 100
        if isinstance(item, Choice):
            assert item.title.endswith(("?", "…", "...")), item.title
            assert len(item.title) >= 27, item.title


def test_an_index_outside_the_options_is_refused(question):
    with pytest.raises(ValueError, match="index must be from 0 to 2"):
        question.choose(3)
    assert question.attempts == 0


def test_an_option_must_mean_something():
    with pytest.raises(ValueError, match=r"'Two\.' needs a misconception or a reply"):
        Option("Two.")
    with pytest.raises(ValueError, match="misconception belongs to a wrong option"):
        Option("Two.", right=True, misconception=BIAS)
    with pytest.raises(ValueError, match="misconception must be one of"):
        Option("Two.", misconception="no-such-idea")
    with pytest.raises(ValueError, match="text must be a text that is not empty"):
        Option(" ", right=True)


@pytest.mark.parametrize("rights", [[True, True], [False, False], [True]])
def test_exactly_one_option_is_right(rights):
    options = [Option(f"{i}", right=right, reply="So.") for i, right in enumerate(rights)]
    with pytest.raises(ValueError, match="at least two with exactly one right"):
        Question("ask", "Which?", options)


def test_options_must_be_options():
    with pytest.raises(TypeError, match="options must be Option objects, got"):
        Question("ask", "Which?", ["one", "two"])
