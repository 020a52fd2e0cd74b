package dev.migrationsentry.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SchemaDifferenceTest {
  @Test
  void namesTheLinesOfEachSide() {
    SchemaDifference difference =
        SchemaDifference.between(
            List.of("table public.b (id)", "schema public"),
            List.of("schema public", "table public.a (id)"));
    assertThat(difference.onlyPredicted()).containsExactly("table public.b (id)");
    assertThat(difference.onlyActual()).containsExactly("table public.a (id)");
    assertThat(difference.isEmpty()).isFalse();
  }

  @Test
  void letsAQuestionMarkStandForAType() {
    SchemaDifference difference =
        SchemaDifference.between(
            List.of("view public.v (a ?, b text, c ?)", "view public.w (a ?)"),
            List.of("view public.v (a numeric(1,2), b text, c integer)", "view public.w (b text)"));
    assertThat(difference.undetermined()).isEqualTo(1);
    assertThat(difference.onlyPredicted()).containsExactly("view public.w (a ?)");
    assertThat(difference.onlyActual()).containsExactly("view public.w (b text)");
  }
}
