package dev.migrationsentry.execution;

import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Routine;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.ObjectReference;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.RoutineStatement;
import dev.migrationsentry.sql.ast.TypeStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The rights that statements about types, sequences and routines need.
final class TypeRights {
  /// The languages that everybody may write functions in, as far as the server brings them.
  private static final Set<String> TRUSTED = Set.of("sql", "plpgsql");

  private TypeRights() {}

  static void check(TypeStatement statement, RightsCheck check) {
    switch (statement) {
      case TypeStatement.CreateEnum create -> check.create(create.type());
      case TypeStatement.CreateComposite create -> check.create(create.type());
      case TypeStatement.CreateRange create -> check.create(create.type());
      case TypeStatement.CreateDomain create -> check.create(create.domain());
      case TypeStatement.CreateBaseType create ->
          throw check.denied(
              RightsCheck.refusal("must be superuser to create a base type", create.span()),
              "superuser",
              ObjectKind.TYPE,
              create.type().toString());
      case TypeStatement.AddEnumValue add -> owner(add.type(), check);
      case TypeStatement.RenameEnumValue rename -> owner(rename.type(), check);
      case TypeStatement.AlterDomain alter -> owner(alter.domain(), check);
      case TypeStatement.CreateSequence create ->
          TableRights.in(create.persistence(), create.sequence(), check);
      case TypeStatement.AlterSequence alter -> TableRights.owner(alter.sequence(), check);
    }
  }

  /// Ownership of the type of a name.
  private static void owner(QualifiedName name, RightsCheck check) {
    check.usage(name);
    if (TypeStatements.named(check.draft(), name) instanceof DataType.Created created) {
      SchemaObject type = check.draft().get(created.id(), SchemaObject.class);
      check.owner(type, "type", check.typeName(type), name.span());
    }
  }

  static void routine(RoutineStatement statement, RightsCheck check) {
    switch (statement) {
      case RoutineStatement.CreateFunction create -> function(create, check);
      case RoutineStatement.CreateAggregate create -> check.create(create.name());
      case RoutineStatement.AlterFunction alter -> owner(alter.function(), check);
      case RoutineStatement.DoBlock ignored -> {
        // The statements inside ask for themselves.
      }
      case RoutineStatement.Call call -> {
        for (Routine routine : routines(call.call().name(), check)) {
          check.privilege(routine, "execute", call.span());
        }
      }
    }
  }

  private static List<Routine> routines(QualifiedName name, RightsCheck check) {
    check.usage(name);
    List<Routine> routines = new ArrayList<>();
    for (SchemaObject object : check.draft().names().findAll(Schema.Space.ROUTINE, name)) {
      if (object instanceof Routine routine) {
        routines.add(routine);
      }
    }
    return routines;
  }

  private static void function(RoutineStatement.CreateFunction create, RightsCheck check) {
    check.create(create.name());
    String language = create.language();
    if (language != null && (language.equals("c") || language.equals("internal"))) {
      throw check.denied(
          RightsCheck.refusal("permission denied for language " + language, create.span()),
          "superuser",
          ObjectKind.LANGUAGE,
          language);
    }
    if (language != null && !TRUSTED.contains(language)) {
      check.doubt(
          "whether role " + check.role() + " may use language " + language + " is not known");
    }
    if (!create.orReplace()) {
      return;
    }
    List<DataType> types = new ArrayList<>();
    TypeNames names = new TypeNames(check.draft());
    for (RoutineStatement.Parameter parameter : create.parameters()) {
      if (!parameter.mode().equals("out") && !parameter.mode().equals("table")) {
        types.add(names.resolve(parameter.type()).unmodified());
      }
    }
    for (Routine routine : routines(create.name(), check)) {
      if (routine.inputTypes().equals(types)) {
        check.owner(routine, "function", routine.name(), create.name().span());
        return;
      }
    }
  }

  /// Ownership of the routine that an ALTER names.
  private static void owner(ObjectReference function, RightsCheck check) {
    check.usage(function.name());
    if (new ObjectLookup(check.draft()).find(function) instanceof ObjectLookup.InModel in) {
      SchemaObject routine = check.draft().get(in.address().object(), SchemaObject.class);
      String kind = function.kind().words();
      check.owner(routine, kind, function.name().toString(), function.span());
    }
  }
}
