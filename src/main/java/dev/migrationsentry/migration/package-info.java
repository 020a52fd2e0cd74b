/// A history of migrations as its runner sees it: what runs, in which order, in which transactions.
@NullMarked
package dev.migrationsentry.migration;

import org.jspecify.annotations.NullMarked;
