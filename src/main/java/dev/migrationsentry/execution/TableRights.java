package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Index;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Rights;
import dev.migrationsentry.schema.Routine;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.View;
import dev.migrationsentry.sql.ast.AlterTable;
import dev.migrationsentry.sql.ast.ColumnConstraint;
import dev.migrationsentry.sql.ast.CreateTable;
import dev.migrationsentry.sql.ast.IndexStatement;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.TableConstraint;
import dev.migrationsentry.sql.ast.TriggerStatement;
import dev.migrationsentry.sql.ast.ViewStatement;

/// The rights that statements about tables, indexes, views and triggers need.
final class TableRights {
  private TableRights() {}

  /// CREATE on the schema of what lasts.
  static void in(CreateTable.Persistence persistence, QualifiedName name, RightsCheck check) {
    if (persistence != CreateTable.Persistence.TEMPORARY) {
      check.create(name);
    }
  }

  static void create(CreateTable statement, RightsCheck check) {
    in(statement.persistence(), statement.table(), check);
    if (statement.ifNotExists() && check.draft().names().findRelation(statement.table()) != null) {
      return;
    }
    for (CreateTable.Element element : statement.elements()) {
      if (element instanceof CreateTable.LikeTable like) {
        Relation source = check.relation(like.table());
        if (source != null) {
          check.privilege(source, "select", like.table().span());
        }
      }
    }
    statement.inherits().forEach(parent -> owner(parent, check));
    QualifiedName whole = statement.partitionOf();
    if (whole != null) {
      owner(whole, check);
    }
    for (CreateTable.Element element : statement.elements()) {
      switch (element) {
        case CreateTable.ColumnDefinition column -> column(column, check);
        case TableConstraint constraint -> constraint(constraint, check);
        case CreateTable.LikeTable ignored -> {}
      }
    }
  }

  private static void column(CreateTable.ColumnDefinition column, RightsCheck check) {
    for (ColumnConstraint constraint : column.constraints()) {
      if (constraint instanceof ColumnConstraint.References references) {
        references(references.table(), check);
      }
    }
  }

  private static void constraint(TableConstraint constraint, RightsCheck check) {
    if (constraint instanceof TableConstraint.ForeignKey key) {
      references(key.table(), check);
    }
  }

  private static void references(QualifiedName table, RightsCheck check) {
    Relation referenced = check.relation(table);
    if (referenced != null) {
      check.privilege(referenced, "references", table.span());
    }
  }

  /// Ownership of the relation of a name.
  static void owner(QualifiedName name, RightsCheck check) {
    Relation relation = check.relation(name);
    if (relation != null) {
      check.owner(relation, name.span());
    }
  }

  static void alter(AlterTable statement, RightsCheck check) {
    Relation relation = check.relation(statement.table());
    if (relation == null) {
      return;
    }
    check.owner(relation, statement.table().span());
    for (AlterTable.Action action : statement.actions()) {
      switch (action) {
        case AlterTable.AddColumn add -> column(add.column(), check);
        case AlterTable.AddConstraint add -> constraint(add.constraint(), check);
        case AlterTable.AttachPartition attach -> owner(attach.partition(), check);
        case AlterTable.Inherit inherit when inherit.inherit() -> owner(inherit.parent(), check);
        case AlterTable.OwnerTo to -> newOwner(relation, to.role(), check);
        default -> {
          // Ownership of the relation is enough.
        }
      }
    }
  }

  /// The current role must be able to become the new owner, and that one to create in the schema.
  static void newOwner(SchemaObject object, Name to, RightsCheck check) {
    var role = Roles.find(check.draft(), to);
    if (role == null || role.name().equals(check.owner(object))) {
      return;
    }
    RoleStatementRights.mayBecome(role.name(), to.span(), check);
    Rights rights = check.rights();
    if (check.draft().schema().object(object.namespace()) instanceof Namespace namespace
        && rights.has(role.name(), namespace.id(), check.owner(namespace), "create", false)
            != Rights.Answer.YES) {
      LackedRight lacked =
          new LackedRight(
              role.name(),
              "create",
              ObjectKind.SCHEMA,
              check.sql(namespace),
              check.owner(namespace));
      check.answered(
          rights.has(role.name(), namespace.id(), check.owner(namespace), "create", false),
          "permission denied for schema " + namespace.name(),
          lacked,
          to.span());
    }
  }

  static void index(IndexStatement.CreateIndex statement, RightsCheck check) {
    Relation relation = check.relation(statement.table());
    if (relation == null) {
      return;
    }
    check.owner(relation, statement.table().span());
    if (check.draft().schema().object(relation.namespace()) instanceof Namespace namespace) {
      check.create(namespace, statement.table().span());
    }
  }

  static void reindex(IndexStatement.Reindex statement, RightsCheck check) {
    QualifiedName name = statement.name();
    if (name != null && (statement.kind().equals("index") || statement.kind().equals("table"))) {
      maintain(name, check);
    } else {
      check.doubt("depends on what role " + check.role() + " owns");
    }
  }

  /// What CLUSTER, REINDEX and REFRESH MATERIALIZED VIEW need.
  static void maintain(QualifiedName name, RightsCheck check) {
    Relation relation = check.relation(name);
    if (relation == null) {
      return;
    }
    if (check.draft().major() < 17) {
      check.owner(relation, name.span());
    } else if (relation instanceof Index index
        && check.draft().schema().object(index.table()) instanceof Relation table
        && check.rights().has(check.role(), table.id(), check.owner(table), "maintain", false)
            == Rights.Answer.YES) {
      return;
    } else {
      check.privilege(relation, "maintain", name.span());
    }
  }

  static void view(ViewStatement.CreateView statement, RightsCheck check) {
    if (statement.temporary()) {
      return;
    }
    check.create(statement.view());
    if (statement.orReplace()
        && check.draft().names().findRelation(statement.view()) instanceof View view) {
      check.owner(view, statement.view().span());
    }
  }

  static void trigger(TriggerStatement statement, RightsCheck check) {
    switch (statement) {
      case TriggerStatement.CreateTrigger create -> {
        Relation relation = check.relation(create.table());
        if (relation != null) {
          check.privilege(relation, "trigger", create.table().span());
        }
        QualifiedName from = create.from();
        Relation referenced = from == null ? null : check.relation(from);
        if (from != null && referenced != null) {
          check.privilege(referenced, "trigger", from.span());
        }
        for (SchemaObject object :
            check.draft().names().findAll(Schema.Space.ROUTINE, create.function())) {
          if (object instanceof Routine routine && routine.inputTypes().isEmpty()) {
            check.privilege(routine, "execute", create.function().span());
          }
        }
      }
      case TriggerStatement.CreatePolicy policy -> owner(policy.table(), check);
      case TriggerStatement.CreateEventTrigger create -> {
        String name = create.name().stored();
        throw check.denied(
            RightsCheck.refusal(
                    "permission denied to create event trigger \"" + name + "\"", create.span())
                .hint("Must be superuser to create an event trigger."),
            "superuser",
            ObjectKind.EVENT_TRIGGER,
            name);
      }
      case TriggerStatement.AlterEventTrigger alter -> {
        SchemaObject trigger =
            check.draft().schema().other(ObjectKind.EVENT_TRIGGER, 0, alter.name().stored());
        if (trigger != null) {
          check.owner(trigger, alter.span());
        }
      }
    }
  }
}
