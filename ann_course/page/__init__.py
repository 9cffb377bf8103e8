"""What a learner's page needs from every output: the floor beneath panels and questions."""

from ann_course.page.script import Script, hidden_script

__all__ = ["Script", "hidden_script"]
