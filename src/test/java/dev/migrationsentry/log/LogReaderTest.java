package dev.migrationsentry.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// Logs of real runs, and logs that mean harm.
final class LogReaderTest {
  @Test
  void namesTheFirstErrorOfAScriptAndMarksWhatFollows() throws IOException {
    Log log = run("psql-required.txt");
    assertThat(log.failures()).hasSize(2);
    Failure first = log.first().orElseThrow();
    assertThat(first.sqlState()).isEqualTo("23502");
    assertThat(first.object()).isEqualTo("orders.note");
    assertThat(first.migration()).isEqualTo("002_required.sql");
    assertThat(first.scriptLine()).isEqualTo(2);
    assertThat(log.failures().getLast().followUp()).isEqualTo(FollowUp.ABORTED_TRANSACTION);
  }

  @Test
  void findsTheRevisionAndTheStatementInATraceback() throws IOException {
    Log log = run("alembic-undefined-column.txt");
    assertThat(log.started()).containsExactly("4f1c20d9a7be", "8ad3e17f6502");
    assertThat(log.failures()).hasSize(1);
    Failure first = log.failures().getFirst();
    assertThat(first.sqlState()).isEqualTo("42703");
    assertThat(first.statePrinted()).isFalse();
    assertThat(first.object()).isEqualTo("author_id");
    assertThat(first.migration()).isEqualTo("8ad3e17f6502");
    assertThat(first.statement()).isEqualTo("create index books_author on books (author_id)");
    assertThat(first.times()).isEqualTo(2);
  }

  @Test
  void neverTakesAnAbortedTransactionForTheFirstError() throws IOException {
    Log log = run("alembic-swallowed.txt");
    assertThat(log.first()).isEmpty();
    assertThat(log.isFirstErrorMissing()).isTrue();
    assertThat(log.failures().getFirst().migration()).isEqualTo("8ad3e17f6502");
  }

  @Test
  void readsWhatAServerSaysInAnotherLanguage() throws IOException {
    Log log =
        read(
            """
            FEHLER:  Spalte »region« von Relation »shops« existiert bereits
            """);
    assertThat(log.first().orElseThrow().sqlState()).isEqualTo("42701");
    assertThat(log.first().orElseThrow().object()).isEqualTo("shops.region");
  }

  @Test
  void believesTheSqlStateWhereTheWordsAreUnknown() throws IOException {
    Log log = read("ERRO:  42P01: uma relação que ninguém conhece\n");
    assertThat(log.first().orElseThrow().sqlState()).isEqualTo("42P01");
    assertThat(log.first().orElseThrow().statePrinted()).isTrue();
  }

  @Test
  void keepsInterleavedProcessesApart() throws IOException {
    Log log =
        read(
            """
            db-1   | 2026-11-21 10:00:00.001 UTC [71] ERROR:  relation "shops" does not exist at character 13
            web-1  | INFO  [alembic.runtime.migration] Running upgrade 11aa -> 22bb, shops
            db-1   | 2026-11-21 10:00:00.001 UTC [71] STATEMENT:  insert into shops values (1)
            jobs-1 | Error: P3009
            """);
    assertThat(log.failures()).hasSize(2);
    assertThat(log.failures().getFirst().statement()).isEqualTo("insert into shops values (1)");
    assertThat(log.failures().getFirst().process()).isEqualTo("db-1 71");
    assertThat(log.failures().getLast().followUp()).isEqualTo(FollowUp.FAILED_BEFORE);
  }

  @Test
  void readsJsonAlsoWhenItIsCutOff() throws IOException {
    Log whole =
        read(
            """
            {"level":"error","msg":"migration 0007_shops.sql failed","err":{"message":"relation \\"shops\\" already exists","code":"42P07","detail":null,"position":"14"}}
            """);
    assertThat(whole.first().orElseThrow().sqlState()).isEqualTo("42P07");
    assertThat(whole.first().orElseThrow().statePrinted()).isTrue();
    assertThat(whole.first().orElseThrow().position()).isEqualTo(14);
    Log cut =
        read(
            "{\"level\":\"error\",\"err\":{\"stack\":\"error: relation \\\"shops\\\" already exists\\n   at Par");
    assertThat(cut.first().orElseThrow().object()).isEqualTo("shops");
  }

