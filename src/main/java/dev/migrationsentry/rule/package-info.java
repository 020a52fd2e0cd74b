/// Opinions: what is wrong with a step or a history, whom it hurts, and what to do instead.
@NullMarked
package dev.migrationsentry.rule;

import org.jspecify.annotations.NullMarked;
