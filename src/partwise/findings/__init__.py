"""Findings: the few sentences about a table that matter, each with what it rests on."""
