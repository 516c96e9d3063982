"""A matrix as JSON and back: the shape that the scorer and users' scripts read."""

from __future__ import annotations

import json

from ..model import Matrix

BYTE_ORDER_MARK = "\ufeff"
INDENT = 1
"""Spaces a level: short lines that people can read and programs can compare."""
SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def to_json(matrix: Matrix) -> str:
    """Return ``matrix`` as JSON; the same matrix gives the same text, keys in the order of the model."""
    return matrix.model_dump_json(indent=INDENT) + "\n"


def from_json(text: str) -> Matrix:
    """Return the matrix that ``to_json`` wrote; raise ``pydantic.ValidationError`` where the text is none."""
    return Matrix.model_validate_json(text.removeprefix(BYTE_ORDER_MARK))


def json_schema() -> str:
    """Return the JSON Schema of what ``to_json`` writes."""
    schema = {"$schema": SCHEMA_DIALECT, **Matrix.model_json_schema(mode="serialization")}
    return json.dumps(schema, ensure_ascii=False, indent=INDENT) + "\n"
