"""The command line: ``lotaip convertir``, ``vigilar``, ``revisar``, ``tablas``, ``evaluar`` …

Exit codes: 0 all documents converted, 1 some document failed, 2 the command is written wrongly, 130 interrupted.
Everything heavy is imported inside the commands, so that the help appears at once.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import Annotated

import typer

from plantillas import message

from .batch.execution import UnusableClusterError
from .commands.accounts import app as accounts_app
from .commands.base import app as base_app
from .commands.batch import convertir, vigilar
from .commands.catalogue import app as catalogue_app
from .commands.comparing import comparar
from .commands.compliance import cumplimiento
from .commands.decisions import app as decisions_app
from .commands.doubts import app as doubts_app
from .commands.evaluation import evaluar
from .commands.portal import exportar, verificar
from .commands.review import revisar
from .commands.tables import inspeccionar, tablas
from .commands.usage import (
    DONE,
    WRONG_USAGE,
    SpanishCommand,
    SpanishGroup,
    UsageProblemError,
    usage_sentence,
)

TOPIC = "ordenes"


def _words(key: str) -> str:
    return message(TOPIC, key)


app = typer.Typer(
    name="lotaip",
    cls=SpanishGroup,
    help=_words("lotaip"),
    options_metavar=_words("metavar_options"),
    subcommand_metavar=_words("metavar_command"),
    rich_markup_mode=None,  # Typer's own Rich pages take half a second to import
    add_completion=False,
    pretty_exceptions_enable=False,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    _write_any_character()
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        outcome = app(given or ["--help"], prog_name="lotaip", standalone_mode=False)
        return int(outcome or DONE) if given else WRONG_USAGE
    except typer.TyperException as error:
        sentence = usage_sentence(error)
    except (UsageProblemError, UnusableClusterError) as problem:
        sentence = str(problem)
    print(sentence, file=sys.stderr)
    return WRONG_USAGE


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print("lotaip", version("lotaip"))
        raise typer.Exit(DONE)


@app.callback()
def lotaip(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help=_words("option_version"))
    ] = False,
) -> None:
    """Hold what all commands have in common."""


for _command, _topic in (
    *((convertir, TOPIC), (vigilar, TOPIC), (revisar, "revision"), (exportar, "portal"), (verificar, "portal")),
    *(
        (comparar, "comparacion"),
        (cumplimiento, "cumplimiento"),
        (tablas, "tablas"),
        (inspeccionar, "tablas"),
        (evaluar, "evaluacion"),
    ),
):
    _help = message(_topic, _command.__name__)
    app.command(cls=SpanishCommand, help=_help, options_metavar=_words("metavar_options"))(_command)
app.add_typer(decisions_app)
app.add_typer(catalogue_app)
app.add_typer(accounts_app)
app.add_typer(base_app)
app.add_typer(doubts_app)


@app.command(cls=SpanishCommand, help=_words("esquema"), options_metavar=_words("metavar_options"))
def esquema() -> None:
    """Print the JSON Schema of the JSON output."""
    from .exports import json_schema

    print(json_schema(), end="")


def _write_any_character() -> None:
    """Let no console or pipe stop the program over a character it does not know; pipes and files get UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")
