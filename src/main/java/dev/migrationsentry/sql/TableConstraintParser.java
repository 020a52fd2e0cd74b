package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ConstraintAttributeParser.Attribute;
import dev.migrationsentry.sql.ConstraintAttributeParser.Group;
import dev.migrationsentry.sql.ConstraintAttributeParser.Written;
import dev.migrationsentry.sql.ast.ColumnConstraint;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.IndexStatement;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.Option;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.TableConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the constraints of tables and domains (manual, CREATE TABLE, ALTER DOMAIN).
final class TableConstraintParser {
  private static final Set<Group> DEFERRABILITY = Set.of(Group.DEFERRABILITY);

  private final Parser parser;
  private final Cursor cursor;
  private final Names names;
  private final ConstraintAttributeParser attributes;

  TableConstraintParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
    this.attributes = new ConstraintAttributeParser(parser);
  }

  /// Whether a table constraint begins here. `exclude` may also be the name of a column.
  boolean isConstraint() {
    return cursor.isAny("constraint", "check", "unique", "primary", "foreign", "not")
        || (cursor.is("exclude") && (cursor.isAt(1, "using") || cursor.kind(1) == '('));
  }

  /// `[CONSTRAINT name] constraint` (`TableConstraint`).
  TableConstraint constraint() {
    int start = cursor.position();
    Name name = cursor.accept("constraint") ? names.colId() : null;
    return switch (cursor.word()) {
      case "check" -> check(name, start, "CHECK", true);
      case "not" -> {
        cursor.expect("not", "null");
        Name column = names.colId();
        yield notNull(name, column, start, Set.of(Group.VALIDITY, Group.INHERITANCE));
      }
      case "unique", "primary" -> unique(name, start);
      case "exclude" -> exclude(name, start);
      case "foreign" -> foreignKey(name, start);
      default -> throw cursor.error();
    };
  }

  /// `[CONSTRAINT name] CHECK (…)|NOT NULL` of a domain (`DomainConstraint`).
  TableConstraint domainConstraint() {
    int start = cursor.position();
    Name name = cursor.accept("constraint") ? names.colId() : null;
    if (cursor.is("check")) {
      return check(name, start, "CHECK", false);
    }
    int token = cursor.position();
    cursor.expect("not", "null");
    return notNull(name, new Name("value", cursor.span(token)), start, Set.of());
  }

  private TableConstraint check(@Nullable Name name, int start, String kind, boolean ofTable) {
    Expression condition = parser.constraints.check();
    Written written =
        attributes.attributes(
            kind,
            ofTable
                ? Set.of(Group.VALIDITY, Group.INHERITANCE, Group.ENFORCEMENT)
                : Set.of(Group.VALIDITY, Group.INHERITANCE));
    return new TableConstraint.Check(
        name,
        condition,
        written.has(Attribute.NO_INHERIT),
        written.toAttributes(),
        cursor.span(start));
  }

  private TableConstraint notNull(@Nullable Name name, Name column, int start, Set<Group> allowed) {
    Written written = attributes.attributes("NOT NULL", allowed);
    return new TableConstraint.NotNull(
        name,
        column,
        written.has(Attribute.NO_INHERIT),
        written.toAttributes(),
        cursor.span(start));
  }

  private TableConstraint unique(@Nullable Name name, int start) {
    boolean primaryKey = cursor.accept("primary");
    boolean nullsNotDistinct = false;
    if (primaryKey) {
      cursor.expect("key");
    } else {
      cursor.expect("unique");
    }
    List<Name> columns = List.of();
    List<Name> include = List.of();
    List<Option> options = List.of();
    Name tablespace = null;
    Name usingIndex = null;
    boolean withoutOverlaps = false;
    if (cursor.is("using")) {
      cursor.expect("using", "index");
      usingIndex = names.colId();
    } else {
      nullsNotDistinct = !primaryKey && parser.constraints.nullsNotDistinct();
      cursor.expect('(');
      columns = names.colIds();
      if (cursor.accept("without")) {
        cursor.expect("overlaps");
        withoutOverlaps = true;
      }
      cursor.expect(')');
      include = include();
      options = parser.constraints.definition();
      tablespace = parser.constraints.indexTablespace();
    }
    ColumnConstraint.Attributes marks =
        attributes.attributes(primaryKey ? "PRIMARY KEY" : "UNIQUE", DEFERRABILITY).toAttributes();
    return new TableConstraint.Unique(
        name,
        primaryKey,
        columns,
        withoutOverlaps,
        include,
        nullsNotDistinct,
        usingIndex,
        options,
        tablespace,
        marks,
        cursor.span(start));
  }

  private List<Name> include() {
    return cursor.accept("include") ? names.columnList() : List.of();
  }

  private TableConstraint exclude(@Nullable Name name, int start) {
    cursor.expect("exclude");
    Name method = cursor.accept("using") ? names.colId() : null;
    List<IndexStatement.Key> keys = new ArrayList<>(2);
    List<String> operators = new ArrayList<>(2);
    cursor.expect('(');
    do {
      keys.add(parser.indexKeys.key());
      cursor.expect("with");
      operators.add(operator().toString());
    } while (cursor.accept(','));
    cursor.expect(')');
    List<Name> include = include();
    List<Option> options = parser.constraints.definition();
    Name tablespace = parser.constraints.indexTablespace();
    Expression where = parenthesizedWhere();
    ColumnConstraint.Attributes marks =
        attributes.attributes("EXCLUDE", DEFERRABILITY).toAttributes();
    return new TableConstraint.Exclude(
        name,
        method,
        keys,
        operators,
        include,
        options,
        tablespace,
        where,
        marks,
        cursor.span(start));
  }

  private QualifiedName operator() {
    if (!cursor.is("operator") || cursor.kind(1) != '(') {
      return names.operatorName();
    }
    cursor.advance();
    cursor.expect('(');
    QualifiedName operator = names.operatorName();
    cursor.expect(')');
    return operator;
  }

  /// `WHERE (expression)`, or null (`OptWhereClause`).
  @Nullable Expression parenthesizedWhere() {
    if (!cursor.accept("where")) {
      return null;
    }
    cursor.expect('(');
    Expression where = parser.expressions.expression();
    cursor.expect(')');
    return where;
  }

  private TableConstraint foreignKey(@Nullable Name name, int start) {
    cursor.expect("foreign", "key");
    List<Name> columns = new ArrayList<>(2);
    boolean period = periodColumns(columns);
    cursor.expect("references");
    QualifiedName table = names.relationName();
    List<Name> referenced = new ArrayList<>(2);
    if (cursor.is('(')) {
      period |= periodColumns(referenced);
    }
    TableConstraint.Actions actions = parser.constraints.foreignKeyActions();
    Written written =
        attributes.attributes(
            "FOREIGN KEY", Set.of(Group.DEFERRABILITY, Group.VALIDITY, Group.ENFORCEMENT));
    return new TableConstraint.ForeignKey(
        name,
        columns,
        table,
        referenced,
        period,
        actions,
        written.toAttributes(),
        cursor.span(start));
  }

  /// `(a, b, PERIOD c)`.
  ///
  /// @return whether PERIOD was written; `period` may also be the name of a column
  private boolean periodColumns(List<Name> columns) {
    cursor.expect('(');
    columns.add(names.colId());
    boolean period = false;
    while (!period && cursor.accept(',')) {
      period = cursor.is("period") && names.isColId(1);
      if (period) {
        cursor.advance();
      }
      columns.add(names.colId());
    }
    cursor.expect(')');
    return period;
  }
}
