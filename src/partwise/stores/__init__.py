"""Stores: where a table's shards are written, whole or not at all."""
