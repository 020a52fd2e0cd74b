package dev.migrationsentry.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.builtin.CatalogCast.Context;
import dev.migrationsentry.builtin.CatalogFunction.Parameter;
import dev.migrationsentry.builtin.FunctionCall.Argument;
import dev.migrationsentry.builtin.Resolution.Ambiguous;
import dev.migrationsentry.builtin.Resolution.Cast;
import dev.migrationsentry.builtin.Resolution.NotFound;
import dev.migrationsentry.builtin.Resolution.Refused;
import dev.migrationsentry.builtin.Resolution.Resolved;
import dev.migrationsentry.builtin.Resolution.Undecidable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Compares the choice of functions, operators, casts, common types and operator classes with that
/// of running servers, on random but reproducible calls with typed and untyped nulls. The servers
/// are named as for [CatalogGeneratorTest]; `MIGRATION_SENTRY_CALLS` is the number of calls, 10000
/// unless given; `MIGRATION_SENTRY_SEED` another seed than 0.
@EnabledIfEnvironmentVariable(named = CatalogGeneratorTest.SERVERS, matches = ".+")
class CallResolutionServerTest {
  private static final List<String> COMMON_TYPES =
      List.of(
          "int4",
          "int8",
          "int2",
          "numeric",
          "float8",
          "text",
          "varchar",
          "bpchar",
          "bool",
          "date",
          "timestamp",
          "timestamptz",
          "time",
          "interval",
          "uuid",
          "json",
          "jsonb",
          "bytea",
          "_text",
          "_int4",
          "_varchar",
          "oid",
          "regclass",
          "name",
          "char",
          "inet",
          "tsvector",
          "tsquery",
          "int4range",
          "int4multirange",
          "mood",
          "_mood",
          "email",
          "short_email",
          "quantity",
          "numbers",
          "citext",
          "hstore",
          "ltree",
          "cube",
          "pair",
          "named_pair",
          "parent",
          "child",
          "bit",
          "varbit",
          "money",
          "xml",
          "point",
          "float4");

  static List<String> servers() {
    return List.of(
        Objects.requireNonNull(System.getenv(CatalogGeneratorTest.SERVERS)).split(" ", -1));
  }

  private static int calls() {
    return Integer.parseInt(
        Objects.requireNonNullElse(System.getenv("MIGRATION_SENTRY_CALLS"), "10000"));
  }

  private static long seed() {
    return Long.parseLong(Objects.requireNonNullElse(System.getenv("MIGRATION_SENTRY_SEED"), "0"));
  }

  /// What the server says against what was expected, for all calls.
  private static final class Tally {
    private final List<String> disagreements = new ArrayList<>();
    private int compared;
    private int accepted;

    void compare(DifferentialServer server, String sql, String actual, String expected) {
      compared++;
      if (!actual.startsWith("!")) {
        accepted++;
      }
      if (!actual.equals(expected)) {
        disagreements.add(
            server.builtin().major() + ": " + sql + "\n  server " + actual + ", here " + expected);
      }
    }

