"""The unplugged activity: thirty cards, and the class is the network.

Forward with a picture, backward with the error. `game` has the numbers, `cards` what each
child does, and `page` the teacher's page around them; `handout` writes it all as one file.
"""

from ann_course.unplugged.page import activity_html

__all__ = ["activity_html"]
