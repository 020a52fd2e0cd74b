package dev.migrationsentry.cli;

import dev.migrationsentry.deploys.EditBurst;
import dev.migrationsentry.deploys.Judge;
import dev.migrationsentry.deploys.Judgement;
import dev.migrationsentry.deploys.ShortCommit;
import dev.migrationsentry.deploys.Waiting;
import dev.migrationsentry.host.Deploy;
import dev.migrationsentry.host.HostedService;
import dev.migrationsentry.log.Secrets;
import dev.migrationsentry.report.Style;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The text of `deploys`, written as the deploys come.
final class DeploysText implements DeploysCommand.DeploysOutput {
  private static final int MOST_COMMITS = 20;
  private static final int MOST_FILES = 5;
  private static final int SUBJECT = 70;

  private final PrintStream out;
  private final Style style;
  private boolean second;

  DeploysText(PrintStream out, Style style) {
    this.out = out;
    this.style = style;
  }

  private void line(String line) {
    out.print(line.stripTrailing() + "\n");
  }

  @Override
  public void begin(HostedService service, String branch, String host) {
    if (second) {
      line("");
    }
    second = true;
    line(style.bold(service.name()) + " (" + host + ", branch " + branch + ")");
  }

  @Override
  public void deploy(Deploy deploy, @Nullable String subject) {
    String commit = deploy.commit();
    String status = String.format(Locale.ROOT, "%-22s", deploy.status());
    line(
        "  "
            + Judge.shown(deploy.created())
            + "  "
            + coloured(deploy, status)
            + String.format(
                Locale.ROOT,
                " %-7s  %8s  ",
                commit == null ? "-" : ShortCommit.of(commit),
                deploy.duration().map(DeploysText::shown).orElse("-"))
            + deploy.id()
            + "  "
            + shown(subject));
  }

  private String coloured(Deploy deploy, String status) {
    return switch (deploy.state()) {
      case FAILED -> style.red(status);
      case LIVE -> style.bold(status);
      case RUNNING -> style.yellow(status);
      case CANCELED, SUPERSEDED -> style.faint(status);
    };
  }

  /// A text of a commit as it may be shown.
  static String shown(@Nullable String subject) {
    if (subject == null) {
      return "";
    }
    String line =
        subject
            .codePoints()
            .map(letter -> Character.isISOControl(letter) ? ' ' : letter)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    String safe = Secrets.redacted(line);
    return safe.length() > SUBJECT ? safe.substring(0, SUBJECT) + "…" : safe;
  }

  private static String shown(Duration time) {
    if (time.toHours() > 0) {
      return time.toHours() + "h " + time.toMinutesPart() + "m";
    }
    return time.toMinutes() > 0
        ? time.toMinutes() + "m " + time.toSecondsPart() + "s"
        : time.toSeconds() + "s";
  }

  @Override
  public void judgement(Judgement judgement) {
    line(judgement.sentence());
    Waiting waiting = judgement.waiting();
    if (waiting != null) {
      waiting(waiting);
    }
    judgement.notes().forEach(note -> line("  " + style.faint(note)));
  }

  private void waiting(Waiting waiting) {
    for (Waiting.AddedMigration one : waiting.added()) {
      String parents =
          one.parents().isEmpty()
              ? ""
              : ", after "
                  + String.join(", ", one.parents())
                  + (one.deployedParents().size() == one.parents().size()
                      ? " (which " + ShortCommit.of(waiting.live()) + " has)"
                      : "");
      line("  new migration " + one.id() + parents + ": " + one.path());
    }
    waiting.edited().forEach(path -> line("  edited migration: " + path));
    if (waiting.touchingCount() > 0) {
      line(
          "  "
              + waiting.touchingCount()
              + " of the "
              + waiting.toTarget()
              + (waiting.toTarget() == 1 ? " commit" : " commits")
              + " from "
              + ShortCommit.of(waiting.live())
              + " to "
              + ShortCommit.of(waiting.target())
              + (waiting.touchingCount() == 1 ? " touches" : " touch")
              + " migrations or how it is deployed:");
      waiting.touching().stream().limit(MOST_COMMITS).forEach(this::touching);
      if (waiting.touchingCount() > MOST_COMMITS) {
        line("    and " + (waiting.touchingCount() - MOST_COMMITS) + " more");
      }
    } else if (waiting.toTarget() > 0) {
      line(
          "  none of the "
              + waiting.toTarget()
              + " commits from "
              + ShortCommit.of(waiting.live())
              + " to "
              + ShortCommit.of(waiting.target())
              + " touches migrations or how it is deployed");
    }
    waiting.bursts().forEach(this::burst);
  }

  private void touching(Waiting.Touching commit) {
    line(
        "    "
            + ShortCommit.of(commit.commit())
            + "  "
            + Judge.shown(commit.date())
            + "  "
            + shown(commit.author())
            + "  "
            + shown(commit.subject()));
    List<Waiting.TouchedFile> files = commit.files();
    files.stream()
        .limit(MOST_FILES)
        .forEach(file -> line("      " + file.kind() + ": " + file.path()));
    if (files.size() > MOST_FILES) {
      line("      and " + (files.size() - MOST_FILES) + " more files");
    }
  }

  private void burst(EditBurst burst) {
    String authors =
        burst.authors().entrySet().stream()
            .map(one -> shown(one.getKey()) + " (" + one.getValue() + ")")
            .collect(Collectors.joining(", "));
    line(
        "  "
            + burst.migration()
            + " was edited "
            + burst.edits()
            + " times from "
            + Judge.shown(burst.first())
            + " to "
            + Judge.shown(burst.last())
            + " UTC by "
            + authors
            + ", last in "
            + ShortCommit.of(burst.lastCommit())
            + ": "
            + burst.path());
  }

  @Override
  public void close() {
    out.flush();
  }
}
