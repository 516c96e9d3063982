"""How right results are, and whether their confidences can be believed, beside a known truth."""
