package dev.migrationsentry.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.framework.DirectoryFiles;
import dev.migrationsentry.framework.Discovery;
import dev.migrationsentry.framework.Histories;
import dev.migrationsentry.framework.Options;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Ledger;
import dev.migrationsentry.migration.Ledger.Ending;
import dev.migrationsentry.migration.Ledger.Extent;
import dev.migrationsentry.migration.Ledger.Row;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Drizzle records checksums and no names.
final class RecordedHashesTest {
  // Of the texts "select 1;" and "select 3;", each with a line feed.
  private static final String FIRST =
      "4a45092ccf992ea92250053a80b931b787924ba61648f420555511b84f10ab6c";
  private static final String THIRD =
      "8b8a0860d9b183efe119246b8d010f32b1030c93fa12275792b5847fd4fe929f";
  private static final String OTHER =
      "abababababababababababababababababababababababababababababababab";

  @TempDir private Path folder;

  @Test
  void rowsInTheirPlacesTellOfAnEdit() throws Exception {
    assertThat(ids(history(), FIRST, OTHER, THIRD))
        .containsExactly("0000_a.sql", "0001_b.sql", "0002_c.sql");
  }

  @Test
  void rowsThatAreNotInTheirPlacesTellNothingOfOthers() throws Exception {
    assertThat(ids(history(), OTHER, FIRST, THIRD))
        .containsExactly(OTHER, "0000_a.sql", "0002_c.sql");
    assertThat(Ledgers.recording(history(), List.of(ledger(OTHER)))).isNull();
  }

  private History history() throws Exception {
    Path migrations = Files.createDirectories(folder.resolve("migrations"));
    Files.writeString(migrations.resolve("0000_a.sql"), "select 1;\n");
    Files.writeString(migrations.resolve("0001_b.sql"), "select 2;\n");
    Files.writeString(migrations.resolve("0002_c.sql"), "select 3;\n");
    if (!(Histories.find(DirectoryFiles.open(folder), Options.NONE)
        instanceof Discovery.Found found)) {
      throw new AssertionError("no history");
    }
    return found.histories().getFirst();
  }

  private static List<String> ids(History history, String... hashes) {
    Ledger ledger = Ledgers.recording(history, List.of(ledger(hashes)));
    assertThat(ledger).isNotNull();
    return ledger.rows().stream().map(Row::id).toList();
  }

  private static Ledger ledger(String... hashes) {
    return new Ledger(
        "drizzle.__drizzle_migrations",
        "drizzle",
        "the test says so",
        Extent.EACH,
        Arrays.stream(hashes)
            .map(hash -> new Row(hash, hash, null, Ending.APPLIED, null))
            .toList());
  }
}
