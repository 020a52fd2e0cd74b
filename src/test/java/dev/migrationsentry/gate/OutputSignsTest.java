package dev.migrationsentry.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What commands write when they do not take their command line, and when something breaks in them.
final class OutputSignsTest {
  private static OutputSigns of(String... lines) {
    OutputSigns signs = new OutputSigns();
    for (String line : lines) {
      signs.hear(line);
    }
    return signs;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2|alembic: error: unrecognized arguments: -v",
        "2|alembic: error: argument {branches,current}: invalid choice: 'upgade'",
        "2|Error: No such option: -v",
        "2|Error: No such command 'upgade'.",
        "1|Error: unknown flag: --nope",
        "1|Error: unknown command \"upp\" for \"atlas\"",
        "2|flag provided but not defined: -nope",
        "3|No help topic for 'upp'",
        "2|Unknown option: '--nope'",
        "2|error: unexpected argument '--nope' found",
        "2|error: unrecognized subcommand 'rum'",
        "1|Unknown argument: nope",
        "1|! unknown or unexpected option: --nope",
        "1|psql: unrecognized option '--nope'",
        "1|psql: invalid option -- 'Z'",
        "127|sh: 1: alembic: not found",
        "1|/usr/bin/python3: No module named alembic",
        "1|npm error Missing script: \"migrate\""
      })
  void knowsHowProgramsRefuseTheirCommandLine(int exitCode, String line) {
    assertThat(of("some output", line).refusal(exitCode)).isEqualTo(line);
  }

  @Test
  void takesAPageOfUsageWithItsExitCodeForARefusal() {
    assertThat(of("Usage: runner COMMAND", "  up  runs all").refusal(2)).isNotNull();
    assertThat(of("Usage: runner COMMAND", "  up  runs all").refusal(0)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ERROR: relation \"orders\" does not exist",
        "ERROR:  invalid option \"nope\"",
        "psycopg2.errors.UndefinedTable: relation \"orders\" not found",
        "ModuleNotFoundError: No module named 'app'",
        "Applying 0007_add_option"
      })
  void takesNoFailureOfAMigrationForARefusal(String line) {
    assertThat(of(line).refusal(1)).isNull();
  }

  @Test
  void findsTheFirstErrorBeforeThoseThatOnlyFollow() {
    OutputSigns signs =
        of(
            "current transaction is aborted, commands ignored until end of transaction block (25P02)",
            "ERROR: column \"a\" does not exist",
            "ERROR: another one");
    assertThat(signs.broken()).startsWith("current transaction is aborted");
    assertThat(signs.firstError()).isEqualTo("ERROR: column \"a\" does not exist");
  }

  @Test
  void takesNoCountOfZeroForSuspicious() {
    OutputSigns signs = of("done, 0 errors", "3 applied, 0 failed", "WARN rolled back 1");
    assertThat(signs.suspicious()).containsExactly("WARN rolled back 1");
    assertThat(signs.broken()).isNull();
  }
}
