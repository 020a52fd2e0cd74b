package dev.migrationsentry.deploys;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The files that say how a project is deployed, and the scripts that they start.
final class DeployFiles {
  private static final Set<String> NAMES =
      Set.of(
          "render.yaml",
          "render.yml",
          "procfile",
          "fly.toml",
          "railway.json",
          "railway.toml",
          "app.json",
          "heroku.yml",
          "vercel.json",
          "nixpacks.toml",
          "dockerfile",
          ".gitlab-ci.yml");

  private final Set<String> scripts;

  private DeployFiles(Set<String> scripts) {
    this.scripts = scripts;
  }

  /// Finds the scripts that the configuration of a commit names: files of the shell whose name
  /// stands in it.
  ///
  /// @param paths all files of the commit
  /// @param text the text of a file, or null
  static DeployFiles at(List<String> paths, Function<String, @Nullable String> text) {
    List<String> configurations = paths.stream().filter(DeployFiles::isConfiguration).toList();
    List<String> texts = new ArrayList<>();
    for (String path : configurations) {
      String content = text.apply(path);
      if (content != null) {
        texts.add(content);
      }
    }
    return new DeployFiles(
        paths.stream()
            .filter(path -> path.endsWith(".sh"))
            .filter(path -> texts.stream().anyMatch(one -> one.contains(name(path))))
            .collect(Collectors.toUnmodifiableSet()));
  }

  /// What a file has to do with a deploy: `deploy configuration`, `start script`, or null.
  @Nullable String kind(String path) {
    if (isConfiguration(path)) {
      return "deploy configuration";
    }
    return scripts.contains(path) ? "start script" : null;
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static boolean isConfiguration(String path) {
    String name = name(path).toLowerCase(Locale.ROOT);
    return NAMES.contains(name)
        || name.startsWith("dockerfile.")
        || name.startsWith("docker-compose")
        || name.startsWith("compose.y")
        || path.startsWith(".github/workflows/");
  }
}
