package dev.migrationsentry.ledger;

import dev.migrationsentry.schema.Difference;
import dev.migrationsentry.timeline.Introductions;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which migration should have made an object.
final class MadeBy {
  /// The kinds whose objects have two names, that of a table and their own.
  private static final Set<String> OF_TABLES =
      Set.of(
          "primary key", "unique", "check", "foreign key", "exclude", "trigger", "policy", "rule");

  private MadeBy() {}

  /// The statement that brings in an object; where it is not known, the one that brings in its
  /// table: names of keys and indexes are often made by the server.
  static Introductions.@Nullable Introduction introduction(
      Difference difference, List<Introductions> all) {
    Introductions.Introduction found = last(difference, all);
    String table = found == null ? table(difference) : null;
    return table == null
        ? found
        : last(new Difference(Difference.Kind.MISSING, "table " + table, null, null), all);
  }

  private static Introductions.@Nullable Introduction last(
      Difference difference, List<Introductions> all) {
    for (Introductions introductions : all) {
      Introductions.Introduction found = introductions.last(difference);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /// The table of an object that is named with it, or of a column or index; else null.
  private static @Nullable String table(Difference difference) {
    String object = difference.object();
    if (object.startsWith("column ")) {
      return object.substring("column ".length(), object.lastIndexOf('.'));
    }
    for (String kind : OF_TABLES) {
      if (object.startsWith(kind + " ")) {
        String names = object.substring(kind.length() + 1);
        int end = names.indexOf(' ');
        return end < 0 ? null : names.substring(0, end);
      }
    }
    String expected = difference.expected();
    if (object.startsWith("index ") && expected != null && expected.startsWith(object + " on ")) {
      String rest = expected.substring(object.length() + " on ".length());
      return rest.substring(0, rest.indexOf(' '));
    }
    return null;
  }
}
