"""The description of the app for programs is true, by schemathesis, and no other route breaks on what nobody means.

``LOTAIP_FUZZ=20000`` asks that many times instead of some hundred.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.core.transport import Response
from schemathesis.generation.modes import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    positive_data_acceptance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.routing import Route

from pipeline.review.access import GuardedRoute
from pipeline.review.app import routes
from pipeline.review.openapi import description
from tests.review_server import fill_base, review_server

ASKED = int(os.environ.get("LOTAIP_FUZZ", "250"))
"""Times that the routes are asked, all together."""
SAMPLE = Path(__file__).parents[3] / "samples" / "matriz_gad_provincial.txt"
PARAMETER = re.compile(r"{(\w+)(:\w+)?}")


def for_programs() -> set[tuple[str, str]]:
    """Return methods and paths of the routes that take a key."""
    found = (route for route in routes() if isinstance(route, GuardedRoute) and route.for_programs)
    return {(method.lower(), route.path) for route in found for method in route.methods or () if method != "HEAD"}


def described() -> set[tuple[str, str]]:
    """Return methods and paths of the description."""
    paths = description()["paths"].items()
    return {(method, path) for path, asked in paths for method in asked if method != "parameters"}


def test_all_that_takes_a_key_is_described_and_nothing_else_but_whether_it_is_well() -> None:
    assert described() == {*for_programs(), ("get", "/salud")}


def of_people() -> dict[str, Any]:
    """Return a description of the routes for people, which have none: any values, any answer."""
    paths: dict[str, dict[str, Any]] = {}
    for route in routes():
        if isinstance(route, Route) and not (isinstance(route, GuardedRoute) and route.for_programs):
            path = PARAMETER.sub(r"{\1}", route.path)
            for method in set(route.methods or ()) - {"HEAD"}:
                paths.setdefault(path, {})[method.lower()] = asked(route.path, method)
    return {"openapi": "3.1.0", "info": {"title": "people", "version": "0"}, "paths": paths}


def asked(path: str, method: str) -> dict[str, Any]:
    kinds = {":int": {"type": "integer", "minimum": 0}}
    inside = [
        {"name": name, "in": "path", "required": True, "schema": kinds.get(kind, {"type": "string", "minLength": 1})}
        for name, kind in PARAMETER.findall(path)
    ]
    fields = {"schema": {"type": "object", "additionalProperties": {"type": "string"}}}
    forms = {"requestBody": {"content": {"application/x-www-form-urlencoded": fields, "multipart/form-data": fields}}}
    query = {"name": "any", "in": "query", **fields}
    answers = {"responses": {"default": {"description": ""}}}
    return {"parameters": [*inside, query], **answers, **(forms if method == "POST" else {})}


@cache
def operations(kind: str) -> dict[str, Any]:
    schema = schemathesis.openapi.from_dict(description() if kind == "programs" else of_people())
    found = (one.ok() for one in schema.get_all_operations() if isinstance(one, Ok))
    return {operation.label: operation for operation in found}


def every() -> Iterator[tuple[str, str, GenerationMode]]:
    """Yield each operation with what may be asked: what is described, and where something is, what is not."""
    for kind in ("programs", "people"):
        for label, operation in sorted(operations(kind).items()):
            yield kind, label, GenerationMode.POSITIVE
            if operation.body or any(operation.iter_parameters()):
                yield kind, label, GenerationMode.NEGATIVE


EVERY = tuple(every())


@dataclass(frozen=True)
class Program:
    """What asks a server that runs: its address, and the token of a page in a session."""

    address: str
    session: requests.Session

    def ask(self, case: schemathesis.Case[Any]) -> Response:
        """Send what was made up as a page of ours would."""
        headers = {"origin": self.address, "x-csrftoken": self.session.cookies["csrftoken"]}
        return case.call(self.address, self.session, headers=headers, allow_redirects=False)


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    folder = tmp_path_factory.mktemp("app")
    fill_base(folder, [SAMPLE])
    with review_server(folder) as address, requests.Session() as session:
        session.get(f"{address}/")
        yield Program(address, session)


def checks_of(kind: str, operation: Any) -> list[Any]:
    """Return what is looked at: for people that nothing breaks, for programs that all is as described."""
    if kind == "people":
        return [not_a_server_error]
    checks = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
    refuses = "400" in operation.definition.raw["responses"]
    # What takes any value refuses none. JSON within a form is a text like any other to what makes up forms.
    return [
        *checks,
        *([negative_data_rejection] if refuses else []),
        *([positive_data_acceptance] if operation.method == "get" else []),
    ]


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "label", "mode"), EVERY, ids=str)
def test_answers_are_as_described(program: Program, kind: str, label: str, mode: GenerationMode) -> None:
    operation = operations(kind)[label]

    @settings(
        max_examples=max(ASKED // len(EVERY), 3),
        deadline=None,
        derandomize="LOTAIP_FUZZ" not in os.environ,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    @given(operation.as_strategy(generation_mode=mode))
    def ask(case: schemathesis.Case[Any]) -> None:
        case.validate_response(program.ask(case), checks=checks_of(kind, operation))

    ask()
