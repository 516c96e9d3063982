"""``/openapi.json``: what programs may ask of the app, for whoever writes one (OpenAPI 3.1, in English).

Pages and forms are for people and may change; what is described here stays. Limits are those that are held to.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute

from ..reconciliation import INSTITUTION_TYPE, LONGEST_QUERY, MOST_QUERIES, TYPES
from .access import KEY, GuardedRoute
from .operation import FORMAT
from .security import PREVIEW, RECONCILE_PATH

Json = dict[str, Any]
PATH = "/openapi.json"
SUGGEST = "/suggest/entity"
FORM = "application/x-www-form-urlencoded"
TEXT: Json = {"type": "string"}


def routes() -> list[BaseRoute]:
    """Return the route of the description."""
    return [GuardedRoute(PATH, show, "reader", for_programs=True)]


def show(_request: Request) -> Response:
    """Answer with the description."""
    return JSONResponse(description())


def description() -> Json:
    """Return all that programs may ask, by path."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "lotaip", "version": version("lotaip"), "license": {"name": "MIT", "identifier": "MIT"}},
        "security": [{"key": []}, {}],
        "paths": {
            PATH: {"get": _asked("This description.", {"200": _json({"type": "object"})})},
            "/salud": {"get": _health()},
            "/metricas": {"get": _asked("Figures for Prometheus; for administrators.", {"200": _of(FORMAT, TEXT)})},
            **_reconciliation(RECONCILE_PATH),
            **_reconciliation(f"{RECONCILE_PATH}/{{{KEY}}}", _parameter(KEY, "path", {**TEXT, "minLength": 1})),
        },
        "components": {
            "securitySchemes": {
                "key": {"type": "http", "scheme": "bearer", "description": "lotaip usuarios llave NAME"}
            },
            "schemas": {"Queries": _queries(), "Results": _results(), "Error": _object({"error": TEXT}, "error")},
        },
    }


def _health() -> Json:
    states: Json = {"type": "string", "enum": ["bien", "poco_disco", "sin_base"]}
    said = _json(_object({"estado": states}, "estado"))
    return {
        **_asked("Whether the app and its store answer; for everybody.", {"200": said, "503": said}),
        "security": [],
    }


def _reconciliation(start: str, *key: Json) -> dict[str, Json]:
    """Return the paths of the Reconciliation Service API v0.2; who has no header to send puts a key into the path."""
    results = {"200": _json(_named("Results")), "400": _json(_named("Error"))}
    manifest_or_results = {**results, "200": _json({"type": "object"})}
    queries = _content("application/json", _named("Queries"))
    in_form = {**TEXT, "contentMediaType": "application/json", "contentSchema": _named("Queries")}
    form = {"required": True, "content": _content(FORM, _object({"queries": in_form}, "queries"))}
    by_address = {"name": "queries", "in": "query", "required": False, "content": queries}
    number = {"type": "integer", "minimum": 0}
    paths = {
        start: {
            "get": _asked(
                "What the service is; with queries, entries of the catalogue.", manifest_or_results, by_address
            ),
            "post": {**_asked("Entries of the catalogue that names may mean.", results), "requestBody": form},
        },
        f"{start}{SUGGEST}": {
            "get": _asked(
                "Entries whose names are like what somebody begins to write.",
                {"200": _json(_object({"result": {"type": "array", "items": _entity()}}, "result"))},
                *(
                    _parameter(name, "query", kind)
                    for name, kind in (("prefix", TEXT), ("limit", number), ("cursor", number))
                ),
            )
        },
        f"{start}{PREVIEW}": {
            "get": _asked(
                "An entry as a small page.",
                {str(status): _of("text/html", TEXT) for status in (200, 404)},
                _parameter("id", "query", TEXT),
            )
        },
    }
    return {path: {**asked, "parameters": list(key)} if key else asked for path, asked in paths.items()}


def _queries() -> Json:
    names = {"oneOf": [TEXT, {"type": "array", "items": TEXT}]}
    of_institution = {"description": f"with the pid {INSTITUTION_TYPE}: the type of institution"}
    properties = {"type": "array", "items": _object({"pid": TEXT, "v": of_institution})}
    query = {
        "type": "object",
        "properties": {
            "query": {**TEXT, "maxLength": LONGEST_QUERY},
            "type": {**names, "description": f"of {', '.join(TYPES)}; both where none is given"},
            "limit": {"type": "number", "minimum": 1},
            "properties": properties,
        },
        "anyOf": [
            {"required": ["query"]},
            {"required": ["properties"], "properties": {"properties": {**properties, "minItems": 1}}},
        ],
    }
    return {"type": "object", "minProperties": 1, "maxProperties": MOST_QUERIES, "additionalProperties": query}


def _results() -> Json:
    scored: Json = {"score": {"type": "number", "minimum": 0, "maximum": 100}, "match": {"type": "boolean"}}
    candidate = _entity(**scored, type={"type": "array", "items": _object({"id": TEXT, "name": TEXT}, "id", "name")})
    result = _object({"result": {"type": "array", "items": candidate}}, "result")
    return {"type": "object", "additionalProperties": result}


def _entity(**more: Json) -> Json:
    return _object({"id": TEXT, "name": TEXT, "description": TEXT, **more}, "id", "name", *more)


def _object(properties: Json, *required: str) -> Json:
    return {"type": "object", "properties": properties, "required": list(required)}


def _named(schema: str) -> Json:
    return {"$ref": f"#/components/schemas/{schema}"}


def _parameter(name: str, place: str, schema: Json) -> Json:
    return {"name": name, "in": place, "required": place == "path", "schema": schema}


def _asked(summary: str, responses: dict[str, Json], *parameters: Json) -> Json:
    refused = {str(status): _of("text/html", TEXT) for status in (401, 403)}
    return {"summary": summary, "parameters": list(parameters), "responses": {**responses, **refused}}


def _json(schema: Json) -> Json:
    return _of("application/json", schema)


def _of(media_type: str, schema: Json) -> Json:
    return {"description": "", "content": _content(media_type, schema)}


def _content(media_type: str, schema: Json) -> Json:
    return {media_type: {"schema": schema}}
