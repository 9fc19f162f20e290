"""Alembic's entry: runs the versions on the connection that `upgrade` opened."""

from alembic import context

from antechamber.desk.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
