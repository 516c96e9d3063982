"""The password that opens documents, as a command is given it: it is used, and neither kept nor told."""

from __future__ import annotations

from typing import Annotated

import typer

from plantillas import message

TOPIC = "ordenes"
ASK = "-"

Password = Annotated[
    str,
    typer.Option(
        "--clave",
        metavar=message(TOPIC, "metavar_password"),
        help=message(TOPIC, "option_password"),
        show_default=False,
    ),
]


def read_password(given: str) -> str:
    """Return the password that opens documents; ``-`` asks for it, so that it stands in no list of commands."""
    if given != ASK:
        return given
    from getpass import getpass

    return getpass(message(TOPIC, "ask_password"))
