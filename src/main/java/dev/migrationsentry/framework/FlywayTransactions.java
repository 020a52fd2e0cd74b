package dev.migrationsentry.framework;

import dev.migrationsentry.migration.Note;
import dev.migrationsentry.migration.NoteKind;
import dev.migrationsentry.migration.Script;
import dev.migrationsentry.migration.TransactionMode;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Statement;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Decides as Flyway does whether a migration runs in a transaction: its `.conf` file, else its
/// statements (Flyway's `ParserSqlScript` and the expressions of `PostgreSQLParser`, which look at
/// the first words of each statement, so this does too).
final class FlywayTransactions {
  private FlywayTransactions() {}

  static HistoryReader.Mode of(Script up, FlywaySettings settings, Project project) {
    TransactionMode usual =
        settings.group() ? TransactionMode.PER_RUN : TransactionMode.PER_MIGRATION;
    String conf = up.file().path() + ".conf";
    int slash = conf.lastIndexOf('/');
    Folder folder = project.folder(slash < 0 ? "" : conf.substring(0, slash));
    if (folder != null && folder.has(conf.substring(slash + 1))) {
      SourceFile file = new SourceFile(conf, project.load(conf).text());
      Map<String, String> own = SettingsText.properties(file.text());
      String wish = own.get("executeInTransaction");
      if (wish != null) {
        return wish.equalsIgnoreCase("true")
            ? new HistoryReader.Mode(usual, null, List.of())
            : new HistoryReader.Mode(
                TransactionMode.PER_STATEMENT, HistoryReader.whole(file), List.of());
      }
    }
    if (!settings.inTransaction()) {
      return new HistoryReader.Mode(TransactionMode.PER_STATEMENT, null, List.of());
    }
    Span outside = null;
    Span inside = null;
    for (Statement statement : up.statements()) {
      if (OutsideTransaction.needs(statement.span())) {
        outside = outside == null ? statement.span() : outside;
      } else {
        inside = inside == null ? statement.span() : inside;
      }
    }
    if (outside == null) {
      return new HistoryReader.Mode(usual, null, List.of());
    }
    return new HistoryReader.Mode(
        TransactionMode.PER_STATEMENT, outside, mixture(outside, inside, settings));
  }

  private static List<Note> mixture(Span outside, @Nullable Span inside, FlywaySettings settings) {
    if (inside == null || settings.mixed()) {
      return List.of();
    }
    return List.of(
        new Note(
            NoteKind.REFUSED,
            List.of(outside, inside),
            outside.file().path()
                + " has statements that need a transaction beside one that can't run in one; Flyway"
                + " stops there (\"Detected both transactional and non-transactional statements\")"
                + " unless its setting mixed is on"));
  }
}
