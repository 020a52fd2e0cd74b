package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Index;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.schema.View;
import dev.migrationsentry.sql.ast.IndexStatement;
import dev.migrationsentry.sql.ast.QualifiedName;
import java.util.Locale;

/// REINDEX: the server's `ExecReindex`. It changes nothing that the model knows of.
final class Reindexing {
  private Reindexing() {}

  static void execute(IndexStatement.Reindex statement, Draft draft) {
    if (statement.concurrently()) {
      Transactions.forbid(draft, "REINDEX CONCURRENTLY", statement.span());
    }
    QualifiedName name = statement.name();
    switch (statement.kind()) {
      case "index" -> {
        if (name != null && isOfSystem(name)) {
          return;
        }
        if (name != null && !(draft.names().relation(name) instanceof Index)) {
          throw Errors.wrongKind(name.name(), "is not an index", name.span());
        }
      }
      case "table" -> {
        if (name != null && !isOfSystem(name)) {
          table(draft.names().relation(name), name, statement, draft);
        }
      }
      default -> {
        String words = "REINDEX " + statement.kind().toUpperCase(Locale.ROOT);
        Transactions.forbid(draft, words, statement.span());
        if (name != null && statement.kind().equals("schema")) {
          draft.names().namespace(name.name(), name.span());
        } else if (name != null) {
          throw new Undecided("the name of the database is not known");
        }
      }
    }
  }

  /// A relation of the system: which indexes these have is not modelled, and nobody drops them.
  private static boolean isOfSystem(QualifiedName name) {
    String qualifier = name.qualifier();
    return name.name().startsWith("pg_") && (qualifier == null || qualifier.equals(Names.CATALOG));
  }

  private static void table(
      Relation relation, QualifiedName name, IndexStatement.Reindex statement, Draft draft) {
    boolean fits =
        relation instanceof Table || (relation instanceof View view && view.materialized());
    if (!fits) {
      throw Errors.wrongKind(name.name(), "is not a table or materialized view", name.span());
    }
    if (relation instanceof Table table && table.partitioning() != null) {
      Transactions.forbid(draft, "REINDEX TABLE", statement.span());
    }
  }
}
