package dev.migrationsentry.migration;

import java.util.Set;

/// What git says of a history at an older or other state: the state that is known to be deployed,
/// or the branch to be merged into.
///
/// @param name the name people gave it, such as `v1.4` or `origin/main`
/// @param files the migration files that exist there, as paths relative to the checked folder
/// @param changed those of them that send something else there: not only line ends, comments or
///   white space differ
public record Reference(String name, Set<String> files, Set<String> changed) {
  /// Copies the sets.
  public Reference {
    files = Set.copyOf(files);
    changed = Set.copyOf(changed);
  }
}
