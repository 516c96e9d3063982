"""Records from text whose runs of spaces still align: columns from the character grid, rows from all that is left."""
