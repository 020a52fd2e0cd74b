package dev.migrationsentry.runner;

import dev.migrationsentry.catalog.LedgerTable;
import dev.migrationsentry.ledger.FileChecksums;
import dev.migrationsentry.ledger.HistoryStatus;
import dev.migrationsentry.ledger.MigrationStatus;
import dev.migrationsentry.ledger.MigrationStatus.State;
import dev.migrationsentry.ledger.Sentences;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Ledger;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.MigrationKind;
import dev.migrationsentry.migration.Note;
import dev.migrationsentry.migration.NoteKind;
import dev.migrationsentry.source.SourceFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a run would do, and what keeps it from beginning.
///
/// @param status the history, compared with its ledger
/// @param ledger where it is recorded, or null when no row could be written
/// @param pending what runs, in order
/// @param skipped what somebody answers for, as sentences: it is passed over
/// @param stops why nothing is run, as sentences
/// @param unsupported what can't be run here at all, as sentences
/// @param remarks what else there is to know, as sentences
public record RunPlan(
    HistoryStatus status,
    @Nullable LedgerTarget ledger,
    List<Migration> pending,
    List<String> skipped,
    List<String> stops,
    List<String> unsupported,
    List<String> remarks) {
  /// Runners that stop when a pending migration sorts before one that has run (their sources).
  private static final Set<String> STRICT_IN_ORDER =
      Set.of("flyway", "goose", "node-pg-migrate", "supabase", "postgres-migrations");

  /// Copies the lists.
  public RunPlan {
    pending = List.copyOf(pending);
    skipped = List.copyOf(skipped);
    stops = List.copyOf(stops);
    unsupported = List.copyOf(unsupported);
    remarks = List.copyOf(remarks);
  }

  /// What people allow.
  ///
  /// @param acks for which edited files somebody answers, `FILE:CHECKSUM` each
  /// @param unknown whether the ledger may name migrations that are not here
  /// @param outOfOrder whether migrations may run that sort before ones that have run
  public record Permissions(List<String> acks, boolean unknown, boolean outOfOrder) {
    /// Copies the answers.
    public Permissions {
      acks = List.copyOf(acks);
    }
  }

  /// Plans.
  ///
  /// @param status the history, compared with the ledger that records it
  /// @param tables the ledgers of the database, as they are
  /// @param current the schema in which new tables are made
  public static RunPlan of(
      HistoryStatus status,
      List<LedgerTable> tables,
      HistoryStatus.Contents contents,
      String current,
      Permissions permissions) {
    return new Planning(status, permissions).plan(tables, contents, current);
  }

  /// Whether it may begin.
  public boolean mayRun() {
    return stops.isEmpty() && unsupported.isEmpty();
  }

  private static final class Planning {
    private final HistoryStatus status;
    private final History history;
    private final Permissions permissions;
    private final List<Migration> pending = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
    private final List<String> stops = new ArrayList<>();
    private final List<String> unsupported = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    Planning(HistoryStatus status, Permissions permissions) {
      this.status = status;
      this.history = status.history();
      this.permissions = permissions;
    }

    RunPlan plan(List<LedgerTable> tables, HistoryStatus.Contents contents, String current) {
      notes();
      LedgerTarget target = target(tables, contents, current);
      states(contents);
      order();
      for (Migration migration : pending) {
        String why = MigrationRun.unsupported(migration);
        if (why != null) {
          unsupported.add(why);
        } else if (target != null) {
          try {
            target.check(migration);
          } catch (LedgerTarget.UnsuitableLedgerException e) {
            stops.add(String.valueOf(e.getMessage()));
            break;
          }
        }
      }
      return new RunPlan(status, target, pending, skipped, stops, unsupported, remarks);
    }

    private @Nullable LedgerTarget target(
        List<LedgerTable> tables, HistoryStatus.Contents contents, String current) {
      for (LedgerTable table : tables) {
        if (table.hidesWhatHasRun()) {
          stops.add(
              "The role may not read the ledger "
                  + table.schema()
                  + "."
                  + table.name()
                  + ", so that it can't be told what has run; it needs usage on the schema and select on that table.");
        }
      }
      try {
        return LedgerTarget.choose(status, tables, contents, current);
      } catch (LedgerTarget.UnsuitableLedgerException e) {
        stops.add(String.valueOf(e.getMessage()));
        return null;
      }
    }

    /// What the runner of the history itself refuses, or nobody can read.
    private void notes() {
      Set<SourceFile> past = new HashSet<>();
      for (MigrationStatus one : status.migrations()) {
        if (one.migration() != null && one.state() != State.PENDING) {
          past.add(one.migration().file());
        }
      }
      for (Note note : history.notes()) {
        if (past.contains(note.where().getFirst().file())) {
          continue;
        }
        if (note.kind() == NoteKind.REFUSED) {
          stops.add(sentence(note.text()));
        } else if (note.kind() == NoteKind.UNREADABLE) {
          unsupported.add(sentence(note.text()));
        }
      }
      for (List<Migration> group : history.duplicates()) {
        stops.add(
            String.join(" and ", group.stream().map(Migration::title).toList())
                + " have the same id "
                + group.getFirst().id()
                + ".");
      }
    }

    private static String sentence(String text) {
      return text.endsWith(".") ? text : text + ".";
    }

    private void states(HistoryStatus.Contents contents) {
      Ledger ledger = status.ledger();
      FileChecksums checksums = ledger == null ? null : FileChecksums.of(status, ledger, contents);
      List<String> open = new ArrayList<>(permissions.acks());
      for (MigrationStatus one : status.migrations()) {
        String wrong = Sentences.wrong(one);
        switch (one.state()) {
          case PENDING -> {
            if (one.migration() != null) {
              pending.add(one.migration());
            }
          }
          case DIVERGED -> {
            String ack = checksums == null ? null : checksums.ack(one);
            if (ack != null && permissions.acks().contains(ack)) {
              open.remove(ack);
              skipped.add(
                  "SKIPPED "
                      + one.id()
                      + ": it counts as run with its old content, by --ack "
                      + ack
                      + "; the edit is not run.");
            } else {
              stops.add(
                  wrong
                      + (ack == null
                          ? ""
                          : " To go on without running the edit, answer for it: --force --ack "
                              + ack));
            }
          }
          case UNKNOWN -> {
            if (permissions.unknown()) {
              remarks.add(String.valueOf(wrong));
            } else {
              stops.add(wrong + " --allow-unknown goes on all the same.");
            }
          }
          case FAILED -> stops.add(String.valueOf(wrong));
          case APPLIED, OTHER_ALGORITHM, EOL_ONLY, UNCHECKED -> {
            // They have run.
          }
        }
      }
      for (String ack : open) {
        stops.add(
            "--ack " + ack + " names no file that was edited, or another content than it has now.");
      }
    }

    private void order() {
      List<Migration> all = history.migrations();
      Set<String> waiting = new HashSet<>();
      pending.forEach(migration -> waiting.add(migration.id()));
      int lastDone = -1;
      boolean any = false;
      for (int i = 0; i < all.size(); i++) {
        if (all.get(i).kind() != MigrationKind.REPEATABLE && !waiting.contains(all.get(i).id())) {
          lastDone = i;
          any = true;
        }
      }
      for (int i = 0; i < all.size(); i++) {
        Migration migration = all.get(i);
        if (!waiting.contains(migration.id()) || migration.kind() == MigrationKind.REPEATABLE) {
          continue;
        }
        if (migration.kind() == MigrationKind.BASELINE && (any || hasRows())) {
          stops.add(
              migration.title()
                  + " is a baseline, which only a new database runs; this one has migrations already.");
        } else if (i < lastDone) {
          String sentence =
              migration.title()
                  + " sorts before "
                  + all.get(lastDone).title()
                  + ", which has run already";
          if (STRICT_IN_ORDER.contains(history.framework()) && !permissions.outOfOrder()) {
            stops.add(
                sentence
                    + "; "
                    + history.runner().title()
                    + " itself refuses that. --out-of-order runs it all the same.");
          } else {
            remarks.add(sentence + ".");
          }
        }
      }
    }

    private boolean hasRows() {
      Ledger ledger = status.ledger();
      return ledger != null && !ledger.rows().isEmpty();
    }
  }
}
