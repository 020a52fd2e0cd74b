package dev.migrationsentry.framework;

import java.util.Locale;
import java.util.Set;

/// Folders that are no place for a project's own migrations.
public final class SkippedFolders {
  private static final Set<String> NEVER =
      Set.of(
          "node_modules",
          "bower_components",
          "vendor",
          "target",
          "build",
          "dist",
          "out",
          "venv",
          "env",
          "site-packages",
          "__pycache__",
          "Pods",
          "coverage");

  private static final Set<String> TESTS =
      Set.of(
          "test",
          "tests",
          "testing",
          "testdata",
          "test-data",
          "test_data",
          "test-resources",
          "__tests__",
          "__mocks__",
          "__fixtures__",
          "fixtures",
          "e2e",
          "spec",
          "specs",
          "testfixtures",
          "integrationtest",
          "functionaltest",
          "androidtest",
          "testlib");

  private SkippedFolders() {}

  /// Whether a folder is not looked into at all: dependencies, build output, caches, and everything
  /// hidden but the workflows of GitHub.
  public static boolean skips(String name) {
    return (name.startsWith(".") && !name.equals(".github")) || NEVER.contains(name);
  }

  /// Whether a folder holds tests and their data. Histories there are found, but left out.
  public static boolean isForTests(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return TESTS.contains(lower)
        || lower.endsWith("-tests")
        || lower.endsWith("-test")
        || lower.endsWith("-e2e");
  }

  /// Whether a path leads through a folder that holds tests.
  public static boolean isInTests(String path) {
    return !testFolderOf(path).isEmpty();
  }

  /// The first folder of a path that holds tests, or an empty text.
  static String testFolderOf(String path) {
    for (String name : path.split("/", -1)) {
      if (isForTests(name)) {
        return name;
      }
    }
    return "";
  }
}
