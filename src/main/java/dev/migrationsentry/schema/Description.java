package dev.migrationsentry.schema;

import dev.migrationsentry.sql.Identifiers;
import dev.migrationsentry.sql.ast.ObjectKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The structure of a schema as sorted lines of text, one per object, which can be compared with
/// those of a live database. Expressions are not compared: a word stands for each. `?` stands for a
/// type that is not known.
public final class Description {
  private final Schema schema;
  private final DescribedNames names;
  private final List<String> lines = new ArrayList<>();

  private Description(Schema schema) {
    this.schema = schema;
    this.names = new DescribedNames(schema);
  }

  /// The lines of a schema, in the order of their characters. Objects of extensions are not among
  /// them.
  public static List<String> of(Schema schema) {
    Description description = new Description(schema);
    for (SchemaObject object : schema.objects()) {
      if (!description.names.isForeign(object)) {
        description.describe(object);
      }
    }
    Collections.sort(description.lines);
    return List.copyOf(description.lines);
  }

  private void describe(SchemaObject object) {
    switch (object) {
      case Namespace namespace ->
          lines.add("schema " + Identifiers.quotedUnlessPlain(namespace.name()));
      case Table table -> table(table);
      case View view -> view(view);
      case Sequence sequence -> lines.add(sequence(sequence));
      case Index index -> index(index);
      case CompositeType type ->
          lines.add("composite " + names.of(type) + " (" + attributes(type) + ")");
      case Constraint constraint -> DescribedConstraints.add(lines, schema, names, constraint);
      case UserType type -> type(type);
      case Routine routine -> routine(routine);
      case TableAttachment attachment -> DescribedAttachments.add(lines, schema, names, attachment);
      case GlobalObject other -> global(other);
    }
  }

  private void table(Table table) {
    StringBuilder line = new StringBuilder();
    line.append(table.kind() == Table.Kind.FOREIGN ? "foreign table " : "table ");
    line.append(names.of(table)).append(" (");
    line.append(names.columns(table, table.columns().stream().map(Column::number).toList()));
    line.append(')');
    if (table.persistence() == Table.Persistence.UNLOGGED) {
      line.append(" unlogged");
    }
    if (table.ofType() != 0) {
      line.append(" of ").append(names.of(table.ofType()));
    }
    if (!table.ancestors().isEmpty()) {
      line.append(table.partitionOf() != 0 ? " partition of " : " inherits ");
      line.append(String.join(", ", table.ancestors().stream().map(names::of).toList()));
    }
    if (table.defaultPartition()) {
      line.append(" default");
    }
    Table.Partitioning partitioning = table.partitioning();
    if (partitioning != null) {
      line.append(" partitioned by ").append(partitioning.strategy()).append(" (");
      line.append(names.columns(table, partitioning.columns())).append(')');
    }
    String server = table.server();
    if (server != null) {
      line.append(" server ").append(Identifiers.quotedUnlessPlain(server));
    }
    lines.add(line.toString());
    for (Column column : table.columns()) {
      column(table, column);
    }
    if (table.rowSecurity().enabled()) {
      lines.add("row security " + names.of(table));
    }
    if (table.rowSecurity().forced()) {
      lines.add("forced row security " + names.of(table));
    }
  }

  private void column(Table table, Column column) {
    boolean isDefault =
        column.generation() == Column.Generation.NONE && column.defaultValue() != null;
    lines.add(
        "column "
            + names.of(table)
            + "."
            + Identifiers.quotedUnlessPlain(column.name())
            + " "
            + names.type(column.type())
            + (column.collation() == null ? "" : " collate " + column.collation())
            + (column.notNull() ? " not null" : "")
            + (isDefault ? " default" : "")
            + switch (column.generation()) {
              case NONE -> "";
              case STORED -> " generated stored";
              case VIRTUAL -> " generated virtual";
              case IDENTITY_ALWAYS -> " identity always";
              case IDENTITY_BY_DEFAULT -> " identity by default";
            });
  }

  private String attributes(Relation relation) {
    List<String> attributes = new ArrayList<>();
    for (Column column : relation.columns()) {
      attributes.add(
          Identifiers.quotedUnlessPlain(column.name()) + " " + names.type(column.type()));
    }
    return String.join(", ", attributes);
  }

  private void view(View view) {
    lines.add(
        (view.materialized() ? "materialized view " : "view ")
            + names.of(view)
            + " ("
            + attributes(view)
            + ")"
            + (view.populated() ? "" : " not populated"));
  }

