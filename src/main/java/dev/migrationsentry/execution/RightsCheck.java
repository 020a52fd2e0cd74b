package dev.migrationsentry.execution;

import dev.migrationsentry.schema.CompositeType;
import dev.migrationsentry.schema.Constraint;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.GlobalObject;
import dev.migrationsentry.schema.Index;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Rights;
import dev.migrationsentry.schema.Routine;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.Sequence;
import dev.migrationsentry.schema.TableAttachment;
import dev.migrationsentry.schema.UserType;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.Identifiers;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.QualifiedName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Asks for the rights of the current role to single objects: the server's `aclcheck_error` with
/// its words. What is not known becomes a doubt.
final class RightsCheck {
  private static final String STATE = "42501";

  private final Draft draft;
  private final Rights rights;
  private final String role;
  private @Nullable String doubt;

  RightsCheck(Draft draft, Rights rights) {
    this.draft = draft;
    this.rights = rights;
    this.role = draft.session().role();
  }

  Draft draft() {
    return draft;
  }

  Rights rights() {
    return rights;
  }

  /// The role whose rights count.
  String role() {
    return role;
  }

  /// Why the statement may be refused, as a clause, or null when all that was asked for is there.
  @Nullable String doubt() {
    return doubt;
  }

  /// Notes that a right is not known.
  void doubt(String why) {
    doubt = doubt == null ? why : doubt;
  }

  /// The owner of an object, or null where that is not known.
  @Nullable String owner(SchemaObject object) {
    return switch (object) {
      case Index index -> ownerOf(index.table());
      case Sequence sequence when sequence.ownedBy() != 0 -> ownerOf(sequence.ownedBy());
      case TableAttachment attachment -> ownerOf(attachment.table());
      case Constraint constraint when constraint.table() != 0 -> ownerOf(constraint.table());
      default -> rights.owner(object.id());
    };
  }

  private @Nullable String ownerOf(int id) {
    SchemaObject object = draft.schema().object(id);
    return object == null ? null : owner(object);
  }

  /// Whether the current role has all rights of the owner of an object.
  Rights.Answer owns(SchemaObject object) {
    return rights.actsAs(role, owner(object));
  }

  /// Asks for ownership.
  ///
  /// @param kind the kind in the server's words
  /// @param name the object as the server names it there
  void owner(SchemaObject object, String kind, String name, Span at) {
    answered(
        owns(object),
        "must be owner of " + kind + " " + name,
        new LackedRight(role, "owner", Descriptions.kind(object), sql(object), owner(object)),
        object,
        at);
  }

  /// Asks for ownership of a relation or a type.
  void owner(SchemaObject object, Span at) {
    owner(object, kind(object), name(object), at);
  }

  /// The kind of an object in refusals.
  static String kind(SchemaObject object) {
    return switch (object) {
      case CompositeType ignored -> "table";
      case UserType ignored -> "type";
      case GlobalObject.Role ignored -> "role";
      default -> Descriptions.kind(object).words();
    };
  }

  private String name(SchemaObject object) {
    return object instanceof UserType type
        ? new Descriptions(draft).type(new DataType.Created(type.id(), List.of()))
        : object.name();
  }

  /// A type as the server names it in refusals, a composite one included.
  String typeName(SchemaObject type) {
    return new Descriptions(draft).type(new DataType.Created(type.id(), List.of()));
  }

  /// Asks for a privilege on an object.
  void privilege(SchemaObject object, String privilege, Span at) {
    boolean byDefault =
        (object instanceof Routine && privilege.equals("execute")) || object instanceof UserType;
    answered(
        rights.has(role, object.id(), owner(object), privilege, byDefault),
        "permission denied for " + kind(object) + " " + name(object),
        new LackedRight(role, privilege, Descriptions.kind(object), sql(object), owner(object)),
        object,
        at);
  }

