package dev.migrationsentry.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.catalog.LedgerTable;
import dev.migrationsentry.migration.Ledger;
import dev.migrationsentry.migration.Ledger.Ending;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The tables of runners, as their own programs write them.
final class LedgersTest {
  @Test
  void alembicRecordsHeads() {
    Ledger ledger = read("alembic_version", "version_num", "8d2f1c", "77aa10");
    assertThat(ledger.runner()).isEqualTo("alembic");
    assertThat(ledger.extent()).isEqualTo(Ledger.Extent.HEADS);
    assertThat(ids(ledger)).containsExactly("8d2f1c APPLIED", "77aa10 APPLIED");
  }

  @Test
  void flywaySaysWhatFailed() {
    Ledger ledger =
        read(
            "flyway_schema_history",
            "installed_rank,version,type,script,checksum,installed_on,success",
            "2,2,SQL,V2__b.sql,77,2026-01-02,false",
            "1,1,SQL,V1__a.sql,42,2026-01-01,true",
            "3,,SQL,R__views.sql,11,2026-01-02,true");
    assertThat(ids(ledger)).containsExactly("1 APPLIED", "2 FAILED", "R__views.sql APPLIED");
    assertThat(ledger.rows().getFirst().checksum()).isEqualTo("42");
  }

  @Test
  void prismaSaysWhatWasRolledBackAndApplied() {
    Ledger ledger =
        read(
            "_prisma_migrations",
            "migration_name,checksum,started_at,finished_at,rolled_back_at,logs",
            "b,aa,2026-01-03,2026-01-03,,",
            "a,aa,2026-01-01,2026-01-01,,",
            "b,aa,2026-01-02,,2026-01-02,ERROR: boom",
            "c,aa,2026-01-04,,,ERROR: relation");
    assertThat(ids(ledger)).containsExactly("a APPLIED", "b APPLIED", "c FAILED");
    assertThat(ledger.rows().getLast().detail()).isEqualTo("ERROR: relation");
  }

  @Test
  void golangMigrateIsUpToOneVersionAndMayBeDirty() {
    Ledger ledger = read("schema_migrations", "version,dirty", "12,true");
    assertThat(ledger.runner()).isEqualTo("golang-migrate");
    assertThat(ledger.extent()).isEqualTo(Ledger.Extent.UP_TO);
    assertThat(ids(ledger)).containsExactly("12 FAILED");
    assertThat(read("schema_migrations", "version", "001", "002").runner()).isEqualTo("dbmate");
  }

  @Test
  void gooseCountsTheLastRowOfAVersion() {
    Ledger ledger =
        read(
            "goose_db_version",
            "id,version_id,is_applied,tstamp",
            "10,2,false,t3",
            "9,2,true,t2",
            "2,1,true,t1",
            "1,0,true,t0");
    assertThat(ids(ledger)).containsExactly("1 APPLIED", "2 TAKEN_BACK");
  }

  @Test
  void aHomeMadeTableIsToldByItsColumns() {
    Ledger ledger = read("deployed", "filename,sha256,applied_at", "001.sql,abc,2026-01-02");
    assertThat(ledger.runner()).isEqualTo(Ledgers.OWN);
    assertThat(ledger.why()).isEqualTo("it has the columns filename, sha256");
    assertThat(ledger.rows())
        .containsExactly(new Ledger.Row("001.sql", "abc", "2026-01-02", Ending.APPLIED, null));
  }

  private static List<String> ids(Ledger ledger) {
    return ledger.rows().stream().map(row -> row.id() + " " + row.ending()).toList();
  }

  private static Ledger read(String table, String columns, String... rows) {
    List<String> names = List.of(columns.split(",", -1));
    List<Map<String, String>> values =
        Arrays.stream(rows)
            .map(row -> {
              Map<String, String> byColumn = new LinkedHashMap<>();
              String[] cells = row.split(",", -1);
              for (int i = 0; i < cells.length; i++) {
                if (!cells[i].isEmpty()) {
                  byColumn.put(names.get(i), cells[i]);
                }
              }
              return byColumn;
            })
            .toList();
    return Ledgers.of(List.of(new LedgerTable("public", table, names, values, null))).getFirst();
  }
}
