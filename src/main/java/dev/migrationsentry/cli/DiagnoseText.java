package dev.migrationsentry.cli;

import dev.migrationsentry.cause.Cause;
import dev.migrationsentry.cause.Diagnosis;
import dev.migrationsentry.cause.Evidence;
import dev.migrationsentry.diagnosis.Investigation;
import dev.migrationsentry.log.Failure;
import dev.migrationsentry.log.FollowUp;
import dev.migrationsentry.log.Log;
import dev.migrationsentry.remedy.Offers;
import dev.migrationsentry.report.Style;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The text of `diagnose`: the cause in the first three lines.
final class DiagnoseText {
  private static final int FAILURES = 12;
  private static final int CANDIDATES = 3;

  private DiagnoseText() {}

  static String render(Investigation investigation, @Nullable Offers offers, Style style) {
    Diagnosis diagnosis = investigation.diagnosis();
    StringBuilder out = new StringBuilder();
    Cause cause = diagnosis.cause().orElse(null);
    Log log = diagnosis.log();
    if (cause == null) {
      out.append(
          log.failures().isEmpty()
              ? "No failure of a migration was found in " + log.lines() + " lines.\n"
              : style.red("Not understood")
                  + ": the log tells of failures, and none has an SQLSTATE or a message that is"
                  + " known. Log with SQLSTATE (psql: \\set VERBOSITY verbose).\n");
    } else {
      cause(out, cause, style);
    }
    failures(out, log, style);
    InvestigationText.render(out, investigation, style);
    if (offers != null) {
      out.append('\n').append(style.bold("What mends it")).append('\n');
      out.append(RemedyText.render(offers, style));
    }
    if (diagnosis.candidates().size() > 1) {
      out.append('\n').append(style.bold("What else it could be")).append('\n');
      for (Cause other :
          diagnosis
              .candidates()
              .subList(1, Math.min(diagnosis.candidates().size(), CANDIDATES + 1))) {
        out.append("  ").append(other.id()).append(": ").append(other.summary()).append('\n');
        other.against().forEach(why -> out.append("    against it: ").append(why).append('\n'));
        out.append("    ").append(style.faint("decides: " + other.decides())).append('\n');
      }
    }
    for (Diagnosis.RuledOut ruledOut : diagnosis.ruledOut()) {
      out.append("Ruled out: ")
          .append(ruledOut.id())
          .append(". ")
          .append(ruledOut.why())
          .append('\n');
    }
    log.notes().forEach(note -> out.append(style.faint(note)).append('\n'));
    return out.toString();
  }

  private static void cause(StringBuilder out, Cause cause, Style style) {
    out.append(
            cause.isFirstErrorKnown()
                ? style.red("Cause")
                : style.yellow(
                    cause.line() > 0
                        ? "The first error is not in this log. In the way stands"
                        : "The first error is not in this log. A rehearsal meets"))
        .append(": ")
        .append(style.bold(cause.title()))
        .append(" (")
        .append(cause.id())
        .append(", ")
        .append(certainty(cause))
        .append(")\n");
    String where =
        cause.migration() == null ? "a migration that the log does not name" : cause.migration();
    out.append("  in ").append(where);
    if (cause.file() != null) {
      out.append(", ").append(cause.file());
    }
    if (!cause.object().isEmpty()) {
      out.append(", about ").append(cause.object());
    }
    if (cause.sqlState() != null) {
      out.append(", SQLSTATE ").append(cause.sqlState());
    }
    out.append("\n  ").append(cause.summary()).append('\n');
    out.append('\n').append(style.bold("Evidence")).append('\n');
    for (Evidence evidence : cause.evidence()) {
      out.append("  ").append(evidence.level().word()).append("  ").append(evidence.text());
      out.append(evidence.place().isEmpty() ? "" : " [" + evidence.place() + "]").append('\n');
    }
    cause.against().forEach(why -> out.append("  against it: ").append(why).append('\n'));
    out.append("  decides: ").append(cause.decides()).append('\n');
  }

  /// How sure the cause is: of a failure that the log does not hold nothing is proved but that
  /// these files meet it.
  static String certainty(Cause cause) {
    return cause.isFirstErrorKnown() || cause.line() > 0
        ? cause.certainty().word()
        : Evidence.Level.INFERRED.word();
  }

  private static void failures(StringBuilder out, Log log, Style style) {
    List<Failure> failures = log.failures();
    if (failures.isEmpty()) {
      return;
    }
    out.append('\n').append(style.bold("Failures in the log")).append('\n');
    for (Failure failure : failures.subList(0, Math.min(failures.size(), FAILURES))) {
      out.append("  line ").append(failure.line()).append("  ");
      out.append(failure.sqlState() == null ? "" : failure.sqlState() + " ")
          .append(failure.message());
      out.append(failure.times() > 1 ? " (" + failure.times() + " times)" : "");
      String remark = remark(failure);
      out.append(remark.isEmpty() ? "" : style.faint(" - " + remark)).append('\n');
    }
    if (failures.size() > FAILURES) {
      out.append("  and ").append(failures.size() - FAILURES).append(" more\n");
    }
  }

  private static String remark(Failure failure) {
    if (failure.quoted()) {
      return "perhaps only quoted";
    }
    return switch (failure.followUp()) {
      case NONE -> "";
      case ABORTED_TRANSACTION -> "only follows: the transaction had failed before";
      case FAILED_BEFORE -> "only follows: an earlier run had failed";
      case LOCK_HELD -> "only follows: another process holds the lock";
      case AFTER_FAILURE -> "after the first failure";
    };
  }

  /// A follow-up in a word, for programs.
  static String word(FollowUp followUp) {
    return switch (followUp) {
      case NONE -> "none";
      case ABORTED_TRANSACTION -> "aborted-transaction";
      case FAILED_BEFORE -> "failed-before";
      case LOCK_HELD -> "lock-held";
      case AFTER_FAILURE -> "after-failure";
    };
  }
}
