package dev.migrationsentry.ledger;

import static dev.migrationsentry.ledger.DeployedProject.lines;
import static dev.migrationsentry.ledger.DeployedProject.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.migration.Ledger.Ending;
import dev.migrationsentry.migration.Ledger.Extent;
import dev.migrationsentry.migration.Ledger.Row;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What follows from checksums, and what does not.
final class ComparisonTest {
  // Of the text "select 1;" and a line feed.
  private static final String SHA_1 = "005c6eb7364156e6b0d158d8b2767a24f1ce6611";
  private static final String SHA_256 =
      "4a45092ccf992ea92250053a80b931b787924ba61648f420555511b84f10ab6c";
  private static final String FLYWAY = "-690524359";

  @TempDir private Path folder;

  @Test
  void checksumsThatNobodyCanMakeAgainProveNothing() throws Exception {
    try (DeployedProject project = new DeployedProject(folder)) {
      project.write("migrations/001_a.sql", "select 1;\n");
      project.write("migrations/002_b.sql", "select 2;\n");
      assertThat(
              lines(
                  project.status(
                      null,
                      Extent.EACH,
                      checked("001_a.sql", "9:1dd3"),
                      checked("002_b.sql", "9:77aa"))))
          .allMatch(line -> line.startsWith("UNCHECKED") && line.contains("cannot be checked"));
    }
  }

  @Test
  void oneChecksumThatIsUnderstoodMakesTheOthersTelling() throws Exception {
    try (DeployedProject project = new DeployedProject(folder)) {
      project.write("migrations/001_a.sql", "select 1;\n");
      project.write("migrations/002_b.sql", "select 2;\n");
      project.write("migrations/003_c.sql", "select 1;\n");
      project.write("migrations/004_d.sql", "select 1;\r\n");
      project.write("migrations/005_e.sql", "select 1;\n");
      assertThat(
              lines(
                  project.status(
                      null,
                      Extent.EACH,
                      checked("001_a.sql", SHA_1),
                      checked("002_b.sql", SHA_1),
                      checked("003_c.sql", SHA_256),
                      checked("004_d.sql", SHA_1),
                      checked("005_e.sql", SHA_1))))
          .containsExactly(
              "APPLIED 001_a.sql",
              "DIVERGED 002_b.sql was edited after it was applied; no version that git knows has the recorded checksum",
              "OTHER_ALGORITHM 003_c.sql same content: SHA-256 of the file as it is",
              "EOL_ONLY 004_d.sql same content: SHA-1 of the file with line feeds at the line ends",
              "APPLIED 005_e.sql");
    }
  }

  @Test
  void aRunnerWithAKnownAlgorithmNeedsNoOtherProof() throws Exception {
    try (DeployedProject project = new DeployedProject(folder)) {
      project.write("db/V1__a.sql", "select 1;\n");
      project.write("db/V2__b.sql", "select 2;\n");
      project.write("db/R__c.sql", "select 3;\n");
      project.write("db/R__d.sql", "select ${name};\n");
      assertThat(
              lines(
                  project.status(
                      null,
                      Extent.EACH,
                      checked("2", FLYWAY),
                      checked("R__c.sql", FLYWAY),
                      checked("R__d.sql", FLYWAY),
                      new Row("1", null, null, Ending.BASELINE, null))))
          .containsExactlyInAnyOrder(
              "APPLIED 1",
              "DIVERGED 2 was edited after it was applied; no version that git knows has the recorded checksum",
              "PENDING R__c has run, was changed since, and will run again",
              "UNCHECKED R__d cannot be checked: how its checksum was made is not known here, and no file or version in git yields it");
    }
  }

  @Test
  void whatStandsBeforeADirtyVersionHasRun() throws Exception {
    try (DeployedProject project = new DeployedProject(folder)) {
      for (String name : new String[] {"1_a", "2_b", "3_c"}) {
        project.write("db/" + name + ".up.sql", "select 1;\n");
        project.write("db/" + name + ".down.sql", "select 1;\n");
      }
      assertThat(
              lines(
                  project.status(
                      null, Extent.UP_TO, new Row("2", null, null, Ending.FAILED, null))))
          .containsExactly("APPLIED 1", "FAILED 2 began and did not come to its end", "PENDING 3");
      assertThat(lines(project.status(null, Extent.UP_TO, row("2", null))))
          .containsExactly("APPLIED 1", "APPLIED 2", "PENDING 3");
    }
  }

  private static Row checked(String id, String checksum) {
    return new Row(id, checksum, null, Ending.APPLIED, null);
  }
}
