package dev.migrationsentry.execution;

/// A refusal for want of a right: ends the look at a statement's rights. Thrown and caught inside
/// of this package only.
final class Denied extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;
  private final transient LackedRight lacked;

  Denied(Refusal refusal, LackedRight lacked) {
    super(refusal.getMessage(), null, false, false);
    this.refusal = refusal;
    this.lacked = lacked;
  }

  /// What the server answers.
  Refusal refusal() {
    return refusal;
  }

  /// The right that is missing.
  LackedRight lacked() {
    return lacked;
  }
}
