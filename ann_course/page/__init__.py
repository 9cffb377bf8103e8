"""What a learner's page needs from every output: the floor beneath panels and questions."""

from ann_course.page.names import Names
from ann_course.page.tasks import Task, Tasks
from ann_course.page.text import inline

__all__ = ["Names", "Task", "Tasks", "inline"]
