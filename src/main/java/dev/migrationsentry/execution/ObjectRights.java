package dev.migrationsentry.execution;

import dev.migrationsentry.schema.GlobalObject;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Rights;
import dev.migrationsentry.schema.Routine;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.TableAttachment;
import dev.migrationsentry.schema.UserType;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.ObjectReference;
import dev.migrationsentry.sql.ast.ObjectStatement;
import dev.migrationsentry.sql.ast.Option;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.SchemaStatement;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The rights that statements need that treat objects of many kinds alike, and those about schemas
/// and extensions.
final class ObjectRights {
  private ObjectRights() {}

  static void schema(SchemaStatement statement, RightsCheck check) {
    switch (statement) {
      case SchemaStatement.CreateSchema create -> {
        check.createInDatabase("permission denied for database " + check.database(), create.span());
        Name authorization = create.authorization();
        GlobalObject.Role role =
            authorization == null ? null : Roles.find(check.draft(), authorization);
        if (role != null) {
          RoleStatementRights.mayBecome(role.name(), create.span(), check);
        }
      }
      case SchemaStatement.CreateExtension create -> ExtensionCreation.check(create, check);
      case SchemaStatement.AlterExtension alter -> {
        SchemaObject extension = SchemaStatements.extension(check.draft(), alter.name().stored());
        if (extension != null) {
          check.owner(extension, alter.name().span());
        }
      }
    }
  }

  static void check(ObjectStatement statement, RightsCheck check) {
    switch (statement) {
      case ObjectStatement.Drop drop -> {
        for (ObjectReference reference : drop.objects()) {
          drop(reference, drop.ifExists(), check);
        }
      }
      case ObjectStatement.Rename rename -> rename(rename, check);
      case ObjectStatement.SetSchema move -> {
        SchemaObject object = find(move.object(), move.ifExists(), check);
        if (object != null && object instanceof Relation) {
          owner(object, move.object(), check);
        }
        Namespace to = check.draft().names().findNamespace(move.schema().stored());
        if (object != null && to != null) {
          if (!(object instanceof Relation)) {
            // Of other objects the server looks at the schema first.
            check.create(to, move.schema().span());
            owner(object, move.object(), check);
          } else {
            check.create(to, move.schema().span());
          }
        }
      }
      case ObjectStatement.SetOwner owner -> {
        SchemaObject object = find(owner.object(), owner.ifExists(), check);
        if (object != null) {
          if (object instanceof Routine) {
            check.owner(
                object, Descriptions.kind(object).words(), object.name(), owner.object().span());
          } else {
            owner(object, owner.object(), check);
          }
          TableRights.newOwner(object, owner.role(), check);
        }
      }
      case ObjectStatement.Comment comment -> comment(comment.object(), check);
      case ObjectStatement.SecurityLabel label -> comment(label.object(), check);
      case ObjectStatement.DependsOnExtension depends -> comment(depends.object(), check);
      case ObjectStatement.CreateObject create -> create(create, check);
      case ObjectStatement.CreateStatistics create -> {
        create.tables().forEach(table -> TableRights.owner(table, check));
        QualifiedName name = create.name();
        if (name != null) {
          check.create(name);
        }
      }
      case ObjectStatement.AlterObject alter -> {
        SchemaObject object = find(alter.object(), alter.ifExists(), check);
        if (object != null) {
          owner(object, alter.object(), check);
          if (object instanceof GlobalObject.Publication) {
            alter.tables().forEach(table -> TableRights.owner(table, check));
          }
        }
      }
      case ObjectStatement.MoveAll ignored -> check.doubt("depends on what the role owns");
      case ObjectStatement.ImportForeignSchema ignored ->
          check.doubt("whether role " + check.role() + " may use the server is not known");
    }
  }

  /// The object of a reference, or null for one that is missing or that the server came with.
  private static @Nullable SchemaObject find(
      ObjectReference reference, boolean missingOk, RightsCheck check) {
    ObjectKind kind = reference.kind();
    boolean relation =
        switch (kind) {
          case TABLE, VIEW, MATERIALIZED_VIEW, INDEX, SEQUENCE, FOREIGN_TABLE -> true;
          default -> false;
        };
    if (relation) {
      return check.relation(reference.name());
    }
    if (kind != ObjectKind.COLUMN && reference.table() == null) {
      check.usage(reference.name());
    }
    return new ObjectLookup(check.draft()).find(reference, missingOk)
            instanceof ObjectLookup.InModel in
        ? check.draft().schema().object(in.address().object())
        : null;
  }

  /// Ownership in the words that the server has for an object of a reference.
  private static void owner(SchemaObject object, ObjectReference reference, RightsCheck check) {
    switch (object) {
      case Routine routine -> {
        ObjectKind kind =
            reference.kind() == ObjectKind.ROUTINE ? Descriptions.kind(routine) : reference.kind();
        check.owner(routine, kind.words(), reference.name().toString(), reference.span());
      }
      case TableAttachment attachment -> {
        if (check.draft().schema().object(attachment.table()) instanceof Relation table) {
          check.owner(table, "relation", table.name(), reference.span());
        }
      }
      case Relation relation
          when reference.kind() == ObjectKind.TYPE || reference.kind() == ObjectKind.DOMAIN ->
          check.owner(relation, "type", check.typeName(relation), reference.span());
      case UserType type -> check.owner(type, "type", check.typeName(type), reference.span());
      default -> check.owner(object, reference.span());
    }
  }

