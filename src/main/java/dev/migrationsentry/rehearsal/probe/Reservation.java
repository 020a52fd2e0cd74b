package dev.migrationsentry.rehearsal.probe;

import dev.migrationsentry.source.Span;
import org.jspecify.annotations.Nullable;

/// Why an answer of production's rows as they are now may not hold when the migration comes to its
/// requirement.
///
/// @param repairs whether rows that violate the requirement now may be gone or repaired by then
/// @param breaks whether rows that violate it may have come by then
/// @param at the statement before that does it, or null when the reason is another one
/// @param why a clause for people: `may be repaired by db/7.sql:3 before`
public record Reservation(boolean repairs, boolean breaks, @Nullable Span at, String why) {}
