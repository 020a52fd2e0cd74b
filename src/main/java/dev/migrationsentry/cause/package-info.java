/// What a failure comes from: one explainer for each class of failures, and how their candidates
/// are ranked.
@NullMarked
package dev.migrationsentry.cause;

import org.jspecify.annotations.NullMarked;
