package dev.migrationsentry.server;

import java.util.ArrayList;
import java.util.List;

/// How well a database equals the one that a snapshot describes.
///
/// @param failed what could not be made, with the server's reason
/// @param stubs the names of extensions that only look as if they were there: their types can be
///   stored, and nothing can be computed with them
/// @param differences the parts of the schema in which the copy differs from its source, by the
///   [dev.migrationsentry.catalog.Fingerprint] of both
/// @param uncompared why the two could not be compared, or empty
public record SchemaCopy(
    List<Failure> failed, List<String> stubs, List<String> differences, String uncompared) {
  /// Copies the lists.
  public SchemaCopy {
    failed = List.copyOf(failed);
    stubs = List.copyOf(stubs);
    differences = List.copyOf(differences);
  }

  /// A statement that the server refused.
  ///
  /// @param definition the statement
  /// @param reason the server's message
  public record Failure(String definition, String reason) {
    private static final int SHOWN = 100;

    /// One line for people.
    @Override
    public String toString() {
      String line = definition.lines().findFirst().orElse("");
      String start = line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
      return start + ": " + reason;
    }
  }

  /// Whether nothing is known to differ. What is not exact is at best a degraded proof.
  public boolean isExact() {
    return failed.isEmpty() && stubs.isEmpty() && differences.isEmpty() && uncompared.isEmpty();
  }

  /// That an extension is only a stub, for people.
  public static String stub(String name) {
    return "the extension " + name + " is a stub here";
  }

  /// Why the copy is not exact, one line for people each.
  public List<String> reasons() {
    List<String> reasons = new ArrayList<>();
    if (!uncompared.isEmpty()) {
      reasons.add(uncompared);
    }
    stubs.forEach(name -> reasons.add(stub(name)));
    failed.forEach(failure -> reasons.add("not copied: " + failure));
    differences.forEach(difference -> reasons.add("not as in the source: " + difference));
    return reasons;
  }
}
