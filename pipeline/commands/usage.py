"""Typer's own words in Spanish: its help pages, and what it says of a command that is written wrongly.

Typer has no translations. Its help is translated word by word as it is printed, its errors by their class.
"""

from __future__ import annotations

import re
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from plantillas import message

TOPIC = "ordenes"
DONE, SOME_FAILED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130
"""Exit codes."""

_HEADINGS = {
    "Usage:": "help_usage",
    "Options:": "help_options",
    "Arguments:": "help_arguments",
    "Commands:": "help_commands",
    "[required]": "help_required",
    "Show this message and exit.": "option_help",
}
_HEADING = re.compile("|".join(rf"^{word}" if word.endswith(":") else re.escape(word) for word in _HEADINGS), re.M)

_PYTHON_TYPE = re.compile(r"<(?:list\[\w+\]|path)>")
"""What Typer prints beside an argument; it means nothing to an officer."""


class UsageProblemError(Exception):
    """The command makes no sense as it is written; the text is the sentence to show."""


class SpanishCommand(TyperCommand):
    """A command whose help is in Spanish."""

    def get_help(self, ctx: Any) -> str:
        return _translate(super().get_help(ctx))


class SpanishGroup(TyperGroup):
    """The list of commands, in Spanish."""

    def get_help(self, ctx: Any) -> str:
        return _translate(super().get_help(ctx))


def usage_sentence(error: typer.TyperException) -> str:
    """Return in Spanish what is wrong with the command line, and where the help is."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "lotaip"
    return f"{_what_is_wrong(error, context)} {message(TOPIC, 'usage_see_help', command=command)}"


def _translate(text: str) -> str:
    text = _PYTHON_TYPE.sub(lambda found: " " * len(found[0]), text)
    return _HEADING.sub(lambda found: message(TOPIC, _HEADINGS[found[0]]), text)


def _what_is_wrong(error: typer.TyperException, context: Any) -> str:
    """Say it by the error's class; Typer keeps the classes to itself, but their names are stable."""
    option = getattr(error, "option_name", "")
    match type(error).__name__:
        case "NoSuchOption":
            return message(TOPIC, "usage_option", option=option, similar=_similar(error))
        case "BadOptionUsage":
            return message(TOPIC, "usage_option_value", option=option)
        case "MissingParameter":
            return message(TOPIC, "usage_missing", parameter=_parameter(error))
        case "BadParameter":
            return message(TOPIC, "usage_value", parameter=_parameter(error))
        case _ if context and isinstance(context.command, TyperGroup):
            return message(TOPIC, "usage_command", commands=", ".join(context.command.commands))
        case _:
            return message(TOPIC, "usage_other")


def _similar(error: typer.TyperException) -> str:
    options = getattr(error, "possibilities", None)
    return message(TOPIC, "usage_similar", similar=", ".join(sorted(options))) if options else ""


def _parameter(error: typer.TyperException) -> str:
    """Return the option as it is written, or the name that stands for an argument."""
    parameter: Any = getattr(error, "param", None)
    if parameter is None:
        return message(TOPIC, "usage_some_parameter")
    return str(parameter.opts[0] if parameter.param_type_name == "option" else parameter.metavar)
