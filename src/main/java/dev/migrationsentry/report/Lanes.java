package dev.migrationsentry.report;

import java.util.ArrayList;
import java.util.List;

/// Gives each migration of a picture a column, as `git log --graph` does: a line goes on in its
/// column, a branch opens a new one, and the column is free again where the branch ends.
///
/// @param rows from top to bottom
/// @param width the number of columns
record Lanes(List<Row> rows, int width) {
  /// A free column.
  private static final int FREE = -1;

  Lanes {
    rows = List.copyOf(rows);
  }

  /// One migration.
  ///
  /// @param node its place in [Drawing#nodes()]
  /// @param column where it stands
  /// @param ending other columns whose lines end in it, from above
  /// @param opening other columns in which a line begins below it, or that it joins
  /// @param above the columns that have a line above it
  /// @param below the columns that have a line below it
  /// @param lines the lines that leave it downwards
  record Row(
      int node,
      int column,
      List<Integer> ending,
      List<Integer> opening,
      List<Integer> above,
      List<Integer> below,
      List<Line> lines) {
    Row {
      ending = List.copyOf(ending);
      opening = List.copyOf(opening);
      above = List.copyOf(above);
      below = List.copyOf(below);
      lines = List.copyOf(lines);
    }
  }

  /// A line from a migration down to another one.
  ///
  /// @param to the place of the other one in [Drawing#nodes()]
  /// @param column the column in which it runs
  record Line(int to, int column) {}

  /// The columns of a picture.
  ///
  /// @param newestFirst whether the newest migration stands at the top
  static Lanes of(Drawing drawing, boolean newestFirst) {
    int size = drawing.nodes().size();
    List<List<Integer>> next = new ArrayList<>();
    for (Drawing.Node node : drawing.nodes()) {
      next.add(new ArrayList<>(newestFirst ? node.parents() : List.of()));
    }
    if (!newestFirst) {
      for (int i = 0; i < size; i++) {
        for (int parent : drawing.nodes().get(i).parents()) {
          next.get(parent).add(i);
        }
      }
    }
    List<Integer> open = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    int width = 1;
    for (int i = 0; i < size; i++) {
      int node = newestFirst ? size - 1 - i : i;
      Row row = row(node, next.get(node), open);
      rows.add(row);
      width = Math.max(width, open.size());
      while (!open.isEmpty() && open.getLast() == FREE) {
        open.removeLast();
      }
    }
    return new Lanes(rows, width);
  }

  private static Row row(int node, List<Integer> next, List<Integer> open) {
    int column = open.indexOf(node);
    List<Integer> above = taken(open);
    List<Integer> ending = new ArrayList<>();
    if (column < 0) {
      column = free(open);
    }
    for (int i = column + 1; i < open.size(); i++) {
      if (open.get(i) == node) {
        ending.add(i);
        open.set(i, FREE);
      }
    }
    open.set(column, next.isEmpty() ? FREE : next.getFirst());
    List<Integer> opening = new ArrayList<>();
    List<Line> lines = new ArrayList<>();
    if (!next.isEmpty()) {
      lines.add(new Line(next.getFirst(), column));
    }
    for (int i = 1; i < next.size(); i++) {
      int to = next.get(i);
      int at = open.indexOf(to);
      if (at < 0) {
        at = free(open);
        open.set(at, to);
      }
      opening.add(at);
      lines.add(new Line(to, at));
    }
    return new Row(node, column, ending, opening, above, taken(open), lines);
  }

  private static int free(List<Integer> open) {
    int column = open.indexOf(FREE);
    if (column < 0) {
      open.add(FREE);
      column = open.size() - 1;
    }
    return column;
  }

  private static List<Integer> taken(List<Integer> open) {
    List<Integer> taken = new ArrayList<>();
    for (int i = 0; i < open.size(); i++) {
      if (open.get(i) != FREE) {
        taken.add(i);
      }
    }
    return taken;
  }
}
