package dev.migrationsentry.gate;

import dev.migrationsentry.ledger.Expressions;
import dev.migrationsentry.ledger.RequiredObject;
import dev.migrationsentry.ledger.Verification;
import dev.migrationsentry.schema.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The last step: whether the database has what its migrations make, and what is required. What
/// could not be compared is kept for the last line of the gate: it is neither a success nor a
/// failure.
final class Proof {
  private final List<String> unknown = new CopyOnWriteArrayList<>();

  /// What could not be compared, a sentence each.
  List<String> unknown() {
    return unknown;
  }

  /// Does the step.
  ///
  /// @param pending whether migrations are still to come, which may make what is required
  /// @param server whether a server was to compare defaults, conditions and bodies
  @Nullable GateStop judge(
      Verification verification, boolean pending, boolean server, Consumer<String> say) {
    List<String> evidence = new ArrayList<>();
    boolean missing = false;
    List<String> unread = new ArrayList<>();
    for (RequiredObject required : verification.required()) {
      if (!required.present() && pending) {
        say.accept("required, perhaps made by what is pending: " + required.sentence());
      } else if (required.state() == RequiredObject.State.UNKNOWN) {
        unread.add(required.sentence());
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
            + (evidence.isEmpty() && verification.uncertain() == null
                ? "; all that they make is there"
                : ""));
    if (!verification.required().isEmpty()) {
      long present = verification.required().stream().filter(RequiredObject::present).count();
      say.accept("required: " + present + " of " + verification.required().size() + " are there");
    }
    String uncertain = verification.uncertain();
    if (uncertain != null) {
      say.accept("not all could be compared: " + uncertain);
      unknown.add("Not all could be compared: " + uncertain + ".");
    }
    String why = verification.expressions().why();
    if (why != null) {
      say.accept("defaults, conditions and bodies were not compared: " + why);
      if (server) {
        unknown.add("Defaults, conditions and bodies were not compared: " + why + ".");
      }
    }
    if (evidence.isEmpty() && !unread.isEmpty()) {
      return GateStop.at(
          GateStep.VERIFY,
          "It can't be told whether this database has what the configuration requires.",
          unread,
          List.of(
              "What is not known does not let a deploy through. Require it in another form, or not at all, until its definition is understood."));
    }
    if (evidence.isEmpty()) {
      return null;
    }
    evidence.addAll(unread);
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
