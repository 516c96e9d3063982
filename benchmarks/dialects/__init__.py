"""Matrices of invented institutions in layouts that no labelled collection has: an adversary for the reader.

    python -m benchmarks.dialects --salida DIR [--dialecto NAME]

writes for each dialect a PDF and its truth, in the format of the labelled documents that ``benchmarks.bench`` reads.
Without a name it also writes tables of other contents, which must give no records.
The same call gives the same documents: all content is drawn from generators seeded by the dialect's name.
"""
