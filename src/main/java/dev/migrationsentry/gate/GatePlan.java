package dev.migrationsentry.gate;

import dev.migrationsentry.configuration.GateSetting;
import dev.migrationsentry.rule.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What a gate is to do.
///
/// @param settings what the project says of it
/// @param command the command that runs the migrations, and its arguments
/// @param folder where the command runs
/// @param environment the variables of this process, which the command gets as they are
/// @param reading how long connecting to the database and reading it once may take
/// @param failOn the least severity of a finding that stops the gate
/// @param wishes what was asked for
/// @param lock how the lock is taken
public record GatePlan(
    GateSetting settings,
    List<String> command,
    Path folder,
    Map<String, String> environment,
    Duration reading,
    Severity failOn,
    Wishes wishes,
    LockWishes lock) {
  /// The variable that switches migrations off.
  public static final String SKIP = "MIGRATION_SENTRY_SKIP";

  /// What can be asked for.
  ///
  /// @param dryRun do everything but the migrations, and go on after a failed check
  /// @param rehearse run what is pending on a copy first
  /// @param reconcile write the proved rows of the ledger anew first
  /// @param always run the command although nothing is pending
  /// @param withServer a throw-away server may be started to compare expressions
  public record Wishes(
      boolean dryRun, boolean rehearse, boolean reconcile, boolean always, boolean withServer) {}

  /// How the lock is taken.
  ///
  /// @param longestWait how long it is waited for, or null for the limit of the step
  /// @param takeOver whether a holder that is provably dead is ended
  /// @param key the key to use instead of the derived one
  public record LockWishes(@Nullable Duration longestWait, boolean takeOver, OptionalLong key) {}

  /// Copies what is mutable.
  public GatePlan {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /// How long each step may take.
  Map<GateStep, Duration> limits() {
    Map<GateStep, Duration> limits = new EnumMap<>(GateStep.class);
    for (GateStep step : GateStep.values()) {
      int seconds = settings.limits().getOrDefault(step.word(), step.usualSeconds());
      limits.put(step, Duration.ofSeconds(seconds));
    }
    Duration wait = lock.longestWait();
    if (wait != null) {
      limits.put(GateStep.LOCK, wait);
    }
    return limits;
  }
}
