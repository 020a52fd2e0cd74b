package dev.migrationsentry.ledger;

import dev.migrationsentry.sql.ast.AccessStatement;
import dev.migrationsentry.sql.ast.DataStatement;
import dev.migrationsentry.sql.ast.DatabaseStatement;
import dev.migrationsentry.sql.ast.ObjectStatement;
import dev.migrationsentry.sql.ast.Query;
import dev.migrationsentry.sql.ast.SchemaStatement;
import dev.migrationsentry.sql.ast.SessionStatement;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.sql.ast.ViewStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Which statements may fail in a new database without making its schema another one than that of
/// the database in which they worked: those that handle rows, rights and owners, and those that
/// make what is there already.
final class MayFail {
  private static final String DUPLICATE_SCHEMA = "42P06";
  private static final String UNDEFINED_OBJECT = "42704";

  private final List<String> extensions = new ArrayList<>();

  /// Remembers that an extension is not to be had.
  void extension(String name) {
    extensions.add(name);
  }

  /// Whether the failure of a statement means nothing.
  boolean is(Statement statement, SQLException failure) {
    String state = failure.getSQLState();
    String message = String.valueOf(failure.getMessage());
    if (UNDEFINED_OBJECT.equals(state) && message.contains("role \"")) {
      return true;
    }
    return switch (statement) {
      case DataStatement ignored -> true;
      case Query ignored -> true;
      case AccessStatement ignored -> true;
      case DatabaseStatement ignored -> true;
      case ViewStatement.RefreshMaterializedView ignored -> true;
      case ObjectStatement.Comment ignored -> true;
      case ObjectStatement.SecurityLabel ignored -> true;
      case ObjectStatement.SetOwner ignored -> true;
      case SchemaStatement.CreateSchema ignored -> DUPLICATE_SCHEMA.equals(state);
      case SchemaStatement.CreateExtension extension -> {
        extension(extension.name().stored());
        yield true;
      }
      case SessionStatement.SetVariable setting ->
          !setting.name().equalsIgnoreCase("search_path") && !setting.name().equals("role");
      case SessionStatement ignored -> true;
      case Statement ignored -> false;
    };
  }

  /// Why a statement could not be run, as a sentence part.
  String told(Statement statement, SQLException failure) {
    String said = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    return statement.span().file().path()
        + ":"
        + statement.span().line()
        + " does not run on a new PostgreSQL: "
        + said
        + (extensions.isEmpty()
            ? ""
            : " (not to be had there: "
                + String.join(", ", extensions.stream().distinct().toList())
                + ")");
  }
}
