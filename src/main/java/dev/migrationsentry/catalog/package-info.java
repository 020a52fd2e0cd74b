/// Reads a live PostgreSQL, without ever writing to it: its definitions, sizes and rights.
@NullMarked
package dev.migrationsentry.catalog;

import org.jspecify.annotations.NullMarked;
