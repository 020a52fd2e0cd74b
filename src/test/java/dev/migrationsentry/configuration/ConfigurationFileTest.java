package dev.migrationsentry.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigurationFileTest {
  @TempDir Path folder;

  private static Configuration parse(String text) {
    return ConfigurationFile.parse(text, "migration-sentry.yaml", Map.of("SCHEMA", "billing"));
  }

  @Test
  void nothingSaidIsFine() {
    assertThat(parse("").require()).isEmpty();
    assertThat(parse("# only a comment\n").histories()).isEmpty();
    assertThat(parse("require:\nrules:\n").require()).isEmpty();
  }

  @Test
  void readsAllKeys() {
    Configuration configuration =
        parse(
            """
            postgres: 16
            histories:
              - db/migrations
              - path: billing
                framework: flyway
                placeholders: {tenant: "${SCHEMA}"}
            rules:
              drop-column: error
              typed-revision-id: "off"
            require:
              columns: [users.email]
            """);
    assertThat(configuration.postgres()).isEqualTo(16);
    assertThat(configuration.histories())
        .extracting(Configuration.HistorySetting::path)
        .containsExactly("db/migrations", "billing");
    assertThat(configuration.histories().getLast().placeholders())
        .containsEntry("tenant", "billing");
    assertThat(configuration.rules())
        .hasEntrySatisfying(
            "typed-revision-id", setting -> assertThat(setting.severity()).isEqualTo("off"));
    assertThat(configuration.require().getFirst().place()).isEqualTo("migration-sentry.yaml:11");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "requires: {}|migration-sentry.yaml:1:1 There is no key requires here. Did you mean require?",
        "require: {column: [a.b]}|There is no key column here. Did you mean columns?",
        "postgres: 13|migration-sentry.yaml:1:11 postgres must be a number from 14 to 18.",
        "postgres: new|postgres must be a number from 14 to 18.",
        "host: {kinds: render}|There is no key kinds here. Did you mean kind?",
        "health: {checks: [{status: 200}]}|Say the address to look at",
        "health: {every: 0}|every must be a number from 1 to 3600.",
        "rules: {drop-column: fatal}|fatal is no severity.",
        "require: {columns: [email]}|email is no column: write table.column or schema.table.column.",
        "require: {columns: users.email}|columns must be a list.",
        "require: {columns: ['users.\"email']}|is no name: write schema.table.column, and quotes in pairs.",
        "require: {columns: ['${HOST}.b']}|The environment variable HOST is not set.",
        "[a, b]|The file must be a mapping of keys to values.",
        "postgres: 15\\npostgres: 16|The key postgres is there twice.",
        "a: b: c|migration-sentry.yaml:1:5 is no YAML:",
        "\\tpostgres: 15|is no YAML:",
        "histories: [{framework: flyway}]|Say the folder of the history",
        "histories: [&a [*a]]|must be a mapping of keys to values.",
      })
  void whatIsWrongIsSaidWithItsPlace(String text, String said) {
    String yaml = text.replace("\\n", "\n").replace("\\t", "\t");
    assertThatThrownBy(() -> parse(yaml))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessageContaining(said);
  }

  @Test
  void aBombOfAliasesIsNoProblem() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 40; i++) {
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9)));
    }
    assertThatThrownBy(() -> parse(bomb.toString()))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessageContaining("Number of aliases for non-scalar nodes exceeds");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "- ", "? "})
  void depthIsBoundedBeforeTheStackIsUsedUp(String opening) {
    assertThatThrownBy(() -> parse(opening.repeat(100_000)))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessageContaining("nests lists and mappings more than 50 deep.");
  }

  @Test
  void noValueOfAVariableIsInAMessage() {
    assertThatThrownBy(() -> parse("rules: {drop-column: '${SCHEMA}'}"))
        .hasMessageContaining("${SCHEMA} is no severity.")
        .hasMessageNotContaining("billing");
  }

  @Test
  void aFolderIsNoFile() {
    assertThatThrownBy(() -> ConfigurationFile.read(folder, "it", Map.of()))
        .hasMessage("it is no file.");
    assertThatThrownBy(() -> ConfigurationFile.read(folder.resolve("none"), "it", Map.of()))
        .hasMessage("it does not exist.");
  }

  @Test
  void theFileAboveAFolderHoldsWithinOneWorkingTree() throws Exception {
    Path file = folder.resolve("project/migration-sentry.yaml");
    Path inside = folder.resolve("project/db/migrations");
    Files.createDirectories(inside);
    Files.writeString(file, "postgres: 17\n");
    assertThat(ConfigurationFile.find(inside)).contains(file);
    Files.createDirectories(folder.resolve("project/db/.git"));
    assertThat(ConfigurationFile.find(inside)).isEmpty();
  }

  @Test
  void aFileThatIsNoTextOrTooLongIsRefused() throws Exception {
    Path file = folder.resolve("migration-sentry.yaml");
    Files.write(file, new byte[] {'a', (byte) 0xFF});
    assertThatThrownBy(() -> ConfigurationFile.read(file, "it", Map.of()))
        .hasMessage("it is not in UTF-8; save it as UTF-8.");
    Files.write(file, new byte[2_000_000]);
    assertThatThrownBy(() -> ConfigurationFile.read(file, "it", Map.of()))
        .hasMessageStartingWith("it is larger than 1 MB");
    Files.write(file, "\uFEFFpostgres: 17\n".getBytes(StandardCharsets.UTF_8));
    assertThat(ConfigurationFile.read(file, "it", Map.of()).postgres()).isEqualTo(17);
  }
}
