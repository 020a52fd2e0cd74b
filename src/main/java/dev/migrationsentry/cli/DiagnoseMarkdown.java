package dev.migrationsentry.cli;

import dev.migrationsentry.cause.Cause;
import dev.migrationsentry.cause.Diagnosis;
import dev.migrationsentry.cause.Evidence;
import dev.migrationsentry.diagnosis.Investigation;
import dev.migrationsentry.diagnosis.Subject;
import dev.migrationsentry.diagnosis.Trial;
import dev.migrationsentry.log.Failure;
import dev.migrationsentry.rehearsal.RehearsedMigration;
import dev.migrationsentry.remedy.FileChange;
import dev.migrationsentry.remedy.Offers;
import dev.migrationsentry.remedy.Remedy;
import dev.migrationsentry.remedy.Tried;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The incident report of `diagnose`, in Markdown.
final class DiagnoseMarkdown {
  private static final int MOST = 20;

  private final StringBuilder out = new StringBuilder();

  private DiagnoseMarkdown() {}

  /// Renders a report.
  ///
  /// @param offers what mends it, or null when nothing was looked for
  static String render(Investigation investigation, @Nullable Offers offers) {
    DiagnoseMarkdown report = new DiagnoseMarkdown();
    report.all(investigation, offers);
    return report.out.toString();
  }

  private void all(Investigation investigation, @Nullable Offers offers) {
    Diagnosis diagnosis = investigation.diagnosis();
    Cause cause = diagnosis.cause().orElse(null);
    line("# Incident report: " + (cause == null ? "no cause found" : plain(cause.title())));
    summary(investigation, cause, offers);
    timeline(diagnosis);
    if (cause != null) {
      cause(cause);
    }
    ruledOut(diagnosis);
    contributing(investigation, cause);
    remedies(offers);
    steps(offers);
  }

  private void summary(
      Investigation investigation, @Nullable Cause cause, @Nullable Offers offers) {
    heading("Summary");
    if (cause == null) {
      line(
          investigation.diagnosis().log().failures().isEmpty()
              ? "The log tells of no failure of a migration."
              : "The log tells of failures that are not understood.");
      return;
    }
    line(plain(cause.summary()));
    line("");
    item("Class: `" + cause.id() + "`, " + cause.certainty().word());
    if (cause.migration() != null) {
      item("Migration: " + code(cause.migration()));
    }
    if (cause.file() != null) {
      item("Place: " + code(cause.file()));
    }
    if (cause.sqlState() != null) {
      item("SQLSTATE: `" + cause.sqlState() + "`");
    }
    if (!cause.object().isEmpty()) {
      item("Object: " + code(cause.object()));
    }
    if (!cause.isFirstErrorKnown()) {
      item("The first error is not in this log.");
    }
    Subject subject = investigation.subject();
    if (subject != null) {
      item(plain(subject.source()));
    }
    int count = offers == null ? 0 : offers.offered().size();
    item(count == 0 ? "No remedy is offered." : "Remedies offered: " + count + ".");
  }

  private void timeline(Diagnosis diagnosis) {
    heading("Timeline");
    line("From the log of " + diagnosis.log().lines() + " lines:");
    line("");
    List<String> started = diagnosis.log().started();
    if (!started.isEmpty()) {
      List<String> last = started.subList(Math.max(0, started.size() - MOST), started.size());
      item(
          "migrations begun, the last ones: "
              + String.join(", ", last.stream().map(DiagnoseMarkdown::code).toList()));
    }
    for (Failure failure : diagnosis.log().failures().stream().limit(MOST).toList()) {
      String remark = DiagnoseText.word(failure.followUp());
      item(
          "line "
              + failure.line()
              + ": "
              + (failure.sqlState() == null ? "" : "`" + failure.sqlState() + "` ")
              + plain(failure.message())
              + (remark.equals("none") ? "" : " (" + remark + ")"));
    }
  }

  private void cause(Cause cause) {
    heading("Root cause");
    line("| level | evidence | place |");
    line("|---|---|---|");
    for (Evidence evidence : cause.evidence()) {
      line(
          "| "
              + evidence.level().word()
              + " | "
              + cell(evidence.text())
              + " | "
              + (evidence.place().isEmpty() ? "" : cell(evidence.place()))
              + " |");
    }
    if (!cause.against().isEmpty()) {
      line("");
      line("What speaks against it:");
      line("");
      cause.against().forEach(why -> item(plain(why)));
    }
    line("");
    line("What decides: " + plain(cause.decides()));
  }

  private void ruledOut(Diagnosis diagnosis) {
    heading("What was ruled out");
    if (diagnosis.ruledOut().isEmpty()) {
      line("Nothing that the message would allow.");
    }
    diagnosis.ruledOut().forEach(one -> item("`" + one.id() + "`: " + plain(one.why())));
  }

