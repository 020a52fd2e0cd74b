package dev.migrationsentry.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.builtin.FunctionCall.Argument;
import dev.migrationsentry.builtin.Resolution.Ambiguous;
import dev.migrationsentry.builtin.Resolution.Cast;
import dev.migrationsentry.builtin.Resolution.NotFound;
import dev.migrationsentry.builtin.Resolution.Refused;
import dev.migrationsentry.builtin.Resolution.Resolved;
import dev.migrationsentry.builtin.Resolution.Undecidable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallResolutionTest {
  private static final Builtin BUILTIN = Builtin.of(18);
  private static final CallResolution RESOLUTION = new CallResolution(new Fixture());
  private static final OperatorResolution OPERATORS = new OperatorResolution(new Fixture());

  /// The built-in types and an enumeration, a domain over it, and a domain over text.
  private static final class Fixture implements TypeSystem {
    @Override
    public @Nullable CatalogType type(String key) {
      CatalogType mood = CatalogType.enumeration("public.mood", "public._mood");
      return switch (key) {
        case "public.mood" -> mood;
        case "public._mood" -> CatalogType.arrayOf(key, mood);
        case "public.email" -> {
          CatalogType text = BUILTIN.type("text");
          yield text == null ? null : CatalogType.domain(key, null, text, false);
        }
        default -> BUILTIN.type(key);
      };
    }

    @Override
    public @Nullable CatalogCast cast(String source, String target) {
      return BUILTIN.cast(source, target);
    }
  }

  private static Resolution<CatalogFunction> call(String name, @Nullable String... types) {
    return RESOLUTION.resolve(BUILTIN.functions(name), FunctionCall.of(Arrays.asList(types)));
  }

  private static Resolution<CatalogFunction> call(
      List<String> signatures, @Nullable String... types) {
    List<CatalogFunction> functions = new ArrayList<>();
    for (String signature : signatures) {
      functions.add(LineParser.function("public", signature));
    }
    return RESOLUTION.resolve(functions, FunctionCall.of(Arrays.asList(types)));
  }

  private static Resolution<CatalogOperator> operator(
      @Nullable String left, String symbol, @Nullable String right) {
    return OPERATORS.binary(BUILTIN.operators(symbol), left, right);
  }

  private static void assertType(Resolution<?> resolution, String type) {
    assertThat(resolution).isInstanceOf(Resolved.class);
    if (resolution instanceof Resolved<?> resolved) {
      assertThat(resolved.type()).isEqualTo(type);
    }
  }

  @Test
  void prefersTheExactSignature() {
    assertType(call("abs", "int4"), "int4");
    assertType(call("sum", "int4"), "int8");
    assertType(call("sum", "int8"), "numeric");
  }

  @Test
  void convertsArgumentsImplicitly() {
    assertType(call("length", "varchar"), "int4");
    assertType(call("to_tsvector", "regconfig", "varchar"), "tsvector");
    assertType(call("round", "int4"), "float8");
    assertThat(call("length", "int4")).isInstanceOf(NotFound.class);
    assertThat(call("lower", "jsonb")).isInstanceOf(NotFound.class);
  }

  @Test
  void guessesTextForLiterals() {
    assertType(call("lower", "unknown"), "text");
    assertType(call("length", "unknown"), "int4");
    assertType(call("abs", "unknown"), "float8");
  }

  @Test
  void repeatsVariadicParameters() {
    assertType(call("concat", "int4", "text", "unknown"), "text");
    assertType(call("jsonb_extract_path_text", "jsonb", "unknown", "unknown"), "text");
    assertThat(call("concat")).isInstanceOf(NotFound.class);
  }

  @Test
  void takesAnArrayForVariadicParametersWhenAsked() {
    List<CatalogFunction> concat = BUILTIN.functions("concat");
    assertType(RESOLUTION.resolve(concat, variadic("_text")), "text");
    assertThat(RESOLUTION.resolve(concat, variadic("text")))
        .isEqualTo(new Refused<>("42804", "VARIADIC argument must be an array", null));
  }

  private static FunctionCall variadic(String type) {
    return new FunctionCall(List.of(new Argument(type, null)), true, null);
  }

  @Test
  void fillsInDefaultsAndMatchesNames() {
    List<CatalogFunction> functions = BUILTIN.functions("make_interval");
    assertType(
        RESOLUTION.resolve(
            functions, new FunctionCall(List.of(new Argument("int4", "days")), false, null)),
        "interval");
    assertThat(
            RESOLUTION.resolve(
                functions, new FunctionCall(List.of(new Argument("int4", "day")), false, null)))
        .isInstanceOf(NotFound.class);
    assertType(call("jsonb_set", "jsonb", "_text", "jsonb"), "jsonb");
    assertThat(call("jsonb_set", "jsonb", "_text")).isInstanceOf(NotFound.class);
  }

  @Test
  void resolvesPolymorphicResults() {
    assertType(call("unnest", "_int4"), "int4");
    assertType(call("unnest", "public._mood"), "public.mood");
    assertType(call("array_agg", "public.mood"), "public._mood");
    assertType(call("array_append", "_int4", "int8"), "_int8");
    assertType(call("max", "public.mood"), "public.mood");
    assertType(call("multirange", "int4range"), "int4multirange");
    assertThat(call("array_append", "_int4", "text")).isInstanceOf(NotFound.class);
    assertThat(call("unnest", "int4")).isInstanceOf(NotFound.class);
  }

  @Test
  void refusesPolymorphicCallsOfLiteralsOnly() {
    assertThat(call("array_length", "unknown", "int4"))
        .isEqualTo(
            new Refused<>(
                "42804",
                "could not determine polymorphic type because input has type unknown",
                null));
    assertType(call("array_append", "unknown", "unknown"), "_text");
  }

  @Test
  void resolvesOutputParameters() {
    Resolution<CatalogFunction> resolution =
        call(List.of("split(anyarray) record(first:anyelement,rest:anyarray) fi"), "_int4");
    assertThat(resolution).isInstanceOf(Resolved.class);
    Resolved<CatalogFunction> resolved = (Resolved<CatalogFunction>) resolution;
    assertThat(resolved.resolve("anyelement")).isEqualTo("int4");
    assertThat(resolved.resolve("anyarray")).isEqualTo("_int4");
    assertThat(resolved.resolve("text")).isEqualTo("text");
  }

  @Test
  void seesCastsInFunctionCalls() {
    List<CatalogFunction> functions = BUILTIN.functions("date");
    assertThat(
            RESOLUTION.resolve(
                functions, new FunctionCall(List.of(new Argument("unknown", null)), false, "date")))
        .isEqualTo(new Cast<>("date"));
    assertType(
        RESOLUTION.resolve(
            functions, new FunctionCall(List.of(new Argument("timestamptz", null)), false, "date")),
        "date");
  }

  @Test
  void findsCallsAmbiguous() {
    List<String> signatures = List.of("f(int4,numeric) int4 fv", "f(numeric,int4) int4 fv");
    assertThat(call(signatures, "int4", "int4")).isInstanceOf(Ambiguous.class);
    assertType(call(signatures, "int4", "numeric"), "int4");
  }

  @Test
  void prefersTheFirstInTheSearchPath() {
    CatalogFunction first = LineParser.function("app", "f(int4) int4 fv");
    CatalogFunction second = LineParser.function("public", "f(int4) text fv");
    assertType(
        RESOLUTION.resolve(List.of(first, second), FunctionCall.of(List.of("int4"))), "int4");
    assertType(
        RESOLUTION.resolve(List.of(second, first), FunctionCall.of(List.of("int4"))), "text");
  }

  @Test
  void findsCallsAmbiguousThatDifferOnlyInDefaults() {
    assertThat(call(List.of("f(int4) int4 fv", "f(int4,text=) int4 fv"), "int4"))
        .isInstanceOf(Ambiguous.class);
  }

  @Test
  void staysUndecidedWhereAnUnknownTypeMatters() {
    assertThat(call("abs", new @Nullable String[] {null}))
        .isEqualTo(new Undecidable<>(BUILTIN.functions("abs"), null));
    assertType(call("lower", "text"), "text");
    assertType(call("upper", "public.email"), "text");
    assertThat(call("length", "text", null, null)).isInstanceOf(NotFound.class);
    assertType(call("left", null, "int4"), "text");
    assertThat(call("left", null, "jsonb")).isInstanceOf(NotFound.class);
    assertThat(call("round", null, "int4")).isInstanceOf(Resolved.class);
  }

  @Test
  void choosesOperators() {
    assertType(operator("jsonb", "->>", "unknown"), "text");
    assertType(operator("jsonb", "->", "int4"), "jsonb");
    assertType(operator("int4", "+", "int8"), "int8");
    assertType(operator("date", "+", "int4"), "date");
    assertType(operator("date", "-", "date"), "int4");
    assertType(operator("timestamptz", "-", "interval"), "timestamptz");
    assertType(operator("text", "||", "int4"), "text");
    assertType(operator("_text", "||", "unknown"), "_text");
    assertType(operator("public.mood", "=", "unknown"), "bool");
    assertType(operator("public.email", "=", "unknown"), "bool");
    assertThat(operator("int4", "=", "text")).isInstanceOf(NotFound.class);
    assertThat(operator("json", "=", "json")).isInstanceOf(NotFound.class);
    assertThat(operator("public.mood", "=", "text")).isInstanceOf(NotFound.class);
    assertThat(operator("unknown", "+", "unknown")).isInstanceOf(Ambiguous.class);
    assertThat(operator("uuid", "=", "text")).isInstanceOf(NotFound.class);
    assertThat(operator(null, "+", "int4")).isInstanceOf(Undecidable.class);
  }

  @Test
  void choosesPrefixOperators() {
    assertType(OPERATORS.prefix(BUILTIN.operators("-"), "int4"), "int4");
    assertThat(OPERATORS.prefix(BUILTIN.operators("-"), "text")).isInstanceOf(NotFound.class);
  }

  @Test
  void choosesOperatorsOverArrays() {
    List<CatalogOperator> equals = BUILTIN.operators("=");
    assertType(OPERATORS.overArray(equals, "int4", "_int8"), "bool");
    assertType(OPERATORS.overArray(equals, "text", "unknown"), "bool");
    assertThat(OPERATORS.overArray(equals, "int4", "_text")).isInstanceOf(NotFound.class);
    assertThat(OPERATORS.overArray(equals, "int4", "int4"))
        .isEqualTo(new Refused<>("42809", "op ANY/ALL (array) requires array on right side", null));
    assertThat(OPERATORS.overArray(BUILTIN.operators("+"), "int4", "_int4"))
        .isEqualTo(
            new Refused<>("42809", "op ANY/ALL (array) requires operator to yield boolean", null));
  }
}
