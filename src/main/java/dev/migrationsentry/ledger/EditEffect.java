package dev.migrationsentry.ledger;

import dev.migrationsentry.schema.Difference;
import dev.migrationsentry.timeline.Sent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an edit of an applied migration changed: in what it sends, and in the schema that the
/// history makes.
///
/// @param statements what it sends no more, and what it sends now
/// @param otherwise what else of how the migration runs was changed, as a sentence part, or null
/// @param schema how the resulting schema differs: expected is what the history makes with the file
///   of today, actual what it makes with the version that was applied
/// @param expressions how expressions in it differ, as they are written
/// @param unseen what the changed statements do that no comparison of schemas shows, as sentence
///   parts
/// @param uncertain why the resulting schema is not certain, as a sentence part, or null
/// @param production how the database differs from the result of the edit, in what the edit touches
/// @param uncompared why that is not certain, as a sentence part, or null
/// @param replays what the history sends in both cases, or null where nothing could be replayed
public record EditEffect(
    List<ChangedStatement> statements,
    @Nullable String otherwise,
    List<Difference> schema,
    List<ChangedText> expressions,
    List<String> unseen,
    @Nullable String uncertain,
    List<Difference> production,
    @Nullable String uncompared,
    @Nullable Replays replays) {
  /// Copies the lists.
  public EditEffect {
    statements = List.copyOf(statements);
    schema = List.copyOf(schema);
    expressions = List.copyOf(expressions);
    unseen = List.copyOf(unseen);
    production = List.copyOf(production);
  }

  /// An expression that the edit changed.
  ///
  /// @param object what it belongs to: `default of public.users.created_at`
  /// @param applied as the applied version writes it, or null where it has none
  /// @param today as the file of today writes it, or null where it has none
  public record ChangedText(String object, @Nullable String applied, @Nullable String today) {}

  /// What a history sends up to what has run.
  ///
  /// @param applied with the version that was applied
  /// @param today with the file of today
  record Replays(List<Sent> applied, List<Sent> today) {
    Replays {
      applied = List.copyOf(applied);
      today = List.copyOf(today);
    }
  }

  /// What is known when nothing could be replayed.
  static EditEffect unknown(String why) {
    return new EditEffect(
        List.of(), null, List.of(), List.of(), List.of(), why, List.of(), why, null);
  }

  /// Whether the migration sends what it sent, in the same way.
  public boolean isNothing() {
    return statements.isEmpty() && otherwise == null && uncertain == null;
  }

  /// Whether the resulting schema is another one, as far as that is certain.
  public boolean changesSchema() {
    return !schema.isEmpty() || !expressions.isEmpty();
  }

  /// Whether the database is as the edit makes it, in words of a sentence without its end.
  public String inProduction() {
    if (!production.isEmpty()) {
      return "production is not as the edit makes it";
    }
    return uncompared == null
        ? "production is as the edit makes it"
        : "whether production is as the edit makes it is not known: " + uncompared;
  }
}
