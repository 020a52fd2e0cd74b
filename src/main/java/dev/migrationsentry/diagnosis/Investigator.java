package dev.migrationsentry.diagnosis;

import dev.migrationsentry.Sentry;
import dev.migrationsentry.cause.Cause;
import dev.migrationsentry.cause.Circumstance;
import dev.migrationsentry.cause.Diagnosing;
import dev.migrationsentry.cause.Diagnosis;
import dev.migrationsentry.cause.Evidence;
import dev.migrationsentry.cause.Project;
import dev.migrationsentry.diagnosis.Trial.Verdict;
import dev.migrationsentry.git.GitException;
import dev.migrationsentry.git.GitProject;
import dev.migrationsentry.log.Failure;
import dev.migrationsentry.log.Log;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.SchemaSource;
import dev.migrationsentry.rehearsal.Answer;
import dev.migrationsentry.rehearsal.Rehearsal;
import dev.migrationsentry.rehearsal.RehearsedMigration;
import dev.migrationsentry.report.Report;
import dev.migrationsentry.rule.Finding;
import dev.migrationsentry.server.ServerUnavailableException;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.timeline.Introductions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Looks at everything at hand, in the order in which it costs: the log, the files, git, and
/// rehearsals.
public final class Investigator {
  private static final String BLIND_STAMP = "blind-stamp";
  private static final int MOST_HISTORIES = 4;

  private static final Circumstance NO_DUPLICATES =
      new Circumstance(
          Set.of("duplicate-revision-id"),
          -40,
          new Evidence(
              Evidence.Level.READ, "No two migrations of the history have the same id.", ""));

  private final Log log;
  private final ProjectSource source;
  private final Subject subject;
  private final List<Origin> given;
  private final Origin.Fresh fresh;
  private final @Nullable Stage stage;
  private final List<Trial> trials = new ArrayList<>();
  private final List<Circumstance> circumstances = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final List<String> commits = new ArrayList<>();

  private Investigator(
      Log log,
      ProjectSource source,
      Subject subject,
      List<Origin> given,
      Origin.Fresh fresh,
      @Nullable Stage stage) {
    this.log = log;
    this.source = source;
    this.subject = subject;
    this.given = given.isEmpty() ? List.of(fresh) : given;
    this.fresh = fresh;
    this.stage = stage;
  }

  /// Investigates.
  ///
  /// @param source the project, or null for the log alone
  /// @param given the databases to start from; none for a new one, and for the state right before
  ///   the failing migration
  /// @param fresh a new database
  /// @param stage where to rehearse, or null for no rehearsal; what is rehearsed later, from the
  ///   same origins, may use it too
  public static Investigation of(
      Log log,
      @Nullable ProjectSource source,
      List<Origin> given,
      Origin.Fresh fresh,
      @Nullable Stage stage) {
    Subject subject = source == null ? null : source.subject();
    return source == null || subject == null
        ? new Investigation(
            Diagnosing.of(log, null), null, List.of(), List.of(), List.of(), List.of())
        : new Investigator(log, source, subject, given, fresh, stage).investigate(!given.isEmpty());
  }

  private Investigation investigate(boolean asked) {
    Report report =
        Sentry.check(
            subject.histories(),
            history -> given.stream().map(origin -> origin.world(history)).toList(),
            List.of());
    List<Finding> findings = new ArrayList<>();
    report.histories().forEach(history -> findings.addAll(history.findings()));
    Project project = new Project(subject.histories(), findings);
    Failure failure = Diagnosing.failure(log);
    Diagnosis alone = Diagnosing.of(log, project);
    boolean toldNothing =
        log.first().isEmpty() && alone.cause().map(Investigator::isVague).orElse(true);
    if (toldNothing) {
      Failure met = meet();
      failure = met == null ? failure : met;
      if (met == null) {
        return new Investigation(alone, subject, given, trials, commits, notes);
      }
    }
    return failure == null
        ? new Investigation(alone, subject, given, trials, commits, notes)
        : explain(project, failure, report, asked);
  }

  /// Whether a cause that was found without a first error leaves room for another.
  private static boolean isVague(Cause cause) {
    return !cause.isFirstErrorKnown() || cause.weight() < 60;
  }

