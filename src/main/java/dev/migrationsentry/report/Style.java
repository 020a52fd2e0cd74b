package dev.migrationsentry.report;

/// Colours on a terminal, or none.
///
/// @param coloured whether ANSI escape sequences are wanted (ECMA-48, section 8.3.117)
public record Style(boolean coloured) {
  /// An error: red.
  public String red(String text) {
    return sequence("31;1", text);
  }

  /// A warning: yellow.
  public String yellow(String text) {
    return sequence("33;1", text);
  }

  /// What matters most: bold.
  public String bold(String text) {
    return sequence("1", text);
  }

  /// What matters least: faint.
  public String faint(String text) {
    return sequence("2", text);
  }

  private String sequence(String code, String text) {
    return coloured && !text.isEmpty() ? "\033[" + code + "m" + text + "\033[0m" : text;
  }
}
