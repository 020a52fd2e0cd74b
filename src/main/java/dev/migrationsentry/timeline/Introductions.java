package dev.migrationsentry.timeline;

import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Difference;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.AlterTable;
import dev.migrationsentry.sql.ast.CreateTable;
import dev.migrationsentry.sql.ast.IndexStatement;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.ObjectStatement;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.Query;
import dev.migrationsentry.sql.ast.RoutineStatement;
import dev.migrationsentry.sql.ast.SchemaStatement;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.sql.ast.TableConstraint;
import dev.migrationsentry.sql.ast.TriggerStatement;
import dev.migrationsentry.sql.ast.TypeStatement;
import dev.migrationsentry.sql.ast.ViewStatement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where a history brings in its tables, columns and other objects: read from the statements alone,
/// also from those that stand in DO blocks and constant EXECUTE strings, whether or not they work.
public final class Introductions {
  private static final Set<ObjectKind> ATTACHED =
      EnumSet.of(ObjectKind.TRIGGER, ObjectKind.POLICY, ObjectKind.RULE);

  private final Map<String, List<Introduction>> byName;

  /// Triggers, policies and rules: they have their names in their tables.
  private final Map<String, List<Introduction>> attached;

  private Introductions(
      Map<String, List<Introduction>> byName, Map<String, List<Introduction>> attached) {
    this.byName = byName;
    this.attached = attached;
  }

  /// A statement that brings in an object or column.
  ///
  /// @param migration the migration, or null when a statement was asked for alone
  /// @param name the object's name, or the column's, as the server stores it
  /// @param written the same name in full length
  /// @param schema the schema written before the object, or null
  /// @param table for a column the unqualified name of its table, else null
  /// @param type for a column its type as written, where one was
  /// @param span the place that names it
  public record Introduction(
      @Nullable Migration migration,
      ObjectKind kind,
      String name,
      String written,
      @Nullable String schema,
      @Nullable String table,
      @Nullable String type,
      Span span) {}

  /// The introductions of a history.
  static Introductions of(List<Sent> history) {
    Map<String, List<Introduction>> byName = new HashMap<>();
    Map<String, List<Introduction>> attached = new HashMap<>();
    for (Sent sent : history) {
      for (Statement statement : sent.statements()) {
        new Collector(sent.migration(), byName, attached).read(statement);
      }
    }
    return new Introductions(byName, attached);
  }

  /// What a statement brings in by itself.
  public static List<Introduction> by(Statement statement) {
    Map<String, List<Introduction>> byName = new HashMap<>();
    new Collector(null, byName, new HashMap<>()).read(statement);
    return byName.values().stream().flatMap(List::stream).toList();
  }

  /// A database in which whatever a statement brings in may be there or not.
  ///
  /// @param why a clause for people
  static Database uncertain(Statement statement, Database database, String why) {
    Database after = database;
    List<Introduction> all = by(statement);
    Set<String> relations = new HashSet<>();
    for (Introduction introduced : all) {
      if (introduced.kind() != ObjectKind.COLUMN) {
        relations.add(introduced.name());
      }
    }
    for (Introduction introduced : all) {
      // The columns of a table that may not be there are those of no other table.
      boolean within =
          introduced.kind() == ObjectKind.COLUMN && relations.contains(introduced.table());
      if (!within) {
        after = after.with(after.schema().withUncertain(introduced.name(), why));
      }
    }
    return after;
  }

  /// The statements that bring in an object, in the history's order.
  ///
  /// @param kinds the kinds that are looked for
  /// @param schema only in this schema, or in statements that name none; null for any
  public List<Introduction> of(Set<ObjectKind> kinds, @Nullable String schema, String name) {
    return byName.getOrDefault(name, List.of()).stream()
        .filter(found -> kinds.contains(found.kind()) && agree(schema, found.schema()))
        .toList();
  }

  /// The statements that bring in a column of a table.
  ///
  /// @param tables the table's name, or several that come into question, each with or without its
  ///   schema; none for any
  public List<Introduction> ofColumn(List<String> tables, String column) {
    List<String> plain = tables.stream().map(Introductions::unqualified).toList();
    return of(Set.of(ObjectKind.COLUMN), null, column).stream()
        .filter(found -> plain.isEmpty() || plain.contains(found.table()))
        .toList();
  }

  /// The statement that last brings in what a database should have.
  ///
  /// @return null when none is known to
  public @Nullable Introduction last(Difference difference) {
    String table = difference.table();
    for (ObjectKind kind : ATTACHED) {
      if (difference.object().startsWith(kind.words() + " ")) {
        return attachedTo(difference.object(), attached.getOrDefault(difference.name(), List.of()));
      }
    }
    Set<ObjectKind> kinds = EnumSet.allOf(ObjectKind.class);
    kinds.remove(ObjectKind.COLUMN);
    List<Introduction> found =
        table != null
            ? ofColumn(List.of(table), difference.name())
            : of(kinds, null, difference.name());
    return found.isEmpty() ? null : found.getLast();
  }

  private static @Nullable Introduction attachedTo(String object, List<Introduction> all) {
    Introduction last = null;
    for (Introduction one : all) {
      if (object.replace("\"", "").contains(one.table() + " ")) {
        last = one;
      }
    }
    return last;
  }

  private static boolean agree(@Nullable String one, @Nullable String other) {
    return one == null || other == null || one.equals(other);
  }

