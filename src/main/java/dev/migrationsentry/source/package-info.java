/// Text of the project under inspection, and places in it.
@NullMarked
package dev.migrationsentry.source;

import org.jspecify.annotations.NullMarked;
