package dev.migrationsentry.log;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a log tells.
///
/// @param failures in the order of the log
/// @param started the migrations that the log says were begun, in its order, each once
/// @param tools runners and drivers that it shows
/// @param fromBase whether the first migration that was begun is the first one of its history
/// @param commit the commit that was deployed, as the log writes it, or null when it names none
/// @param serverVersion the version of PostgreSQL, such as `14.10`, or null
/// @param succeeded what says that the migrations went well, or null
/// @param remarks what else matters to people who look for a cause: restarts, steps that mark
///   migrations as done
/// @param lines how many lines it has
/// @param beginning whether the first line is the start of a run or of a report, and not the middle
///   of something
/// @param notes sentences about what could not be read
public record Log(
    List<Failure> failures,
    List<String> started,
    List<String> tools,
    boolean fromBase,
    @Nullable String commit,
    @Nullable String serverVersion,
    @Nullable Remark succeeded,
    List<Remark> remarks,
    long lines,
    boolean beginning,
    List<String> notes) {
  /// Copies the lists.
  public Log {
    failures = List.copyOf(failures);
    started = List.copyOf(started);
    tools = List.copyOf(tools);
    remarks = List.copyOf(remarks);
    notes = List.copyOf(notes);
  }

  /// A line that is no failure and still says something.
  ///
  /// @param signal what it says, in a word of `runner-messages.txt`
  public record Remark(String signal, String text, long line) {}

  /// The failure that the others follow from: the first one that stands for itself and is
  /// understood. Nothing when the log shows follow-ups alone, or no failure.
  public Optional<Failure> first() {
    for (boolean quoted : new boolean[] {false, true}) {
      for (Failure failure : failures) {
        if (failure.quoted() == quoted
            && failure.isRecognised()
            && failure.followUp() == FollowUp.NONE) {
          return Optional.of(failure);
        }
      }
    }
    return Optional.empty();
  }

  /// Whether failures are told of whose first one is missing.
  public boolean isFirstErrorMissing() {
    return first().isEmpty()
        && failures.stream().anyMatch(failure -> failure.followUp().isNeverTheCause());
  }

  /// Whether a remark of a kind is there.
  public boolean remarks(String signal) {
    return remarks.stream().anyMatch(remark -> remark.signal().equals(signal));
  }
}
