package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ConstraintAttributeParser.Attribute;
import dev.migrationsentry.sql.ConstraintAttributeParser.Group;
import dev.migrationsentry.sql.ConstraintAttributeParser.Written;
import dev.migrationsentry.sql.ast.AlterTable;
import dev.migrationsentry.sql.ast.AlterTable.Action;
import dev.migrationsentry.sql.ast.Behavior;
import dev.migrationsentry.sql.ast.CreateTable.ColumnDefinition;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.Option;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.TableConstraint;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the actions of ALTER TABLE that concern the table as a whole (`alter_table_cmd`).
final class TableActionParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;
  private final ColumnActionParser columns;
  private final ConstraintAttributeParser attributes;

  TableActionParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
    this.columns = new ColumnActionParser(parser);
    this.attributes = new ConstraintAttributeParser(parser);
  }

  /// One action.
  Action action() {
    int start = cursor.position();
    return switch (cursor.word()) {
      case "add" -> add(start);
      case "drop" -> drop(start);
      case "alter" ->
          cursor.isAt(1, "constraint") ? alterConstraint(start) : columns.alterColumn(start);
      case "validate" -> {
        cursor.expect("validate", "constraint");
        Name name = names.colId();
        yield new AlterTable.ValidateConstraint(name, cursor.span(start));
      }
      case "set" -> set(start);
      case "reset" -> {
        cursor.advance();
        List<Option> options = parser.options.storageParameters();
        yield new AlterTable.SetOptions(true, options, cursor.span(start));
      }
      case "cluster" -> {
        cursor.expect("cluster", "on");
        Name index = names.colId();
        yield new AlterTable.ClusterOn(index, cursor.span(start));
      }
      case "enable", "disable" -> enable(start);
      case "force" -> {
        cursor.expect("force", "row", "level", "security");
        yield new AlterTable.RowSecurity("force", cursor.span(start));
      }
      case "no" -> no(start);
      case "inherit" -> {
        cursor.advance();
        QualifiedName parent = names.relationName();
        yield new AlterTable.Inherit(parent, true, cursor.span(start));
      }
      case "of" -> {
        cursor.advance();
        QualifiedName type = names.anyName();
        yield new AlterTable.SetProperty("of", type, List.of(), cursor.span(start));
      }
      case "not" -> {
        cursor.expect("not", "of");
        yield property("not of", start);
      }
      case "owner" -> {
        cursor.expect("owner", "to");
        Name role = names.role();
        yield new AlterTable.OwnerTo(role, cursor.span(start));
      }
      case "replica" -> replicaIdentity(start);
      case "options" -> {
        List<Option> options = parser.options.alterForeignOptions();
        yield new AlterTable.SetProperty("options", null, options, cursor.span(start));
      }
      default -> throw cursor.error();
    };
  }

  private Action property(String name, int start) {
    return new AlterTable.SetProperty(name, null, List.of(), cursor.span(start));
  }

  private Action add(int start) {
    cursor.expect("add");
    if (parser.tableConstraints.isConstraint()) {
      TableConstraint constraint = parser.tableConstraints.constraint();
      return new AlterTable.AddConstraint(constraint, cursor.span(start));
    }
    cursor.accept("column");
    boolean ifNotExists = cursor.acceptIfNotExists();
    ColumnDefinition column = parser.columns.definition();
    return new AlterTable.AddColumn(ifNotExists, column, Behavior.RESTRICT, cursor.span(start));
  }

  private Action drop(int start) {
    cursor.expect("drop");
    boolean constraint = cursor.accept("constraint");
    if (!constraint) {
      cursor.accept("column");
    }
    boolean ifExists = cursor.acceptIfExists();
    Name name = names.colId();
    Behavior behavior = names.optionalBehavior();
    return constraint
        ? new AlterTable.DropConstraint(ifExists, name, behavior, cursor.span(start))
        : new AlterTable.DropColumn(ifExists, name, behavior, cursor.span(start));
  }

  private Action alterConstraint(int start) {
    cursor.expect("alter", "constraint");
    Name name = names.colId();
    if (cursor.accept("inherit")) {
      return new AlterTable.AlterConstraint(name, List.of("inherit"), cursor.span(start));
    }
    Written written = attributes.attributes();
    if (written.has(Attribute.NOT_VALID)) {
      throw cursor.error("0A000", "constraints cannot be altered to be NOT VALID", written.token());
    }
    attributes.require(
        written, "FOREIGN KEY", Set.of(Group.DEFERRABILITY, Group.INHERITANCE, Group.ENFORCEMENT));
    List<String> changes = written.attributes().stream().map(Attribute::text).toList();
    return new AlterTable.AlterConstraint(name, changes, cursor.span(start));
  }

  private Action set(int start) {
    cursor.expect("set");
    return switch (cursor.word()) {
      case "without" -> {
        cursor.advance();
        if (cursor.expectAny("oids", "cluster").equals("cluster")) {
          yield new AlterTable.ClusterOn(null, cursor.span(start));
        }
        yield property("without oids", start);
      }
      case "logged", "unlogged" -> property(names.take().value(), start);
      case "access" -> {
        cursor.expect("access", "method");
        yield cursor.accept("default")
            ? property("access method", start)
            : named("access method", names.colId(), start);
      }
      case "tablespace" -> {
        cursor.advance();
        yield named("tablespace", names.colId(), start);
      }
      default -> {
        List<Option> options = parser.options.storageParameters();
        yield new AlterTable.SetOptions(false, options, cursor.span(start));
      }
    };
  }

  private Action named(String property, Name name, int start) {
    return new AlterTable.SetProperty(
        property, new QualifiedName(List.of(name), name.span()), List.of(), cursor.span(start));
  }

  private Action enable(int start) {
    String setting = cursor.expectAny("enable", "disable");
    boolean enable = setting.equals("enable");
    if (cursor.accept("row")) {
      cursor.expect("level", "security");
      return new AlterTable.RowSecurity(setting, cursor.span(start));
    }
    String mode = enable ? cursor.acceptAny("replica", "always") : null;
    boolean trigger = cursor.expectAny("trigger", "rule").equals("trigger");
    Name name =
        trigger && mode == null && cursor.acceptAny("all", "user") != null ? null : names.colId();
    return new AlterTable.EnableTrigger(
        mode == null ? setting : setting + " " + mode,
        trigger ? ObjectKind.TRIGGER : ObjectKind.RULE,
        name,
        cursor.span(start));
  }

  private Action no(int start) {
    cursor.expect("no");
    if (cursor.expectAny("inherit", "force").equals("inherit")) {
      QualifiedName parent = names.relationName();
      return new AlterTable.Inherit(parent, false, cursor.span(start));
    }
    cursor.expect("row", "level", "security");
    return new AlterTable.RowSecurity("no force", cursor.span(start));
  }

  private Action replicaIdentity(int start) {
    cursor.expect("replica", "identity");
    String setting = cursor.expectAny("default", "full", "nothing", "using");
    @Nullable Name index = null;
    if (setting.equals("using")) {
      setting = "using index";
      cursor.expect("index");
      index = names.colId();
    }
    return new AlterTable.ReplicaIdentity(setting, index, cursor.span(start));
  }
}
