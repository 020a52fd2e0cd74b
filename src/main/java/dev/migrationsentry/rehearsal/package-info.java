/// Throw-away PostgreSQL servers, and what is read from them to prove a prediction.
@NullMarked
package dev.migrationsentry.rehearsal;

import org.jspecify.annotations.NullMarked;
