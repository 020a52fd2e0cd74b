package dev.migrationsentry.schema;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A way in which a database differs from the structure that it should have.
///
/// @param object what it is about, with its kind: `column public.users.email`
/// @param expected the line of [Description] that should be there, or null when nothing should
/// @param actual the line that is there, or null when nothing is
public record Difference(
    Kind kind, String object, @Nullable String expected, @Nullable String actual) {
  /// How two structures can differ.
  public enum Kind {
    /// It should be there, and is not.
    MISSING,

    /// It is there in another form.
    DIFFERENT,

    /// It is there, and nothing says that it should be.
    BEYOND
  }

  /// The kinds whose objects have two names, that of a table and their own.
  private static final Set<String> WITH_TWO_NAMES =
      Set.of(
          "primary key",
          "unique",
          "check",
          "foreign key",
          "exclude",
          "domain check",
          "rule",
          "trigger",
          "policy");

  /// How an actual schema differs from the expected one, sorted by kind and object. An object of
  /// which the expected schema is not certain is left out.
  public static List<Difference> between(Schema expected, Schema actual) {
    Map<String, String> there = new LinkedHashMap<>();
    Description.of(actual).forEach(line -> there.put(object(line), withoutColumns(line)));
    List<Difference> differences = new ArrayList<>();
    for (String described : Description.of(expected)) {
      String object = object(described);
      String line = withoutColumns(described);
      String found = there.remove(object);
      if (isUncertain(object, expected)) {
        continue;
      }
      if (found == null) {
        differences.add(new Difference(Kind.MISSING, object, line, null));
      } else if (!matches(line, found)) {
        differences.add(new Difference(Kind.DIFFERENT, object, line, found));
      }
    }
    there.forEach(
        (object, line) -> differences.add(new Difference(Kind.BEYOND, object, null, line)));
    withoutParts(differences);
    differences.sort(Comparator.comparing(Difference::kind).thenComparing(Difference::object));
    return differences;
  }

  /// Leaves out the columns of tables that are missing, or beyond, as a whole.
  private static void withoutParts(List<Difference> differences) {
    Set<String> whole = new HashSet<>();
    for (Difference difference : differences) {
      if (difference.kind() != Kind.DIFFERENT && difference.object().startsWith("table ")) {
        whole.add(difference.object().substring("table ".length()));
      }
    }
    differences.removeIf(difference -> {
      boolean column = difference.object().startsWith("column ");
      return column
          && difference.kind() != Kind.DIFFERENT
          && whole.contains(
              difference
                  .object()
                  .substring("column ".length(), difference.object().lastIndexOf('.')));
    });
  }

  /// A table's line without the list of its columns: each of them has a line of its own.
  private static String withoutColumns(String line) {
    int start = line.indexOf(" (");
    boolean table = line.startsWith("table ") || line.startsWith("foreign table ");
    if (!table || start < 0) {
      return line;
    }
    boolean quoted = false;
    for (int at = start; at < line.length(); at++) {
      quoted ^= line.charAt(at) == '"';
      if (!quoted && line.charAt(at) == ')') {
        return line.substring(0, start) + line.substring(at + 1);
      }
    }
    return line;
  }

  /// The object's own name, without schema, table and quotes.
  public String name() {
    String last = object.substring(object.lastIndexOf(' ') + 1);
    String plain = last.substring(last.lastIndexOf('.') + 1);
    return plain.replace("\"", "");
  }

  /// For a column the name of its table, without schema and quotes; else null.
  public @Nullable String table() {
    if (!object.startsWith("column ")) {
      return null;
    }
    String owner = object.substring("column ".length(), object.lastIndexOf('.'));
    return owner.substring(owner.lastIndexOf('.') + 1).replace("\"", "");
  }

  private static boolean isUncertain(String object, Schema schema) {
    if (schema.uncertainty("*") != null) {
      return true;
    }
    Set<String> names = new TreeSet<>(List.of(object.replace("\"", "").split("[ .]", -1)));
    return names.stream().anyMatch(name -> schema.uncertainty(name) != null);
  }

  /// The words of a line that say what it is about: its kind and name, or its kind and both names.
  private static String object(String line) {
    for (String kind : WITH_TWO_NAMES) {
      if (line.startsWith(kind + " ")) {
        return line.substring(0, wordEnd(line, wordEnd(line, kind.length() + 1) + 1));
      }
    }
    if (line.startsWith("function ")
        || line.startsWith("procedure ")
        || line.startsWith("aggregate ")) {
      int end = line.indexOf(')');
      return end < 0 ? line : line.substring(0, end + 1);
    }
    int start = 0;
    while (start < line.length() && isKind(line, start)) {
      start = wordEnd(line, start) + 1;
    }
    return start >= line.length() ? line : line.substring(0, wordEnd(line, start));
  }

  /// Whether the word at a place belongs to the kind and not to the name: names of objects in
  /// schemas have a dot.
  private static boolean isKind(String line, int start) {
    int end = wordEnd(line, start);
    boolean first = start == 0;
    String word = line.substring(start, end);
    return first
        || Set.of("table", "view", "row", "security", "class", "family", "search", "trigger")
            .contains(word);
  }

  private static int wordEnd(String line, int start) {
    boolean quoted = false;
    int at = Math.min(start, line.length());
    while (at < line.length() && (quoted || line.charAt(at) != ' ')) {
      quoted ^= line.charAt(at) == '"';
      at++;
    }
    return at;
  }

  /// Whether a line equals an expected one in which each `?` stands for any type.
  private static boolean matches(String expected, String actual) {
    if (expected.equals(actual)) {
      return true;
    }
    String[] parts = expected.split("\\?", -1);
    int at = 0;
    for (int i = 0; i < parts.length; i++) {
      int found = i == 0 ? (actual.startsWith(parts[0]) ? 0 : -1) : actual.indexOf(parts[i], at);
      if (found < 0) {
        return false;
      }
      at = found + parts[i].length();
    }
    return parts.length > 1 && actual.endsWith(parts[parts.length - 1]);
  }
}
