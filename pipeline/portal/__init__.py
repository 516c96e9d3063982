"""Numeral 1.3 of the national transparency portal: a matrix as its three files, the way back, and its rules."""
