package dev.migrationsentry.remedy;

import dev.migrationsentry.remedy.Prerequisite.Nature;
import dev.migrationsentry.remedy.Sources.Replacement;
import dev.migrationsentry.remedy.Told.Said;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.sql.ast.CreateTable;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.RoutineStatement;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.sql.ast.TypeStatement;
import dev.migrationsentry.sql.ast.ViewStatement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Brings in a table, view, type or function that a statement needs, as the history makes it
/// elsewhere.
record MissingObject(Told told) {
  /// What brings in the object of an error; null where no statement of the history makes it.
  @Nullable Prerequisite of(String sqlState, ServerError.Subject subject) {
    List<Said> elsewhere = new ArrayList<>(told.before());
    elsewhere.addAll(told.behind());
    for (Said said : elsewhere) {
      Made made = made(sqlState, said);
      if (made != null
          && made.name().name().equals(subject.name())
          && (subject.schema() == null
              || made.name().qualifier() == null
              || subject.schema().equals(made.name().qualifier()))) {
        return prerequisite(said, made);
      }
    }
    return null;
  }

  /// How a statement makes an object.
  ///
  /// @param sql the same, changing nothing where the object is there
  /// @param edits what has to change in the statement so that it can run after that
  private record Made(
      String kind, QualifiedName name, String sql, List<Replacement> edits, String check) {}

  private static @Nullable Made made(String sqlState, Said said) {
    Statement statement = said.statement();
    return switch (sqlState) {
      case "42P01" ->
          switch (statement) {
            case CreateTable create
                when create.persistence() != CreateTable.Persistence.TEMPORARY ->
                table(said, create);
            case ViewStatement.CreateView view when !view.temporary() && !view.recursive() ->
                view(said, view);
            default -> null;
          };
      case "42704" ->
          switch (statement) {
            case TypeStatement.CreateEnum type -> type(said, type.type());
            case TypeStatement.CreateComposite type -> type(said, type.type());
            case TypeStatement.CreateDomain domain -> type(said, domain.domain());
            default -> null;
          };
      case "42883" ->
          statement instanceof RoutineStatement.CreateFunction function && function.orReplace()
              ? new Made(
                  function.procedure() ? "procedure" : "function",
                  function.name(),
                  function.span().text(),
                  List.of(),
                  "exists (select from pg_catalog.pg_proc where proname = "
                      + SqlTexts.literal(function.name().name())
                      + ")")
              : null;
      default -> null;
    };
  }

  private static Made table(Said said, CreateTable create) {
    return new Made(
        "table",
        create.table(),
        create.ifNotExists()
            ? create.span().text()
            : inserted(create, create.table(), "if not exists "),
        create.ifNotExists() || !said.isWritten()
            ? List.of()
            : List.of(Replacement.before(create.table().span(), "IF NOT EXISTS ")),
        SqlTexts.relationIsThere(SqlTexts.name(create.table())));
  }

  /// A view that is not replaced is dropped and made anew in the later place.
  private static @Nullable Made view(Said said, ViewStatement.CreateView view) {
    if (!view.orReplace() && !said.isWritten()) {
      return null;
    }
    String text = view.span().text();
    String replacing =
        view.orReplace() ? text : "create or replace" + text.substring("create".length());
    return new Made(
        "view",
        view.view(),
        replacing,
        view.orReplace()
            ? List.of()
            : List.of(
                Replacement.of(
                    view.span(), "CREATE OR REPLACE" + text.substring("create".length()))),
        SqlTexts.relationIsThere(SqlTexts.name(view.view())));
  }

  /// CREATE TYPE knows no IF NOT EXISTS.
  private static Made type(Said said, QualifiedName name) {
    String sql =
        "do $$ begin "
            + said.statement().span().text()
            + "; exception when duplicate_object then null; end $$";
    return new Made(
        "type",
        name,
        sql,
        said.isWritten() && !said.nested()
            ? List.of(Replacement.of(said.statement().span(), sql))
            : List.of(),
        "pg_catalog.to_regtype(" + SqlTexts.literal(SqlTexts.name(name)) + ") is not null");
  }

  private static String inserted(Statement statement, QualifiedName before, String words) {
    String text = statement.span().text();
    int at = before.span().start() - statement.span().start();
    return text.substring(0, at) + words + text.substring(at);
  }

  private Prerequisite prerequisite(Said said, Made made) {
    boolean lost = told.before().contains(said);
    String name = SqlTexts.name(made.name());
    return new Prerequisite(
        lost ? Nature.LOST : Nature.LATER,
        made.kind() + " " + made.name().name(),
        lost
            ? SqlTexts.place(said) + " makes it earlier, and this database lacks it."
            : SqlTexts.place(said) + " makes it, and that runs later.",
        List.of(made.sql()),
        lost ? List.of() : made.edits(),
        List.of("drop " + made.kind() + " if exists " + name),
        made.check(),
        lost
            ? List.of(
                made.name().name()
                    + " should be there since "
                    + said.migration().title()
                    + ": that one failed, or was recorded without having run. Look with"
                    + " \"migration-sentry verify\" for what else is missing.")
            : List.of());
  }
}
