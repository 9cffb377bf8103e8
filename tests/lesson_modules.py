"""All lessons, for tests that walk through what each of them asks."""

import importlib
import pkgutil

from ann_course import lessons

LESSONS = {
    found.name: importlib.import_module(f"ann_course.lessons.{found.name}")
    for found in pkgutil.iter_modules(lessons.__path__)
}
"""Name -> module, such as "lesson_02"."""
