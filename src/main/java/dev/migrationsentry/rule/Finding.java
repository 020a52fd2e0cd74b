package dev.migrationsentry.rule;

import dev.migrationsentry.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something a rule has to say.
///
/// @param rule the rule's id
/// @param world the name of the world it shows in; empty for findings about the history itself
/// @param migration the title of the migration, or null
/// @param sqlState the SQLSTATE that PostgreSQL will answer, or null when it is no predicted
///   failure
/// @param seen what was seen, as a sentence
/// @param effect what it does to the deploy or to whoever uses the database, as a sentence
/// @param safer what to do instead, ready to paste; may have several lines
/// @param followUp whether it only follows from an earlier failure
public record Finding(
    String rule,
    Severity severity,
    String world,
    Span where,
    @Nullable String migration,
    @Nullable String sqlState,
    String seen,
    String effect,
    String safer,
    List<Related> related,
    boolean followUp) {
  public Finding {
    related = List.copyOf(related);
  }

  /// The same finding at another severity.
  public Finding as(Severity other) {
    return new Finding(
        rule, other, world, where, migration, sqlState, seen, effect, safer, related, followUp);
  }
}
