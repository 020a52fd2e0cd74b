/// Lets a deploy through only when its migrations really worked: one at a time for a database.
@NullMarked
package dev.migrationsentry.gate;

import org.jspecify.annotations.NullMarked;
