"""The catalogue as a reconciliation service: names of somebody's own sheet in, entries that may be meant out.

What goes in and out has the shape of the W3C Reconciliation Service API v0.2
(https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/); how it travels is not of here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from plantillas import message

from .catalogue.entries import Catalogue, Entry
from .context.institutions import institution_types
from .matching.match import match_names, rank_names

TOPIC = "conciliacion"
VERSION = "0.2"
Table = Literal["unit", "indicator"]
TYPES: dict[str, Table] = {"unidad": "unit", "indicador": "indicator"}
"""Types of entities by their identifiers in the service."""
INSTITUTION_TYPE = "tipo"
"""Identifier of the property that says of which type of institution a name is."""
USUAL, MOST = 5, 50
"""Candidates of one query."""
MOST_QUERIES = 200
LONGEST_QUERY = 1_000
"""Letters."""
PERCENT = 100
"""Scores of the service are out of a hundred, as its users know them."""

Json = dict[str, Any]


class QueryError(Exception):
    """Queries that are none; the message is a Spanish sentence."""

    def __init__(self, code: str, **detail: object) -> None:
        super().__init__(message(TOPIC, code, **detail))


@dataclass(frozen=True, slots=True)
class Query:
    """One name to find."""

    text: str
    tables: tuple[Table, ...] = ("unit", "indicator")
    limit: int = USUAL
    institution_type: str | None = None


def manifest(address: str, documentation: str) -> Json:
    """Return what the service at ``address`` says of itself."""
    return {
        "versions": [VERSION],
        "name": message(TOPIC, "name"),
        "identifierSpace": f"{address}/ficha/",
        "schemaSpace": f"{address}/clase/",
        "documentation": documentation,
        "defaultTypes": [_type(table) for table in TYPES.values()],
        "view": {"url": f"{address}/preview?id={{{{id}}}}"},
        "preview": {"url": f"{address}/preview?id={{{{id}}}}", "width": 420, "height": 260},
        "suggest": {"entity": {"service_url": address, "service_path": "/suggest/entity"}},
    }


def read_queries(text: str) -> dict[str, Query]:
    """Return the queries of a batch in JSON by their keys; raise :class:`QueryError`."""
    try:
        batch = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise QueryError("not_json") from error
    if not isinstance(batch, dict) or not all(isinstance(query, dict) for query in batch.values()):
        raise QueryError("not_a_batch")
    if len(batch) > MOST_QUERIES:
        raise QueryError("too_many", most=MOST_QUERIES)
    return {key: _query(key, query) for key, query in batch.items()}


def answer(queries: Mapping[str, Query], catalogue: Catalogue) -> Json:
    """Return the candidates of each query, the likeliest first; ``match`` is what the program accepts by itself."""
    return {key: {"result": list(_candidates(query, catalogue))[: query.limit]} for key, query in queries.items()}


def suggestion(entry: Entry, table: Table) -> Json:
    """Return an entry as the service suggests it."""
    return {"id": entry.id, "name": entry.name, "description": describe(entry), "notable": [_type(table)]}


def describe(entry: Entry) -> str:
    """Return who has an entry, and how else it is called."""
    kinds = ", ".join(sorted(entry.types)).replace("_", " ") or message(TOPIC, "all_types")
    also = message(TOPIC, "also", names=", ".join(entry.aliases)) if entry.aliases else ""
    return f"{kinds}{also}"


def find_entry(identifier: str, catalogue: Catalogue) -> tuple[Entry, Table] | None:
    """Return an entry with its table, None where there is none."""
    for table in TYPES.values():
        for entry in _entries(catalogue, table):
            if entry.id == identifier:
                return entry, table
    return None


def _candidates(query: Query, catalogue: Catalogue) -> Sequence[Json]:
    found = [one for table in query.tables for one in _ranked(query, table, _entries(catalogue, table))]
    return sorted(found, key=lambda one: (not one["match"], -one["score"]))


def _ranked(query: Query, table: Table, entries: Sequence[Entry]) -> Iterable[Json]:
    kind = query.institution_type
    accepted = match_names([query.text], entries, kind=kind)[query.text]
    for comparison, reasons in rank_names(query.text, entries, kind=kind):
        entry = comparison.form.entry
        yield {
            "id": entry.id,
            "name": entry.name,
            "description": "; ".join(reason.text for reason in reasons) or describe(entry),
            "type": [_type(table)],
            "score": round(comparison.score * PERCENT, 1),
            "match": accepted.verdict == "accepted" and accepted.entry == entry.id,
        }


def _entries(catalogue: Catalogue, table: Table) -> tuple[Entry, ...]:
    return catalogue.units if table == "unit" else catalogue.indicators


def _type(table: Table) -> Json:
    identifier = next(known for known, of in TYPES.items() if of == table)
    return {"id": identifier, "name": message("informe", f"field_{table}")}


def _query(key: str, given: Json) -> Query:
    text, limit = given.get("query", ""), given.get("limit", USUAL)
    if not isinstance(text, str) or len(text) > LONGEST_QUERY or not ("query" in given or given.get("properties")):
        raise QueryError("no_text", query=key)
    if isinstance(limit, bool) or not isinstance(limit, (int, float)) or not limit >= 1:
        raise QueryError("wrong_limit", query=key)
    tables = _tables(key, given.get("type"))
    is_empty = not text.strip()  # as are cells of sheets; properties alone name nothing to be found either
    return Query(text, () if is_empty else tables, int(min(limit, MOST)), _institution_type(key, given))


def _tables(key: str, wanted: object) -> tuple[Table, ...]:
    """Return the tables that a query is about; a type that is unknown here leaves nothing to be found."""
    if wanted is None or wanted == [] or wanted == "":
        return tuple(TYPES.values())
    names = wanted if isinstance(wanted, list) else [wanted]
    if not all(isinstance(name, str) for name in names):
        raise QueryError("wrong_type", query=key)
    return tuple(table for name, table in TYPES.items() if name in names)


def _institution_type(key: str, given: Json) -> str | None:
    """Return the type of institution that the properties of a query name, where it is a known one."""
    properties = given.get("properties", [])
    if not isinstance(properties, list) or not all(isinstance(one, dict) for one in properties):
        raise QueryError("wrong_properties", query=key)
    values = [value for one in properties if one.get("pid") == INSTITUTION_TYPE for value in _values(one.get("v"))]
    return next((value for value in values if value in institution_types()), None)


def _values(value: object) -> list[object]:
    """Return the values of a property: one or several, each a text or another entity."""
    values = value if isinstance(value, list) else [value]
    return [one.get("id") if isinstance(one, dict) else one for one in values]
