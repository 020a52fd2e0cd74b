package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A mistake of this program, met while it looked at a statement or a file.
///
/// It must not cost the report of all others, and must not stay silent: the outcome of the
/// statement is unknown, with a reason that says whose fault it is, and nothing is certain after
/// it.
public final class Fault {
  private static final String OURS = "a fault of Migration Sentry, ";
  private static final String LATER = "an earlier statement could not be judged";
  private static final String PACKAGES = "dev.migrationsentry.";

  private Fault() {}

  /// What happened and where, as a clause that asks for a report.
  public static String told(Throwable thrown) {
    return OURS + thrown.getClass().getSimpleName() + " at " + place(thrown) + "; please report it";
  }

  /// The outcome of a statement at which the program made a mistake.
  public static Outcome.Unknown outcome(Throwable thrown, Database before) {
    return new Outcome.Unknown(
        told(thrown), before.with(before.schema().withUncertain("*", LATER)), List.of());
  }

  /// What happened, when an outcome is unknown by a mistake of this program, else null.
  public static @Nullable String in(Outcome outcome) {
    return outcome instanceof Outcome.Unknown unknown && unknown.why().startsWith(OURS)
        ? unknown.why()
        : null;
  }

  private static String place(Throwable thrown) {
    for (StackTraceElement frame : thrown.getStackTrace()) {
      if (frame.getClassName().startsWith(PACKAGES)) {
        String owner = frame.getClassName().substring(PACKAGES.length());
        return owner + "." + frame.getMethodName() + ":" + frame.getLineNumber();
      }
    }
    return "an unknown place";
  }
}
