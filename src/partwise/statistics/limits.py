"""Limits: below which numbers statistics stay silent."""

from __future__ import annotations

#: With fewer clusters there is no interval (`docs/statistics.md` shows what they would cover).
LEAST_CLUSTERS = 10
#: What is said where there are fewer.
TOO_FEW = "too few images"
#: More images than these are no advice.
MOST_IMAGES = 1e6
