/// Replays a history over a world: before, outcome and after of every statement.
@NullMarked
package dev.migrationsentry.timeline;

import org.jspecify.annotations.NullMarked;
