"""Slots in the names of a family of units: ``Oficina Técnica de {materia} {lugar}`` is as many offices as there are.

The fixed words stand first, the slots after them; what may stand in a slot is said in ``data/offices.toml``.
"""

from __future__ import annotations

import re

MATTER, PLACE, NUMBER = "materia", "lugar", "numero"
SLOTS = (MATTER, PLACE, NUMBER)
"""What an office deals with; where it sits, or its number; its number or code alone, without a sign."""
UNKNOWN = "…"
"""Stands in a slot that nothing is known for."""

_SLOT = re.compile(r"\{([^{}]*)\}")


def slots_of(form: str) -> tuple[str, ...]:
    """Return what stands in braces in ``form``, in order; nothing for the name of a single unit."""
    return tuple(name.strip() for name in _SLOT.findall(form))


def head_of(form: str) -> str:
    """Return the fixed words of a form: those before its first slot."""
    return _SLOT.split(form)[0]


def fill(form: str, values: dict[str, str]) -> str:
    """Return ``form`` with its slots filled in."""
    return " ".join(_SLOT.sub(lambda slot: values.get(slot[1].strip()) or UNKNOWN, form).split())
