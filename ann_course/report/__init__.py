"""A class at a glance: one page to print, from what the learners handed in.

``python -m ann_course report FOLDER`` reads hand-ins and progress files, as many as there
are, and writes for each lesson which idea is wrong in how many heads, where someone is
stuck, and what to take up next. It runs nothing that is in the files.
"""

from __future__ import annotations

import html
import importlib
import re
import statistics
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from ann_course.copying import find_lesson
from ann_course.learn import Progress, TeacherPage, teacher
from ann_course.learn.exercise import Exercise
from ann_course.learn.prediction import Prediction
from ann_course.learn.style import CSS, document, inline, style_sheet
from ann_course.learn.teacher import PAGE_CSS
from ann_course.report.reading import HandedIn, Pile, read_folder
from ann_course.report.tally import PATIENCE, Bar, NextHour, Tally, next_hour, tally

REPORT_CSS = PAGE_CSS + style_sheet(Path(__file__).with_name("report.css"))


def report(folder: Path, *, names: bool = False) -> str:
    """Return the report on all that was handed in as one HTML document.

    Parameters
    ----------
    folder : Path
        With hand-ins or progress files (.json), in folders of their own or not.
    names : bool
        Whether to say who is stuck, and who handed in.

    Returns
    -------
    html : str
        Self-contained, ready to print.

    Raises
    ------
    OSError
        If the folder is missing or cannot be read.
    """
    pile = read_folder(folder)
    by_lesson: dict[str, list[HandedIn]] = {}
    for one in pile.records:
        by_lesson.setdefault(one.lesson, []).append(one)
    sections = ""
    for lesson, records in sorted(by_lesson.items()):
        found = _lesson(lesson)
        if found is None:
            why = f"is the record of {lesson!r}, which this course does not have"
            pile.aside += [(one.name or "a record without a name", why) for one in records]
        else:
            sections += _section(*found, records, names=names)
    if not sections:
        sections = (
            "<p>There is no record of a lesson in this folder. Learners make one with "
            "<b>Hand in</b> at a lesson's end; the files in <code>progress/</code> beside "
            "their notebooks will do, too.</p>"
        )
    policy = (
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">"
    )
    title = "The class at a glance"
    body = (
        '<body class="ann-document"><main class="ann-learn ann-teacher">'
        f"<h1>{title}</h1>{_count(pile)}{sections}{_aside(pile)}</main></body>"
    )
    return document(title, policy + CSS + REPORT_CSS, body)


def _lesson(lesson: str) -> tuple[TeacherPage, Progress] | None:
    """Return a lesson's page for teachers and what it asks, if there is this lesson."""
    if not (number := re.fullmatch(r"lesson_([0-9]{2})", lesson)):
        return None
    try:
        page = teacher(find_lesson(number[1]))
        asked = importlib.import_module(f"ann_course.lessons.{lesson}").progress
    except (FileNotFoundError, ModuleNotFoundError, AttributeError):
        return None
    return page, asked


def _count(pile: Pile) -> str:
    parts = [_plural(len(pile.records), "record")]
    if pile.n_older:
        parts.append(f"{_plural(pile.n_older, 'older hand-in or copy', '')} left out")
    if pile.aside:
        parts.append(f"{_plural(len(pile.aside), 'file')} set aside: see the end")
    day = datetime.now()
    return f"<p>{'; '.join(parts)}. Written on {day.day} {day:%B %Y}.</p>"


def _plural(n: int, word: str, ending: str = "s") -> str:
    return f"{n} {word}{ending * (n != 1)}"


def _section(
    page: TeacherPage, asked: Progress, records: Sequence[HandedIn], *, names: bool
) -> str:
    tallies = [tally(item, records) for item in asked.items]
    minutes = sorted(one.minutes for one in records)
    time = (
        f"{_plural(len(records), 'learner')}. Minutes taken: "
        f"{statistics.median(minutes):.0f} in the middle, from {minutes[0]:.0f} to "
        f"{minutes[-1]:.0f}; the lesson states {page.minutes:g}."
    )
    who = ""
    if names:
        known = sorted(filter(None, (one.name for one in records)), key=str.casefold)
        without = len(records) - len(known)
        listed = ", ".join(map(html.escape, known))
        nobody = f"{without} without a name" if without else ""
        who = f"<p>Handed in by: {'; '.join(filter(None, [listed, nobody]))}.</p>"
    take_up = "".join(
        f"<li>{inline(each.text)}{_ask(each)}</li>"
        for each in next_hour(tallies, len(records))
    )
    if take_up:
        take_up = f"<h3>To take up next hour</h3><ol>{take_up}</ol>"
    parts = "".join(_tally(each, len(records), names=names) for each in tallies)
    return (
        f'<section class="ann-lesson"><h2>{inline(page.title)}</h2><p>{time}</p>{who}'
        f"{take_up}{parts}</section>"
    )


def _ask(each: NextHour) -> str:
    if each.ask:
        return f"<br><em>Ask:</em> {inline(each.ask)}"
    return f"<br><em>The lesson says:</em> {inline(each.reply)}" if each.reply else ""


def _tally(found: Tally, n_records: int, *, names: bool) -> str:
    item = found.item
    lines = [_stand(found, n_records)]
    if found.hints or found.n_solutions:
        took = [f"{_plural(k, 'hint')}: {n}" for k, n in found.hints.items()]
        took += [f"the solution: {found.n_solutions}"] * bool(found.n_solutions)
        lines.append(f"Help taken: {', '.join(took)}.")
    if found.stuck:
        known = sorted(filter(None, found.stuck), key=str.casefold)
        who = f": {', '.join(map(html.escape, known))}" if names and known else ""
        lines.append(
            f"<b>Stuck: {len(found.stuck)}</b> tried {PATIENCE} times or more{who}."
        )
    bars = "".join(_bar(bar, max(found.n_tried, 1)) for bar in found.bars)
    heading = "Known mistakes" if isinstance(item, Exercise) else "First answer"
    if bars:
        bars = (
            f'<table class="ann-bars"><tr><th scope="col">{heading}</th>'
            f'<th scope="col">Learners</th></tr>{bars}</table>'
        )
    return (
        f'<section class="ann-card"><h3>{item.kind.capitalize()}: {inline(item.title)}</h3>'
        f"<p>{' '.join(lines)}</p>{bars}</section>"
    )


def _stand(found: Tally, n_records: int) -> str:
    if isinstance(found.item, Prediction):
        skipped = f", {found.n_skipped} asked to be shown" if found.n_skipped else ""
        return (
            f"{found.n_tried} of {n_records} predicted{skipped}; for {found.n_right} it "
            "came out so."
        )
    return f"{found.n_tried} of {n_records} tried; {found.n_right} right by now."


def _bar(bar: Bar, total: int) -> str:
    share = bar.count / total
    mark = " <b>✓</b>" if bar.right else ""
    belief = f"<br><em>{inline(bar.belief)}</em>" if bar.belief and bar.count else ""
    return (
        f'<tr><th scope="row">{inline(bar.text)}{mark}{belief}</th><td>'
        f'<span class="ann-bar{" ann-right" * bar.right}" style="width: {8 * share:.2f}em">'
        f"</span> {bar.count} ({share:.0%})</td></tr>"
    )


def _aside(pile: Pile) -> str:
    if not pile.aside:
        return ""
    rows = "".join(
        f"<li><code>{html.escape(name)}</code> {html.escape(why)}.</li>"
        for name, why in pile.aside
    )
    return f"<section><h2>Set aside</h2><ul>{rows}</ul></section>"
