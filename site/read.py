"""The pages to read: each lesson run and written as one page, and a page that lists them.

Running the whole course takes minutes. So a page is kept in ``build/pages``, and taken from
there as long as nothing that it is made from has changed.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from html import escape
from pathlib import Path

from folders import BUILD, NOTEBOOKS, ROOT, Lesson
from start_page import by_part, template

from ann_course.reading import CSS, OFFLINE, reading_page

KEPT = BUILD / "pages"
MADE_FROM = ("ann_lib", "ann_course", "data", "pyproject.toml")


def write(out: Path, lessons: Sequence[Lesson], address: str = "") -> None:
    """Write the folder ``read`` of the site.

    Parameters
    ----------
    out : Path
        The site's folder.
    lessons : sequence of Lesson
        All notebooks of the course, in their order.
    address : str
        Where the site will be, such as ``https://example.org/course/``. With it, the
        pages name their own addresses, and ``sitemap.xml`` lists them.
    """
    folder = out / "read"
    folder.mkdir(parents=True, exist_ok=True)
    pages = {lesson.file: lesson.page for lesson in lessons}
    here = address and f"{address}read/"
    make = partial(page, pages=pages, address=here, version=version())
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        made = pool.map(make, pages)
        for name, html in zip(pages.values(), made, strict=True):
            (folder / name).write_text(html, encoding="utf-8")
    (folder / "index.html").write_text(index(lessons, here), encoding="utf-8")
    if address:
        places = [address, here, *(here + name for name in pages.values())]
        (out / "sitemap.xml").write_text(sitemap(places), encoding="utf-8")


def page(file: str, pages: dict[str, str], address: str, version: str) -> str:
    """Return the page of a notebook, the one that was kept if nothing has changed."""
    about = f"{version} {file} {pages} {address}".encode()
    notebooks = sorted(NOTEBOOKS.glob("*.ipynb"))
    titles = b"".join(path.read_bytes()[:300] for path in notebooks)  # pages name them
    content = (NOTEBOOKS / file).read_bytes()
    kept = KEPT / f"{hashlib.sha256(about + titles + content).hexdigest()}.html"
    if kept.exists():
        return kept.read_text(encoding="utf-8")
    html = reading_page(NOTEBOOKS / file, pages=pages, address=address)
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(html, encoding="utf-8")
    return html


def version() -> str:
    """Return what stands for the course's code and data as they are now."""
    found = hashlib.sha256()
    for name in MADE_FROM:
        top = ROOT / name
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.is_file() and "__pycache__" not in path.parts:
                found.update(path.relative_to(ROOT).as_posix().encode())
                found.update(path.read_bytes())
    return found.hexdigest()


def index(lessons: Sequence[Lesson], address: str = "") -> str:
    """Return the page that lists all pages."""
    named = {lesson.file: lesson for lesson in lessons}
    return template("read.html.j2").render(
        address=address,
        css=CSS,
        policy=OFFLINE,
        first=lessons[0],
        glossary=named["glossary.ipynb"],
        parts=by_part(lessons),
    )


def sitemap(addresses: Sequence[str]) -> str:
    """Return the list of pages that search engines read."""
    urls = "".join(f"<url><loc>{escape(each)}</loc></url>" for each in addresses)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>\n'
    )
