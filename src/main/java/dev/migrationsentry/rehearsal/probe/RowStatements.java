package dev.migrationsentry.rehearsal.probe;

import dev.migrationsentry.schema.Change;
import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.Constraint;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.schema.TableAttachment;
import dev.migrationsentry.sql.ast.Behavior;
import dev.migrationsentry.sql.ast.DataStatement;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.Query;
import dev.migrationsentry.sql.ast.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What statements do to rows. A plain UPDATE or DELETE is followed exactly; of every other one is
/// noted which tables it may change.
final class RowStatements {
  private final Passage passage;
  private final Set<Integer> followed = new HashSet<>();

  private RowStatements(Passage passage) {
    this.passage = passage;
  }

  static void follow(Passage passage, List<Change> changes) {
    RowStatements statements = new RowStatements(passage);
    statements.follow(passage.statement());
    for (Change change : changes) {
      if (change instanceof Change.RowsChanged rows) {
        statements.changed(rows);
      }
    }
  }

  private void follow(Statement statement) {
    switch (statement) {
      case DataStatement.Update update -> {
        Table table = table(update.table());
        with(update.with());
        if (table != null) {
          update(update, table);
        }
      }
      case DataStatement.Delete delete -> {
        Table table = table(delete.table());
        with(delete.with());
        if (table != null) {
          delete(delete, table);
        }
      }
      case DataStatement.Insert insert -> {
        Table table = table(insert.table());
        with(insert.with());
        if (table != null) {
          disturb(table, Disturbance.Kind.ADDED, Set.of());
          if (insert.onConflict() != null && insert.onConflict().update()) {
            disturb(
                table,
                Disturbance.Kind.CHANGED,
                assigned(table, insert.onConflict().assignments()));
          }
          triggers(table, "insert");
        }
      }
      case DataStatement.Merge merge -> {
        Table table = table(merge.table());
        with(merge.with());
        if (table != null) {
          disturbAll(table);
          triggers(table, "insert");
          triggers(table, "update");
          triggers(table, "delete");
        }
      }
      case DataStatement.Truncate truncate ->
          truncate.tables().forEach(name -> truncate(truncate, name));
      case DataStatement.Copy copy -> {
        Table table = copy.table() == null || !copy.from() ? null : table(copy.table());
        if (table != null) {
          disturb(table, Disturbance.Kind.ADDED, Set.of());
          triggers(table, "insert");
        }
      }
      case Query query -> with(query.with());
      default -> {
        // What other statements do to rows is among their changes.
      }
    }
  }

  private void with(Query.@Nullable With with) {
    if (with != null) {
      for (Query.CommonTable one : with.tables()) {
        switch (one.statement()) {
          case DataStatement.Insert insert -> disturbNamed(insert.table());
          case DataStatement.Update update -> disturbNamed(update.table());
          case DataStatement.Delete delete -> disturbNamed(delete.table());
          case DataStatement.Merge merge -> disturbNamed(merge.table());
          default -> {
            // It only reads.
          }
        }
      }
    }
  }

  private void disturbNamed(QualifiedName name) {
    Table table = table(name);
    if (table != null) {
      disturbAll(table);
    }
  }

  private @Nullable Table table(QualifiedName name) {
    return table(name, passage);
  }

  /// The table of a name at the moment of a statement, or null.
  static @Nullable Table table(QualifiedName name, Passage passage) {
    Schema schema = passage.before().now().schema();
    for (Namespace namespace :
        ProductionTypes.namespaces(passage.before().now(), name.qualifier())) {
      if (schema.find(Schema.Space.RELATION, namespace.id(), name.name()) instanceof Table table) {
        return table;
      }
    }
    return null;
  }

  private void update(DataStatement.Update update, Table table) {
    Set<Integer> assigned = assigned(table, update.assignments());
    Map<Integer, Source> sources = null;
    if (update.with() == null
        && update.from().isEmpty()
        && !update.only()
        && isAlone(table)
        && !fires(table, "update")
        && passage.before().table(table.id()) != null) {
      try {
        sources = sources(update, table);
      } catch (NotProbed notFollowed) {
        sources = null;
      }
    }
    followed.add(table.id());
    if (sources == null) {
      disturb(table, Disturbance.Kind.CHANGED, fires(table, "update") ? Set.of() : assigned);
      triggers(table, "update");
    } else {
      passage.changesRows();
      sources.forEach((number, source) -> {
        passage.rows(passage.rows().with(table.id(), number, source));
        passage.rewrites(table.id(), number);
      });
      regenerate(table, assigned);
    }
    cascade(table, false, new HashSet<>());
  }

