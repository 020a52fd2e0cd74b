package dev.migrationsentry.sql;

import dev.migrationsentry.sql.PlScope.Kind;
import dev.migrationsentry.sql.PlScope.Variable;
import dev.migrationsentry.sql.ast.RoutineStatement.CreateFunction;
import dev.migrationsentry.sql.ast.RoutineStatement.Parameter;
import dev.migrationsentry.sql.ast.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What PL/pgSQL knows of the routine around a body when it compiles the body.
///
/// @param name the label of the outermost level
/// @param variables parameters and the variables that every routine of its kind has
/// @param returnsSet whether RETURN NEXT and RETURN QUERY may be used
/// @param hasResultParameters whether the result is in OUT parameters or table columns
/// @param refusal what PL/pgSQL says of the routine as such, or null
record PlRoutine(
    String name,
    boolean procedure,
    boolean returnsSet,
    boolean returnsVoid,
    boolean hasResultParameters,
    List<Variable> variables,
    @Nullable String refusal) {

  private static final Set<String> SCALARS =
      Set.of(
          "aclitem",
          "bit",
          "bool",
          "box",
          "bpchar",
          "bytea",
          "char",
          "cid",
          "cidr",
          "circle",
          "cstring",
          "date",
          "daterange",
          "float4",
          "float8",
          "inet",
          "int2",
          "int2vector",
          "int4",
          "int4range",
          "int8",
          "int8range",
          "interval",
          "json",
          "jsonb",
          "jsonpath",
          "line",
          "lseg",
          "macaddr",
          "macaddr8",
          "money",
          "name",
          "numeric",
          "numrange",
          "oid",
          "oidvector",
          "path",
          "pg_lsn",
          "point",
          "polygon",
          "refcursor",
          "regclass",
          "regcollation",
          "regconfig",
          "regdictionary",
          "regnamespace",
          "regoper",
          "regoperator",
          "regproc",
          "regprocedure",
          "regrole",
          "regtype",
          "text",
          "tid",
          "time",
          "timestamp",
          "timestamptz",
          "timetz",
          "tsquery",
          "tsrange",
          "tstzrange",
          "tsvector",
          "uuid",
          "varbit",
          "varchar",
          "xid",
          "xid8",
          "xml");

  /// A DO block.
  static PlRoutine inline() {
    Variable found = Variable.of("found", Kind.SCALAR);
    return new PlRoutine("inline_code_block", false, false, true, false, List.of(found), null);
  }

  /// A function or procedure.
  static PlRoutine of(CreateFunction routine) {
    List<Variable> variables = new ArrayList<>(routine.parameters().size() * 2 + 1);
    boolean results = false;
    int number = 1;
    for (Parameter parameter : routine.parameters()) {
      Variable variable = variable("$" + number++, parameter.type());
      variables.add(variable);
      if (parameter.name() != null) {
        variables.add(variable.named(parameter.name().value()));
      }
      results |= !parameter.mode().equals("in") && !parameter.mode().equals("variadic");
    }
    variables.add(Variable.of("found", Kind.SCALAR));
    TypeName returns = routine.returns();
    String type = returns == null || returns.dimensions() > 0 ? "" : returns.name().name();
    switch (type) {
      case "trigger" -> triggerVariables(variables);
      case "event_trigger" -> scalars(variables, "tg_event", "tg_tag");
      default -> {}
    }
    return new PlRoutine(
        routine.name().name(),
        routine.procedure(),
        routine.returnsTable() || (returns != null && returns.setOf()),
        type.equals("void") || type.equals("event_trigger") || (routine.procedure() && !results),
        results,
        variables,
        refusal(routine, type));
  }

  private static @Nullable String refusal(CreateFunction routine, String type) {
    TypeName returns = routine.returns();
    if (returns != null && returns.dimensions() > 0 && returns.name().name().equals("record")) {
      return "PL/pgSQL functions cannot return type record[]";
    }
    if (routine.parameters().isEmpty()) {
      return null;
    }
    return switch (type) {
      case "trigger" -> "trigger functions cannot have declared arguments";
      case "event_trigger" -> "event trigger functions cannot have declared arguments";
      default -> null;
    };
  }

  private static void triggerVariables(List<Variable> variables) {
    variables.add(Variable.of("new", Kind.RECORD));
    variables.add(Variable.of("old", Kind.RECORD));
    scalars(
        variables,
        "tg_name",
        "tg_when",
        "tg_level",
        "tg_op",
        "tg_relid",
        "tg_relname",
        "tg_table_name",
        "tg_table_schema",
        "tg_nargs",
        "tg_argv");
  }

  private static void scalars(List<Variable> variables, String... names) {
    for (String name : names) {
      variables.add(Variable.of(name, Kind.SCALAR));
    }
  }

  /// A variable of a type.
  static Variable variable(String name, TypeName type) {
    String typeName = type.name().name();
    boolean array = type.dimensions() > 0;
    boolean builtIn = type.name().parts().size() == 1 || isCatalog(type);
    boolean cursor = !array && builtIn && typeName.equals("refcursor") && !type.percentType();
    return new Variable(name, kind(type, typeName, builtIn), false, cursor, null);
  }

  private static boolean isCatalog(TypeName type) {
    return "pg_catalog".equals(type.name().qualifier());
  }

  private static Kind kind(TypeName type, String name, boolean builtIn) {
    if (type.dimensions() > 0) {
      return Kind.SCALAR;
    }
    if (type.percentType() || !builtIn) {
      return Kind.UNKNOWN;
    }
    if (name.equals("record")) {
      return Kind.RECORD;
    }
    return SCALARS.contains(name) ? Kind.SCALAR : Kind.UNKNOWN;
  }
}
