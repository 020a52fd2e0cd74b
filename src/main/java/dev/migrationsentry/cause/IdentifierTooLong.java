package dev.migrationsentry.cause;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// A name is longer than PostgreSQL keeps.
final class IdentifierTooLong implements Explainer {
  @Override
  public int weight(Clues clues) {
    if (clues.says("identifier-too-long")) {
      return 95;
    }
    if (clues.state("42622")) {
      return 86;
    }
    boolean cut =
        clues.exists()
            && clues
                    .object()
                    .substring(clues.object().lastIndexOf('.') + 1)
                    .getBytes(StandardCharsets.UTF_8)
                    .length
                == 63;
    return cut ? 85 : clues.state("42704") && clues.object().length() >= 63 ? 75 : 0;
  }

  @Override
  public String because(Clues clues) {
    return "A name is longer than 63 bytes. PostgreSQL cuts it off, so that it equals another one or is not found again.";
  }

  @Override
  public String decides(Clues clues) {
    return "The whole name in the migration, and how many bytes it has.";
  }

  @Override
  public List<String> rules() {
    return List.of("identifier-too-long");
  }
}
