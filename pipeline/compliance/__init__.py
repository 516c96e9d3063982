"""The compliance sheet: how the Defensoría would score a publication, and why."""
