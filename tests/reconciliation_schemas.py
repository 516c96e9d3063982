"""What the schemas of the Reconciliation Service API v0.2 demand, written anew without their descriptions.

The published ones (W3C Entity Reconciliation Community Group, under the W3C Community Final Specification Agreement)
are at ``https://reconciliation-api.github.io/specs/0.2/schemas/<name>.json``; types, patterns and what is required are
theirs. ``authentication`` and ``extend`` of a manifest, which this service does not have, are left out.
"""

from __future__ import annotations

from typing import Any

from jsonschema import Draft202012Validator

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
WITH_ID: Schema = {"type": "string", "pattern": r"\{\{id\}\}"}
TYPE: Schema = {
    "type": "object",
    "properties": {"id": TEXT, "name": TEXT, "description": TEXT},
    "required": ["id", "name"],
}
VIEW: Schema = {"type": "object", "properties": {"url": WITH_ID}, "required": ["url"]}
TYPE_OR_ID: Schema = {"oneOf": [{"type": "object", "properties": {"id": TEXT, "name": TEXT}, "required": ["id"]}, TEXT]}
SUGGEST_SERVICE: Schema = {
    "type": "object",
    "properties": {
        "service_url": TEXT,
        "service_path": TEXT,
        "flyout_service_url": TEXT,
        "flyout_service_path": {"type": "string", "pattern": r"\$\{id\}"},
    },
}
MANIFEST: Schema = {
    "type": "object",
    "properties": {
        "versions": {"type": "array", "items": TEXT, "contains": {"enum": ["0.2"]}},
        **dict.fromkeys(("name", "identifierSpace", "schemaSpace", "documentation", "serviceVersion", "logo"), TEXT),
        "view": VIEW,
        "feature_view": VIEW,
        "defaultTypes": {"type": "array", "items": TYPE, "uniqueItems": True},
        "suggest": {
            "type": "object",
            "properties": dict.fromkeys(("entity", "property", "type"), SUGGEST_SERVICE),
        },
        "preview": {
            "type": "object",
            "properties": {"url": WITH_ID, "width": {"type": "integer"}, "height": {"type": "integer"}},
            "required": ["url", "width", "height"],
        },
    },
    "required": ["versions", "name", "identifierSpace", "schemaSpace"],
}
VALUE: Schema = {
    "oneOf": [
        TEXT,
        {"type": "number"},
        {"type": "boolean"},
        {"type": "object", "properties": {"id": TEXT, "name": TEXT}, "required": ["id"]},
    ]
}
QUERY_BATCH: Schema = {
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "properties": {
            "query": TEXT,
            "type": {"oneOf": [TEXT, {"type": "array", "items": TEXT}]},
            "limit": {"type": "number"},
            "properties": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {"pid": TEXT, "v": {"oneOf": [VALUE, {"type": "array", "items": VALUE}]}},
                    "required": ["pid", "v"],
                },
            },
            "type_strict": {"enum": ["any", "should", "all"]},
        },
        "anyOf": [
            {"required": ["query"]},
            {"required": ["properties"], "properties": {"properties": {"type": "array", "minItems": 1}}},
        ],
        "additionalProperties": False,
    },
}
RESULT_BATCH: Schema = {
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "properties": {
            "result": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        **dict.fromkeys(("id", "name", "description"), TEXT),
                        "score": {"type": "number"},
                        "match": {"type": "boolean"},
                        "type": {"type": "array", "items": TYPE_OR_ID},
                    },
                    "required": ["id", "name", "score"],
                },
            }
        },
        "required": ["result"],
    },
}
SUGGEST_ENTITIES: Schema = {
    "type": "object",
    "properties": {
        "result": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    **dict.fromkeys(("id", "name", "description"), TEXT),
                    "notable": {"type": "array", "items": TYPE_OR_ID},
                },
                "required": ["id", "name"],
            },
        }
    },
    "required": ["result"],
}


def fits(content: object, schema: Schema) -> bool:
    """Tell whether ``content`` is as ``schema`` demands."""
    return bool(Draft202012Validator(schema).is_valid(content))
