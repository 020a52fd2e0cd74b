package dev.migrationsentry.ledger;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What is to become of the rows of ledgers: which stay, which are written anew because that is
/// proved to be harmless, and which are not.
///
/// @param database what people call it, without secrets
/// @param lines one for each recorded migration
/// @param followUps the migrations that would converge what is refused, one for each history
/// @param stamp the stamp that was asked for, or null
/// @param judged whether any history is recorded at all
public record Reconciliation(
    String database,
    List<Line> lines,
    List<FollowUp> followUps,
    @Nullable Stamp stamp,
    boolean judged) {
  /// Copies the lists.
  public Reconciliation {
    lines = List.copyOf(lines);
    followUps = List.copyOf(followUps);
  }

  /// What happens to a row.
  public enum Word {
    /// It is as it should be.
    KEPT,

    /// Its checksum is written anew: that is proved to be harmless, or somebody has answered for
    /// it.
    ACCEPTED,

    /// Its checksum stays: nothing proves that the edit is harmless.
    REFUSED,

    /// There is no such migration here.
    NOT_FOUND,

    /// Nothing can be said of it.
    SKIPPED
  }

  /// A row of a ledger.
  ///
  /// @param id what the runner calls the migration
  /// @param reason sentences
  /// @param rewrite what is written, or would be if somebody answered for it; null where nothing
  ///   can be
  /// @param ack what `--ack` takes for a refused one, or null
  /// @param effect what the edit changed, or null
  /// @param open whether people have to do something about it
  public record Line(
      Word word,
      String id,
      String reason,
      @Nullable Rewrite rewrite,
      @Nullable String ack,
      @Nullable EditEffect effect,
      boolean open) {
    Line(Word word, String id, String reason) {
      this(word, id, reason, null, null, null);
    }

    Line(
        Word word,
        String id,
        String reason,
        @Nullable Rewrite rewrite,
        @Nullable String ack,
        @Nullable EditEffect effect) {
      this(word, id, reason, rewrite, ack, effect, word == Word.REFUSED || word == Word.NOT_FOUND);
    }

    /// A line about a migration that did not come to its end.
    static Line failed(String id, String reason) {
      return new Line(Word.SKIPPED, id, reason, null, null, null, true);
    }
  }

  /// What is written when it is accepted.
  public List<Rewrite> rewrites() {
    return with(Word.ACCEPTED).stream().map(Line::rewrite).filter(Objects::nonNull).toList();
  }

  /// How many changes are written when they are accepted, a stamp among them.
  public int writes() {
    return rewrites().size() + (stamp != null && stamp.refused() == null ? 1 : 0);
  }

  /// Whether people have to do something that this program does not.
  public boolean open() {
    return (stamp != null && stamp.refused() != null) || lines.stream().anyMatch(Line::open);
  }

  /// A checksum that is written in place of another one.
  ///
  /// @param ledger the table
  /// @param id what the runner calls the migration
  /// @param old the text of the old value
  /// @param checksum the text of the new value
  public record Rewrite(String ledger, String id, String old, String checksum, Place place) {}

  /// Where it is written.
  public static final class Place {
    private final RecordedPlace recorded;

    Place(RecordedPlace recorded) {
      this.recorded = recorded;
    }

    RecordedPlace recorded() {
      return recorded;
    }
  }

  /// The lines with a word.
  public List<Line> with(Word word) {
    return lines.stream().filter(line -> line.word() == word).toList();
  }
}
