package dev.migrationsentry.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What runners, drivers and platforms say, by the resource `runner-messages.txt`.
final class RunnerMessages {
  /// What a text of a runner is.
  enum Kind {
    FAILURE,
    BLOCKED,
    REMARK,
    BEGINS,
    NAMES,
    STATE,
    SUCCESS
  }

  /// One text.
  record Known(Kind kind, String signal, String tool, Template template) {}

  /// A text in a line.
  record Found(Known known, Template.Match match, int start) {}

  private static final List<Known> ALL = read();

  /// What a line must hold to hold any of these. As they are written: an `OK` in small letters
  /// stands in "took" and "token", and so in most lines of many logs.
  static final Triggers TRIGGERS = Triggers.asWritten(anchors());

  private RunnerMessages() {}

  private static List<Known> read() {
    List<Known> known = new ArrayList<>();
    for (String line : Messages.lines("runner-messages.txt")) {
      String[] words = line.split(" ", 4);
      known.add(
          new Known(
              Kind.valueOf(words[0].toUpperCase(Locale.ROOT)),
              words[1],
              words[2],
              Template.of(words[3])));
    }
    return List.copyOf(known);
  }

  /// Texts of which a line must hold one to hold any of these.
  private static List<String> anchors() {
    return ALL.stream().map(known -> known.template().trigger()).distinct().toList();
  }

  /// All texts that a line holds, in the order of the resource.
  static List<Found> in(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    if (!TRIGGERS.in(bytes, 0, bytes.length)) {
      return List.of();
    }
    List<Found> found = new ArrayList<>();
    for (Known known : ALL) {
      Found one = find(known, line);
      if (one != null) {
        found.add(one);
      }
    }
    return found;
  }

  private static @Nullable Found find(Known known, String line) {
    Template template = known.template();
    if (line.indexOf(template.anchor()) < 0) {
      return null;
    }
    String first = template.literals().getFirst();
    boolean open = first.isEmpty();
    String sought = open ? template.literals().get(1) : first;
    for (int at = line.indexOf(sought); at >= 0; at = line.indexOf(sought, at + 1)) {
      int start = open ? wordStart(line, at) : at;
      Template.Match match = template.at(line, start);
      if (match != null && isSensible(known, match)) {
        return new Found(known, match, start);
      }
    }
    return null;
  }

  private static int wordStart(String line, int end) {
    int at = end;
    while (at > 0 && " \t\"'`".indexOf(line.charAt(at - 1)) < 0) {
      at--;
    }
    return at;
  }

  /// A migration's name holds a digit, or is a file or marked as a name: "Running migration now"
  /// names none.
  private static boolean isSensible(Known known, Template.Match match) {
    String version = match.values().getOrDefault("version", "");
    String migration = match.values().get("migration");
    if (known.kind() == Kind.BEGINS && !version.isEmpty()) {
      return version.chars().allMatch(Character::isDigit);
    }
    if (migration == null || known.tool().equals("liquibase")) {
      return true;
    }
    return migration.chars().anyMatch(Character::isDigit)
        || migration.indexOf('_') >= 0
        || migration.indexOf('.') > 0
        || (known.kind() == Kind.NAMES
            && !known.tool().equals("migration")
            && !known.tool().equals("flyway"));
  }
}
