package dev.migrationsentry.git;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Edits that change nothing of what a migration sends, and those that do.
final class HarmlessEditsTest {
  private static final String REVISION =
      """
      \"""Add phones.\"""
      from alembic import op

      revision = "9c20"


      def upgrade():
          op.execute('alter table users add phone text')
      """;

  @Test
  void commentsAndWhiteSpaceOfSql() {
    assertThat(HarmlessEdits.is("1.sql", "select 1;", "-- one\nSELECT\n  1 ;")).isTrue();
    assertThat(HarmlessEdits.is("1.sql", "select 'a';", "select 'A';")).isFalse();
    assertThat(HarmlessEdits.is("1.sql", "select 1;", "select 1; select 2;")).isFalse();
    assertThat(HarmlessEdits.is("1.sql", "select 1;", "-- select 1;")).isFalse();
  }

  @Test
  void whatFormattersDoToPython() {
    String formatted =
        """
        \"""Add phones to users.

        Create Date: 2026-03-01
        \"""
        # revision identifiers
        from alembic import op

        revision = '9c20'

        def upgrade():
            \"""Go forward.\"""
            op.execute(
                "alter table users "
                "add phone text"  # for the shop
            )
        """;
    assertThat(HarmlessEdits.is("9c20.py", REVISION, formatted)).isTrue();
  }

  @Test
  void otherStatementsOfPython() {
    assertThat(HarmlessEdits.is("9c20.py", REVISION, REVISION.replace("phone text", "fax text")))
        .isFalse();
    assertThat(HarmlessEdits.is("9c20.py", REVISION, REVISION.replace("execute", "run"))).isFalse();
    assertThat(HarmlessEdits.is("9c20.py", REVISION, REVISION.replace("upgrade()", "upgrade(")))
        .as("what Python refuses is no harmless edit")
        .isFalse();
  }
}
