"""A nerve cell that fires or stays silent, and the way its signal takes."""
