package dev.migrationsentry.alembic;

/// An error that Alembic or SQLAlchemy raises instead of sending an operation. [Operations] turns
/// it into one of the code.
@SuppressWarnings("serial")
final class PythonError extends RuntimeException {
  private final String type;

  /// @param type the class with its module: `sqlalchemy.exc.CompileError`
  PythonError(String type, String message) {
    super(message, null, false, false);
    this.type = type;
  }

  /// The class with its module.
  String type() {
    return type;
  }
}
