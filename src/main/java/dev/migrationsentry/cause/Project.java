package dev.migrationsentry.cause;

import dev.migrationsentry.log.Failure;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.rule.Finding;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The migrations of the project that a log is about, and what `check` says of them.
///
/// @param histories as found in the project
/// @param findings what the rules say of them, from an empty database
public record Project(List<History> histories, List<Finding> findings) {
  /// Copies the lists.
  public Project {
    histories = List.copyOf(histories);
    findings = List.copyOf(findings);
  }

  /// A migration that failed, in the project.
  ///
  /// @param where the statement, or the migration's start where the log does not tell
  /// @param exact whether the place is that of the statement
  /// @param how why it is this one, as a sentence
  /// @param findings what `check` predicts for this failure: the same SQLSTATE in the same
  ///   migration
  public record Located(
      Migration migration, Span where, boolean exact, String how, List<Finding> findings) {
    /// Copies the findings.
    public Located {
      findings = List.copyOf(findings);
    }

    /// The same where somebody else knows the statement.
    ///
    /// @param statement the statement that failed
    public Located at(Span statement) {
      return new Located(migration, statement, true, how, findings);
    }
  }

  /// Finds the migration of a failure.
  ///
  /// @return null when no migration fits, or more than one does
  public @Nullable Located locate(Failure failure) {
    Migration migration = named(failure.migration());
    if (migration != null) {
      return located(migration, failure, "The log names it.");
    }
    List<Finding> predicted = new ArrayList<>();
    for (Finding finding : findings) {
      if (predicts(finding, failure) && !finding.followUp()) {
        predicted.add(finding);
      }
    }
    Migration stated = byStatement(failure);
    if (stated != null) {
      return located(stated, failure, "It alone holds the statement that the log shows.");
    }
    Migration only = predicted.size() == 1 ? named(predicted.getFirst().migration()) : null;
    return only == null
        ? null
        : located(only, failure, "check predicts this very message there and nowhere else.");
  }

  /// What rules about the history itself say.
  public List<Finding> of(List<String> rules) {
    return findings.stream().filter(finding -> rules.contains(finding.rule())).toList();
  }

  private Located located(Migration migration, Failure failure, String how) {
    List<Finding> same = new ArrayList<>();
    for (Finding finding : findings) {
      // A failure that only follows from an earlier one is none where that one did not happen.
      if (migration.title().equals(finding.migration())
          && !finding.followUp()
          && predicts(finding, failure)) {
        same.add(finding);
      }
    }
    if (!same.isEmpty()) {
      return new Located(migration, same.getFirst().where(), true, how, same);
    }
    for (Statement statement : migration.up().statements()) {
      if (isShown(statement, failure)) {
        return new Located(migration, statement.span(), true, how, List.of());
      }
    }
    Span start = migration.up().range();
    Integer position = failure.position();
    if (position != null && migration.up().messages().size() == 1) {
      Span message = migration.up().messages().getFirst();
      int at = message.start() + position - 1;
      if (position > 0 && at < message.end()) {
        return new Located(migration, message.file().span(at, at), true, how, List.of());
      }
    }
    return new Located(migration, start, false, how, List.of());
  }

  /// Whether `check` predicts this failure: the same SQLSTATE, and the same words.
  private static boolean predicts(Finding finding, Failure failure) {
    return finding.sqlState() != null
        && finding.sqlState().equals(failure.sqlState())
        && (finding.effect().contains(failure.message())
            || (!failure.object().isEmpty()
                && finding
                    .effect()
                    .contains(
                        failure.name("column").isEmpty()
                            ? failure.object()
                            : failure.name("column"))));
  }

  private @Nullable Migration byStatement(Failure failure) {
    Migration found = null;
    for (History history : histories) {
      for (Migration migration : history.migrations()) {
        for (Statement statement : migration.up().statements()) {
          if (isShown(statement, failure)) {
            if (found != null && found != migration) {
              return null;
            }
            found = migration;
          }
        }
      }
    }
    return found;
  }

  private static boolean isShown(Statement statement, Failure failure) {
    String shown = failure.statement();
    if (shown == null || shown.length() < 20) {
      return false;
    }
    String one = plain(statement.span().text());
    String other = plain(shown);
    return one.length() >= 20 && (one.startsWith(other) || other.startsWith(one));
  }

  private static String plain(String sql) {
    StringBuilder out = new StringBuilder(sql.length());
    for (int at = 0; at < sql.length(); at++) {
      char letter = sql.charAt(at);
      if (!Character.isWhitespace(letter) && letter != ';' && letter != '"') {
        out.append(Character.toLowerCase(letter));
      }
    }
    return out.toString();
  }

  /// The migration that people, a runner or a file name mean.
  private @Nullable Migration named(@Nullable String written) {
    if (written == null || written.isBlank()) {
      return null;
    }
    String name = written.strip().replace('\\', '/');
    String file = name.substring(name.lastIndexOf('/') + 1);
    Migration found = null;
    int best = 0;
    for (History history : histories) {
      for (Migration migration : history.migrations()) {
        int fit = fit(migration, name, file);
        if (fit > best) {
          best = fit;
          found = migration;
        } else if (fit == best && fit > 0 && fit < 5) {
          found = null;
        }
      }
    }
    return found;
  }

  private static int fit(Migration migration, String name, String file) {
    String path = migration.file().path();
    if (path.equals(name) || migration.id().equals(name) || migration.title().equals(name)) {
      return 5;
    }
    String own = path.substring(path.lastIndexOf('/') + 1);
    if (own.equals(file) || migration.title().equals(file) || path.endsWith("/" + name)) {
      return 4;
    }
    String word = file.split(" ", 2)[0].toLowerCase(Locale.ROOT);
    if ((migration.version() != null && word.equals(String.valueOf(migration.version())))
        || migration.id().equalsIgnoreCase(word)
        || (isNumber(word)
            && isNumber(migration.id())
            && stripped(word).equals(stripped(migration.id())))) {
      return 3;
    }
    boolean telling = word.length() >= 6;
    return telling
            && (migration.id().startsWith(word)
                || own.startsWith(word + ".")
                || own.startsWith(word + "_"))
        ? 2
        : 0;
  }

  private static boolean isNumber(String word) {
    return !word.isEmpty() && word.chars().allMatch(Character::isDigit);
  }

  private static String stripped(String number) {
    int at = 0;
    while (at < number.length() - 1 && number.charAt(at) == '0') {
      at++;
    }
    return number.substring(at);
  }
}