  private Investigation explain(Project project, Failure failure, Report report, boolean asked) {
    Project.Located located = project.locate(failure);
    Failure known = failure;
    List<Origin> origins = new ArrayList<>(given);
    Diagnosis.RuledOut harmless = null;
    if (located == null) {
      rehearseAll(failure);
      for (Trial trial : trials) {
        RehearsedMigration ran = trial.failed(failure);
        if (trial.verdict() == Verdict.REPRODUCES && ran != null && located == null) {
          known = failure.in(ran.migration().title());
          located = project.locate(known);
        }
      }
    }
    if (located != null) {
      Migration failing = located.migration();
      History history = historyOf(failing);
      Introductions introductions = introductions(report, history);
      ObjectStory story =
          ObjectStory.of(
              known,
              history,
              introductions,
              failing,
              located.exact() ? located.where().text() : "");
      if (!asked) {
        List<String> parents = failing.parents();
        if (!parents.isEmpty()) {
          origins.add(new Origin.At(fresh, parents));
        }
      }
      if (trials.isEmpty()) {
        for (Origin origin : origins) {
          if (!isProved()) {
            rehearse(origin, history, known, failing, story.bringing());
          }
        }
      }
      circumstances.addAll(Verdicts.of(known, trials));
      if (history.duplicates().isEmpty()) {
        circumstances.add(NO_DUPLICATES);
      }
      suppose(known, history, failing, story, origins);
      harmless = git(known, history, failing, story);
    } else {
      circumstances.addAll(Verdicts.of(known, trials));
    }
    Diagnosis diagnosis = Diagnosing.of(log, project, known, placed(located, known), circumstances);
    if (harmless != null
        && diagnosis.candidates().stream().noneMatch(one -> one.id().equals("checksum-mismatch"))) {
      List<Diagnosis.RuledOut> ruledOut = new ArrayList<>(diagnosis.ruledOut());
      ruledOut.add(harmless);
      diagnosis = new Diagnosis(log, diagnosis.candidates(), ruledOut);
    }
    return new Investigation(diagnosis, subject, origins, trials, commits, notes);
  }

  /// The failure at the statement that a rehearsal failed at, where the log does not tell.
  private Project.@Nullable Located placed(Project.@Nullable Located located, Failure failure) {
    if (located == null || located.exact()) {
      return located;
    }
    for (Trial trial : trials) {
      Span place = trial.verdict() == Verdict.REPRODUCES ? trial.place(failure) : null;
      if (place != null) {
        return located.at(place);
      }
    }
    return located;
  }

  private History historyOf(Migration failing) {
    for (History history : subject.histories()) {
      if (history.migrations().contains(failing)) {
        return history;
      }
    }
    throw new IllegalStateException(failing.title() + " is in no history");
  }

  private static Introductions introductions(Report report, History history) {
    for (Report.CheckedHistory checked : report.histories()) {
      if (checked.history() == history) {
        return checked.timelines().getFirst().introductions();
      }
    }
    throw new IllegalStateException(history.path() + " was not checked");
  }

  /// What a deploy of these files would meet, where the log does not tell what it met.
  private @Nullable Failure meet() {
    for (Origin origin : given) {
      for (History history : histories()) {
        Rehearsal rehearsal = rehearsal(origin, history);
        if (rehearsal == null) {
          return null;
        }
        List<RehearsedMigration> failing = rehearsal.failures();
        if (failing.isEmpty()) {
          notes.add("All migrations of " + history.path() + " work from " + origin.name() + ".");
          continue;
        }
        RehearsedMigration first = failing.getFirst();
        Answer answer = first.refusal();
        if (answer != null && answer.sqlState() != null) {
          String said =
              first.migration().title()
                  + " fails from "
                  + origin.name()
                  + " on "
                  + rehearsal.server()
                  + ": "
                  + answer
                  + ".";
          trials.add(new Trial(origin, history, rehearsal, Verdict.REPRODUCES, answer, said));
          notes.add(
              "The log does not hold the first error. That the deploy stopped at this failure is inferred: it is the first one that a deploy of these files meets from "
                  + origin.name()
                  + ".");
          return Failure.answered(
              answer.sqlState(),
              String.valueOf(answer.message()),
              answer.detail(),
              answer.position(),
              first.migration().title());
        }
      }
    }
    return null;
  }