  private static String unqualified(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private record Collector(
      @Nullable Migration migration,
      Map<String, List<Introduction>> byName,
      Map<String, List<Introduction>> attached) {

    void read(Statement statement) {
      switch (statement) {
        case CreateTable create -> table(create);
        case AlterTable alter -> alter(alter);
        case ViewStatement.CreateView view -> {
          object(ObjectKind.VIEW, view.view());
          view.columns().forEach(column -> column(view.view(), column, null));
        }
        case ViewStatement.CreateTableAs create -> {
          object(create.kind(), create.table());
          create.columns().forEach(column -> column(create.table(), column, null));
          targets(create.table(), create.query());
        }
        case IndexStatement.CreateIndex index when index.name() != null ->
            object(ObjectKind.INDEX, new QualifiedName(List.of(index.name()), index.name().span()));
        case TypeStatement.CreateEnum type -> object(ObjectKind.TYPE, type.type());
        case TypeStatement.CreateComposite type -> object(ObjectKind.TYPE, type.type());
        case TypeStatement.CreateRange type -> object(ObjectKind.TYPE, type.type());
        case TypeStatement.CreateBaseType type -> object(ObjectKind.TYPE, type.type());
        case TypeStatement.CreateDomain domain -> object(ObjectKind.DOMAIN, domain.domain());
        case TypeStatement.CreateSequence sequence ->
            object(ObjectKind.SEQUENCE, sequence.sequence());
        case RoutineStatement.CreateFunction function ->
            object(ObjectKind.FUNCTION, function.name());
        case SchemaStatement.CreateSchema schema when schema.name() != null ->
            object(
                ObjectKind.SCHEMA, new QualifiedName(List.of(schema.name()), schema.name().span()));
        case ObjectStatement.Rename rename -> rename(rename);
        case TriggerStatement.CreateTrigger trigger ->
            attach(ObjectKind.TRIGGER, trigger.table(), trigger.name());
        case TriggerStatement.CreatePolicy policy ->
            attach(ObjectKind.POLICY, policy.table(), policy.name());
        case ViewStatement.CreateRule rule -> attach(ObjectKind.RULE, rule.table(), rule.name());
        case RoutineStatement.DoBlock block -> Nested.statements(block).forEach(this::read);
        default -> {
          // The other kinds bring in nothing that a later statement could name as a table or
          // column.
        }
      }
    }

    private void table(CreateTable create) {
      object(create.server() == null ? ObjectKind.TABLE : ObjectKind.FOREIGN_TABLE, create.table());
      for (CreateTable.Element element : create.elements()) {
        switch (element) {
          case CreateTable.ColumnDefinition column -> column(create.table(), column.name(), column);
          case TableConstraint constraint -> constraint(create.table(), constraint);
          case CreateTable.LikeTable ignored -> {}
        }
      }
    }

    private void alter(AlterTable alter) {
      for (AlterTable.Action action : alter.actions()) {
        switch (action) {
          case AlterTable.AddColumn add -> column(alter.table(), add.column().name(), add.column());
          case AlterTable.AddConstraint add -> constraint(alter.table(), add.constraint());
          default -> {
            // The other actions bring in nothing with a name.
          }
        }
      }
    }

    private void rename(ObjectStatement.Rename rename) {
      QualifiedName table = rename.object().table();
      if (rename.object().kind() == ObjectKind.COLUMN) {
        QualifiedName owner = table != null ? table : withoutLast(rename.object().name());
        column(owner, rename.to(), null);
      } else if (table == null) {
        object(rename.object().kind(), new QualifiedName(List.of(rename.to()), rename.to().span()));
      }
    }

    private static QualifiedName withoutLast(QualifiedName name) {
      List<Name> parts = name.parts();
      return new QualifiedName(
          parts.size() < 2 ? parts : parts.subList(0, parts.size() - 1), name.span());
    }

    private void targets(QualifiedName table, @Nullable Query query) {
      if (query != null && query.body() instanceof Query.Select select) {
        for (Query.Target target : select.targets()) {
          if (target.alias() != null) {
            column(table, target.alias(), null);
          }
        }
      }
    }

    private void constraint(QualifiedName table, TableConstraint constraint) {
      Name name = constraint.name();
      if (name != null) {
        add(
            new Introduction(
                migration,
                ObjectKind.CONSTRAINT,
                name.stored(),
                name.value(),
                null,
                table.name(),
                null,
                name.span()));
      }
    }

    private void object(ObjectKind kind, QualifiedName name) {
      add(
          new Introduction(
              migration,
              kind,
              name.name(),
              name.parts().getLast().value(),
              name.qualifier(),
              null,
              null,
              name.span()));
    }

    private void column(
        QualifiedName table, Name column, CreateTable.@Nullable ColumnDefinition definition) {
      String type =
          definition == null || definition.type() == null ? null : definition.type().span().text();
      add(
          new Introduction(
              migration,
              ObjectKind.COLUMN,
              column.stored(),
              column.value(),
              table.qualifier(),
              table.name(),
              type,
              definition == null ? column.span() : definition.span()));
    }

    private void attach(ObjectKind kind, QualifiedName table, Name name) {
      attached
          .computeIfAbsent(name.stored(), ignored -> new ArrayList<>())
          .add(
              new Introduction(
                  migration,
                  kind,
                  name.stored(),
                  name.value(),
                  table.qualifier(),
                  table.name(),
                  null,
                  name.span()));
    }

    private void add(Introduction introduction) {
      byName.computeIfAbsent(introduction.name(), ignored -> new ArrayList<>()).add(introduction);
    }
  }
}
