package dev.migrationsentry.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class VersionTest {
  @Test
  void comparesNumberByNumber() {
    List<String> sorted =
        Stream.of("2", "1.10", "1.9", "10", "1", "20250131120000", "1.2.3", "00005")
            .map(Version::of)
            .sorted()
            .map(Version::text)
            .toList();
    assertThat(sorted)
        .containsExactly("1", "1.2.3", "1.9", "1.10", "2", "00005", "10", "20250131120000");
  }

  @Test
  void zerosAtTheEndAndAtTheFrontMeanNothing() {
    assertThat(Version.of("1.0"))
        .isEqualTo(Version.of("001"))
        .hasSameHashCodeAs(Version.of("1"))
        .isNotEqualTo(Version.of("1.0.1"));
    assertThat(Version.of("0").numbers()).hasSize(1);
  }
}
