package dev.migrationsentry.configuration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads what a configuration file says of the gate.
final class GateEntries {
  private static final List<String> KEYS = List.of("database", "variables", "command", "limits");
  private static final int LONGEST_SECONDS = 86_400;

  private GateEntries() {}

  static GateSetting read(Entry gate) {
    Map<String, Entry> fields = gate.fields(KEYS);
    Entry database = fields.get("database");
    Entry variables = fields.get("variables");
    Entry command = fields.get("command");
    Entry limits = fields.get("limits");
    return new GateSetting(
        database == null ? GateSetting.DATABASE : variable(database),
        variables == null
            ? List.of()
            : variables.items().stream().map(GateEntries::variable).toList(),
        command == null ? List.of() : command(command),
        limits == null ? Map.of() : limits(limits),
        gate.place());
  }

  /// The name of a variable, and not its value, which people write by mistake and which may be a
  /// secret.
  private static String variable(Entry entry) {
    String name = entry.written();
    boolean letters =
        !name.isEmpty()
            && name.chars()
                .allMatch(
                    letter -> letter == '_' || (letter < 128 && Character.isLetterOrDigit(letter)));
    if (!letters) {
      throw entry.problem(
          "Write the name of a variable of the environment, for example DATABASE_URL, without $ and without its value.");
    }
    return name;
  }

  /// The words of a command. A text is a line for the shell.
  private static List<String> command(Entry command) {
    if (command.isText()) {
      return List.of("sh", "-c", command.text());
    }
    List<String> words = command.items().stream().map(Entry::text).toList();
    if (words.isEmpty()) {
      throw command.problem(
          "Say the command that runs the migrations, for example [alembic, upgrade, head].");
    }
    return words;
  }

  private static Map<String, Integer> limits(Entry limits) {
    Map<String, Integer> seconds = new LinkedHashMap<>();
    limits
        .fields(GateSetting.LIMITED)
        .forEach((step, entry) -> seconds.put(step, entry.number(1, LONGEST_SECONDS)));
    return seconds;
  }
}
