"""Predictions, questions and exercises for learners; progress and the teacher's page."""

from __future__ import annotations

from ann_course.learn.criteria import Criteria
from ann_course.learn.exercise import Exercise, Mistake
from ann_course.learn.labelling import Labelling
from ann_course.learn.misconceptions import MISCONCEPTIONS, Misconception
from ann_course.learn.number import Number
from ann_course.learn.ordering import Ordering
from ann_course.learn.prediction import Prediction
from ann_course.learn.progress import Progress
from ann_course.learn.question import Option, Question
from ann_course.learn.several import Several
from ann_course.learn.teacher import TeacherPage, teacher
from ann_course.learn.verdict import Verdict

__all__ = [
    "MISCONCEPTIONS",
    "Criteria",
    "Exercise",
    "Labelling",
    "Misconception",
    "Mistake",
    "Number",
    "Option",
    "Ordering",
    "Prediction",
    "Progress",
    "Question",
    "Several",
    "TeacherPage",
    "Verdict",
    "teacher",
]
