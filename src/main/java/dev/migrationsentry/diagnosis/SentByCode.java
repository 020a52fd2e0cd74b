package dev.migrationsentry.diagnosis;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.Script;
import dev.migrationsentry.rehearsal.Comparison.Predicted;
import dev.migrationsentry.rehearsal.Prediction;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.timeline.Sent;
import dev.migrationsentry.timeline.World;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/// A history in which migrations that are code are replaced by the statements that they are
/// predicted to send, one message each, so that a server can be sent the same without the project's
/// own program.
final class SentByCode {
  private SentByCode() {}

  /// Replaces them; a history of texts stays as it is.
  static History in(History history, Origin origin) {
    if (history.migrations().stream().allMatch(one -> one.up().program() == null)) {
      return history;
    }
    World world = origin.world(history);
    IdentityHashMap<Migration, List<Statement>> sent = new IdentityHashMap<>();
    for (Sent applied : world.applied()) {
      sent.put(applied.migration(), applied.statements());
    }
    Prediction prediction = Prediction.of(history, world);
    List<Migration> migrations = new ArrayList<>();
    for (Migration migration : history.migrations()) {
      List<Statement> statements =
          sent.containsKey(migration)
              ? sent.get(migration)
              : prediction.of(migration).stream().map(Predicted::statement).toList();
      migrations.add(migration.up().program() == null ? migration : text(migration, statements));
    }
    return new History(
        history.path(),
        history.runner(),
        migrations,
        history.notes(),
        history.ignored(),
        history.reference(),
        history.graph(),
        history.beside());
  }

  private static Migration text(Migration migration, List<Statement> statements) {
    Script script =
        new Script(
            migration.up().range(),
            statements,
            List.of(),
            statements.stream().map(Statement::span).toList());
    return new Migration(
        migration.id(),
        migration.title(),
        migration.kind(),
        migration.version(),
        migration.parents(),
        script,
        null,
        migration.transaction(),
        migration.transactionMarker(),
        migration.unreadable());
  }
}
