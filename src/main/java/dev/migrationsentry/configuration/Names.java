package dev.migrationsentry.configuration;

import java.util.ArrayList;
import java.util.List;

/// Names with dots, as they stand in a configuration: `billing.invoices.total`. A part may be in
/// double quotes; without them it means the same, since names are compared as they are written.
final class Names {
  private Names() {}

  /// The parts of a name.
  ///
  /// @throws ConfigurationProblem when one is empty or a quote is not closed
  static List<String> parts(String text, Entry at) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character == '"') {
        boolean doubled = quoted && i + 1 < text.length() && text.charAt(i + 1) == '"';
        if (doubled) {
          part.append('"');
          i++;
        } else {
          quoted = !quoted;
        }
      } else if (character == '.' && !quoted) {
        parts.add(part.toString().strip());
        part.setLength(0);
      } else {
        part.append(character);
      }
    }
    parts.add(part.toString().strip());
    if (quoted || parts.contains("")) {
      throw at.problem(text + " is no name: write schema.table.column, and quotes in pairs.");
    }
    return parts;
  }
}
