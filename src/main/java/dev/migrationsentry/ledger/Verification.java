package dev.migrationsentry.ledger;

import dev.migrationsentry.catalog.DatabaseProblem;
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
/// is seen there. Then the applied migrations run again on a throw-away server: a difference that
/// it does not confirm is none, and it alone can tell whether two expressions are the same
/// ([Expressions]), since PostgreSQL writes them in another way than people.
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
    World expected = Beginning.of(given.empty(), histories, live);
    List<Rerun.Ran> all = new ArrayList<>();
    List<Introductions> introductions = new ArrayList<>();
    int applied = 0;
    for (History history : histories) {
      Ledger ledger = Ledgers.recording(history, live.ledgers());
      if (ledger != null) {
        List<Migration> ran = ledger.applied(history);
        applied += ran.size();
        expected = expected.having(history, ran, "what has run");
        introductions.add(expected.introductions());
        all.add(new Rerun.Ran(history, expected.applied()));
      }
    }
    Schema made = expected.database().schema();
    Structure structure = Structure.between(made, live);
    Expressions expressions = new Expressions(0, List.of(), null);
    if (applied > 0 && (!structure.holds() || !ExpressionTexts.of(made).isEmpty())) {
      try (ThrowAwayServer server = given.server().apply(live.snapshot().major())) {
        Remade remade = Remade.on(server, live, given.prelude(), all);
        LiveWorld world = remade.world();
        if (world == null) {
          expressions = Expressions.not(String.valueOf(remade.why()));
        } else {
          structure = structure.provedBy(Structure.between(schema(world), live));
          expressions = Expressions.between(world, live, server);
        }
      } catch (ServerUnavailableException | DatabaseProblem e) {
        expressions = Expressions.not(String.valueOf(e.getMessage()));
      }
    }
    return new Verification(
        applied,
        structure.wanting().stream()
            .map(one -> new Wanting(one, MadeBy.introduction(one, introductions)))
            .toList(),
        structure.beyond(),
        structure.uncertain(),
        RequiredObjects.in(live, given.requirements()),
        new Expressions(
            expressions.compared(),
            expressions.different().stream()
                .map(one -> one.madeBy(MadeBy.introduction(one.difference(), introductions)))
                .toList(),
            expressions.why()));
  }

  private static Schema schema(LiveWorld world) {
    return world.schema().database().schema();
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
}
