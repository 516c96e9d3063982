"""Printed names against the catalogue: candidates, comparison word by word, and a verdict with reasons."""
