"""Planted shortcuts: rendered pictures, networks trained on them, and what partwise finds."""
