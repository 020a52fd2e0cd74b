package dev.migrationsentry.alembic;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Which revisions of a history create which types along with their tables.
///
/// One run of `alembic upgrade` remembers the types that it created, and creates none twice
/// (`DefaultImpl.memo`), whichever revision asks for it. Revisions that were applied earlier are
/// not part of that run; so a type counts as remembered when another revision that ran here creates
/// it and it is there.
public final class CreatedTypes {
  private final Map<String, Set<Object>> creators = new ConcurrentHashMap<>();

  /// Takes note that a revision creates a type.
  void created(String type, Object revision) {
    creators.computeIfAbsent(type, key -> ConcurrentHashMap.newKeySet()).add(revision);
  }

  /// Whether another revision creates it too.
  boolean byOthers(String type, Object revision) {
    return creators.getOrDefault(type, Set.of()).stream().anyMatch(one -> !one.equals(revision));
  }
}
