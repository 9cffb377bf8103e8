"""A face between cat and dog: what one neuron and a hidden layer say, and why."""
