"""One artificial neuron as a picture, as arithmetic and as Python, all moving together."""
