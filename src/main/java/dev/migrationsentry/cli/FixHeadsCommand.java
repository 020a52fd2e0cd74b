package dev.migrationsentry.cli;

import dev.migrationsentry.framework.Discovery;
import dev.migrationsentry.framework.MergeRevision;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Revision;
import dev.migrationsentry.migration.RevisionGraph;
import dev.migrationsentry.report.HeadsText;
import dev.migrationsentry.report.Style;
import dev.migrationsentry.rule.Rules;
import dev.migrationsentry.timeline.Touched;
import dev.migrationsentry.timeline.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `fix heads`: shows the heads of an Alembic history, and writes the revision that joins them.
@Command(
    name = "heads",
    mixinStandardHelpOptions = true,
    description = {
      "Shows the heads of an Alembic history, where they part, what each side touches and whether both touch the same, "
          + "and the revision that joins them. It is printed; --write writes it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  migration-sentry fix heads            look at it",
      "  migration-sentry fix heads --write    write the merge revision",
      "",
      "Exit codes: 0 printed or written; 2 nothing to join, wrong usage or",
      "environment; 3 no history."
    })
final class FixHeadsCommand implements Callable<Integer> {
  private static final int ID_BYTES = 6;

  private final Terminal terminal;

  @Mixin private HistoryOptions histories = new HistoryOptions();

  @Option(names = "--write", description = "Write the file.")
  private boolean write;

  @Option(
      names = {"-m", "--message"},
      paramLabel = "TEXT",
      defaultValue = "merge heads",
      description = "What the revision is for. Default: merge heads.")
  private String message = "merge heads";

  @Option(
      names = "--revision-id",
      paramLabel = "ID",
      description = "The id of the revision. Default: 12 random hexadecimal digits.")
  private @Nullable String id;

  FixHeadsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Discovery.Found found = histories.find(terminal);
    List<String> refusals = new ArrayList<>();
    boolean done = false;
    for (History history : found.histories()) {
      String refusal = refusal(history);
      RevisionGraph graph = history.graph();
      if (!refusal.isEmpty() || graph == null) {
        refusals.add(refusal);
        continue;
      }
      fix(history, graph, graph.unjoinedHeads());
      done = true;
    }
    terminal.out().flush();
    if (!done) {
      throw new EnvironmentProblem(ExitCode.USAGE, String.join(" ", refusals));
    }
    return ExitCode.FINE;
  }

  /// Why there is nothing to join, as a sentence, or an empty text.
  private static String refusal(History history) {
    RevisionGraph graph = history.graph();
    if (graph == null) {
      return history.path() + " goes by the order of names and has no heads to join.";
    }
    if (!graph.missing().isEmpty() || !graph.cycles().isEmpty()) {
      return history.path()
          + " names missing revisions or goes in a circle; \"migration-sentry check\" shows where."
          + " Repair that first.";
    }
    if (!graph.unjoinedHeads().isEmpty()) {
      return "";
    }
    return graph.heads().size() > 1
        ? history.path()
            + " has "
            + graph.heads().size()
            + " heads with branch labels of their own: they are meant to stand side by side."
        : history.path()
            + " has one head, "
            + String.join("", graph.heads())
            + ": there is nothing to join.";
  }

  private void fix(History history, RevisionGraph graph, List<Revision> heads) {
    Touched touched = Touched.by(Rules.check(history, World.empty(18)).timeline());
    MergeRevision merge = histories.merge(history, content(graph, heads));
    String state = write ? "written" : "not written; --write writes it";
    if (write) {
      write(merge);
    }
    terminal
        .out()
        .print(
            HeadsText.render(
                history.path(), graph, heads, touched, new Style(terminal.coloured())));
    terminal.out().print("\n" + merge.path() + " (" + state + "):\n\n" + merge.text());
  }

  private MergeRevision.Content content(RevisionGraph graph, List<Revision> heads) {
    String wanted = id;
    if (wanted != null && (wanted.isBlank() || graph.revision(wanted) != null)) {
      throw new EnvironmentProblem(
          ExitCode.USAGE, "\"" + wanted + "\" can't be the id: it is empty, or taken.");
    }
    String text = message.replace('\n', ' ').replace('\r', ' ').strip();
    return new MergeRevision.Content(
        wanted == null ? random(graph) : wanted,
        text.isEmpty() ? "merge heads" : text,
        heads,
        terminal.now());
  }

  private static String random(RevisionGraph graph) {
    SecureRandom random = new SecureRandom();
    byte[] bytes = new byte[ID_BYTES];
    String drawn;
    do {
      random.nextBytes(bytes);
      drawn = HexFormat.of().formatHex(bytes);
    } while (graph.revision(drawn) != null);
    return drawn;
  }

  private void write(MergeRevision merge) {
    Path file = histories.directory().resolve(merge.path());
    try {
      Files.writeString(file, merge.text(), StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw new EnvironmentProblem(ExitCode.USAGE, file + " exists already; nothing was written.");
    } catch (IOException e) {
      throw new EnvironmentProblem(
          ExitCode.USAGE, file + " can't be written: " + e.getMessage() + ".");
    }
  }
}
