/// What each runner records in the database of the migrations that it has applied.
@NullMarked
package dev.migrationsentry.ledger;

import org.jspecify.annotations.NullMarked;