    void report(String what, DifferentialServer server) {
      System.out.printf(
          "PostgreSQL %d, %s: %d compared, %d of them accepted, %d disagreements%n",
          server.builtin().major(), what, compared, accepted, disagreements.size());
      assertThat(disagreements).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void choosesTheFunctionThatTheServerChooses(String url) throws SQLException {
    try (DifferentialServer server = new DifferentialServer(url)) {
      CallResolution resolution = new CallResolution(server);
      Random random = new Random(seed() + 1);
      List<String> names = server.functionNames();
      List<String> types = server.usableTypes();
      Tally tally = new Tally();
      for (int i = 0; i < calls(); i++) {
        String name = names.get(random.nextInt(names.size()));
        List<CatalogFunction> functions = server.functions(name);
        CatalogFunction model = functions.get(random.nextInt(functions.size()));
        FunctionCall call = randomCall(random, server, name, model, types);
        if (!isCallable(server, functions, call)) {
          continue;
        }
        String sql = "select " + DifferentialServer.sqlName(name) + arguments(call);
        String actual = server.analyse(sql);
        if (actual.equals("!42809")) {
          // An aggregate without WITHIN GROUP, a window function without OVER or a procedure:
          // found.
          actual = "other kind";
        }
        String expected = outcome(server, resolution.resolve(functions, call));
        if ((actual.equals("other kind") && expected.startsWith("!4") && !expected.equals("!42883"))
            || sql.equals("select \"count\"()")) {
          // The server looks at the kind before it resolves polymorphic types.
          expected = actual;
        }
        tally.compare(server, sql, actual, expected);
      }
      tally.report("functions", server);
    }
  }

  /// An untyped null for a parameter of the server's inner types is another error, for which
  /// nothing is predicted.
  private static boolean isCallable(
      DifferentialServer server, List<CatalogFunction> functions, FunctionCall call) {
    return call.arguments().stream().noneMatch(a -> "unknown".equals(a.type()))
        || functions.stream()
            .flatMap(f -> f.parameters().stream())
            .map(Parameter::type)
            .allMatch(t ->
                Objects.requireNonNull(server.type(t)).kind() != CatalogType.Kind.PSEUDO
                    || TypeKeys.isPolymorphic(t)
                    || t.equals("any")
                    || t.equals("internal")
                    || t.equals("record"));
  }

  private static FunctionCall randomCall(
      Random random,
      DifferentialServer server,
      String name,
      CatalogFunction model,
      List<String> types) {
    List<Argument> arguments = new ArrayList<>();
    List<Parameter> parameters = model.parameters();
    boolean named =
        random.nextInt(4) == 0 && parameters.stream().noneMatch(p -> p.name().isEmpty());
    int given = parameters.size() - random.nextInt(model.defaults() + 1);
    for (int i = 0; i < given; i++) {
      Parameter parameter = parameters.get(i);
      String type = randomType(random, server, parameter.type(), types);
      arguments.add(new Argument(type, named && i > 0 ? parameter.name() : null));
    }
    boolean variadic = false;
    if (model.isVariadic() && given == parameters.size()) {
      variadic = random.nextInt(4) == 0;
      if (!variadic && !named) {
        Argument last = arguments.removeLast();
        CatalogType array = server.type(Objects.requireNonNull(last.type()));
        String element = array == null ? null : array.elementType();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
          arguments.add(new Argument(element == null ? last.type() : element, null));
        }
      }
    } else if (random.nextInt(10) == 0) {
      arguments.add(new Argument(anyType(random, types), null));
    }
    if (arguments.isEmpty() || arguments.stream().anyMatch(a -> a.name() != null)) {
      variadic &= !arguments.isEmpty() && arguments.getLast().name() == null;
    }
    CatalogType cast = server.type(name);
    return new FunctionCall(orderly(arguments), variadic, cast == null ? null : cast.name());
  }

  /// Arguments by name must come last.
  private static List<Argument> orderly(List<Argument> arguments) {
    List<Argument> ordered = new ArrayList<>();
    arguments.stream().filter(a -> a.name() == null).forEach(ordered::add);
    arguments.stream().filter(a -> a.name() != null).forEach(ordered::add);
    return ordered;
  }

