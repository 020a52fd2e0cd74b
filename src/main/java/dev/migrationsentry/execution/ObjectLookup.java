package dev.migrationsentry.execution;

import dev.migrationsentry.builtin.Builtin;
import dev.migrationsentry.builtin.NamedObject;
import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.CompositeType;
import dev.migrationsentry.schema.Constraint;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.GlobalObject;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.UserType;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.Identifiers;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.ObjectReference;
import dev.migrationsentry.sql.ast.QualifiedName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the objects that statements name: the server's `get_object_address`.
final class ObjectLookup {
  /// What a reference leads to.
  sealed interface Found {}

  /// An object of the model, or a column of one.
  record InModel(Address address) implements Found {}

  /// An object that the server came with.
  ///
  /// @param words it in PostgreSQL's words: `function abs(integer)`
  record BuiltIn(String words) implements Found {}

  private final Draft draft;

  ObjectLookup(Draft draft) {
    this.draft = draft;
  }

  /// What a reference leads to, or null when it leads to nothing and that is fine.
  ///
  /// @param missingOk whether a missing object is fine (IF EXISTS)
  /// @throws Refusal when the object is missing, or of another kind
  @Nullable Found find(ObjectReference reference, boolean missingOk) {
    try {
      return find(reference);
    } catch (Refusal refusal) {
      if (missingOk && MISSING.contains(refusal.error().sqlState())) {
        return null;
      }
      throw refusal;
    }
  }

  private static final List<String> MISSING =
      List.of("42P01", "42703", "42704", "42883", "3F000", "3D000");

  /// What a reference leads to.
  Found find(ObjectReference reference) {
    QualifiedName name = reference.name();
    return switch (reference.kind()) {
      case TABLE, VIEW, MATERIALIZED_VIEW, INDEX, SEQUENCE, FOREIGN_TABLE -> relation(reference);
      case COLUMN -> column(name);
      case TRIGGER -> onTable(reference, Schema.Space.TRIGGER, "table");
      case POLICY -> onTable(reference, Schema.Space.POLICY, "table");
      case RULE -> onTable(reference, Schema.Space.RULE, "relation");
      case CONSTRAINT -> onTable(reference, Schema.Space.CONSTRAINT, "table");
      case DOMAIN_CONSTRAINT -> domainConstraint(reference);
      case TYPE, DOMAIN -> type(reference);
      case FUNCTION, PROCEDURE, ROUTINE, AGGREGATE -> new RoutineLookup(draft).find(reference);
      case SCHEMA -> model(draft.names().namespace(name.name(), name.span()));
      case ROLE -> model(Roles.get(draft, name.parts().getLast()));
      case EXTENSION -> global(Schema.Space.EXTENSION, reference);
      case OPERATOR -> new OperatorLookup(draft).operator(reference);
      case OPERATOR_CLASS -> new OperatorLookup(draft).operatorClass(reference);
      case OPERATOR_FAMILY -> new OperatorLookup(draft).operatorFamily(reference);
      case CAST -> new OperatorLookup(draft).cast(reference);
      case COLLATION -> collation(name);
      case CONVERSION, STATISTICS -> inSchema(reference, null);
      case TEXT_SEARCH_CONFIGURATION -> inSchema(reference, NamedObject.TEXT_SEARCH_CONFIGURATION);
      case TEXT_SEARCH_DICTIONARY -> inSchema(reference, NamedObject.TEXT_SEARCH_DICTIONARY);
      case TEXT_SEARCH_PARSER -> inSchema(reference, NamedObject.TEXT_SEARCH_PARSER);
      case TEXT_SEARCH_TEMPLATE -> inSchema(reference, NamedObject.TEXT_SEARCH_TEMPLATE);
      case ACCESS_METHOD -> outside(reference, NamedObject.ACCESS_METHOD);
      case LANGUAGE -> outside(reference, NamedObject.LANGUAGE);
      case FOREIGN_DATA_WRAPPER -> outside(reference, NamedObject.FOREIGN_DATA_WRAPPER);
      case TABLESPACE -> outside(reference, NamedObject.TABLESPACE);
      case EVENT_TRIGGER, PUBLICATION, SERVER, SUBSCRIPTION -> outside(reference, null);
      case USER_MAPPING -> userMapping(reference);
      case TRANSFORM -> new OperatorLookup(draft).transform(reference);
      case LARGE_OBJECT -> throw new Undecided("which large objects there are is not known");
      case DATABASE -> database(name);
      case PARAMETER -> new BuiltIn("parameter " + name);
    };
  }

