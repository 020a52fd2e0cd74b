package dev.migrationsentry.ledger;

import dev.migrationsentry.migration.Ledger;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.schema.Difference;
import dev.migrationsentry.timeline.Introductions;
import dev.migrationsentry.timeline.World;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// Finds out where a ledger was moved over migrations that have never run: the tables that they
/// make are not there. `verify` compares everything; this looks at tables alone, so that it is
/// quick.
public final class PastRealState {
  /// The longest history that is replayed for it.
  private static final int MOST_MIGRATIONS = 500;

  private static final int MOST_NAMED = 8;
  private static final String TABLE = "table ";

  private PastRealState() {}

  /// A sentence for each history whose ledger is ahead of the database.
  ///
  /// @param empty a new database as the project's host makes it
  public static List<String> in(List<HistoryStatus> all, World empty, LiveWorld live) {
    List<String> sentences = new ArrayList<>();
    World before = empty;
    for (HistoryStatus status : all) {
      Ledger ledger = status.ledger();
      if (ledger == null) {
        continue;
      }
      List<Migration> applied = ledger.applied(status.history());
      if (applied.isEmpty() || applied.size() > MOST_MIGRATIONS) {
        continue;
      }
      World expected = before.having(status.history(), applied, "what has run");
      String sentence = sentence(ledger, applied, expected, live);
      if (!sentence.isEmpty()) {
        sentences.add(sentence);
      }
      before = expected;
    }
    return sentences;
  }

  private static String sentence(
      Ledger ledger, List<Migration> applied, World expected, LiveWorld live) {
    Introductions introductions = expected.introductions();
    Set<Migration> makers = Collections.newSetFromMap(new IdentityHashMap<>());
    List<String> tables = new ArrayList<>();
    for (Difference difference :
        Difference.between(expected.database().schema(), live.schema().database().schema())) {
      if (difference.kind() == Difference.Kind.MISSING && difference.object().startsWith(TABLE)) {
        Introductions.Introduction made = introductions.last(difference);
        if (made != null && applied.contains(made.migration())) {
          makers.add(made.migration());
          tables.add(difference.object().substring(TABLE.length()));
        }
      }
    }
    if (tables.isEmpty()) {
      return "";
    }
    int first = 0;
    while (!makers.contains(applied.get(first))) {
      first++;
    }
    int more = tables.size() - MOST_NAMED;
    return ledger.table()
        + " is stamped past the real state: of the "
        + (applied.size() - first)
        + " migrations from "
        + applied.get(first).title()
        + " on that count as run, "
        + makers.size()
        + (makers.size() == 1 ? " makes" : " make")
        + " tables that are not there: "
        + String.join(", ", tables.subList(0, Math.min(MOST_NAMED, tables.size())))
        + (more > 0 ? " and " + more + " more" : "")
        + "."
        + (first == 0 ? "" : " Up to " + applied.get(first - 1).title() + " all tables are there.")
        + " migration-sentry verify tells the rest.";
  }
}
