"""Printed targets as figures: "al menos 12 informes" → comparator, value, unit, kind; when and for what."""

from .parse import parse_target, parse_targets

__all__ = ["parse_target", "parse_targets"]
