package dev.migrationsentry.execution;

import dev.migrationsentry.builtin.Builtin;
import dev.migrationsentry.builtin.NamedObject;
import dev.migrationsentry.schema.GlobalObject;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.ObjectKind;
import java.util.List;
import java.util.Set;

/// What the access methods of indexes can do (manual, section 62.1).
final class AccessMethods {
  private static final Set<String> SINGLE_COLUMN = Set.of("hash", "spgist");
  private static final Set<String> INCLUDE = Set.of("btree", "gist", "spgist");
  private static final Set<String> EXCLUSION = Set.of("btree", "hash", "gist", "spgist");
  private static final Set<String> KNOWN = Set.of("btree", "hash", "gist", "spgist", "gin", "brin");

  private AccessMethods() {}

  /// Checks that an access method exists.
  ///
  /// @return its name
  static String checked(Draft draft, String written, Span at) {
    String name = written.equals("rtree") ? "gist" : written;
    if (KNOWN.contains(name) || draft.schema().other(ObjectKind.ACCESS_METHOD, 0, name) != null) {
      return name;
    }
    if (Builtin.of(draft.major()).has(NamedObject.ACCESS_METHOD, name)) {
      throw Refusal.of("42809", "access method \"" + name + "\" is not of type INDEX", at);
    }
    GlobalObject.Extension extension = draft.schema().unknownExtension();
    if (extension != null) {
      if (!ExternalExtensions.hasAccessMethod(extension.name(), name)) {
        draft.doubt("access method " + name + " may come from extension " + extension.name());
      }
      return name;
    }
    throw Refusal.of("42704", "access method \"" + name + "\" does not exist", at)
        .about(ObjectKind.ACCESS_METHOD, name, null, List.of());
  }

  /// Checks that an access method can do what an index wants of it.
  static void check(
      String method, boolean unique, boolean exclusion, int keys, int include, Span at) {
    if (!KNOWN.contains(method)) {
      return;
    }
    if (unique && !method.equals("btree")) {
      throw cannot(method, "unique indexes", at);
    }
    if (include > 0 && !INCLUDE.contains(method)) {
      throw cannot(method, "included columns", at);
    }
    if (keys > 1 && SINGLE_COLUMN.contains(method)) {
      throw cannot(method, "multicolumn indexes", at);
    }
    if (exclusion && !EXCLUSION.contains(method)) {
      throw cannot(method, "exclusion constraints", at);
    }
  }

  /// Checks the direction written for a key.
  static void checkOrder(String method, boolean direction, boolean nulls, Span at) {
    if (!KNOWN.contains(method) || method.equals("btree")) {
      return;
    }
    if (direction) {
      throw cannot(method, "ASC/DESC options", at);
    }
    if (nulls) {
      throw cannot(method, "NULLS FIRST/LAST options", at);
    }
  }

  private static Refusal cannot(String method, String what, Span at) {
    return Refusal.of("0A000", "access method \"" + method + "\" does not support " + what, at);
  }
}
