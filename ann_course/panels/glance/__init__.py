"""A whole network for one picture: every map of every layer, and the sum behind each."""
