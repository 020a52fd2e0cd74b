package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ColumnAttributeParser.Found;
import dev.migrationsentry.sql.ast.ColumnConstraint;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.Option;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.TableConstraint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what stands behind the type of a column or domain: constraints, defaults, COLLATE (manual,
/// CREATE TABLE).
final class ConstraintParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;
  private final ColumnAttributeParser attributes;

  ConstraintParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
    this.attributes = new ColumnAttributeParser(parser);
  }

  /// What stands behind a column's type.
  record Clauses(@Nullable QualifiedName collation, List<ColumnConstraint> constraints) {}

  /// All constraints and the COLLATE of a column or domain, in any order (`ColQualList`).
  Clauses clauses(boolean domain) {
    Found found = new Found();
    while (true) {
      if (cursor.is("collate")) {
        attributes.collate(found);
      } else if (cursor.isAny("deferrable", "initially", "enforced")
          || (cursor.is("not") && (cursor.isAt(1, "deferrable") || cursor.isAt(1, "enforced")))) {
        attributes.read("", domain, found);
      } else {
        ColumnConstraint constraint = constraint(domain, found);
        if (constraint == null) {
          return new Clauses(found.collation(), found.constraints());
        }
        found.constraints().add(constraint);
      }
    }
  }

  private @Nullable ColumnConstraint constraint(boolean domain, Found found) {
    int start = cursor.position();
    Name name = cursor.accept("constraint") ? names.colId() : null;
    return switch (cursor.word()) {
      case "not" -> {
        cursor.expect("not", "null");
        boolean noInherit = noInherit();
        attributes.read("NOT NULL", domain, found);
        yield new ColumnConstraint.NotNull(name, noInherit, false, cursor.span(start));
      }
      case "null" -> {
        cursor.advance();
        attributes.read("", domain, found);
        yield new ColumnConstraint.Null(name, cursor.span(start));
      }
      case "unique", "primary" -> unique(name, start, domain, found);
      case "check" -> {
        Expression condition = check();
        boolean noInherit = noInherit();
        yield new ColumnConstraint.Check(
            name,
            condition,
            noInherit,
            attributes.read("CHECK", domain, found),
            cursor.span(start));
      }
      case "default" -> {
        cursor.advance();
        Expression value = parser.expressions.restricted();
        attributes.read("", domain, found);
        yield new ColumnConstraint.Default(name, value, cursor.span(start));
      }
      case "generated" -> generated(name, start, domain, found);
      case "references" -> {
        cursor.advance();
        QualifiedName table = names.relationName();
        List<Name> columns = names.optionalColumnList();
        TableConstraint.Actions actions = foreignKeyActions();
        yield new ColumnConstraint.References(
            name,
            table,
            columns,
            actions,
            attributes.read("FOREIGN KEY", domain, found),
            cursor.span(start));
      }
      default -> {
        if (name != null) {
          throw cursor.error();
        }
        yield null;
      }
    };
  }

  private ColumnConstraint unique(@Nullable Name name, int start, boolean domain, Found found) {
    boolean primaryKey = cursor.accept("primary");
    boolean nullsNotDistinct = false;
    if (primaryKey) {
      cursor.expect("key");
    } else {
      cursor.expect("unique");
      nullsNotDistinct = nullsNotDistinct();
    }
    List<Option> options = definition();
    Name tablespace = indexTablespace();
    return new ColumnConstraint.Unique(
        name,
        primaryKey,
        nullsNotDistinct,
        options,
        tablespace,
        attributes.read("UNIQUE", domain, found),
        cursor.span(start));
  }

  private ColumnConstraint generated(@Nullable Name name, int start, boolean domain, Found found) {
    cursor.expect("generated");
    int when = cursor.position();
    boolean always = generatedAlways();
    cursor.expect("as");
    if (cursor.accept("identity")) {
      List<Option> options = parser.sequences.parenthesizedOptions();
      attributes.read("", domain, found);
      return new ColumnConstraint.Identity(name, always, options, cursor.span(start));
    }
    cursor.expect('(');
    Expression value = parser.expressions.expression();
    cursor.expect(')');
    boolean stored = cursor.accept("stored");
    if (!stored) {
      cursor.accept("virtual");
    }
    if (!always) {
      throw cursor.error("for a generated column, GENERATED ALWAYS must be specified", when);
    }
    attributes.read("", domain, found);
    return new ColumnConstraint.Generated(name, value, stored, cursor.span(start));
  }

  /// `ALWAYS`, or `BY DEFAULT`.
  boolean generatedAlways() {
    if (cursor.accept("always")) {
      return true;
    }
    cursor.expect("by", "default");
    return false;
  }

  /// `CHECK (expression)`.
  Expression check() {
    cursor.expect("check");
    cursor.expect('(');
    Expression condition = parser.expressions.expression();
    cursor.expect(')');
    return condition;
  }

  private boolean noInherit() {
    if (cursor.is("no")) {
      cursor.expect("no", "inherit");
      return true;
    }
    return false;
  }

  /// `NULLS NOT DISTINCT`, `NULLS DISTINCT` or nothing.
  boolean nullsNotDistinct() {
    if (!cursor.accept("nulls")) {
      return false;
    }
    boolean not = cursor.accept("not");
    cursor.expect("distinct");
    return not;
  }

  /// `WITH (definition)` of a constraint's index, or nothing.
  List<Option> definition() {
    return cursor.accept("with") ? parser.options.definition() : List.of();
  }

  /// `USING INDEX TABLESPACE name`, or null.
  @Nullable Name indexTablespace() {
    if (!cursor.is("using")) {
      return null;
    }
    cursor.expect("using", "index", "tablespace");
    return names.colId();
  }

  /// `MATCH FULL ON DELETE … ON UPDATE …`.
  TableConstraint.Actions foreignKeyActions() {
    String match = "simple";
    if (cursor.is("match")) {
      int token = cursor.position();
      cursor.advance();
      match = cursor.expectAny("full", "partial", "simple");
      if (match.equals("partial")) {
        throw cursor.error("0A000", "MATCH PARTIAL not yet implemented", token);
      }
    }
    String onDelete = null;
    String onUpdate = null;
    List<Name> setColumns = List.of();
    while (cursor.is("on")) {
      int token = cursor.position();
      cursor.advance();
      boolean delete = onDelete == null && cursor.accept("delete");
      if (!delete) {
        if (onUpdate != null) {
          throw cursor.error();
        }
        cursor.expect("update");
      }
      String action = foreignKeyAction();
      boolean setting = action.startsWith("set");
      List<Name> columns = setting ? names.optionalColumnList() : List.of();
      if (delete) {
        onDelete = action;
        setColumns = columns;
      } else {
        onUpdate = action;
        if (!columns.isEmpty()) {
          throw cursor.error(
              "0A000",
              "a column list with "
                  + (action.equals("set null") ? "SET NULL" : "SET DEFAULT")
                  + " is only supported for ON DELETE actions",
              token);
        }
      }
      if (onDelete != null && onUpdate != null) {
        break;
      }
    }
    return new TableConstraint.Actions(
        match,
        onDelete == null ? "no action" : onDelete,
        onUpdate == null ? "no action" : onUpdate,
        setColumns);
  }

  private String foreignKeyAction() {
    return switch (cursor.expectAny("no", "restrict", "cascade", "set")) {
      case "no" -> {
        cursor.expect("action");
        yield "no action";
      }
      case "set" -> "set " + cursor.expectAny("null", "default");
      case "cascade" -> "cascade";
      default -> "restrict";
    };
  }
}
