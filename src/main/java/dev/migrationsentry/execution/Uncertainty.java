package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What is not known any more after a statement that was not understood.
final class Uncertainty {
  private Uncertainty() {}

  /// The database after a statement that may or may not have done something: every name that it
  /// mentions is uncertain.
  static Database after(Statement statement, Database before, String why) {
    Schema schema = before.schema();
    for (String name : names(statement.span().text())) {
      schema = schema.withUncertain(Possible.isOpen(name) ? "*" : name, why);
    }
    return before.with(schema);
  }

  /// The words of a text that may be names, folded as the server folds them; those inside of quotes
  /// and comments too.
  static List<String> names(String text) {
    List<String> names = new ArrayList<>();
    int start = -1;
    for (int i = 0; i <= text.length(); i++) {
      boolean inside = i < text.length() && Character.isUnicodeIdentifierPart(text.charAt(i));
      if (inside && start < 0) {
        start = i;
      } else if (!inside && start >= 0) {
        String word = text.substring(start, i);
        names.add(Name.truncate(word));
        String folded = word.toLowerCase(Locale.ROOT);
        if (!folded.equals(word)) {
          names.add(Name.truncate(folded));
        }
        start = -1;
      }
    }
    return names;
  }
}
