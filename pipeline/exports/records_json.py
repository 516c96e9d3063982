"""A matrix as JSON and back: the shape that the scorer and users' scripts read."""

from __future__ import annotations

import json
from typing import Any

from ..model import Matrix

BYTE_ORDER_MARK = "\ufeff"
SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def to_json(matrix: Matrix) -> str:
    """Return ``matrix`` as JSON; the same matrix gives the same text, keys in the order of the model."""
    return _dump(matrix.model_dump(mode="json"))


def from_json(text: str) -> Matrix:
    """Return the matrix that ``to_json`` wrote; raise ``pydantic.ValidationError`` where the text is none."""
    return Matrix.model_validate_json(text.removeprefix(BYTE_ORDER_MARK))


def json_schema() -> str:
    """Return the JSON Schema of what ``to_json`` writes."""
    return _dump({"$schema": SCHEMA_DIALECT, **Matrix.model_json_schema(mode="serialization")})


def _dump(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
