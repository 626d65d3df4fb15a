"""Table: what is on disk, read through DuckDB, with its measures and conditions."""
