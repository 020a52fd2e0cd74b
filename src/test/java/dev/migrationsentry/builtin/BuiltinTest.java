package dev.migrationsentry.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.migrationsentry.builtin.CatalogCast.Context;
import dev.migrationsentry.builtin.CatalogCast.Method;
import dev.migrationsentry.builtin.CatalogFunction.Parameter;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BuiltinTest {
  private static final Builtin NEWEST = Builtin.of(Builtin.LAST_MAJOR);
  private static final Builtin OLDEST = Builtin.of(Builtin.FIRST_MAJOR);

  static IntStream majors() {
    return IntStream.rangeClosed(Builtin.FIRST_MAJOR, Builtin.LAST_MAJOR);
  }

  private static CatalogType type(Builtin builtin, String key) {
    return Objects.requireNonNull(builtin.type(key), key);
  }

  private static List<List<String>> signatures(Builtin builtin, String function) {
    return builtin.functions(function).stream()
        .map(f -> f.parameters().stream().map(Parameter::type).toList())
        .toList();
  }

  @Test
  void refusesMajorsThatItDoesNotKnow() {
    assertThatThrownBy(() -> Builtin.of(13)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Builtin.of(19)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void knowsTypes() {
    CatalogType integer = type(NEWEST, "int4");
    assertThat(integer.category()).isEqualTo('N');
    assertThat(integer.preferred()).isFalse();
    assertThat(integer.arrayType()).isEqualTo("_int4");
    assertThat(type(NEWEST, "_int4").elementType()).isEqualTo("int4");
    assertThat(type(NEWEST, "text").preferred()).isTrue();
    assertThat(type(NEWEST, "text").collatable()).isTrue();
    assertThat(type(NEWEST, "numeric").takesModifiers()).isTrue();
    assertThat(type(NEWEST, "timestamptz").input()).isEqualTo(Volatility.STABLE);
    assertThat(type(NEWEST, "anyelement").kind()).isEqualTo(CatalogType.Kind.PSEUDO);
    assertThat(type(NEWEST, "tstzrange").rangeSubtype()).isEqualTo("timestamptz");
    assertThat(type(NEWEST, "tstzrange").multirangeType()).isEqualTo("tstzmultirange");
    assertThat(type(NEWEST, "jsonb").subscriptType()).isEqualTo("jsonb");
    assertThat(type(NEWEST, "information_schema.sql_identifier").baseType()).isEqualTo("name");
  }

  @Test
  void knowsNoTypeByAlias() {
    assertThat(NEWEST.type("integer")).isNull();
    assertThat(NEWEST.type("int4 b")).isNull();
    assertThat(NEWEST.type("citext")).isNull();
    assertThat(NEWEST.type("größe")).isNull();
  }

  @Test
  void knowsRowTypesOfSystemRelations() {
    CatalogType row = type(NEWEST, "pg_class");
    assertThat(row.kind()).isEqualTo(CatalogType.Kind.COMPOSITE);
    assertThat(row.columns()).contains(new CatalogColumn("relname", "name"));
    assertThat(type(NEWEST, "_pg_class").elementType()).isEqualTo("pg_class");
  }

  @Test
  void knowsFunctionsWithAllTheirSignatures() {
    assertThat(signatures(NEWEST, "to_tsvector"))
        .contains(List.of("text"), List.of("regconfig", "text"));
    assertThat(NEWEST.functions("to_tsvector"))
        .filteredOn(f -> f.parameters().equals(List.of(Parameter.of("text"))))
        .extracting(CatalogFunction::volatility)
        .containsExactly(Volatility.STABLE);
    assertThat(NEWEST.functions("no_such_function")).isEmpty();
    assertThat(NEWEST.functions("abs(int4) int4 fi")).isEmpty();
  }

  @Test
  void knowsNamesAndDefaultsOfParameters() {
    CatalogFunction function = NEWEST.functions("make_interval").getFirst();
    assertThat(function.parameters().getFirst())
        .isEqualTo(new Parameter("years", "int4", true, false));
    assertThat(function.defaults()).isEqualTo(7);
  }

  @Test
  void knowsVariadicFunctions() {
    CatalogFunction concat = NEWEST.functions("concat").getFirst();
    assertThat(concat.isVariadic()).isTrue();
    assertThat(concat.parameters().getFirst().type()).isEqualTo("any");
    assertThat(NEWEST.functions("jsonb_extract_path").getFirst().parameters().getLast().type())
        .isEqualTo("_text");
  }

  @Test
  void knowsTheColumnsThatFunctionsReturn() {
    CatalogFunction function = NEWEST.functions("jsonb_each").getFirst();
    assertThat(function.returnsSet()).isTrue();
    assertThat(function.returnType()).isEqualTo("record");
    assertThat(function.columns())
        .containsExactly(new CatalogColumn("key", "text"), new CatalogColumn("value", "jsonb"));
  }

  @Test
  void knowsTheKindsOfFunctions() {
    assertThat(NEWEST.functions("percentile_cont"))
        .allMatch(f ->
            f.kind() == CatalogFunction.Kind.ORDERED_SET_AGGREGATE && f.directArguments() == 1);
    assertThat(NEWEST.functions("row_number").getFirst().kind())
        .isEqualTo(CatalogFunction.Kind.WINDOW);
    assertThat(NEWEST.functions("count")).allMatch(f -> f.kind().isAggregate());
  }

  @Test
  void knowsSinceWhenAFunctionExists() {
    assertThat(OLDEST.functions("gen_random_uuid")).hasSize(1);
    assertThat(NEWEST.functions("uuidv7")).hasSize(2);
    assertThat(Builtin.of(17).functions("uuidv7")).isEmpty();
    assertThat(signatures(OLDEST, "regexp_replace")).hasSize(2);
    assertThat(signatures(Builtin.of(15), "regexp_replace")).hasSize(5);
    assertThat(signatures(NEWEST, "regexp_replace")).hasSize(5);
  }

  @Test
  void findsFunctionsBySchema() {
    assertThat(NEWEST.functions("information_schema", "_pg_char_max_length")).hasSize(1);
    assertThat(NEWEST.functions("pg_catalog", "_pg_char_max_length")).isEmpty();
    assertThat(NEWEST.functions("public", "abs")).isEmpty();
    assertThat(NEWEST.functions("information_schema", "_pg_expandarray").getFirst().schema())
        .isEqualTo("information_schema");
  }

  @Test
  void knowsOperators() {
    assertThat(NEWEST.operators("->>"))
        .contains(
            new CatalogOperator(
                "pg_catalog", "->>", "jsonb", "text", "text", Volatility.IMMUTABLE));
    assertThat(NEWEST.operators("@")).allMatch(o -> o.left() == null);
    assertThat(NEWEST.operators("#")).isNotEmpty();
    assertThat(NEWEST.operators("<=>")).isEmpty();
  }

  @Test
  void knowsCasts() {
    assertThat(NEWEST.cast("int4", "int8"))
        .isEqualTo(
            new CatalogCast(
                "int4", "int8", Context.IMPLICIT, Method.FUNCTION, Volatility.IMMUTABLE));
    assertThat(NEWEST.cast("text", "int4")).isNull();
    assertThat(NEWEST.cast("varchar", "text"))
        .returns(Method.BINARY, CatalogCast::method)
        .returns(null, CatalogCast::volatility);
    assertThat(NEWEST.cast("json", "jsonb"))
        .returns(Context.ASSIGNMENT, CatalogCast::context)
        .returns(Method.INPUT_OUTPUT, CatalogCast::method);
    assertThat(NEWEST.cast("int4", "bytea")).isNotNull();
    assertThat(Builtin.of(17).cast("int4", "bytea")).isNull();
  }

  @Test
  void knowsSystemRelations() {
    assertThat(NEWEST.relation("information_schema", "columns"))
        .hasValueSatisfying(r -> assertThat(r.hasColumn("column_name")).isTrue());
    assertThat(NEWEST.relation("pg_catalog", "pg_tables"))
        .hasValueSatisfying(r -> assertThat(r.kind()).isEqualTo('v'));
    assertThat(NEWEST.relation("pg_catalog", "pg_aios")).isPresent();
    assertThat(OLDEST.relation("pg_catalog", "pg_aios")).isEmpty();
    assertThat(NEWEST.relation("public", "pg_tables")).isEmpty();
    assertThat(NEWEST.relations("information_schema"))
        .extracting(CatalogRelation::name)
        .contains("tables", "views");
  }

  @Test
  void knowsOperatorClasses() {
    assertThat(NEWEST.operatorClasses("btree", "text_pattern_ops"))
        .containsExactly(
            new OperatorClass("btree", "text_pattern_ops", "text", "text_pattern_ops", false));
    assertThat(NEWEST.operatorClasses("gin", "jsonb_path_ops")).hasSize(1);
    assertThat(NEWEST.operatorClasses("btree", "jsonb_path_ops")).isEmpty();
    assertThat(NEWEST.objects().familyOperators("btree", "integer_ops"))
        .contains(new FamilyOperator("btree", "integer_ops", "int4", "int8", 3, "=", false));
  }

  @Test
  void knowsSettingsInAnyCaseAndByFormerNames() {
    assertThat(NEWEST.setting("DATESTYLE")).map(Setting::name).hasValue("DateStyle");
    assertThat(NEWEST.setting("work_mem"))
        .hasValueSatisfying(setting -> {
          assertThat(setting.unit()).isEqualTo("kB");
          assertThat(setting.minimum()).isEqualTo(64);
        });
    assertThat(NEWEST.setting("transaction_isolation"))
        .hasValueSatisfying(s -> assertThat(s.values()).contains("read committed"));
    assertThat(NEWEST.setting("sort_mem")).isPresent();
    assertThat(NEWEST.setting("default_with_oids")).isPresent();
    assertThat(NEWEST.setting("transaction_timeout")).isPresent();
    assertThat(Builtin.of(16).setting("transaction_timeout")).isEmpty();
    assertThat(NEWEST.setting("shared_buffers").orElseThrow().isSettable()).isFalse();
    assertThat(NEWEST.setting("lock_timeout").orElseThrow().isSettable()).isTrue();
    assertThat(NEWEST.setting("no_such_setting")).isEmpty();
  }

  @Test
  void knowsNames() {
    assertThat(NEWEST.has(NamedObject.ACCESS_METHOD, "brin")).isTrue();
    assertThat(NEWEST.has(NamedObject.ACCESS_METHOD, "hnsw")).isFalse();
    assertThat(NEWEST.has(NamedObject.ROLE, "pg_maintain")).isTrue();
    assertThat(Builtin.of(16).has(NamedObject.ROLE, "pg_maintain")).isFalse();
    assertThat(NEWEST.objects().names(NamedObject.LANGUAGE))
        .containsExactly("c", "internal", "plpgsql", "sql");
    assertThat(NEWEST.has(NamedObject.COLLATION, "ucs_basic")).isTrue();
    assertThat(NEWEST.has(NamedObject.ICU_COLLATION, "de-x-icu")).isTrue();
    assertThat(NEWEST.has(NamedObject.TEXT_SEARCH_CONFIGURATION, "english")).isTrue();
    assertThat(NEWEST.has(NamedObject.SCHEMA, "public")).isTrue();
  }

  @Test
  void knowsWhatAnExtensionAdds() {
    ObjectSet citext = NEWEST.contents("citext", "public").orElseThrow();
    assertThat(Objects.requireNonNull(citext.type("citext")).category()).isEqualTo('S');
    assertThat(citext.cast("citext", "text")).returns(Context.IMPLICIT, CatalogCast::context);
    assertThat(citext.operators("=")).isNotEmpty().allMatch(o -> o.schema().equals("public"));
    assertThat(citext.operatorClasses("btree"))
        .contains(new OperatorClass("btree", "citext_ops", "citext", "citext_ops", true));
    assertThat(citext.functions("abs")).isEmpty();
    assertThat(NEWEST.contents("pg_trgm", "public").orElseThrow().operatorClasses("gin"))
        .extracting(OperatorClass::name)
        .containsExactly("gin_trgm_ops");
  }

  @Test
  void knowsTheRelationsOfAnExtensionPerMajor() {
    CatalogRelation newest = statements(NEWEST);
    CatalogRelation oldest = statements(OLDEST);
    assertThat(newest.hasColumn("total_exec_time")).isTrue();
    assertThat(newest.hasColumn("shared_blk_read_time")).isTrue();
    assertThat(oldest.hasColumn("shared_blk_read_time")).isFalse();
    assertThat(oldest.hasColumn("blk_read_time")).isTrue();
  }

  private static CatalogRelation statements(Builtin builtin) {
    ObjectSet objects = builtin.contents("pg_stat_statements", "public").orElseThrow();
    return Objects.requireNonNull(objects.relation("pg_stat_statements"));
  }

  @Test
  void knowsExtensionsThatItCannotLookInto() {
    assertThat(NEWEST.extension("earthdistance"))
        .map(CatalogExtension::requires)
        .hasValue(List.of("cube"));
    assertThat(NEWEST.extension("pgcrypto")).map(CatalogExtension::trusted).hasValue(true);
    assertThat(NEWEST.extension("postgis"))
        .map(CatalogExtension::known)
        .hasValue(CatalogExtension.Known.NAME);
    assertThat(NEWEST.extension("plperl"))
        .map(CatalogExtension::known)
        .hasValue(CatalogExtension.Known.CONTROL_FILE);
    assertThat(NEWEST.contents("postgis", "public")).isEmpty();
    assertThat(NEWEST.extension("no_such_extension")).isEmpty();
    assertThat(NEWEST.extension("post")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("majors")
  void readsEveryLineOfEveryFile(int major) {
    Builtin builtin = Builtin.of(major);
    assertThat(readAll(builtin.objects())).isPositive();
    for (NamedObject kind : NamedObject.values()) {
      builtin.objects().names(kind).forEach(name -> assertThat(builtin.has(kind, name)).isTrue());
    }
    for (String name : builtin.extensions()) {
      CatalogExtension extension = builtin.extension(name).orElseThrow();
      if (extension.known() == CatalogExtension.Known.CONTENTS) {
        assertThat(readAll(builtin.contents(name, "public").orElseThrow())).isPositive();
      }
    }
  }

  private static int readAll(ObjectSet objects) {
    int classes = 0;
    for (String accessMethod : List.of("btree", "hash", "gist", "gin", "spgist", "brin")) {
      for (OperatorClass operatorClass : objects.operatorClasses(accessMethod)) {
        assertThat(objects.familyOperators(accessMethod, operatorClass.family())).isNotNull();
        classes++;
      }
    }
    return classes
        + objects.types().size()
        + objects.functions().size()
        + objects.operators().size()
        + objects.casts().size()
        + objects.relations().size();
  }

  @ParameterizedTest
  @MethodSource("majors")
  void refersOnlyToTypesThatExist(int major) {
    Builtin builtin = Builtin.of(major);
    for (CatalogFunction function : builtin.objects().functions()) {
      assertThat(builtin.type(function.returnType())).as(function.toString()).isNotNull();
      for (Parameter parameter : function.parameters()) {
        assertThat(builtin.type(parameter.type())).as(function.toString()).isNotNull();
      }
    }
    for (CatalogRelation relation : builtin.objects().relations()) {
      for (CatalogColumn column : relation.columns()) {
        assertThat(builtin.type(column.type())).as(relation + "." + column).isNotNull();
      }
    }
  }
}
