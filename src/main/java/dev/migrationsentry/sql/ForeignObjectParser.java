package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.ObjectReference;
import dev.migrationsentry.sql.ast.ObjectStatement;
import dev.migrationsentry.sql.ast.Option;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads foreign-data wrappers, servers, user mappings and IMPORT FOREIGN SCHEMA. Foreign tables
/// are read by [TableParser].
final class ForeignObjectParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;

  ForeignObjectParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
  }

  /// `CREATE FOREIGN DATA WRAPPER`.
  Statement createWrapper() {
    int start = cursor.position();
    cursor.expect("create", "foreign", "data", "wrapper");
    ObjectReference wrapper = parser.references.plain(ObjectKind.FOREIGN_DATA_WRAPPER);
    List<QualifiedName> functions = new ArrayList<>(2);
    wrapperFunctions(functions);
    List<Option> options = parser.options.optionalForeignOptions();
    return new ObjectStatement.CreateObject(
        wrapper, false, false, options, List.of(), functions, cursor.span(start));
  }

  /// `HANDLER f`, `NO HANDLER`, `VALIDATOR f`, `NO VALIDATOR`, any number of them.
  private boolean wrapperFunctions(List<QualifiedName> functions) {
    boolean any = false;
    while (true) {
      if (cursor.accept("no")) {
        cursor.expectAny("handler", "validator");
      } else if (cursor.acceptAny("handler", "validator") != null) {
        functions.add(names.anyName());
      } else {
        return any;
      }
      any = true;
    }
  }

  /// `ALTER FOREIGN DATA WRAPPER`, from the second word on.
  Statement alterWrapper(int start) {
    cursor.expect("foreign", "data", "wrapper");
    ObjectReference wrapper = parser.references.plain(ObjectKind.FOREIGN_DATA_WRAPPER);
    boolean functions = wrapperFunctions(new ArrayList<>(2));
    if (cursor.is("options")) {
      parser.options.alterForeignOptions();
      return altered(start, wrapper, "options");
    }
    return functions
        ? altered(start, wrapper, "functions")
        : parser.objects.requiredAlteration(start, wrapper);
  }

  private Statement altered(int start, ObjectReference object, String action) {
    return new ObjectStatement.AlterObject(object, false, action, List.of(), cursor.span(start));
  }

  /// `CREATE SERVER`.
  Statement createServer() {
    int start = cursor.position();
    cursor.expect("create", "server");
    boolean ifNotExists = cursor.acceptIfNotExists();
    ObjectReference server = parser.references.plain(ObjectKind.SERVER);
    List<Option> options = new ArrayList<>(4);
    int token = cursor.position();
    if (cursor.accept("type")) {
      String type = names.string();
      options.add(new Option("type", type, cursor.span(token)));
    }
    token = cursor.position();
    if (cursor.is("version")) {
      String version = version();
      options.add(new Option("version", version, cursor.span(token)));
    }
    token = cursor.position();
    cursor.expect("foreign", "data", "wrapper");
    String wrapper = names.colId().value();
    options.add(new Option("foreign data wrapper", wrapper, cursor.span(token)));
    options.addAll(parser.options.optionalForeignOptions());
    return new ObjectStatement.CreateObject(
        server, false, ifNotExists, options, List.of(), List.of(), cursor.span(start));
  }

  private @Nullable String version() {
    cursor.expect("version");
    return cursor.accept("null") ? null : names.string();
  }

  /// `ALTER SERVER`, from the second word on.
  Statement alterServer(int start) {
    cursor.expect("server");
    ObjectReference server = parser.references.plain(ObjectKind.SERVER);
    boolean version = cursor.is("version");
    if (version) {
      version();
    }
    if (cursor.is("options")) {
      parser.options.alterForeignOptions();
      return altered(start, server, "options");
    }
    return version
        ? altered(start, server, "version")
        : parser.objects.requiredAlteration(start, server);
  }

  /// `CREATE USER MAPPING`.
  Statement createUserMapping() {
    int start = cursor.position();
    cursor.expect("create", "user", "mapping");
    boolean ifNotExists = cursor.acceptIfNotExistsOnly();
    ObjectReference mapping = parser.references.userMapping();
    List<Option> options = parser.options.optionalForeignOptions();
    return new ObjectStatement.CreateObject(
        mapping, false, ifNotExists, options, List.of(), List.of(), cursor.span(start));
  }

  /// `ALTER USER MAPPING`, from the second word on.
  Statement alterUserMapping(int start) {
    cursor.expect("user", "mapping");
    ObjectReference mapping = parser.references.userMapping();
    parser.options.alterForeignOptions();
    return altered(start, mapping, "options");
  }

  /// `IMPORT FOREIGN SCHEMA`.
  Statement importSchema() {
    int start = cursor.position();
    cursor.expect("import", "foreign", "schema");
    names.colId();
    boolean limit = cursor.accept("limit");
    if (limit) {
      cursor.expect("to");
    }
    if (limit || cursor.accept("except")) {
      cursor.expect('(');
      do {
        parser.references.relation();
      } while (cursor.accept(','));
      cursor.expect(')');
    }
    cursor.expect("from", "server");
    Name server = names.colId();
    cursor.expect("into");
    Name schema = names.colId();
    parser.options.optionalForeignOptions();
    return new ObjectStatement.ImportForeignSchema(server, schema, cursor.span(start));
  }
}
