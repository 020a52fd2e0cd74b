/// Reads PostgreSQL's SQL and PL/pgSQL: text in, statements with their places out.
@NullMarked
package dev.migrationsentry.sql;

import org.jspecify.annotations.NullMarked;
