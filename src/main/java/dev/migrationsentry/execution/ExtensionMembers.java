package dev.migrationsentry.execution;

import dev.migrationsentry.builtin.Builtin;
import dev.migrationsentry.builtin.CatalogCast;
import dev.migrationsentry.builtin.CatalogColumn;
import dev.migrationsentry.builtin.CatalogFunction;
import dev.migrationsentry.builtin.CatalogOperator;
import dev.migrationsentry.builtin.CatalogRelation;
import dev.migrationsentry.builtin.CatalogType;
import dev.migrationsentry.builtin.NamedObject;
import dev.migrationsentry.builtin.ObjectSet;
import dev.migrationsentry.builtin.OperatorClass;
import dev.migrationsentry.builtin.Volatility;
import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.CompositeType;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.GlobalObject;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Routine;
import dev.migrationsentry.schema.Rows;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.UserType;
import dev.migrationsentry.schema.View;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.ObjectKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/// Creates the objects that an extension brings along.
final class ExtensionMembers {
  /// The access methods that index classes are made for.
  private static final List<String> METHODS =
      List.of("btree", "hash", "gist", "gin", "spgist", "brin", "bloom");

  private final Draft draft;
  private final GlobalObject.Extension extension;
  private final Namespace namespace;
  private final Span at;
  private final Map<String, DataType> types = new HashMap<>();

  ExtensionMembers(Draft draft, GlobalObject.Extension extension, Namespace namespace, Span at) {
    this.draft = draft;
    this.extension = extension;
    this.namespace = namespace;
    this.at = at;
  }

  /// Creates them.
  ///
  /// @throws Refusal 42710, 42723 or 42P07 when one of the names is taken
  void create(ObjectSet contents) {
    List<CatalogType> declared = contents.types();
    for (CatalogType type : declared) {
      if (type.kind() == CatalogType.Kind.BASE && !isArray(type)) {
        checkFree(type.name());
        remember(
            type,
            member(id ->
                new UserType.BaseType(
                    id,
                    type.name(),
                    namespace.id(),
                    false,
                    type.category(),
                    type.preferred(),
                    type.collatable())));
      }
    }
    for (CatalogType type : declared) {
      other(type);
    }
    for (CatalogFunction function : contents.functions()) {
      function(function);
    }
    for (CatalogRelation relation : contents.relations()) {
      relation(relation);
    }
    for (CatalogOperator operator : contents.operators()) {
      operator(operator);
    }
    for (CatalogCast cast : contents.casts()) {
      cast(cast);
    }
    for (String method : METHODS) {
      for (OperatorClass operatorClass : contents.operatorClasses(method)) {
        operatorClass(operatorClass);
      }
    }
    names(contents, NamedObject.ACCESS_METHOD, ObjectKind.ACCESS_METHOD);
    names(contents, NamedObject.FOREIGN_DATA_WRAPPER, ObjectKind.FOREIGN_DATA_WRAPPER);
    names(contents, NamedObject.LANGUAGE, ObjectKind.LANGUAGE);
    names(contents, NamedObject.TEXT_SEARCH_TEMPLATE, ObjectKind.TEXT_SEARCH_TEMPLATE);
    names(contents, NamedObject.TEXT_SEARCH_DICTIONARY, ObjectKind.TEXT_SEARCH_DICTIONARY);
    names(contents, NamedObject.TEXT_SEARCH_PARSER, ObjectKind.TEXT_SEARCH_PARSER);
    names(contents, NamedObject.TEXT_SEARCH_CONFIGURATION, ObjectKind.TEXT_SEARCH_CONFIGURATION);
  }

  private <T extends SchemaObject> T member(IntFunction<T> maker) {
    T object = draft.create(maker);
    draft.depend(object.id(), extension.id(), Dependency.Kind.EXTENSION);
    if (object.namespace() != 0) {
      draft.depend(object.id(), object.namespace(), Dependency.Kind.NORMAL);
    }
    return object;
  }

  private static boolean isArray(CatalogType type) {
    return type.category() == 'A' && type.elementType() != null;
  }

  private void checkFree(String type) {
    if (draft.schema().find(Schema.Space.TYPE, namespace.id(), type) != null) {
      throw Errors.typeExists(type, at);
    }
  }

  private void remember(CatalogType type, SchemaObject object) {
    types.put(type.name(), new DataType.Created(object.id(), List.of()));
  }

  private void other(CatalogType type) {
    String base = type.baseType();
    switch (type.kind()) {
      case DOMAIN -> {
        checkFree(type.name());
        DataType under = type(String.valueOf(base));
        remember(
            type,
            member(id ->
                new UserType.DomainType(
                    id, type.name(), namespace.id(), under, null, type.notNull(), null)));
      }
      case COMPOSITE -> {
        checkFree(type.name());
        PVector<Column> columns = columns(type.columns());
        remember(
            type,
            member(id ->
                new CompositeType(id, type.name(), namespace.id(), columns, columns.size() + 1)));
      }
      case BASE, ENUM, PSEUDO, RANGE, MULTIRANGE -> {}
    }
  }

  private PVector<Column> columns(List<CatalogColumn> written) {
    PVector<Column> columns = TreePVector.empty();
    for (CatalogColumn column : written) {
      columns = columns.plus(Column.plain(columns.size() + 1, column.name(), type(column.type())));
    }
    return columns;
  }

