/// Reads Python 3 files: text to the records of the package `ast`, every file with a result.
@NullMarked
package dev.migrationsentry.python;

import org.jspecify.annotations.NullMarked;
