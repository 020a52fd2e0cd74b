package dev.migrationsentry.deploys;

import dev.migrationsentry.host.HostedService;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the deploys of a service come to, and why.
///
/// @param branch the branch that it is deployed from
/// @param head that branch's newest commit, in full
/// @param sentence the judgement for people, one sentence
/// @param waiting what lies between the commit that serves and the branch, or null when it can't be
///   compared or nothing does
/// @param notes sentences about what could not be found out
public record Judgement(
    HostedService service,
    String branch,
    String head,
    Verdict verdict,
    String sentence,
    Standing standing,
    @Nullable Waiting waiting,
    List<String> notes) {
  /// Copies the notes.
  public Judgement {
    notes = List.copyOf(notes);
  }
}
