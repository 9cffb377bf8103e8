"""The pages to read: each lesson run and written as one page, and a page that lists them.

Running the whole course takes minutes. So each lesson that was run is kept in
``build/run``, and taken from there as long as nothing that it depends on has changed.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from html import escape, unescape
from pathlib import Path
from urllib.parse import unquote

import nbformat
from folders import BUILD, NOTEBOOKS, ROOT, Lesson
from start_page import by_part, template

from ann_course.reading import CSS, OFFLINE, render, run
from ann_lib._support.storage import write_atomically

KEPT = BUILD / "run"
DEPENDS_ON = ("ann_lib", "ann_course", "data", "pyproject.toml")
LOOKS = {".css", ".j2", ".js"}


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
    """Return the page of a notebook, which is run unless that has been kept."""
    notebook = NOTEBOOKS / file
    key = hashlib.sha256(version.encode() + notebook.read_bytes()).hexdigest()
    kept = KEPT / f"{notebook.stem}-{key}.ipynb"
    if not kept.exists():
        content = run(notebook)
        kept.parent.mkdir(parents=True, exist_ok=True)
        for old in KEPT.glob(f"{notebook.stem}-*.ipynb"):
            old.unlink()
        write_atomically(kept, nbformat.writes(content).encode())
    content = nbformat.read(kept, as_version=4)
    return render(content, notebook, pages=pages, address=address)


def version() -> str:
    """Return what stands for all that a lesson's outputs depend on, but for its looks."""
    found = hashlib.sha256()
    for name in DEPENDS_ON:
        top = ROOT / name
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.is_file() and path.suffix not in LOOKS | {".pyc"}:
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


def dead_links(out: Path) -> list[str]:
    """Return the links of the site's own pages that lead nowhere, one sentence each."""
    pages = [out / "index.html", *sorted((out / "read").glob("*.html"))]
    texts = {path.resolve(): path.read_text(encoding="utf-8") for path in pages}
    found = []
    for path, html in texts.items():
        for link in map(unescape, re.findall(r'<a\b[^>]*\bhref="([^"]+)"', html)):
            if re.match("[a-z]+:", link):
                continue
            file, _, place = unquote(link).partition("#")
            target = (path.parent / file.partition("?")[0]).resolve() if file else path
            known = texts.get(target, f'id="{escape(place)}"')
            if not target.exists() or (place and f'id="{escape(place)}"' not in known):
                found.append(f"{path.name} links to {link}, which is not there.")
    return found


def sitemap(addresses: Sequence[str]) -> str:
    """Return the list of pages that search engines read."""
    urls = "".join(f"<url><loc>{escape(each)}</loc></url>" for each in addresses)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>\n'
    )
