/// The lock modes of PostgreSQL, what each stands in the way of, and what that means to people who
/// use a table.
@NullMarked
package dev.migrationsentry.lock;

import org.jspecify.annotations.NullMarked;
