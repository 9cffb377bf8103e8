"""What a sum goes through: an activation function's curve and its slope."""
