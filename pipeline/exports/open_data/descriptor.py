"""What is said of the package: a Frictionless Data Package with Table Schemas, and a DCAT-AP entry as JSON-LD.

Sources: Data Package v1 (specs.frictionlessdata.io), DCAT-AP 2.1. Neither holds the time of making: the same matrices
give the same bytes; ``modified`` is the last date of update that the publications print.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from plantillas import message

from .columns import TOPIC, Column, Row, TableName
from .text_formats import DELIMITER, LINE_END

NAME = "lotaip-metas-y-objetivos"
LICENCE = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0",
}
"""The portal's own for what institutions publish there."""
AUTHORITY = "http://publications.europa.eu/resource/authority"
MEDIA_TYPES = {
    "csv": "text/csv",
    "jsonl": "application/x-ndjson",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
    "json": "application/json",
}
PRIMARY_KEYS: dict[TableName, str] = {
    "registros": "record_id",
    "publicaciones": "publication_id",
    "hallazgos": "finding_id",
}
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

Tables = Mapping[TableName, tuple[Sequence[Column], Sequence[Row]]]


def to_data_package(tables: Tables, files: Mapping[str, bytes]) -> bytes:
    """Return ``datapackage.json`` for the CSVs of the tables among ``files``."""
    package = {
        "profile": "tabular-data-package",
        "name": NAME,
        "title": message(TOPIC, "package_title"),
        "description": message(TOPIC, "package_about"),
        "licenses": [LICENCE],
        "keywords": _keywords(),
        "sources": [_source(row) for row in tables["publicaciones"][1]],
        "resources": [_resource(name, columns, files[f"{name}.csv"]) for name, (columns, _) in tables.items()],
    }
    return _json(package)


def to_dcat(tables: Tables, files: Mapping[str, bytes]) -> bytes:
    """Return the entry of a catalogue of open data, with a distribution for each of ``files``."""
    publications = tables["publicaciones"][1]
    institutions = sorted({str(row["institution"]) for row in publications if row["institution"]})
    dataset: dict[str, Any] = {
        "@context": CONTEXT,
        "@id": "#dataset",
        "@type": "dcat:Dataset",
        "dct:title": _spanish(message(TOPIC, "package_title")),
        "dct:description": _spanish(message(TOPIC, "package_about")),
        "dct:license": {"@id": LICENCE["path"]},
        "dct:language": {"@id": f"{AUTHORITY}/language/SPA"},
        "dct:spatial": {"@id": f"{AUTHORITY}/country/ECU"},
        "dct:accrualPeriodicity": {"@id": f"{AUTHORITY}/frequency/MONTHLY"},
        "dcat:theme": {"@id": f"{AUTHORITY}/data-theme/GOVE"},
        "dcat:keyword": [_spanish(word) for word in _keywords()],
        **_publisher(institutions),
        **_times(publications),
        "dcat:distribution": [_distribution(name, content) for name, content in files.items()],
    }
    return _json(dataset)


def _resource(name: TableName, columns: Sequence[Column], content: bytes) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "title": message(TOPIC, f"sheet_{name}"),
        "description": message(TOPIC, f"table_{name}"),
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": MEDIA_TYPES["csv"],
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "dialect": {"delimiter": DELIMITER, "lineTerminator": LINE_END, "doubleQuote": True, "header": True},
        "schema": {
            "fields": [_field(column) for column in columns],
            "missingValues": [""],
            "primaryKey": PRIMARY_KEYS[name],
            "foreignKeys": [
                {"fields": column.name, "reference": {"resource": column.refers_to, "fields": column.name}}
                for column in columns
                if column.refers_to
            ],
        },
    }


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {
        "required": column.required,
        "unique": column.unique,
        "enum": list(column.among),
        "pattern": column.pattern,
    }
    held = {key: value for key, value in constraints.items() if value}
    described = {"title": column.title, "description": column.description}
    return {"name": column.name, "type": column.type, **described, **({"constraints": held} if held else {})}


def _source(row: Row) -> dict[str, Any]:
    return {"title": row["source_name"], "sha256": row["source_sha256"], "publication_id": row["publication_id"]}


def _publisher(institutions: Sequence[str]) -> dict[str, Any]:
    """Return the publisher where there is but one; the institutions are the creators of what they printed."""
    agents = [{"@type": "foaf:Agent", "foaf:name": name} for name in institutions]
    return {"dct:creator": agents, **({"dct:publisher": agents[0]} if len(agents) == 1 else {})} if agents else {}


def _times(publications: Sequence[Row]) -> dict[str, Any]:
    periods = sorted(str(row["period"]) for row in publications if row["period"])
    days = [day for row in publications if isinstance(day := row["updated"], date)]
    times: dict[str, Any] = {}
    if periods:
        times["dct:temporal"] = {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": {"@type": "xsd:gYearMonth", "@value": periods[0]},
            "dcat:endDate": {"@type": "xsd:gYearMonth", "@value": periods[-1]},
        }
    if days:
        times["dct:modified"] = {"@type": "xsd:date", "@value": max(days).isoformat()}
    return times


def _distribution(name: str, content: bytes) -> dict[str, Any]:
    suffix = name.rpartition(".")[2]
    media_type = MEDIA_TYPES[suffix]
    return {
        "@type": "dcat:Distribution",
        "dct:title": name,
        "dcat:accessURL": {"@id": name},
        "dcat:downloadURL": {"@id": name},
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{media_type}"},
        "dcat:byteSize": {"@type": "xsd:decimal", "@value": str(len(content))},
        "dct:license": {"@id": LICENCE["path"]},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": hashlib.sha256(content).hexdigest(),
        },
    }


def _keywords() -> list[str]:
    return message(TOPIC, "keywords").split(", ")


def _spanish(text: str) -> dict[str, str]:
    return {"@language": "es", "@value": text}


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
