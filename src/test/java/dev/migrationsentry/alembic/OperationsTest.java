package dev.migrationsentry.alembic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The SQL of operations: golden files beside the revisions, written again by `-Dgolden=write`.
final class OperationsTest {
  @ParameterizedTest
  @MethodSource("names")
  void sendsWhatAlembicSends(String name) throws IOException {
    String actual = String.join(";\n", Revisions.sent(name)) + ";\n";
    Path golden = Revisions.FILES.resolve(name.replace(".py", ".sql"));
    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(golden, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(golden, StandardCharsets.UTF_8));
  }

  static List<String> names() throws IOException {
    return Revisions.names();
  }
}
