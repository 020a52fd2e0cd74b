package dev.migrationsentry.execution;

import dev.migrationsentry.builtin.Builtin;
import dev.migrationsentry.builtin.CatalogFunction;
import dev.migrationsentry.builtin.CatalogType;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.GlobalObject;
import dev.migrationsentry.schema.Routine;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.ObjectReference;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds routines by name and argument types: the server's `LookupFuncWithArgs`.
final class RoutineLookup {
  private final Draft draft;

  RoutineLookup(Draft draft) {
    this.draft = draft;
  }

  /// What a reference of kind FUNCTION, PROCEDURE, ROUTINE or AGGREGATE leads to.
  ///
  /// @throws Refusal 42883 when there is none, 42725 when there are several, 42809 when it is of
  ///   another kind
  ObjectLookup.Found find(ObjectReference reference) {
    List<ObjectReference.Parameter> arguments = reference.arguments();
    return arguments == null ? byName(reference) : bySignature(reference, arguments);
  }

  private ObjectLookup.Found byName(ObjectReference reference) {
    QualifiedName name = reference.name();
    checkSchema(name);
    List<Routine> routines = new ArrayList<>();
    for (SchemaObject object : draft.names().findAll(Schema.Space.ROUTINE, name)) {
      if (object instanceof Routine routine
          && (isKind(routine, reference.kind()) || reference.kind() == ObjectKind.FUNCTION)) {
        routines.add(routine);
      }
    }
    List<CatalogFunction> builtIn = builtIn(name);
    if (routines.size() + builtIn.size() > 1) {
      throw Refusal.of(
              "42725",
              words(reference.kind()) + " name \"" + name + "\" is not unique",
              name.span())
          .hint(
              "Specify the argument list to select the "
                  + words(reference.kind())
                  + " unambiguously.")
          .restingOn(name.name());
    }
    if (!routines.isEmpty()) {
      Routine routine = routines.getFirst();
      checkKind(routine, reference);
      return new ObjectLookup.InModel(Address.of(routine));
    }
    if (!builtIn.isEmpty()) {
      return new ObjectLookup.BuiltIn(words(builtIn.getFirst()));
    }
    throw maybeOfExtension(
        reference, "could not find " + article(reference.kind()) + " named \"" + name + "\"");
  }

  private static String article(ObjectKind kind) {
    return switch (kind) {
      case PROCEDURE -> "a procedure";
      case AGGREGATE -> "an aggregate";
      default -> "a function";
    };
  }

  private static String words(ObjectKind kind) {
    return kind == ObjectKind.ROUTINE ? "routine" : kind.words();
  }

  private void checkSchema(QualifiedName name) {
    String qualifier = name.qualifier();
    if (qualifier != null) {
      draft.names().namespace(qualifier, name.span());
    }
  }

  private ObjectLookup.Found bySignature(
      ObjectReference reference, List<ObjectReference.Parameter> arguments) {
    QualifiedName name = reference.name();
    List<DataType> types = new ArrayList<>();
    for (ObjectReference.Parameter parameter : arguments) {
      TypeName type = parameter.type();
      if (type != null && !parameter.mode().equals("out")) {
        types.add(new TypeNames(draft).resolve(type).unmodified());
      }
    }
    checkSchema(name);
    Routine routine = find(name, types);
    if (routine != null) {
      checkKind(routine, reference);
      return new ObjectLookup.InModel(Address.of(routine));
    }
    for (CatalogFunction function : builtIn(name)) {
      if (types(function).equals(types)) {
        checkKind(function, reference);
        return new ObjectLookup.BuiltIn(words(function));
      }
    }
    Descriptions words = new Descriptions(draft);
    throw maybeOfExtension(
        reference,
        switch (reference.kind()) {
              case PROCEDURE -> "procedure ";
              case AGGREGATE -> "aggregate ";
              default -> "function ";
            }
            + (reference.kind() == ObjectKind.AGGREGATE && types.isEmpty()
                ? name + "(*)"
                : name
                    + "("
                    + types.stream().map(words::type).collect(Collectors.joining(", "))
                    + ")")
            + " does not exist");
  }

