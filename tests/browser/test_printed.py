"""What teachers print: whole pages, on A4 and on Letter, with nothing cut off."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest

from ann_course.copying import find_course
from ann_course.handing_out import ACTIVITY, ANSWERS, chosen_files, hand_out, print_pdf

pytestmark = pytest.mark.browser

PAPERS = {"A4": (210, 297), "Letter": (216, 279)}
"""Name -> width and height in mm."""
PIXELS_PER_MM = 96 / 25.4

# The elements whose text does not fit into them.
CUT = """(selector) => [...document.querySelectorAll(selector)]
    .filter(box => box.scrollHeight > box.clientHeight + 1
        || box.scrollWidth > box.clientWidth + 1)
    .map(box => box.textContent.slice(0, 40))"""

# Text and the table beneath it, which stands at the card's foot: do they overlap?
OVERLAP = """() => [...document.querySelectorAll('.card')].filter(card => {
    const table = card.querySelector(':scope > table');
    const steps = card.querySelector('.steps').getBoundingClientRect();
    return table && table.getBoundingClientRect().top < steps.bottom;
}).map(card => card.textContent.slice(0, 40))"""


def pages_of(pdf: bytes) -> list[str]:
    """Return the text of each page, without its spaces."""
    from pypdf import PdfReader

    texts = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    return [re.sub(r"\s", "", text) for text in texts]


def words(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.fixture(scope="module")
def teachers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("class")
    hand_out(chosen_files(find_course(), ["02"]), folder)
    return folder / "teachers"


def test_all_answers_and_the_activity_print_whole(teachers: Path, browser: Any) -> None:
    answers = pages_of(print_pdf(teachers / ANSWERS).read_bytes())
    assert 4 <= len(answers) <= 20
    assert all(answers), "no page is empty"
    assert "(forteachers)" in answers[0]
    assert words("What is left out: Learning: you are the one") in "".join(answers)
    activity = pages_of(print_pdf(teachers / ACTIVITY).read_bytes())
    assert len(activity) == 6

    page = browser.new_page()
    page.emulate_media(media="print")
    for name, (width, height) in PAPERS.items():
        inside = {"width": int((width - 20) * PIXELS_PER_MM), "height": 1000}
        page.set_viewport_size(inside)
        page.goto((teachers / ANSWERS).as_uri())
        assert page.evaluate(CUT, ".ann-card, .ann-teacher table, body") == []
        page.goto((teachers / ACTIVITY).as_uri())
        assert page.evaluate(CUT, ".card") == []
        assert page.evaluate(OVERLAP) == []
        tallest = page.evaluate(
            "Math.max(...[...document.querySelectorAll('.sheet')].map(s => s.offsetHeight))"
        )
        assert tallest <= (height - 20) * PIXELS_PER_MM
        sheets = pages_of(page.pdf(format=name, prefer_css_page_size=False))
        assert len(sheets) == 6
        assert words("What is left out") in sheets[0]
        assert words("After the bottom row") in sheets[1]
        assert sum(sheet.count("Forward:") for sheet in sheets[2:]) == 30
        assert sheets[2].count("Forward:") == 8
    page.close()
