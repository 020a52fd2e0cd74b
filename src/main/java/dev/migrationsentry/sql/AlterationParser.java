package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Behavior;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.ObjectReference;
import dev.migrationsentry.sql.ast.ObjectStatement;
import dev.migrationsentry.sql.ast.Statement;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads what many kinds of objects have in common behind `ALTER kind name`: RENAME TO, OWNER TO,
/// SET SCHEMA, DEPENDS ON EXTENSION. Relations have these in [AlterTableParser].
final class AlterationParser {
  private static final Set<ObjectKind> RENAMED =
      EnumSet.of(
          ObjectKind.AGGREGATE,
          ObjectKind.COLLATION,
          ObjectKind.CONVERSION,
          ObjectKind.DATABASE,
          ObjectKind.DOMAIN,
          ObjectKind.EVENT_TRIGGER,
          ObjectKind.FOREIGN_DATA_WRAPPER,
          ObjectKind.FUNCTION,
          ObjectKind.LANGUAGE,
          ObjectKind.OPERATOR_CLASS,
          ObjectKind.OPERATOR_FAMILY,
          ObjectKind.POLICY,
          ObjectKind.PROCEDURE,
          ObjectKind.PUBLICATION,
          ObjectKind.ROLE,
          ObjectKind.ROUTINE,
          ObjectKind.RULE,
          ObjectKind.SCHEMA,
          ObjectKind.SERVER,
          ObjectKind.STATISTICS,
          ObjectKind.SUBSCRIPTION,
          ObjectKind.TABLESPACE,
          ObjectKind.TEXT_SEARCH_CONFIGURATION,
          ObjectKind.TEXT_SEARCH_DICTIONARY,
          ObjectKind.TEXT_SEARCH_PARSER,
          ObjectKind.TEXT_SEARCH_TEMPLATE,
          ObjectKind.TRIGGER,
          ObjectKind.TYPE);

  private static final Set<ObjectKind> OWNED =
      EnumSet.of(
          ObjectKind.AGGREGATE,
          ObjectKind.COLLATION,
          ObjectKind.CONVERSION,
          ObjectKind.DATABASE,
          ObjectKind.DOMAIN,
          ObjectKind.EVENT_TRIGGER,
          ObjectKind.FOREIGN_DATA_WRAPPER,
          ObjectKind.FUNCTION,
          ObjectKind.LANGUAGE,
          ObjectKind.LARGE_OBJECT,
          ObjectKind.OPERATOR,
          ObjectKind.OPERATOR_CLASS,
          ObjectKind.OPERATOR_FAMILY,
          ObjectKind.PROCEDURE,
          ObjectKind.PUBLICATION,
          ObjectKind.ROUTINE,
          ObjectKind.SCHEMA,
          ObjectKind.SERVER,
          ObjectKind.STATISTICS,
          ObjectKind.SUBSCRIPTION,
          ObjectKind.TABLESPACE,
          ObjectKind.TEXT_SEARCH_CONFIGURATION,
          ObjectKind.TEXT_SEARCH_DICTIONARY,
          ObjectKind.TYPE);

  private static final Set<ObjectKind> IN_SCHEMA =
      EnumSet.of(
          ObjectKind.AGGREGATE,
          ObjectKind.COLLATION,
          ObjectKind.CONVERSION,
          ObjectKind.DOMAIN,
          ObjectKind.EXTENSION,
          ObjectKind.FUNCTION,
          ObjectKind.OPERATOR,
          ObjectKind.OPERATOR_CLASS,
          ObjectKind.OPERATOR_FAMILY,
          ObjectKind.PROCEDURE,
          ObjectKind.ROUTINE,
          ObjectKind.STATISTICS,
          ObjectKind.TEXT_SEARCH_CONFIGURATION,
          ObjectKind.TEXT_SEARCH_DICTIONARY,
          ObjectKind.TEXT_SEARCH_PARSER,
          ObjectKind.TEXT_SEARCH_TEMPLATE,
          ObjectKind.TYPE);

  private static final Set<ObjectKind> DEPENDENT =
      EnumSet.of(ObjectKind.FUNCTION, ObjectKind.PROCEDURE, ObjectKind.ROUTINE, ObjectKind.TRIGGER);

  private final Cursor cursor;
  private final Names names;

  AlterationParser(Parser parser) {
    this.cursor = parser.cursor;
    this.names = parser.names;
  }

  /// One of the common alterations, as far as the object's kind has it.
  ///
  /// @param start the statement's first token
  /// @return null when something else stands here
  @Nullable Statement alteration(int start, ObjectReference object, boolean ifExists) {
    ObjectKind kind = object.kind();
    return switch (cursor.word()) {
      case "rename" -> {
        boolean hasParts = kind == ObjectKind.TYPE || kind == ObjectKind.DOMAIN;
        if (!RENAMED.contains(kind) || (hasParts && !cursor.isAt(1, "to"))) {
          yield null;
        }
        cursor.expect("rename", "to");
        Name to = names.colId();
        yield new ObjectStatement.Rename(
            object, kind, ifExists, to, Behavior.RESTRICT, cursor.span(start));
      }
      case "owner" -> {
        if (!OWNED.contains(kind)) {
          yield null;
        }
        cursor.expect("owner", "to");
        Name role = names.role();
        yield new ObjectStatement.SetOwner(object, ifExists, role, cursor.span(start));
      }
      case "set" -> {
        if (!IN_SCHEMA.contains(kind) || !cursor.isAt(1, "schema") || names.isString(2)) {
          yield null;
        }
        cursor.expect("set", "schema");
        Name schema = names.colId();
        yield new ObjectStatement.SetSchema(object, ifExists, schema, cursor.span(start));
      }
      case "no", "depends" -> {
        boolean here = cursor.is("depends") || cursor.isAt(1, "depends");
        yield here && DEPENDENT.contains(kind) ? dependsOnExtension(start, object) : null;
      }
      default -> null;
    };
  }

  /// The same, where nothing else may stand.
  ///
  /// @throws SyntaxException when something else stands here
  Statement required(int start, ObjectReference object) {
    Statement found = alteration(start, object, false);
    if (found != null) {
      return found;
    }
    ObjectKind kind = object.kind();
    if (cursor.is("set") && IN_SCHEMA.contains(kind)) {
      cursor.expect("set", "schema");
      names.colId();
    } else if (cursor.is("no") && DEPENDENT.contains(kind)) {
      cursor.expect("no", "depends");
    }
    throw cursor.error();
  }

  /// `[NO] DEPENDS ON EXTENSION name`.
  Statement dependsOnExtension(int start, ObjectReference object) {
    boolean depends = !cursor.accept("no");
    cursor.expect("depends", "on", "extension");
    Name extension = names.colId();
    return new ObjectStatement.DependsOnExtension(object, depends, extension, cursor.span(start));
  }
}
