"""Teach a network your own drawings, and see whether it knows a neighbour's."""
