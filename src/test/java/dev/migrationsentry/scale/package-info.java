/// Large histories that are made up, and what they cost.
@NullMarked
package dev.migrationsentry.scale;

import org.jspecify.annotations.NullMarked;
