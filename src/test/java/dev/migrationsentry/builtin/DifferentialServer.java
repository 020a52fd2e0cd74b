package dev.migrationsentry.builtin;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A database with extensions and user-defined types and functions on a running server, and the
/// same in the shape that this package reasons about.
final class DifferentialServer implements AutoCloseable, TypeSystem {
  private static final String DATABASE = "migration_sentry_differential";
  private static final List<String> EXTENSIONS =
      List.of("citext", "cube", "hstore", "ltree", "isn");

  private final Connection administration;
  private final Connection connection;
  private final Builtin builtin;
  private final List<ObjectSet> extensions = new ArrayList<>();
  private final Map<String, CatalogType> types = new HashMap<>();
  private final Map<String, List<CatalogFunction>> functions = new HashMap<>();

  DifferentialServer(String url) throws SQLException {
    administration = DriverManager.getConnection(url);
    try (Statement statement = administration.createStatement()) {
      statement.execute("drop database if exists " + DATABASE + " with (force)");
      statement.execute("create database " + DATABASE);
    }
    connection = DriverManager.getConnection(url.replace("/postgres?", "/" + DATABASE + "?"));
    builtin = Builtin.of(connection.getMetaData().getDatabaseMajorVersion());
    try (Statement statement = connection.createStatement()) {
      for (String extension : EXTENSIONS) {
        statement.execute("create extension " + extension);
        extensions.add(builtin.contents(extension, "public").orElseThrow());
      }
      for (String definition : DEFINITIONS) {
        statement.execute(definition);
      }
    }
    defineTypes();
    defineFunctions();
  }

  private static final List<String> DEFINITIONS =
      List.of(
          "create type mood as enum ('low', 'high')",
          "create type pair as (a int4, b text)",
          "create domain email as text",
          "create domain short_email as email",
          "create domain quantity as int4",
          "create domain numbers as int4[]",
          "create domain named_pair as pair",
          "create type textrange as range (subtype = text)",
          "create table parent (id int4)",
          "create table child (extra text) inherits (parent)",
          "create function pick(a int4, b int4 default 0) returns int4 language sql as 'select 1'",
          "create function pick(a text, b text default '') returns text language sql as $$select ''$$",
          "create function pick(a mood) returns bool language sql as 'select true'",
          "create function join_all(variadic parts text[]) returns text language sql as $$select ''$$",
          "create function join_all(first int4, variadic parts int4[]) returns int4 language sql as 'select 1'",
          "create function join_all(single text) returns bool language sql as 'select true'",
          "create function twice(anyelement) returns anyarray language sql as 'select array[$1, $1]'",
          "create function widest(anycompatible, anycompatible) returns anycompatible language sql as 'select $1'",
          "create function pack(variadic anyarray) returns anyarray language sql as 'select $1'",
          "create function pack_loosely(variadic anycompatiblearray) returns anycompatiblearray language sql as 'select $1'",
          "create function of_enum(anyenum) returns anyenum language sql as 'select $1'",
          "create function of_scalar(anynonarray, int4) returns anynonarray language sql as 'select $1'",
          "create function span(anyrange, anyelement) returns anymultirange language sql as $$select null$$",
          "create function spans(anycompatiblemultirange, anycompatible) returns anycompatiblerange language sql as $$select null$$",
          "create function of_parent(parent) returns int4 language sql as 'select 1'",
          "create function of_record(record) returns int4 language plpgsql as 'begin return 1; end'",
          "create function named(x int4, y text default '', z bool default true) returns int4 language sql as 'select 1'",
          "create function named(x text, w int4) returns text language sql as $$select ''$$",
          "create function lower(email) returns email language sql as 'select $1'",
          "create function abs(quantity) returns text language sql as $$select ''$$",
          "create function length(mood) returns int8 language sql as 'select 1::int8'");

  private void defineTypes() {
    for (String table : List.of("parent", "child")) {
      add(CatalogType.composite(table, "_" + table, List.of(new CatalogColumn("id", "int4"))));
    }
    add(CatalogType.enumeration("mood", "_mood"));
    add(CatalogType.composite("pair", "_pair", List.of(new CatalogColumn("a", "int4"))));
    domain("email", "text");
    domain("short_email", "email");
    domain("quantity", "int4");
    domain("numbers", "_int4");
    domain("named_pair", "pair");
    add(CatalogType.range("textrange", "_textrange", "text", "textmultirange"));
    add(CatalogType.multirange("textmultirange", "_textmultirange", "textrange"));
  }

  private void domain(String name, String base) {
    CatalogType type = type(base);
    if (type == null) {
      throw new IllegalStateException(base);
    }
    add(CatalogType.domain(name, "_" + name, type, false));
  }

  private void add(CatalogType type) {
    types.put(type.name(), type);
    CatalogType array = CatalogType.arrayOf("_" + type.name(), type);
    types.put(array.name(), array);
  }

