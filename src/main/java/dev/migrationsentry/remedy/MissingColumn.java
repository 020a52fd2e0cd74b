package dev.migrationsentry.remedy;

import dev.migrationsentry.execution.Executor;
import dev.migrationsentry.remedy.Prerequisite.Nature;
import dev.migrationsentry.remedy.Sources.Replacement;
import dev.migrationsentry.remedy.Told.Said;
import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.sql.Identifiers;
import dev.migrationsentry.sql.SqlReader;
import dev.migrationsentry.sql.ast.AlterTable;
import dev.migrationsentry.sql.ast.ColumnConstraint;
import dev.migrationsentry.sql.ast.CreateTable;
import dev.migrationsentry.sql.ast.CreateTable.ColumnDefinition;
import dev.migrationsentry.sql.ast.DataStatement;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Brings in a column that a statement needs: with the type, the values and the default that the
/// history gives it elsewhere.
record MissingColumn(Told told, Database database) {
  /// A place that says what the column is.
  ///
  /// @param created whether it is the CREATE TABLE of its table
  private record Source(
      Said said, QualifiedName table, ColumnDefinition column, boolean created, boolean guarded) {}

  /// What brings in the column of an error; null where no statement of the history tells.
  ///
  /// @param statement the statement that fails
  @Nullable Prerequisite of(ServerError.Subject subject, Statement statement) {
    Source source = null;
    for (Source one : sources(subject)) {
      boolean own = told.own().contains(one.said());
      if (!own || (one.created() && isThere(one.table()))) {
        source = one;
        break;
      }
    }
    if (source == null) {
      return null;
    }
    return source.created() && isThere(source.table())
        ? skipped(source)
        : added(source, subject.name());
  }

  /// Where the history defines the column, the earlier places first.
  private List<Source> sources(ServerError.Subject subject) {
    List<Source> sources = new ArrayList<>();
    List<String> tables = subject.relations().stream().map(MissingColumn::plain).toList();
    for (Said said : told.all()) {
      switch (said.statement()) {
        case CreateTable create -> {
          for (CreateTable.Element element : create.elements()) {
            if (element instanceof ColumnDefinition column) {
              add(
                  sources,
                  tables,
                  subject.name(),
                  new Source(said, create.table(), column, true, create.ifNotExists()));
            }
          }
        }
        case AlterTable alter -> {
          for (AlterTable.Action action : alter.actions()) {
            if (action instanceof AlterTable.AddColumn added) {
              add(
                  sources,
                  tables,
                  subject.name(),
                  new Source(said, alter.table(), added.column(), false, added.ifNotExists()));
            }
          }
        }
        case Statement ignored -> {}
      }
    }
    return sources;
  }

  private static void add(List<Source> sources, List<String> tables, String name, Source source) {
    boolean meant = tables.isEmpty() || tables.contains(source.table().name());
    if (meant && source.column().name().stored().equals(name) && source.column().type() != null) {
      sources.add(source);
    }
  }

