"""A network layer by layer: what a unit answers to, and what happens without it."""
