"""nbgrader's settings for all in the class: where assignments are handed out and in."""

import os

c = get_config()  # noqa: F821 - nbgrader's own

c.CourseDirectory.course_id = "ann"
c.Exchange.root = os.environ.get("CLASS_EXCHANGE", "/exchange")
# Who handed in is told by the folder, which no learner can choose.
c.ExchangeFactory.collect = "ann_course.grading.nbgrader_exchange.CollectFromEach"
c.ExchangeFactory.release_feedback = "ann_course.grading.nbgrader_exchange.FeedbackToEach"
c.ExchangeCollect.check_owner = False
