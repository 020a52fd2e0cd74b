package dev.migrationsentry.ledger;

import dev.migrationsentry.configuration.Requirement;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Ledger;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.schema.Difference;
import dev.migrationsentry.schema.ExpressionTexts;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.server.ServerUnavailableException;
import dev.migrationsentry.server.ThrowAwayServer;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.timeline.Introductions;
import dev.migrationsentry.timeline.World;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Whether a database has what its applied migrations make.
///
/// The structure is compared in the model: whether something has a default, a condition or a body
/// is seen there. Their texts are compared apart from that ([Expressions]), since the server writes
/// them in another way than people.
///
/// @param applied how many migrations of all histories have run
/// @param wanting what is missing or different, with the migration that should have made it
/// @param beyond what is there and comes from no migration: information alone
/// @param uncertain why not all could be compared, or null when all was
/// @param required the objects that the project's configuration requires
/// @param expressions how their texts compare
public record Verification(
    int applied,
    List<Wanting> wanting,
    List<Difference> beyond,
    @Nullable String uncertain,
    List<RequiredObject> required,
    Expressions expressions) {
  /// Copies the lists.
  public Verification {
    wanting = List.copyOf(wanting);
    beyond = List.copyOf(beyond);
    required = List.copyOf(required);
  }

  /// What is not as it should be.
  ///
  /// @param introduction where a migration brings it in, or null when that is not known
  public record Wanting(Difference difference, Introductions.@Nullable Introduction introduction) {}

  /// What a database is compared with, beside its histories.
  ///
  /// @param empty a new database as the project's host makes it
  /// @param prelude the statements with which the host makes it
  /// @param requirements what the project's configuration requires
  /// @param server starts a throw-away server of a major version, for expressions
  public record Given(
      World empty,
      List<Statement> prelude,
      List<Requirement> requirements,
      IntFunction<ThrowAwayServer> server) {
    /// Copies the lists.
    public Given {
      prelude = List.copyOf(prelude);
      requirements = List.copyOf(requirements);
    }
  }

  /// Compares a database with what the histories make that have run in it.
  public static Verification of(List<History> histories, LiveWorld live, Given given) {
    World expected = given.empty();
    List<Expressions.Ran> all = new ArrayList<>();
    List<Introductions> introductions = new ArrayList<>();
    int applied = 0;
    for (History history : histories) {
      Ledger ledger = Ledgers.recording(history, live.ledgers());
      if (ledger != null) {
        List<Migration> ran = ledger.applied(history);
        applied += ran.size();
        expected = expected.having(history, ran, "what has run");
        introductions.add(expected.introductions());
        all.add(new Expressions.Ran(history, expected.applied()));
      }
    }
    Schema made = expected.database().schema();
    List<Wanting> wanting = new ArrayList<>();
    List<Difference> beyond = new ArrayList<>();
    for (Difference difference : Difference.between(made, live.schema().database().schema())) {
      if (ofLedger(difference, live)) {
        // The runner makes it, in another shape with each of its versions.
        continue;
      }
      if (difference.kind() == Difference.Kind.BEYOND) {
        beyond.add(difference);
      } else {
        wanting.add(new Wanting(difference, introduction(difference, introductions)));
      }
    }
    return new Verification(
        applied,
        wanting,
        beyond,
        made.uncertainty("*"),
        RequiredObjects.in(live, given.requirements()),
        expressions(made, live, given, all));
  }

  private static Expressions expressions(
      Schema made, LiveWorld live, Given given, List<Expressions.Ran> all) {
    if (ExpressionTexts.of(made).isEmpty()) {
      return new Expressions(0, List.of(), null);
    }
    try (ThrowAwayServer server = given.server().apply(live.snapshot().major())) {
      return Expressions.compare(live, given.prelude(), all, server);
    } catch (ServerUnavailableException e) {
      return Expressions.not(String.valueOf(e.getMessage()));
    }
  }

  /// Whether something is missing, and not only different.
  public boolean lacks() {
    return wanting.stream().anyMatch(one -> one.difference().kind() == Difference.Kind.MISSING)
        || required.stream().anyMatch(one -> one.state() == RequiredObject.State.MISSING);
  }

  /// Whether nothing is missing and nothing is different.
  public boolean holds() {
    return wanting.isEmpty()
        && expressions.different().isEmpty()
        && required.stream().allMatch(RequiredObject::present);
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
