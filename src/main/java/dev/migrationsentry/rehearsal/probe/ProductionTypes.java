package dev.migrationsentry.rehearsal.probe;

import dev.migrationsentry.builtin.Builtin;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.TypeText;
import dev.migrationsentry.schema.UserType;
import dev.migrationsentry.sql.ast.TypeName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Types of a moment in the migrations as SQL that production understands.
///
/// A type that production does not have, or has otherwise, is replaced by one that holds the same
/// values: an enum by `text`, a domain by what is under it.
record ProductionTypes(Schema production, Database now) {

  /// A type with its modifiers.
  ///
  /// @throws NotProbed when production has none that holds the same values
  String sql(DataType type) {
    return switch (type) {
      case DataType.Builtin builtin -> text(builtin);
      case DataType.Array array -> sql(array.element()) + "[]";
      case DataType.Undecided ignored -> throw new NotProbed("a type is not known");
      case DataType.Created created -> {
        SchemaObject object = now.schema().object(created.id());
        if (isAsInProduction(object)) {
          yield text(created);
        }
        yield switch (object) {
          case UserType.EnumType changed -> {
            if (production.object(changed.id()) instanceof UserType.EnumType old
                && !changed.labels().containsAll(old.labels())) {
              throw new NotProbed("labels of the enum " + changed.name() + " are renamed before");
            }
            yield "text";
          }
          case UserType.DomainType domain -> sql(domain.base());
          case null -> throw new NotProbed("a type is not known");
          default -> throw new NotProbed("the migrations make the type " + object.name());
        };
      }
    };
  }

  /// Whether a type, or that of its elements, is an enum that production does not have like this:
  /// its values are texts in questions.
  boolean isNewEnum(DataType type) {
    return switch (type) {
      case DataType.Array array -> isNewEnum(array.element());
      case DataType.Created created ->
          now.schema().object(created.id()) instanceof UserType.EnumType labels
              && !isAsInProduction(labels);
      case DataType.Builtin ignored -> false;
      case DataType.Undecided ignored -> false;
    };
  }

  private boolean isAsInProduction(@Nullable SchemaObject object) {
    if (object == null) {
      return false;
    }
    SchemaObject known = production.object(object.id());
    return switch (object) {
      case UserType.EnumType labels ->
          known instanceof UserType.EnumType old && old.labels().equals(labels.labels());
      case UserType.DomainType domain -> domain.equals(known);
      default -> known != null && known.getClass() == object.getClass();
    };
  }

  private String text(DataType type) {
    return new TypeText(production, object -> false).withModifiers(type);
  }

  /// What stands in production for a type as it is written in an expression.
  ///
  /// @return null when it can stand as it is
  @Nullable String replacement(TypeName written) {
    if (written.percentType()) {
      throw new NotProbed("a type is that of another column");
    }
    SchemaObject type = find(written);
    if (type == null) {
      return null;
    }
    String name = sql(new DataType.Created(type.id(), List.of()));
    return name + "[]".repeat(written.dimensions());
  }

  /// The type of a name that is created in the database, or null.
  private @Nullable SchemaObject find(TypeName written) {
    String qualifier = written.name().qualifier();
    String name = written.name().name();
    if (qualifier == null && Builtin.of(now.major()).type(name) != null) {
      return null;
    }
    for (Namespace namespace : namespaces(now, qualifier)) {
      SchemaObject found = now.schema().find(Schema.Space.TYPE, namespace.id(), name);
      if (found instanceof UserType || found instanceof Relation) {
        return found;
      }
    }
    return null;
  }

  /// The schemas in which a name is looked for.
  ///
  /// @param qualifier the schema before it, or null
  static List<Namespace> namespaces(Database database, @Nullable String qualifier) {
    List<String> names = qualifier == null ? database.session().searchPath() : List.of(qualifier);
    List<Namespace> found = new ArrayList<>();
    for (String name : names) {
      Namespace namespace =
          database.schema().namespace(name.equals("$user") ? database.session().role() : name);
      if (namespace != null) {
        found.add(namespace);
      }
    }
    return found;
  }
}
