"""Matrices as files for other programs: JSON (the contract) and CSV (for a spreadsheet)."""

from .records_csv import rows_to_csv, to_csv, unguard
from .records_json import from_json, json_schema, to_json

__all__ = ["from_json", "json_schema", "rows_to_csv", "to_csv", "to_json", "unguard"]
