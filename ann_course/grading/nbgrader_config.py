# mypy: ignore-errors
"""nbgrader's settings for assignments of the ANN course companion.

Learners' code is judged behind a wall (ann_course.grading), not in the notebook's kernel;
what was deleted or renamed in a submission is put right first.
"""

from ann_course.grading.nbgrader_steps import AUTOGRADE, SANITIZE

c = get_config()  # noqa: F821 - nbgrader's own
c.ClearSolutions.code_stub = {"python": "# Fill in the gaps above."}
c.Autograde.sanitize_preprocessors = SANITIZE
c.Autograde.autograde_preprocessors = AUTOGRADE
