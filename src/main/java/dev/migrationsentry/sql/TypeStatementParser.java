package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.CreateTable.ColumnDefinition;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.Option;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.sql.ast.TypeName;
import dev.migrationsentry.sql.ast.TypeStatement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads CREATE TYPE and CREATE DOMAIN; ALTER of both is read by [AlterTypeParser], sequences by
/// [SequenceParser].
final class TypeStatementParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;
  private final AlterTypeParser alterations;

  TypeStatementParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
    this.alterations = new AlterTypeParser(parser);
  }

  /// `CREATE TYPE`, from its first word on.
  Statement createType() {
    int start = cursor.position();
    cursor.expect("create", "type");
    QualifiedName type = names.anyName();
    if (cursor.is('(')) {
      List<Option> options = parser.options.definition();
      return new TypeStatement.CreateBaseType(type, options, cursor.span(start));
    }
    if (!cursor.accept("as")) {
      return new TypeStatement.CreateBaseType(type, List.of(), cursor.span(start));
    }
    if (cursor.accept("enum")) {
      List<TypeStatement.Label> labels = labels();
      return new TypeStatement.CreateEnum(type, labels, cursor.span(start));
    }
    if (cursor.accept("range")) {
      return createRange(start, type);
    }
    cursor.expect('(');
    List<ColumnDefinition> attributes = new ArrayList<>(4);
    if (!cursor.is(')')) {
      do {
        attributes.add(parser.columns.attribute());
      } while (cursor.accept(','));
    }
    cursor.expect(')');
    return new TypeStatement.CreateComposite(type, attributes, cursor.span(start));
  }

  private List<TypeStatement.Label> labels() {
    cursor.expect('(');
    List<TypeStatement.Label> labels = new ArrayList<>(4);
    if (!cursor.is(')')) {
      do {
        labels.add(alterations.label());
      } while (cursor.accept(','));
    }
    cursor.expect(')');
    return labels;
  }

  private Statement createRange(int start, QualifiedName type) {
    List<Option> options = new ArrayList<>(2);
    @Nullable TypeName subtype = null;
    cursor.expect('(');
    do {
      int token = cursor.position();
      String name = Cursor.lower(names.colLabel().value());
      String value = null;
      if (cursor.accept('=')) {
        int valueToken = cursor.position();
        value = parser.options.definitionValue();
        if (name.equals("subtype")) {
          subtype = typeAt(valueToken);
        }
      }
      options.add(new Option(name, value, cursor.span(token)));
    } while (cursor.accept(','));
    cursor.expect(')');
    return new TypeStatement.CreateRange(type, subtype, options, cursor.span(start));
  }

  /// Reads a value again as a type; a string there is a type's name as well.
  private @Nullable TypeName typeAt(int token) {
    int end = cursor.position();
    cursor.moveTo(token);
    TypeName type = null;
    if (names.isString()) {
      Name name = new Name(names.string(), cursor.span(token));
      type =
          new TypeName(ReferenceParser.single(name), List.of(), 0, false, false, null, name.span());
    } else if (names.isTypeFunctionName(0) || names.isColId(0)) {
      type = parser.types.functionType();
    }
    cursor.moveTo(end);
    return type;
  }

  /// `CREATE DOMAIN`, from its first word on.
  Statement createDomain() {
    int start = cursor.position();
    cursor.expect("create", "domain");
    QualifiedName domain = names.anyName();
    cursor.accept("as");
    TypeName type = parser.types.typeName();
    ConstraintParser.Clauses clauses = parser.constraints.clauses(true);
    return new TypeStatement.CreateDomain(
        domain, type, clauses.collation(), clauses.constraints(), cursor.span(start));
  }

  /// `CREATE [TEMP|UNLOGGED] SEQUENCE`, from its first word on.
  Statement createSequence() {
    return parser.sequences.create();
  }

  /// `ALTER TYPE`, from its first word on.
  Statement alterType() {
    return alterations.alter(ObjectKind.TYPE);
  }

  /// `ALTER DOMAIN`, from its first word on.
  Statement alterDomain() {
    return alterations.alter(ObjectKind.DOMAIN);
  }
}
