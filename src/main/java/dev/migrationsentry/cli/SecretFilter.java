package dev.migrationsentry.cli;

import dev.migrationsentry.catalog.DatabaseProblem;
import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.catalog.Secrets;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Messages without the passwords that stand in the command line and the environment, whoever wrote
/// them: a URL in the wrong place is repeated as a folder that does not exist.
final class SecretFilter extends OutputStream {
  private final PrintStream out;
  private final List<UnaryOperator<String>> filters;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  private SecretFilter(PrintStream out, List<UnaryOperator<String>> filters) {
    this.out = out;
    this.filters = filters;
  }

  /// A terminal whose messages pass through a filter.
  static Terminal of(Terminal terminal, List<String> arguments) {
    List<UnaryOperator<String>> filters = new ArrayList<>();
    for (String argument : arguments) {
      String value =
          argument.startsWith("--") ? argument.substring(argument.indexOf('=') + 1) : argument;
      if (DatabaseUrl.isWritten(value)) {
        filters.add(filter(value, terminal.environment()));
      }
    }
    String url = terminal.environment().get(DatabaseOptions.VARIABLE);
    if (url != null) {
      filters.add(filter(url, terminal.environment()));
    }
    return filters.isEmpty()
        ? terminal
        : new Terminal(
            terminal.out(),
            new PrintStream(
                new SecretFilter(terminal.err(), filters), true, StandardCharsets.UTF_8),
            terminal.coloured(),
            terminal.environment());
  }

  private static UnaryOperator<String> filter(String written, Map<String, String> environment) {
    try {
      DatabaseUrl url = DatabaseUrl.parse(written, environment);
      // Made once, since every line passes through it.
      Secrets secrets = Secrets.of(url.secrets(), url.words());
      String shown = url.toString();
      return text -> secrets.redact(text.replace(written, shown));
    } catch (DatabaseProblem unreadable) {
      return text -> text.replace(written, "***");
    }
  }

  @Override
  public void write(int letter) {
    line.write(letter);
    if (letter == '\n') {
      flushLine();
    }
  }

  @Override
  public void close() {
    flushLine();
    out.flush();
  }

  private void flushLine() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    for (UnaryOperator<String> filter : filters) {
      text = filter.apply(text);
    }
    out.print(text);
    out.flush();
  }
}
