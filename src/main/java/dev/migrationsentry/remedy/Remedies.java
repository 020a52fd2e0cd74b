package dev.migrationsentry.remedy;

import java.util.List;

/// The list of all kinds of remedies.
public final class Remedies {
  /// Every kind, the most useful first.
  static final List<Remedying> ALL =
      List.of(
          new GuardMigration(),
          new AdditiveRepair(),
          new MissingIndex(),
          new SplitEnumUse(),
          new SplitConcurrently(),
          new MergeHeads(),
          new NewIdentity(),
          new HotPatch(),
          new Insertion());

  private Remedies() {}

  /// The ids of all kinds.
  public static List<String> kinds() {
    return ALL.stream().map(Remedying::id).toList();
  }
}
