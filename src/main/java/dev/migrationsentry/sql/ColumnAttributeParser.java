package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.ColumnConstraint;
import dev.migrationsentry.sql.ast.QualifiedName;
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

  /// The one COLLATE of a column, found while constraints are read.
  static final class Collation {
    @Nullable QualifiedName name;
  }

  /// `COLLATE name`, which may stand anywhere among the constraints, once.
  void collate(Collation collation) {
    int token = cursor.position();
    cursor.expect("collate");
    QualifiedName name = names.anyName();
    if (collation.name != null) {
      throw cursor.error("multiple COLLATE clauses not allowed", token);
    }
    collation.name = name;
  }

  /// The attributes behind a constraint of a column. PostgreSQL's grammar lets them stand anywhere;
  /// which ones fit is decided when the statement runs, with these words.
  ///
  /// @param kind the constraint, or an empty string for what takes no attributes
  ColumnConstraint.Attributes read(String kind, boolean domain, Collation collation) {
    boolean defers = kind.equals("UNIQUE") || kind.equals("FOREIGN KEY");
    boolean enforces = kind.equals("CHECK") || kind.equals("FOREIGN KEY");
    Boolean deferrable = null;
    Boolean deferred = null;
    Boolean enforced = null;
    while (true) {
      int token = cursor.position();
      if (cursor.is("collate")) {
        collate(collation);
        continue;
      }
      boolean not = cursor.is("not");
      int ahead = not ? 1 : 0;
      if (cursor.isAt(ahead, "deferrable")) {
        cursor.moveTo(token + ahead + 1);
        place(domain, "deferrability", defers, deferrable, not, "DEFERRABLE", token);
        deferrable = !not;
      } else if (cursor.isAt(ahead, "enforced")) {
        cursor.moveTo(token + ahead + 1);
        place(domain, "enforceability", enforces, enforced, not, "ENFORCED", token);
        enforced = !not;
      } else if (cursor.accept("initially")) {
        boolean late = cursor.expectAny("deferred", "immediate").equals("deferred");
        String clause = late ? "INITIALLY DEFERRED" : "INITIALLY IMMEDIATE";
        placeInitially(domain, defers, deferred, clause, token);
        deferred = late;
      } else {
        return new ColumnConstraint.Attributes(
            deferrable != null ? deferrable : deferred != null && deferred,
            deferred != null && deferred,
            false,
            enforced != null && !enforced);
      }
      if (deferred != null && deferred && deferrable != null && !deferrable) {
        throw cursor.error("constraint declared INITIALLY DEFERRED must be DEFERRABLE", token);
      }
    }
  }

  private void place(
      boolean domain,
      String property,
      boolean fits,
      @Nullable Boolean earlier,
      boolean not,
      String clause,
      int token) {
    if (domain) {
      throw forDomain(property, token);
    }
    if (!fits) {
      throw cursor.error("misplaced " + (not ? "NOT " : "") + clause + " clause", token);
    }
    if (earlier != null) {
      throw cursor.error("multiple " + clause + "/NOT " + clause + " clauses not allowed", token);
    }
  }

  private void placeInitially(
      boolean domain, boolean fits, @Nullable Boolean earlier, String clause, int token) {
    if (domain) {
      throw forDomain("deferrability", token);
    }
    if (!fits) {
      throw cursor.error("misplaced " + clause + " clause", token);
    }
    if (earlier != null) {
      throw cursor.error("multiple INITIALLY IMMEDIATE/DEFERRED clauses not allowed", token);
    }
  }

  private SyntaxException forDomain(String property, int token) {
    return cursor.error(
        "0A000", "specifying constraint " + property + " not supported for domains", token);
  }
}
