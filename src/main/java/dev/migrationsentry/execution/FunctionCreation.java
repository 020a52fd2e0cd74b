package dev.migrationsentry.execution;

import dev.migrationsentry.builtin.Builtin;
import dev.migrationsentry.builtin.NamedObject;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Routine;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.TypeText;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.Opaque;
import dev.migrationsentry.sql.ast.Option;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.RoutineStatement;
import dev.migrationsentry.sql.ast.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// CREATE FUNCTION and CREATE PROCEDURE: the server's `CreateFunction` and `ProcedureCreate`.
final class FunctionCreation {
  private final Draft draft;
  private final RoutineStatement.CreateFunction statement;

  private FunctionCreation(Draft draft, RoutineStatement.CreateFunction statement) {
    this.draft = draft;
    this.statement = statement;
  }

  static void execute(RoutineStatement.CreateFunction statement, Draft draft) {
    new FunctionCreation(draft, statement).execute();
  }

  private void execute() {
    Namespace namespace = draft.names().creationNamespace(statement.name());
    String language = language();
    boolean known =
        Builtin.of(draft.major()).has(NamedObject.LANGUAGE, language)
            || draft.schema().other(ObjectKind.LANGUAGE, 0, language) != null;
    if (!known) {
      throw Refusal.of("42704", "language \"" + language + "\" does not exist", statement.span())
          .restingOn(language);
    }
    List<Routine.Parameter> parameters = parameters();
    DataType returns = returns(parameters);
    boolean atomic = statement.body() instanceof RoutineStatement.SqlBody body && body.atomic();
    if (atomic) {
      checkBody(language);
    }
    Routine made =
        new Routine(
            draft.schema().nextId(),
            statement.name().name(),
            namespace.id(),
            statement.procedure() ? Routine.RoutineKind.PROCEDURE : Routine.RoutineKind.FUNCTION,
            parameters,
            returns,
            statement.returnsTable() || returnsSet(),
            language,
            statement.body(),
            volatility(),
            has("strict", "true"),
            has("security", "definer"));
    Routine existing = existing(namespace, made);
    if (existing == null) {
      draft.create(id -> made);
      draft.created(made);
    } else {
      replace(existing, made);
    }
    if (!atomic) {
      // The server reads the text of a body when the function is there: it may call itself.
      checkBody(language);
    }
    int id = existing == null ? made.id() : existing.id();
    parameters.forEach(parameter -> depend(id, parameter.type()));
    depend(id, returns);
  }

  private String language() {
    String language = statement.language();
    return language == null ? "sql" : language;
  }

  private boolean returnsSet() {
    TypeName returns = statement.returns();
    return returns != null && returns.setOf();
  }

  private void depend(int id, DataType type) {
    switch (type) {
      case DataType.Created created when created.id() != id ->
          draft.depend(id, created.id(), Dependency.Kind.NORMAL);
      case DataType.Array array -> depend(id, array.element());
      default -> {}
    }
  }

  private List<Routine.Parameter> parameters() {
    List<Routine.Parameter> parameters = new ArrayList<>();
    for (RoutineStatement.Parameter parameter : statement.parameters()) {
      Name name = parameter.name();
      parameters.add(
          new Routine.Parameter(
              parameter.mode(),
              name == null ? null : name.stored(),
              type(parameter.type()),
              parameter.defaultValue() != null));
    }
    return parameters;
  }

  private DataType type(TypeName written) {
    TypeNames types = new TypeNames(draft);
    return (language().equals("sql") ? types.resolve(written) : types.resolveOrShell(written))
        .unmodified();
  }

  private DataType returns(List<Routine.Parameter> parameters) {
    List<Routine.Parameter> outputs =
        parameters.stream()
            .filter(parameter ->
                parameter.mode().equals("out")
                    || parameter.mode().equals("inout")
                    || parameter.mode().equals("table"))
            .toList();
    TypeName written = statement.returns();
    if (written != null && !statement.returnsTable()) {
      return type(written);
    }
    if (outputs.size() == 1 && !statement.procedure()) {
      return outputs.getFirst().type();
    }
    if (outputs.isEmpty()) {
      if (!statement.procedure()) {
        throw Refusal.of("42P13", "function result type must be specified", statement.span());
      }
      return DataType.builtin("void");
    }
    return DataType.builtin("record");
  }

