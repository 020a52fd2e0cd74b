package dev.migrationsentry.ledger;

import dev.migrationsentry.ledger.HistoryStatus.Contents;
import dev.migrationsentry.ledger.Reconciliation.Line;
import dev.migrationsentry.ledger.Reconciliation.Word;
import dev.migrationsentry.migration.Ledger;
import dev.migrationsentry.server.ThrowAwayServer;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.timeline.Sent;
import dev.migrationsentry.timeline.World;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Plans what becomes of the rows of all ledgers, with what people have answered for.
public final class Reconciler implements AutoCloseable {
  private final LiveWorld live;
  private final Contents contents;
  private final Given given;
  private final ServerProof proof;
  private final RowVerdicts verdicts;
  private final List<HistoryStatus> all;
  private final Set<String> used = new HashSet<>();

  private Reconciler(List<HistoryStatus> all, LiveWorld live, Contents contents, Given given) {
    this.all = all;
    this.live = live;
    this.contents = contents;
    this.given = given;
    this.proof = new ServerProof(live, given.prelude(), given.server());
    this.verdicts =
        new RowVerdicts(
            live,
            contents,
            (status, replays) ->
                proof.refutes(ran(status, replays.today()), ran(status, replays.applied())));
  }

  /// What is given beside the histories.
  ///
  /// @param empty a new database as the project's host makes it
  /// @param prelude the statements with which the host makes it
  /// @param server starts a throw-away server of a major version
  /// @param rereading reads the histories again with other files
  /// @param now for names of files that begin with a time
  /// @param stamp the revision that Alembic's table is to be moved to, or null
  /// @param acks for which refused migrations somebody answers: `FILE:CHECKSUM` each
  public record Given(
      World empty,
      List<Statement> prelude,
      IntFunction<ThrowAwayServer> server,
      List<String> acks,
      EditEffects.Rereading rereading,
      ZonedDateTime now,
      @Nullable String stamp) {
    /// Copies the lists.
    public Given {
      prelude = List.copyOf(prelude);
      acks = List.copyOf(acks);
    }
  }

  /// Looks at all rows.
  ///
  /// @param all the histories with what each edit changed ([EditEffects])
  /// @throws UnknownAckException when somebody answers for what is not refused, or for another
  ///   content
  public static Reconciliation plan(
      List<HistoryStatus> all, LiveWorld live, Contents contents, Given given) {
    try (Reconciler reconciler = new Reconciler(all, live, contents, given)) {
      return reconciler.plan();
    }
  }

  private Reconciliation plan() {
    List<Line> lines = new ArrayList<>();
    List<FollowUp> followUps = new ArrayList<>();
    boolean judged = false;
    Stamp stamp = null;
    String asked = given.stamp();
    World before = given.empty();
    for (HistoryStatus status : all) {
      Ledger ledger = status.ledger();
      if (ledger == null) {
        continue;
      }
      judged = true;
      RunnerChecksum own = RunnerChecksum.of(status, ledger, contents);
      List<MigrationStatus> refused = new ArrayList<>();
      for (MigrationStatus one : status.migrations()) {
        Line line = verdicts.line(one, ledger, own, status);
        if (line != null) {
          boolean edited = line.word() == Word.REFUSED && line.effect() != null;
          refused.addAll(edited ? List.of(one) : List.of());
          lines.add(answered(line));
        }
      }
      FollowUp followUp =
          refused.isEmpty()
              ? null
              : FollowUp.of(
                  status,
                  refused,
                  before,
                  new FollowUp.Drafting(given.empty(), live, given.rereading(), given.now()));
      followUps.addAll(followUp == null ? List.of() : List.of(followUp));
      if (asked != null && (stamp == null || stamp.ledger() == null)) {
        stamp =
            Stamp.of(
                status,
                asked,
                before,
                live,
                (wanted, had) -> proof.refutes(ran(status, wanted), ran(status, had)));
      }
      if (all.size() > 1) {
        before = before.having(status.history(), ledger.applied(status.history()), "empty");
      }
    }
    for (String ack : given.acks()) {
      if (!used.contains(ack)) {
        throw unknown(ack, lines);
      }
    }
    return new Reconciliation(live.name(), lines, followUps, stamp, judged);
  }

  private static UnknownAckException unknown(String ack, List<Line> lines) {
    for (Line line : lines) {
      String wanted = line.ack();
      if (wanted != null && ack.startsWith(wanted.substring(0, wanted.indexOf(':') + 1))) {
        return new UnknownAckException(
            "--ack "
                + ack
                + " is for another content; what is here now would be --ack "
                + wanted
                + ". Nothing was written.");
      }
    }
    return new UnknownAckException(
        "--ack " + ack + " names no migration that is refused here. Nothing was written.");
  }

  /// A refused line for which somebody answers is accepted.
  private Line answered(Line line) {
    String ack = line.ack();
    if (line.word() != Word.REFUSED || ack == null || !given.acks().contains(ack)) {
      return line;
    }
    used.add(ack);
    return new Line(
        Word.ACCEPTED,
        line.id(),
        "Forced by --ack " + ack + ", although: " + line.reason(),
        line.rewrite(),
        ack,
        line.effect());
  }

  /// What all histories send, one of them otherwise.
  private List<Rerun.Ran> ran(HistoryStatus status, List<Sent> sent) {
    List<Rerun.Ran> ran = new ArrayList<>();
    World world = given.empty();
    for (HistoryStatus each : all) {
      Ledger ledger = each.ledger();
      if (each == status) {
        ran.add(new Rerun.Ran(each.history(), sent));
      } else if (ledger != null) {
        world = world.having(each.history(), ledger.applied(each.history()), "what has run");
        ran.add(new Rerun.Ran(each.history(), world.applied()));
      }
    }
    return ran;
  }

  @Override
  public void close() {
    proof.close();
  }
}
