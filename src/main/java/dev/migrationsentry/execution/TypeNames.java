package dev.migrationsentry.execution;

import dev.migrationsentry.builtin.Builtin;
import dev.migrationsentry.builtin.CatalogType;
import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.GlobalObject;
import dev.migrationsentry.schema.IntervalFields;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.UserType;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.TypeName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the types that statements name (manual, chapter 8), as the server's `typenameType`.
final class TypeNames {
  private final Draft draft;

  TypeNames(Draft draft) {
    this.draft = draft;
  }

  /// The type of a written name; [DataType.Undecided] when it may be one of an extension whose
  /// contents are not known.
  ///
  /// @throws Refusal 42704 when there is none, 3F000 when its schema does not exist, or what is
  ///   wrong with its modifiers
  DataType resolve(TypeName written) {
    DataType type = find(written);
    if (type == null) {
      throw missing(written);
    }
    return type;
  }

  /// As [#resolve], but a type that is only announced will do: for functions in C.
  DataType resolveOrShell(TypeName written) {
    DataType type = written.percentType() ? null : find(written.name());
    return type != null && isShell(type) ? type : resolve(written);
  }

  private boolean isShell(DataType type) {
    return draft.schema().object(id(type)) instanceof UserType.BaseType base && base.shell();
  }

  /// As [#resolve], but null when there is no such type.
  @Nullable DataType find(TypeName written) {
    if (written.percentType()) {
      return columnType(written);
    }
    DataType type = find(written.name());
    if (type == null) {
      return extensionType(written.name());
    }
    if (isShell(type)) {
      throw Refusal.of("42704", "type \"" + text(written) + "\" is only a shell", written.span());
    }
    DataType modified = modified(type, written);
    return written.dimensions() == 0 || modified instanceof DataType.Array
        ? modified
        : new DataType.Array(modified);
  }

  private static int id(DataType type) {
    return type instanceof DataType.Created created ? created.id() : 0;
  }

  /// The type of a name without modifiers, or null.
  @Nullable DataType find(QualifiedName name) {
    String qualifier = name.qualifier();
    if (qualifier != null) {
      Namespace namespace = draft.names().findNamespace(qualifier);
      return namespace == null ? null : findIn(namespace, name.name());
    }
    for (int id : draft.names().path()) {
      DataType found = findIn(draft.get(id, Namespace.class), name.name());
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private @Nullable DataType findIn(Namespace namespace, String name) {
    SchemaObject object = draft.schema().find(Schema.Space.TYPE, namespace.id(), name);
    if (object != null) {
      return new DataType.Created(object.id(), List.of());
    }
    boolean catalog = namespace.name().equals(Names.CATALOG);
    if (catalog || namespace.name().equals("information_schema")) {
      String key = catalog ? name : namespace.name() + "." + name;
      CatalogType type = Builtin.of(draft.major()).type(key);
      if (type != null) {
        String element = type.elementType();
        return element != null && type.name().startsWith("_")
            ? new DataType.Array(DataType.builtin(element))
            : DataType.builtin(type.name());
      }
    }
    if (name.length() > 1 && name.charAt(0) == '_') {
      SchemaObject element =
          draft.schema().find(Schema.Space.TYPE, namespace.id(), name.substring(1));
      if (element != null) {
        return new DataType.Array(new DataType.Created(element.id(), List.of()));
      }
    }
    return null;
  }

  /// A type that may come from an installed extension of which the contents are not known.
  private @Nullable DataType extensionType(QualifiedName name) {
    GlobalObject.Extension extension = draft.schema().unknownExtension(name.name());
    if (extension == null) {
      return null;
    }
    if (!ExternalExtensions.hasType(extension.name(), name.name())) {
      draft.doubt("type " + name + " may come from extension " + extension.name());
    }
    return new DataType.Undecided();
  }

  private RuntimeException missing(TypeName written) {
    QualifiedName name = written.name();
    String qualifier = name.qualifier();
    if (qualifier != null && draft.names().findNamespace(qualifier) == null) {
      return Errors.noSchema(qualifier, written.span());
    }
    return Refusal.of("42704", "type \"" + text(written) + "\" does not exist", written.span())
        .about(ObjectKind.TYPE, name);
  }

  /// A type's name as messages repeat it.
  static String text(TypeName written) {
    return written.name()
        + (written.percentType() ? "%TYPE" : "")
        + (written.dimensions() > 0 ? "[]" : "");
  }

  /// `table.column%TYPE`.
  private DataType columnType(TypeName written) {
    List<Name> parts = written.name().parts();
    if (parts.size() < 2) {
      throw Refusal.of(
          "42601",
          "improper %TYPE reference (too few dotted names): " + written.name(),
          written.span());
    }
    QualifiedName table =
        new QualifiedName(parts.subList(0, parts.size() - 1), written.name().span());
    Relation relation = draft.names().relation(table);
    Column column = relation.column(parts.getLast().stored());
    if (column == null) {
      throw Refusal.of(
              "42703",
              "column \""
                  + parts.getLast().value()
                  + "\" of relation \""
                  + table.name()
                  + "\" does not exist",
              written.span())
          .about(
              ObjectKind.COLUMN,
              parts.getLast().stored(),
              null,
              List.of(Descriptions.qualified(draft.schema(), relation)));
    }
    DataType type = column.type();
    return written.dimensions() == 0 || type instanceof DataType.Array
        ? type
        : new DataType.Array(type);
  }

  private DataType modified(DataType type, TypeName written) {
    List<Integer> modifiers = new ArrayList<>();
    for (Expression modifier : written.modifiers()) {
      Integer value = number(modifier);
      if (value == null) {
        // The modifiers of an extension's types may be words: geometry(Point, 4326).
        return type;
      }
      modifiers.add(value);
    }
    return switch (type) {
      case DataType.Builtin builtin ->
          new DataType.Builtin(
              builtin.name(), TypeModifiers.checked(draft, builtin.name(), modifiers, written));
      case DataType.Created created -> {
        if (!modifiers.isEmpty()
            && !(draft.schema().object(created.id()) instanceof UserType.BaseType)) {
          throw TypeModifiers.notAllowed(written);
        }
        yield new DataType.Created(created.id(), modifiers);
      }
      case DataType.Array array -> {
        DataType element = modified(array.element(), written);
        yield new DataType.Array(element);
      }
      case DataType.Undecided undecided -> undecided;
    };
  }

  private static @Nullable Integer number(Expression modifier) {
    return switch (modifier) {
      case Expression.Constant constant when constant.kind() == Expression.Constant.Kind.INTEGER ->
          parse(constant.value());
      case Expression.Operation operation
          when operation.left() == null && operation.operator().equals("-") -> {
        Integer value = number(operation.right());
        yield value == null ? null : Integer.valueOf(-value);
      }
      default -> null;
    };
  }

  private static @Nullable Integer parse(String digits) {
    try {
      return Integer.valueOf(digits);
    } catch (NumberFormatException tooLong) {
      return null;
    }
  }

  /// The mask of an interval's fields followed by its precision, as the server keeps them.
  static List<Integer> interval(@Nullable String fields, List<Integer> modifiers) {
    if (fields == null && modifiers.isEmpty()) {
      return List.of();
    }
    List<Integer> kept = new ArrayList<>();
    kept.add(fields == null ? IntervalFields.ALL : IntervalFields.mask(fields));
    kept.addAll(modifiers);
    return kept;
  }
}
