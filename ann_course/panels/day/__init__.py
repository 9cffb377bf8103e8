"""A day, predicted: two lines and ten networks, and two exams that they sit."""
