/// Runs migrations by itself: each with its row in the ledger, and only under the lock.
@NullMarked
package dev.migrationsentry.runner;

import org.jspecify.annotations.NullMarked;
