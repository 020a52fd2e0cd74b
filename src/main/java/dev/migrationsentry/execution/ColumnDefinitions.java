package dev.migrationsentry.execution;

import dev.migrationsentry.builtin.Builtin;
import dev.migrationsentry.builtin.CatalogType;
import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.Sequence;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.ColumnConstraint;
import dev.migrationsentry.sql.ast.CreateTable.ColumnDefinition;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.TableConstraint;
import dev.migrationsentry.sql.ast.TypeName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads column definitions, as the server's `transformColumnDefinition`: types, `serial`, and what
/// is written behind the type.
final class ColumnDefinitions {
  private final Draft draft;
  private final String table;
  private final int namespace;
  private final Table.Persistence persistence;

  /// @param table the name of the table that the columns are for
  /// @param namespace the id of the namespace where their sequences go
  ColumnDefinitions(Draft draft, String table, int namespace, Table.Persistence persistence) {
    this.draft = draft;
    this.table = table;
    this.namespace = namespace;
    this.persistence = persistence;
  }

  /// Reads one definition. Sequences of `serial` and identity columns are created at once.
  ColumnPlan read(ColumnDefinition definition) {
    ColumnPlan plan = new ColumnPlan(definition.name());
    boolean serial = type(definition, plan);
    collation(definition, plan);
    boolean nullWritten = false;
    boolean notNullWritten = serial;
    boolean identity = false;
    for (ColumnConstraint constraint : definition.constraints()) {
      Span at = constraint.span();
      switch (constraint) {
        case ColumnConstraint.Misplaced misplaced ->
            throw Refusal.of(misplaced.sqlState(), misplaced.message(), at);
        case ColumnConstraint.Null ignored -> {
          if (notNullWritten) {
            throw wrong("conflicting NULL/NOT NULL declarations", plan, at);
          }
          nullWritten = true;
        }
        case ColumnConstraint.NotNull notNull -> {
          if (nullWritten) {
            throw wrong("conflicting NULL/NOT NULL declarations", plan, at);
          }
          notNullWritten = true;
          plan.notNull = true;
          plan.notNullLocal = true;
          plan.notNullName = notNull.name();
          plan.notNullNoInherit = notNull.noInherit();
          plan.notNullNotValid = notNull.notValid();
        }
        case ColumnConstraint.Default written -> {
          if (plan.defaultValue != null && !plan.generatedOrIdentity()) {
            throw wrong("multiple default values specified", plan, at);
          }
          defaultConflict(plan, identity, true, at);
          plan.defaultValue = written.value();
        }
        case ColumnConstraint.Generated generated -> {
          if (plan.generated()) {
            throw wrong("multiple generation clauses specified", plan, at);
          }
          defaultConflict(plan, identity, false, at);
          if (!generated.stored() && draft.major() < 18) {
            throw Errors.syntaxError("virtual", at);
          }
          plan.defaultValue = generated.value();
          plan.generation =
              generated.stored() ? Column.Generation.STORED : Column.Generation.VIRTUAL;
        }
        case ColumnConstraint.Identity written -> {
          if (identity) {
            throw wrong("multiple identity specifications", plan, at);
          }
          if (plan.defaultValue != null) {
            throw plan.generated()
                ? both("identity and generation expression", plan, at)
                : both("default and identity", plan, at);
          }
          if (nullWritten) {
            throw wrong("conflicting NULL/NOT NULL declarations", plan, at);
          }
          identity = true;
          notNullWritten = true;
          plan.notNull = true;
          plan.generation =
              written.always()
                  ? Column.Generation.IDENTITY_ALWAYS
                  : Column.Generation.IDENTITY_BY_DEFAULT;
          plan.sequence = identitySequence(plan, written);
        }
        case ColumnConstraint.Check check ->
            plan.constraints.add(
                new TableConstraint.Check(
                    check.name(), check.condition(), check.noInherit(), check.attributes(), at));
        case ColumnConstraint.Unique unique ->
            plan.constraints.add(
                new TableConstraint.Unique(
                    unique.name(),
                    unique.primaryKey(),
                    List.of(definition.name()),
                    false,
                    List.of(),
                    unique.nullsNotDistinct(),
                    null,
                    unique.options(),
                    unique.tablespace(),
                    unique.attributes(),
                    at));
        case ColumnConstraint.References references ->
            plan.constraints.add(
                new TableConstraint.ForeignKey(
                    references.name(),
                    List.of(definition.name()),
                    references.table(),
                    references.columns(),
                    false,
                    references.actions(),
                    references.attributes(),
                    at));
      }
    }
    return plan;
  }

