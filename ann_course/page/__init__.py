"""What a learner's page needs from every output: the floor beneath panels and questions."""

from ann_course.page.names import Names

__all__ = ["Names"]
