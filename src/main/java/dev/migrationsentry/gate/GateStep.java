package dev.migrationsentry.gate;

import java.util.Locale;

/// The steps of the gate, in their order.
public enum GateStep {
  /// Whether all is there that the gate needs: variables, the command, the migrations.
  ENVIRONMENT(10, 60),
  /// Whether the database lets the role in.
  CONNECTION(11, 60),
  /// One gate at a time.
  LOCK(12, 600),
  /// What the ledger records, beside the migrations that are here.
  HISTORY(13, 120),
  /// What the pending migrations will do, from this very database.
  CHECK(14, 120),
  /// The pending migrations on a copy.
  REHEARSAL(15, 900),
  /// The migrations themselves.
  MIGRATIONS(16, 1800),
  /// Whether the ledger records all of them now.
  LEDGER(17, 120),
  /// Whether the database has what they make.
  VERIFY(18, 300);

  private final int exitCode;
  private final int usualSeconds;

  GateStep(int exitCode, int usualSeconds) {
    this.exitCode = exitCode;
    this.usualSeconds = usualSeconds;
  }

  /// The exit code of a gate that stops here.
  public int exitCode() {
    return exitCode;
  }

  /// How long it may take when nothing else is said.
  int usualSeconds() {
    return usualSeconds;
  }

  /// What it is called in markers.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
