package dev.migrationsentry.execution;

import dev.migrationsentry.builtin.Builtin;
import dev.migrationsentry.builtin.NamedObject;
import dev.migrationsentry.resolution.Resolver;
import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.GlobalObject;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Routine;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.schema.TableAttachment;
import dev.migrationsentry.schema.View;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.TriggerStatement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// CREATE TRIGGER, CREATE EVENT TRIGGER, CREATE POLICY and ALTER POLICY.
final class TriggerCreation {
  private final Draft draft;

  private TriggerCreation(Draft draft) {
    this.draft = draft;
  }

  static void execute(TriggerStatement statement, Draft draft) {
    TriggerCreation creation = new TriggerCreation(draft);
    switch (statement) {
      case TriggerStatement.CreateTrigger create -> creation.trigger(create);
      case TriggerStatement.CreateEventTrigger create -> creation.eventTrigger(create);
      case TriggerStatement.AlterEventTrigger alter -> creation.alter(alter);
      case TriggerStatement.CreatePolicy policy -> creation.policy(policy);
    }
  }

  private void trigger(TriggerStatement.CreateTrigger statement) {
    Relation relation = draft.names().relation(statement.table());
    String name = statement.name().stored();
    boolean view = relation instanceof View;
    if (view != statement.timing().equals("instead of") && statement.forEachRow()) {
      String what = view ? "view" : "table";
      throw Refusal.of(
              "42809", "\"" + relation.name() + "\" is a " + what, statement.table().span())
          .detail(
              view
                  ? "Views cannot have row-level BEFORE or AFTER triggers."
                  : "Tables cannot have INSTEAD OF triggers.");
    }
    checkEvents(statement);
    List<Integer> columns = new ArrayList<>();
    for (Name column : statement.columns()) {
      Column found = relation.column(column.stored());
      if (found == null) {
        throw Errors.noColumn(draft, column, relation);
      }
      columns.add(found.number());
    }
    Expression when = statement.when();
    Expressions expressions = new Expressions(draft);
    Expressions.Analysis condition = null;
    if (when != null) {
      condition =
          expressions.analyse(
              when,
              ExpressionPlace.TRIGGER_WHEN,
              relation,
              Resolver.rows(relation, draft.now(), List.of("old", "new")));
      checkRows(statement, when);
    }
    @Nullable Routine function = function(statement.function(), "trigger");
    SchemaObject existing = draft.schema().find(Schema.Space.TRIGGER, relation.id(), name);
    if (existing != null && !statement.orReplace()) {
      throw Refusal.of(
              "42710",
              "trigger \"" + name + "\" for relation \"" + relation.name() + "\" already exists",
              statement.name().span())
          .about(ObjectKind.TRIGGER, name, null, List.of(relation.name()));
    }
    TableAttachment.Trigger made =
        new TableAttachment.Trigger(
            existing == null ? draft.schema().nextId() : existing.id(),
            name,
            relation.id(),
            statement.timing(),
            statement.events(),
            columns,
            statement.forEachRow(),
            when != null,
            statement.constraint(),
            statement.attributes().deferrable(),
            statement.attributes().initiallyDeferred(),
            function == null ? 0 : function.id(),
            statement.function().name(),
            TableAttachment.Enabled.ORIGIN,
            0);
    if (existing == null) {
      draft.create(id -> made);
      draft.created(made);
    } else {
      draft.schema(draft.schema().withoutDependencies(existing.id()));
      draft.replace(made);
      draft.altered(made);
    }
    draft.depend(made.id(), relation.id(), Dependency.Kind.AUTO);
    for (int column : columns) {
      draft.depend(new Dependency(made.id(), 0, relation.id(), column, Dependency.Kind.NORMAL));
    }
    if (condition != null) {
      expressions.depend(condition, made.id(), 0, Dependency.Kind.NORMAL);
    }
    if (function != null) {
      draft.depend(made.id(), function.id(), Dependency.Kind.NORMAL);
    }
  }

