package dev.migrationsentry.deploys;

import dev.migrationsentry.git.Commits;
import dev.migrationsentry.host.Deploy;
import dev.migrationsentry.host.HostedService;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Holds what a host says of a service against the branch in the local clone.
public final class Judge {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Commits commits;
  private final WaitingReader reader;
  private final HealthFinding health;

  /// @param health how the services look at this moment
  public Judge(Commits commits, WaitingReader reader, HealthFinding health) {
    this.commits = commits;
    this.reader = reader;
    this.health = health;
  }

  /// A time for people.
  public static String shown(Instant time) {
    return TIME.format(time);
  }

  /// Judges.
  ///
  /// @param branch the branch that the service is deployed from
  /// @param head its newest commit, in full
  public Judgement judge(HostedService service, String branch, String head, Standing standing) {
    Deploy live = standing.live();
    if (live == null) {
      return new Judgement(
          service,
          branch,
          head,
          Verdict.NOTHING_LIVE,
          service.name() + ": " + nothingLive(standing) + ".",
          standing,
          null,
          List.of());
    }
    String commit = live.commit();
    String known = commit == null ? null : commits.find(commit).orElse(null);
    if (known == null) {
      return notComparable(service, branch, head, standing, commit);
    }
    if (known.equals(head)) {
      return current(service, branch, head, standing);
    }
    return older(service, branch, head, standing, known);
  }

  private static String nothingLive(Standing standing) {
    if (standing.newest() == null) {
      return "it was never deployed";
    }
    if (standing.failures() > 0) {
      return "nothing serves, and " + failures(standing);
    }
    return standing.running() == null
        ? "nothing serves"
        : "nothing serves yet, and deploy " + standing.running().id() + " is running";
  }

  private Judgement notComparable(
      HostedService service,
      String branch,
      String head,
      Standing standing,
      @Nullable String commit) {
    String why =
        commit == null
            ? "the deploy that serves is of no commit"
            : ShortCommit.of(commit)
                + " serves, which this clone does not have (git fetch gets it)";
    boolean failing = standing.failures() > 0;
    String sentence =
        service.name()
            + ": "
            + why
            + (failing
                ? ", and " + failures(standing)
                : ", so it can't be compared with " + branch);
    return new Judgement(
        service,
        branch,
        head,
        failing ? Verdict.FAILING : Verdict.UNKNOWN,
        sentence + ".",
        standing,
        null,
        List.of());
  }

  private Judgement current(HostedService service, String branch, String head, Standing standing) {
    StringBuilder sentence = new StringBuilder(service.name()).append(": ");
    sentence.append(production(" and")).append(" up to date: ");
    sentence.append(ShortCommit.of(head)).append(" serves, the head of ").append(branch);
    if (standing.failures() > 0) {
      sentence.append(", but ").append(failures(standing));
    }
    running(sentence, standing);
    return new Judgement(
        service,
        branch,
        head,
        standing.failures() > 0 ? Verdict.FAILING : Verdict.UP_TO_DATE,
        sentence.append('.').toString(),
        standing,
        null,
        List.of());
  }

  private Judgement older(
      HostedService service, String branch, String head, Standing standing, String live) {
    List<String> notes = new ArrayList<>();
    Waiting waiting = reader.compare(live, target(standing, head, notes), head);
    notes.addAll(waiting.notes());
    StringBuilder sentence = new StringBuilder(service.name()).append(": ");
    Verdict verdict;
    if (waiting.waiting() == 0 && standing.failures() == 0) {
      verdict = Verdict.UNKNOWN;
      sentence
          .append(ShortCommit.of(live))
          .append(" serves, which is newer than ")
          .append(branch)
          .append(" in this clone (git fetch renews it)");
    } else if (standing.failures() > 0) {
      verdict = Verdict.FROZEN;
      sentence
          .append(production(" but"))
          .append(" frozen: ")
          .append(ShortCommit.of(live))
          .append(" serves, ")
          .append(failures(standing))
          .append(", and ")
          .append(wait(waiting));
    } else if (standing.running() != null) {
      verdict = Verdict.RUNNING;
      sentence.append(ShortCommit.of(live)).append(" serves, and ").append(wait(waiting));
    } else {
      verdict = Verdict.BEHIND;
      sentence
          .append(production(" but"))
          .append(" behind ")
          .append(branch)
          .append(": ")
          .append(ShortCommit.of(live))
          .append(" serves, ")
          .append(wait(waiting))
          .append(", and no deploy has failed since");
    }
    running(sentence, standing);
    return new Judgement(
        service, branch, head, verdict, sentence.append('.').toString(), standing, waiting, notes);
  }

  private String target(Standing standing, String head, List<String> notes) {
    Deploy failed = standing.lastFailure();
    String commit = failed == null ? null : failed.commit();
    if (commit == null) {
      return head;
    }
    Optional<String> known = commits.find(commit);
    if (known.isEmpty()) {
      notes.add(
          "This clone does not have "
              + ShortCommit.of(commit)
              + ", which failed last; the head of the branch was looked at instead.");
    }
    return known.orElse(head);
  }

  /// What is known of production, and not more.
  ///
  /// @param joint what stands between it and the next word
  private String production(String joint) {
    return switch (health) {
      case HealthFinding.NotLooked notLooked -> "production is live" + joint;
      case HealthFinding.Well well -> "production is healthy" + joint;
      case HealthFinding.Unwell unwell -> "production is not healthy (" + unwell.why() + ") and";
    };
  }

  private static void running(StringBuilder sentence, Standing standing) {
    Deploy running = standing.running();
    if (running != null) {
      sentence.append("; deploy ").append(running.id()).append(" is running");
      if (running.commit() != null) {
        sentence.append(" with ").append(ShortCommit.of(running.commit()));
      }
    }
  }

  private static String failures(Standing standing) {
    Deploy first = standing.firstFailure();
    String since = first == null ? "" : shown(first.created()) + " UTC";
    return standing.failures() == 1
        ? "the deploy of " + since + " failed"
        : standing.failures() + " deploys failed in a row since " + since;
  }

  private static String wait(Waiting waiting) {
    Instant since = waiting.since();
    return (waiting.waiting() == 1 ? "1 commit waits" : waiting.waiting() + " commits wait")
        + (since == null ? "" : " since " + shown(since) + " UTC");
  }
}
