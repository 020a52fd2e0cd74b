package dev.migrationsentry.remedy;

import dev.migrationsentry.diagnosis.Origin;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.rule.Finding;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.timeline.Sent;
import java.util.List;

/// What is to be mended.
public sealed interface Ailment {
  /// The history that it is in.
  History history();

  /// What it is, in a few words.
  String title();

  /// A migration that fails in a world.
  ///
  /// @param place the world in which it fails
  /// @param migration the migration
  /// @param before the database that it meets
  /// @param at the database that the failing statement meets
  /// @param statement the statement that fails
  /// @param error what PostgreSQL answers
  /// @param sent what all migrations of the history send, in their order; the applied ones first
  record Failing(
      Origin place,
      History history,
      Migration migration,
      Database before,
      Database at,
      Statement statement,
      ServerError error,
      List<Sent> sent)
      implements Ailment {
    /// Copies the list.
    public Failing {
      sent = List.copyOf(sent);
    }

    @Override
    public String title() {
      return migration.title() + " fails with " + error.sqlState() + " " + error.message();
    }

    /// What the failing migration sends.
    List<Statement> statements() {
      for (Sent one : sent) {
        if (one.migration() == migration) {
          return one.statements();
        }
      }
      return migration.up().statements();
    }
  }

  /// Something that is wrong with the history itself.
  ///
  /// @param finding what the rule says
  record Found(History history, Finding finding) implements Ailment {
    @Override
    public String title() {
      return finding.seen();
    }
  }
}
