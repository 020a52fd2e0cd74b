/// Questions to production's rows, derived from what pending migrations will require of them: only
/// read, asked on request, and answered with a verdict and keys.
@NullMarked
package dev.migrationsentry.rehearsal.probe;

import org.jspecify.annotations.NullMarked;