  private List<History> histories() {
    List<History> all = subject.histories();
    return all.size() > MOST_HISTORIES ? all.subList(0, MOST_HISTORIES) : all;
  }

  private void rehearseAll(Failure failure) {
    for (Origin origin : given) {
      for (History history : histories()) {
        rehearse(origin, history, failure, null, Set.of());
      }
    }
  }

  /// Whether a new database shows the failure: others need not be asked then.
  private boolean isProved() {
    return trials.stream()
        .anyMatch(trial ->
            trial.origin() == fresh
                && trial.verdict() == Verdict.REPRODUCES
                && trial.isFirm()
                && given.size() == 1);
  }

  private @Nullable Trial rehearse(
      Origin origin,
      History history,
      Failure failure,
      @Nullable Migration failing,
      Set<String> bringing) {
    Rehearsal rehearsal = rehearsal(origin, history);
    if (rehearsal == null) {
      return null;
    }
    Trial trial = Trials.of(origin, history, rehearsal, failure, failing, bringing);
    trials.add(trial);
    return trial;
  }

  private @Nullable Rehearsal rehearsal(Origin origin, History history) {
    if (stage == null) {
      return null;
    }
    try {
      return stage.rehearse(history, origin);
    } catch (ServerUnavailableException e) {
      String note = "Nothing was rehearsed: " + e.getMessage();
      if (!notes.contains(note)) {
        notes.add(note);
      }
      return null;
    }
  }

  /// Makes databases of which production may have been one, and looks whether the failure happens
  /// in them: what such a trial shows is that the state explains the failure, and not that
  /// production had it.
  private void suppose(
      Failure failure,
      History history,
      Migration failing,
      ObjectStory story,
      List<Origin> origins) {
    boolean passes = trials.stream().anyMatch(one -> one.verdict() == Verdict.PASSES);
    boolean reproduces = trials.stream().anyMatch(one -> one.verdict() == Verdict.REPRODUCES);
    if (stage == null || reproduces || trials.isEmpty()) {
      return;
    }
    for (SchemaSource beside : history.beside()) {
      Origin.Beside made = beside.statements().isEmpty() ? null : Origin.Beside.of(fresh, beside);
      Trial trial = made == null ? null : rehearse(made, history, failure, failing, Set.of());
      if (trial != null && trial.verdict() == Verdict.REPRODUCES) {
        suppose(
            ObjectStory.exists(failure)
                ? Set.of("object-already-exists")
                : Set.of("if-not-exists-hides-drift"),
            trial);
        origins.add(trial.origin());
        return;
      }
    }
    if (passes && ObjectStory.isMissing(failure) && !story.before().isEmpty()) {
      Origin.Stamped stamped =
          new Origin.Stamped(new Origin.At(fresh, failing.parents()), story.bringing());
      Trial trial = rehearse(stamped, history, failure, failing, Set.of());
      if (trial != null && trial.verdict() == Verdict.REPRODUCES) {
        suppose(Set.of(BLIND_STAMP), trial);
        origins.add(stamped);
      }
    }
  }

  private void suppose(Set<String> causes, Trial trial) {
    circumstances.add(
        new Circumstance(
            causes,
            25,
            new Evidence(
                Evidence.Level.INFERRED,
                trial.said() + " That production was such a database is inferred.",
                "rehearsal")));
  }

  private Diagnosis.@Nullable RuledOut git(
      Failure failure, History history, Migration failing, ObjectStory story) {
    GitProject git = source.git();
    Provenance provenance = Provenance.UNKNOWN;
    if (git != null) {
      try {
        String commit = subject.commit();
        provenance = Provenance.of(git, commit == null ? "HEAD" : commit, history);
      } catch (GitException e) {
        notes.add(String.valueOf(e.getMessage()));
      }
    }
    provenance
        .changes()
        .getOrDefault(failing.file().path(), List.of())
        .forEach(change -> commits.add(change.commit()));
    GitFacts facts = new GitFacts(history, provenance, failure, failing, story);
    circumstances.addAll(facts.circumstances());
    return facts.harmlessEdits();
  }
}
