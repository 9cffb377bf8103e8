"""What a learner's page needs from every output: the floor beneath panels and questions."""

from ann_course.page.script import Script, hidden_script
from ann_course.page.tasks import Task, Tasks
from ann_course.page.text import inline

__all__ = ["Script", "Task", "Tasks", "hidden_script", "inline"]
