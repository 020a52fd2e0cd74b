package dev.migrationsentry.log;

/// Fields of error objects in JSON logs, as node-postgres, Hasura and others write them.
final class JsonFields {
  private JsonFields() {}

  /// Whether a field holds an SQLSTATE.
  static boolean isState(JsonLine.Field field) {
    return switch (field.name()) {
      case "code", "sqlState", "sqlstate", "SQLState", "status_code", "pgcode", "sql_state" ->
          SqlStates.isKnown(field.value());
      default -> false;
    };
  }

  /// Adds what a field knows to a failure.
  static void take(FoundFailure failure, JsonLine.Field field) {
    if (isState(field)) {
      failure.sqlState = field.value();
      failure.statePrinted = true;
      return;
    }
    switch (field.name()) {
      case "detail" -> failure.detail = field.value();
      case "hint" -> failure.hint = field.value();
      case "where" -> failure.context = field.value();
      case "table", "column", "constraint" ->
          failure.names.putIfAbsent(field.name(), field.value());
      case "sql", "query", "statement" -> {
        if (failure.statement.isEmpty()) {
          failure.addStatement(field.value());
        }
      }
      case "position" -> {
        if (!field.value().isEmpty()
            && field.value().length() < 9
            && field.value().chars().allMatch(Character::isDigit)) {
          failure.position = Integer.valueOf(field.value());
        }
      }
      default -> {}
    }
  }
}
