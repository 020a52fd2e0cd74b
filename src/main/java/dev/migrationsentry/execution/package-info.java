/// What a statement does to a database, or which error PostgreSQL answers, without a database.
@NullMarked
package dev.migrationsentry.execution;

import org.jspecify.annotations.NullMarked;
