package dev.migrationsentry.execution;

import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.GlobalObject;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Routine;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.UserType;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.Option;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.TypeName;
import dev.migrationsentry.sql.ast.TypeStatement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Range types, with the multirange types and functions that come with them (manual, section
/// 8.17.8).
final class RangeTypes {
  private static final List<String> ATTRIBUTES =
      List.of(
          "subtype",
          "subtype_opclass",
          "collation",
          "canonical",
          "subtype_diff",
          "multirange_type_name");

  private final Draft draft;
  private final TypeStatement.CreateRange statement;
  private final Map<String, Option> options = new HashMap<>();

  private RangeTypes(Draft draft, TypeStatement.CreateRange statement) {
    this.draft = draft;
    this.statement = statement;
  }

  static void create(TypeStatement.CreateRange statement, Draft draft) {
    new RangeTypes(draft, statement).create();
  }

  private void create() {
    QualifiedName name = statement.type();
    Namespace namespace = draft.names().creationNamespace(name);
    UserType.BaseType shell = TypeStatements.shell(draft, namespace, name);
    DataType subtype = options();
    checkOperatorClass(subtype);
    Option collation = options.get("collation");
    if (collation != null) {
      if (!Collations.collatable(draft, subtype)) {
        throw Refusal.of(
            "42809",
            "range collation specified but subtype does not support collation",
            collation.span());
      }
      Collations.find(draft, name(collation));
    }
    checkFunctions(shell, subtype);
    int id = shell == null ? draft.create(next -> shellOf(next, namespace)).id() : shell.id();
    UserType.MultirangeType multirange = multirange(namespace, id);
    UserType.RangeType range =
        new UserType.RangeType(id, name.name(), namespace.id(), subtype, multirange.id());
    draft.replace(range);
    TypeStatements.created(draft, range);
    TypeStatements.dependOnType(draft, id, subtype);
    draft.depend(multirange.id(), id, Dependency.Kind.INTERNAL);
    functions(range, multirange);
  }

  private UserType.BaseType shellOf(int id, Namespace namespace) {
    String name = statement.type().name();
    return new UserType.BaseType(id, name, namespace.id(), true, 'P', false, false);
  }

  private DataType options() {
    DataType subtype = null;
    for (Option option : statement.options()) {
      if (!ATTRIBUTES.contains(option.name())) {
        throw Refusal.of(
            "42601", "type attribute \"" + option.name() + "\" not recognized", option.span());
      }
      if (options.put(option.name(), option) != null) {
        throw Refusal.of("42601", "conflicting or redundant options", option.span());
      }
      TypeName written = statement.subtype();
      if (option.name().equals("subtype") && written != null) {
        subtype = new TypeNames(draft).resolve(written);
      }
    }
    if (subtype == null) {
      throw Refusal.of("42601", "type attribute \"subtype\" is required", statement.span());
    }
    if (TypeStatements.isPseudo(draft, subtype)) {
      throw Refusal.of(
          "42804", "range subtype cannot be " + new Descriptions(draft).type(subtype), at());
    }
    return subtype;
  }

  private Span at() {
    TypeName written = statement.subtype();
    return written == null ? statement.span() : written.span();
  }

  private void checkOperatorClass(DataType subtype) {
    Option written = options.get("subtype_opclass");
    if (written != null) {
      new OperatorClasses(draft).resolve("btree", name(written), subtype, written.span());
      return;
    }
    try {
      new OperatorClasses(draft).resolve("btree", null, subtype, at());
    } catch (Refusal refusal) {
      throw refusal.hint(
          "You must specify an operator class for the range type or define a default operator"
              + " class for the subtype.");
    }
  }

  private void checkFunctions(UserType.@Nullable BaseType shell, DataType subtype) {
    Option canonical = options.get("canonical");
    if (canonical != null) {
      if (shell == null) {
        throw Refusal.of(
                "42P17",
                "cannot specify a canonical function without a pre-created shell type",
                canonical.span())
            .hint(
                "Create the type as a shell type, then create its canonicalization function, then"
                    + " do a full CREATE TYPE.");
      }
      BaseTypes.checkFunction(draft, name(canonical), statement.type().name(), canonical.span());
    }
    Option difference = options.get("subtype_diff");
    if (difference != null) {
      String type = new Descriptions(draft).type(subtype);
      BaseTypes.checkFunction(draft, name(difference), type + ", " + type, difference.span());
    }
  }

  private static QualifiedName name(Option option) {
    Span at = option.span();
    return BaseTypes.name(String.valueOf(option.value()), at);
  }

  private UserType.MultirangeType multirange(Namespace rangeNamespace, int range) {
    Option written = options.get("multirange_type_name");
    String rangeName = statement.type().name();
    String name;
    Namespace namespace = rangeNamespace;
    if (written != null) {
      QualifiedName given = name(written);
      namespace = draft.names().creationNamespace(given);
      name = given.name();
    } else {
      int at = rangeName.indexOf("range");
      name =
          at >= 0
              ? Name.truncate(rangeName.substring(0, at) + "multi" + rangeName.substring(at))
              : ChosenNames.joined(rangeName, null, "multirange");
    }
    if (draft.schema().find(Schema.Space.TYPE, namespace.id(), name) != null) {
      Refusal taken = Errors.typeExists(name, written == null ? at() : written.span());
      throw written != null
          ? taken
          : taken
              .detail("Failed while creating a multirange type for type \"" + rangeName + "\".")
              .hint(
                  "You can manually specify a multirange type name using the"
                      + " \"multirange_type_name\" attribute.");
    }
    int namespaceId = namespace.id();
    UserType.MultirangeType type =
        draft.create(id -> new UserType.MultirangeType(id, name, namespaceId, range));
    draft.depend(type.id(), namespaceId, Dependency.Kind.NORMAL);
    return type;
  }

  /// The functions that make values of the two types, and the cast from the one to the other.
  private void functions(UserType.RangeType range, UserType.MultirangeType multirange) {
    DataType of = new DataType.Created(range.id(), List.of());
    DataType many = new DataType.Created(multirange.id(), List.of());
    function(range, of, in(range.subtype()), in(range.subtype()));
    function(range, of, in(range.subtype()), in(range.subtype()), in(DataType.builtin("text")));
    function(multirange, many);
    Routine single = function(multirange, many, in(of));
    function(
        multirange, many, new Routine.Parameter("variadic", null, new DataType.Array(of), false));
    SchemaObject cast =
        draft.create(
            id -> new GlobalObject.Cast(id, of, many, "function", single.id(), "explicit"));
    draft.depend(cast.id(), multirange.id(), Dependency.Kind.INTERNAL);
  }

  private static Routine.Parameter in(DataType type) {
    return new Routine.Parameter("in", null, type, false);
  }

  private Routine function(UserType type, DataType returns, Routine.Parameter... parameters) {
    Routine routine =
        draft.create(id ->
            new Routine(
                id,
                type.name(),
                type.namespace(),
                Routine.RoutineKind.FUNCTION,
                List.of(parameters),
                returns,
                false,
                "internal",
                null,
                'i',
                false,
                false));
    draft.depend(routine.id(), type.id(), Dependency.Kind.INTERNAL);
    return routine;
  }
}
