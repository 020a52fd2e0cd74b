package dev.migrationsentry.diagnosis;

import dev.migrationsentry.ProjectHistories;
import dev.migrationsentry.configuration.Configuration.HistorySetting;
import dev.migrationsentry.configuration.ConfigurationProblem;
import dev.migrationsentry.framework.Discovery;
import dev.migrationsentry.framework.Histories;
import dev.migrationsentry.framework.Options;
import dev.migrationsentry.framework.ProjectFiles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How histories are found in files: the same for the working tree, for a commit, and for files
/// that a remedy has changed.
///
/// @param settings the histories that the project's configuration names; empty for those that the
///   layout shows
/// @param framework the runner that was asked for, before which the settings give way, or null
/// @param placeholders what the runner puts in
public record Reading(
    List<HistorySetting> settings, @Nullable String framework, Map<String, String> placeholders) {
  /// What the layout shows.
  public static final Reading PLAIN = new Reading(List.of(), null, Map.of());

  /// Copies what is mutable.
  public Reading {
    settings = List.copyOf(settings);
    placeholders = Map.copyOf(placeholders);
  }

  /// Finds the histories in some files.
  ///
  /// @throws ConfigurationProblem when a setting names a folder without a history
  public Discovery in(ProjectFiles files) {
    if (settings.isEmpty() || framework != null) {
      return Histories.find(files, new Options(framework, placeholders));
    }
    if (Histories.find(files, new Options(null, placeholders))
        instanceof Discovery.Nothing nothing) {
      return nothing;
    }
    return ProjectHistories.find(
        settings,
        options -> {
          Map<String, String> values = new HashMap<>(options.placeholders());
          values.putAll(placeholders);
          return switch (Histories.find(files, new Options(options.framework(), values))) {
            case Discovery.Found found -> found;
            case Discovery.Nothing nothing -> throw new ConfigurationProblem(nothing.message());
          };
        });
  }
}
