/// What expressions and queries yield, as far as the schema alone decides it: the guards of
/// migrations.
@NullMarked
package dev.migrationsentry.evaluation;

import org.jspecify.annotations.NullMarked;
