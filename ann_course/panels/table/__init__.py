"""A table's columns as cards, three scores with their spread, and a sealed exam."""
