/// The front door of the library.
@NullMarked
package dev.migrationsentry;

import org.jspecify.annotations.NullMarked;
