"""What each lesson asks: predictions, questions and exercises, one file a lesson."""