  /// An object of the model, found.
  static Found model(SchemaObject object) {
    return new InModel(Address.of(object));
  }

  private Found relation(ObjectReference reference) {
    QualifiedName name = reference.name();
    Relation relation = draft.names().findRelation(name);
    if (relation == null) {
      String qualifier = name.qualifier();
      if (SystemCatalog.isRelation(draft, name)
          && (qualifier == null || draft.names().findNamespace(qualifier) != null)) {
        return new BuiltIn(reference.kind().words() + " " + name.name());
      }
      throw draft.names().missingRelation(name);
    }
    checkKind(relation, reference.kind(), name.span());
    return model(relation);
  }

  /// Refuses a relation of another kind than the one that was named.
  static void checkKind(Relation relation, ObjectKind kind, Span at) {
    ObjectKind own = Descriptions.kind(relation);
    boolean fits = relation instanceof CompositeType ? false : own == kind;
    if (!fits) {
      String article = kind == ObjectKind.INDEX ? "an " : "a ";
      throw Errors.wrongKind(relation.name(), "is not " + article + kind.words(), at);
    }
  }

  private Found column(QualifiedName name) {
    List<Name> parts = name.parts();
    if (parts.size() < 2) {
      throw Refusal.of("42601", "column name must be qualified", name.span());
    }
    QualifiedName table = new QualifiedName(parts.subList(0, parts.size() - 1), name.span());
    Relation relation = draft.names().findRelation(table);
    if (relation == null) {
      if (SystemCatalog.isRelation(draft, table)) {
        return new BuiltIn("column " + name.name() + " of table " + table.name());
      }
      throw draft.names().missingRelation(table);
    }
    Column column = relation.column(name.name());
    if (column == null) {
      if (SystemColumns.contains(name.name())) {
        return new BuiltIn("column " + name.name() + " of table " + relation.name());
      }
      throw Errors.noColumn(draft, parts.getLast(), relation);
    }
    return new InModel(Address.of(relation, column));
  }

  private Found onTable(ObjectReference reference, Schema.Space space, String of) {
    QualifiedName table = table(reference);
    Relation relation = draft.names().findRelation(table);
    if (relation == null) {
      if (SystemCatalog.isRelation(draft, table)) {
        throw TableProperties.missing(
            reference.kind(), reference.name().parts().getLast(), of, table.name());
      }
      throw draft.names().missingRelation(table);
    }
    SchemaObject found = draft.schema().find(space, relation.id(), reference.name().name());
    if (found == null) {
      throw TableProperties.missing(
          reference.kind(), reference.name().parts().getLast(), of, relation.name());
    }
    return model(found);
  }

  /// The table, server, language or access method that a reference names beside the object.
  static QualifiedName table(ObjectReference reference) {
    QualifiedName table = reference.table();
    if (table == null) {
      throw new IllegalStateException(reference.kind() + " without its table");
    }
    return table;
  }

  private Found domainConstraint(ObjectReference reference) {
    QualifiedName written = table(reference);
    DataType type = new TypeNames(draft).find(written);
    if (type == null) {
      throw missingType(written);
    }
    SchemaObject domain =
        type instanceof DataType.Created created ? draft.schema().object(created.id()) : null;
    if (!(domain instanceof UserType.DomainType)) {
      throw Errors.wrongKind(written.toString(), "is not a domain", written.span());
    }
    Constraint constraint =
        CheckConstraints.find(draft.schema(), domain.id(), reference.name().name());
    if (constraint == null) {
      throw Refusal.of(
              "42704",
              "constraint \""
                  + reference.name().name()
                  + "\" for domain "
                  + new Descriptions(draft).type(type)
                  + " does not exist",
              reference.name().span())
          .about(ObjectKind.CONSTRAINT, reference.name().name(), null, List.of(domain.name()));
    }
    return model(constraint);
  }

  /// The refusal of a type that does not exist: of its schema first.
  RuntimeException missingType(QualifiedName name) {
    String qualifier = name.qualifier();
    if (qualifier != null && draft.names().findNamespace(qualifier) == null) {
      return Errors.noSchema(qualifier, name.span());
    }
    GlobalObject.Extension extension = draft.schema().unknownExtension(name.name());
    return extension != null
        ? new Undecided("type " + name + " may come from extension " + extension.name())
        : Refusal.of("42704", "type \"" + name + "\" does not exist", name.span())
            .about(ObjectKind.TYPE, name);
  }

