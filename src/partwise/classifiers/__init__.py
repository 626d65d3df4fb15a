"""Classifiers: one file an adapter, all behind the seam in `protocol`."""
