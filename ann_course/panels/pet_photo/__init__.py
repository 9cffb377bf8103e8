"""A photo of a pet, or of anything: cropped, scaled, and given to networks."""
