/// The words of Alembic and SQLAlchemy: what the operations of a revision send to PostgreSQL, and
/// what its connections and inspectors answer.
@NullMarked
package dev.migrationsentry.alembic;

import org.jspecify.annotations.NullMarked;
