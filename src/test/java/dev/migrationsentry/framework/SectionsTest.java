package dev.migrationsentry.framework;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// Whatever stands in a file, each runner's sections are parts of it in the order of the file.
final class SectionsTest {
  private static final List<Function<SourceFile, Sections>> RUNNERS =
      List.of(
          GooseSections::of,
          Dbmate::sections,
          SqlMigrate::sections,
          NodePgMigrate::sections,
          GraphileMigrate::sections,
          SqlDirectory::sections);

  private static final String[] LINES = {
    "-- +goose Up",
    "-- +goose Down",
    "-- +goose StatementBegin",
    "-- +goose StatementEnd",
    "-- +goose NO TRANSACTION",
    "-- +goose ENVSUB ON",
    "-- +goose ENVSUB OFF",
    "-- +goose what",
    " -- +goose Up",
    "--+goose",
    "-- migrate:up",
    "-- migrate:down",
    "-- migrate:up transaction:false",
    "--migrate:upward",
    "-- +migrate Up",
    "-- +migrate Down notransaction",
    "-- +migrate StatementBegin",
    "-- +migrate StatementEnd",
    "-- +migrate ",
    "-- Up Migration",
    "---- down   migration",
    "-- upmigration",
    "--! Previous: -",
    "--! Hash: sha1:x",
    "--! no-transaction",
    "--!",
    "-- no_tx",
    "--",
    "-- a; b",
    "select 1;",
    "select 1",
    "create function f() as $$",
    "$$;",
    "  x ; -- c",
    ";",
    "",
    "   ",
    "\t",
    "${a} {{ b }} {% c %}",
    "${",
    "{{",
    "}}",
    "é\uFEFF"
  };

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int lines = random.nextInt(12);
    for (int i = 0; i < lines; i++) {
      text.append(LINES[random.nextInt(LINES.length)]);
      int end = random.nextInt(8);
      text.append(end == 0 ? "\r\n" : end == 1 && i == lines - 1 ? "" : "\n");
    }
    return text.toString();
  }

  @Test
  void sectionsArePartsOfTheFileInItsOrder() {
    Random random = new Random(20250131);
    for (int i = 0; i < 20_000; i++) {
      SourceFile file = new SourceFile("a.sql", text(random));
      for (Function<SourceFile, Sections> runner : RUNNERS) {
        Sections sections = runner.apply(file);
        ordered(file, sections.up());
        ordered(file, sections.down());
        ordered(file, sections.templated());
        assertThat(sections.mode() == null).isEqualTo(sections.marker() == null);
      }
    }
  }

  private static void ordered(SourceFile file, List<Span> spans) {
    int at = 0;
    for (Span span : spans) {
      assertThat(span.start()).as(file.text()).isBetween(at, span.end());
      assertThat(span.end()).as(file.text()).isLessThanOrEqualTo(file.text().length());
      at = span.end();
    }
  }

  @Test
  void placeholdersArePlacesOfTheReplacedText() {
    Random random = new Random(20250131);
    Map<String, String> values = Map.of("a", "value", "b", "");
    for (int i = 0; i < 20_000; i++) {
      Templates.Templated templated = Templates.apply("a.sql", text(random), values);
      templated
          .placeholders()
          .forEach(place -> {
            if (place.value() != null) {
              assertThat(place.span().text()).isEqualTo(place.value());
            } else {
              assertThat(place.span().text()).contains(place.name());
            }
          });
    }
  }

  @Test
  void aLargeFileOnOneLineIsSearchedOnce() {
    String text = "'{{1,2}', ${a".repeat(400_000);
    Templates.Templated templated = Templates.apply("a.sql", text, Map.of());
    assertThat(templated.file().text()).hasSameSizeAs(text);
    assertThat(Templates.apply("a.sql", "{{ x".repeat(100) + "}}", Map.of()).placeholders())
        .hasSize(1);
  }

  @Test
  void namesAreTakenApartWithoutSurprises() {
    FlywaySettings settings = FlywaySettings.DEFAULT;
    assertThat(FlywayName.of("V1.2__a_b.sql", settings))
        .hasFieldOrPropertyWithValue("description", "a b");
    assertThat(FlywayName.of("V1.sql", settings)).isNotNull();
    for (String name :
        List.of(
            "V__x.sql",
            "V1..2__x.sql",
            "V1_.sql",
            "Vx__y.sql",
            "views.sql",
            "R_x.sql",
            ".sql",
            "V.sql")) {
      assertThat(FlywayName.of(name, settings)).as(name).isNull();
    }
    assertThat(Engines.foreign("add_oracle_price")).isEqualTo("Oracle");
    assertThat(Engines.foreign("mysqlish")).isEmpty();
    assertThat(Engines.foreignInPath("mysql/postgres/migrations")).isEmpty();
    assertThat(Engines.foreignInPath("postgres/clickhouse")).isEqualTo("ClickHouse");
    assertThat(Diesel.version("2024-01-31-120000_add_x")).isEqualTo("20240131120000");
  }

  @Test
  void settingsAreReadFromTheirUsualForms() {
    assertThat(
            SettingsText.toml(
                "a = 1\n[flyway]\nlocations = [\n \"x\",\n 'y' ]\n# no\nmixed = true # yes\n"))
        .containsEntry("a", "1")
        .containsEntry("flyway.locations", "x,y")
        .containsEntry("flyway.mixed", "true");
    assertThat(SettingsText.properties("# no\nflyway.a = 1\nb: 2\nlong=x,\\\n  y\n"))
        .containsEntry("flyway.a", "1")
        .containsEntry("b", "2")
        .containsEntry("long", "x,y");
    assertThat(
            SettingsText.yaml(
                """
                spring:
                  flyway: # here
                    locations:
                      - 'classpath:a'
                      - b
                    enabled: true
                other: "x: y"
                ---
                other: z
                """))
        .containsEntry("spring.flyway.locations", "classpath:a,b")
        .containsEntry("spring.flyway.enabled", "true")
        .containsEntry("other", "x: y");
  }
}