  private String sequence(Sequence sequence) {
    boolean up = sequence.increment() > 0;
    long highest = SequenceLimits.highest(sequence.type());
    long minimum = up ? 1 : SequenceLimits.lowest(sequence.type());
    long maximum = up ? highest : -1;
    StringBuilder line = new StringBuilder("sequence ").append(names.of(sequence));
    line.append(" as ").append(names.type(DataType.builtin(sequence.type())));
    if (sequence.increment() != 1) {
      line.append(" increment ").append(sequence.increment());
    }
    if (sequence.minimum() != minimum) {
      line.append(" minvalue ").append(sequence.minimum());
    }
    if (sequence.maximum() != maximum) {
      line.append(" maxvalue ").append(sequence.maximum());
    }
    if (sequence.start() != (up ? sequence.minimum() : sequence.maximum())) {
      line.append(" start ").append(sequence.start());
    }
    if (sequence.cycle()) {
      line.append(" cycle");
    }
    if (sequence.ownedBy() != 0 && schema.object(sequence.ownedBy()) instanceof Relation owner) {
      line.append(sequence.identity() ? " identity of " : " owned by ");
      line.append(names.of(owner)).append('.');
      line.append(names.columns(owner, List.of(sequence.ownedByColumn())));
    }
    return line.toString();
  }

  private void index(Index index) {
    if (DescribedConstraints.hasConstraint(schema, index)
        || !(schema.object(index.table()) instanceof Relation table)) {
      return;
    }
    StringBuilder line = new StringBuilder("index ").append(names.of(index));
    line.append(" on ").append(names.of(table));
    line.append(index.unique() ? " unique" : "").append(" using ").append(index.method());
    line.append(" (");
    List<String> keys = new ArrayList<>();
    for (Index.Key key : index.keys()) {
      keys.add(key(table, key));
    }
    line.append(String.join(", ", keys)).append(')');
    if (!index.include().isEmpty()) {
      line.append(" include (").append(names.columns(table, index.include())).append(')');
    }
    line.append(index.nullsNotDistinct() ? " nulls not distinct" : "");
    line.append(index.where() != null ? " where" : "");
    if (index.partitionOf() != 0) {
      line.append(" partition of ").append(names.of(index.partitionOf()));
    }
    line.append(index.valid() ? "" : " invalid");
    lines.add(line.toString());
  }

  private String key(Relation table, Index.Key key) {
    String nulls =
        key.descending() == key.nullsFirst()
            ? ""
            : key.nullsFirst() ? " nulls first" : " nulls last";
    return names.columns(table, List.of(key.column()))
        + (key.column() == 0 || key.collation() == null ? "" : " collate " + key.collation())
        + (key.operatorClass() == null ? "" : " " + key.operatorClass())
        + (key.descending() ? " desc" : "")
        + nulls;
  }

  private void type(UserType type) {
    switch (type) {
      case UserType.EnumType labels ->
          lines.add(
              "enum "
                  + names.of(labels)
                  + " ("
                  + String.join(", ", labels.labels().stream().map(Description::literal).toList())
                  + ")");
      case UserType.DomainType domain ->
          lines.add(
              "domain "
                  + names.of(domain)
                  + " as "
                  + names.type(domain.base())
                  + (domain.collation() == null ? "" : " collate " + domain.collation())
                  + (domain.notNull() ? " not null" : "")
                  + (domain.defaultValue() == null ? "" : " default"));
      case UserType.RangeType range ->
          lines.add(
              "range "
                  + names.of(range)
                  + " of "
                  + names.type(range.subtype())
                  + " multirange "
                  + names.of(range.multirange()));
      case UserType.BaseType base -> lines.add("type " + names.of(base));
      case UserType.MultirangeType ignored -> {}
    }
  }

  private static String literal(String value) {
    String quoted = "'" + value.replace("'", "''").replace("\\", "\\\\") + "'";
    return value.contains("\\") ? "E" + quoted : quoted;
  }