  private static String plain(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private @Nullable Relation relation(QualifiedName table) {
    List<String> schemas =
        table.qualifier() != null ? List.of(table.qualifier()) : database.session().searchPath();
    for (String schema : schemas) {
      Namespace namespace = database.schema().namespace(schema);
      Relation relation =
          namespace == null ? null : database.schema().relation(namespace.id(), table.name());
      if (relation != null) {
        return relation;
      }
    }
    return null;
  }

  private boolean isThere(QualifiedName table) {
    return relation(table) != null;
  }

  private boolean has(QualifiedName table, String column) {
    Relation relation = relation(table);
    if (relation != null) {
      for (Column one : relation.columns()) {
        if (one.name().equals(column)) {
          return true;
        }
      }
    }
    return false;
  }

  /// All columns that a table of older shape lacks: its CREATE TABLE is skipped.
  private Prerequisite skipped(Source source) {
    String table = SqlTexts.name(source.table());
    List<String> statements = new ArrayList<>();
    List<String> undo = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<String> checks = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    CreateTable create = (CreateTable) source.said().statement();
    for (CreateTable.Element element : create.elements()) {
      if (!(element instanceof ColumnDefinition column)
          || column.type() == null
          || has(source.table(), column.name().stored())) {
        continue;
      }
      boolean lacking = column == source.column();
      String definition = definition(column, notes);
      String sql = "alter table if exists " + table + " add column if not exists " + definition;
      if (!lacking && fails(sql)) {
        notes.add(
            "Column "
                + column.name()
                + ", which the table lacks as well, is left out: it can't be added as it is declared.");
        continue;
      }
      statements.add(sql);
      names.add(column.name().stored());
      checks.add(SqlTexts.columnIsThere(table, column.name().stored()));
      undo.addFirst(dropped(table, column.name().stored()));
    }
    return new Prerequisite(
        Nature.SKIPPED,
        (names.size() == 1 ? "column " : "columns ")
            + String.join(", ", names)
            + " of "
            + source.table().name(),
        "The CREATE TABLE in "
            + SqlTexts.place(source.said())
            + " is skipped where an older "
            + source.table().name()
            + " is there, so that it never adds them.",
        statements,
        List.of(),
        undo,
        String.join("\n   and ", checks),
        notes);
  }

  /// A column's definition that works also in a table with rows.
  private static String definition(ColumnDefinition column, List<String> notes) {
    boolean filled = false;
    ColumnConstraint.NotNull required = null;
    for (ColumnConstraint constraint : column.constraints()) {
      filled |=
          constraint instanceof ColumnConstraint.Default
              || constraint instanceof ColumnConstraint.Generated
              || constraint instanceof ColumnConstraint.Identity;
      required = constraint instanceof ColumnConstraint.NotNull found ? found : required;
    }
    String text = column.span().text();
    boolean serial =
        column.type() != null
            && column.type().span().text().toLowerCase(Locale.ROOT).contains("serial");
    if (required == null || filled || serial) {
      return text;
    }
    notes.add(
        "Column "
            + column.name()
            + " is declared NOT NULL without a default. It is added without NOT NULL, since rows that are there have no value; fill it, then require it.");
    int start = required.span().start() - column.span().start();
    int end = required.span().end() - column.span().start();
    return (text.substring(0, start).stripTrailing() + text.substring(end)).strip();
  }

  private boolean fails(String sql) {
    for (Statement statement : SqlReader.read(new SourceFile("remedy", sql))) {
      if (Executor.execute(statement, database) instanceof Outcome.Fails) {
        return true;
      }
    }
    return false;
  }

  private static String dropped(String table, String column) {
    return "alter table if exists "
        + table
        + " drop column if exists "
        + Identifiers.quoted(column);
  }

  /// The column alone, with the values and the default that the history gives it.
  private Prerequisite added(Source source, String name) {
    String table = SqlTexts.name(source.table());
    String column = Identifiers.quoted(name);
    boolean lost = told.before().contains(source.said());
    List<String> notes = new ArrayList<>();
    List<String> statements = new ArrayList<>();
    ColumnDefinition definition = source.column();
    Said backfill = backfill(source.table(), name);
    ColumnConstraint.Default value = null;
    for (ColumnConstraint constraint : definition.constraints()) {
      value = constraint instanceof ColumnConstraint.Default found ? found : value;
    }
    String add = "alter table " + table + " add column if not exists ";
    if (backfill != null && definition.type() != null) {
      // A default in ADD COLUMN would fill the rows first, so that the right source fills none.
      statements.add(add + column + " " + definition.type().span().text());
      statements.add(backfill.statement().span().text());
      if (value != null) {
        statements.add(
            "alter table "
                + table
                + " alter column "
                + column
                + " set default "
                + value.value().span().text());
      }
      notes.add("Rows are filled as " + SqlTexts.place(backfill) + " does it later.");
    } else {
      statements.add(add + definition(definition, notes));
    }
    List<Replacement> edits = new ArrayList<>();
    if (!lost && !source.guarded() && source.said().isWritten()) {
      edits.add(Replacement.before(definition.span(), "IF NOT EXISTS "));
    }
    return new Prerequisite(
        lost ? Nature.LOST : Nature.LATER,
        "column " + name + " of " + source.table().name(),
        lost
            ? SqlTexts.place(source.said()) + " brings it in earlier, and this database lacks it."
            : SqlTexts.place(source.said()) + " brings it in, and that runs later.",
        statements,
        edits,
        List.of(dropped(table, name)),
        SqlTexts.columnIsThere(table, name),
        notes);
  }

  /// The statement by which the history fills a column of rows that are there, if it works here.
  private @Nullable Said backfill(QualifiedName table, String column) {
    List<Said> later = new ArrayList<>(told.behind());
    later.addAll(told.before());
    for (Said said : later) {
      if (said.statement() instanceof DataStatement.Update update
          && update.table().name().equals(table.name())
          && update.assignments().size() == 1
          && update.assignments().getFirst().columns().size() == 1
          && update.assignments().getFirst().columns().getFirst().column().stored().equals(column)
          && worksWith(update, table, column)) {
        return said;
      }
    }
    return null;
  }

  private boolean worksWith(DataStatement.Update update, QualifiedName table, String column) {
    for (Said said : told.all()) {
      ColumnDefinition found = null;
      if (said.statement() instanceof AlterTable alter
          && alter.table().name().equals(table.name())) {
        for (AlterTable.Action action : alter.actions()) {
          found =
              action instanceof AlterTable.AddColumn added
                      && added.column().name().stored().equals(column)
                  ? added.column()
                  : found;
        }
      }
      if (found == null || found.type() == null) {
        continue;
      }
      String sql =
          "alter table "
              + SqlTexts.name(table)
              + " add column if not exists "
              + Identifiers.quoted(column)
              + " "
              + found.type().span().text()
              + ";"
              + update.span().text();
      Database now = database;
      for (Statement statement : SqlReader.read(new SourceFile("remedy", sql))) {
        switch (Executor.execute(statement, now)) {
          case Outcome.Done done -> now = done.after();
          case Outcome.Unknown unknown -> now = unknown.after();
          case Outcome.Fails ignored -> {
            return false;
          }
        }
      }
      return true;
    }
    return false;
  }
}