  /// Asks whether objects may be created in a schema.
  void create(Namespace namespace, Span at) {
    if (!namespace.temporary()) {
      privilege(namespace, "create", at);
    }
  }

  /// Asks whether an object of a name may be created where it belongs; without such a schema there
  /// is another error.
  void create(QualifiedName name) {
    Namespace namespace = namespace(name);
    if (namespace != null) {
      create(namespace, name.span());
    }
  }

  private @Nullable Namespace namespace(QualifiedName name) {
    String qualifier = name.qualifier();
    if (qualifier != null) {
      return draft.names().findNamespace(qualifier);
    }
    return draft.names().selectsNamespace() ? draft.names().creationNamespace(name.span()) : null;
  }

  /// Asks whether the current role may create in the database.
  ///
  /// @param what the server's refusal
  void createInDatabase(String what, Span at) {
    answered(
        rights.mayCreateInDatabase(role),
        what,
        new LackedRight(role, "create", ObjectKind.DATABASE, database(), rights.databaseOwner()),
        null,
        at);
  }

  /// The name of the database in refusals.
  String database() {
    return rights.database();
  }

  /// The relation of a name, when there is one whose schema may be used.
  @Nullable Relation relation(QualifiedName name) {
    usage(name);
    return draft.names().findRelation(name);
  }

  /// Asks whether the schema that a name is written with may be used.
  void usage(QualifiedName name) {
    String qualifier = name.qualifier();
    Namespace namespace = qualifier == null ? null : draft.names().findNamespace(qualifier);
    if (namespace != null) {
      usage(namespace, name.span());
    }
  }

  /// Asks whether what is in a schema may be used.
  void usage(Namespace namespace, Span at) {
    if (!namespace.temporary() && !isSystem(namespace)) {
      privilege(namespace, "usage", at);
    }
  }

  private static boolean isSystem(Namespace namespace) {
    return namespace.name().equals(Names.CATALOG) || namespace.name().equals("information_schema");
  }

  /// Asks for what only superusers may do, for a right of roles, or for membership.
  void answered(Rights.Answer answer, String refusal, LackedRight lacked, Span at) {
    answered(answer, refusal, lacked, null, at);
  }

  private void answered(
      Rights.Answer answer,
      String refusal,
      LackedRight lacked,
      @Nullable SchemaObject object,
      Span at) {
    switch (answer) {
      case YES -> {}
      case UNKNOWN ->
          doubt(
              "whether role "
                  + lacked.role()
                  + (lacked.right().equals("owner")
                      ? " owns "
                      : " has the right " + lacked.right() + " to ")
                  + lacked.kind().words()
                  + " "
                  + lacked.object()
                  + " is not known");
      case NO -> {
        Refusal refused = Refusal.of(STATE, refusal, at);
        throw new Denied(object == null ? refused : refused.restingOn(object.name()), lacked);
      }
    }
  }

  /// Refuses.
  Denied denied(Refusal refusal, String right, ObjectKind kind, String object) {
    return new Denied(refusal, new LackedRight(role, right, kind, object, null));
  }

  /// A refusal for want of a right.
  static Refusal refusal(String message, Span at) {
    return Refusal.of(STATE, message, at);
  }

  /// An object as SQL writes it, with its schema.
  String sql(SchemaObject object) {
    String name = Identifiers.quoted(object.name());
    SchemaObject container =
        switch (object) {
          case TableAttachment attachment -> draft.schema().object(attachment.table());
          default -> null;
        };
    if (container != null) {
      return name + " on " + sql(container);
    }
    SchemaObject namespace = draft.schema().object(object.namespace());
    String qualified = namespace == null ? name : Identifiers.quoted(namespace.name()) + "." + name;
    return object instanceof Routine routine ? qualified + arguments(routine) : qualified;
  }

  private String arguments(Routine routine) {
    String signature = new Descriptions(draft).signature(routine);
    return signature.substring(signature.indexOf('('));
  }
}
