from alembic import context


def run(connection):
    context.configure(connection=connection, version_table="tenant_version")
    with context.begin_transaction():
        context.run_migrations()
