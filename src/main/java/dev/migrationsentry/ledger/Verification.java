package dev.migrationsentry.ledger;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Ledger;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.schema.Difference;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.timeline.Introductions;
import dev.migrationsentry.timeline.World;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether a database has what its applied migrations make.
///
/// Expressions (defaults, conditions, bodies) are not compared: that something has one is, its text
/// is not, since the server writes it in another way than people.
///
/// @param applied how many migrations of all histories have run
/// @param wanting what is missing or different, with the migration that should have made it
/// @param beyond what is there and comes from no migration: information alone
/// @param uncertain why not all could be compared, or null when all was
public record Verification(
    int applied, List<Wanting> wanting, List<Difference> beyond, @Nullable String uncertain) {
  /// Copies the lists.
  public Verification {
    wanting = List.copyOf(wanting);
    beyond = List.copyOf(beyond);
  }

  /// What is not as it should be.
  ///
  /// @param introduction where a migration brings it in, or null when that is not known
  public record Wanting(Difference difference, Introductions.@Nullable Introduction introduction) {}

  /// Compares a database with what the histories make that have run in it.
  ///
  /// @param empty a new database as the project's host makes it
  public static Verification of(List<History> histories, LiveWorld live, World empty) {
    World expected = empty;
    List<Introductions> introductions = new ArrayList<>();
    int applied = 0;
    for (History history : histories) {
      Ledger ledger = Ledgers.recording(history, live.ledgers());
      if (ledger != null) {
        List<Migration> ran = ledger.applied(history);
        applied += ran.size();
        expected = expected.having(history, ran, "what has run");
        introductions.add(expected.introductions());
      }
    }
    Schema made = expected.database().schema();
    List<Wanting> wanting = new ArrayList<>();
    List<Difference> beyond = new ArrayList<>();
    for (Difference difference : Difference.between(made, live.schema().database().schema())) {
      if (difference.kind() == Difference.Kind.BEYOND) {
        if (!ofLedger(difference, live)) {
          beyond.add(difference);
        }
      } else {
        wanting.add(new Wanting(difference, introduction(difference, introductions)));
      }
    }
    return new Verification(applied, wanting, beyond, made.uncertainty("*"));
  }

  /// Whether something is missing, and not only different.
  public boolean lacks() {
    return wanting.stream().anyMatch(one -> one.difference().kind() == Difference.Kind.MISSING);
  }

  /// Whether something belongs to a table in which a runner records migrations.
  private static boolean ofLedger(Difference difference, LiveWorld live) {
    return live.ledgers().stream()
        .anyMatch(ledger ->
            List.of(difference.object().split(" ", -1)).contains(ledger.table())
                || difference.object().startsWith("column " + ledger.table() + "."));
  }

  private static Introductions.@Nullable Introduction introduction(
      Difference difference, List<Introductions> all) {
    for (Introductions introductions : all) {
      Introductions.Introduction found = introductions.last(difference);
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}
