/// One class per command: options in, report out, exit code.
@NullMarked
package dev.migrationsentry.cli;

import org.jspecify.annotations.NullMarked;