  private static String randomType(
      Random random, DifferentialServer server, String declared, List<String> types) {
    int dice = random.nextInt(10);
    if (dice < 2) {
      return "unknown";
    }
    if (dice < 4) {
      return anyType(random, types);
    }
    CatalogType type = server.type(declared);
    if (type == null || type.kind() == CatalogType.Kind.PSEUDO) {
      return switch (declared) {
        case "anyarray", "anycompatiblearray" ->
            List.of("_int4", "_text", "_int8", "_mood", "numbers", "_numeric")
                .get(random.nextInt(6));
        case "anyrange", "anycompatiblerange" ->
            List.of("int4range", "textrange", "numrange").get(random.nextInt(3));
        case "anymultirange", "anycompatiblemultirange" ->
            List.of("int4multirange", "textmultirange").get(random.nextInt(2));
        default ->
            List.of("int4", "text", "int8", "mood", "quantity", "pair").get(random.nextInt(6));
      };
    }
    if (dice < 7) {
      List<String> near =
          types.stream()
              .filter(t -> Objects.requireNonNull(server.type(t)).category() == type.category())
              .toList();
      return near.get(random.nextInt(near.size()));
    }
    return declared;
  }

  private static String anyType(Random random, List<String> types) {
    return random.nextBoolean()
        ? COMMON_TYPES.get(random.nextInt(COMMON_TYPES.size()))
        : types.get(random.nextInt(types.size()));
  }

  private static String arguments(FunctionCall call) {
    StringJoiner text = new StringJoiner(", ", "(", ")");
    for (int i = 0; i < call.arguments().size(); i++) {
      Argument argument = call.arguments().get(i);
      String value = DifferentialServer.nullOf(Objects.requireNonNull(argument.type()));
      boolean last = i == call.arguments().size() - 1;
      text.add(
          (call.variadic() && last ? "variadic " : "")
              + (argument.name() == null ? "" : "\"" + argument.name() + "\" => ")
              + value);
    }
    return text.toString();
  }

  private static String outcome(DifferentialServer server, Resolution<?> resolution) {
    return switch (resolution) {
      case Resolved<?> resolved ->
          resolved.target() instanceof CatalogFunction function
                  && function.kind() != CatalogFunction.Kind.FUNCTION
                  && function.kind() != CatalogFunction.Kind.AGGREGATE
              ? "other kind"
              : shown(server, resolved.type());
      case Cast<?> cast -> shown(server, cast.type());
      case NotFound<?> _ -> "!42883";
      case Ambiguous<?> _ -> "!42725";
      case Refused<?> refused -> "!" + refused.sqlState();
      case Undecidable<?> _ -> "undecidable";
    };
  }

  /// Domains are described by their base types, and what stays untyped is text.
  private static String shown(DifferentialServer server, @Nullable String type) {
    String base = type == null ? "nothing" : new Coercion(server).baseType(type);
    return base.equals("unknown") ? "text" : base;
  }