  private void defineFunctions() {
    define("pick(a:int4,b:int4=) int4 fv");
    define("pick(a:text,b:text=) text fv");
    define("pick(a:mood) bool fv");
    define("join_all(parts:*_text) text fv");
    define("join_all(first:int4,parts:*_int4) int4 fv");
    define("join_all(single:text) bool fv");
    define("twice(anyelement) anyarray fv");
    define("widest(anycompatible,anycompatible) anycompatible fv");
    define("pack(*anyarray) anyarray fv");
    define("pack_loosely(*anycompatiblearray) anycompatiblearray fv");
    define("of_enum(anyenum) anyenum fv");
    define("of_scalar(anynonarray,int4) anynonarray fv");
    define("span(anyrange,anyelement) anymultirange fv");
    define("spans(anycompatiblemultirange,anycompatible) anycompatiblerange fv");
    define("of_parent(parent) int4 fv");
    define("of_record(record) int4 fv");
    define("named(x:int4,y:text=,z:bool=) int4 fv");
    define("named(x:text,w:int4) text fv");
    define("lower(email) email fv");
    define("abs(quantity) text fv");
    define("length(mood) int8 fv");
  }

  private void define(String line) {
    CatalogFunction function = LineParser.function("public", line);
    functions.computeIfAbsent(function.name(), _ -> new ArrayList<>()).add(function);
  }

  Builtin builtin() {
    return builtin;
  }

  @Override
  public @Nullable CatalogType type(String key) {
    CatalogType type = types.get(key);
    for (ObjectSet extension : extensions) {
      type = type == null ? extension.type(key) : type;
    }
    return type == null ? builtin.type(key) : type;
  }

  @Override
  public @Nullable CatalogCast cast(String source, String target) {
    if (source.equals("textrange") && target.equals("textmultirange")) {
      return CatalogCast.toMultirange(source, target);
    }
    CatalogCast cast = builtin.cast(source, target);
    for (ObjectSet extension : extensions) {
      cast = cast == null ? extension.cast(source, target) : cast;
    }
    return cast;
  }

  @Override
  public boolean inheritsFrom(String rowType, String ancestor) {
    return rowType.equals("child") && ancestor.equals("parent");
  }

  List<CatalogFunction> functions(String name) {
    List<CatalogFunction> all = new ArrayList<>(builtin.functions(name));
    for (ObjectSet extension : extensions) {
      all.addAll(extension.functions(name));
    }
    all.addAll(functions.getOrDefault(name, List.of()));
    return all;
  }

  List<CatalogOperator> operators(String symbol) {
    List<CatalogOperator> all = new ArrayList<>(builtin.operators(symbol));
    for (ObjectSet extension : extensions) {
      all.addAll(extension.operators(symbol));
    }
    return all;
  }

  List<OperatorClass> operatorClasses(String accessMethod) {
    List<OperatorClass> all = new ArrayList<>(builtin.objects().operatorClasses(accessMethod));
    for (ObjectSet extension : extensions) {
      all.addAll(extension.operatorClasses(accessMethod));
    }
    return all;
  }

  /// Every function name once, sorted.
  List<String> functionNames() {
    List<CatalogFunction> all = new ArrayList<>(builtin.objects().functions());
    extensions.forEach(extension -> all.addAll(extension.functions()));
    functions.values().forEach(all::addAll);
    return all.stream()
        .filter(f -> !f.schema().equals("information_schema"))
        .map(CatalogFunction::name)
        .distinct()
        .sorted()
        .toList();
  }

  /// Every operator name once, sorted.
  List<String> operatorSymbols() {
    List<CatalogOperator> all = new ArrayList<>(builtin.objects().operators());
    extensions.forEach(extension -> all.addAll(extension.operators()));
    return all.stream().map(CatalogOperator::symbol).distinct().sorted().toList();
  }

  /// Types of which there can be a null: all that are no pseudo-types, sorted.
  List<String> usableTypes() {
    List<String> keys = new ArrayList<>(types.keySet());
    extensions.forEach(
        extension -> extension.types().stream().map(CatalogType::name).forEach(keys::add));
    builtin.objects().types().stream()
        .filter(t -> t.kind() != CatalogType.Kind.PSEUDO && !t.name().equals("_cstring"))
        .map(CatalogType::name)
        .forEach(keys::add);
    keys.add("pg_class");
    keys.add("_pg_class");
    Collections.sort(keys);
    return List.copyOf(keys);
  }

  /// A null of a type, or an untyped one.
  static String nullOf(String type) {
    return type.equals("unknown") ? "null" : "null::" + sqlName(type);
  }

  static String sqlName(String type) {
    int dot = type.indexOf('.');
    return dot < 0
        ? "\"" + type + "\""
        : "\"" + type.substring(0, dot) + "\".\"" + type.substring(dot + 1) + "\"";
  }

  /// Lets the server analyse a statement without running it.
  ///
  /// @return the type of its first column, or the error's code after an exclamation mark
  String analyse(String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql.replace("?", "??"))) {
      ResultSetMetaData description = statement.getMetaData();
      return description == null ? "nothing" : description.getColumnTypeName(1).replace("\"", "");
    } catch (SQLException error) {
      if (error.getSQLState() == null || error.getSQLState().startsWith("08")) {
        throw error;
      }
      return "!" + error.getSQLState();
    }
  }

  /// Runs a statement.
  ///
  /// @return empty, or the error's code after an exclamation mark
  String run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
      return "";
    } catch (SQLException error) {
      return "!" + error.getSQLState();
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
    try (Statement statement = administration.createStatement()) {
      statement.execute("drop database if exists " + DATABASE + " with (force)");
    }
    administration.close();
  }
}
