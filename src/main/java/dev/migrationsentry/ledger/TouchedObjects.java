package dev.migrationsentry.ledger;

import dev.migrationsentry.schema.Difference;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The objects that something changes.
///
/// @param objects with their kinds: `column public.users.email`
record TouchedObjects(Set<String> objects) {
  TouchedObjects {
    objects = Set.copyOf(objects);
  }

  static TouchedObjects by(List<Difference> changes) {
    Set<String> objects = new HashSet<>();
    changes.forEach(change -> objects.add(change.object()));
    return new TouchedObjects(objects);
  }

  /// Those differences that are about them, or about the columns of tables among them.
  List<Difference> in(List<Difference> differences) {
    return differences.stream().filter(this::has).toList();
  }

  private boolean has(Difference difference) {
    String object = difference.object();
    if (objects.contains(object)) {
      return true;
    }
    boolean column = object.startsWith("column ");
    return column
        && objects.contains(
            "table " + object.substring("column ".length(), object.lastIndexOf('.')));
  }
}
