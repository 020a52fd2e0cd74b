package dev.migrationsentry.remedy;

import dev.migrationsentry.framework.PlacedMigration;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.remedy.Sources.Replacement;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.IndexStatement;
import dev.migrationsentry.sql.ast.Statement;
import java.util.ArrayList;
import java.util.List;

/// Moves CREATE INDEX CONCURRENTLY into a migration of its own that asks for no transaction.
final class SplitConcurrently implements Remedying {
  private static final String PREVENTION =
      "\"migration-sentry check\" names a CONCURRENTLY that would run in a transaction.";

  @Override
  public List<Remedy> propose(Ailment ailment, Sources sources) {
    if (!(ailment instanceof Ailment.Failing failing)
        || !failing.error().sqlState().equals("25001")
        || failing.migration().up().program() != null) {
      return List.of();
    }
    Migration migration = failing.migration();
    List<Statement> moved = new ArrayList<>();
    for (Statement statement : migration.up().statements()) {
      boolean concurrent =
          statement instanceof IndexStatement.CreateIndex index && index.concurrently();
      if (concurrent && statement.span().file() == migration.file()) {
        moved.add(statement);
      }
    }
    if (moved.isEmpty() || moved.size() == migration.up().statements().size()) {
      return List.of();
    }
    PlacedMigration.Content content =
        new PlacedMigration.Content(
            moved.size() == 1 ? "create_index_concurrently" : "create_indexes_concurrently",
            List.of("From " + migration.title() + ": this can't run in a transaction."),
            moved.stream().map(one -> one.span().text()).toList(),
            true);
    List<Replacement> removed = new ArrayList<>();
    moved.forEach(one -> removed.add(Replacement.of(withSemicolon(one.span()), "")));
    List<Remedy> remedies = new ArrayList<>();
    for (PlacedMigration draft : PlacedMigration.after(failing.history(), migration, content)) {
      List<FileChange> files = Guards.files(draft, removed, sources);
      if (files != null) {
        remedies.add(
            Remedy.ofFiles(
                id(),
                "Move "
                    + (moved.size() == 1
                        ? "the CREATE INDEX CONCURRENTLY"
                        : moved.size() + " CREATE INDEX CONCURRENTLY")
                    + " of "
                    + migration.title()
                    + " into a migration of its own, outside of a transaction.",
                files,
                "What the index is for comes one migration later. A CONCURRENTLY that fails leaves"
                    + " an invalid index behind, which has to be dropped before the next try."
                    + (failing.history().runner().assumed()
                        ? " Your runner has to know the marker: "
                            + failing.history().runner().optOut()
                            + "."
                        : ""),
                "Put the statement back before either has run.",
                "",
                PREVENTION));
      }
    }
    return remedies;
  }

  /// A statement with the semicolon and the end of the line behind it.
  private static Span withSemicolon(Span span) {
    String text = span.file().text();
    int end = span.end();
    while (end < text.length() && Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    if (end < text.length() && text.charAt(end) == ';') {
      end++;
      end += end < text.length() && text.charAt(end) == '\n' ? 1 : 0;
      return span.file().span(span.start(), end);
    }
    return span;
  }
}