  private void checkBody(String language) {
    String setting = draft.session().setting("check_function_bodies");
    boolean off = "off".equals(setting) || "false".equals(setting);
    boolean checked = !off;
    if (statement.body() instanceof RoutineStatement.ForeignBody foreign && checked) {
      Opaque.SyntaxFailure failure = foreign.failure();
      if (failure != null) {
        throw Refusal.of(failure.sqlState(), failure.message(), failure.at());
      }
    }
    if (statement.body() instanceof RoutineStatement.SqlBody body && language.equals("sql")) {
      SqlBodyCheck.check(draft, statement, body, checked);
    }
  }

  private char volatility() {
    for (Option option : statement.options()) {
      if (option.name().equals("volatility") && option.value() != null) {
        return option.value().charAt(0);
      }
    }
    return 'v';
  }

  private boolean has(String name, String value) {
    return statement.options().stream()
        .anyMatch(option -> option.name().equals(name) && value.equals(option.value()));
  }

  private @Nullable Routine existing(Namespace namespace, Routine made) {
    for (SchemaObject object :
        draft.schema().findAll(Schema.Space.ROUTINE, namespace.id(), made.name())) {
      if (object instanceof Routine routine && routine.inputTypes().equals(made.inputTypes())) {
        return routine;
      }
    }
    return null;
  }

  private void replace(Routine existing, Routine made) {
    QualifiedName name = statement.name();
    if (!statement.orReplace()) {
      throw Refusal.of(
              "42723",
              "function \"" + name.name() + "\" already exists with same argument types",
              name.span())
          .about(ObjectKind.FUNCTION, name);
    }
    if (existing.kind() != made.kind()) {
      throw Refusal.of("42809", "cannot change routine kind", statement.span())
          .detail(
              "\""
                  + name.name()
                  + "\" is "
                  + (existing.kind() == Routine.RoutineKind.AGGREGATE
                      ? "an aggregate function"
                      : existing.kind() == Routine.RoutineKind.PROCEDURE
                          ? "a procedure"
                          : "a function")
                  + ".");
    }
    boolean undecided =
        existing.returns() instanceof DataType.Undecided
            || made.returns() instanceof DataType.Undecided;
    boolean otherColumns =
        made.returns().equals(DataType.builtin("record"))
            && !columns(existing).equals(columns(made));
    if (!undecided
        && (!existing.returns().equals(made.returns())
            || otherColumns
            || existing.returnsSet() != made.returnsSet())) {
      throw Refusal.of("42P13", "cannot change return type of existing function", statement.span())
          .detail(otherColumns ? "Row type defined by OUT parameters is different." : null)
          .hint("Use DROP FUNCTION " + signature(existing) + " first.");
    }
    checkNames(existing, made);
    draft.schema(draft.schema().withoutDependencies(existing.id()));
    Routine replaced =
        new Routine(
            existing.id(),
            made.name(),
            made.namespace(),
            made.kind(),
            made.parameters(),
            made.returns(),
            made.returnsSet(),
            made.language(),
            made.body(),
            made.volatility(),
            made.strict(),
            made.securityDefiner());
    draft.replace(replaced);
    draft.altered(replaced);
  }

  private static List<String> columns(Routine routine) {
    return routine.parameters().stream()
        .filter(parameter -> !parameter.mode().equals("in") && !parameter.mode().equals("variadic"))
        .map(parameter -> parameter.name() + " " + parameter.type())
        .toList();
  }

  private void checkNames(Routine existing, Routine made) {
    List<Routine.Parameter> before = inputs(existing);
    List<Routine.Parameter> now = inputs(made);
    for (int i = 0; i < before.size(); i++) {
      String name = before.get(i).name();
      if (name != null && !name.equals(now.get(i).name())) {
        throw Refusal.of(
                "42P13", "cannot change name of input parameter \"" + name + "\"", statement.span())
            .hint("Use DROP FUNCTION " + signature(existing) + " first.");
      }
      if (before.get(i).hasDefault() && !now.get(i).hasDefault()) {
        throw Refusal.of(
                "42P13",
                "cannot remove parameter defaults from existing function",
                statement.span())
            .hint("Use DROP FUNCTION " + signature(existing) + " first.");
      }
    }
  }

  private static List<Routine.Parameter> inputs(Routine routine) {
    return routine.parameters().stream()
        .filter(parameter -> !parameter.mode().equals("out") && !parameter.mode().equals("table"))
        .toList();
  }

  private String signature(Routine routine) {
    TypeText text =
        new TypeText(draft.schema(), object -> draft.names().visible(object, Schema.Space.TYPE));
    return routine.name()
        + routine.inputTypes().stream().map(text::bare).collect(Collectors.joining(",", "(", ")"));
  }
}