  private Map<Integer, Source> sources(DataStatement.Update update, Table table) {
    Moment moment = passage.before();
    Expression where = update.where();
    Fragment condition = where == null ? null : moment.expression(where, table, update.alias());
    Map<Integer, Source> sources = new HashMap<>();
    for (DataStatement.Assignment assignment : update.assignments()) {
      DataStatement.Assignee assignee = assignment.columns().getFirst();
      Column column = table.column(assignee.column().stored());
      if (assignment.columns().size() > 1 || assignee.indirect() || column == null) {
        throw new NotProbed("it assigns several columns, or parts of one, at once");
      }
      if (new ExpressionSql(moment.types()).isVolatile(assignment.value())) {
        throw new NotProbed("it gives each row a value of its own");
      }
      DataType type = ValueChanges.base(passage, column.type());
      Fragment value =
          moment.cast(moment.expression(assignment.value(), table, update.alias()), type);
      if (condition != null) {
        Fragment old = moment.value(table.id(), column.number()).grouped();
        Fragment otherwise = moment.types().isNewEnum(column.type()) ? moment.cast(old, type) : old;
        value =
            Fragment.of(
                "case when ", condition.grouped(), " then ", value, " else ", otherwise, " end");
      }
      sources.put(column.number(), new Source.Value(value));
    }
    return sources;
  }

  /// Generated columns follow those that they are computed from.
  private void regenerate(Table table, Set<Integer> assigned) {
    for (Column column : table.columns()) {
      Expression expression = column.defaultValue();
      Relation names =
          passage.before().isUnchanged(table.id(), column.number())
                  && passage.before().production().object(table.id()) instanceof Relation known
              ? known
              : table;
      if (column.generated()
          && expression != null
          && Moment.columns(expression, names).stream().anyMatch(assigned::contains)) {
        Source source;
        try {
          source =
              new Source.Value(
                  passage
                      .after()
                      .cast(
                          passage.after().expression(expression, names),
                          ValueChanges.base(passage, column.type())));
        } catch (NotProbed reason) {
          source = new Source.Made(reason.why(), false, false);
        }
        passage.rows(passage.rows().with(table.id(), column.number(), source));
        passage.rewrites(table.id(), column.number());
      }
    }
  }

  private void delete(DataStatement.Delete delete, Table table) {
    Fragment kept = null;
    if (delete.with() == null
        && delete.using().isEmpty()
        && !delete.only()
        && isAlone(table)
        && !fires(table, "delete")
        && passage.before().table(table.id()) != null) {
      Expression where = delete.where();
      try {
        kept =
            where == null
                ? Fragment.text("false")
                : Fragment.of(
                    "(",
                    passage.before().expression(where, table, delete.alias()),
                    ") is not true");
      } catch (NotProbed notFollowed) {
        kept = null;
      }
    }
    followed.add(table.id());
    if (kept == null) {
      disturb(table, Disturbance.Kind.REMOVED, Set.of());
      triggers(table, "delete");
    } else {
      passage.changesRows();
      passage.rows(passage.rows().keeping(table.id(), kept));
      passage.shrinks(table.id());
    }
    cascade(table, true, new HashSet<>());
  }

  private void truncate(DataStatement.Truncate truncate, QualifiedName name) {
    Table table = table(name);
    if (table == null) {
      return;
    }
    followed.add(table.id());
    if (isAlone(table) && passage.before().table(table.id()) != null) {
      passage.rows(passage.rows().keeping(table.id(), Fragment.text("false")));
    } else {
      disturb(table, Disturbance.Kind.REMOVED, Set.of());
    }
    triggers(table, "truncate");
    if (truncate.behavior() == Behavior.CASCADE) {
      for (Constraint.ForeignKey key : referring(table)) {
        if (passage.schema().object(key.table()) instanceof Table child) {
          disturb(child, Disturbance.Kind.REMOVED, Set.of());
        }
      }
    }
  }

  /// Whether a table has no partitions and no tables that inherit from it, and is neither itself:
  /// then its rows are its own.
  private boolean isAlone(Table table) {
    return table.ancestors().isEmpty()
        && passage.before().now().schema().children(table.id()).isEmpty()
        && table.kind() == Table.Kind.ORDINARY;
  }

