package dev.migrationsentry.alembic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Which types one run of Alembic creates only once.
final class CreatedTypesTest {
  private final CreatedTypes types = new CreatedTypes();

  @Test
  void aRevisionDoesNotHinderItself() {
    types.created("status", "first.py");
    assertThat(types.byOthers("status", "first.py")).isFalse();
  }

  @Test
  void aLaterRevisionFindsWhatAnEarlierOneCreated() {
    types.created("status", "first.py");
    types.created("status", "second.py");
    assertThat(types.byOthers("status", "second.py")).isTrue();
    assertThat(types.byOthers("colour", "second.py")).isFalse();
  }
}
