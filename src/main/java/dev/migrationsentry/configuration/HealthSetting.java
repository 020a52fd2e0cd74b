package dev.migrationsentry.configuration;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a project says of how its services look when they are well.
///
/// @param minutes how long they have to look so after a deploy
/// @param every how many seconds lie between two looks
/// @param checks what is looked at
public record HealthSetting(int minutes, int every, List<Check> checks) {
  /// Nothing said.
  public static final HealthSetting NONE = new HealthSetting(0, 15, List.of());

  /// Copies the list.
  public HealthSetting {
    checks = List.copyOf(checks);
  }

  /// An address and what it has to answer.
  ///
  /// @param url the address
  /// @param shown the address as it is written, without the values of variables
  /// @param status the status of HTTP
  /// @param text what the answer holds, or null
  /// @param json the values of fields of the answer, by their names with points between them
  /// @param place where it is said
  public record Check(
      String url,
      String shown,
      int status,
      @Nullable String text,
      Map<String, String> json,
      String place) {
    /// Copies the fields.
    public Check {
      json = Map.copyOf(json);
    }
  }
}
