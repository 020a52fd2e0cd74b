package dev.migrationsentry.ledger;

import dev.migrationsentry.ledger.HistoryStatus.Contents;
import dev.migrationsentry.migration.Ledger;
import dev.migrationsentry.migration.Ledger.Row;
import dev.migrationsentry.migration.Migration;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// The checksums of files as they are now, made as the runner of their ledger makes them.
public final class FileChecksums {
  private final @Nullable RunnerChecksum own;
  private final Contents contents;

  private FileChecksums(@Nullable RunnerChecksum own, Contents contents) {
    this.own = own;
    this.contents = contents;
  }

  /// The checksums of a history's files.
  ///
  /// @param ledger the ledger, with its rows
  public static FileChecksums of(HistoryStatus status, Ledger ledger, Contents contents) {
    return new FileChecksums(RunnerChecksum.of(status, ledger, contents), contents);
  }

  /// What the runner itself would record for a migration, or null when nothing tells how it makes
  /// its checksums.
  public @Nullable String recorded(Migration migration) {
    return recorded(migration, "");
  }

  private @Nullable String recorded(Migration migration, String like) {
    String path = migration.file().path();
    byte[] content = contents.today(path);
    return own == null || content == null ? null : own.of(Edits.name(path), content, like);
  }

  /// The SHA-256 of a migration's file in hexadecimal digits, or null when it can't be read.
  public @Nullable String sha256(Migration migration) {
    byte[] content = contents.today(migration.file().path());
    return content == null ? null : HexFormat.of().formatHex(Checksums.digest("SHA-256", content));
  }

  /// With what somebody answers for an edited file: `FILE:CHECKSUM`, with the checksum that the
  /// runner would record, or else the SHA-256. Null where there is no file.
  public @Nullable String ack(MigrationStatus status) {
    Migration migration = status.migration();
    if (migration == null) {
      return null;
    }
    Row row = status.row();
    String like = row == null || row.checksum() == null ? "" : row.checksum();
    String made = recorded(migration, like);
    String checksum = made == null ? sha256(migration) : made;
    return checksum == null ? null : RowVerdicts.shown(migration) + ":" + checksum;
  }
}
