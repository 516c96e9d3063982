"""The commands over many documents: ``lotaip convertir`` and ``lotaip vigilar``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from plantillas import message

from ..batch.executors import Limits
from .batch_arguments import (
    check_quarantine,
    find_documents,
    prepare_folder,
    read_catalogue,
    read_formats,
    read_listed,
    read_memory,
)
from .passwords import Password, read_password
from .usage import SOME_FAILED

TOPIC = "ordenes"
LIMITS = Limits()


def _option(*names: str, key: str, value: str | None = None, **more: Any) -> Any:
    """Return an option with the words that ``ordenes.toml`` has for it."""
    metavar = message(TOPIC, f"metavar_{value}") if value else None
    words = message(TOPIC, f"option_{key}", seconds=round(LIMITS.seconds), megabytes=LIMITS.megabytes)
    return typer.Option(*names, metavar=metavar, help=words, show_default=False, **more)


def _argument(key: str) -> Any:
    return typer.Argument(metavar=message(TOPIC, f"metavar_{key}"), help=message(TOPIC, f"argument_{key}"))


Output = Annotated[Path, _option("--salida", "-s", value="output", key="output")]
Formats = Annotated[str, _option("--formato", "-f", value="formats", key="formats")]
Decisions = Annotated[Path | None, _option("--decisiones", "-d", value="catalogue", key="decisions")]
OwnCatalogue = Annotated[Path | None, _option("--catalogo", "-c", value="catalogue", key="catalogue")]
Processes = Annotated[int | None, _option("--procesos", "-p", value="number", key="processes", min=1)]
Seconds = Annotated[float | None, _option("--tiempo", value="number", key="seconds", min=1)]
WithoutContacts = Annotated[bool, _option("--sin-contactos", key="contacts")]
Megabytes = Annotated[int, _option("--memoria", value="number", key="megabytes", min=500)]


def _limits(seconds: float | None, megabytes: int) -> Limits:
    return Limits(megabytes=megabytes) if seconds is None else Limits.fixed(seconds, megabytes)


def convertir(
    inputs: Annotated[list[str] | None, _argument("inputs")] = None,
    output: Output = Path("salida"),
    formats: Formats = "",
    catalogue: OwnCatalogue = None,
    decisions: Decisions = None,
    manifest: Annotated[Path | None, _option("--manifiesto", "-m", value="catalogue", key="manifest")] = None,
    processes: Processes = None,
    cluster: Annotated[str | None, _option("--cluster", value="cluster", key="cluster")] = None,
    seconds: Seconds = None,
    megabytes: Megabytes = LIMITS.megabytes,
    quarantine: Annotated[Path | None, _option("--cuarentena", value="output", key="quarantine")] = None,
    password: Password = "",
    without_contacts: WithoutContacts = False,
    quiet: Annotated[bool, _option("--silencioso", "-q", key="quiet")] = False,
    lines: Annotated[bool, _option("--lineas-json", key="lines")] = False,
    debug: Annotated[bool, _option("--depurar", key="debug")] = False,
) -> int:
    """Convert documents and write results, index and list."""
    listed = read_listed(manifest)
    found = find_documents([*(inputs or ()), *(line.argument for line in listed.values())])
    chosen = read_formats(formats)
    own_catalogue, memory = read_catalogue(catalogue), read_memory(decisions)
    check_quarantine(quarantine, found.paths)
    prepare_folder(output, found.paths)

    from ..basis import basis
    from ..batch.execution import choose_execution
    from ..batch.task import Plan, make_jobs
    from .session import Manner, run_session

    jobs = make_jobs(found.documents, output, chosen, listed)
    plan = Plan(
        formats=chosen,
        catalogue=own_catalogue,
        decisions=memory,
        without_contacts=without_contacts,
        password=read_password(password),
        basis=basis([catalogue, decisions]),
    )
    with choose_execution(len(jobs), processes, cluster, _limits(seconds, megabytes), debug) as execution:
        outcome = run_session(jobs, output, plan, execution, Manner(quiet, lines, debug), quarantine)
    return outcome or (SOME_FAILED if found.unreadable_folders else 0)


def vigilar(
    folder: Annotated[Path, _argument("folder")],
    output: Output = Path("salida"),
    formats: Formats = "",
    catalogue: OwnCatalogue = None,
    decisions: Decisions = None,
    processes: Processes = None,
    seconds: Seconds = None,
    megabytes: Megabytes = LIMITS.megabytes,
    password: Password = "",
    without_contacts: WithoutContacts = False,
) -> int:
    """Convert what is in a folder, and from then on what comes into it."""
    chosen = read_formats(formats)
    own_catalogue, memory = read_catalogue(catalogue), read_memory(decisions)
    prepare_folder(output)

    from ..basis import basis
    from ..batch.execution import FEW_DOCUMENTS, choose_execution
    from ..batch.task import Plan
    from .watching import watch_folder

    plan = Plan(
        formats=chosen,
        catalogue=own_catalogue,
        decisions=memory,
        without_contacts=without_contacts,
        password=read_password(password),
        basis=basis([catalogue, decisions]),
    )
    with choose_execution(FEW_DOCUMENTS, processes, None, _limits(seconds, megabytes)) as execution:
        return watch_folder(folder, output, plan, execution)
