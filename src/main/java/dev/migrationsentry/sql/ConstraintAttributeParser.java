package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.ColumnConstraint.Attributes;
import java.util.EnumSet;
import java.util.Set;

/// Reads what may follow a constraint: DEFERRABLE, INITIALLY DEFERRED, NOT VALID, NO INHERIT, NOT
/// ENFORCED and their opposites (`ConstraintAttributeSpec`).
final class ConstraintAttributeParser {
  private final Cursor cursor;

  ConstraintAttributeParser(Parser parser) {
    this.cursor = parser.cursor;
  }

  /// One attribute, named by the words that write it.
  enum Attribute {
    NOT_DEFERRABLE("not", "deferrable"),
    DEFERRABLE("", "deferrable"),
    INITIALLY_IMMEDIATE("initially", "immediate"),
    INITIALLY_DEFERRED("initially", "deferred"),
    NOT_VALID("not", "valid"),
    NO_INHERIT("no", "inherit"),
    NOT_ENFORCED("not", "enforced"),
    ENFORCED("", "enforced");

    private final String first;
    private final String last;

    Attribute(String first, String last) {
      this.first = first;
      this.last = last;
    }

    /// The words in lower case, as in `not valid`.
    String text() {
      return first.isEmpty() ? last : first + " " + last;
    }

    boolean accept(Cursor cursor) {
      return first.isEmpty() ? cursor.accept(last) : cursor.accept(first, last);
    }
  }

  /// What a kind of constraint can be marked with.
  enum Group {
    DEFERRABILITY,
    VALIDITY,
    INHERITANCE,
    ENFORCEMENT
  }

  /// The attributes found.
  ///
  /// @param token the first token of them, or the one behind when there is none
  record Written(Set<Attribute> attributes, int token) {
    boolean has(Attribute attribute) {
      return attributes.contains(attribute);
    }

    /// The attributes that constraints keep; `NOT ENFORCED` implies that nothing is validated.
    Attributes attributes(boolean notValid) {
      boolean deferred = has(Attribute.INITIALLY_DEFERRED);
      return new Attributes(
          deferred || has(Attribute.DEFERRABLE), deferred, notValid, has(Attribute.NOT_ENFORCED));
    }

    Attributes toAttributes() {
      return attributes(has(Attribute.NOT_VALID));
    }
  }

  /// All attributes at the cursor.
  ///
  /// @throws SyntaxException when two of them contradict each other
  Written attributes() {
    int first = cursor.position();
    EnumSet<Attribute> found = EnumSet.noneOf(Attribute.class);
    while (true) {
      int token = cursor.position();
      if (!acceptOne(found)) {
        return new Written(found, first);
      }
      if (both(found, Attribute.NOT_DEFERRABLE, Attribute.INITIALLY_DEFERRED)) {
        throw cursor.error("constraint declared INITIALLY DEFERRED must be DEFERRABLE", token);
      }
      if (both(found, Attribute.NOT_DEFERRABLE, Attribute.DEFERRABLE)
          || both(found, Attribute.INITIALLY_IMMEDIATE, Attribute.INITIALLY_DEFERRED)
          || both(found, Attribute.NOT_ENFORCED, Attribute.ENFORCED)) {
        throw cursor.error("conflicting constraint properties", token);
      }
    }
  }

  /// All attributes at the cursor, of a constraint that can be marked with these only.
  ///
  /// @param kind the constraint in PostgreSQL's words, as in `FOREIGN KEY`
  /// @throws SyntaxException when the constraint cannot be marked so
  Written attributes(String kind, Set<Group> allowed) {
    Written written = attributes();
    require(written, kind, allowed);
    return written;
  }

  /// Refuses attributes that a kind of constraint cannot be marked with.
  void require(Written written, String kind, Set<Group> allowed) {
    if (!allowed.contains(Group.DEFERRABILITY)
        && (written.has(Attribute.DEFERRABLE) || written.has(Attribute.INITIALLY_DEFERRED))) {
      throw cannot(written, kind, "DEFERRABLE");
    }
    if (!allowed.contains(Group.VALIDITY) && written.has(Attribute.NOT_VALID)) {
      throw cannot(written, kind, "NOT VALID");
    }
    if (!allowed.contains(Group.INHERITANCE) && written.has(Attribute.NO_INHERIT)) {
      throw cannot(written, kind, "NO INHERIT");
    }
    if (!allowed.contains(Group.ENFORCEMENT)) {
      if (written.has(Attribute.NOT_ENFORCED)) {
        throw cannot(written, kind, "NOT ENFORCED");
      }
      if (written.has(Attribute.ENFORCED)) {
        throw cannot(written, kind, "ENFORCED");
      }
    }
  }

  private SyntaxException cannot(Written written, String kind, String mark) {
    return cursor.error("0A000", kind + " constraints cannot be marked " + mark, written.token());
  }

  private boolean acceptOne(Set<Attribute> found) {
    for (Attribute attribute : Attribute.values()) {
      if (attribute.accept(cursor)) {
        found.add(attribute);
        return true;
      }
    }
    if (cursor.isAny("not", "no", "initially")) {
      cursor.advance();
      throw cursor.error();
    }
    return false;
  }

  private static boolean both(Set<Attribute> found, Attribute one, Attribute other) {
    return found.contains(one) && found.contains(other);
  }
}
