package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.AlterTable;
import dev.migrationsentry.sql.ast.Behavior;
import dev.migrationsentry.sql.ast.CreateTable.ColumnDefinition;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.ObjectReference;
import dev.migrationsentry.sql.ast.ObjectStatement;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.sql.ast.TableConstraint;
import dev.migrationsentry.sql.ast.TypeName;
import dev.migrationsentry.sql.ast.TypeStatement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads ALTER TYPE and ALTER DOMAIN.
final class AlterTypeParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;

  AlterTypeParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
  }

  /// `ALTER TYPE` or `ALTER DOMAIN`, from its first word on.
  Statement alter(ObjectKind kind) {
    int start = cursor.position();
    cursor.expect("alter", kind.words());
    ObjectReference object = parser.references.qualified(kind);
    Statement common = parser.objects.commonAlteration(start, object, false);
    if (common != null) {
      return common;
    }
    return kind == ObjectKind.TYPE ? alterType(start, object) : alterDomain(start, object);
  }

  private Statement alterType(int start, ObjectReference object) {
    switch (cursor.word()) {
      case "rename" -> {
        return renamePart(start, object);
      }
      case "set" -> {
        cursor.advance();
        parser.options.definition();
        return new ObjectStatement.AlterObject(object, false, "set", List.of(), cursor.span(start));
      }
      case "add" -> {
        if (cursor.accept("add", "value")) {
          return addValue(start, object.name());
        }
      }
      case "drop" -> {
        int token = cursor.position();
        if (cursor.accept("drop", "value")) {
          names.string();
          throw cursor.error("0A000", "dropping an enum value is not implemented", token);
        }
      }
      default -> {
        // The actions of a composite type follow.
      }
    }
    List<AlterTable.Action> actions = new ArrayList<>(2);
    do {
      actions.add(attributeAction());
    } while (cursor.accept(','));
    return new AlterTable(
        ObjectKind.TYPE, false, false, object.name(), actions, cursor.span(start));
  }

  private Statement renamePart(int start, ObjectReference object) {
    cursor.expect("rename");
    if (cursor.accept("value")) {
      TypeStatement.Label from = label();
      cursor.expect("to");
      TypeStatement.Label to = label();
      return new TypeStatement.RenameEnumValue(object.name(), from, to, cursor.span(start));
    }
    cursor.expect("attribute");
    Name from = names.colId();
    cursor.expect("to");
    Name to = names.colId();
    Behavior behavior = names.optionalBehavior();
    return renamed(start, object, ObjectKind.COLUMN, from, to, behavior);
  }

  private Statement renamed(
      int start, ObjectReference object, ObjectKind part, Name from, Name to, Behavior behavior) {
    ObjectReference renamed = parser.references.part(part, from, object.name());
    return new ObjectStatement.Rename(
        renamed, object.kind(), false, to, behavior, cursor.span(start));
  }

  private Statement addValue(int start, QualifiedName type) {
    boolean ifNotExists = cursor.acceptIfNotExistsOnly();
    TypeStatement.Label label = label();
    String place = cursor.acceptAny("before", "after");
    TypeStatement.Label neighbor = place == null ? null : label();
    return new TypeStatement.AddEnumValue(
        type, ifNotExists, label, neighbor, "after".equals(place), cursor.span(start));
  }

  /// A label of an enum.
  TypeStatement.Label label() {
    int token = cursor.position();
    String value = names.string();
    return new TypeStatement.Label(value, cursor.span(token));
  }

  private AlterTable.Action attributeAction() {
    int start = cursor.position();
    String action = cursor.expectAny("add", "drop", "alter");
    cursor.expect("attribute");
    return switch (action) {
      case "add" -> {
        ColumnDefinition attribute = parser.columns.attribute();
        Behavior behavior = names.optionalBehavior();
        yield new AlterTable.AddColumn(false, attribute, behavior, cursor.span(start));
      }
      case "drop" -> {
        boolean ifExists = cursor.acceptIfExists();
        Name attribute = names.colId();
        Behavior behavior = names.optionalBehavior();
        yield new AlterTable.DropColumn(ifExists, attribute, behavior, cursor.span(start));
      }
      default -> {
        Name attribute = names.colId();
        if (cursor.accept("set")) {
          cursor.expect("data");
        }
        cursor.expect("type");
        TypeName type = parser.types.typeName();
        QualifiedName collation = parser.columns.collation();
        Behavior behavior = names.optionalBehavior();
        yield new AlterTable.SetType(
            attribute, type, collation, null, behavior, cursor.span(start));
      }
    };
  }

  private Statement alterDomain(int start, ObjectReference object) {
    QualifiedName domain = object.name();
    return switch (cursor.expectAny("set", "drop", "add", "validate", "rename")) {
      case "rename" -> {
        cursor.expect("constraint");
        Name from = names.colId();
        cursor.expect("to");
        Name to = names.colId();
        yield renamed(start, object, ObjectKind.DOMAIN_CONSTRAINT, from, to, Behavior.RESTRICT);
      }
      case "set" -> {
        if (cursor.expectAny("default", "not").equals("default")) {
          Expression value = parser.expressions.expression();
          yield changed(start, domain, "set default", value, null, null);
        }
        cursor.expect("null");
        yield changed(start, domain, "set not null", null, null, null);
      }
      case "add" -> {
        TableConstraint constraint = parser.tableConstraints.domainConstraint();
        yield changed(start, domain, "add constraint", null, constraint, null);
      }
      case "validate" -> {
        cursor.expect("constraint");
        Name name = names.colId();
        yield changed(start, domain, "validate constraint", null, null, name);
      }
      default -> drop(start, domain);
    };
  }

  private Statement drop(int start, QualifiedName domain) {
    return switch (cursor.expectAny("default", "not", "constraint")) {
      case "default" -> changed(start, domain, "drop default", null, null, null);
      case "not" -> {
        cursor.expect("null");
        yield changed(start, domain, "drop not null", null, null, null);
      }
      default -> {
        boolean ifExists = cursor.acceptIfExists();
        Name name = names.colId();
        Behavior behavior = names.optionalBehavior();
        yield new TypeStatement.AlterDomain(
            domain, "drop constraint", null, null, name, ifExists, behavior, cursor.span(start));
      }
    };
  }

  private Statement changed(
      int start,
      QualifiedName domain,
      String action,
      @Nullable Expression value,
      @Nullable TableConstraint constraint,
      @Nullable Name name) {
    return new TypeStatement.AlterDomain(
        domain, action, value, constraint, name, false, Behavior.RESTRICT, cursor.span(start));
  }
}
