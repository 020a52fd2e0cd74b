package dev.migrationsentry.rule;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.Constraint;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.schema.TypeText;
import dev.migrationsentry.sql.ast.AlterTable;
import dev.migrationsentry.sql.ast.ColumnConstraint;
import dev.migrationsentry.sql.ast.CreateTable;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.sql.ast.TableConstraint;
import dev.migrationsentry.timeline.Introductions;
import dev.migrationsentry.timeline.Nested;
import dev.migrationsentry.timeline.Step;
import dev.migrationsentry.timeline.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The pair of columns for which PostgreSQL refuses a foreign key.
///
/// @param constraint its name
/// @param existing whether the foreign key was there before, and a column got another type
record MismatchedKey(String constraint, boolean existing, End referencing, End referenced) {

  /// One column of the pair.
  ///
  /// @param table with its schema, as in `public.events`
  /// @param type the type that it would have
  /// @param definition its definition when the refused statement contains it, else null
  /// @param retyped whether the refused statement changes its type
  record End(
      String table,
      String column,
      String type,
      CreateTable.@Nullable ColumnDefinition definition,
      boolean retyped) {
    /// The statements that declare it.
    List<Introductions.Introduction> introductions(Timeline timeline) {
      return timeline.introductions().ofColumn(List.of(table), column);
    }

    /// The table as people write it where `public` is searched.
    String shortTable() {
      return table.startsWith("public.") ? Losses.plain(table) : table;
    }

    @Override
    public String toString() {
      return Losses.plain(table) + "." + column;
    }
  }

  /// The pair that an error is about, or null when it can't be told.
  static @Nullable MismatchedKey of(Step step, ServerError error, ServerError.Subject subject) {
    Finder finder = new Finder(step);
    String referencing = subject.relations().getFirst();
    String referenced = subject.relations().getLast();
    for (Written written : finder.written()) {
      if (written.constraint().span().equals(error.at())) {
        return finder.pair(subject.name(), false, written, referencing, referenced);
      }
    }
    Written existing = finder.existing(subject.name(), referencing);
    return existing == null
        ? null
        : finder.pair(subject.name(), true, existing, referencing, referenced);
  }

  /// A foreign key in a statement or in the schema: its columns and those it refers to, none when
  /// the primary key is meant.
  private record Written(
      dev.migrationsentry.sql.ast.Node constraint, List<String> columns, List<String> referenced) {}

  private record Finder(Step step, List<Statement> statements) {
    Finder(Step step) {
      this(step, new ArrayList<>(Nested.statements(step.statement())));
      statements.add(step.statement());
    }

    List<Written> written() {
      List<Written> found = new ArrayList<>();
      for (Statement statement : statements) {
        switch (statement) {
          case CreateTable create -> create.elements().forEach(element -> element(element, found));
          case AlterTable alter -> {
            for (AlterTable.Action action : alter.actions()) {
              switch (action) {
                case AlterTable.AddColumn add -> element(add.column(), found);
                case AlterTable.AddConstraint add -> element(add.constraint(), found);
                default -> {
                  // The other actions bring in no foreign key.
                }
              }
            }
          }
          default -> {
            // Nothing else brings in a foreign key.
          }
        }
      }
      return found;
    }

    private static void element(CreateTable.Element element, List<Written> found) {
      switch (element) {
        case TableConstraint.ForeignKey key ->
            found.add(new Written(key, stored(key.columns()), stored(key.referenced())));
        case CreateTable.ColumnDefinition column -> {
          for (ColumnConstraint constraint : column.constraints()) {
            if (constraint instanceof ColumnConstraint.References references) {
              found.add(
                  new Written(
                      references, List.of(column.name().stored()), stored(references.columns())));
            }
          }
        }
        default -> {
          // The other elements are no foreign keys.
        }
      }
    }

    private static List<String> stored(List<Name> names) {
      return names.stream().map(Name::stored).toList();
    }

    @Nullable Written existing(String name, String referencing) {
      Schema schema = step.before().schema();
      Table table = Tables.described(schema, referencing);
      if (table == null) {
        return null;
      }
      for (Constraint.ForeignKey key :
          schema.belongingTo(table.id(), Constraint.ForeignKey.class)) {
        if (key.name().equals(name)
            && schema.object(key.referencedTable()) instanceof Table referenced) {
          return new Written(
              step.statement(),
              names(table, key.columns()),
              names(referenced, key.referencedColumns()));
        }
      }
      return null;
    }

