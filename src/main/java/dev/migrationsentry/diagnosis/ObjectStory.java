package dev.migrationsentry.diagnosis;

import dev.migrationsentry.log.Failure;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.timeline.Introductions;
import dev.migrationsentry.timeline.Introductions.Introduction;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where a history brings in the object that a failure is about.
///
/// @param name the object for people; empty when the failure names none
/// @param before in migrations that run before the failing one, in their order
/// @param here in the failing one
/// @param after in migrations that run later
record ObjectStory(
    String name, List<Introduction> before, List<Introduction> here, List<Introduction> after) {
  /// States of "is not there".
  private static final Set<String> MISSING = Set.of("42P01", "42703", "42704", "42883", "3F000");

  /// States of "is there already".
  private static final Set<String> EXISTS =
      Set.of("42P07", "42701", "42710", "42723", "42P06", "42P04");

  /// Whether the failure says that the object is not there.
  static boolean isMissing(Failure failure) {
    return failure.sqlState() != null && MISSING.contains(failure.sqlState());
  }

  /// Whether the failure says that the object is there already.
  static boolean exists(Failure failure) {
    return failure.sqlState() != null && EXISTS.contains(failure.sqlState());
  }

  /// Looks for the object of a failure.
  ///
  /// @param failing the migration that failed, or null when all of them count as earlier ones
  static ObjectStory of(
      Failure failure,
      History history,
      Introductions introductions,
      @Nullable Migration failing,
      String statement) {
    List<Introduction> all = all(failure, introductions, statement);
    int at = failing == null ? history.migrations().size() : history.migrations().indexOf(failing);
    return new ObjectStory(
        failure.object(),
        all.stream().filter(one -> place(one, history) < at).toList(),
        all.stream().filter(one -> place(one, history) == at).toList(),
        all.stream().filter(one -> place(one, history) > at).toList());
  }

  /// The ids of the migrations that bring it in before the failing one.
  Set<String> bringing() {
    Set<String> ids = new LinkedHashSet<>();
    for (Introduction one : before) {
      if (one.migration() != null) {
        ids.add(one.migration().id());
      }
    }
    return ids;
  }

  private static int place(Introduction introduction, History history) {
    return history.migrations().indexOf(introduction.migration());
  }

  private static List<Introduction> all(
      Failure failure, Introductions introductions, String statement) {
    String column = last(failure.name("column"));
    if (!column.isEmpty()) {
      String table =
          failure.name("table").isEmpty() ? failure.name("relation") : failure.name("table");
      String text = statement.toLowerCase(Locale.ROOT);
      return introductions.ofColumn(table.isEmpty() ? List.of() : List.of(table), column).stream()
          // An alias says nothing of the table: only those that the statement names come into
          // question.
          .filter(one ->
              !table.isEmpty()
                  || one.table() == null
                  || text.isEmpty()
                  || text.contains(one.table().toLowerCase(Locale.ROOT)))
          .toList();
    }
    String object = last(failure.object());
    if (object.isEmpty()) {
      return List.of();
    }
    Set<ObjectKind> kinds = EnumSet.allOf(ObjectKind.class);
    kinds.remove(ObjectKind.COLUMN);
    return introductions.of(kinds, null, object);
  }

  private static String last(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
