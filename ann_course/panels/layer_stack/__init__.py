"""Layers in a row: what many of them are without an activation function between them."""
