"""A photo of a digit, step by step into pixels that a network can read."""
