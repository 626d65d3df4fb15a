"""Limits: below which numbers statistics stay silent."""

from __future__ import annotations

#: With fewer clusters there is no interval (`docs/statistics.md` shows what they would cover).
LEAST_CLUSTERS = 10
