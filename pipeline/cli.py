"""The command line: ``lotaip convertir``, ``tablas``, ``evaluar``, ``decisiones``, ``catalogo`` and others.

Exit codes: 0 all documents converted, 1 some document failed, 2 the command is written wrongly, 130 interrupted.
Everything heavy is imported inside the commands, so that the help appears at once.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from plantillas import message

from .catalogue_commands import app as catalogue_app
from .decision_commands import decisiones
from .evaluation_command import evaluar
from .table_commands import inspeccionar, tablas
from .usage import (
    DONE,
    INTERRUPTED,
    SOME_FAILED,
    WRONG_USAGE,
    SpanishCommand,
    SpanishGroup,
    UsageProblemError,
    usage_sentence,
)

if TYPE_CHECKING:
    from .batch import Job, Plan, Result
    from .inputs import Inputs

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


def _option(*names: str, key: str, value: str | None = None, **more: Any) -> Any:
    """Return an option with the words that ``ordenes.toml`` has for it."""
    metavar = _words(f"metavar_{value}") if value else None
    return typer.Option(*names, metavar=metavar, help=_words(f"option_{key}"), show_default=False, **more)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    _write_any_character()
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        outcome = app(given or ["--help"], prog_name="lotaip", standalone_mode=False)
        return int(outcome or DONE) if given else WRONG_USAGE
    except typer.TyperException as error:
        sentence = usage_sentence(error)
    except UsageProblemError as problem:
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


@app.command(cls=SpanishCommand, help=_words("convertir"), options_metavar=_words("metavar_options"))
def convertir(
    inputs: Annotated[list[str], typer.Argument(metavar=_words("metavar_inputs"), help=_words("argument_inputs"))],
    output: Annotated[Path, _option("--salida", "-s", value="output", key="output")] = Path("salida"),
    formats: Annotated[str, _option("--formato", "-f", value="formats", key="formats")] = "",
    catalogue: Annotated[Path | None, _option("--catalogo", "-c", value="catalogue", key="catalogue")] = None,
    decisions: Annotated[Path | None, _option("--decisiones", "-d", value="catalogue", key="decisions")] = None,
    processes: Annotated[int | None, _option("--procesos", "-p", value="number", key="processes", min=1)] = None,
    quiet: Annotated[bool, _option("--silencioso", "-q", key="quiet")] = False,
    debug: Annotated[bool, _option("--depurar", key="debug")] = False,
) -> int:
    """Convert documents and write results, index and list."""
    found = _find_documents(inputs)
    chosen = _read_formats(formats)
    _check_catalogue(catalogue)
    _check_decisions(decisions)
    _prepare_folder(output, found.paths)

    from .batch import Plan, make_jobs
    from .convert import convert

    jobs = make_jobs(found.paths, output, chosen)
    outcome = _run(jobs, output, Plan(convert, chosen, catalogue, decisions), processes, quiet, debug)
    return outcome or (SOME_FAILED if found.unreadable_folders else DONE)


@app.command(cls=SpanishCommand, help=_words("esquema"), options_metavar=_words("metavar_options"))
def esquema() -> None:
    """Print the JSON Schema of the JSON output."""
    from .exports import json_schema

    print(json_schema(), end="")


for _command in (tablas, inspeccionar):
    _help = message("tablas", _command.__name__)
    app.command(cls=SpanishCommand, help=_help, options_metavar=_words("metavar_options"))(_command)
app.command(cls=SpanishCommand, help=message("evaluacion", "evaluar"), options_metavar=_words("metavar_options"))(
    evaluar
)
app.add_typer(decisiones)


app.add_typer(catalogue_app)


def _run(jobs: list[Job], folder: Path, plan: Plan, processes: int | None, quiet: bool, debug: bool) -> int:
    from . import progress
    from .batch import list_batch, run_batch, write_list

    running = run_batch(jobs, folder, plan, processes)
    results, interrupted = _collect(running if quiet else progress.show_progress(running, len(jobs)))
    batch = list_batch(results)
    try:
        write_list(batch, folder)
    except OSError as error:
        progress.say_error(message(TOPIC, "list_not_written", folder=folder, cause=error.strerror))
        return SOME_FAILED
    if not quiet:
        progress.show_outcomes(batch, folder)
    progress.show_failures(results, debug)
    if interrupted:
        progress.say_error(message(TOPIC, "interrupted", done=len(results), total=len(jobs)))
        return INTERRUPTED
    return SOME_FAILED if any(entry.outcome == "failed" for entry in batch.entries) else DONE


def _collect(running: Iterable[Result]) -> tuple[list[Result], bool]:
    """Return the results, and whether an interruption left some documents undone."""
    results: list[Result] = []
    try:
        for result in running:
            results.append(result)  # one by one: what is done before an interruption counts
    except KeyboardInterrupt:
        return results, True
    return results, False


def _find_documents(inputs: Sequence[str]) -> Inputs:
    """Return the documents that are meant, and say where there are none or nobody may look."""
    from .failures import failure_sentence
    from .inputs import find_inputs

    found = find_inputs(inputs)
    for folder in found.unreadable_folders:
        print(failure_sentence("UNREADABLE", folder), file=sys.stderr)
    if not found.paths:
        places = ", ".join(f"«{place}»" for place in found.without_documents)
        raise UsageProblemError(message(TOPIC, "usage_nothing_found", places=places))
    for place in found.without_documents:
        print(message(TOPIC, "warning_nothing_found", place=place), file=sys.stderr)
    return found


def _read_formats(text: str) -> tuple[str, ...]:
    """Return the formats that ``text`` lists, each once; all of them where it lists none."""
    from .batch import FORMATS

    formats = tuple(dict.fromkeys(name.strip().casefold() for name in text.split(",") if name.strip()))
    for name in formats:
        if name not in FORMATS:
            raise UsageProblemError(message(TOPIC, "usage_format", format=name, formats=", ".join(FORMATS)))
    return formats or FORMATS


def _check_catalogue(path: Path | None) -> None:
    """Refuse a catalogue that cannot be used before any document is read."""
    if path is None:
        return
    from .catalogue import load_catalogue
    from .catalogue_files import CatalogueError

    try:
        load_catalogue(path)
    except CatalogueError as error:
        raise UsageProblemError(str(error)) from error


def _check_decisions(path: Path | None) -> None:
    """Refuse a memory that cannot be used before any document is read."""
    if path is None:
        return
    from .decisions import DecisionError, read_decisions

    try:
        read_decisions(path)
    except DecisionError as error:
        raise UsageProblemError(str(error)) from error


def _prepare_folder(folder: Path, paths: Sequence[Path]) -> None:
    """Make the folder; refuse one where the index or the list would write over a document."""
    from .failures import short_cause
    from .outputs import batch_files

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageProblemError(message(TOPIC, "usage_output", folder=folder, cause=short_cause(error))) from error
    own = {path.resolve() for path in batch_files(folder)}
    for path in paths:
        if path.resolve() in own:
            raise UsageProblemError(message(TOPIC, "usage_output_is_input", path=path))


def _write_any_character() -> None:
    """Let no console or pipe stop the program over a character it does not know; pipes and files get UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")
