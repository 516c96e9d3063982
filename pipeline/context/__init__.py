"""What surrounds the records of a document: its literal, its institution, its month and its footer."""
