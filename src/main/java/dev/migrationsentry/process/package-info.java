/// Somebody else's program, with all the processes that it starts and all that it writes.
@NullMarked
package dev.migrationsentry.process;

import org.jspecify.annotations.NullMarked;
