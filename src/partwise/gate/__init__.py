"""The gate: rules held against a table, and what came of each."""
