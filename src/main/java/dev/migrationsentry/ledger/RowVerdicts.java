package dev.migrationsentry.ledger;

import dev.migrationsentry.ledger.HistoryStatus.Contents;
import dev.migrationsentry.ledger.MigrationStatus.Edit;
import dev.migrationsentry.ledger.Reconciliation.Line;
import dev.migrationsentry.ledger.Reconciliation.Word;
import dev.migrationsentry.migration.Ledger;
import dev.migrationsentry.migration.Ledger.Row;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.PastVersion;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Decides for one row of a ledger whether its checksum may be written anew.
final class RowVerdicts {
  private final LiveWorld live;
  private final Contents contents;
  private final ServerSide server;

  RowVerdicts(LiveWorld live, Contents contents, ServerSide server) {
    this.live = live;
    this.contents = contents;
    this.server = server;
  }

  /// Where the proof runs on a server.
  @FunctionalInterface
  interface ServerSide {
    /// Why production is not proved to be as the edited file makes it, as a sentence part, or null.
    @Nullable String refutes(HistoryStatus status, EditEffect.Replays replays);
  }

  /// What becomes of a row; null for one of which there is nothing to say.
  @Nullable Line line(
      MigrationStatus one, Ledger ledger, @Nullable RunnerChecksum own, HistoryStatus status) {
    Row row = one.row();
    return switch (one.state()) {
      case PENDING ->
          row == null || row.checksum() == null
              ? null
              : new Line(
                  Word.SKIPPED, one.id(), "It was changed since it ran, and will run again.");
      case FAILED -> Line.failed(one.id(), Repairs.failed(one, ledger));
      case UNKNOWN -> new Line(Word.NOT_FOUND, one.id(), Repairs.unknown(one));
      case UNCHECKED ->
          new Line(
              Word.SKIPPED,
              one.id(),
              "How its checksum was made is not known here, so that nothing follows from it.");
      case APPLIED, OTHER_ALGORITHM, EOL_ONLY -> sameContent(one, ledger, own);
      case DIVERGED -> diverged(one, ledger, own, status);
    };
  }

  private Line sameContent(MigrationStatus one, Ledger ledger, @Nullable RunnerChecksum own) {
    Row row = one.row();
    Migration migration = one.migration();
    String recorded = row == null ? null : row.checksum();
    Checksums.Match match = one.match();
    if (row == null || recorded == null || migration == null || match == null) {
      String edited = one.edit() == null ? "" : " Only comments or white space were edited.";
      return new Line(Word.KEPT, one.id(), "No checksum is recorded." + edited);
    }
    if (own == null) {
      return new Line(
          Word.REFUSED,
          one.id(),
          "The content is the same, but checksums are recorded in more than one way, and which of them the runner itself looks for is not known.");
    }
    String path = migration.file().path();
    byte[] today = contents.today(path);
    if (today != null && own.fits(recorded, Edits.name(path), today)) {
      return new Line(Word.KEPT, one.id(), "The recorded checksum is that of the file.");
    }
    boolean sameAlgorithm = match.algorithm().equals(own.match().algorithm());
    if (sameAlgorithm) {
      String kept = lineEndsOfOthers(recorded, path, own);
      if (kept != null) {
        return new Line(Word.KEPT, one.id(), kept);
      }
    }
    String found = match.algorithm() + " of the file " + match.form().words();
    return accepted(
        one,
        ledger,
        own,
        (sameAlgorithm
                ? "Only line ends, the byte order mark or blanks at the ends differ"
                : "The content is the same")
            + ": recorded is "
            + found
            + ", the runner makes "
            + own.words()
            + ", since "
            + own.why()
            + ".");
  }

  /// Why a checksum of a file with other line ends stays, or null.
  private @Nullable String lineEndsOfOthers(String recorded, String path, RunnerChecksum own) {
    List<PastVersion> versions = contents.versions(path);
    if (versions.isEmpty()) {
      return null;
    }
    String name = Edits.name(path);
    if (own.fits(recorded, name, versions.getFirst().content())) {
      return "The recorded checksum is that of the file in git; only the copy here has other line ends.";
    }
    boolean ever =
        versions.stream().anyMatch(version -> own.fits(recorded, name, version.content()));
    return ever
        ? null
        : "The file never had the line ends that are recorded: the runner itself must change them before it makes the checksum.";
  }

