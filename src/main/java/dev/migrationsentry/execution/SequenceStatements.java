package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.CompositeType;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.Index;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.Sequence;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.schema.View;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.CreateTable;
import dev.migrationsentry.sql.ast.Option;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.TypeName;
import dev.migrationsentry.sql.ast.TypeStatement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// CREATE SEQUENCE and ALTER SEQUENCE.
final class SequenceStatements {
  private final Draft draft;

  private SequenceStatements(Draft draft) {
    this.draft = draft;
  }

  static void create(TypeStatement.CreateSequence statement, Draft draft) {
    new SequenceStatements(draft).create(statement);
  }

  static void alter(TypeStatement.AlterSequence statement, Draft draft) {
    new SequenceStatements(draft).alter(statement);
  }

  private void create(TypeStatement.CreateSequence statement) {
    QualifiedName name = statement.sequence();
    if (statement.persistence() == CreateTable.Persistence.UNLOGGED && draft.major() < 15) {
      throw Refusal.of("0A000", "unlogged sequences are not supported", statement.span());
    }
    Namespace namespace = TableCreation.namespace(draft, name, statement.persistence());
    SchemaObject existing = draft.schema().find(Schema.Space.RELATION, namespace.id(), name.name());
    if (existing != null && statement.ifNotExists()) {
      draft.skipped(existing);
      return;
    }
    String written = type(statement.options());
    String type = written == null ? "int8" : written;
    Table.Persistence persistence = TableCreation.persistence(namespace, statement.persistence());
    Sequence plain =
        Sequences.plain(
            draft.schema().nextId(), name.name(), namespace.id(), persistence, type, false);
    checkOptions(statement.options().others());
    Sequence sequence =
        Sequences.numbered(plain, statement.options().others(), statement.span(), true);
    if (existing != null) {
      throw Errors.relationExists(name);
    }
    TableCreation.checkTypeName(draft, namespace.id(), name);
    draft.replace(sequence);
    draft.created(sequence);
    draft.depend(sequence.id(), namespace.id(), Dependency.Kind.NORMAL);
    ownedBy(sequence, statement.options(), statement.span());
  }

  private void alter(TypeStatement.AlterSequence statement) {
    QualifiedName name = statement.sequence();
    Relation relation = draft.names().findRelation(name);
    if (relation == null) {
      if (statement.ifExists()) {
        return;
      }
      throw draft.names().missingRelation(name);
    }
    if (!(relation instanceof Sequence sequence)) {
      throw notSequence(relation, name);
    }
    TypeStatement.SequenceOptions options = statement.options();
    String type = type(options);
    checkOptions(options.others());
    Sequence typed = type == null ? sequence : Sequences.retyped(sequence, type);
    Sequence numbered =
        options.others().isEmpty() && type == null
            ? typed
            : Sequences.numbered(typed, options.others(), statement.span(), false);
    boolean restarted =
        options.others().stream().anyMatch(option -> option.name().equals("restart"));
    if (!restarted
        && (sequence.start() < numbered.minimum() || sequence.start() > numbered.maximum())) {
      draft.doubt("depends on the last value of " + sequence.name());
    }
    draft.replace(numbered);
    draft.altered(numbered);
    ownedBy(numbered, options, statement.span());
  }

  private Refusal notSequence(Relation relation, QualifiedName name) {
    Refusal refusal =
        draft.major() >= 17
            ? Refusal.of("42809", "cannot open relation \"" + relation.name() + "\"", name.span())
                .detail("This operation is not supported for " + plural(relation) + ".")
            : Refusal.of("42809", "\"" + relation.name() + "\" is not a sequence", name.span());
    return refusal.restingOn(relation.name());
  }

  private static String plural(Relation relation) {
    return switch (relation) {
      case Table table ->
          switch (table.kind()) {
            case PARTITIONED -> "partitioned tables";
            case FOREIGN -> "foreign tables";
            case ORDINARY -> "tables";
          };
      case View view -> view.materialized() ? "materialized views" : "views";
      case Sequence ignored -> "sequences";
      case Index ignored -> "indexes";
      case CompositeType ignored -> "composite types";
    };
  }

  /// The type written with AS, or null.
  private @Nullable String type(TypeStatement.SequenceOptions options) {
    TypeName written = options.type();
    if (written == null) {
      return null;
    }
    DataType type = new TypeNames(draft).resolve(written);
    if (type instanceof DataType.Undecided) {
      throw new Undecided("type " + written.name() + " is not known");
    }
    if (!(type instanceof DataType.Builtin builtin)
        || !List.of("int2", "int4", "int8").contains(builtin.name())) {
      throw Refusal.of(
          "22023", "sequence type must be smallint, integer, or bigint", written.span());
    }
    return builtin.name();
  }

  private static void checkOptions(List<Option> options) {
    for (Option option : options) {
      if (option.name().equals("sequence name")) {
        throw Refusal.of("42601", "invalid sequence option SEQUENCE NAME", option.span());
      }
    }
  }

  /// OWNED BY: the server's `process_owned_by`.
  private void ownedBy(Sequence sequence, TypeStatement.SequenceOptions options, Span at) {
    QualifiedName written = options.ownedBy();
    if (written == null) {
      if (options.ownedByNone()) {
        checkIdentity(sequence, at);
        ColumnDefaults.disown(draft, sequence);
      }
      return;
    }
    if (written.parts().size() == 1) {
      throw Refusal.of("42601", "invalid OWNED BY option", written.span())
          .hint("Specify OWNED BY table.column or OWNED BY NONE.");
    }
    QualifiedName tableName =
        new QualifiedName(written.parts().subList(0, written.parts().size() - 1), written.span());
    Relation table = draft.names().relation(tableName);
    if (!(table instanceof Table) && !(table instanceof View view && !view.materialized())) {
      throw draft.major() >= 15
          ? Refusal.of(
                  "42809",
                  "sequence cannot be owned by relation \"" + table.name() + "\"",
                  written.span())
              .detail("This operation is not supported for " + plural(table) + ".")
              .restingOn(table.name())
          : Refusal.of(
                  "42809",
                  "referenced relation \"" + table.name() + "\" is not a table or foreign table",
                  written.span())
              .restingOn(table.name());
    }
    if (!owners(sequence).equals(owners(table))) {
      throw Refusal.of(
          "55000", "sequence must have same owner as table it is linked to", written.span());
    }
    if (sequence.namespace() != table.namespace()) {
      throw Refusal.of(
          "55000", "sequence must be in same schema as table it is linked to", written.span());
    }
    Column column = table.column(written.parts().getLast().stored());
    if (column == null) {
      throw Errors.noColumn(draft, written.parts().getLast(), table);
    }
    checkIdentity(sequence, written.span());
    ColumnDefaults.own(draft, sequence, table.id(), column.number());
  }

  private void checkIdentity(Sequence sequence, Span at) {
    if (sequence.identity()) {
      throw Refusal.of("0A000", "cannot change ownership of identity sequence", at)
          .detail(
              "Sequence \""
                  + sequence.name()
                  + "\" is linked to table \""
                  + draft.get(sequence.ownedBy(), Table.class).name()
                  + "\".");
    }
  }

  private Set<Integer> owners(SchemaObject object) {
    Set<Integer> owners = new HashSet<>();
    for (Dependency dependency : draft.schema().dependencies(object.id())) {
      if (dependency.kind() == Dependency.Kind.OWNER) {
        owners.add(dependency.referenced());
      }
    }
    return owners;
  }
}
