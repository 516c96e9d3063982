"""How the tables came to be, one step after the other; Alembic runs what a base does not have yet."""