  private void contributing(Investigation investigation, @Nullable Cause cause) {
    heading("Contributing problems");
    Set<String> problems = new LinkedHashSet<>();
    for (Trial trial : investigation.trials()) {
      problems.add(plain(trial.said()));
      for (RehearsedMigration one : trial.rehearsal().failures()) {
        if (cause == null || !one.migration().title().equals(cause.migration())) {
          problems.add(
              code(one.migration().title())
                  + " fails too from "
                  + plain(trial.origin().name())
                  + ": "
                  + plain(String.valueOf(one.failure())));
        }
      }
    }
    List<Cause> others = investigation.diagnosis().candidates();
    others.stream()
        .skip(1)
        .limit(3)
        .forEach(
            one -> problems.add("It could also be `" + one.id() + "`: " + plain(one.summary())));
    investigation.notes().forEach(note -> problems.add(plain(note)));
    if (problems.isEmpty()) {
      line("None known.");
    }
    problems.stream().limit(MOST).forEach(this::item);
  }

  private void remedies(@Nullable Offers offers) {
    heading("Remedies");
    if (offers == null) {
      line("None were looked for: that needs the project and a rehearsal.");
      return;
    }
    if (offers.offered().isEmpty()) {
      String untried = offers.untried();
      line(untried == null ? "None of the known kinds passes its rehearsal." : plain(untried));
    }
    for (int i = 0; i < offers.offered().size(); i++) {
      remedy(i + 1, offers.offered().get(i));
    }
    if (!offers.refusals().isEmpty()) {
      line("");
      line(plain(offers.refusals()));
    }
  }

  private void remedy(int number, Tried tried) {
    Remedy remedy = tried.remedy();
    line("");
    line("### " + number + ". " + plain(remedy.title()));
    line("");
    item("Kind: `" + remedy.kind() + "`");
    for (Tried.InWorld world : tried.worlds()) {
      item(plain(RemedyText.rehearsed(world, false)) + " (" + plain(world.server()) + ")");
      world.degraded().forEach(why -> item("not exact: " + plain(why)));
    }
    item("Risk: " + plain(remedy.risk()));
    for (FileChange change : remedy.files()) {
      line("");
      line(plain(RemedyText.shown(List.of(change)).getFirst()) + ":");
      switch (change) {
        case FileChange.Add add -> block("", add.text().lines().toList());
        case FileChange.Edit edit -> block("diff", RemedyText.changed(edit));
        case FileChange.Rename ignored -> {}
      }
    }
    if (!remedy.byHand().isEmpty()) {
      List<String> lines = new ArrayList<>(List.of("begin;"));
      remedy.byHand().forEach(one -> lines.addAll((one + ";").lines().toList()));
      lines.addAll((remedy.verification() + ";").lines().toList());
      lines.add("commit;");
      line("");
      line("By hand:");
      block("sql", lines);
    }
    if (!remedy.commands().isEmpty()) {
      line("");
      line("Run:");
      block("sh", remedy.commands());
    }
  }

  private void steps(@Nullable Offers offers) {
    Tried best = offers == null ? null : offers.best();
    heading("Verification");
    if (best == null || best.remedy().verification().isEmpty()) {
      line("Compare what is there with what the migrations make:");
      block("sh", List.of("migration-sentry verify"));
    } else {
      line("After the deploy this says `true`:");
      block("sql", (best.remedy().verification() + ";").lines().toList());
      line("");
      line("and `migration-sentry verify` finds nothing missing.");
    }
    heading("Rollback");
    line(
        best == null
            ? "Nothing is changed, so there is nothing to take back."
            : plain(best.remedy().undo()));
    heading("Prevention");
    line(
        best == null
            ? "\"migration-sentry check\" and \"migration-sentry rehearse\" before each deploy."
            : plain(best.remedy().prevention()));
  }

  private void heading(String text) {
    line("");
    line("## " + text);
    line("");
  }

  private void item(String text) {
    line("- " + text);
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  /// A fenced block; the fence is longer than any run of backticks in it.
  private void block(String language, List<String> lines) {
    StringBuilder fence = new StringBuilder("```");
    while (lines.stream().anyMatch(line -> line.contains(fence))) {
      fence.append('`');
    }
    line("");
    line(fence + language);
    lines.forEach(this::line);
    line(fence.toString());
  }

  /// Text of a log or a file that must not become markup.
  private static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter == '\n' || letter == '\r' || Character.isISOControl(letter)) {
        plain.append(' ');
        continue;
      }
      if ("\\`*_[]<>#|!".indexOf(letter) >= 0) {
        plain.append('\\');
      }
      plain.append(letter);
    }
    return plain.toString().strip();
  }

  private static String cell(String text) {
    return plain(text);
  }

  private static String code(String text) {
    String flat = text.replace('\n', ' ').replace('\r', ' ');
    return flat.contains("`") ? plain(flat) : "`" + flat + "`";
  }
}
