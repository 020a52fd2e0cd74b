package dev.migrationsentry.ledger;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Ledger;
import dev.migrationsentry.migration.Ledger.Extent;
import dev.migrationsentry.migration.Ledger.Row;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.RevisionGraph;
import dev.migrationsentry.schema.Difference;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.timeline.Sent;
import dev.migrationsentry.timeline.World;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A ledger of heads (Alembic's) that is moved to a later revision, because all that the revisions
/// in between make is there already.
///
/// @param revision the revision that is asked for
/// @param ledger the table, or null where there is none
/// @param skipped the revisions that count as run from then on
/// @param old the rows as they were read
/// @param heads the rows as they shall be
/// @param refused why the ledger stays as it is, as a sentence; null when all is proved
public record Stamp(
    String revision,
    @Nullable String ledger,
    List<String> skipped,
    List<String> old,
    List<String> heads,
    @Nullable String refused) {
  /// Copies the lists.
  public Stamp {
    skipped = List.copyOf(skipped);
    old = List.copyOf(old);
    heads = List.copyOf(heads);
  }

  /// Where the proof runs on a server.
  @FunctionalInterface
  interface ServerSide {
    /// Why production is not proved to have what a history makes, or null.
    @Nullable String refutes(List<Sent> wanted, List<Sent> had);
  }

  private static Stamp refused(String revision, String why) {
    return new Stamp(revision, null, List.of(), List.of(), List.of(), why);
  }

  /// Looks whether a ledger may be moved.
  static Stamp of(
      HistoryStatus status, String asked, World before, LiveWorld live, ServerSide server) {
    History history = status.history();
    Ledger ledger = status.ledger();
    String revision = history.revision(asked);
    if (ledger == null || ledger.extent() != Extent.HEADS) {
      return refused(asked, "Only Alembic's own table can be stamped.");
    }
    if (revision == null) {
      return refused(asked, "There is no revision " + asked + " here, or more than one starts so.");
    }
    RevisionGraph graph = history.graph();
    if (graph == null
        || graph.revisions().stream().anyMatch(one -> !one.dependencies().isEmpty())) {
      return refused(
          asked, "Revisions here have depends_on, with which stamps are left to Alembic.");
    }
    if (!ledger.unknown(history).isEmpty()) {
      return refused(
          asked,
          "The table names a revision that is not here, so that nobody can tell what has run.");
    }
    List<Migration> ran = ledger.applied(history);
    Set<String> past = history.upTo(List.of(revision));
    List<Migration> all = new ArrayList<>();
    List<Migration> skipped = new ArrayList<>();
    for (Migration migration : history.migrations()) {
      boolean applied = ran.contains(migration);
      if (applied || past.contains(migration.id())) {
        all.add(migration);
        skipped.addAll(applied ? List.of() : List.of(migration));
      }
    }
    if (skipped.isEmpty()) {
      return refused(asked, revision + " counts as run already.");
    }
    World had = before.having(history, ran, "before");
    World wanted = before.having(history, all, "after");
    String against = against(history, skipped, wanted, had, live);
    if (against == null) {
      String refuted = server.refutes(wanted.applied(), had.applied());
      against = refuted == null ? null : "Not all is proved to be there: " + refuted + ".";
    }
    return new Stamp(
        revision,
        ledger.table(),
        skipped.stream().map(Migration::id).toList(),
        ledger.rows().stream().map(Row::id).toList(),
        heads(all),
        against);
  }

  private static @Nullable String against(
      History history, List<Migration> skipped, World wanted, World had, LiveWorld live) {
    for (Sent sent : wanted.applied()) {
      if (!skipped.contains(sent.migration())) {
        continue;
      }
      for (Statement statement : sent.statements()) {
        String unseen = history.runner().records(statement) ? null : Unseen.in(statement);
        if (unseen != null) {
          return "Nothing proves that "
              + sent.migration().id()
              + " has run: \""
              + new ChangedStatement(true, statement).shown(60)
              + "\" "
              + unseen
              + ".";
        }
      }
    }
    Schema then = wanted.database().schema();
    Schema now = had.database().schema();
    if (!then.uncertainNames().isEmpty()) {
      return "What the skipped revisions make is not certain.";
    }
    List<Difference> changes = Difference.between(then, now);
    Schema there = live.schema().database().schema();
    List<Difference> missing = TouchedObjects.by(changes).in(Difference.between(then, there));
    return missing.isEmpty()
        ? null
        : "Production does not have what the skipped revisions make: "
            + String.join("; ", missing.stream().map(Repairs::difference).toList())
            + ".";
  }

  private static List<String> heads(List<Migration> all) {
    Set<String> heads = new LinkedHashSet<>();
    all.forEach(migration -> heads.add(migration.id()));
    all.forEach(migration -> migration.parents().forEach(heads::remove));
    return List.copyOf(heads);
  }
}
