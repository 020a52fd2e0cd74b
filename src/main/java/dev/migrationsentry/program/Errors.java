package dev.migrationsentry.program;

import dev.migrationsentry.source.Span;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The exception classes of Python itself (Python Library Reference, "Exception hierarchy").
final class Errors {
  private static final Map<String, String> BASES =
      Map.ofEntries(
          Map.entry("Exception", "BaseException"),
          Map.entry("SystemExit", "BaseException"),
          Map.entry("KeyboardInterrupt", "BaseException"),
          Map.entry("ArithmeticError", "Exception"),
          Map.entry("ZeroDivisionError", "ArithmeticError"),
          Map.entry("OverflowError", "ArithmeticError"),
          Map.entry("AssertionError", "Exception"),
          Map.entry("AttributeError", "Exception"),
          Map.entry("ImportError", "Exception"),
          Map.entry("ModuleNotFoundError", "ImportError"),
          Map.entry("LookupError", "Exception"),
          Map.entry("IndexError", "LookupError"),
          Map.entry("KeyError", "LookupError"),
          Map.entry("NameError", "Exception"),
          Map.entry("UnboundLocalError", "NameError"),
          Map.entry("OSError", "Exception"),
          Map.entry("IOError", "Exception"),
          Map.entry("EnvironmentError", "Exception"),
          Map.entry("FileNotFoundError", "OSError"),
          Map.entry("PermissionError", "OSError"),
          Map.entry("FileExistsError", "OSError"),
          Map.entry("RuntimeError", "Exception"),
          Map.entry("NotImplementedError", "RuntimeError"),
          Map.entry("RecursionError", "RuntimeError"),
          Map.entry("StopIteration", "Exception"),
          Map.entry("TypeError", "Exception"),
          Map.entry("ValueError", "Exception"),
          Map.entry("UnicodeError", "ValueError"),
          Map.entry("UnicodeDecodeError", "UnicodeError"),
          Map.entry("Warning", "Exception"),
          Map.entry("UserWarning", "Warning"),
          Map.entry("DeprecationWarning", "Warning"));

  private Errors() {}

  static boolean isBuiltIn(String name) {
    return name.equals("BaseException") || BASES.containsKey(name);
  }

  /// Whether a class is another one or derives from it; both built in.
  static boolean derives(String name, String from) {
    for (@Nullable String at = name; at != null; at = BASES.get(at)) {
      if (at.equals(from)) {
        return true;
      }
    }
    return false;
  }

  /// An error that Python itself raises.
  static Raised raised(String type, String message, Span span) {
    Value text = Value.Text.of(message, span);
    return new Raised(type, message, new Value.Construct(type, Arguments.of(text), span));
  }
}
