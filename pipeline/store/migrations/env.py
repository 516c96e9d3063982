"""Where Alembic begins: it works on the connection that ``migration`` gives it, within its transaction."""

from alembic import context

from pipeline.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=True)
context.run_migrations()
