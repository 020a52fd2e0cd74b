package dev.migrationsentry.diagnosis;

import dev.migrationsentry.cause.Circumstance;
import dev.migrationsentry.cause.Evidence;
import dev.migrationsentry.cause.Explainer;
import dev.migrationsentry.cause.Explainers;
import dev.migrationsentry.diagnosis.Trial.Verdict;
import dev.migrationsentry.log.Failure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What rehearsals say of the causes that a failure may have.
final class Verdicts {
  /// Causes that lie in the migrations themselves, so that a new database shows them.
  private static final Set<String> OF_THE_HISTORY =
      Set.of(
          "referenced-before-introduced",
          "syntax-error",
          "fk-type-mismatch",
          "concurrently-in-transaction",
          "enum-in-transaction",
          "identifier-too-long",
          "sql-splitter",
          "type-cast");

  /// Causes that lie in the state of the database: what is there, and what its ledger says of it.
  private static final Set<String> OF_THE_DATABASE =
      Set.of(
          "blind-stamp",
          "if-not-exists-hides-drift",
          "object-already-exists",
          "ledger-lost",
          "out-of-order",
          "schema-after-code",
          "failed-marker",
          "dependent-objects");

  /// Causes that lie in the rows.
  private static final Set<String> OF_THE_DATA =
      Set.of(
          "not-null-existing-rows",
          "unique-violation-existing",
          "fk-violation-existing",
          "data-limit",
          "type-cast");

  /// Causes that lie outside of both: who connects, when, and to what.
  private static final Set<String> OF_THE_ENVIRONMENT =
      Set.of(
          "connection-env",
          "missing-extension-or-permission",
          "server-version",
          "concurrent-runners",
          "deadlock",
          "lock-timeout",
          "statement-timeout",
          "advisory-lock-pooler",
          "stale-lock-table",
          "files-not-shipped",
          "silently-swallowed",
          "aborted-transaction-hides-first-error",
          "version-table-width");

  private Verdicts() {}

  /// What some rehearsals of a failure say.
  static List<Circumstance> of(Failure failure, List<Trial> trials) {
    List<Circumstance> circumstances = new ArrayList<>();
    Trial made = null;
    Trial live = null;
    Trial passes = null;
    Trial livePasses = null;
    for (Trial trial : trials) {
      boolean real = trial.origin() instanceof Origin.Live;
      if (trial.verdict() == Verdict.REPRODUCES) {
        made = made == null && !real ? trial : made;
        live = live == null && real ? trial : live;
      } else if (trial.verdict() == Verdict.PASSES) {
        passes = passes == null && !real ? trial : passes;
        livePasses = livePasses == null && real ? trial : livePasses;
      }
    }
    if (made != null) {
      reproduced(made, circumstances);
    } else if (live != null) {
      onlyLive(live, passes, circumstances);
    } else if (passes != null || livePasses != null) {
      passed(failure, passes, livePasses, circumstances);
    }
    return circumstances;
  }

  /// It fails where nothing but the migrations made the database.
  private static void reproduced(Trial trial, List<Circumstance> circumstances) {
    boolean firm = trial.isFirm();
    Set<String> rest = new HashSet<>();
    for (Explainer explainer : Explainers.ALL) {
      rest.add(explainer.id());
    }
    rest.removeAll(OF_THE_DATABASE);
    rest.removeAll(OF_THE_ENVIRONMENT);
    rest.removeAll(OF_THE_HISTORY);
    Evidence evidence =
        new Evidence(
            firm ? Evidence.Level.PROVED : Evidence.Level.INFERRED,
            firm
                ? trial.said()
                : trial.said()
                    + " But the start was not exactly that database, so that this proves nothing alone.",
            "rehearsal");
    circumstances.add(new Circumstance(OF_THE_HISTORY, firm ? 30 : 15, evidence));
    circumstances.add(new Circumstance(rest, firm ? 10 : 5, evidence));
    Evidence otherwise =
        new Evidence(
            Evidence.Level.READ,
            "It fails in the same way from "
                + trial.origin().name()
                + ", which these migrations alone have made: no particular state of production is needed for it.",
            "rehearsal");
    circumstances.add(new Circumstance(OF_THE_DATABASE, firm ? -50 : -15, otherwise));
    circumstances.add(new Circumstance(OF_THE_ENVIRONMENT, firm ? -50 : -15, otherwise));
  }

  /// It fails on a copy of production and nowhere else.
  private static void onlyLive(Trial live, @Nullable Trial passes, List<Circumstance> all) {
    Evidence evidence =
        new Evidence(
            live.isFirm() ? Evidence.Level.PROVED : Evidence.Level.INFERRED,
            live.said()
                + (passes == null ? "" : " " + passes.said())
                + " So it is the state of that database.",
            "rehearsal");
    all.add(new Circumstance(OF_THE_DATABASE, 25, evidence));
    if (passes != null) {
      all.add(
          new Circumstance(
              OF_THE_HISTORY, -45, new Evidence(Evidence.Level.READ, passes.said(), "rehearsal")));
    }
  }

  private static void passed(
      Failure failure, @Nullable Trial passes, @Nullable Trial livePasses, List<Circumstance> all) {
    boolean structure = failure.sqlState() != null && failure.sqlState().startsWith("42");
    Trial trial = passes == null ? livePasses : passes;
    if (trial == null) {
      return;
    }
    Evidence seen = new Evidence(Evidence.Level.READ, trial.said(), "rehearsal");
    if (structure) {
      all.add(new Circumstance(OF_THE_HISTORY, -45, seen));
      if (livePasses == null) {
        all.add(new Circumstance(OF_THE_DATABASE, 15, inferred(seen, "the state of production")));
      } else {
        all.add(
            new Circumstance(
                OF_THE_DATABASE, -20, new Evidence(seen.level(), livePasses.said(), "rehearsal")));
        all.add(
            new Circumstance(
                OF_THE_ENVIRONMENT, 10, inferred(seen, "another database, or the environment")));
      }
    } else {
      all.add(new Circumstance(OF_THE_DATA, 5, inferred(seen, "the rows of production")));
    }
  }

  private static Evidence inferred(Evidence seen, String what) {
    return new Evidence(
        Evidence.Level.INFERRED, seen.text() + " What differs is " + what + ".", "rehearsal");
  }
}
