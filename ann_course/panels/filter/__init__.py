"""A kernel by hand: nine weights slide over a picture, and a filtered picture comes out."""
