package dev.migrationsentry.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ErrorConditionsTest {
  @Test
  void aNameStandsForItsCodes() {
    assertThat(ErrorConditions.sqlStates("undefined_column")).containsExactly("42703");
    assertThat(ErrorConditions.sqlStates("null_value_not_allowed"))
        .containsExactly("22004", "39004");
    assertThat(ErrorConditions.sqlStates("no_such_condition")).isEmpty();
    assertThat(ErrorConditions.sqlStates("others")).isEmpty();
  }

  @Test
  void aHandlerHandlesItsCodeAndItsClass() {
    assertThat(ErrorConditions.handles("undefined_column", "42703")).isTrue();
    assertThat(ErrorConditions.handles("undefined_column", "42P01")).isFalse();
    assertThat(ErrorConditions.handles("integrity_constraint_violation", "23505")).isTrue();
    assertThat(ErrorConditions.handles("23000", "23505")).isTrue();
    assertThat(ErrorConditions.handles("23505", "23505")).isTrue();
    assertThat(ErrorConditions.handles("others", "42703")).isTrue();
    assertThat(ErrorConditions.handles("others", "57014")).isFalse();
    assertThat(ErrorConditions.handles("query_canceled", "57014")).isTrue();
  }
}