  /// The routine of a name with exactly these input types, or null.
  @Nullable Routine find(QualifiedName name, List<DataType> types) {
    for (SchemaObject object : draft.names().findAll(Schema.Space.ROUTINE, name)) {
      if (object instanceof Routine routine && routine.inputTypes().equals(types)) {
        return routine;
      }
    }
    return null;
  }

  private List<CatalogFunction> builtIn(QualifiedName name) {
    String qualifier = name.qualifier();
    return qualifier == null || qualifier.equals(Names.CATALOG)
        ? Builtin.of(draft.major()).functions(name.name())
        : List.of();
  }

  private List<DataType> types(CatalogFunction function) {
    List<DataType> types = new ArrayList<>();
    for (CatalogFunction.Parameter parameter : function.parameters()) {
      types.add(ofKey(draft, parameter.type()));
    }
    return types;
  }

  /// The type of a key of the built-in catalog.
  static DataType ofKey(Draft draft, String key) {
    CatalogType type = Builtin.of(draft.major()).type(key);
    String element = type == null ? null : type.elementType();
    return element != null && key.startsWith("_")
        ? new DataType.Array(DataType.builtin(element))
        : DataType.builtin(key);
  }

  private String words(CatalogFunction function) {
    Descriptions words = new Descriptions(draft);
    return "function "
        + function.name()
        + "("
        + types(function).stream().map(words::type).collect(Collectors.joining(","))
        + ")";
  }

  private RuntimeException maybeOfExtension(ObjectReference reference, String message) {
    GlobalObject.Extension extension = draft.schema().unknownExtension();
    return extension != null
        ? new Undecided(reference.name() + " may come from extension " + extension.name())
        : Refusal.of("42883", message, reference.span()).about(reference.kind(), reference.name());
  }

  private static boolean isKind(Routine routine, ObjectKind kind) {
    return switch (kind) {
      case PROCEDURE -> routine.kind() == Routine.RoutineKind.PROCEDURE;
      case AGGREGATE -> routine.kind() == Routine.RoutineKind.AGGREGATE;
      case ROUTINE -> true;
      default ->
          routine.kind() == Routine.RoutineKind.FUNCTION
              || routine.kind() == Routine.RoutineKind.WINDOW;
    };
  }

  private void checkKind(Routine routine, ObjectReference reference) {
    if (isKind(routine, reference.kind())) {
      return;
    }
    // DROP FUNCTION finds aggregates too, and has a word of its own for them.
    if (reference.kind() == ObjectKind.FUNCTION
        && routine.kind() == Routine.RoutineKind.AGGREGATE) {
      return;
    }
    throw wrongKind(new Descriptions(draft).signature(routine), reference);
  }

  private void checkKind(CatalogFunction function, ObjectReference reference) {
    boolean aggregate = function.kind().isAggregate();
    boolean fits =
        switch (reference.kind()) {
          case PROCEDURE -> function.kind() == CatalogFunction.Kind.PROCEDURE;
          case AGGREGATE -> aggregate;
          case ROUTINE -> true;
          default -> function.kind() != CatalogFunction.Kind.PROCEDURE;
        };
    if (!fits) {
      String words = words(function);
      throw wrongKind(words.substring(words.indexOf(' ') + 1), reference);
    }
  }

  private static Refusal wrongKind(String signature, ObjectReference reference) {
    String message =
        switch (reference.kind()) {
          case PROCEDURE -> signature + " is not a procedure";
          case AGGREGATE -> "function " + signature + " is not an aggregate";
          default -> signature + " is not a function";
        };
    return Refusal.of("42809", message, reference.span()).restingOn(reference.name().name());
  }
}
