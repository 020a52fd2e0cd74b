package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.ObjectReference;
import dev.migrationsentry.sql.ast.ObjectStatement;
import dev.migrationsentry.sql.ast.Option;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.SchemaStatement;
import dev.migrationsentry.sql.ast.Statement;
import java.util.ArrayList;
import java.util.List;

/// Reads collations, conversions, text search objects, languages and access methods.
final class DefinitionParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;

  DefinitionParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
  }

  private Statement created(
      int start,
      ObjectReference object,
      boolean orReplace,
      boolean ifNotExists,
      List<Option> options,
      List<QualifiedName> functions) {
    return new ObjectStatement.CreateObject(
        object, orReplace, ifNotExists, options, List.of(), functions, cursor.span(start));
  }

  /// `CREATE COLLATION`.
  Statement createCollation() {
    int start = cursor.position();
    cursor.expect("create", "collation");
    boolean ifNotExists = cursor.acceptIfNotExists();
    ObjectReference collation = parser.references.qualified(ObjectKind.COLLATION);
    List<Option> options;
    int token = cursor.position();
    if (cursor.accept("from")) {
      String from = names.anyName().toString();
      options = List.of(new Option("from", from, cursor.span(token)));
    } else {
      options = parser.options.definition();
    }
    return created(start, collation, false, ifNotExists, options, List.of());
  }

  /// `ALTER COLLATION`, from the second word on.
  Statement alterCollation(int start) {
    cursor.expect("collation");
    ObjectReference collation = parser.references.qualified(ObjectKind.COLLATION);
    if (cursor.accept("refresh")) {
      cursor.expect("version");
      return altered(start, collation, "refresh version");
    }
    return parser.objects.requiredAlteration(start, collation);
  }

  private Statement altered(int start, ObjectReference object, String action) {
    return new ObjectStatement.AlterObject(object, false, action, List.of(), cursor.span(start));
  }

  /// `CREATE [DEFAULT] CONVERSION`.
  Statement createConversion() {
    int start = cursor.position();
    cursor.expect("create");
    cursor.accept("default");
    cursor.expect("conversion");
    ObjectReference conversion = parser.references.qualified(ObjectKind.CONVERSION);
    cursor.expect("for");
    names.string();
    cursor.expect("to");
    names.string();
    cursor.expect("from");
    QualifiedName function = names.anyName();
    return created(start, conversion, false, false, List.of(), List.of(function));
  }

  /// `CREATE TEXT SEARCH …`.
  Statement createTextSearch() {
    int start = cursor.position();
    cursor.expect("create");
    ObjectReference object = textSearch();
    List<Option> options = parser.options.definition();
    return created(start, object, false, false, options, List.of());
  }

  private ObjectReference textSearch() {
    cursor.expect("text", "search");
    ObjectKind kind =
        switch (cursor.expectAny("parser", "dictionary", "template", "configuration")) {
          case "parser" -> ObjectKind.TEXT_SEARCH_PARSER;
          case "dictionary" -> ObjectKind.TEXT_SEARCH_DICTIONARY;
          case "template" -> ObjectKind.TEXT_SEARCH_TEMPLATE;
          default -> ObjectKind.TEXT_SEARCH_CONFIGURATION;
        };
    return parser.references.qualified(kind);
  }

  /// `ALTER TEXT SEARCH …`, from the second word on.
  Statement alterTextSearch(int start) {
    ObjectReference object = textSearch();
    if (object.kind() == ObjectKind.TEXT_SEARCH_DICTIONARY && cursor.is('(')) {
      parser.options.definition();
      return altered(start, object, "set");
    }
    if (object.kind() == ObjectKind.TEXT_SEARCH_CONFIGURATION
        && cursor.isAny("add", "alter", "drop")) {
      return alterMapping(start, object);
    }
    return parser.objects.requiredAlteration(start, object);
  }

  private Statement alterMapping(int start, ObjectReference object) {
    String action = cursor.expectAny("add", "alter", "drop");
    cursor.expect("mapping");
    if (action.equals("drop")) {
      cursor.acceptIfExistsOnly();
      cursor.expect("for");
      names.colIds();
      return altered(start, object, "drop mapping");
    }
    boolean replacing = false;
    if (action.equals("alter") && cursor.is("replace")) {
      replacing = true;
    } else {
      cursor.expect("for");
      names.colIds();
      replacing = action.equals("alter") && cursor.is("replace");
    }
    if (replacing) {
      cursor.expect("replace");
      names.anyName();
      cursor.expect("with");
      names.anyName();
    } else {
      cursor.expect("with");
      names.anyNames();
    }
    return altered(start, object, action + " mapping");
  }

  /// `CREATE [OR REPLACE] [TRUSTED] [PROCEDURAL] LANGUAGE`. Without a handler it creates the
  /// extension of that name, and OR REPLACE means IF NOT EXISTS (manual, CREATE LANGUAGE).
  Statement createLanguage() {
    int start = cursor.position();
    cursor.expect("create");
    boolean orReplace = cursor.accept("or", "replace");
    int token = cursor.position();
    boolean trusted = cursor.accept("trusted");
    List<Option> options =
        trusted ? List.of(new Option("trusted", null, cursor.span(token))) : List.of();
    cursor.accept("procedural");
    cursor.expect("language");
    Name name = names.colId();
    if (!cursor.accept("handler")) {
      return new SchemaStatement.CreateExtension(
          orReplace, name, null, null, false, cursor.span(start));
    }
    List<QualifiedName> functions = new ArrayList<>(3);
    functions.add(names.anyName());
    if (cursor.accept("inline")) {
      functions.add(names.anyName());
    }
    if (cursor.is("no")) {
      cursor.expect("no", "validator");
    } else if (cursor.accept("validator")) {
      functions.add(names.anyName());
    }
    ObjectReference language =
        new ObjectReference(
            ObjectKind.LANGUAGE, ReferenceParser.single(name), null, null, name.span());
    return created(start, language, orReplace, false, options, functions);
  }

  /// `CREATE ACCESS METHOD`.
  Statement createAccessMethod() {
    int start = cursor.position();
    cursor.expect("create", "access", "method");
    ObjectReference method = parser.references.plain(ObjectKind.ACCESS_METHOD);
    int token = cursor.position();
    cursor.expect("type");
    String type = cursor.expectAny("index", "table");
    Option option = new Option("type", type, cursor.span(token));
    cursor.expect("handler");
    QualifiedName handler = names.anyName();
    return created(start, method, false, false, List.of(option), List.of(handler));
  }

  /// `CREATE ASSERTION`, which PostgreSQL knows only to refuse it.
  Statement createAssertion() {
    int start = cursor.position();
    cursor.expect("create", "assertion");
    names.anyName();
    parser.constraints.check();
    new ConstraintAttributeParser(parser).attributes();
    throw cursor.error("0A000", "CREATE ASSERTION is not yet implemented", start);
  }
}
