"""What each lesson asks: predictions, questions and exercises, one folder per lesson."""

from ann_course.learn.watch import install

install()
