package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.ColumnConstraint;
import dev.migrationsentry.sql.ast.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the attributes behind the constraints of a column (`ConstraintAttr`), and the COLLATE that
/// may stand among them.
final class ColumnAttributeParser {
  private final Cursor cursor;
  private final Names names;

  ColumnAttributeParser(Parser parser) {
    this.cursor = parser.cursor;
    this.names = parser.names;
  }

  /// What was found behind a column's type so far.
  static final class Found {
    private @Nullable QualifiedName collation;
    private final List<ColumnConstraint> constraints = new ArrayList<>(2);

    /// The column's COLLATE, or null.
    @Nullable QualifiedName collation() {
      return collation;
    }

    /// The constraints in the order written; a misplaced attribute stands before its constraint.
    List<ColumnConstraint> constraints() {
      return constraints;
    }
  }

  /// `COLLATE name`, which may stand anywhere among the constraints, once.
  void collate(Found found) {
    int token = cursor.position();
    cursor.expect("collate");
    QualifiedName name = names.anyName();
    if (found.collation != null) {
      throw cursor.error("multiple COLLATE clauses not allowed", token);
    }
    found.collation = name;
  }

  /// The attributes behind a constraint of a column. PostgreSQL's grammar lets them stand anywhere;
  /// those that do not fit are added to what was found.
  ///
  /// @param kind the constraint, or an empty string for what takes no attributes
  ColumnConstraint.Attributes read(String kind, boolean domain, Found found) {
    boolean defers = kind.equals("UNIQUE") || kind.equals("FOREIGN KEY");
    boolean enforces = kind.equals("CHECK") || kind.equals("FOREIGN KEY");
    Boolean deferrable = null;
    Boolean deferred = null;
    Boolean enforced = null;
    while (true) {
      int token = cursor.position();
      if (cursor.is("collate")) {
        collate(found);
        continue;
      }
      boolean not = cursor.is("not");
      int ahead = not ? 1 : 0;
      if (cursor.isAt(ahead, "deferrable")) {
        cursor.moveTo(token + ahead + 1);
        String clause = not ? "NOT DEFERRABLE" : "DEFERRABLE";
        String all = "DEFERRABLE/NOT DEFERRABLE";
        place(found, domain, "deferrability", defers, deferrable != null, clause, all, token);
        deferrable = !not;
      } else if (cursor.isAt(ahead, "enforced")) {
        cursor.moveTo(token + ahead + 1);
        String clause = not ? "NOT ENFORCED" : "ENFORCED";
        String all = "ENFORCED/NOT ENFORCED";
        place(found, domain, "enforceability", enforces, enforced != null, clause, all, token);
        enforced = !not;
      } else if (cursor.accept("initially")) {
        boolean late = cursor.expectAny("deferred", "immediate").equals("deferred");
        String clause = late ? "INITIALLY DEFERRED" : "INITIALLY IMMEDIATE";
        String all = "INITIALLY IMMEDIATE/DEFERRED";
        place(found, domain, "deferrability", defers, deferred != null, clause, all, token);
        deferred = late;
      } else {
        return attributes(deferrable, deferred, enforced);
      }
      if (deferred != null && deferred && deferrable != null && !deferrable) {
        misplaced(
            found, "42601", "constraint declared INITIALLY DEFERRED must be DEFERRABLE", token);
      }
    }
  }

  private static ColumnConstraint.Attributes attributes(
      @Nullable Boolean deferrable, @Nullable Boolean deferred, @Nullable Boolean enforced) {
    boolean late = deferred != null && deferred;
    return new ColumnConstraint.Attributes(
        deferrable != null ? deferrable : late, late, false, enforced != null && !enforced);
  }

  private void place(
      Found found,
      boolean domain,
      String property,
      boolean fits,
      boolean repeated,
      String clause,
      String all,
      int token) {
    if (domain) {
      misplaced(
          found,
          "0A000",
          "specifying constraint " + property + " not supported for domains",
          token);
    } else if (!fits) {
      misplaced(found, "42601", "misplaced " + clause + " clause", token);
    } else if (repeated) {
      misplaced(found, "42601", "multiple " + all + " clauses not allowed", token);
    }
  }

  private void misplaced(Found found, String sqlState, String message, int token) {
    found.constraints.add(new ColumnConstraint.Misplaced(sqlState, message, cursor.span(token)));
  }
}