    private static List<String> names(Table table, List<Integer> numbers) {
      return numbers.stream()
          .map(table::column)
          .filter(Objects::nonNull)
          .map(Column::name)
          .toList();
    }

    @Nullable MismatchedKey pair(
        String name, boolean existing, Written written, String referencing, String referenced) {
      List<String> keys =
          written.referenced().isEmpty() ? primaryKey(referenced) : written.referenced();
      if (keys.size() != written.columns().size()) {
        return null;
      }
      for (int i = 0; i < keys.size(); i++) {
        End one = end(referencing, written.columns().get(i));
        End other = end(referenced, keys.get(i));
        if (one != null && other != null && !one.type().equals(other.type())) {
          return new MismatchedKey(name, existing, one, other);
        }
      }
      return null;
    }

    private List<String> primaryKey(String object) {
      Schema schema = step.before().schema();
      Table table = Tables.described(schema, object);
      if (table != null) {
        for (Constraint.Key key : schema.belongingTo(table.id(), Constraint.Key.class)) {
          if (key.primary()) {
            return names(table, key.columns());
          }
        }
      }
      for (Statement statement : statements) {
        if (statement instanceof CreateTable create
            && create.table().name().equals(Losses.plain(object))) {
          return writtenPrimaryKey(create);
        }
      }
      return List.of();
    }

    private static List<String> writtenPrimaryKey(CreateTable create) {
      for (CreateTable.Element element : create.elements()) {
        if (element instanceof TableConstraint.Unique key && key.primaryKey()) {
          return stored(key.columns());
        }
        if (element instanceof CreateTable.ColumnDefinition column
            && column.constraints().stream()
                .anyMatch(constraint ->
                    constraint instanceof ColumnConstraint.Unique key && key.primaryKey())) {
          return List.of(column.name().stored());
        }
      }
      return List.of();
    }

    private @Nullable End end(String object, String name) {
      for (Statement statement : statements) {
        switch (statement) {
          case CreateTable create when create.table().name().equals(Losses.plain(object)) -> {
            for (CreateTable.Element element : create.elements()) {
              if (element instanceof CreateTable.ColumnDefinition column && is(column, name)) {
                return defined(object, column);
              }
            }
          }
          case AlterTable alter when alter.table().name().equals(Losses.plain(object)) -> {
            for (AlterTable.Action action : alter.actions()) {
              if (action instanceof AlterTable.AddColumn add && is(add.column(), name)) {
                return defined(object, add.column());
              }
              if (action instanceof AlterTable.SetType set && set.column().stored().equals(name)) {
                return new End(object, name, set.type().span().text(), null, true);
              }
            }
          }
          default -> {
            // Nothing else says what type a column has.
          }
        }
      }
      return known(object, name);
    }

    private static boolean is(CreateTable.ColumnDefinition column, String name) {
      return column.name().stored().equals(name);
    }

    private static End defined(String object, CreateTable.ColumnDefinition column) {
      String type = column.type() == null ? "?" : column.type().span().text();
      String plain =
          switch (type.toLowerCase(Locale.ROOT)) {
            case "serial", "serial4" -> "integer";
            case "bigserial", "serial8" -> "bigint";
            case "smallserial", "serial2" -> "smallint";
            default -> type;
          };
      return new End(object, column.name().stored(), plain, column, false);
    }

    private @Nullable End known(String object, String name) {
      Schema schema = step.before().schema();
      Table table = Tables.described(schema, object);
      Column column = table == null ? null : table.column(name);
      return column == null
          ? null
          : new End(object, name, text(schema, column.type()), null, false);
    }

    private static String text(Schema schema, DataType type) {
      return new TypeText(schema, object -> inPublic(schema, object)).withModifiers(type);
    }

    private static boolean inPublic(Schema schema, SchemaObject object) {
      SchemaObject namespace = schema.object(object.namespace());
      return namespace != null && namespace.name().equals("public");
    }
  }
}
