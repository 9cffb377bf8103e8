"""The answer to each prediction, question and exercise, for the teacher's page."""

from __future__ import annotations

import html
import re

from ann_course.learn.exercise import Exercise
from ann_course.learn.form import Answered
from ann_course.learn.item import Item
from ann_course.learn.prediction import Prediction
from ann_course.learn.question import Option, Question
from ann_course.learn.several import Several
from ann_course.learn.style import card, inline, paragraphs


def answer_html(item: Item) -> str:
    """Return an item's answer, the likely wrong ones and what to ask next."""
    if isinstance(item, Prediction):
        return _prediction(item)
    if isinstance(item, Question):
        return _question(item)
    if isinstance(item, Answered):
        return _answered(item)
    if isinstance(item, Exercise):
        return _exercise(item)
    return card(item.kind.capitalize(), paragraphs(item.title))


def _prediction(item: Prediction) -> str:
    options = "".join(
        f"<li>{inline(item.options[i])}"
        f"{' <b>✓ what happens</b>' if i == item.right else ''}</li>"
        for i in item.order
    )
    body = f"{paragraphs(item.text)}<ol>{options}</ol>"
    because = paragraphs(f"*Because:* {item.because}") if item.because else ""
    tempting = item.options[next(i for i in item.order if i != item.right)]
    ask = item.ask or (
        f"What would have to be true for “{tempting.rstrip('.')}”? How would you notice?"
    )
    return card("Prediction", body + because + _ask_next(ask))


def _option(option: Option) -> str:
    text = inline(option.text)
    if option.right:
        reply = f"<br>{inline(option.reply)}" if option.reply else ""
        return f"<li>{text} <b>✓ right</b>{reply}</li>"
    lines, idea = [text], option.idea
    if idea is not None:
        lines.append(f"<em>It means:</em> {inline(idea.belief)}")
    lines.append(f"<em>Say:</em> {inline(option.reply or (idea.answer if idea else ''))}")
    if option.ask_next:
        lines.append(f"<em>Ask next:</em> {inline(option.ask_next)}")
    return f"<li>{'<br>'.join(lines)}</li>"


def _question(item: Question) -> str:
    options = "".join(_option(item.options[i]) for i in item.order)
    return card("Question", f"{paragraphs(item.text)}<ol>{options}</ol>")


def _answered(item: Answered) -> str:
    body = f"{paragraphs(item.text)}<p><em>Answer:</em> {inline(item.solution())}</p>"
    body += paragraphs(item.reply) if item.reply else ""
    if isinstance(item, Several):
        options = "".join(_option(item.options[i]) for i in item.order)
        body += f"<ol>{options}</ol>"
    rows = "".join(
        f"<li>{inline(item.words(item.check(mistake.wrong)))}<br>"
        f"<em>Say:</em> {inline(mistake.message)}</li>"
        for mistake in item.mistakes
    )
    if rows:
        body += f"<p><em>Likely mistakes, and what the reply says:</em></p><ul>{rows}</ul>"
    return card("Question", body + _ask_next(item.ask))


def _ask_next(ask: str) -> str:
    return f"<p><em>Ask next:</em> {inline(ask)}</p>" if ask else ""


def _exercise(item: Exercise) -> str:
    body = f"{paragraphs(item.text)}<p><em>Answer:</em></p>"
    body += f"<pre>{html.escape(item.solution)}</pre>"
    if item.hints:
        rows = "".join(f"<li>{inline(hint)}</li>" for hint in item.hints)
        body += f"<p><em>Hints, which open one by one:</em></p><ol>{rows}</ol>"
    if item.mistakes:
        rows = "".join(f"<li>{inline(mistake.message)}</li>" for mistake in item.mistakes)
        body += f"<p><em>Likely mistakes, and what the check says:</em></p><ol>{rows}</ol>"
    ask = item.ask
    if not ask and item.mistakes:
        told = re.split(r"(?<=[.?!])\s", item.mistakes[0].message, maxsplit=1)[0]
        ask = f"What may someone have written who is told: “{told}”?"
    return card(f"Exercise {item.key}", body + _ask_next(ask))
