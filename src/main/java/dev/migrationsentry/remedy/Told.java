package dev.migrationsentry.remedy;

import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.timeline.Nested;
import dev.migrationsentry.timeline.Sent;
import java.util.ArrayList;
import java.util.List;

/// Everything that the migrations of a history say, those statements included that stand in DO
/// blocks.
///
/// @param before what runs before a migration
/// @param own what it says itself
/// @param behind what runs behind it
record Told(List<Said> before, List<Said> own, List<Said> behind) {
  Told {
    before = List.copyOf(before);
    own = List.copyOf(own);
    behind = List.copyOf(behind);
  }

  /// A statement of a migration.
  ///
  /// @param nested whether it stands in a DO block
  record Said(Migration migration, Statement statement, boolean nested) {
    /// Whether it stands as it is in the migration's file, so that its text can be edited there.
    boolean isWritten() {
      return migration.up().program() == null && statement.span().file() == migration.up().file();
    }
  }

  /// Reads a history around a migration.
  static Told around(Migration migration, List<Sent> sent) {
    List<Said> before = new ArrayList<>();
    List<Said> own = new ArrayList<>();
    List<Said> behind = new ArrayList<>();
    List<Said> now = before;
    for (Sent one : sent) {
      if (one.migration() == migration) {
        now = own;
      } else if (now == own) {
        now = behind;
      }
      for (Statement statement : one.statements()) {
        now.add(new Said(one.migration(), statement, false));
        for (Statement nested : Nested.statements(statement)) {
          now.add(new Said(one.migration(), nested, true));
        }
      }
    }
    return new Told(before, own, behind);
  }

  /// All, in the history's order.
  List<Said> all() {
    List<Said> all = new ArrayList<>(before);
    all.addAll(own);
    all.addAll(behind);
    return all;
  }
}
