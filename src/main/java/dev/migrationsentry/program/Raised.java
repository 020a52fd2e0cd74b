package dev.migrationsentry.program;

/// A Python exception on its way to a handler. It never leaves the interpreter.
@SuppressWarnings("serial")
public final class Raised extends RuntimeException {
  private final String type;
  private final Value value;

  /// An exception.
  ///
  /// @param type the name of its class, with its module unless it is built in:
  ///   `sqlalchemy.exc.ProgrammingError`, `ValueError`
  /// @param value the exception as the code sees it
  public Raised(String type, String message, Value value) {
    super(message, null, false, false);
    this.type = type;
    this.value = value;
  }

  /// The name of its class.
  public String type() {
    return type;
  }

  /// The exception as the code sees it.
  public Value value() {
    return value;
  }
}
