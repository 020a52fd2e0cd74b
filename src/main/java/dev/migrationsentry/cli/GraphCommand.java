package dev.migrationsentry.cli;

import dev.migrationsentry.framework.Discovery;
import dev.migrationsentry.report.Drawing;
import dev.migrationsentry.report.MermaidGraph;
import dev.migrationsentry.report.Style;
import dev.migrationsentry.report.SvgGraph;
import dev.migrationsentry.report.TextGraph;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `graph`: draws the histories of a project.
@Command(
    name = "graph",
    mixinStandardHelpOptions = true,
    description = {
      "Draws the migration history of a project, with parallel branches and merges where they are: heads, roots, "
          + "branch labels, and what is wrong."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  migration-sentry graph                           in the terminal, newest first",
      "  migration-sentry graph --oldest-first            the other way round",
      "  migration-sentry graph --format svg > graph.svg  as a picture",
      "  migration-sentry graph --against-branch main     as it will be when merged",
      "",
      "Exit codes: 0 drawn; 2 wrong usage or environment; 3 no history."
    })
final class GraphCommand implements Callable<Integer> {
  private enum Format {
    TEXT,
    SVG,
    MERMAID
  }

  private final Terminal terminal;

  @Mixin private HistoryOptions histories = new HistoryOptions();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text, svg or mermaid. Default: text.")
  private Format format = Format.TEXT;

  @Option(
      names = "--oldest-first",
      description = "The oldest migration at the top, not the newest one.")
  private boolean oldestFirst;

  GraphCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Discovery.Found found = histories.find(terminal);
    List<Drawing> drawings = found.histories().stream().map(Drawing::of).toList();
    switch (format) {
      case TEXT -> {
        Style style = new Style(terminal.coloured());
        String separator = "";
        for (Drawing drawing : drawings) {
          terminal.out().print(separator + TextGraph.render(drawing, style, !oldestFirst));
          separator = "\n";
        }
      }
      case SVG -> terminal.out().print(SvgGraph.render(drawings, !oldestFirst));
      case MERMAID -> terminal.out().print(MermaidGraph.render(drawings));
    }
    terminal.out().flush();
    return ExitCode.FINE;
  }
}
