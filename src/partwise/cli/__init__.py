"""The command line: arguments in, exit codes out, no logic."""

from partwise.cli.main import app, main

__all__ = ["app", "main"]