  private static void checkEvents(TriggerStatement.CreateTrigger statement) {
    List<String> events = statement.events();
    if (statement.forEachRow() && events.contains("truncate")) {
      throw Refusal.of(
          "0A000", "TRUNCATE FOR EACH ROW triggers are not supported", statement.span());
    }
    if (statement.transitionTables().isEmpty()) {
      return;
    }
    if (!statement.timing().equals("after")) {
      throw Refusal.of(
          "42P17",
          "transition table name can only be specified for an AFTER trigger",
          statement.span());
    }
    String refused =
        events.contains("truncate")
            ? "TRUNCATE triggers with transition tables are not supported"
            : events.size() > 1
                ? "transition tables cannot be specified for triggers with more than one event"
                : statement.columns().isEmpty()
                    ? null
                    : "transition tables cannot be specified for triggers with column lists";
    if (refused != null) {
      throw Refusal.of("0A000", refused, statement.span());
    }
  }

  /// A condition can name the rows only that its trigger has.
  private static void checkRows(TriggerStatement.CreateTrigger statement, Expression when) {
    for (Expression.ColumnReference reference : ExpressionWalk.columns(when)) {
      boolean old = reference.parts().getFirst().stored().equals("old");
      String refused =
          !statement.forEachRow()
              ? "statement trigger's WHEN condition cannot reference column values"
              : old && statement.events().contains("insert")
                  ? "INSERT trigger's WHEN condition cannot reference OLD values"
                  : !old && statement.events().contains("delete")
                      ? "DELETE trigger's WHEN condition cannot reference NEW values"
                      : null;
      if (refused != null) {
        throw Refusal.of("42P17", refused, reference.span());
      }
    }
  }

  /// A function without arguments that returns a pseudo-type; null for a built-in one.
  private @Nullable Routine function(QualifiedName name, String returns) {
    for (SchemaObject object : draft.names().findAll(Schema.Space.ROUTINE, name)) {
      if (object instanceof Routine routine && routine.inputTypes().isEmpty()) {
        if (!routine.returns().equals(DataType.builtin(returns))) {
          throw Refusal.of(
              "42P17", "function " + name + " must return type " + returns, name.span());
        }
        return routine;
      }
    }
    String qualifier = name.qualifier();
    boolean builtin =
        (qualifier == null || qualifier.equals(Names.CATALOG))
            && !Builtin.of(draft.major()).functions(name.name()).isEmpty();
    if (builtin) {
      return null;
    }
    if (qualifier != null && draft.names().findNamespace(qualifier) == null) {
      throw Errors.noSchema(qualifier, name.span());
    }
    throw Refusal.of("42883", "function " + name + "() does not exist", name.span())
        .about(ObjectKind.FUNCTION, name);
  }

  private void eventTrigger(TriggerStatement.CreateEventTrigger statement) {
    String name = statement.name().stored();
    boolean known =
        List.of("ddl_command_start", "ddl_command_end", "sql_drop", "table_rewrite")
                .contains(statement.event())
            || (statement.event().equals("login") && draft.major() >= 17);
    if (!known) {
      throw Refusal.of(
          "42601", "unrecognized event name \"" + statement.event() + "\"", statement.span());
    }
    Routine function = function(statement.function(), "event_trigger");
    for (SchemaObject object : draft.schema().objects()) {
      if (object instanceof GlobalObject.EventTrigger && object.name().equals(name)) {
        throw Refusal.of(
            "42710", "event trigger \"" + name + "\" already exists", statement.name().span());
      }
    }
    GlobalObject.EventTrigger made =
        draft.create(id ->
            new GlobalObject.EventTrigger(
                id,
                name,
                statement.event(),
                function == null ? 0 : function.id(),
                statement.function().name(),
                TableAttachment.Enabled.ORIGIN));
    draft.created(made);
    if (function != null) {
      draft.depend(made.id(), function.id(), Dependency.Kind.NORMAL);
    }
  }

