package dev.migrationsentry.report;

import java.util.List;

/// The graphs of histories as a Mermaid flowchart, from the oldest migration at the top to the
/// heads at the bottom (Mermaid documentation, "Flowcharts - Basic Syntax").
public final class MermaidGraph {
  private MermaidGraph() {}

  /// Renders graphs; the text ends with a line end.
  public static String render(List<Drawing> drawings) {
    StringBuilder out = new StringBuilder("flowchart TD\n");
    for (int i = 0; i < drawings.size(); i++) {
      Drawing drawing = drawings.get(i);
      String prefix = "h" + i + "n";
      out.append("  subgraph h").append(i).append("[\"").append(escaped(drawing.path()));
      out.append("\"]\n");
      for (int j = 0; j < drawing.nodes().size(); j++) {
        node(prefix, j, drawing.nodes().get(j), out);
      }
      for (int j = 0; j < drawing.nodes().size(); j++) {
        for (int parent : drawing.nodes().get(j).parents()) {
          out.append("    ").append(prefix).append(parent).append(" --> ");
          out.append(prefix).append(j).append('\n');
        }
      }
      out.append("  end\n");
    }
    return out.append("  classDef head stroke-width:3px\n")
        .append("  classDef wrong stroke:#b3261e,stroke-width:3px\n")
        .toString();
  }

  private static void node(String prefix, int place, Drawing.Node node, StringBuilder out) {
    out.append("    ").append(prefix).append(place).append("[\"<b>").append(escaped(node.id()));
    out.append("</b><br/>").append(escaped(node.title()));
    for (String label : node.labels()) {
      out.append("<br/>(").append(escaped(label)).append(')');
    }
    for (Drawing.Mark mark : node.marks()) {
      out.append("<br/><i>").append(escaped(mark.text())).append("</i>");
    }
    out.append("\"]");
    if (node.is(Drawing.Mark.Kind.WRONG)) {
      out.append(":::wrong");
    } else if (node.is(Drawing.Mark.Kind.HEAD)) {
      out.append(":::head");
    }
    out.append('\n');
  }

  /// A text with everything that means something to Mermaid or to HTML as an entity of Mermaid.
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (char character : Excerpt.visible(text).toCharArray()) {
      if ("#\"<>&`;\\[](){}|".indexOf(character) >= 0) {
        escaped.append('#').append((int) character).append(';');
      } else {
        escaped.append(character);
      }
    }
    return escaped.toString();
  }
}
