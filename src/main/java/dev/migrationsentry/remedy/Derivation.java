package dev.migrationsentry.remedy;

import dev.migrationsentry.builtin.Builtin;
import dev.migrationsentry.execution.Executor;
import dev.migrationsentry.remedy.Prerequisite.Nature;
import dev.migrationsentry.remedy.Told.Said;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.sql.SqlReader;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.sql.ast.TypeStatement;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Says for one error of PostgreSQL what has to be there so that it does not come, as far as the
/// history itself tells.
record Derivation(Told told) {
  /// What a migration needs.
  static Derivation of(Ailment.Failing failing) {
    return new Derivation(Told.around(failing.migration(), failing.sent()));
  }

  /// What is missing, or null where nothing tells.
  ///
  /// @param database the database in which the statement fails
  @Nullable Prerequisite derive(ServerError error, Statement statement, Database database) {
    ServerError.Subject subject = error.subject();
    return switch (error.sqlState()) {
      case "42703" ->
          subject == null || subject.kind() != ObjectKind.COLUMN
              ? null
              : new MissingColumn(told, database).of(subject, statement);
      case "42P01", "42704", "42883" -> {
        Prerequisite made =
            subject == null ? null : new MissingObject(told).of(error.sqlState(), subject);
        yield made != null || error.sqlState().equals("42P01")
            ? made
            : extension(error, statement, database);
      }
      case "42830" -> MissingKey.of(error, statement);
      case "55P04" -> label(error);
      default -> null;
    };
  }

  /// The extension in which the statement does not fail so any more.
  private static @Nullable Prerequisite extension(
      ServerError error, Statement statement, Database database) {
    for (String name : Builtin.of(database.major()).extensions()) {
      String sql = "create extension if not exists \"" + name + "\"";
      Optional<Database> with = executed(sql, database);
      if (with.isPresent() && !failsSo(error, statement, with.get())) {
        return new Prerequisite(
            Nature.EXTENSION,
            "extension " + name,
            "The statement works where the extension " + name + " is there.",
            List.of(sql),
            List.of(),
            List.of("drop extension \"" + name + "\""),
            "exists (select from pg_catalog.pg_extension where extname = '" + name + "')",
            List.of(
                "The role of the deploy needs the right to create extension "
                    + name
                    + ", or an administrator creates it before."));
      }
    }
    return null;
  }

  private static boolean failsSo(ServerError error, Statement statement, Database database) {
    return Executor.execute(statement, database) instanceof Outcome.Fails(ServerError other)
        && other.message().equals(error.message());
  }

  private static Optional<Database> executed(String sql, Database database) {
    Database now = database;
    for (Statement statement : SqlReader.read(new SourceFile("remedy", sql))) {
      if (!(Executor.execute(statement, now) instanceof Outcome.Done done)) {
        return Optional.empty();
      }
      now = done.after();
    }
    return Optional.of(now);
  }

  /// The label of an enum that the same transaction has added.
  private @Nullable Prerequisite label(ServerError error) {
    for (Said said : told.own()) {
      if (said.statement() instanceof TypeStatement.AddEnumValue add
          && error.message().contains('"' + add.label().value() + '"')) {
        String type = add.type().span().text();
        String literal = SqlTexts.literal(add.label().value());
        return new Prerequisite(
            Nature.LABEL,
            "label " + add.label().value() + " of " + add.type(),
            "A label can be used only after the transaction that adds it has ended.",
            List.of("alter type " + type + " add value if not exists " + literal),
            add.ifNotExists() || !said.isWritten()
                ? List.of()
                : List.of(Sources.Replacement.before(add.label().span(), "IF NOT EXISTS ")),
            List.of(),
            "exists (select from pg_catalog.pg_enum where enumtypid = pg_catalog.to_regtype("
                + SqlTexts.literal(type)
                + ") and enumlabel = "
                + literal
                + ")",
            List.of("PostgreSQL can't remove a label of an enum again."));
      }
    }
    return null;
  }
}
