package dev.migrationsentry.remedy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A remedy and what its trial came to.
///
/// @param remedy the remedy
/// @param worlds the worlds in which it was rehearsed; empty when it was refused before
/// @param refused why it is not offered, as a sentence, or null when it passed
public record Tried(Remedy remedy, List<InWorld> worlds, @Nullable String refused) {
  /// Copies the worlds.
  public Tried {
    worlds = List.copyOf(worlds);
  }

  /// Whether it is offered.
  public boolean passed() {
    return refused == null;
  }

  /// What a remedy came to in one world.
  ///
  /// @param world what people call it
  /// @param server which PostgreSQL
  /// @param migrations how many migrations ran there with the remedy in place
  /// @param whole whether those behind the failing migration ran as well
  /// @param passes whether the failing migration works
  /// @param next the later migrations that fail, as they did before
  /// @param verified what the verification query said; null when there is none
  /// @param degraded why it proves less than it should, a sentence each
  public record InWorld(
      String world,
      String server,
      int migrations,
      boolean whole,
      boolean passes,
      List<Refusal> next,
      @Nullable Boolean verified,
      List<String> degraded) {
    /// Copies the lists.
    public InWorld {
      next = List.copyOf(next);
      degraded = List.copyOf(degraded);
    }
  }

  /// A migration that a server refused.
  ///
  /// @param migration its title
  /// @param answer the SQLSTATE and the message
  public record Refusal(String migration, String answer) {}
}
