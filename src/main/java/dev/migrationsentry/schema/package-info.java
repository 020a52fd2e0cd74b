/// What a database contains, and what a statement does to it or which error it gets, without a
/// database.
@NullMarked
package dev.migrationsentry.schema;

import org.jspecify.annotations.NullMarked;
