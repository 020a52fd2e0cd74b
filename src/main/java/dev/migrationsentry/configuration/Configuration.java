package dev.migrationsentry.configuration;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a project says of itself; see docs/reference/configuration.md. Everything works without it.
///
/// @param file what people call the file, or an empty text when there is none
/// @param histories which histories there are; empty leaves it to the layout
/// @param postgres the server's major version, or null when it is not said
/// @param require what a database must have
/// @param rules what is done with the findings of a rule, by the rule's id
/// @param gate what the gate does
/// @param host which host deploys the project
/// @param health how its services look when they are well
public record Configuration(
    String file,
    List<HistorySetting> histories,
    @Nullable Integer postgres,
    List<Requirement> require,
    Map<String, RuleSetting> rules,
    GateSetting gate,
    HostSetting host,
    HealthSetting health) {
  /// The name of the file, in the folder of the project.
  public static final String FILE = "migration-sentry.yaml";

  /// Nothing said.
  public static final Configuration NONE = empty("");

  /// A file that says nothing.
  ///
  /// @param file what people call it
  static Configuration empty(String file) {
    return new Configuration(
        file,
        List.of(),
        null,
        List.of(),
        Map.of(),
        GateSetting.NONE,
        HostSetting.NONE,
        HealthSetting.NONE);
  }

  /// Copies the collections.
  public Configuration {
    histories = List.copyOf(histories);
    require = List.copyOf(require);
    rules = Map.copyOf(rules);
  }

  /// The same for a part of the project.
  public Configuration withoutHistories() {
    return new Configuration(file, List.of(), postgres, require, rules, gate, host, health);
  }

  /// A history of the project.
  ///
  /// @param path its folder, relative to the file, with forward slashes; `.` for the project's own
  /// @param framework the runner's name, or null to leave it to the layout
  /// @param placeholders values of placeholders, by name
  /// @param place where it is said
  public record HistorySetting(
      String path, @Nullable String framework, Map<String, String> placeholders, String place) {
    /// Copies the placeholders.
    public HistorySetting {
      placeholders = Map.copyOf(placeholders);
    }
  }

  /// What is done with the findings of a rule.
  ///
  /// @param severity `off`, `note`, `warning` or `error`
  /// @param place where it is said
  public record RuleSetting(String severity, String place) {}
}
