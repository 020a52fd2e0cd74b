package dev.migrationsentry.cli;

import dev.migrationsentry.catalog.Snapshot;
import dev.migrationsentry.catalog.SnapshotFile;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `snapshot`: writes down what a database is, so that `check` can start from it anywhere.
@Command(
    name = "snapshot",
    mixinStandardHelpOptions = true,
    description = {
      "Writes down what a database is: its schema, what its migrations' ledger records, sizes of tables, extensions and the rights of the role. "
          + "Only reads, in one read-only transaction; holds no rows of users and no secrets."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  migration-sentry snapshot -o production.json      of DATABASE_URL",
      "  migration-sentry snapshot postgresql://app@db/shop | jq .ledgers",
      "  migration-sentry check --from production.json     what is pending there",
      "",
      "Exit codes: 0 written; 2 wrong usage, or the database can't be read."
    })
final class SnapshotCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      arity = "0..1",
      paramLabel = "URL",
      description = "The database. Default: the one in DATABASE_URL.")
  private @Nullable String url;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The file to write. Default: standard output.")
  private @Nullable Path output;

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  SnapshotCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Snapshot snapshot = Snapshot.of(database.open(url, terminal), Clock.systemUTC());
    Path file = output;
    if (file == null) {
      terminal.out().print(SnapshotFile.text(snapshot));
      terminal.out().flush();
    } else {
      SnapshotFile.write(snapshot, file);
      terminal
          .err()
          .println(
              file
                  + ": "
                  + snapshot.tables().size()
                  + " tables, "
                  + snapshot.ledgers().size()
                  + " ledgers, PostgreSQL "
                  + snapshot.serverVersion());
    }
    return ExitCode.FINE;
  }
}
