package dev.migrationsentry.migration;

import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Statement;
import java.util.List;

/// A text that the runner sends to the database: a file, or a section of one.
///
/// @param range the text, without the section's marker lines
/// @param statements its statements in the order of the text
/// @param placeholders the places that a template engine replaces, in the order of the text
public record Script(Span range, List<Statement> statements, List<Placeholder> placeholders) {
  /// Copies the lists.
  public Script {
    statements = List.copyOf(statements);
    placeholders = List.copyOf(placeholders);
  }

  /// The file that holds the text.
  public SourceFile file() {
    return range.file();
  }
}