  @ParameterizedTest
  @MethodSource("servers")
  void choosesTheOperatorThatTheServerChooses(String url) throws SQLException {
    try (DifferentialServer server = new DifferentialServer(url)) {
      OperatorResolution resolution = new OperatorResolution(server);
      Random random = new Random(seed() + 2);
      List<String> symbols = server.operatorSymbols();
      List<String> types = server.usableTypes();
      Tally tally = new Tally();
      for (int i = 0; i < calls(); i++) {
        String symbol = symbols.get(random.nextInt(symbols.size()));
        List<CatalogOperator> operators = server.operators(symbol);
        CatalogOperator model = operators.get(random.nextInt(operators.size()));
        String right = randomType(random, server, model.right(), types);
        String left = model.left() == null ? null : randomType(random, server, model.left(), types);
        String operator = " " + symbol + " ";
        if (random.nextInt(5) == 0 && left != null) {
          CatalogType type = server.type(right);
          String array = type == null || type.arrayType() == null ? right : type.arrayType();
          String sql =
              "select "
                  + DifferentialServer.nullOf(left)
                  + operator
                  + "any ("
                  + DifferentialServer.nullOf(array)
                  + ")";
          Resolution<CatalogOperator> result = resolution.overArray(operators, left, array);
          tally.compare(server, sql, server.analyse(sql), outcome(server, result));
        } else {
          String sql =
              "select "
                  + (left == null ? "" : DifferentialServer.nullOf(left))
                  + operator
                  + DifferentialServer.nullOf(right);
          Resolution<CatalogOperator> result =
              left == null
                  ? resolution.prefix(operators, right)
                  : resolution.binary(operators, left, right);
          tally.compare(server, sql, server.analyse(sql), outcome(server, result));
        }
      }
      tally.report("operators", server);
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void castsWhatTheServerCasts(String url) throws SQLException {
    try (DifferentialServer server = new DifferentialServer(url)) {
      Coercion coercion = new Coercion(server);
      List<String> types = server.usableTypes();
      StringJoiner columns = new StringJoiner(", ", "create table targets (", ")");
      for (String type : types) {
        columns.add("\"" + type + "\" " + DifferentialServer.sqlName(type));
      }
      assertThat(server.run(columns.toString())).isEmpty();
      Tally explicit = new Tally();
      Tally assigned = new Tally();
      Random random = new Random(seed() + 3);
      for (int i = 0; i < calls(); i++) {
        String source = anyType(random, types);
        String target = anyType(random, types);
        String cast =
            "select "
                + DifferentialServer.nullOf(source)
                + "::"
                + DifferentialServer.sqlName(target);
        explicit.compare(
            server,
            cast,
            server.analyse(cast).startsWith("!") ? "!" : "accepted",
            coercion.canCoerce(source, target, Context.EXPLICIT) ? "accepted" : "!");
        String insert =
            "insert into targets (\"" + target + "\") select " + DifferentialServer.nullOf(source);
        assigned.compare(
            server,
            insert,
            server.analyse(insert).startsWith("!") ? "!" : "accepted",
            coercion.canCoerce(source, target, Context.ASSIGNMENT) ? "accepted" : "!");
      }
      explicit.report("explicit casts", server);
      assigned.report("assignments", server);
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void findsTheCommonTypeThatTheServerFinds(String url) throws SQLException {
    try (DifferentialServer server = new DifferentialServer(url)) {
      Coercion coercion = new Coercion(server);
      List<String> types = server.usableTypes();
      Tally tally = new Tally();
      Random random = new Random(seed() + 4);
      for (int i = 0; i < calls(); i++) {
        List<String> branches = new ArrayList<>();
        String first = anyType(random, types);
        branches.add(random.nextInt(5) == 0 ? "unknown" : first);
        int more = 1 + random.nextInt(3);
        for (int k = 0; k < more; k++) {
          branches.add(randomType(random, server, first, types));
        }
        StringJoiner sql = new StringJoiner(", ", "select coalesce(", ")");
        branches.forEach(branch -> sql.add(DifferentialServer.nullOf(branch)));
        String expected =
            switch (coercion.commonType(List.copyOf(branches))) {
              case CommonType.Found(String type) -> shown(server, type);
              case CommonType.Unmatched _ -> "!42804";
              case CommonType.Unconvertible _ -> "!42846";
              case CommonType.Undecidable _ -> "undecidable";
            };
        tally.compare(server, sql.toString(), server.analyse(sql.toString()), expected);
      }
      tally.report("common types", server);
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void findsTheDefaultOperatorClassThatTheServerFinds(String url) throws SQLException {
    try (DifferentialServer server = new DifferentialServer(url)) {
      Tally tally = new Tally();
      for (String type : server.usableTypes()) {
        server.run("drop table if exists indexed");
        server.run("create table indexed (c " + DifferentialServer.sqlName(type) + ")");
        for (String method : List.of("btree", "hash", "gist", "gin", "spgist", "brin")) {
          String sql = "create index on indexed using " + method + " (c)";
          OperatorClass found =
              DefaultOperatorClass.of(server, server.operatorClasses(method), type);
          String actual = server.run(sql);
          tally.compare(
              server,
              type + ": " + sql,
              // GIN only finds out later that it cannot compare the elements of an array.
              actual.equals("!42883") ? "" : actual,
              found == null ? "!42704" : "");
        }
      }
      tally.report("default operator classes", server);
    }
  }
}
