package dev.migrationsentry.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.configuration.Requirement;
import dev.migrationsentry.ledger.Expressions;
import dev.migrationsentry.ledger.RequiredObject;
import dev.migrationsentry.ledger.Verification;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What the last step makes of what nobody knows.
final class ProofTest {
  private static final Expressions COMPARED = new Expressions(0, List.of(), null);

  private static RequiredObject index(RequiredObject.State state, String sentence) {
    return new RequiredObject(
        new Requirement(
            Requirement.Kind.INDEX, null, null, "a_n", List.of(), null, null, "a_n", "file:1"),
        state,
        sentence);
  }

  private static Verification with(
      List<RequiredObject> required, @Nullable String uncertain, Expressions expressions) {
    return new Verification(2, List.of(), List.of(), uncertain, required, expressions);
  }

  @Test
  void aRequiredObjectThatCantBeJudgedStops() {
    Verification unread =
        with(List.of(index(RequiredObject.State.UNKNOWN, "can't be judged")), null, COMPARED);
    GateStop stop = new Proof().judge(unread, false, true, line -> {});
    assertThat(stop).isNotNull();
    assertThat(stop.exitCode()).isEqualTo(18);
    assertThat(stop.reason())
        .isEqualTo("It can't be told whether this database has what the configuration requires.");
    assertThat(stop.evidence()).containsExactly("can't be judged");
  }

  @Test
  void aMissingOneIsTheBetterReason() {
    Verification both =
        with(
            List.of(
                index(RequiredObject.State.UNKNOWN, "can't be judged"),
                index(RequiredObject.State.MISSING, "is missing")),
            null,
            COMPARED);
    GateStop stop = new Proof().judge(both, false, true, line -> {});
    assertThat(stop).isNotNull();
    assertThat(stop.exitCode()).isEqualTo(21);
    assertThat(stop.evidence()).containsExactly("is missing", "can't be judged");
  }

  @Test
  void whatWasNotComparedIsKeptUnlessNobodyWantedIt() {
    Verification half = with(List.of(), null, new Expressions(0, List.of(), "no server"));
    Proof wanted = new Proof();
    assertThat(wanted.judge(half, false, true, line -> {})).isNull();
    assertThat(wanted.unknown())
        .containsExactly("Defaults, conditions and bodies were not compared: no server.");
    Proof unwanted = new Proof();
    assertThat(unwanted.judge(half, false, false, line -> {})).isNull();
    assertThat(unwanted.unknown()).isEmpty();
  }
}
