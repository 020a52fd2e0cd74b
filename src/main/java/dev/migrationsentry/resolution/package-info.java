/// What the names and types in expressions, queries and data statements mean in a database, or
/// which error PostgreSQL answers when it analyses them.
@NullMarked
package dev.migrationsentry.resolution;

import org.jspecify.annotations.NullMarked;
