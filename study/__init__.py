"""The study: what partwise finds on planted shortcuts, beside what else one would use."""
