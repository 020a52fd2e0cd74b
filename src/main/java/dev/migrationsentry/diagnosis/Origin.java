package dev.migrationsentry.diagnosis;

import dev.migrationsentry.ledger.LiveWorld;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.SchemaSource;
import dev.migrationsentry.rehearsal.Start;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.timeline.World;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The database that a failure is rehearsed from. It does not belong to one history, so that a
/// repaired history can be rehearsed from the same one.
public sealed interface Origin {
  /// What people call it.
  String name();

  /// The major version of its server, 14 to 18.
  int major();

  /// The same in the model, as a history meets it.
  World world(History history);

  /// A new database.
  ///
  /// @param world the same in the model, after the prelude
  /// @param prelude what the project's host brings before the first migration
  record Fresh(World world, int major, List<Statement> prelude) implements Origin {
    /// Copies the prelude.
    public Fresh {
      prelude = List.copyOf(prelude);
    }

    /// A new database without a prelude.
    public static Fresh of(int major) {
      return new Fresh(World.empty(major), major, List.of());
    }

    @Override
    public String name() {
      return "an empty database";
    }

    @Override
    public World world(History history) {
      return world;
    }
  }

  /// A database in which the migrations up to some revisions have run, each on its files as they
  /// are.
  ///
  /// @param fresh where those migrations began
  /// @param revisions ids; what a history lacks of them is left out
  record At(Fresh fresh, List<String> revisions) implements Origin {
    /// Copies the revisions.
    public At {
      revisions = List.copyOf(revisions);
    }

    @Override
    public String name() {
      return "a database at " + String.join(", ", revisions);
    }

    @Override
    public int major() {
      return fresh.major();
    }

    @Override
    public World world(History history) {
      return fresh.world().at(history, revisions);
    }

    /// The migrations that have run.
    List<Migration> before(History history) {
      Set<String> past = history.upTo(revisions);
      return history.migrations().stream().filter(one -> past.contains(one.id())).toList();
    }
  }

  /// A database in which some migrations have run and others, which its ledger claims, have not.
  ///
  /// @param at what its ledger claims
  /// @param skipped the ids of those that have not run
  record Stamped(At at, Set<String> skipped) implements Origin {
    /// Copies the ids.
    public Stamped {
      skipped = Set.copyOf(skipped);
    }

    @Override
    public String name() {
      return at.name()
          + " in which "
          + String.join(", ", skipped.stream().sorted().toList())
          + " never ran";
    }

    @Override
    public int major() {
      return at.major();
    }

    @Override
    public World world(History history) {
      List<Migration> ran = ran(history);
      World there = at.fresh().world().having(history, ran, name());
      // What was passed over counts as applied all the same.
      return new World(
          there.name(), there.database(), at.world(history).applied(), null, there.rows());
    }

    /// The migrations that have really run.
    List<Migration> ran(History history) {
      return at.before(history).stream().filter(one -> !skipped.contains(one.id())).toList();
    }
  }

  /// A new database in which something beside the migrations has made its tables.
  ///
  /// @param world the same in the model
  record Beside(Fresh fresh, SchemaSource source, World world) implements Origin {
    /// The database that a source makes, or null when the model says that it can't.
    public static @Nullable Beside of(Fresh fresh, SchemaSource source) {
      try {
        World made = fresh.world().after(source.statements());
        return new Beside(fresh, source, new World(source.title(), made.database()));
      } catch (IllegalArgumentException e) {
        // What PostgreSQL would refuse has made no database.
        return null;
      }
    }

    @Override
    public String name() {
      return "a database that " + source.title() + " (" + source.where() + ") has made";
    }

    @Override
    public int major() {
      return fresh.major();
    }

    @Override
    public World world(History history) {
      return world;
    }
  }

  /// A database that people use, or a snapshot of one.
  record Live(LiveWorld live) implements Origin {
    @Override
    public String name() {
      return live.name();
    }

    @Override
    public int major() {
      return live.snapshot().major();
    }

    @Override
    public World world(History history) {
      return live.world(history);
    }
  }

  /// Where a rehearsal of a history from here starts; of a live database, how well its copy equals
  /// it is told by the copy.
  ///
  /// @param degraded why a copy is not exact
  default Start start(History history, List<String> degraded) {
    return switch (this) {
      case Fresh fresh -> Start.exact(fresh.world());
      case At at ->
          new Start(
              at.world(history),
              Pieces.of(history, at.fresh().world(), at.before(history)),
              List.of(),
              Map.of());
      case Stamped stamped ->
          new Start(
              stamped.world(history),
              Pieces.of(history, stamped.at().fresh().world(), stamped.ran(history)),
              List.of(),
              Map.of());
      case Beside beside -> Start.exact(beside.world());
      case Live(LiveWorld live) -> Start.copied(live.world(history), live.snapshot(), degraded);
    };
  }
}
