"""Runs in the site's kernel after a lesson: each of its panels, through its whole range."""

import gc
import traceback

from ann_course.live import Panel

found = []
for panel in [each for each in gc.get_objects() if isinstance(each, Panel)]:
    if panel.comm is None:  # closed: its cell was run again
        continue
    name = type(panel).__name__
    if panel.error.value:
        found.append(f"{name} shows an error: {panel.error.value}")
    try:
        panel.sweep()
    except Exception as error:
        text = "".join(traceback.format_exception_only(error))
        found.append(f"{name} fails in its sweep: {text}")
if found:
    raise AssertionError("\n".join(found))
