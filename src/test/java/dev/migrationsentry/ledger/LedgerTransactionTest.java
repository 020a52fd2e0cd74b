package dev.migrationsentry.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.migrationsentry.catalog.DatabaseProblem;
import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.catalog.LedgerTable;
import dev.migrationsentry.ledger.Reconciliation.Line;
import dev.migrationsentry.ledger.Reconciliation.Rewrite;
import dev.migrationsentry.ledger.Reconciliation.Word;
import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.TestServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is written into a ledger while others change it.
final class LedgerTransactionTest {
  private static EmbeddedPostgres server;
  private static int databases;

  private String database = "";

  @BeforeAll
  static void startServer() {
    server = TestServers.start(18);
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @BeforeEach
  void makeLedger() throws Exception {
    database = "ledger" + databases++;
    server.createDatabase(database);
    sql(
        "create table deployed (filename text primary key, checksum text)",
        "insert into deployed values ('a.sql', 'one'), ('b.sql', 'two')");
  }

  private void sql(String... statements) throws Exception {
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  private String checksums() throws Exception {
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select string_agg(checksum, ' ' order by filename) from deployed")) {
      rows.next();
      return rows.getString(1);
    }
  }

  private boolean hasAudit() throws Exception {
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("select to_regclass('migration_sentry_audit') is not null")) {
      rows.next();
      return rows.getBoolean(1);
    }
  }

  private static Line line(String file, String old, String checksum) {
    LedgerTable table =
        new LedgerTable("public", "deployed", List.of("filename", "checksum"), List.of(), null);
    RecordedPlace place =
        new RecordedPlace(table, "filename", "checksum", Map.of("filename", file, "checksum", old));
    return new Line(
        Word.ACCEPTED,
        file,
        "The test says so.",
        new Rewrite("public.deployed", file, old, checksum, new Reconciliation.Place(place)),
        null,
        null);
  }

  private int write(Line... lines) {
    DatabaseUrl url =
        DatabaseUrl.parse(
            "postgresql://postgres:"
                + server.password()
                + "@127.0.0.1:"
                + server.port()
                + "/"
                + database);
    return new LedgerTransaction(
            url, Duration.ofSeconds(1), new LedgerTransaction.Author("ann", "test"))
        .write(new Reconciliation("shop", List.of(lines), List.of(), null, true));
  }

  @Test
  void allRowsAreWrittenTogether() throws Exception {
    assertThat(write(line("a.sql", "one", "1"), line("b.sql", "two", "2"))).isEqualTo(2);
    assertThat(checksums()).isEqualTo("1 2");
    assertThat(hasAudit()).isTrue();
  }

  @Test
  void aRowThatHasChangedSinceKeepsAllFromBeingWritten() throws Exception {
    sql("update deployed set checksum = 'three' where filename = 'b.sql'");
    assertThatThrownBy(() -> write(line("a.sql", "one", "1"), line("b.sql", "two", "2")))
        .isInstanceOf(DatabaseProblem.class)
        .hasMessageContaining(
            "The row of b.sql in public.deployed has changed since it was read; nothing was written.");
    assertThat(checksums()).isEqualTo("one three");
    assertThat(hasAudit()).isFalse();
  }

  @Test
  void aRowThatIsGoneKeepsAllFromBeingWritten() throws Exception {
    sql("delete from deployed where filename = 'b.sql'");
    assertThatThrownBy(() -> write(line("a.sql", "one", "1"), line("b.sql", "two", "2")))
        .isInstanceOf(DatabaseProblem.class)
        .hasMessageContaining("nothing was written");
    assertThat(checksums()).isEqualTo("one");
  }

  @Test
  void aRowThatSomebodyHoldsKeepsAllFromBeingWritten() throws Exception {
    try (Connection other = server.connect(database);
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("update deployed set checksum = 'three' where filename = 'b.sql'");
      assertThatThrownBy(() -> write(line("a.sql", "one", "1"), line("b.sql", "two", "2")))
          .isInstanceOf(DatabaseProblem.class)
          .hasMessageContaining("Somebody else holds a row of the ledger")
          .hasMessageNotContaining(server.password());
      other.rollback();
    }
    assertThat(checksums()).isEqualTo("one two");
    assertThat(hasAudit()).isFalse();
  }

  @Test
  void aDatabaseThatCanOnlyBeReadSaysSo() throws Exception {
    sql("alter database " + database + " set default_transaction_read_only = on");
    assertThatThrownBy(() -> write(line("a.sql", "one", "1")))
        .isInstanceOf(DatabaseProblem.class)
        .hasMessageContaining("can only be read (25006")
        .hasMessageContaining("nothing was written.");
    assertThat(checksums()).isEqualTo("one two");
  }

  @Test
  void aTriggerThatWritesSomethingElseIsNoticed() throws Exception {
    sql(
        "create function other() returns trigger language plpgsql as"
            + " $$ begin new.checksum := 'other'; return new; end $$",
        "create trigger other before update on deployed for each row execute function other()");
    assertThatThrownBy(() -> write(line("a.sql", "one", "1")))
        .isInstanceOf(DatabaseProblem.class)
        .hasMessageContaining(
            "did not take the new checksum of a.sql as it is; nothing was written.");
    assertThat(checksums()).isEqualTo("one two");
  }
}
