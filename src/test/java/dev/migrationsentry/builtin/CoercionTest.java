package dev.migrationsentry.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.builtin.CatalogCast.Context;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CoercionTest {
  private static final Builtin BUILTIN = Builtin.of(18);
  private static final Coercion COERCION = new Coercion(BUILTIN);

  private static boolean assigns(String source, String target) {
    return COERCION.canCoerce(source, target, Context.ASSIGNMENT);
  }

  private static CommonType common(@Nullable String... types) {
    return COERCION.commonType(Arrays.asList(types));
  }

  @Test
  void assignsWhatPostgresAssigns() {
    assertThat(assigns("int8", "int4")).isTrue();
    assertThat(assigns("int4", "text")).isTrue();
    assertThat(assigns("text", "int4")).isFalse();
    assertThat(assigns("text", "timestamptz")).isFalse();
    assertThat(assigns("text", "jsonb")).isFalse();
    assertThat(assigns("unknown", "jsonb")).isTrue();
    assertThat(assigns("_text", "text")).isTrue();
    assertThat(assigns("_int8", "_int4")).isTrue();
    assertThat(assigns("bool", "int4")).isFalse();
    assertThat(assigns("varchar", "information_schema.sql_identifier")).isTrue();
  }

  @Test
  void castsExplicitlyThroughText() {
    assertThat(COERCION.path("text", "int4", Context.EXPLICIT))
        .isEqualTo(Coercion.Path.INPUT_OUTPUT);
    assertThat(COERCION.path("bool", "int4", Context.EXPLICIT)).isEqualTo(Coercion.Path.FUNCTION);
    assertThat(COERCION.path("_text", "_int4", Context.EXPLICIT)).isEqualTo(Coercion.Path.ARRAY);
    assertThat(COERCION.path("varchar", "text", Context.IMPLICIT)).isEqualTo(Coercion.Path.RELABEL);
    assertThat(COERCION.path("uuid", "int4", Context.EXPLICIT)).isEqualTo(Coercion.Path.NONE);
  }

  @Test
  void findsCommonTypes() {
    assertThat(common("int4", "int8")).isEqualTo(new CommonType.Found("int8"));
    assertThat(common("int8", "numeric", "int4")).isEqualTo(new CommonType.Found("numeric"));
    assertThat(common("unknown", "unknown")).isEqualTo(new CommonType.Found("text"));
    assertThat(common("unknown", "date")).isEqualTo(new CommonType.Found("date"));
    assertThat(common("varchar", "text")).isEqualTo(new CommonType.Found("varchar"));
    assertThat(common("date", "timestamp")).isEqualTo(new CommonType.Found("timestamp"));
    assertThat(common("int4", "text")).isEqualTo(new CommonType.Unmatched("int4", "text"));
    assertThat(common("int4", null)).isInstanceOf(CommonType.Undecidable.class);
    assertThat(common("json", "jsonb")).isEqualTo(new CommonType.Unconvertible("jsonb", "json"));
    assertThat(common("information_schema.sql_identifier", "information_schema.sql_identifier"))
        .isEqualTo(new CommonType.Found("information_schema.sql_identifier"));
  }

  @Test
  void findsDefaultOperatorClasses() {
    assertThat(BUILTIN.hasDefaultOperatorClass("btree", "varchar")).isTrue();
    assertThat(BUILTIN.hasDefaultOperatorClass("btree", "_text")).isTrue();
    assertThat(BUILTIN.hasDefaultOperatorClass("btree", "json")).isFalse();
    assertThat(BUILTIN.hasDefaultOperatorClass("btree", "point")).isFalse();
    assertThat(BUILTIN.hasDefaultOperatorClass("gin", "jsonb")).isTrue();
    assertThat(BUILTIN.hasDefaultOperatorClass("gin", "text")).isFalse();
    assertThat(BUILTIN.hasDefaultOperatorClass("gist", "tstzrange")).isTrue();
    assertThat(BUILTIN.hasDefaultOperatorClass("gist", "int4")).isFalse();
    assertThat(BUILTIN.hasDefaultOperatorClass("hash", "information_schema.sql_identifier"))
        .isTrue();
    List<OperatorClass> classes = BUILTIN.objects().operatorClasses("btree");
    assertThat(DefaultOperatorClass.of(BUILTIN, classes, "varchar"))
        .isEqualTo(new OperatorClass("btree", "text_ops", "text", "text_ops", true));
  }
}
