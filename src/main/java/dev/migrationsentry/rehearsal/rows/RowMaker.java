package dev.migrationsentry.rehearsal.rows;

import dev.migrationsentry.rehearsal.rows.ServerTable.Condition;
import dev.migrationsentry.rehearsal.rows.ServerTable.Reference;
import dev.migrationsentry.rehearsal.rows.ServerTable.TableColumn;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/// Makes the rows of one table, and tries other values when the server refuses them.
final class RowMaker {
  private static final int MOST_ATTEMPTS = 80;

  /// How far the numbers go on when a row is there already.
  private static final int STEP = 1_000;

  private final ServerTable table;
  private final Values values;
  private final int seed;
  private final Map<Reference, List<List<String>>> keys = new HashMap<>();

  /// By condition how many values have been tried; what has worked for a row is tried first for the
  /// next one.
  private final Map<Condition, Integer> tried = new HashMap<>();

  private int row;
  private int bump;
  private int attempts;
  private boolean all;
  private String why = "";

  RowMaker(ServerTable table, Values values, int seed) {
    this.table = table;
    this.values = values;
    this.seed = seed;
  }

  /// Gives the keys that rows can refer to.
  void refer(Reference reference, List<List<String>> found) {
    keys.put(reference, found);
  }

  void begin(int number) {
    row = number;
    bump = 0;
    attempts = 0;
    all = false;
  }

  /// Why there is no statement.
  String why() {
    return why;
  }

  /// The statement that inserts the row, or null when there can be none.
  @Nullable String sql() {
    Map<Integer, String> chosen = new HashMap<>();
    if (!references(chosen)) {
      return null;
    }
    List<String> names = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (TableColumn column : table.columns()) {
      Condition condition = condition(column.number());
      String text;
      if (chosen.containsKey(column.number())) {
        text = chosen.get(column.number());
      } else if (condition != null) {
        text = candidate(condition, column);
      } else if (column.filled() && !all) {
        continue;
      } else {
        text = values.of(column.type(), column.modifier(), seed + row + bump);
        if (text == null && column.notNull()) {
          why = "no value is known for column " + column.name();
          return null;
        }
      }
      names.add(column.name());
      texts.add(text == null ? "null" : "'" + text.replace("'", "''") + "'");
    }
    String into = "insert into " + table.name();
    return names.isEmpty()
        ? into + " default values"
        : into
            + " ("
            + String.join(", ", names)
            + ") overriding system value values ("
            + String.join(", ", texts)
            + ")";
  }

  /// Chooses rows to refer to, such that keys with a column in common agree in it.
  private boolean references(Map<Integer, String> chosen) {
    for (Reference reference : table.references()) {
      List<List<String>> all = keys.getOrDefault(reference, List.of());
      List<String> key = null;
      for (int i = 0; i < all.size() && key == null; i++) {
        List<String> one = all.get((row - 1 + bump / STEP + i) % all.size());
        key = agrees(reference, one, chosen) ? one : null;
      }
      boolean itself = reference.table() == table.id();
      for (int i = 0; i < reference.columns().size(); i++) {
        int number = reference.columns().get(i);
        TableColumn column = table.column(number);
        if (key != null) {
          chosen.putIfAbsent(number, key.get(i));
        } else if (column != null && !column.notNull()) {
          chosen.putIfAbsent(number, null);
        } else if (itself && column != null) {
          // The row refers to itself: both columns get the same number.
          chosen.putIfAbsent(
              number, values.of(column.type(), column.modifier(), seed + row + bump));
          all(reference);
        } else {
          why =
              "there is no row that "
                  + (column == null ? "a column" : column.name())
                  + " can refer to";
          return false;
        }
      }
    }
    return true;
  }

  private void all(Reference reference) {
    all |= reference.table() == table.id();
  }

  private static boolean agrees(
      Reference reference, List<String> key, Map<Integer, String> chosen) {
    for (int i = 0; i < key.size(); i++) {
      int number = reference.columns().get(i);
      if (chosen.containsKey(number) && !key.get(i).equals(chosen.get(number))) {
        return false;
      }
    }
    return true;
  }

  private @Nullable Condition condition(int column) {
    for (Condition condition : tried.keySet()) {
      if (condition.columns().contains(column)) {
        return condition;
      }
    }
    return null;
  }

  /// The next value of a column for a condition: those of several columns are combined.
  private @Nullable String candidate(Condition condition, TableColumn column) {
    List<String> candidates = candidates(condition, column);
    int turn = tried.getOrDefault(condition, 0);
    for (int number : condition.columns()) {
      if (number == column.number()) {
        return candidates.get(turn % candidates.size());
      }
      turn /= candidates.size();
    }
    return candidates.getFirst();
  }

  /// The values to try: first the one that any column would get.
  private List<String> candidates(Condition condition, TableColumn column) {
    List<String> candidates = new ArrayList<>();
    String usual = values.of(column.type(), column.modifier(), seed + row + bump);
    if (usual != null) {
      candidates.add(usual);
    }
    candidates.addAll(Candidates.of(condition.sql(), seed + row + bump));
    return candidates;
  }

  /// Turns to other values after a refusal.
  ///
  /// @return false when there are none
  boolean otherThan(SQLException refused) {
    attempts++;
    String state = refused.getSQLState() == null ? "" : refused.getSQLState();
    if (attempts > MOST_ATTEMPTS) {
      return false;
    }
    return switch (state) {
      case "23505", "23P01" -> {
        bump += STEP;
        all = true;
        yield true;
      }
      case "23514" -> other(refused);
      default -> {
        // A value that was tried for a condition may be none of its column's type.
        boolean value = state.startsWith("22") || state.equals("23502");
        if (value) {
          tried.replaceAll((condition, turn) -> turn + 1);
        }
        yield value && !tried.isEmpty();
      }
    };
  }

  private boolean other(SQLException refused) {
    String name =
        refused instanceof PSQLException error && error.getServerErrorMessage() != null
            ? String.valueOf(error.getServerErrorMessage().getConstraint())
            : "";
    boolean found = false;
    for (Condition condition : table.conditions()) {
      boolean meant =
          condition.name().isEmpty()
              ? name.isEmpty() || name.equals("null")
              : condition.name().equals(name);
      if (meant) {
        tried.merge(condition, 1, Integer::sum);
        found = true;
      }
    }
    return found;
  }
}
