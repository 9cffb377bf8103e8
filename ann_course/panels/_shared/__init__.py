"""What several panels use: networks to open with, and checks of what they are given."""
