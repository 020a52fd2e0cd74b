/// Synthetic rows for the tables that pending migrations touch: made from a seed, in a throw-away
/// database, so that what fails as soon as there is one row is seen.
@NullMarked
package dev.migrationsentry.rehearsal.rows;

import org.jspecify.annotations.NullMarked;
