"""Simulations: what intervals and verdicts keep where the truth is known."""
