"""Main: one call of the command line, and what becomes of whatever goes wrong."""

from __future__ import annotations

import contextlib
import io
import logging
import os
import sys
import traceback

import typer

from partwise.cli import building, drawing, reading, serving, testing
from partwise.cli.app import app
from partwise.errors import CallError, PartwiseError

__all__ = ["app", "building", "drawing", "main", "reading", "serving", "testing"]

#: What Typer returns after Ctrl-C.
_INTERRUPTED = 130


def main() -> None:
    """Run the command line and exit: 0 done, 1 a rule failed, 2 a wrong call, 3 a failure."""
    _log_to_stderr()
    if sys.stdout is None:  # pyright: ignore[reportUnnecessaryComparison] - closed by the caller
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    if isinstance(sys.stdout, io.TextIOWrapper):
        # names are kept whole, whatever the terminal can show
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        code = _run(sys.argv[1:])
        sys.stdout.flush()
    except PartwiseError as error:
        code = _fail(error, error.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        code = _INTERRUPTED
    except (OSError, SystemExit) as error:
        code = _close_output(error)
    except Exception as error:  # noqa: BLE001 - whatever happens, the exit code tells
        # what Typer finds wrong with a call: its classes are Click's, wherever it keeps them
        if hasattr(error, "format_message"):
            code = _fail(error.format_message(), 2)  # pyright: ignore[reportAttributeAccessIssue]
        else:
            traceback.print_exc()
            code = _fail("this should not happen. Please report it with the lines above.", 3)
    if code == _INTERRUPTED:
        code = _fail(f"interrupted.{_kept(sys.argv[1:2])}", 3)
    sys.exit(code)


def _log_to_stderr() -> None:
    """Show what partwise says, and nothing of what other packages log."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("partwise: %(message)s"))
    logger = logging.getLogger("partwise")
    logger.handlers = [handler]
    logger.setLevel(logging.INFO)
    logger.propagate = False


def _run(arguments: list[str]) -> int:
    """Run a command."""
    for before, argument in zip(["", *arguments], arguments, strict=False):
        name, equals, value = argument.partition("=")
        if not argument or (name.startswith("--") and equals and not value):
            what = name if equals else f"what follows {before}" if before else "the first argument"
            raise CallError(f"{what} is empty. Is a variable of the shell not set?")
    return app(arguments or ["--help"], standalone_mode=False) or 0


def _close_output(error: BaseException) -> int:
    """Close the output without another word where it broke; tell what the system refused."""
    # Typer turns a broken pipe into an exit of its own
    refused = error.__context__ if isinstance(error, SystemExit) else error
    try:
        sys.stdout.flush()
    except OSError:
        # closing tries once more and gives up, so that Python does not try at its end
        with contextlib.suppress(OSError):
            sys.stdout.close()
    if isinstance(refused, BrokenPipeError):
        # whoever read the output has seen enough, as `head` does
        sys.stderr.close()
        return 0
    if isinstance(refused, OSError):
        return _fail(f"the system refused a file: {refused}. Mend that and repeat the call.", 3)
    return _fail(f"code that the call runs ended the process ({error!r}).", 3)


def _kept(command: list[str]) -> str:
    """What an interrupted command leaves; others than these begin anew."""
    going_on = command in (["build"], ["demo"])
    return " Finished shards are kept; repeat the call to go on." if going_on else ""


def _fail(message: object, code: int) -> int:
    sys.stderr.write(f"partwise: error: {message}\n")
    return code
