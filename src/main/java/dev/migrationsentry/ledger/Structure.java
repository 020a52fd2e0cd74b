package dev.migrationsentry.ledger;

import dev.migrationsentry.schema.Difference;
import dev.migrationsentry.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How the structure of a live database differs from the one that its migrations make.
///
/// @param wanting what is missing or different
/// @param beyond what is there and comes from no migration
/// @param uncertain why not all could be compared, or null when all was
record Structure(List<Difference> wanting, List<Difference> beyond, @Nullable String uncertain) {
  private static final int MOST_NAMED = 5;

  /// What is not read of a live database: see `definitions.sql`.
  private static final List<String> UNREAD =
      List.of("publication ", "operator ", "cast ", "text search ", "language ");

  Structure {
    wanting = List.copyOf(wanting);
    beyond = List.copyOf(beyond);
  }

  /// Compares.
  static Structure between(Schema made, LiveWorld live) {
    List<Difference> wanting = new ArrayList<>();
    List<Difference> beyond = new ArrayList<>();
    String uncertain = made.uncertainty("*");
    for (Difference difference : Difference.between(made, live.schema().database().schema())) {
      if (difference.kind() == Difference.Kind.BEYOND) {
        if (!ofLedger(difference, live)) {
          beyond.add(difference);
        }
      } else if (!isElsewhere(difference)
          && !ofLedger(difference, live) // Its runner made it, maybe an older version of it.
          && UNREAD.stream().noneMatch(difference.object()::startsWith)) {
        String misread = misread(difference, live);
        if (misread == null) {
          wanting.add(difference);
        } else if (uncertain == null) {
          uncertain = "this was not understood: " + misread;
        }
      }
    }
    return new Structure(wanting, beyond, uncertain);
  }

  /// Whether an extension is there in another schema, as hosts have it that bring extensions along:
  /// what rests on its place differs by itself.
  private static boolean isElsewhere(Difference difference) {
    return difference.kind() == Difference.Kind.DIFFERENT
        && difference.object().startsWith("extension ");
  }

  /// A definition of the live database that the model could not take, and which may be what is
  /// missing; null when there is none.
  private static @Nullable String misread(Difference difference, LiveWorld live) {
    return live.schema().failed().stream()
        .filter(failed -> failed.contains(difference.name()))
        .findFirst()
        .orElse(null);
  }

  /// Whether nothing is missing or different, as far as all could be compared.
  boolean holds() {
    return wanting.isEmpty() && uncertain == null;
  }

  /// The same after the migrations have really run in a new database: what that does not lack
  /// either is a mistake of the model, and what the model was not certain of is certain when
  /// nothing else is missing or different.
  ///
  /// @param real the difference from that new database
  Structure provedBy(Structure real) {
    List<Difference> proved =
        wanting.stream().filter(one -> objects(real.wanting).contains(one.object())).toList();
    List<Difference> reallyBeyond =
        beyond.stream().filter(one -> objects(real.beyond).contains(one.object())).toList();
    String why = uncertain;
    if (why != null) {
      List<String> others =
          real.wanting.stream()
              .map(Difference::object)
              .filter(object -> !objects(proved).contains(object))
              .toList();
      why = others.isEmpty() ? real.uncertain : why + "; in a new database " + differ(others);
    }
    return new Structure(proved, reallyBeyond, why);
  }

  private static String differ(List<String> objects) {
    String named = String.join(", ", objects.subList(0, Math.min(MOST_NAMED, objects.size())));
    int more = objects.size() - MOST_NAMED;
    return (more > 0 ? named + " and " + more + " more" : named)
        + (objects.size() == 1 ? " is there in another form" : " are there in another form")
        + ", or only there";
  }

  private static Set<String> objects(List<Difference> differences) {
    return differences.stream().map(Difference::object).collect(Collectors.toSet());
  }

  /// Whether something belongs to a table in which a runner records migrations, or this program
  /// what it does.
  private static boolean ofLedger(Difference difference, LiveWorld live) {
    return difference.object().contains("." + LedgerTransaction.AUDIT)
        || difference.object().contains("." + Ledgers.SENTRY_PROGRESS)
        || difference.object().contains("." + LedgerTransaction.LOCK)
        || live.ledgers().stream()
            .anyMatch(ledger ->
                List.of(difference.object().split(" ", -1)).contains(ledger.table())
                    || difference.object().startsWith("column " + ledger.table() + "."));
  }
}
