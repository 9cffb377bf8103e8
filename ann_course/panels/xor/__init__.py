"""Nine numbers that solve XOR, or don't: the fold that a hidden layer makes."""
