"""Comparison: two tables set against each other, picture by picture or as two groups."""
