package dev.migrationsentry.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the output of a command gives away. The words are those of the programs that people use;
/// they never let a deploy through, and only a few of them stop one.
final class OutputSigns {
  private static final int MOST_SUSPICIOUS = 8;
  private static final int LONGEST = 400;

  /// A transaction in which something failed and the command went on, or a program that fell over:
  /// whatever the exit code says.
  private static final List<String> BROKEN =
      List.of(
          "25P02",
          "current transaction is aborted",
          "InFailedSqlTransaction",
          "Traceback (most recent call last)",
          "Exception in thread \"",
          "UnhandledPromiseRejection",
          "Unhandled promise rejection",
          "panic: ",
          "Segmentation fault");

  /// How programs say that they do not take their command line: argparse, click, picocli, cobra,
  /// Go's flag and urfave/cli, clap, getopt, yargs, commander, prisma, Django, Rails, npm.
  private static final List<String> REFUSALS =
      List.of(
          "unrecognized arguments:",
          "unrecognized arguments ",
          "error: argument ",
          "invalid choice:",
          "the following arguments are required",
          "no such option:",
          "no such option ",
          "no such command",
          "got unexpected extra argument",
          "missing argument ",
          "missing option ",
          "requires an argument",
          "unknown option",
          "unknown flag",
          "unknown shorthand flag",
          "unknown command",
          "unknown argument",
          "unknown arguments",
          "unknown or unexpected option",
          "unknown switches",
          "unmatched argument",
          "unknown command line parameter",
          "flag provided but not defined",
          "flag needs an argument",
          "incorrect usage",
          "no help topic for",
          "unexpected argument",
          "found argument ",
          "unrecognized subcommand",
          "unrecognized option",
          "invalid option --",
          "invalid flag",
          "missing required parameter",
          "missing required option",
          "don't know how to build task",
          "missing script:");

  /// How a shell and the usual interpreters say that there is no such program.
  private static final List<String> ABSENT =
      List.of(
          "not found",
          ": no module named ",
          "can't open file ",
          "cannot find module ",
          "could not determine executable to run");

  private static final List<String> SUSPICIOUS =
      List.of("error", "fatal", "failed", "failure", "exception", "rolled back", "rolling back");

  /// Words after a line with these are no accident: `0 errors`.
  private static final List<String> HARMLESS =
      List.of("0 error", "no error", "without error", "0 failed", "0 failure", "errors: 0");

  private final List<String> suspicious = new ArrayList<>();
  private @Nullable String broken;
  private @Nullable String refusal;
  private @Nullable String absent;
  private @Nullable String firstError;
  private boolean usage;

  /// Hears a line, which holds no secrets.
  synchronized void hear(String line) {
    String text = line.strip();
    if (text.length() > LONGEST) {
      text = text.substring(0, LONGEST) + " …";
    }
    String lower = text.toLowerCase(Locale.ROOT);
    usage |= lower.startsWith("usage:") || lower.startsWith("usage ");
    boolean breaks = holds(text, BROKEN);
    broken = broken == null && breaks ? text : broken;
    refusal = refusal == null && holds(lower, REFUSALS) ? text : refusal;
    boolean inside = lower.contains("modulenotfounderror");
    absent = absent == null && !inside && holds(lower, ABSENT) ? text : absent;
    if (holds(lower, SUSPICIOUS) && !holds(lower, HARMLESS)) {
      if (firstError == null && !breaks) {
        firstError = text;
      }
      if (suspicious.size() < MOST_SUSPICIOUS) {
        suspicious.add(text);
      }
    }
  }

  private static boolean holds(String text, List<String> words) {
    return words.stream().anyMatch(text::contains);
  }

  /// The line that says that something broke whatever the exit code is, or null.
  synchronized @Nullable String broken() {
    return broken;
  }

  /// The first line that tells of an error that does not only follow from another one, or null.
  synchronized @Nullable String firstError() {
    return firstError;
  }

  /// Lines that speak of errors, the first ones.
  synchronized List<String> suspicious() {
    return List.copyOf(suspicious);
  }

  /// Why the command never began its work: it does not take its own command line, or is not there.
  ///
  /// @param exitCode with which it ended
  /// @return the line that says so, or null
  synchronized @Nullable String refusal(int exitCode) {
    if (refusal != null && (usage || exitCode != 0)) {
      return refusal;
    }
    if (exitCode == 126 || exitCode == 127) {
      return absent == null ? "exit code " + exitCode : absent;
    }
    if (absent != null && exitCode != 0 && !absent.endsWith("not found") && suspicious.isEmpty()) {
      return absent;
    }
    return usage && (exitCode == 2 || exitCode == 64) ? "it shows how it is used" : null;
  }
}
