"""Draw a digit and watch a network read it: every layer answers as you draw."""
