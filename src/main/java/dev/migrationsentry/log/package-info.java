/// Logs of deploys, of any length and from any runner: which failures they tell of, in order, and
/// which of those only follow from earlier ones.
@NullMarked
package dev.migrationsentry.log;

import org.jspecify.annotations.NullMarked;
