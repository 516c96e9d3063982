"""Every regular expression of the packages, how it is used, and the lines that each of them likes least."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from re import _constants as codes, _parser as parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

PACKAGES = ("extractores", "pipeline", "plantillas")
RUN_BY_ALEMBIC = "pipeline.store.migrations.env"
"""It cannot be imported, and has no pattern."""
METHODS = frozenset({"search", "match", "fullmatch", "findall", "finditer", "split", "sub", "subn"})
FAMILIAR = (
    "a",
    "1",
    " ",
    ".",
    "-",
    "(",
    "1.",
    "1,",
    "1/",
    "- ",
    "a ",
    "1 ",
    "A",
    "USD ",
    "a) ",
    "literal ",
    "http://",
    "a@",
    "a.",
    "á",
    "=",
    "'",
    '"',
    "_x",
    "mil ",
    "millones ",
)
"""What is repeated in documents that mean no good: figures, dates, gaps, marks of lists, addresses."""
ENDS = ("", "!")


@dataclass(frozen=True)
class Use:
    """One pattern and one way in which the code applies it."""

    where: str
    pattern: re.Pattern[Any]
    method: str

    def apply(self, line: str) -> None:
        """Run it over a line, or over its bytes; what it finds does not matter here."""
        given = line.encode("utf-8", "surrogatepass") if isinstance(self.pattern.pattern, bytes) else line
        match self.method:
            case "sub" | "subn":
                self.pattern.sub(given[:0], given)
            case "finditer":
                for _ in self.pattern.finditer(given):
                    pass
            case method:
                getattr(self.pattern, method)(given)


def modules() -> list[ModuleType]:
    """Return all modules of the packages."""
    names = [
        found.name
        for package in PACKAGES
        for found in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}.")
        if found.name != RUN_BY_ALEMBIC
    ]
    return [importlib.import_module(name) for name in (*PACKAGES, *names)]


def uses() -> list[Use]:
    """Return how each pattern is used; one of which that cannot be seen is taken to be searched for."""
    found: dict[tuple[Any, int, str], Use] = {}
    patterns: dict[tuple[Any, int], tuple[str, re.Pattern[Any]]] = {}
    for module in modules():
        named = {name: value for name, value in vars(module).items() if isinstance(value, re.Pattern)}
        for name, pattern in named.items():
            patterns.setdefault((pattern.pattern, pattern.flags), (f"{module.__name__}.{name}", pattern))
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr in METHODS:
                pattern = named.get(node.value.id)
                if pattern is not None:
                    key = (pattern.pattern, pattern.flags, node.attr)
                    found.setdefault(key, Use(f"{module.__name__}.{node.value.id}", pattern, node.attr))
    used = {key[:2] for key in found}
    unseen = [Use(where, pattern, "search") for key, (where, pattern) in patterns.items() if key not in used]
    return [*found.values(), *unseen]


def calls_inside_functions() -> list[str]:
    """Return where a function gives ``re`` a pattern of its own: it would not be among those that are tried."""
    return [
        f"{module.__name__}:{call.lineno}"
        for module in modules()
        for function in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for call in ast.walk(function)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "re"
        and call.func.attr in METHODS | {"compile"}
    ]


def hostile_lines(pattern: re.Pattern[Any], length: int) -> Iterator[str]:
    """Yield lines of some ``length``: what is familiar, and near misses that repeat each part which may repeat."""
    source = pattern.pattern.decode("latin-1") if isinstance(pattern.pattern, bytes) else pattern.pattern
    tree = parser.parse(source, pattern.flags)
    pumps = dict.fromkeys((("", pump) for pump in FAMILIAR), None) | dict.fromkeys(_pumps(list(tree), ""))
    for before, pump in pumps:
        repeated = pump * (length // len(pump)) if pump else ""
        for end in ENDS:
            yield f"{before}{repeated}{end}"
        both = before + pump
        if before:
            yield both * (length // len(both)) + "!"


def _pumps(items: Sequence[Any], before: str) -> Iterator[tuple[str, str]]:
    """Yield what stands before each part that repeats, and texts that it likes."""
    for code, argument in items:
        if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            _, most, body = argument
            if most > 8:
                yield from ((before, pump) for pump in _samples(list(body)) if pump)
            yield from _pumps(list(body), before)
        elif code is codes.SUBPATTERN:
            yield from _pumps(list(argument[-1]), before)
        elif code is codes.ATOMIC_GROUP:
            yield from _pumps(list(argument), before)
        elif code is codes.BRANCH:
            for branch in argument[1]:
                yield from _pumps(list(branch), before)
        elif code in (codes.ASSERT, codes.ASSERT_NOT):
            yield from _pumps(list(argument[1]), before)
        before += _sample([(code, argument)])


def _samples(items: Sequence[Any]) -> set[str]:
    """Return some texts that match: with each character of its sets, with each of its branches."""
    found = {_sample(items, pick) for pick in range(4)}
    return {text for text in found if text}


def _sample(items: Sequence[Any], pick: int = 0) -> str:
    return "".join(_one(code, argument, pick) for code, argument in items)


def _one(code: Any, argument: Any, pick: int) -> str:
    if code is codes.LITERAL:
        return chr(argument)
    if code is codes.NOT_LITERAL:
        return "a" if argument != ord("a") else "b"
    if code is codes.ANY:
        return "a1 ."[pick % 4]
    if code is codes.IN:
        return _of_set(argument, pick)
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        least, _, body = argument
        return _sample(list(body), pick) * max(min(least, 8), 1)
    if code is codes.SUBPATTERN:
        return _sample(list(argument[-1]), pick)
    if code is codes.ATOMIC_GROUP:
        return _sample(list(argument), pick)
    if code is codes.BRANCH:
        branches = argument[1]
        return _sample(list(branches[pick % len(branches)]), pick)
    return ""


def _of_set(items: Sequence[Any], pick: int) -> str:
    """Return a character of a set: its first, its last, one in between."""
    text = "aA1 .-(@:;,/'\"\n\t_áñ=+x!|[{"
    pattern = re.compile(_set_as_text(items))
    members = [sign for sign in text if pattern.match(sign)] or [
        sign for sign in map(chr, range(0x3000)) if pattern.match(sign)
    ][:4]
    return members[pick * (len(members) - 1) // 3] if members else ""


def _set_as_text(items: Sequence[Any]) -> str:
    parts, negated = [], ""
    for code, argument in items:
        if code is codes.NEGATE:
            negated = "^"
        elif code is codes.LITERAL:
            parts.append(re.escape(chr(argument)))
        elif code is codes.RANGE:
            parts.append(f"{re.escape(chr(argument[0]))}-{re.escape(chr(argument[1]))}")
        elif code is codes.CATEGORY:
            parts.append(CATEGORIES[argument])
    return f"[{negated}{''.join(parts)}]"


CATEGORIES = {
    codes.CATEGORY_DIGIT: r"\d",
    codes.CATEGORY_NOT_DIGIT: r"\D",
    codes.CATEGORY_SPACE: r"\s",
    codes.CATEGORY_NOT_SPACE: r"\S",
    codes.CATEGORY_WORD: r"\w",
    codes.CATEGORY_NOT_WORD: r"\W",
}
