package dev.migrationsentry.alembic;

import dev.migrationsentry.program.Value;

/// SQLAlchemy's PostgreSQL dialect, as code sees it: `op.get_bind().dialect`.
enum Dialect implements Value.Handle {
  POSTGRESQL;

  @Override
  public String title() {
    return "the PostgreSQL dialect";
  }
}
