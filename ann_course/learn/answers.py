"""The answer to each prediction, question and exercise, for the teacher's page."""

from __future__ import annotations

import html

from ann_course.learn.exercise import Exercise
from ann_course.learn.item import Item
from ann_course.learn.misconceptions import MISCONCEPTIONS
from ann_course.learn.prediction import Prediction
from ann_course.learn.question import Option, Question
from ann_course.learn.style import card, inline, paragraphs


def answer_html(item: Item) -> str:
    """Return an item's answer, the likely wrong ones and what to ask next."""
    if isinstance(item, Prediction):
        return _prediction(item)
    if isinstance(item, Question):
        return _question(item)
    if isinstance(item, Exercise):
        return _exercise(item)
    return card(item.kind.capitalize(), paragraphs(item.title))


def _prediction(item: Prediction) -> str:
    options = "".join(
        f"<li>{inline(text)}{' <b>✓ what happens</b>' if i == item.right else ''}</li>"
        for i, text in enumerate(item.options)
    )
    body = f"{paragraphs(item.text)}<ol>{options}</ol>"
    because = paragraphs(f"*Because:* {item.because}") if item.because else ""
    ask = (
        "<p><em>Ask next:</em> Who predicted something else, and why? Let two who disagree "
        "convince each other before you show it.</p>"
    )
    return card("Prediction", body + because + ask)


def _option(option: Option) -> str:
    text = inline(option.text)
    if option.right:
        reply = f"<br>{inline(option.reply)}" if option.reply else ""
        return f"<li>{text} <b>✓ right</b>{reply}</li>"
    if option.misconception is None:
        return f"<li>{text}<br><em>Say:</em> {inline(option.answer)}</li>"
    found = MISCONCEPTIONS[option.misconception]
    return (
        f"<li>{text}<br><em>It means:</em> {inline(found.belief)}<br>"
        f"<em>Say:</em> {inline(option.reply or found.answer)}<br>"
        f"<em>Ask next:</em> {inline(found.ask)}</li>"
    )


def _question(item: Question) -> str:
    options = "".join(_option(option) for option in item.options)
    return card("Question", f"{paragraphs(item.text)}<ol>{options}</ol>")


def _exercise(item: Exercise) -> str:
    body = f"{paragraphs(item.text)}<p><em>Answer:</em></p>"
    body += f"<pre>{html.escape(item.solution)}</pre>"
    if item.hints:
        rows = "".join(f"<li>{inline(hint)}</li>" for hint in item.hints)
        body += f"<p><em>Hints, which open one by one:</em></p><ol>{rows}</ol>"
    if item.mistakes:
        rows = "".join(f"<li>{inline(mistake.message)}</li>" for mistake in item.mistakes)
        body += f"<p><em>Likely mistakes, and what the check says:</em></p><ol>{rows}</ol>"
    body += (
        "<p><em>Ask next:</em> Which is the smallest input that tells your answer from a "
        "wrong one?</p>"
    )
    return card(f"Exercise {item.key}", body)
