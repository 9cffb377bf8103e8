"""What each lesson asks: predictions, questions and exercises, one folder per lesson."""
