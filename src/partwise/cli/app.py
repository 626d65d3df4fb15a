"""App: what all commands hang on, and how they read what was typed."""

from __future__ import annotations

import sys
import tomllib
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from partwise.errors import CallError, unknown_name

if TYPE_CHECKING:
    from partwise.table.table import AttributionTable

app = typer.Typer(
    name="partwise",
    help="Saliency, part by part: which named parts of the pictures move a classifier.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _print_version(asked: bool) -> None:
    if asked:
        sys.stdout.write(f"partwise {version('partwise')}\n")
        raise typer.Exit


@app.callback()
def _partwise(
    show_version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version.", callback=_print_version, is_eager=True
        ),
    ] = False,
) -> None:
    """Saliency, part by part: which named parts of the pictures move a classifier."""


def use_config(context: typer.Context, path: Path | None) -> Path | None:
    """Take defaults from a TOML file whose keys are the options' names."""
    if path is None:
        return None
    where = f"--config {str(path)!r}"
    try:
        options = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise CallError(f"{where} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise CallError(f"{where} is not TOML: {error}.") from error
    known = {
        option.lstrip("-"): parameter
        for parameter in context.command.params
        for option in parameter.opts
        if parameter.name != "config"
    }
    for key in options:
        if key not in known:
            raise CallError(f"{where}: {unknown_name('option', key, known)}")
    context.default_map = {
        str(known[key].name): _as_written(known[key], value, f"{where}: {key!r}")
        for key, value in options.items()
    }
    return path


def _as_written(parameter: Any, value: Any, where: str) -> Any:
    """What a value of a config file would be on the command line, so that it is read alike."""
    if parameter.is_flag:
        if not isinstance(value, bool):
            raise CallError(f"{where} must be true or false, got {value!r}.")
        return value
    values: list[Any] = value if parameter.multiple and isinstance(value, list) else [value]
    for each in values:
        if isinstance(each, (bool, dict, list)) or each == "":
            wanted = "a text or number" + (", or a list of them" if parameter.multiple else "")
            raise CallError(f"{where} must be {wanted}, got {each!r}.")
    texts = [str(each) for each in values]
    return texts if parameter.multiple else texts[0]


def open_for(table: Path, where: str | None, format_: str) -> AttributionTable:
    """Open a table that will be printed in a format."""
    from partwise.table.table import open_table
    from partwise.views.export import FORMATS

    if format_ not in FORMATS:
        raise unknown_name("format", format_, FORMATS)
    if format_ == "parquet" and sys.stdout.isatty():
        raise CallError("Parquet is not for a terminal. Write it to a file: … > table.parquet")
    chosen = open_table(table)
    return chosen if where is None else chosen.where(where)


def listed(text: str, option: str) -> list[str]:
    """Names with commas between them."""
    names = [each.strip() for each in text.split(",")]
    if not all(names):
        raise CallError(f"{option} {text!r} has an empty name: a comma too many, or two commas.")
    return names
