package dev.migrationsentry.framework;

import java.util.List;

/// The text of a new migration, as each runner wants it.
final class MigrationText {
  private MigrationText() {}

  /// Who a revision of Alembic is.
  ///
  /// @param id its own id
  /// @param parents what is written behind `down_revision =`, in Python
  /// @param revises the same for people
  record Identity(String id, String parents, String revises) {}

  /// A migration in SQL.
  ///
  /// @param comments lines that are put before the statements
  /// @param statements without semicolons
  /// @param outside whether it asks for no transaction around it, where the runner knows a marker
  static String sql(
      String framework, List<String> comments, List<String> statements, boolean outside) {
    StringBuilder text = new StringBuilder();
    text.append(
        switch (framework) {
          case "goose" -> (outside ? "-- +goose NO TRANSACTION\n" : "") + "-- +goose Up\n";
          case "sql-migrate" -> outside ? "-- +migrate Up notransaction\n" : "-- +migrate Up\n";
          case "dbmate" -> outside ? "-- migrate:up transaction:false\n" : "-- migrate:up\n";
          case "node-pg-migrate" -> "-- Up Migration\n";
          case "sqlx" -> outside ? "-- no-transaction\n" : "";
          case "sql-directory" -> outside ? "-- no_tx\n" : "";
          case "postgres-migrations" ->
              outside ? "-- postgres-migrations disable-transaction\n" : "";
          default -> "";
        });
    comments.forEach(line -> text.append("-- ").append(line).append('\n'));
    for (String statement : statements) {
      boolean body = statement.contains("$$");
      text.append(body && framework.equals("goose") ? "-- +goose StatementBegin\n" : "");
      text.append(body && framework.equals("sql-migrate") ? "-- +migrate StatementBegin\n" : "");
      text.append(statement).append(";\n");
      text.append(body && framework.equals("goose") ? "-- +goose StatementEnd\n" : "");
      text.append(body && framework.equals("sql-migrate") ? "-- +migrate StatementEnd\n" : "");
    }
    text.append(
        switch (framework) {
          case "goose" -> "\n-- +goose Down\n";
          case "sql-migrate" -> "\n-- +migrate Down\n";
          case "dbmate" -> "\n-- migrate:down\n";
          case "node-pg-migrate" -> "\n-- Down Migration\n";
          default -> "";
        });
    return text.toString();
  }

  /// A revision of Alembic.
  ///
  /// @param outside whether each statement commits by itself, outside of the transaction
  static String revision(
      Identity identity,
      String title,
      List<String> comments,
      List<String> statements,
      boolean outside) {
    StringBuilder text = new StringBuilder();
    text.append("\"\"\"").append(title.replace('_', ' ')).append("\n\n");
    comments.forEach(line -> text.append(line.replace("\\", "\\\\")).append('\n'));
    text.append("\nRevision ID: ").append(identity.id());
    text.append("\nRevises: ").append(identity.revises());
    text.append("\n\n\"\"\"\nfrom alembic import op\n\n");
    text.append("revision = '").append(identity.id());
    text.append("'\ndown_revision = ").append(identity.parents());
    text.append("\nbranch_labels = None\ndepends_on = None\n\n\ndef upgrade():\n");
    String indent = outside ? "        " : "    ";
    text.append(outside ? "    with op.get_context().autocommit_block():\n" : "");
    for (String statement : statements) {
      text.append(indent).append("op.execute(\n");
      text.append(indent).append("    \"\"\"\n").append(indent).append("    ");
      text.append(statement.replace("\\", "\\\\").replace("\"\"\"", "\\\"\\\"\\\""));
      text.append("\n").append(indent).append("    \"\"\"\n").append(indent).append(")\n");
    }
    text.append(statements.isEmpty() ? indent + "pass\n" : "");
    text.append("\n\ndef downgrade():\n    pass\n");
    return text.toString();
  }
}
