"""Checks, files and printing: what a reader of the library may skip."""
