package dev.migrationsentry.ledger;

import dev.migrationsentry.git.HarmlessEdits;
import dev.migrationsentry.ledger.HistoryStatus.Contents;
import dev.migrationsentry.ledger.MigrationStatus.Edit;
import dev.migrationsentry.migration.Ledger.Row;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.PastVersion;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds out what happened to the file of a migration after it was applied.
final class Edits {
  private final Contents contents;

  Edits(Contents contents) {
    this.contents = contents;
  }

  /// Finds the version with a recorded checksum, and those that came after it.
  Edit byChecksum(Migration migration, String recorded) {
    String path = migration.file().path();
    List<PastVersion> newer = new ArrayList<>();
    for (PastVersion version : contents.versions(path)) {
      if (Checksums.of(recorded, name(version.path()), version.content()) != null) {
        return edit(version, newer, contents.today(path));
      }
      newer.addFirst(version);
    }
    return new Edit(null, null, false, List.of());
  }

  /// Compares a file with what it was in the commit that it was run from, line ends aside; null
  /// when it is the same, or was not there.
  ///
  /// @param deployment the commit
  @Nullable Edit since(Migration migration, Deployment deployment) {
    String path = migration.file().path();
    byte[] today = contents.today(path);
    if (today == null || contents.has(deployment.commit(), path, today)) {
      return null;
    }
    String old = path;
    byte[] then = contents.at(deployment.commit(), path);
    for (PastVersion version : then == null ? contents.versions(path) : List.<PastVersion>of()) {
      if (then == null && !version.path().equals(old)) {
        old = version.path();
        then = contents.at(deployment.commit(), old);
      }
    }
    if (then == null || unixLines(today).equals(unixLines(then))) {
      return null;
    }
    List<PastVersion> newer = contents.versionsSince(deployment.commit(), path).reversed();
    PastVersion applied = new PastVersion(deployment.commit(), "", Instant.EPOCH, "", old, then);
    return edit(applied, newer, today);
  }

  /// The same for the commit that the branch stood at when the migration was applied, where the
  /// ledger says when that was.
  @Nullable Edit sinceApplied(Migration migration, Row row) {
    Instant time = row.appliedAt() == null ? null : AppliedAt.latest(row.appliedAt());
    Deployment deployment = time == null ? null : contents.deployedAt(time);
    return deployment == null ? null : since(migration, deployment);
  }

  private static Edit edit(PastVersion applied, List<PastVersion> newer, byte @Nullable [] today) {
    String then = text(applied.content());
    boolean harmless = today != null && HarmlessEdits.is(applied.path(), then, text(today));
    @Nullable PastVersion first = newer.isEmpty() ? null : newer.getFirst();
    @Nullable PastVersion edited =
        harmless
            ? first
            : newer.stream()
                .filter(version -> !HarmlessEdits.is(version.path(), then, text(version.content())))
                .findFirst()
                .orElse(null);
    return new Edit(applied, edited, harmless, newer);
  }

  private static String unixLines(byte[] content) {
    return text(content).replace("\r\n", "\n");
  }

  private static String text(byte[] content) {
    return new String(content, StandardCharsets.UTF_8);
  }

  static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
