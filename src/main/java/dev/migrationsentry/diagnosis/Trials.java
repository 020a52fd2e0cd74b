package dev.migrationsentry.diagnosis;

import dev.migrationsentry.diagnosis.Trial.Verdict;
import dev.migrationsentry.log.Failure;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.rehearsal.Answer;
import dev.migrationsentry.rehearsal.Rehearsal;
import dev.migrationsentry.rehearsal.RehearsedMigration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Holds rehearsals against a failure.
final class Trials {
  private Trials() {}

  /// Judges a rehearsal.
  ///
  /// @param history as the project has it
  /// @param failure what the log tells
  /// @param failing the migration that failed, or null when nobody knows: then any may be it
  /// @param bringing the ids of the migrations that bring in the object of the failure
  static Trial of(
      Origin origin,
      History history,
      Rehearsal rehearsal,
      Failure failure,
      @Nullable Migration failing,
      Set<String> bringing) {
    RehearsedMigration ran = failing == null ? same(rehearsal, failure) : find(rehearsal, failing);
    String server = rehearsal.server();
    String from = " from " + origin.name();
    if (ran == null) {
      boolean works = failing == null && rehearsal.failures().isEmpty();
      return new Trial(
          origin,
          history,
          rehearsal,
          works ? Verdict.PASSES : Verdict.NOT_REACHED,
          null,
          works
              ? "It does not reproduce" + from + ": all migrations work on " + server + "."
              : failing == null
                  ? "No migration fails in this way" + from + "."
                  : failing.title() + " has run already in the rehearsal" + from + ".");
    }
    String title = ran.migration().title();
    Answer answer = ran.refusal();
    if (answer == null) {
      return new Trial(
          origin,
          history,
          rehearsal,
          Verdict.PASSES,
          null,
          "It does not reproduce" + from + ": " + title + " works on " + server + ".");
    }
    boolean again = isSame(answer, failure);
    RehearsedMigration before = again ? broken(rehearsal, ran, bringing) : null;
    if (before != null) {
      return new Trial(
          origin,
          history,
          rehearsal,
          Verdict.FAILS_BEFORE,
          before.refusal(),
          title
              + " fails"
              + from
              + " only since an earlier migration fails there: "
              + before.migration().title()
              + " with "
              + before.refusal()
              + ". So that says nothing of a database in which that one has run.");
    }
    return new Trial(
        origin,
        history,
        rehearsal,
        again ? Verdict.REPRODUCES : Verdict.FAILS_OTHERWISE,
        answer,
        (again
                ? server + " refuses " + title + " again" + from + ": "
                : title + " fails" + from + " too, but with another error: ")
            + answer
            + ".");
  }

  /// The earlier migration whose failure a later one only follows from, or null.
  private static @Nullable RehearsedMigration broken(
      Rehearsal rehearsal, RehearsedMigration ran, Set<String> bringing) {
    boolean follows =
        rehearsal.prediction().findings().stream()
            .anyMatch(finding ->
                finding.followUp() && ran.migration().title().equals(finding.migration()));
    RehearsedMigration first = null;
    for (RehearsedMigration one : rehearsal.failures()) {
      if (one == ran) {
        break;
      }
      if (bringing.contains(one.migration().id())) {
        return one;
      }
      first = first == null ? one : first;
    }
    return follows ? first : null;
  }

  /// Whether a server's answer is the failure that a log tells: the same SQLSTATE about the same
  /// object.
  static boolean isSame(Answer answer, Failure failure) {
    String message = plain(String.valueOf(answer.message()));
    if (failure.sqlState() == null) {
      return message.equals(plain(failure.message()));
    }
    if (!failure.sqlState().equals(answer.sqlState())) {
      return false;
    }
    String object = failure.object();
    String last = plain(object.substring(object.lastIndexOf('.') + 1));
    return object.isEmpty() || message.equals(plain(failure.message())) || message.contains(last);
  }

  private static String plain(String text) {
    return text.replace("\"", "").toLowerCase(Locale.ROOT).strip();
  }

  private static @Nullable RehearsedMigration find(Rehearsal rehearsal, Migration failing) {
    for (RehearsedMigration one : rehearsal.migrations()) {
      if (one.migration().id().equals(failing.id())
          && one.migration().title().equals(failing.title())) {
        return one;
      }
    }
    return null;
  }

  private static @Nullable RehearsedMigration same(Rehearsal rehearsal, Failure failure) {
    for (RehearsedMigration one : rehearsal.failures()) {
      Answer answer = one.refusal();
      if (answer != null && isSame(answer, failure)) {
        return one;
      }
    }
    return null;
  }
}
