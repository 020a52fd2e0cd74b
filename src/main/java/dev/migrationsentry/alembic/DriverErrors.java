package dev.migrationsentry.alembic;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The exception classes of SQLAlchemy, and which of them psycopg2's answers become.
final class DriverErrors {
  /// The class of an error that may or may not occur: every handler of a statement's errors may
  /// catch it.
  static final String ANY = "sqlalchemy.exc.?";

  private static final Map<String, String> BASES =
      Map.ofEntries(
          Map.entry("ProgrammingError", "DatabaseError"),
          Map.entry("OperationalError", "DatabaseError"),
          Map.entry("IntegrityError", "DatabaseError"),
          Map.entry("InternalError", "DatabaseError"),
          Map.entry("DataError", "DatabaseError"),
          Map.entry("NotSupportedError", "DatabaseError"),
          Map.entry("DatabaseError", "DBAPIError"),
          Map.entry("InterfaceError", "DBAPIError"),
          Map.entry("DBAPIError", "StatementError"),
          Map.entry("StatementError", "SQLAlchemyError"),
          Map.entry("NoSuchTableError", "InvalidRequestError"),
          Map.entry("InvalidRequestError", "SQLAlchemyError"),
          Map.entry("ResourceClosedError", "InvalidRequestError"),
          Map.entry("NoResultFound", "InvalidRequestError"),
          Map.entry("CompileError", "SQLAlchemyError"),
          Map.entry("ArgumentError", "SQLAlchemyError"),
          Map.entry("ObjectNotExecutableError", "ArgumentError"));

  private DriverErrors() {}

  /// The class that psycopg2 gives an error by its state (`exception_from_sqlstate` in
  /// `psycopg/pqpath.c`), as SQLAlchemy wraps it.
  static String of(String sqlState) {
    String name =
        switch (sqlState.substring(0, 2)) {
          case "0A" -> "NotSupportedError";
          case "20", "21", "3D", "3F", "42", "44" -> "ProgrammingError";
          case "22" -> "DataError";
          case "23" -> "IntegrityError";
          case "24", "25", "2B", "2D", "2F", "38", "39", "3B", "F0", "P0", "XX" -> "InternalError";
          case "26", "27", "28", "34", "40", "53", "54", "55", "57", "58", "HV" ->
              "OperationalError";
          default -> "DatabaseError";
        };
    return "sqlalchemy.exc." + name;
  }

  /// Whether a handler's class is the class of an error or above it.
  static boolean catches(String handler, String raised) {
    if (!handler.startsWith("sqlalchemy") || !raised.startsWith("sqlalchemy")) {
      return handler.equals(raised);
    }
    String wanted = last(handler);
    if (raised.equals(ANY)) {
      return BASES.containsKey(wanted) || wanted.equals("SQLAlchemyError");
    }
    for (@Nullable String at = last(raised); at != null; at = BASES.get(at)) {
      if (at.equals(wanted)) {
        return true;
      }
    }
    return false;
  }

  private static String last(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
