"""One mouth that speaks, and a network that listens: what it hears, and from whom."""
