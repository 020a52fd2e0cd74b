package dev.migrationsentry.cli;

import dev.migrationsentry.configuration.Configuration;
import dev.migrationsentry.configuration.Configuration.RuleSetting;
import dev.migrationsentry.configuration.ConfigurationProblem;
import dev.migrationsentry.configuration.Nearest;
import dev.migrationsentry.rule.Finding;
import dev.migrationsentry.rule.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The severities that a project's configuration gives to rules.
final class RuleSettings {
  private RuleSettings() {}

  /// The severity of each finding.
  ///
  /// @throws ConfigurationProblem when a rule is named that does not exist
  static Function<Finding, Optional<Severity>> of(Configuration configuration) {
    Map<String, RuleSetting> settings = configuration.rules();
    List<String> known = AllRules.ids();
    settings.forEach((rule, setting) -> {
      if (!known.contains(rule)) {
        throw new ConfigurationProblem(
            setting.place()
                + " There is no rule "
                + rule
                + "."
                + Nearest.question(rule, known)
                + " 'migration-sentry explain' lists them.");
      }
    });
    return finding -> {
      RuleSetting setting = settings.get(finding.rule());
      if (setting == null) {
        return Optional.of(finding.severity());
      }
      return setting.severity().equals("off")
          ? Optional.empty()
          : Optional.of(Severity.valueOf(setting.severity().toUpperCase(Locale.ROOT)));
    };
  }
}
