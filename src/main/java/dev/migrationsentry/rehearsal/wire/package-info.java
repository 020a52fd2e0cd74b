/// A proxy between any migration tool and a throw-away PostgreSQL: it passes everything on and
/// records what was asked, what was answered, and what it did to tables.
@NullMarked
package dev.migrationsentry.rehearsal.wire;

import org.jspecify.annotations.NullMarked;
