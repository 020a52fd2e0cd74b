package dev.migrationsentry.runner;

import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.Placeholder;
import dev.migrationsentry.migration.Script;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.SqlReader;
import dev.migrationsentry.sql.ast.Opaque;
import dev.migrationsentry.sql.ast.SessionStatement;
import dev.migrationsentry.sql.ast.Statement;
import java.util.Locale;

/// Looks for what is no SQL in a migration: psql's commands, the data behind COPY, places that
/// nobody has filled. A server would refuse it, or worse, take it for something else.
final class PlainText {
  private PlainText() {}

  /// @throws Steps.Unsupported with the place of the first such thing
  static void check(Migration migration) throws Steps.Unsupported {
    String unreadable = migration.unreadable();
    Script script = migration.up();
    if (unreadable != null || script.program() != null) {
      throw new Steps.Unsupported(
          migration.file().path()
              + " "
              + (unreadable == null ? "is a migration in code" : unreadable)
              + ", which only its own runner can run.");
    }
    for (Placeholder placeholder : script.placeholders()) {
      if (placeholder.value() == null) {
        throw new Steps.Unsupported(
            placeholder.span()
                + " has the placeholder "
                + placeholder.name()
                + ", for which no value is given; give it with --placeholder "
                + placeholder.name()
                + "=VALUE.");
      }
    }
    for (Statement statement : script.statements()) {
      if (Steps.isOverTheWire(statement)) {
        throw new Steps.Unsupported(
            statement.span()
                + " copies from or to the client, which psql can and a migration's text can't: write INSERT statements, or read the data from a file of the server.");
      }
    }
    for (Statement statement : script.statements()) {
      if (statement instanceof SessionStatement.SetVariable set
          && set.name().equalsIgnoreCase("datestyle")
          && !set.span().text().toLowerCase(Locale.ROOT).contains("iso")) {
        throw new Steps.Unsupported(
            set.span()
                + " sets DateStyle to something else than ISO, with which the connection of this program does not work; write dates as 2026-01-31, or with to_date.");
      }
    }
    for (Span message : script.messages()) {
      for (Statement statement : SqlReader.read(message.file(), message.start(), message.end())) {
        if (statement instanceof Opaque opaque
            && opaque.failure() != null
            && opaque.failure().at().text().startsWith("\\")) {
          throw new Steps.Unsupported(
              opaque.failure().at()
                  + " is a command of psql, which PostgreSQL itself does not know; take it out, or run the file with psql.");
        }
      }
    }
  }
}