  private boolean fires(Table table, String event) {
    for (TableAttachment.Trigger trigger :
        passage.before().now().schema().belongingTo(table.id(), TableAttachment.Trigger.class)) {
      if (trigger.events().contains(event)
          && trigger.enabled() != TableAttachment.Enabled.DISABLED
          && trigger.enabled() != TableAttachment.Enabled.REPLICA) {
        return true;
      }
    }
    return !passage
        .before()
        .now()
        .schema()
        .belongingTo(table.id(), TableAttachment.RewriteRule.class)
        .isEmpty();
  }

  /// Triggers may do anything, other than those that only fill in their own row.
  private void triggers(Table table, String event) {
    boolean anything = false;
    for (TableAttachment.Trigger trigger :
        passage.before().now().schema().belongingTo(table.id(), TableAttachment.Trigger.class)) {
      anything |= trigger.events().contains(event) && !trigger.timing().equals("before");
    }
    if (anything) {
      passage.rows(
          passage
              .rows()
              .disturbedEverywhere(
                  new Disturbance(Disturbance.Kind.CHANGED, Set.of(), passage.statement().span())));
    }
  }

  /// Rows that refer to changed or removed rows may change or go with them.
  private void cascade(Table table, boolean removed, Set<Integer> seen) {
    if (!seen.add(table.id())) {
      return;
    }
    for (Constraint.ForeignKey key : referring(table)) {
      String action = removed ? key.actions().onDelete() : key.actions().onUpdate();
      if (!(passage.schema().object(key.table()) instanceof Table child)) {
        continue;
      }
      switch (action) {
        case "cascade" -> {
          disturb(
              child,
              removed ? Disturbance.Kind.REMOVED : Disturbance.Kind.CHANGED,
              removed ? Set.of() : Set.copyOf(key.columns()));
          cascade(child, removed, seen);
        }
        case "set null", "set default" ->
            disturb(child, Disturbance.Kind.CHANGED, Set.copyOf(key.columns()));
        default -> {
          // The rows stay as they are.
        }
      }
    }
  }

  private List<Constraint.ForeignKey> referring(Table table) {
    return passage.schema().dependents(table.id()).stream()
        .map(dependency -> passage.schema().object(dependency.dependent()))
        .filter(Constraint.ForeignKey.class::isInstance)
        .map(Constraint.ForeignKey.class::cast)
        .filter(key -> key.referencedTable() == table.id() && key.table() != table.id())
        .distinct()
        .toList();
  }

  private static Set<Integer> assigned(Table table, List<DataStatement.Assignment> assignments) {
    Set<Integer> numbers = new HashSet<>();
    for (DataStatement.Assignment assignment : assignments) {
      for (DataStatement.Assignee assignee : assignment.columns()) {
        Column column = table.column(assignee.column().stored());
        if (column != null) {
          numbers.add(column.number());
        }
      }
    }
    return numbers;
  }

  private void disturbAll(Table table) {
    disturb(table, Disturbance.Kind.ADDED, Set.of());
    disturb(table, Disturbance.Kind.REMOVED, Set.of());
    disturb(table, Disturbance.Kind.CHANGED, Set.of());
  }

  private void disturb(Table table, Disturbance.Kind kind, Set<Integer> columns) {
    followed.add(table.id());
    Disturbance disturbance = new Disturbance(kind, columns, passage.statement().span());
    Set<Integer> related = new HashSet<>();
    family(table, related);
    for (int id : related) {
      // The columns of partitions and children have numbers of their own.
      passage.rows(
          passage
              .rows()
              .disturbed(
                  id,
                  id == table.id()
                      ? disturbance
                      : new Disturbance(kind, Set.of(), passage.statement().span())));
    }
  }

  /// A table, those above it and those below it.
  private void family(Table table, Set<Integer> found) {
    if (found.add(table.id())) {
      Schema schema = passage.before().now().schema();
      for (int ancestor : table.ancestors()) {
        if (schema.object(ancestor) instanceof Table parent) {
          family(parent, found);
        }
      }
      schema.children(table.id()).forEach(child -> family(child, found));
    }
  }

  /// Rows that the model saw change, by whatever statement.
  private void changed(Change.RowsChanged rows) {
    int dot = rows.object().indexOf('.');
    Namespace namespace = passage.schema().namespace(rows.object().substring(0, dot));
    if (namespace != null
        && passage
                .schema()
                .find(Schema.Space.RELATION, namespace.id(), rows.object().substring(dot + 1))
            instanceof Table table
        && !followed.contains(table.id())) {
      disturbAll(table);
    }
  }
}