  private static void drop(ObjectReference reference, boolean ifExists, RightsCheck check) {
    if (reference.kind() == ObjectKind.ROLE) {
      return;
    }
    SchemaObject object = find(reference, ifExists, check);
    if (object == null) {
      return;
    }
    if (object instanceof Relation relation && isOther(relation, reference.kind())) {
      return;
    }
    // Who owns the schema may drop what is in it.
    SchemaObject container = check.draft().schema().object(object.namespace());
    if (container != null && check.owns(container) == Rights.Answer.YES) {
      return;
    }
    owner(object, reference, check);
  }

  private static boolean isOther(Relation relation, ObjectKind kind) {
    return kind != ObjectKind.TYPE && Descriptions.kind(relation) != kind;
  }

  private static void rename(ObjectStatement.Rename rename, RightsCheck check) {
    ObjectReference reference = rename.object();
    QualifiedName table = reference.table();
    switch (reference.kind()) {
      case ROLE -> RoleStatementRights.rename(reference, check);
      case COLUMN, CONSTRAINT, TRIGGER, POLICY, RULE -> {
        Relation relation = table == null ? null : check.relation(table);
        if (relation != null) {
          check.owner(relation, reference.span());
        }
      }
      case DOMAIN_CONSTRAINT -> comment(reference, check);
      case DATABASE, TABLESPACE -> check.doubt("who owns it is not known");
      default -> {
        SchemaObject object = find(reference, rename.ifExists(), check);
        if (object == null) {
          return;
        }
        boolean routine = object instanceof Routine;
        if (routine) {
          check.owner(object, Descriptions.kind(object).words(), object.name(), reference.span());
        } else {
          owner(object, reference, check);
        }
        if (object instanceof Namespace) {
          check.createInDatabase(
              "permission denied for database " + check.database(), reference.span());
        } else if (check.draft().schema().object(object.namespace()) instanceof Namespace namespace
            && !(object instanceof UserType)) {
          check.create(namespace, reference.span());
        }
      }
    }
  }

  private static void comment(ObjectReference reference, RightsCheck check) {
    if (reference.kind() == ObjectKind.DATABASE) {
      database(reference, check);
      return;
    }
    if (reference.kind() == ObjectKind.ROLE || reference.kind() == ObjectKind.LARGE_OBJECT) {
      check.doubt("whether role " + check.role() + " may comment on it is not known");
      return;
    }
    SchemaObject object = find(reference, false, check);
    if (object == null) {
      return;
    }
    QualifiedName table = reference.table();
    if (reference.kind() == ObjectKind.CONSTRAINT && table != null) {
      Relation relation = check.relation(table);
      if (relation != null) {
        check.owner(relation, "relation", relation.name(), reference.span());
      }
    } else if (reference.kind() == ObjectKind.COLUMN) {
      check.owner(object, "relation", object.name(), reference.span());
    } else {
      owner(object, reference, check);
    }
  }

  private static void database(ObjectReference reference, RightsCheck check) {
    String name = reference.name().name();
    if (!name.equals(check.database())) {
      check.doubt("who owns database " + name + " is not known");
      return;
    }
    String owner = check.rights().databaseOwner();
    check.answered(
        check.rights().actsAs(check.role(), owner),
        "must be owner of database " + name,
        new LackedRight(check.role(), "owner", ObjectKind.DATABASE, name, owner),
        reference.span());
  }

  private static void create(ObjectStatement.CreateObject create, RightsCheck check) {
    ObjectKind kind = create.object().kind();
    QualifiedName name = create.object().name();
    switch (kind) {
      case COLLATION, CONVERSION, OPERATOR, TEXT_SEARCH_CONFIGURATION, TEXT_SEARCH_DICTIONARY ->
          check.create(name);
      case PUBLICATION -> {
        check.createInDatabase("permission denied for database " + check.database(), create.span());
        for (Option option : create.options()) {
          if (option.name().equals("all tables") || option.name().equals("tables in schema")) {
            String words = option.name().equals("all tables") ? "ALL TABLES" : "TABLES IN SCHEMA";
            throw superuser(
                "must be superuser to create FOR " + words + " publication", null, create, check);
          }
        }
        create.tables().forEach(table -> TableRights.owner(table, check));
      }
      case OPERATOR_CLASS -> {
        check.create(name);
        throw superuser("must be superuser to create an operator class", null, create, check);
      }
      case OPERATOR_FAMILY -> {
        check.create(name);
        throw superuser("must be superuser to create an operator family", null, create, check);
      }
      case FOREIGN_DATA_WRAPPER ->
          throw superuser(
              "permission denied to create foreign-data wrapper \"" + name.name() + "\"",
              "Must be superuser to create a foreign-data wrapper.",
              create,
              check);
      default ->
          check.doubt(
              "whether role "
                  + check.role()
                  + " may create "
                  + kind.words()
                  + " "
                  + name.name()
                  + " is not known");
    }
  }

  private static Denied superuser(
      String message,
      @Nullable String hint,
      ObjectStatement.CreateObject create,
      RightsCheck check) {
    Refusal refusal = RightsCheck.refusal(message, create.span());
    return check.denied(
        hint == null ? refusal : refusal.hint(hint),
        "superuser",
        create.object().kind(),
        Objects.toString(create.object().name()));
  }
}
