package dev.migrationsentry.rehearsal.wire;

import dev.migrationsentry.lock.LockMode;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.sql.SqlReader;
import dev.migrationsentry.sql.ast.DataStatement;
import dev.migrationsentry.sql.ast.IndexStatement;
import dev.migrationsentry.sql.ast.ObjectStatement;
import dev.migrationsentry.sql.ast.Option;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.SessionStatement;
import dev.migrationsentry.sql.ast.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The locks of statements that are over before anybody can look: those that run in a transaction
/// of their own and tell no event trigger (PostgreSQL manual, section 13.3.1).
final class DerivedLocks {
  private final TracedDatabase database;

  DerivedLocks(TracedDatabase database) {
    this.database = database;
  }

  /// The locks of a statement that succeeded outside of a transaction block.
  List<LockTaken> of(AnsweredStatement answered) {
    boolean silent =
        switch (answered.command()) {
          case "INSERT",
              "UPDATE",
              "DELETE",
              "COPY",
              "VACUUM",
              "ANALYZE",
              "CLUSTER",
              "TRUNCATE TABLE",
              "REINDEX",
              "CREATE INDEX",
              "DROP INDEX" ->
              true;
          default -> false;
        };
    List<LockTaken> locks = new ArrayList<>();
    if (silent) {
      String sql = answered.text().sql();
      for (Statement statement : SqlReader.read(new SourceFile("message", sql))) {
        add(statement, locks);
      }
    }
    return locks;
  }

  private void add(Statement statement, List<LockTaken> locks) {
    switch (statement) {
      case DataStatement.Insert insert -> add(insert.table(), LockMode.ROW_EXCLUSIVE, locks);
      case DataStatement.Update update -> add(update.table(), LockMode.ROW_EXCLUSIVE, locks);
      case DataStatement.Delete delete -> add(delete.table(), LockMode.ROW_EXCLUSIVE, locks);
      case DataStatement.Truncate truncate ->
          truncate.tables().forEach(table -> add(table, LockMode.ACCESS_EXCLUSIVE, locks));
      case IndexStatement.CreateIndex create ->
          add(
              create.table(),
              create.concurrently() ? LockMode.SHARE_UPDATE_EXCLUSIVE : LockMode.SHARE,
              locks);
      case IndexStatement.Reindex reindex -> {
        QualifiedName name = reindex.name();
        if (name != null) {
          add(
              name,
              reindex.concurrently() ? LockMode.SHARE_UPDATE_EXCLUSIVE : LockMode.SHARE,
              locks);
        }
      }
      case SessionStatement.Maintain maintain -> {
        LockMode mode =
            maintain.word().equals("cluster") || isFull(maintain)
                ? LockMode.ACCESS_EXCLUSIVE
                : LockMode.SHARE_UPDATE_EXCLUSIVE;
        maintain.tables().forEach(table -> add(table.table(), mode, locks));
      }
      case DataStatement.Copy copy -> {
        QualifiedName table = copy.table();
        if (copy.from() && table != null) {
          add(table, LockMode.ROW_EXCLUSIVE, locks);
        }
      }
      case ObjectStatement.Drop drop -> {
        if (drop.concurrently()) {
          drop.objects()
              .forEach(object -> add(object.name(), LockMode.SHARE_UPDATE_EXCLUSIVE, locks));
        }
      }
      case Statement ignored -> {
        // Takes none that users feel, or tells an event trigger.
      }
    }
  }

  private static boolean isFull(SessionStatement.Maintain maintain) {
    return maintain.options().stream().map(Option::name).anyMatch("full"::equalsIgnoreCase);
  }

  /// A lock on an index is told as one on its table.
  private void add(QualifiedName name, LockMode mode, List<LockTaken> locks) {
    Optional<Relation> found = database.relation(name);
    Optional<Relation> table =
        found.flatMap(
            relation -> relation.isIndex() ? database.tableOf(relation) : Optional.of(relation));
    table.ifPresent(relation -> locks.add(new LockTaken(relation, mode, LockEvidence.DERIVED)));
  }
}