  private Found type(ObjectReference reference) {
    QualifiedName name = reference.name();
    DataType type = new TypeNames(draft).find(name);
    return switch (type) {
      case null -> throw missingType(name);
      case DataType.Created created -> {
        SchemaObject object = draft.schema().get(created.id(), SchemaObject.class);
        if (reference.kind() == ObjectKind.DOMAIN && !(object instanceof UserType.DomainType)) {
          throw Errors.wrongKind(name.toString(), "is not a domain", name.span());
        }
        yield model(object);
      }
      default -> {
        if (reference.kind() == ObjectKind.DOMAIN) {
          throw Errors.wrongKind(name.toString(), "is not a domain", name.span());
        }
        yield new BuiltIn("type " + new Descriptions(draft).type(type));
      }
    };
  }

  private Found global(Schema.Space space, ObjectReference reference) {
    SchemaObject found = draft.schema().find(space, 0, reference.name().name());
    if (found == null) {
      throw missing(reference);
    }
    return model(found);
  }

  private static Refusal missing(ObjectReference reference) {
    return Refusal.of(
            "42704",
            reference.kind().words() + " \"" + reference.name() + "\" does not exist",
            reference.name().span())
        .about(reference.kind(), reference.name());
  }

  private Found outside(ObjectReference reference, @Nullable NamedObject builtIn) {
    String name = reference.name().name();
    SchemaObject found = draft.schema().other(reference.kind(), 0, name);
    if (found != null) {
      return model(found);
    }
    if (builtIn != null && Builtin.of(draft.major()).has(builtIn, name)) {
      return new BuiltIn(reference.kind().words() + " " + name);
    }
    throw missing(reference);
  }

  private Found inSchema(ObjectReference reference, @Nullable NamedObject builtIn) {
    QualifiedName name = reference.name();
    SchemaObject found = draft.names().findOther(reference.kind(), name, "");
    if (found != null) {
      return model(found);
    }
    String qualifier = name.qualifier();
    if (qualifier != null && draft.names().findNamespace(qualifier) == null) {
      throw Errors.noSchema(qualifier, name.span());
    }
    if (builtIn != null
        && (qualifier == null || qualifier.equals(Names.CATALOG))
        && Builtin.of(draft.major()).has(builtIn, name.name())) {
      return new BuiltIn(reference.kind().words() + " " + name.name());
    }
    throw missing(reference);
  }

  private Found collation(QualifiedName name) {
    SchemaObject found = draft.names().findOther(ObjectKind.COLLATION, name, "");
    if (found != null) {
      return model(found);
    }
    Collations.find(draft, name);
    Builtin builtin = Builtin.of(draft.major());
    if (!builtin.has(NamedObject.COLLATION, name.name())
        && !builtin.has(NamedObject.ICU_COLLATION, name.name())) {
      throw new Undecided("collation " + name + " depends on the server's operating system");
    }
    return new BuiltIn("collation " + Identifiers.quoted(name.name()));
  }

  private Found userMapping(ObjectReference reference) {
    QualifiedName server = table(reference);
    String role = reference.name().name();
    SchemaObject found =
        draft.schema().other(ObjectKind.USER_MAPPING, 0, server.name() + " " + role);
    if (found != null) {
      return model(found);
    }
    if (!role.equals("public")) {
      Roles.get(draft, reference.name().parts().getLast());
    }
    if (draft.schema().other(ObjectKind.SERVER, 0, server.name()) == null) {
      throw Refusal.of("42704", "server \"" + server.name() + "\" does not exist", server.span())
          .about(ObjectKind.SERVER, server);
    }
    throw Refusal.of(
            "42704",
            "user mapping for \"" + role + "\" does not exist for server \"" + server.name() + "\"",
            reference.span())
        .restingOn(role, server.name());
  }

  private Found database(QualifiedName name) {
    if (Builtin.of(draft.major()).has(NamedObject.DATABASE, name.name())
        || draft.schema().other(ObjectKind.DATABASE, 0, name.name()) != null) {
      return new BuiltIn("database " + name.name());
    }
    throw new Undecided("which databases the server has is not known");
  }
}
