package dev.migrationsentry.setup;

import dev.migrationsentry.configuration.Configuration;
import dev.migrationsentry.framework.ProjectFiles;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.platform.Deployment;
import dev.migrationsentry.platform.GatePlace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a project lacks of the sentry.
///
/// @param changes the files to write
/// @param left what is there already, or has to be done by hand: sentences for people
public record SetupPlan(List<Change> changes, List<String> left) {
  static final String WORKFLOW = ".github/workflows/migration-sentry.yml";
  static final String GITLAB = ".gitlab-ci.yml";
  static final String PRE_COMMIT = ".pre-commit-config.yaml";
  static final String HOOK = ".git/hooks/pre-commit";

  /// Copies the lists.
  public SetupPlan {
    changes = List.copyOf(changes);
    left = List.copyOf(left);
  }

  /// Where checks of each change run.
  public enum Ci {
    /// A workflow of GitHub.
    GITHUB,
    /// A job of GitLab.
    GITLAB,
    /// None.
    NONE
  }

  /// Plans for a project.
  ///
  /// @param ci where checks run, or null for what the project shows
  /// @param git whether the project is the top of a working tree of git
  public static SetupPlan of(
      ProjectFiles files,
      List<History> histories,
      Deployment deployment,
      @Nullable Ci ci,
      boolean git) {
    Draft draft = new Draft(files);
    draft.configuration(histories);
    draft.host(deployment);
    draft.ci(ci);
    draft.hook(git);
    return new SetupPlan(draft.changes, draft.left);
  }

  private static final class Draft {
    private final ProjectFiles files;
    private final List<Change> changes = new ArrayList<>();
    private final List<String> left = new ArrayList<>();

    Draft(ProjectFiles files) {
      this.files = files;
    }

    private @Nullable String text(String path) {
      try {
        byte[] bytes = files.read(path);
        String text = new String(bytes, StandardCharsets.UTF_8);
        return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes) ? text : null;
      } catch (IOException missing) {
        return null;
      }
    }

    private boolean exists(String path) {
      try {
        files.read(path);
        return true;
      } catch (IOException missing) {
        return false;
      }
    }

    void configuration(List<History> histories) {
      if (exists(Configuration.FILE)) {
        left.add(Configuration.FILE + " is there already.");
        return;
      }
      changes.add(
          new Change(
              Configuration.FILE,
              null,
              SetupTexts.configuration(command(histories)),
              "what the sentry should know of the project",
              false));
    }

    /// What runs the migrations, or nothing where the built-in runner does.
    private List<String> command(List<History> histories) {
      String framework = histories.getFirst().framework();
      String folder = histories.getFirst().path();
      return switch (framework) {
        case "alembic" ->
            isFlask(folder)
                ? List.of("flask", "db", "upgrade")
                : List.of("alembic", "upgrade", "heads");
        case "prisma" -> List.of("npx", "prisma", "migrate", "deploy");
        case "diesel" -> List.of("diesel", "migration", "run");
        case "sqlx" -> List.of("sqlx", "migrate", "run");
        case "dbmate" -> List.of("dbmate", "up");
        default -> List.of();
      };
    }

    /// Flask-Migrate's environment asks the application that Flask has made.
    private boolean isFlask(String folder) {
      String above =
          folder.endsWith("/versions") ? folder.substring(0, folder.length() - 9) : folder;
      for (String path : List.of(above + "/env.py", folder + "/env.py")) {
        String text = text(path);
        if (text != null && (text.contains("current_app") || text.contains("from flask"))) {
          return true;
        }
      }
      return false;
    }

    void host(Deployment deployment) {
      if (GatePlace.isThere(deployment)) {
        left.add("The deploy goes through the gate already.");
        return;
      }
      GatePlace place = GatePlace.of(deployment);
      String text = place == null ? null : text(place.path());
      if (place == null || text == null) {
        left.add(
            "No file of a host says what runs once before a new version starts; put"
                + " 'migration-sentry gate' there by hand (docs/gate.md shows where).");
        return;
      }
      int offset = place.offset() + (text.startsWith("\uFEFF") ? 1 : 0);
      changes.add(
          new Change(
              place.path(),
              text,
              text.substring(0, offset) + place.text() + text.substring(offset),
              place.says(),
              false));
    }

    void ci(@Nullable Ci wanted) {
      String gitlab = text(GITLAB);
      boolean github =
          files.root().folders().stream().anyMatch(folder -> folder.name().equals(".github"));
      Ci ci = wanted != null ? wanted : gitlab != null ? Ci.GITLAB : github ? Ci.GITHUB : Ci.NONE;
      switch (ci) {
        case GITHUB -> {
          if (exists(WORKFLOW)) {
            left.add(WORKFLOW + " is there already.");
          } else {
            changes.add(
                new Change(
                    WORKFLOW, null, SetupTexts.WORKFLOW, "checks each change on GitHub", false));
          }
        }
        case GITLAB -> {
          if (gitlab != null && gitlab.contains("migration-sentry")) {
            left.add(GITLAB + " names the sentry already.");
          } else {
            append(GITLAB, gitlab, SetupTexts.GITLAB, "checks each change on GitLab");
          }
        }
        case NONE ->
            left.add("No CI was recognised; --ci github or --ci gitlab writes a check for one.");
      }
    }

    private void append(String path, @Nullable String text, String more, String says) {
      String before = text == null ? "" : text;
      String newline = before.contains("\r\n") ? "\r\n" : "\n";
      String gap = before.isEmpty() ? "" : before.endsWith("\n") ? newline : newline + newline;
      changes.add(new Change(path, text, before + gap + more.replace("\n", newline), says, false));
    }

    void hook(boolean git) {
      String known = text(PRE_COMMIT);
      if (known != null) {
        String hook = SetupTexts.preCommit(known);
        if (known.contains("migration-sentry")) {
          left.add(PRE_COMMIT + " names the sentry already.");
        } else if (hook.isEmpty()) {
          left.add(PRE_COMMIT + " has no list of repos at its end; add the hook by hand.");
        } else {
          String gap = known.endsWith("\n") ? "" : "\n";
          changes.add(
              new Change(
                  PRE_COMMIT, known, known + gap + hook, "checks before each commit", false));
        }
      } else if (git && !exists(HOOK)) {
        changes.add(
            new Change(HOOK, null, SetupTexts.HOOK, "checks before each commit here", true));
      } else {
        left.add(
            git
                ? HOOK + " is there already and was left alone."
                : "No hook before commits: this is not the top of a working tree of git.");
      }
    }
  }
}
