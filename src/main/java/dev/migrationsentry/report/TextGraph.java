package dev.migrationsentry.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// The graph of a history for terminals, with lines of box-drawing characters.
public final class TextGraph {
  private final Drawing drawing;
  private final Style style;
  private final Lanes lanes;
  private final StringBuilder out = new StringBuilder();

  private TextGraph(Drawing drawing, Style style, boolean newestFirst) {
    this.drawing = drawing;
    this.style = style;
    this.lanes = Lanes.of(drawing, newestFirst);
  }

  /// Renders a graph; the text ends with a line end.
  ///
  /// @param newestFirst whether the newest migration stands at the top
  public static String render(Drawing drawing, Style style, boolean newestFirst) {
    TextGraph graph = new TextGraph(drawing, style, newestFirst);
    graph.draw();
    return graph.out.toString();
  }

  private void draw() {
    int count = drawing.nodes().size();
    line(
        style.bold(Excerpt.visible(drawing.path()))
            + " "
            + drawing.runner()
            + ", "
            + count
            + (count == 1 ? " migration" : " migrations"));
    line("");
    for (Lanes.Row row : lanes.rows()) {
      if (!row.ending().isEmpty()) {
        line(join(row.column(), row.ending(), row.above(), "┴", "╯"));
      }
      line(node(row));
      for (int opened : row.opening()) {
        line(open(row, opened));
      }
    }
    if (!drawing.missing().isEmpty()) {
      line("");
      for (String path : drawing.missing()) {
        line(style.red("not drawn: ") + Excerpt.visible(path) + ", see migration-sentry check");
      }
    }
  }

  /// The row in which lines from above end in a column: `├─┴─╯`.
  private static String join(
      int column, List<Integer> others, List<Integer> lines, String between, String last) {
    int end = Collections.max(others);
    String[] cells = cells(lines, end);
    cells[2 * column] = "├";
    for (int i = 2 * column + 1; i < 2 * end; i++) {
      boolean crosses = i % 2 == 0 && lines.contains(i / 2);
      cells[i] = i % 2 == 0 && others.contains(i / 2) ? between : crosses ? "┼" : "─";
    }
    cells[2 * end] = last;
    return String.join("", cells).stripTrailing();
  }

  /// The row in which a line leaves a migration for another column, to the right (`├─╮`) or to one
  /// on the left that is there already (`├─┤`).
  private static String open(Lanes.Row row, int opened) {
    int left = Math.min(row.column(), opened);
    int right = Math.max(row.column(), opened);
    List<Integer> lines = new ArrayList<>(row.below());
    // Columns of further parents begin in rows of their own, below this one.
    lines.removeAll(
        row.opening().subList(row.opening().indexOf(opened) + 1, row.opening().size()).stream()
            .filter(column -> !row.above().contains(column))
            .toList());
    String[] cells = cells(lines, right);
    boolean there = row.above().contains(opened) && !row.ending().contains(opened);
    cells[2 * left] = opened > row.column() || there ? "├" : "╭";
    for (int i = 2 * left + 1; i < 2 * right; i++) {
      cells[i] = i % 2 == 0 && lines.contains(i / 2) ? "┼" : "─";
    }
    cells[2 * right] = opened < row.column() || there ? "┤" : "╮";
    return String.join("", cells).stripTrailing();
  }

  /// Cells for columns and the gaps between them, with the lines that go straight on.
  private static String[] cells(List<Integer> lines, int last) {
    int columns = last + 1;
    for (int column : lines) {
      columns = Math.max(columns, column + 1);
    }
    String[] cells = new String[2 * columns];
    Arrays.fill(cells, " ");
    lines.forEach(column -> cells[2 * column] = "│");
    return cells;
  }

  private String node(Lanes.Row row) {
    Drawing.Node node = drawing.nodes().get(row.node());
    List<Integer> through = new ArrayList<>(row.above());
    through.removeAll(row.ending());
    String[] cells = cells(through, row.column());
    cells[2 * row.column()] = node.is(Drawing.Mark.Kind.HEAD) ? "●" : "○";
    StringBuilder text = new StringBuilder(String.join("", cells));
    text.append(' ').append(style.yellow(Excerpt.visible(node.id())));
    text.append(' ').append(Excerpt.visible(node.title()));
    for (String label : node.labels()) {
      text.append(' ').append(style.bold("(" + Excerpt.visible(label) + ")"));
    }
    for (Drawing.Mark mark : node.marks()) {
      String shown = "[" + Excerpt.visible(mark.text()) + "]";
      text.append(' ')
          .append(
              switch (mark.kind()) {
                case HEAD, BRANCH_POINT, MERGE -> style.bold(shown);
                case ROOT, DEPENDENCY -> style.faint(shown);
                case WRONG -> style.red(shown);
              });
    }
    return text.toString();
  }

  private void line(String line) {
    out.append(line).append('\n');
  }
}
