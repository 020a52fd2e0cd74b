package dev.migrationsentry.cause;

import dev.migrationsentry.log.Log;
import java.util.List;
import java.util.Optional;

/// What a log says about a failed deploy, and how sure that is.
///
/// @param log what was read
/// @param candidates possible causes, the likeliest first; empty when nothing failed, or nothing is
///   understood
/// @param ruledOut causes that the message would allow and the evidence refutes
public record Diagnosis(Log log, List<Cause> candidates, List<RuledOut> ruledOut) {
  /// Copies the lists.
  public Diagnosis {
    candidates = List.copyOf(candidates);
    ruledOut = List.copyOf(ruledOut);
  }

  /// A cause that it was not.
  ///
  /// @param id the class
  /// @param why what refutes it, as a sentence
  public record RuledOut(String id, String why) {}

  /// The likeliest cause.
  public Optional<Cause> cause() {
    return candidates.stream().findFirst();
  }
}
