"""Predictions, questions and exercises for learners; progress and the teacher's page."""

from __future__ import annotations

from ann_course.learn.criteria import Criteria
from ann_course.learn.exercise import Exercise, Mistake
from ann_course.learn.misconceptions import MISCONCEPTIONS, Misconception
from ann_course.learn.prediction import Prediction
from ann_course.learn.progress import Progress
from ann_course.learn.question import Option, Question
from ann_course.learn.teacher import TeacherPage, teacher
from ann_course.learn.verdict import Verdict

__all__ = [
    "MISCONCEPTIONS",
    "Criteria",
    "Exercise",
    "Misconception",
    "Mistake",
    "Option",
    "Prediction",
    "Progress",
    "Question",
    "TeacherPage",
    "Verdict",
    "teacher",
]
