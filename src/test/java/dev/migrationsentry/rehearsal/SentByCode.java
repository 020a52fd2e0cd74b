package dev.migrationsentry.rehearsal;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.Script;
import dev.migrationsentry.rehearsal.Comparison.Predicted;
import dev.migrationsentry.sql.ast.Statement;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// A history in which migrations that are code are replaced by the statements that they are
/// predicted to send, one message each, so that a server can be sent the same. Where the server
/// answers another thing than predicted, that is found at once; what the code would have sent then
/// is not.
final class SentByCode {
  private SentByCode() {}

  /// Replaces them; the predictions are then those of the new migrations.
  static History in(History history, Map<Migration, List<Predicted>> predicted) {
    List<Migration> migrations = new ArrayList<>();
    IdentityHashMap<Migration, List<Predicted>> moved = new IdentityHashMap<>();
    for (Migration migration : history.migrations()) {
      if (migration.up().program() == null) {
        migrations.add(migration);
        continue;
      }
      List<Predicted> sent = predicted.getOrDefault(migration, List.of());
      Migration text = replaced(migration, sent.stream().map(Predicted::statement).toList());
      migrations.add(text);
      moved.put(text, sent);
    }
    predicted.putAll(moved);
    return new History(
        history.path(),
        history.runner(),
        migrations,
        history.notes(),
        history.ignored(),
        history.reference(),
        history.graph());
  }

  private static Migration replaced(Migration migration, List<Statement> statements) {
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
