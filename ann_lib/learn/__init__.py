"""What asks the learner and answers: predictions, questions, exercises, progress."""

from __future__ import annotations

from ann_lib.learn.exercise import Exercise, Mistake
from ann_lib.learn.misconceptions import MISCONCEPTIONS, Misconception
from ann_lib.learn.prediction import Prediction
from ann_lib.learn.progress import Progress
from ann_lib.learn.question import Option, Question
from ann_lib.learn.teacher import TeacherPage, teacher
from ann_lib.learn.verdict import Verdict

__all__ = [
    "MISCONCEPTIONS",
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
