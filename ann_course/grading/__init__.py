"""Graded exercises: a learner's code is run where it can see no answer, and judged here."""
