package dev.migrationsentry.sql.ast;

import dev.migrationsentry.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Statements whose definition is a query: views, materialized views, CREATE TABLE AS, rules.
public sealed interface ViewStatement extends Statement {

  /// `CREATE [OR REPLACE] [TEMP] [RECURSIVE] VIEW name (columns) AS query`.
  ///
  /// @param checkOption `local` or `cascaded` for `WITH … CHECK OPTION`, or null
  record CreateView(
      boolean orReplace,
      boolean temporary,
      boolean recursive,
      QualifiedName view,
      List<Name> columns,
      List<Option> options,
      Query query,
      @Nullable String checkOption,
      Span span)
      implements ViewStatement {
    public CreateView {
      columns = List.copyOf(columns);
      options = List.copyOf(options);
    }
  }

  /// `CREATE TABLE name (columns) AS query`, and with kind MATERIALIZED_VIEW `CREATE MATERIALIZED
  /// VIEW`. SELECT INTO is a [Query] with `into`.
  ///
  /// @param accessMethod the method of USING, or null
  /// @param options the storage parameters in WITH
  /// @param onCommit `preserve rows`, `delete rows`, `drop`, or null
  /// @param execute `AS EXECUTE name` instead of a query: then `query` is null
  record CreateTableAs(
      ObjectKind kind,
      CreateTable.Persistence persistence,
      boolean ifNotExists,
      QualifiedName table,
      List<Name> columns,
      @Nullable Name accessMethod,
      List<Option> options,
      @Nullable String onCommit,
      @Nullable Name tablespace,
      @Nullable Query query,
      @Nullable Name execute,
      boolean withData,
      Span span)
      implements ViewStatement {
    public CreateTableAs {
      columns = List.copyOf(columns);
      options = List.copyOf(options);
    }
  }

  /// `REFRESH MATERIALIZED VIEW [CONCURRENTLY] view [WITH NO DATA]`.
  record RefreshMaterializedView(
      boolean concurrently, QualifiedName view, boolean withData, Span span)
      implements ViewStatement {}

  /// `CREATE [OR REPLACE] RULE name AS ON event TO table …`; `actions` is empty for NOTHING.
  ///
  /// @param event `select`, `insert`, `update` or `delete`
  record CreateRule(
      boolean orReplace,
      Name name,
      String event,
      QualifiedName table,
      @Nullable Expression where,
      boolean instead,
      List<Statement> actions,
      Span span)
      implements ViewStatement {
    public CreateRule {
      actions = List.copyOf(actions);
    }
  }
}
