"""Pipeline: the only loop, from images to the rows of a table."""
