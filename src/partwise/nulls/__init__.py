"""Nulls: maps that know nothing of the model or of the segment, to hold attributions against."""