  private void routine(Routine routine) {
    String words =
        switch (routine.kind()) {
          case FUNCTION -> "function ";
          case PROCEDURE -> "procedure ";
          case AGGREGATE -> "aggregate ";
          case WINDOW -> "window function ";
        };
    boolean procedure = routine.kind() == Routine.RoutineKind.PROCEDURE;
    boolean aggregate = routine.kind() == Routine.RoutineKind.AGGREGATE;
    StringBuilder line = new StringBuilder(words).append(names.of(routine)).append('(');
    line.append(String.join(", ", routine.inputTypes().stream().map(names::type).toList()));
    line.append(')');
    if (!procedure) {
      line.append(" returns ").append(routine.returnsSet() ? "setof " : "");
      line.append(names.type(routine.returns().unmodified()));
    }
    if (!aggregate) {
      line.append(" language ").append(Identifiers.quotedUnlessPlain(routine.language()));
      if (!procedure) {
        line.append(
            routine.volatility() == 'i'
                ? " immutable"
                : routine.volatility() == 's' ? " stable" : "");
      }
      line.append(routine.strict() ? " strict" : "");
      line.append(routine.securityDefiner() ? " security definer" : "");
    }
    lines.add(line.toString());
  }

  private void global(GlobalObject object) {
    switch (object) {
      case GlobalObject.Role ignored -> {}
      case GlobalObject.Extension extension -> {
        if (!extension.name().equals("plpgsql")) {
          lines.add(
              "extension "
                  + Identifiers.quotedUnlessPlain(extension.name())
                  + " schema "
                  + names.of(extension.schema()));
        }
      }
      case GlobalObject.Operator operator ->
          lines.add(
              "operator "
                  + names.in(operator.namespace())
                  + operator.name()
                  + " ("
                  + (operator.left() == null ? "none" : names.type(operator.left()))
                  + ", "
                  + names.type(operator.right())
                  + ")");
      case GlobalObject.OperatorClass opclass ->
          lines.add("operator class " + names.of(opclass) + " using " + opclass.method());
      case GlobalObject.Cast cast ->
          lines.add(
              "cast ("
                  + names.type(cast.source())
                  + " as "
                  + names.type(cast.target())
                  + ") "
                  + cast.method()
                  + (cast.function() == 0 ? "" : " " + names.of(cast.function()))
                  + (cast.context().equals("explicit") ? "" : " " + cast.context()));
      case GlobalObject.Statistics statistics -> {
        if (schema.object(statistics.table()) instanceof Relation table) {
          lines.add(
              "statistics "
                  + names.of(statistics)
                  + " on "
                  + names.of(table)
                  + " ("
                  + String.join(", ", statistics.kinds())
                  + ") ("
                  + names.columns(table, statistics.columns())
                  + ")");
        }
      }
      case GlobalObject.EventTrigger trigger ->
          lines.add(
              "event trigger "
                  + Identifiers.quotedUnlessPlain(trigger.name())
                  + " on "
                  + trigger.event()
                  + " execute "
                  + (trigger.function() == 0
                      ? "pg_catalog." + trigger.functionName()
                      : names.of(trigger.function()))
                  + DescribedAttachments.enabled(trigger.enabled()));
      case GlobalObject.Publication publication -> publication(publication);
      case GlobalObject.Other other -> other(other);
    }
  }

  private void publication(GlobalObject.Publication publication) {
    String name = "publication " + Identifiers.quotedUnlessPlain(publication.name());
    lines.add(name + (publication.allTables() ? " all tables" : ""));
    publication.tables().forEach(table -> lines.add(name + " table " + names.of(table)));
    publication.schemas().forEach(id -> lines.add(name + " schema " + names.of(id)));
  }

  private static final Map<ObjectKind, String> OTHERS =
      Map.of(
          ObjectKind.COLLATION, "collation ",
          ObjectKind.OPERATOR_FAMILY, "operator family ",
          ObjectKind.TEXT_SEARCH_CONFIGURATION, "text search configuration ",
          ObjectKind.TEXT_SEARCH_DICTIONARY, "text search dictionary ",
          ObjectKind.TEXT_SEARCH_PARSER, "text search parser ",
          ObjectKind.TEXT_SEARCH_TEMPLATE, "text search template ",
          ObjectKind.FOREIGN_DATA_WRAPPER, "foreign data wrapper ",
          ObjectKind.SERVER, "server ",
          ObjectKind.LANGUAGE, "language ");

  private void other(GlobalObject.Other other) {
    String words = OTHERS.get(other.kind());
    if (words == null) {
      return;
    }
    @Nullable String method =
        other.kind() == ObjectKind.OPERATOR_FAMILY ? " using " + other.qualifier() : null;
    @Nullable String wrapper =
        other.kind() == ObjectKind.SERVER
            ? " wrapper " + Identifiers.quotedUnlessPlain(other.detail())
            : null;
    lines.add(
        words
            + names.of(other)
            + (method == null ? "" : method)
            + (wrapper == null ? "" : wrapper));
  }
}
