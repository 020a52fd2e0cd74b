package dev.migrationsentry.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The graphs of histories as one SVG picture that needs nothing else: no script, no font, no style
/// sheet from elsewhere. It follows the colours, light or dark, of whoever looks at it.
public final class SvgGraph {
  private static final int ROW = 26;
  private static final int COLUMN = 18;
  private static final int MARGIN = 20;
  private static final int HEADING = 40;

  /// About the width of a character, to know how wide the picture has to be.
  private static final double CHARACTER = 7.4;

  private static final int COLOURS = 6;

  private static final String STYLE =
      """
      <style>
        svg { background: #ffffff; color: #1f2328; font: 13px ui-sans-serif, system-ui, sans-serif; }
        text { fill: currentColor; }
        .heading { font-weight: 600; font-size: 15px; }
        .id { font-family: ui-monospace, monospace; font-weight: 600; }
        .label { font-weight: 600; fill: #8250df; }
        .mark { fill: #57606a; font-size: 12px; }
        .head { font-weight: 600; fill: #1a7f37; }
        .wrong { font-weight: 600; fill: #b3261e; }
        .line { fill: none; stroke-width: 2; }
        circle { stroke-width: 2; fill: #ffffff; }
        .c0 { stroke: #0969da; } .c1 { stroke: #bc4c00; } .c2 { stroke: #1a7f37; }
        .c3 { stroke: #8250df; } .c4 { stroke: #9a6700; } .c5 { stroke: #bf3989; }
        .full0 { fill: #0969da; } .full1 { fill: #bc4c00; } .full2 { fill: #1a7f37; }
        .full3 { fill: #8250df; } .full4 { fill: #9a6700; } .full5 { fill: #bf3989; }
        @media (prefers-color-scheme: dark) {
          svg { background: #0d1117; color: #e6edf3; }
          circle { fill: #0d1117; }
          .label { fill: #d2a8ff; } .mark { fill: #9198a1; }
          .head { fill: #56d364; } .wrong { fill: #ff7b72; }
        }
      </style>
      """;

  private final StringBuilder lines = new StringBuilder();
  private final StringBuilder nodes = new StringBuilder();
  private int top = MARGIN;
  private double width = 200;

  private SvgGraph() {}

  /// Renders graphs, one below the other; the text ends with a line end.
  ///
  /// @param newestFirst whether the newest migration stands at the top
  public static String render(List<Drawing> drawings, boolean newestFirst) {
    SvgGraph picture = new SvgGraph();
    List<String> paths = new ArrayList<>();
    for (Drawing drawing : drawings) {
      picture.draw(drawing, Lanes.of(drawing, newestFirst));
      paths.add(drawing.path());
    }
    String size = number(picture.width) + "\" height=\"" + picture.top;
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\""
        + size
        + "\" viewBox=\"0 0 "
        + number(picture.width)
        + " "
        + picture.top
        + "\">\n<title>"
        + escaped("Migrations of " + String.join(", ", paths))
        + "</title>\n"
        + STYLE
        + picture.lines
        + picture.nodes
        + "</svg>\n";
  }

  private void draw(Drawing drawing, Lanes lanes) {
    text(MARGIN, top + 14, "heading", drawing.path() + " (" + drawing.runner() + ")");
    int start = top + HEADING;
    Map<Integer, Integer> rows = new HashMap<>();
    for (int i = 0; i < lanes.rows().size(); i++) {
      rows.put(lanes.rows().get(i).node(), i);
    }
    double left = MARGIN + lanes.width() * COLUMN + 8;
    for (int i = 0; i < lanes.rows().size(); i++) {
      Lanes.Row row = lanes.rows().get(i);
      int y = start + i * ROW;
      for (Lanes.Line line : row.lines()) {
        int target = rows.getOrDefault(line.to(), i);
        line(
            row.column(),
            y,
            line.column(),
            lanes.rows().get(target).column(),
            start + target * ROW);
      }
      node(drawing.nodes().get(row.node()), x(row.column()), y, row.column() % COLOURS, left);
    }
    top = start + lanes.rows().size() * ROW + MARGIN;
  }

  private static int x(int column) {
    return MARGIN + column * COLUMN + COLUMN / 2;
  }

  /// A line that leaves its migration, runs down in its own column and ends in another migration.
  private void line(int from, int y, int column, int to, int end) {
    StringBuilder path = new StringBuilder("M").append(x(from)).append(' ').append(y);
    int at = y;
    if (column != from) {
      at = y + ROW;
      curve(path, x(from), y, x(column), at);
    }
    if (to != column) {
      int last = Math.max(at, end - ROW);
      if (last > at) {
        path.append(" V").append(last);
      }
      curve(path, x(column), last, x(to), end);
    } else if (end > at) {
      path.append(" V").append(end);
    }
    lines
        .append("<path class=\"line c")
        .append((column == from ? Math.max(column, to) : column) % COLOURS)
        .append("\" d=\"")
        .append(path)
        .append("\"/>\n");
  }

  private static void curve(StringBuilder path, int x, int y, int toX, int toY) {
    int middle = (y + toY) / 2;
    path.append(" C").append(x).append(' ').append(middle).append(' ').append(toX).append(' ');
    path.append(middle).append(' ').append(toX).append(' ').append(toY);
  }

  private void node(Drawing.Node node, int x, int y, int colour, double left) {
    boolean full = node.is(Drawing.Mark.Kind.HEAD);
    nodes.append("<circle cx=\"").append(x).append("\" cy=\"").append(y);
    nodes.append("\" r=\"5\" class=\"c").append(colour);
    nodes.append(full ? " full" + colour : "").append("\"/>\n");
    double at = left;
    at = text(at, y + 4, "id", node.id()) + 10;
    at = text(at, y + 4, "", node.title()) + 10;
    for (String label : node.labels()) {
      at = text(at, y + 4, "label", "(" + label + ")") + 8;
    }
    for (Drawing.Mark mark : node.marks()) {
      String kind =
          switch (mark.kind()) {
            case HEAD -> "head";
            case WRONG -> "wrong";
            case ROOT, BRANCH_POINT, MERGE, DEPENDENCY -> "mark";
          };
      at = text(at, y + 4, kind, mark.text()) + 8;
    }
  }

  /// Writes a text and returns about where it ends.
  private double text(double x, int y, String kind, String text) {
    String visible = Excerpt.visible(text);
    nodes.append("<text x=\"").append(number(x)).append("\" y=\"").append(y).append('"');
    if (!kind.isEmpty()) {
      nodes.append(" class=\"").append(kind).append('"');
    }
    nodes.append('>').append(escaped(visible)).append("</text>\n");
    double factor = kind.equals("id") ? 8.2 : kind.equals("heading") ? 8.8 : CHARACTER;
    double end = x + visible.length() * factor;
    width = Math.max(width, end + MARGIN);
    return end;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.0f", value);
  }

  /// A text for XML, without what XML has no way to write (XML 1.0, section 2.2).
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(character -> {
          switch (character) {
            case '<' -> escaped.append("&lt;");
            case '>' -> escaped.append("&gt;");
            case '&' -> escaped.append("&amp;");
            case '"' -> escaped.append("&quot;");
            default -> {
              boolean allowed =
                  character >= 0x20
                      && (character < 0xd800 || character > 0xdfff)
                      && character != 0xfffe
                      && character != 0xffff;
              escaped.appendCodePoint(allowed ? character : 0xfffd);
            }
          }
        });
    return escaped.toString();
  }
}
