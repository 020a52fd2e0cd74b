package dev.migrationsentry.setup;

import java.util.List;

/// The texts that are put into projects.
final class SetupTexts {
  static final String WORKFLOW =
      """
      # Replays all migrations in a model of PostgreSQL, and judges how they are deployed.
      name: migrations
      on:
        pull_request:
        push:
          branches: [main, master]
      jobs:
        migration-sentry:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v4
              with: {fetch-depth: 0}
            - uses: actions/setup-java@v4
              with: {distribution: temurin, java-version: "25"}
            - run: migration-sentry check
      """;

  static final String GITLAB =
      """
      # Replays all migrations in a model of PostgreSQL, and judges how they are deployed.
      migration-sentry:
        stage: test
        variables:
          GIT_DEPTH: "0"
        script:
          - migration-sentry check
      """;

  static final String HOOK =
      """
      #!/bin/sh
      # Replays all migrations in a model of PostgreSQL before each commit.
      exec migration-sentry check
      """;

  private SetupTexts() {}

  /// The configuration file.
  ///
  /// @param command what runs the migrations, empty for the built-in runner
  static String configuration(List<String> command) {
    StringBuilder text = new StringBuilder();
    text.append("# What Migration Sentry should know of this project. All of it is optional;\n");
    text.append("# docs/reference/configuration.md of Migration Sentry tells all keys.\n\n");
    text.append("gate:\n");
    text.append("  database: DATABASE_URL   # the variable that holds the database's URL\n");
    if (command.isEmpty()) {
      text.append("  # Without a command the built-in runner applies the files of SQL:\n");
      text.append("  # command: [sh, -c, ./migrate.sh]\n");
    } else {
      text.append("  # What applies the migrations; 'migration-sentry gate' runs it:\n");
      text.append("  command: [").append(String.join(", ", command)).append("]\n");
    }
    text.append("  # variables: [SECRET_KEY]  # must be there too, and not be empty\n\n");
    text.append("# require:                   # what 'verify' and 'status' look for\n");
    text.append("#   columns: [users.email]\n\n");
    text.append("# rules:                     # note, warning, error or off\n");
    text.append("#   drop-column: error\n");
    return text.toString();
  }

  /// The hook as an item of the list at the end of a `.pre-commit-config.yaml`, or nothing when
  /// that does not end with the list.
  static String preCommit(String known) {
    String indent = null;
    boolean inRepos = false;
    for (String line : known.lines().toList()) {
      if (!line.isBlank()
          && !line.startsWith(" ")
          && !line.startsWith("-")
          && !line.startsWith("#")) {
        inRepos = line.strip().equals("repos:");
      }
      String plain = line.stripLeading();
      if (inRepos && indent == null && plain.startsWith("- ")) {
        indent = line.substring(0, line.length() - plain.length());
      }
    }
    return indent == null || !inRepos
        ? ""
        : """
        - repo: local
          hooks:
            - id: migration-sentry
              name: migrations
              entry: migration-sentry check
              language: system
              pass_filenames: false
        """
            .indent(indent.length());
  }
}