  @Test
  void looksThroughColours() throws IOException {
    Log log =
        read("\u001b[31mERROR:\u001b[0m  \u001b[1mrelation \"shops\" does not exist\u001b[0m\n");
    assertThat(log.first().orElseThrow().object()).isEqualTo("shops");
  }

  @Test
  void readsUtf16AsPowerShellWritesIt() throws IOException {
    Log log =
        read("\ufeffERROR:  relation \"shops\" does not exist\r\n", StandardCharsets.UTF_16LE);
    assertThat(log.first().orElseThrow().object()).isEqualTo("shops");
  }

  @Test
  void countsARestartLoopAsOneFailure() throws IOException {
    String once =
        "INFO starting\nERROR:  relation \"shops\" does not exist\nBack-off restarting failed container\n";
    Log log = read(once.repeat(40));
    assertThat(log.failures()).hasSize(1);
    assertThat(log.failures().getFirst().times()).isEqualTo(40);
    assertThat(log.failures().getFirst().line()).isEqualTo(2);
    assertThat(log.remarks("restarted")).isTrue();
  }

  @Test
  void takesNoQuotedErrorForTheCause() throws IOException {
    Log log =
        read(
            """
            2026-11-21 10:00:00 INFO feedback received: "ERROR:  deadlock detected"
            ERROR:  insert or update on table "orders" violates foreign key constraint "orders_shop_fkey"
            DETAIL:  Key (note)=(ERROR:  relation "users" does not exist) is not present in table "shops".
            [SQL: insert into orders values ('
            ERROR:  permission denied for schema public
            ')]
            """);
    assertThat(log.first().orElseThrow().sqlState()).isEqualTo("23503");
    assertThat(log.failures().stream().filter(failure -> !failure.quoted()).map(Failure::sqlState))
        .containsExactly("23503");
  }

  @Test
  void survivesBinaryAndEndlessLines() throws IOException {
    byte[] bytes = new byte[3_000_000];
    for (int at = 0; at < bytes.length; at++) {
      bytes[at] = (byte) (at * 31 % 251 == 10 ? 11 : at * 31 % 251);
    }
    byte[] error = "\nERROR:  relation \"shops\" does not exist\n".getBytes(StandardCharsets.UTF_8);
    System.arraycopy(error, 0, bytes, bytes.length - error.length, error.length);
    Log log = LogReader.read(new ByteArrayInputStream(bytes));
    assertThat(log.first().orElseThrow().object()).isEqualTo("shops");
    assertThat(log.notes()).isNotEmpty();
  }

  @Test
  void showsNoSecretAndNoControlCharacter() throws IOException {
    Log log =
        read(
            """
            FATAL:  password authentication failed for user "app" postgres://app:p@ss:w0rd@db.example/app?password=hunter2
            ERROR:  new failure \u001b]0;title\u0007\u202e password=hunter3 token: hunter4
            """);
    assertThat(log.failures().toString())
        .doesNotContain("w0rd", "hunter", "\u001b", "\u202e", "\u0007")
        .contains("28P01");
  }

  @Test
  void passesOverNoticesThatSoundLikeErrors() throws IOException {
    Log log =
        read(
            "NOTICE:  relation \"shops\" already exists, skipping\nINFO table shops: relation \"x\" already exists\n");
    assertThat(log.failures()).isEmpty();
  }

  private static Log run(String name) throws IOException {
    try (InputStream in = LogReaderTest.class.getResourceAsStream(name)) {
      return LogReader.read(in);
    }
  }

  private static Log read(String text) throws IOException {
    return read(text, StandardCharsets.UTF_8);
  }

  private static Log read(String text, Charset charset) throws IOException {
    return LogReader.read(new ByteArrayInputStream(text.getBytes(charset)));
  }
}
