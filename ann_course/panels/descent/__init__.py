"""Two weights, one loss: you against gradient descent on the same surface."""