  private void defaultConflict(ColumnPlan plan, boolean identity, boolean isDefault, Span at) {
    if (identity) {
      throw isDefault
          ? both("default and identity", plan, at)
          : both("identity and generation expression", plan, at);
    }
    if (plan.defaultValue != null) {
      throw both("default and generation expression", plan, at);
    }
  }

  private Refusal wrong(String what, ColumnPlan plan, Span at) {
    return Refusal.of(
        "42601", what + " for column \"" + plan.storedName() + "\" of table \"" + table + "\"", at);
  }

  private Refusal both(String what, ColumnPlan plan, Span at) {
    return wrong("both " + what + " specified", plan, at);
  }

  /// Finds the type; for `serial` makes the sequence.
  ///
  /// @return whether it was `serial` or one of its like
  private boolean type(ColumnDefinition definition, ColumnPlan plan) {
    TypeName written = definition.type();
    if (written == null) {
      return false;
    }
    String serial = serialType(written);
    if (serial == null) {
      plan.type = new TypeNames(draft).resolve(written);
      return false;
    }
    if (written.dimensions() > 0) {
      throw Refusal.of("0A000", "array of serial is not implemented", written.span());
    }
    plan.type = DataType.builtin(serial);
    String name =
        new ChosenNames(draft.schema(), namespace).relation(table, plan.storedName(), "seq", false);
    Sequence sequence =
        draft.create(id -> Sequences.plain(id, name, namespace, persistence, serial, false));
    draft.created(sequence);
    plan.sequence = sequence.id();
    plan.notNull = true;
    plan.defaultValue = nextval(sequence, written.span());
    return true;
  }

  private static @Nullable String serialType(TypeName written) {
    if (written.name().parts().size() != 1 || written.percentType()) {
      return null;
    }
    return switch (written.name().name()) {
      case "smallserial", "serial2" -> "int2";
      case "serial", "serial4" -> "int4";
      case "bigserial", "serial8" -> "int8";
      default -> null;
    };
  }

  private Expression nextval(Sequence sequence, Span at) {
    Expression name =
        new Expression.Constant(
            Expression.Constant.Kind.STRING,
            new Descriptions(draft).name(sequence, Schema.Space.RELATION),
            at);
    return new Expression.FunctionCall(
        new QualifiedName(List.of(new Name("nextval", at)), at),
        List.of(new Expression.FunctionCall.Argument(null, name, false)),
        false,
        false,
        List.of(),
        false,
        null,
        null,
        at);
  }

  private int identitySequence(ColumnPlan plan, ColumnConstraint.Identity identity) {
    String type = plan.type instanceof DataType.Builtin builtin ? builtin.name() : "";
    if (!List.of("int2", "int4", "int8").contains(type)) {
      if (plan.type instanceof DataType.Undecided) {
        throw new Undecided("the type of column " + plan.name + " is not known");
      }
      throw Refusal.of(
          "22023", "identity column type must be smallint, integer, or bigint", plan.name.span());
    }
    return new Sequences(draft)
        .forIdentity(
            table,
            plan.storedName(),
            namespace,
            persistence,
            type,
            identity.options(),
            identity.span())
        .id();
  }

  /// Makes the sequence of an identity column that is like another one.
  ///
  /// @return its id
  int identityLike(ColumnPlan plan, Sequence like) {
    String name =
        new ChosenNames(draft.schema(), namespace).relation(table, plan.storedName(), "seq", false);
    Sequence sequence =
        draft.create(id ->
            new Sequence(
                id,
                name,
                namespace,
                persistence,
                "int8",
                0,
                0,
                true,
                like.increment(),
                like.minimum(),
                like.maximum(),
                like.start(),
                like.cycle()));
    draft.created(sequence);
    return sequence.id();
  }

  private void collation(ColumnDefinition definition, ColumnPlan plan) {
    QualifiedName written = definition.collation();
    DataType type = plan.type;
    if (written != null && type != null) {
      plan.collation = Collations.of(draft, written, type, definition.span());
    }
  }

  /// Checks what [#read] leaves to the moment when the table is made: names of system columns and
  /// pseudo-types.
  static void check(Draft draft, ColumnPlan plan) {
    if (SystemColumns.contains(plan.storedName())) {
      throw Refusal.of(
          "42701",
          "column name \"" + plan.storedName() + "\" conflicts with a system column name",
          plan.name.span());
    }
    if (plan.type() instanceof DataType.Builtin builtin) {
      CatalogType type = Builtin.of(draft.major()).type(builtin.name());
      if (type != null && type.kind() == CatalogType.Kind.PSEUDO) {
        throw Refusal.of(
            "42P16",
            "column \"" + plan.storedName() + "\" has pseudo-type " + builtin.name(),
            plan.name.span());
      }
    }
  }
}