  private Line diverged(
      MigrationStatus one, Ledger ledger, @Nullable RunnerChecksum own, HistoryStatus status) {
    Edit edit = one.edit();
    EditEffect effect = edit == null ? null : edit.effect();
    boolean checked = one.row() != null && one.row().checksum() != null;
    if (edit == null || edit.applied() == null || effect == null) {
      return refused(
          one,
          ledger,
          own,
          "No version of the file that git knows has the recorded checksum, so that nobody can tell what was applied.");
    }
    String uncommitted =
        edit.edited() == null && !edit.harmless() ? " The edit is not committed." : "";
    if (effect.isNothing()) {
      String reason = "Only comments or white space were edited." + uncommitted;
      return checked
          ? accepted(one, ledger, own, reason)
          : new Line(Word.KEPT, one.id(), "No checksum is recorded. " + reason);
    }
    String against = against(effect, status);
    if (against != null) {
      return refused(one, ledger, own, against + uncommitted);
    }
    String reason =
        (effect.changesSchema()
                ? "Production has the schema that the edited file makes: proved by a replay, and on a PostgreSQL "
                    + live.snapshot().major()
                : "The edited file makes the same schema: proved by a replay, and on a PostgreSQL "
                    + live.snapshot().major())
            + "."
            + uncommitted;
    return checked
        ? accepted(one, ledger, own, reason)
        : new Line(Word.KEPT, one.id(), "No checksum is recorded. " + reason);
  }

  /// What speaks against an edit, as sentences; null when it is proved to be harmless.
  private @Nullable String against(EditEffect effect, HistoryStatus status) {
    String uncertain = effect.uncertain();
    if (uncertain != null) {
      return "What the edit makes is not certain: " + uncertain + ".";
    }
    if (!effect.production().isEmpty()) {
      return "Production is not as the edited file makes it: "
          + Repairs.differences(effect.production())
          + ".";
    }
    if (!effect.unseen().isEmpty()) {
      return "Nothing proves that the edit is harmless: "
          + String.join("; ", effect.unseen())
          + ".";
    }
    EditEffect.Replays replays = effect.replays();
    if (replays == null) {
      return "What the edit makes is not known.";
    }
    String refuted = server.refutes(status, replays);
    return refuted == null
        ? null
        : "That production is as the edited file makes it is not proved: " + refuted + ".";
  }

  private Line accepted(
      MigrationStatus one, Ledger ledger, @Nullable RunnerChecksum own, String reason) {
    Reconciliation.Rewrite rewrite = rewrite(one, ledger, own);
    return rewrite == null
        ? new Line(
            Word.REFUSED,
            one.id(),
            reason + " But the checksum that the runner looks for can't be made here.",
            null,
            null,
            effect(one))
        : new Line(Word.ACCEPTED, one.id(), reason, rewrite, null, effect(one));
  }

  private Line refused(
      MigrationStatus one, Ledger ledger, @Nullable RunnerChecksum own, String reason) {
    Reconciliation.Rewrite rewrite = rewrite(one, ledger, own);
    Migration migration = one.migration();
    String ack =
        rewrite == null || migration == null ? null : shown(migration) + ":" + rewrite.checksum();
    return new Line(Word.REFUSED, one.id(), reason, rewrite, ack, effect(one));
  }

  /// The name of a migration's file, or of its folder where each has one for itself.
  static String shown(Migration migration) {
    String path = migration.file().path();
    return path.contains(migration.title() + "/") ? migration.title() : Edits.name(path);
  }

  private static @Nullable EditEffect effect(MigrationStatus one) {
    return one.edit() == null ? null : one.edit().effect();
  }

  /// The checksum of the file as the runner makes it, in place of the recorded one. Null where it
  /// can't be made, or the row can't be told from others.
  private Reconciliation.@Nullable Rewrite rewrite(
      MigrationStatus one, Ledger ledger, @Nullable RunnerChecksum own) {
    Row row = one.row();
    Migration migration = one.migration();
    String old = row == null ? null : row.checksum();
    if (row == null || migration == null || old == null || own == null) {
      return null;
    }
    String path = migration.file().path();
    byte[] content = deployed(path);
    RecordedPlace place = Ledgers.place(ledger, row, live.snapshot().ledgers());
    String checksum = content == null ? null : own.of(Edits.name(path), content, old);
    return place == null || place.checksum() == null || checksum == null || checksum.equals(old)
        ? null
        : new Reconciliation.Rewrite(
            ledger.table(), one.id(), old, checksum, new Reconciliation.Place(place));
  }

  /// The bytes that will be deployed: those in git, where the copy here differs in line ends alone.
  private byte @Nullable [] deployed(String path) {
    byte[] today = contents.today(path);
    List<PastVersion> versions = contents.versions(path);
    if (today == null || versions.isEmpty()) {
      return today;
    }
    byte[] committed = versions.getFirst().content();
    return unixLines(today).equals(unixLines(committed)) ? committed : today;
  }

  private static String unixLines(byte[] content) {
    return new String(content, StandardCharsets.ISO_8859_1).replace("\r\n", "\n");
  }
}
