"""Serving: the command that shows tables in a browser."""

from __future__ import annotations

import contextlib
import socket
import sys
from importlib.util import find_spec
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Annotated

import typer

from partwise.cli.app import app
from partwise.errors import CallError, PartwiseError

if TYPE_CHECKING:
    from collections.abc import Generator

    from partwise.web.answers import Answers

_HOST = "127.0.0.1"


@app.command()
def serve(
    tables: Annotated[list[Path], typer.Argument(help="Folders of one or more tables.")],
    port: Annotated[int, typer.Option(help="0 takes any that is free.")] = 8317,
    where: Annotated[str | None, typer.Option(help="One condition over the columns.")] = None,
) -> None:
    """Show tables in a browser, on this machine alone: from findings down to pictures."""
    for package in ("fastapi", "platformdirs", "uvicorn"):
        if find_spec(package) is None:
            raise CallError(
                f"the app needs the package {package}, which is not installed. "
                "`pip install 'partwise[app]'` brings it; `partwise report` needs nothing more."
            )
    import uvicorn

    from partwise.table.table import open_table
    from partwise.web.answers import Answers
    from partwise.web.app import make_app
    from partwise.web.kept import Kept

    opened = [open_table(each) for each in tables]
    shown = [each if where is None else each.where(where) for each in opened]
    # this is how it ends, and nothing that went wrong
    with contextlib.suppress(KeyboardInterrupt), _listen(port) as listening:
        address = f"http://{_HOST}:{listening.getsockname()[1]}"
        sys.stderr.write(f"partwise: {address} shows {', '.join(map(str, tables))}; Ctrl-C ends\n")
        sys.stderr.flush()
        answers = [Answers(each, Kept(each)) for each in shown]
        config = uvicorn.Config(make_app(answers), log_level="warning", access_log=False)
        with _preparing(answers):
            uvicorn.Server(config).run(sockets=[listening])


@contextlib.contextmanager
def _preparing(answers: list[Answers]) -> Generator[None]:
    """Work out what the first pages ask for while they are being opened, until the app ends."""
    ended = Event()

    def work() -> None:
        for each in answers:
            # what fails is said to whoever asks for it
            with contextlib.suppress(PartwiseError):
                for _ in each.prepare():
                    if ended.is_set():
                        return

    thread = Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        # Python does not end well while a thread is within DuckDB or a kernel
        thread.join()


def _listen(port: int) -> socket.socket:
    """Take a port of this machine that nobody else can reach from elsewhere."""
    listening = socket.socket()
    # one that was used a moment ago is free
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((_HOST, port))
        # who comes before the server is up waits for it
        listening.listen()
    except OverflowError as error:
        listening.close()
        raise CallError(f"--port must be from 0 to 65,535, got {port}.") from error
    except OSError as error:
        listening.close()
        raise CallError(
            f"--port {port} cannot be taken: {error.strerror}. Give another one, or 0 for any that "
            "is free."
        ) from error
    return listening
