package dev.migrationsentry.lock;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The table of conflicts in the PostgreSQL manual, section 13.3.1, and what follows from it.
final class LockModeTest {
  /// `X` where the mode of the line conflicts with that of the column, the weakest first.
  private static final String MANUAL =
      """
      .......X
      ......XX
      ....XXXX
      ...XXXXX
      ..XX.XXX
      ..XXXXXX
      .XXXXXXX
      XXXXXXXX
      """;

  @Test
  void conflictsAreThoseOfTheManual() {
    StringBuilder table = new StringBuilder();
    for (LockMode held : LockMode.values()) {
      for (LockMode wanted : LockMode.values()) {
        table.append(held.conflictsWith(wanted) ? 'X' : '.');
      }
      table.append('\n');
    }
    assertThat(table.toString()).isEqualTo(MANUAL);
  }

  @Test
  void modesHaveTheNamesOfTheServer() {
    assertThat(LockMode.named("ShareRowExclusiveLock")).contains(LockMode.SHARE_ROW_EXCLUSIVE);
    assertThat(LockMode.named("SIReadLock")).isEmpty();
    assertThat(LockMode.ACCESS_EXCLUSIVE.sql()).isEqualTo("ACCESS EXCLUSIVE");
  }

  @Test
  void saysWhatUsersFeel() {
    assertThat(LockMode.ACCESS_EXCLUSIVE.meaning("orders"))
        .isEqualTo("blocks every read and write of orders");
    assertThat(LockMode.SHARE.meaning("orders")).isEqualTo("blocks every write of orders");
    assertThat(LockMode.SHARE.blocks())
        .containsExactly(TableUse.WRITE, TableUse.VACUUM, TableUse.DEFINITION_CHANGE);
    assertThat(LockMode.SHARE.isFelt()).isTrue();
    assertThat(LockMode.SHARE_UPDATE_EXCLUSIVE.isFelt()).isFalse();
    assertThat(LockMode.ACCESS_SHARE.blocks()).containsExactly(TableUse.DEFINITION_CHANGE);
  }
}