  private void alter(TriggerStatement.AlterEventTrigger statement) {
    String name = statement.name().stored();
    for (SchemaObject object : draft.schema().objects()) {
      if (object instanceof GlobalObject.EventTrigger trigger && trigger.name().equals(name)) {
        draft.altered(trigger);
        draft.replace(trigger.enabled(TableProperties.enabled(statement.setting())));
        return;
      }
    }
    throw Refusal.of(
            "42704", "event trigger \"" + name + "\" does not exist", statement.name().span())
        .restingOn(name);
  }

  private static void checkCommand(TriggerStatement.CreatePolicy statement) {
    if (statement.alter()) {
      return;
    }
    boolean reads = statement.command().equals("select") || statement.command().equals("delete");
    if (reads && statement.withCheck() != null) {
      throw Refusal.of(
          "42601", "WITH CHECK cannot be applied to SELECT or DELETE", statement.span());
    }
    if (statement.command().equals("insert") && statement.using() != null) {
      throw Refusal.of("42601", "only WITH CHECK expression allowed for INSERT", statement.span());
    }
  }

  private void policy(TriggerStatement.CreatePolicy statement) {
    checkCommand(statement);
    Relation relation = draft.names().relation(statement.table());
    if (!(relation instanceof Table)) {
      throw Errors.wrongKind(relation.name(), "is not a table", statement.table().span());
    }
    String name = statement.name().stored();
    SchemaObject existing = draft.schema().find(Schema.Space.POLICY, relation.id(), name);
    if (statement.alter() && existing == null) {
      throw Refusal.of(
              "42704",
              "policy \"" + name + "\" for table \"" + relation.name() + "\" does not exist",
              statement.name().span())
          .about(ObjectKind.POLICY, name, null, List.of(relation.name()));
    }
    if (!statement.alter() && existing != null) {
      throw Refusal.of(
              "42710",
              "policy \"" + name + "\" for table \"" + relation.name() + "\" already exists",
              statement.name().span())
          .about(ObjectKind.POLICY, name, null, List.of(relation.name()));
    }
    List<Integer> roles = new ArrayList<>();
    for (Name role : statement.roles()) {
      roles.add(role(role));
    }
    TableAttachment.Policy old = (TableAttachment.Policy) existing;
    TableAttachment.Policy made =
        new TableAttachment.Policy(
            old == null ? draft.schema().nextId() : old.id(),
            name,
            relation.id(),
            old == null ? statement.permissive() : old.permissive(),
            old == null ? statement.command() : old.command(),
            old != null && roles.isEmpty() ? old.roles() : roles,
            old != null && statement.using() == null ? old.using() : statement.using(),
            old != null && statement.withCheck() == null ? old.withCheck() : statement.withCheck());
    if (old == null) {
      draft.create(id -> made);
      draft.created(made);
      draft.depend(made.id(), relation.id(), Dependency.Kind.AUTO);
    } else {
      draft.replace(made);
      draft.altered(made);
    }
    draft.schema().dependencies(made.id()).stream()
        .filter(dependency -> dependency.kind() == Dependency.Kind.POLICY)
        .toList()
        .forEach(draft::forget);
    for (int role : made.roles()) {
      if (role != 0) {
        draft.depend(made.id(), role, Dependency.Kind.POLICY);
      }
    }
    Expressions expressions = new Expressions(draft);
    for (Expression condition : new Expression[] {statement.using(), statement.withCheck()}) {
      if (condition != null) {
        Expressions.Analysis analysis =
            expressions.analyse(condition, ExpressionPlace.POLICY, relation);
        expressions.depend(analysis, made.id(), 0, Dependency.Kind.NORMAL);
      }
    }
  }

  /// The id of a role; 0 for PUBLIC.
  private int role(Name role) {
    String name = role.stored();
    if (name.equals("public")
        || name.equals("current_user")
        || name.equals("session_user")
        || name.equals("current_role")) {
      return 0;
    }
    SchemaObject found = draft.schema().find(Schema.Space.ROLE, 0, name);
    if (found == null && !Builtin.of(draft.major()).has(NamedObject.ROLE, name)) {
      throw Errors.noRole(role);
    }
    return found == null ? 0 : found.id();
  }
}