  /// The type of a key.
  private DataType type(String key) {
    DataType known = types.get(key);
    if (known == null) {
      known = find(key);
      types.put(key, known);
    }
    return known;
  }

  private DataType find(String key) {
    CatalogType builtin = Builtin.of(draft.major()).type(key);
    if (builtin != null) {
      String element = builtin.elementType();
      return element != null && key.startsWith("_")
          ? new DataType.Array(DataType.builtin(element))
          : DataType.builtin(key);
    }
    if (key.startsWith("_")) {
      return new DataType.Array(type(key.substring(1)));
    }
    return required(key);
  }

  /// A type of an extension that this one requires.
  private DataType required(String key) {
    for (Dependency dependency : draft.schema().dependencies(extension.id())) {
      if (draft.schema().object(dependency.referenced())
          instanceof GlobalObject.Extension requirement) {
        SchemaObject type = draft.schema().find(Schema.Space.TYPE, requirement.schema(), key);
        if (type != null) {
          return new DataType.Created(type.id(), List.of());
        }
      }
    }
    return new DataType.Undecided();
  }

  private void function(CatalogFunction function) {
    List<Routine.Parameter> parameters = new ArrayList<>();
    for (CatalogFunction.Parameter parameter : function.parameters()) {
      parameters.add(
          new Routine.Parameter(
              parameter.variadic() ? "variadic" : "in",
              parameter.name().isEmpty() ? null : parameter.name(),
              type(parameter.type()),
              parameter.hasDefault()));
    }
    List<DataType> inputs = parameters.stream().map(Routine.Parameter::type).toList();
    for (SchemaObject namesake :
        draft.schema().findAll(Schema.Space.ROUTINE, namespace.id(), function.name())) {
      if (namesake instanceof Routine routine && routine.inputTypes().equals(inputs)) {
        throw Refusal.of(
                "42723",
                "function \"" + function.name() + "\" already exists with same argument types",
                at)
            .about(ObjectKind.FUNCTION, function.name(), namespace.name(), List.of());
      }
    }
    for (CatalogColumn column : function.columns()) {
      parameters.add(
          new Routine.Parameter(
              function.returnsSet() ? "table" : "out",
              column.name().isEmpty() ? null : column.name(),
              type(column.type()),
              false));
    }
    DataType returns = type(function.returnType());
    member(id ->
        new Routine(
            id,
            function.name(),
            namespace.id(),
            kind(function.kind()),
            parameters,
            returns,
            function.returnsSet(),
            "c",
            null,
            letter(function.volatility()),
            false,
            false));
  }

  private static Routine.RoutineKind kind(CatalogFunction.Kind kind) {
    return switch (kind) {
      case FUNCTION -> Routine.RoutineKind.FUNCTION;
      case PROCEDURE -> Routine.RoutineKind.PROCEDURE;
      case WINDOW -> Routine.RoutineKind.WINDOW;
      case AGGREGATE, ORDERED_SET_AGGREGATE, HYPOTHETICAL_SET_AGGREGATE ->
          Routine.RoutineKind.AGGREGATE;
    };
  }

  private static char letter(Volatility volatility) {
    return switch (volatility) {
      case IMMUTABLE -> 'i';
      case STABLE -> 's';
      case VOLATILE -> 'v';
    };
  }

  /// A view: the extensions that are known bring no other relations.
  private void relation(CatalogRelation relation) {
    if (draft.schema().relation(namespace.id(), relation.name()) != null) {
      throw Errors.relationExists(relation.name(), at);
    }
    PVector<Column> columns = columns(relation.columns());
    member(id ->
        new View(
            id, relation.name(), namespace.id(), false, false, columns, null, true, Rows.UNKNOWN));
  }

  private void operator(CatalogOperator operator) {
    String left = operator.left();
    @Nullable DataType leftType = left == null ? null : type(left);
    DataType right = type(operator.right());
    DataType result = type(operator.result());
    member(id ->
        new GlobalObject.Operator(
            id,
            operator.symbol(),
            namespace.id(),
            leftType,
            right,
            result,
            letter(operator.volatility())));
  }

  private void cast(CatalogCast cast) {
    DataType source = type(cast.source());
    DataType target = type(cast.target());
    String method =
        switch (cast.method()) {
          case BINARY -> "binary";
          case FUNCTION -> "function";
          case INPUT_OUTPUT -> "inout";
        };
    member(id ->
        new GlobalObject.Cast(
            id, source, target, method, 0, cast.context().name().toLowerCase(Locale.ROOT)));
  }

  private void operatorClass(OperatorClass operatorClass) {
    DataType type = type(operatorClass.type());
    member(id ->
        new GlobalObject.OperatorClass(
            id,
            operatorClass.name(),
            namespace.id(),
            operatorClass.accessMethod(),
            type,
            operatorClass.isDefault()));
  }

  private void names(ObjectSet contents, NamedObject kind, ObjectKind objectKind) {
    for (String name : contents.names(kind)) {
      named(objectKind, name);
    }
  }

  /// Creates an object of which only the name counts.
  void named(ObjectKind kind, String name) {
    int scope = kind.words().startsWith("text search") ? namespace.id() : 0;
    member(id -> new GlobalObject.Other(id, kind, name, scope, "", ""));
  }
}
