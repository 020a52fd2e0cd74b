package dev.migrationsentry.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.catalog.DatabaseUrl;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who holds the lock: is named, keeps it while it lives, and loses it when it is dead or frozen.
final class LockHolderTest extends LockedDatabase {
  @SuppressWarnings("UnusedVariable") // The server is started for it before.
  LockHolderTest(int major) {}

  @ParameterizedTest
  @ValueSource(strings = {"direct", "transaction", "statement"})
  void saysWhoHoldsItForAsLongAsItWaits(String way) throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    LockListener listener =
        new LockListener() {
          @Override
          public void waiting(LockHolder holder, Duration waited) {
            heard.add(holder.describe());
          }

          @Override
          public void tookOver(LockHolder holder) {
            heard.add("took over");
          }

          @Override
          public void lost(String why) {
            heard.add("lost");
          }
        };
    String key = Long.toString(LockKey.of("shop", "public.schema_migrations").value());
    try (DatabaseLock lock = taken(way, false)) {
      assertThat(
              DatabaseLock.acquire(
                  LockTaker.request(url(way), Duration.ofMillis(300), true), listener))
          .isInstanceOfSatisfying(
              LockAttempt.Busy.class,
              busy ->
                  assertThat(busy.why())
                      .contains("The lock " + key, "is held by another: pid ")
                      .contains("waited for it 0 s")
                      .contains("so that it is not taken over"));
      assertThat(heard.poll())
          .matches(
              "pid \\d+, since 20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ, application migration-sentry gate, (client 127\\.0\\.0\\.1, role postgres|host .+)");
      assertThat(heard).isEmpty();
      lock.check();
    }
    taken(way, false).close();
  }

  @Test
  void aKilledHolderOfASessionHoldsNothing() throws Exception {
    try (LockProcess holder = LockProcess.start(url("direct").withSecret())) {
      assertThat(holder.says()).isEqualTo("taken");
      assertThat(busy("direct", false)).contains("application migration-sentry gate");
      holder.signal("KILL");
      taken(LockTaker.request(url("direct"), LONG, false)).close();
    }
  }

  @Test
  void aKilledHolderOfALeaseIsTakenOverAfterItsTermAndNotWithoutTheWord() throws Exception {
    DatabaseUrl url = url("transaction");
    try (LockProcess holder = LockProcess.start(url.withSecret())) {
      assertThat(holder.says()).isEqualTo("taken");
      holder.signal("KILL");
      assertThat(busy("transaction", true)).contains("pid " + holder.pid(), "is not taken over");
      try (DatabaseLock lock = taken(LockTaker.request(url, LONG, true))) {
        assertThat(lock.describe()).contains("with the token 2");
        sql("update migration_sentry_lock set expires = now() - interval '1 hour'");
        assertThat(busy("direct", false)).contains("--take-over ends it");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "transaction"})
  void aFrozenHolderThatWasTakenOverWritesNothingWhenItWakes(String way) throws Exception {
    DatabaseUrl url = url(way);
    try (LockProcess holder = LockProcess.start(url.withSecret())) {
      assertThat(holder.says()).isEqualTo("taken");
      assertThat(holder.asked("begin")).isEqualTo("done");
      assertThat(holder.asked("commit")).isEqualTo("done");
      holder.signal("STOP");
      assertThat(busy(way, true)).contains("is not taken over");
      try (DatabaseLock lock = taken(LockTaker.request(url, LONG, true));
          Connection connection = LockTaker.runner(url)) {
        holder.signal("CONT");
        assertThat(holder.asked("begin")).startsWith("refused: ");
        assertThat(holder.asked("check")).startsWith("refused: ");
        assertThat(holder.asked("lost")).isEqualTo("done");
        lock.check(connection);
      }
    }
    assertThat(sql("select count(*) from written")).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "transaction"})
  void aHolderFrozenWithinATransactionIsEndedWithIt(String way) throws Exception {
    DatabaseUrl url = url(way);
    try (LockProcess holder = LockProcess.start(url.withSecret())) {
      assertThat(holder.says()).isEqualTo("taken");
      assertThat(holder.asked("begin")).isEqualTo("done");
      holder.signal("STOP");
      try (DatabaseLock lock = taken(LockTaker.request(url, LONG, true))) {
        holder.signal("CONT");
        assertThat(holder.asked("commit")).startsWith("refused: ");
        lock.check();
      }
    }
    assertThat(sql("select count(*) from written")).isEqualTo("0");
  }

  @Test
  void aLeaseOutlivesItsConnection() throws Exception {
    DatabaseUrl url = url("transaction");
    try (DatabaseLock lock = taken("transaction", false)) {
      sql(
          "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = 'shop' and pid <> pg_backend_pid()");
      lock.check();
      assertThat(busy("transaction", true)).contains("is not taken over");
    }
    taken(LockTaker.request(url, Duration.ZERO, false)).close();
  }

  @Test
  void aSessionOfAnotherProgramIsNeverTakenOver() throws Exception {
    LockKey key = LockKey.of("shop", "public.schema_migrations");
    for (String way : List.of("direct", "transaction")) {
      try (Connection other = server.connect("shop");
          Statement statement = other.createStatement()) {
        statement.execute("set application_name = 'nightly report'");
        statement.execute("select pg_advisory_lock(" + key + ")");
        assertThat(busy(way, true))
            .contains("application nightly report", "never taken over", "--lock-key");
        taken(
                new LockRequest(
                    url(way),
                    "public",
                    "schema_migrations",
                    OptionalLong.of(7),
                    Duration.ZERO,
                    false,
                    "migration-sentry gate",
                    LockTaker.QUICK))
            .close();
      }
    }
  }

  @Test
  void locksOfOtherLedgersAndDatabasesDoNotMatter() throws Exception {
    try (DatabaseLock lock = taken("direct", false);
        DatabaseLock other =
            taken(
                new LockRequest(
                    url("direct"),
                    "public",
                    "alembic_version",
                    OptionalLong.empty(),
                    Duration.ZERO,
                    false,
                    "migration-sentry gate",
                    LockTaker.QUICK))) {
      assertThat(other.key()).isNotEqualTo(lock.key());
    }
    assertThat(LockKey.of("a", "bc")).isNotEqualTo(LockKey.of("ab", "c"));
  }
}
