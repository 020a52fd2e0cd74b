package dev.migrationsentry.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class StatementMutationsTest {
  private static final List<String> VALID =
      List.of(
          "create table orders (id bigint primary key, note text default 'a;b')",
          "alter table orders add column total numeric(12, 2) not null");

  @Test
  void theSameSeedMakesTheSameStatements() {
    List<String> first = new StatementMutations(VALID, 7).make(50);
    assertThat(first).hasSize(50).doesNotHaveDuplicates();
    assertThat(new StatementMutations(VALID, 7).make(50)).isEqualTo(first);
    assertThat(new StatementMutations(VALID, 8).make(50)).isNotEqualTo(first);
  }

  @Test
  void tokensStayWhole() {
    assertThat(new StatementMutations(VALID, 7).make(200))
        .filteredOn(sql -> sql.contains("'"))
        .isNotEmpty()
        .allMatch(sql -> sql.contains("'a;b'"));
  }

  @Test
  void fewerAreMadeThanWantedWhenThereAreNoMore() {
    assertThat(new StatementMutations(List.of("select 1"), 1).make(10)).isEmpty();
    assertThat(new StatementMutations(List.of(), 1).make(10)).isEmpty();
  }
}
