package dev.migrationsentry.alembic;

import dev.migrationsentry.alembic.SqlType.Kind;
import dev.migrationsentry.program.Arguments;
import dev.migrationsentry.program.Running;
import dev.migrationsentry.program.Value;
import dev.migrationsentry.source.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Types that the repository defines: classes that extend `TypeDecorator`, `UserDefinedType` or a
/// type of SQLAlchemy.
final class RepositoryTypes {
  private final Types types;
  private final Running running;

  RepositoryTypes(Types types, Running running) {
    this.types = types;
    this.running = running;
  }

  /// The type of an object or a class of the repository.
  SqlType of(Value value, @Nullable Name schema, Span at) {
    return switch (value) {
      case Value.Instance instance -> of(instance.type(), instance, schema, at);
      case Value.Defined defined -> of(defined, null, schema, at);
      default -> throw new NotRendered("a type is not known" + Call.because(value));
    };
  }

  /// What a type of the repository makes of a value before it is sent, or the value itself.
  Value bound(@Nullable Value type, Value value, Span at) {
    if (!(type instanceof Value.Instance instance)) {
      return value;
    }
    Value processor = instance.type().attribute("process_bind_param");
    return processor == null
        ? value
        : running.call(processor, Arguments.of(instance, value, Dialect.POSTGRESQL), at);
  }

  private boolean isSchemaType(Value base) {
    return base instanceof Value.Library library
        && Call.simple(library.name()).equals("SchemaType");
  }

  private SqlType of(
      Value.Defined type, Value.@Nullable Instance instance, @Nullable Name schema, Span at) {
    if (type.attribute("_set_table") != null
        || (instance != null && instance.libraryBases().stream().anyMatch(this::isSchemaType))) {
      throw new NotRendered(type.name() + " brings constraints of its own");
    }
    Value self = instance == null ? type : instance;
    Value words = type.attribute("get_col_spec");
    if (words != null) {
      Value answer = running.call(words, Arguments.of(self), at);
      return SqlType.of(Call.textOf(answer, "what " + type.name() + " writes"), Kind.OTHER);
    }
    Value impl = type.attribute("impl");
    if (instance != null && impl instanceof Value.Library library) {
      impl = new Value.Construct(library.name(), arguments(type, instance), at);
      instance.attributes().putIfAbsent("impl", impl);
    }
    Value chosen = type.attribute("load_dialect_impl");
    if (chosen != null) {
      Value answer = running.call(chosen, Arguments.of(self, Dialect.POSTGRESQL), at);
      if (answer instanceof Value.Unknown unknown) {
        throw new NotRendered(
            "what stands behind " + type.name() + " is not known: " + unknown.why());
      }
      return types.of(answer, schema, at);
    }
    if (impl != null) {
      return types.of(
          impl instanceof Value.Library library
              ? new Value.Construct(library.name(), arguments(type, instance), at)
              : impl,
          schema,
          at);
    }
    if (instance != null) {
      for (Value base : instance.libraryBases()) {
        if (base instanceof Value.Library library) {
          return types.of(
              new Value.Construct(library.name(), arguments(type, instance), at), schema, at);
        }
      }
    }
    throw new NotRendered(type.name() + " is not a type that is known");
  }

  /// The arguments that reach the type behind: those of the call, unless the class reads them.
  private static Arguments arguments(Value.Defined type, Value.@Nullable Instance instance) {
    if (instance == null || type.attribute("__init__") != null) {
      return Arguments.NONE;
    }
    Map<String, Value> named = new LinkedHashMap<>(instance.attributes());
    named.remove("impl");
    Value positional = named.remove("args");
    return new Arguments(
        positional instanceof Value.Sequence sequence ? List.copyOf(sequence.items()) : List.of(),
        named,
        null);
  }
}
