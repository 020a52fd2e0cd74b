package dev.migrationsentry.ledger;

import dev.migrationsentry.git.Whereabouts;
import dev.migrationsentry.ledger.MigrationStatus.Edit;
import dev.migrationsentry.migration.Ledger;
import dev.migrationsentry.migration.PastVersion;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is said of a migration's state.
public final class Sentences {
  private Sentences() {}

  /// What is wrong with a migration, as a sentence; null when nothing is.
  public static @Nullable String wrong(MigrationStatus status) {
    return switch (status.state()) {
      case APPLIED, PENDING, OTHER_ALGORITHM, EOL_ONLY, UNCHECKED -> null;
      case FAILED -> {
        Ledger.Row row = status.row();
        String detail = row == null ? null : row.detail();
        String first = detail == null ? "" : detail.lines().findFirst().orElse("");
        yield status.id()
            + " began and did not come to its end"
            + (first.isEmpty() ? "" : ": " + first)
            + ".";
      }
      case UNKNOWN ->
          status.id()
              + " has run in this database, and there is no migration of that name here: "
              + lost(status.whereabouts())
              + ".";
      case DIVERGED -> status.id() + " " + diverged(status.edit()) + ".";
    };
  }

  /// What else there is to say of a state; an empty text where it speaks for itself.
  public static String remark(MigrationStatus status) {
    Checksums.Match match = status.match();
    return switch (status.state()) {
      case APPLIED -> status.edit() == null ? "" : diverged(status.edit());
      case PENDING ->
          status.row() != null && status.row().checksum() != null
              ? "has run, was changed since, and will run again"
              : "";
      case OTHER_ALGORITHM, EOL_ONLY ->
          match == null
              ? ""
              : "same content: " + match.algorithm() + " of the file " + match.form().words();
      case FAILED -> "began and did not come to its end";
      case UNCHECKED ->
          "cannot be checked: how its checksum was made is not known here, and no file or version in git yields it";
      case UNKNOWN -> "no such migration here: " + lost(status.whereabouts());
      case DIVERGED -> diverged(status.edit());
    };
  }

  /// How the checksums of a ledger were made, with the number of rows for each way; empty where it
  /// has none that are understood.
  public static String checksums(HistoryStatus status) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (MigrationStatus one : status.migrations()) {
      Checksums.Match match = one.match();
      if (match != null) {
        counts.merge(match.algorithm(), 1, Integer::sum);
      }
    }
    if (counts.size() < 2) {
      return counts.isEmpty() ? "" : "checksums: " + counts.keySet().iterator().next();
    }
    String all =
        String.join(
            ", ",
            counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .map(count -> count.getValue() + " by " + count.getKey())
                .toList());
    return "checksums: "
        + all
        + ": programs write this table in different ways, and each takes the rows of the others for edited";
  }

  /// Where the file of an unknown migration is, as a sentence part.
  static String lost(@Nullable Whereabouts whereabouts) {
    return switch (whereabouts) {
      case Whereabouts.Removed removed -> {
        String commit = removed.commit().substring(0, 10);
        String renamed = removed.renamedTo();
        yield removed.path()
            + " was "
            + (renamed == null ? "deleted" : "renamed to " + renamed)
            + " in "
            + commit(removed.commit(), removed.author(), removed.date(), removed.subject())
            + "; to get it back: git checkout "
            + commit
            + "^ -- "
            + Advice.quoted(removed.path());
      }
      case Whereabouts.Elsewhere elsewhere ->
          elsewhere.path()
              + " is on "
              + elsewhere.reference()
              + ", which is not merged here: other code was deployed";
      case null -> "its file was deleted or renamed, or other code was deployed";
    };
  }

  private static String diverged(@Nullable Edit edit) {
    if (edit == null || edit.applied() == null) {
      return "was edited after it was applied; no version that git knows has the recorded checksum";
    }
    String what = edit.harmless() ? " (only comments or white space)" : "";
    PastVersion by = edit.edited();
    if (by == null) {
      return "was edited after it was applied" + what + "; the edit is not committed";
    }
    return "was edited after it was applied"
        + what
        + ": "
        + commit(by.commit(), by.author(), by.date(), by.subject())
        + Bursts.words(edit.all());
  }

  private static String commit(String commit, String author, Instant date, String subject) {
    return "commit "
        + commit.substring(0, 10)
        + " of "
        + author
        + ", "
        + date.atOffset(ZoneOffset.UTC).toLocalDate()
        + ", \""
        + subject
        + "\"";
  }
}
