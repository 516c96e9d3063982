"""A group of commands (``lotaip catalogo buscar|exportar|…``), whose words all stand in one topic of the messages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import typer

from plantillas import message

from .usage import TOPIC, SpanishCommand, SpanishGroup

Work = TypeVar("Work", bound=Callable[..., int])


class Group:
    """The commands of a group as Typer has them (``app``), and their words."""

    def __init__(self, name: str, topic: str) -> None:
        self._topic = topic
        self.app = typer.Typer(
            name=name,
            cls=SpanishGroup,
            help=self.words(name),
            options_metavar=message(TOPIC, "metavar_options"),
            subcommand_metavar=message(TOPIC, "metavar_command"),
            rich_markup_mode=None,
            no_args_is_help=True,
        )

    def words(self, key: str, **values: object) -> str:
        """Return a sentence of the group's."""
        return message(self._topic, key, **values)

    def option(self, *names: str, key: str, value: str = "") -> Any:
        """Return an option; ``value`` is whose place-holder it has, its own without it."""
        metavar, about = self.words(f"metavar_{value or key}"), self.words(f"option_{key}")
        return typer.Option(*names, metavar=metavar, help=about, show_default=False)

    def argument(self, key: str, value: str = "") -> Any:
        """Return an argument; ``value`` as with :meth:`option`."""
        return typer.Argument(metavar=self.words(f"metavar_{value or key}"), help=self.words(f"argument_{key}"))

    def command(self, work: Work) -> Work:
        """Register a command by its name."""
        metavar = message(TOPIC, "metavar_options")
        self.app.command(cls=SpanishCommand, help=self.words(work.__name__), options_metavar=metavar)(work)
        return work
