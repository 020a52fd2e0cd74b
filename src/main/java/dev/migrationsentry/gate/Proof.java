package dev.migrationsentry.gate;

import dev.migrationsentry.ledger.Expressions;
import dev.migrationsentry.ledger.RequiredObject;
import dev.migrationsentry.ledger.Verification;
import dev.migrationsentry.schema.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The last step: whether the database has what its migrations make, and what is required.
final class Proof {
  private Proof() {}

  /// Does the step.
  ///
  /// @param pending whether migrations are still to come, which may make what is required
  static @Nullable GateStop judge(
      Verification verification, boolean pending, Consumer<String> say) {
    List<String> evidence = new ArrayList<>();
    boolean missing = false;
    for (RequiredObject required : verification.required()) {
      if (!required.present() && pending) {
        say.accept("required, perhaps made by what is pending: " + required.sentence());
      } else if (!required.present()) {
        evidence.add(required.sentence());
        missing |= required.state() == RequiredObject.State.MISSING;
      }
    }
    for (Verification.Wanting wanting : verification.wanting()) {
      evidence.add(wanting(wanting));
    }
    for (Expressions.DifferentExpression different : verification.expressions().different()) {
      evidence.add("different: " + different.object());
    }
    int applied = verification.applied();
    say.accept(
        (applied == 1 ? "1 migration has run" : applied + " migrations have run")
            + (evidence.isEmpty() ? "; all that they make is there" : ""));
    if (!verification.required().isEmpty()) {
      long present = verification.required().stream().filter(RequiredObject::present).count();
      say.accept("required: " + present + " of " + verification.required().size() + " are there");
    }
    String uncertain = verification.uncertain();
    if (uncertain != null) {
      say.accept("not all could be compared: " + uncertain);
    }
    String why = verification.expressions().why();
    if (why != null) {
      say.accept("defaults, conditions and bodies were not compared: " + why);
    }
    if (evidence.isEmpty()) {
      return null;
    }
    return new GateStop(
        missing ? GateStop.MISSING : GateStep.VERIFY.exitCode(),
        missing
            ? "A required object is missing in this database."
            : "This database has not what its applied migrations make.",
        evidence,
        List.of(
            "The ledger says that all has run; the database says otherwise. 'migration-sentry verify' shows each object with the migration that makes it."));
  }

  private static String wanting(Verification.Wanting wanting) {
    Difference difference = wanting.difference();
    String what =
        difference.kind() == Difference.Kind.MISSING
            ? "missing: " + difference.expected()
            : "different: " + difference.actual() + ", expected " + difference.expected();
    return wanting.introduction() == null
        ? what
        : what
            + ", made by "
            + wanting.introduction().span().file().path()
            + ":"
            + wanting.introduction().span().line();
  }
}
