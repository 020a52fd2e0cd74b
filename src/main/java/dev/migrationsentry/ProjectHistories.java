package dev.migrationsentry;

import dev.migrationsentry.configuration.Configuration.HistorySetting;
import dev.migrationsentry.configuration.ConfigurationProblem;
import dev.migrationsentry.framework.Discovery;
import dev.migrationsentry.framework.LeftOut;
import dev.migrationsentry.framework.Options;
import dev.migrationsentry.migration.History;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// The histories that a project's configuration names.
public final class ProjectHistories {
  private ProjectHistories() {}

  /// Finds them.
  ///
  /// @param settings at least one
  /// @param find looks through the whole project as one history's runner does
  /// @throws ConfigurationProblem when a setting names a folder without a history
  public static Discovery.Found find(
      List<HistorySetting> settings, Function<Options, Discovery.Found> find) {
    List<History> histories = new ArrayList<>();
    List<LeftOut> leftOut = new ArrayList<>();
    List<String> skipped = List.of();
    for (HistorySetting setting : settings) {
      Discovery.Found all = find.apply(new Options(setting.framework(), setting.placeholders()));
      histories.addAll(in(setting, all));
      leftOut.addAll(all.leftOut());
      skipped = all.skipped();
    }
    return new Discovery.Found(histories, leftOut.stream().distinct().toList(), skipped);
  }

  private static List<History> in(HistorySetting setting, Discovery.Found all) {
    List<History> histories =
        all.histories().stream().filter(history -> isIn(history, setting.path())).toList();
    if (histories.isEmpty()) {
      throw new ConfigurationProblem(
          setting.place()
              + " There is no history in "
              + setting.path()
              + "; there are "
              + String.join(", ", all.histories().stream().map(History::path).toList())
              + ".");
    }
    return histories;
  }

  private static boolean isIn(History history, String path) {
    String folder = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return folder.equals(".")
        || history.path().equals(folder)
        || history.path().startsWith(folder + "/");
  }
}
