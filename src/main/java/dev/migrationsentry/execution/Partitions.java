package dev.migrationsentry.execution;

import dev.migrationsentry.resolution.Resolved;
import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.Constraint;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.Index;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.schema.TableAttachment;
import dev.migrationsentry.sql.ast.CreateTable;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.IndexStatement;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.TableConstraint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;

/// Partitioned tables and their partitions (manual, section 5.12).
final class Partitions {
  private Partitions() {}

  /// The key of PARTITION BY, or null.
  static Table.@Nullable Partitioning key(
      Draft draft, CreateTable statement, PVector<Column> columns) {
    CreateTable.PartitionBy written = statement.partitionBy();
    if (written == null) {
      return null;
    }
    String strategy = written.strategy();
    if (!List.of("range", "list", "hash").contains(strategy)) {
      throw Refusal.of(
          "22023", "unrecognized partitioning strategy \"" + strategy + "\"", written.span());
    }
    if (strategy.equals("list") && written.keys().size() != 1) {
      throw Refusal.of(
          "42P17",
          "cannot use \"list\" partition strategy with more than one column",
          written.span());
    }
    List<Integer> numbers = new ArrayList<>();
    for (IndexStatement.Key key : written.keys()) {
      numbers.add(number(draft, key, strategy, columns));
    }
    return new Table.Partitioning(strategy, numbers);
  }

  private static int number(
      Draft draft, IndexStatement.Key key, String strategy, PVector<Column> columns) {
    if (!(key.expression() instanceof Expression.ColumnReference reference)
        || reference.parts().size() != 1) {
      return 0;
    }
    Name name = reference.parts().getFirst();
    for (Column column : columns) {
      if (column.name().equals(name.stored())) {
        if (column.generated()) {
          throw Refusal.of("42P17", "cannot use generated column in partition key", name.span())
              .detail("Column \"" + column.name() + "\" is a generated column.");
        }
        OperatorClasses classes = new OperatorClasses(draft);
        String method = strategy.equals("hash") ? "hash" : "btree";
        if (key.operatorClass() == null
            && !classes.hasDefault(method, classes.base(column.type()))) {
          throw Refusal.of(
                  "42704",
                  "data type "
                      + new Descriptions(draft).type(column.type())
                      + " has no default operator class for access method \""
                      + method
                      + "\"",
                  name.span())
              .hint(
                  "You must specify a "
                      + method
                      + " operator class or define a default "
                      + method
                      + " operator class for the data type.");
        }
        return column.number();
      }
    }
    if (SystemColumns.contains(name.stored())) {
      throw Refusal.of(
          "42P17",
          "cannot use system column \"" + name.stored() + "\" in partition key",
          name.span());
    }
    throw Refusal.of(
            "42703",
            "column \"" + name.stored() + "\" named in partition key does not exist",
            name.span())
        .about(ObjectKind.COLUMN, name.stored(), null, List.of());
  }

  /// Records what the expressions of a partition key depend on.
  static void dependOnKey(Draft draft, CreateTable statement, Table table) {
    CreateTable.PartitionBy written = statement.partitionBy();
    if (written == null) {
      return;
    }
    Expressions expressions = new Expressions(draft);
    for (IndexStatement.Key key : written.keys()) {
      Expressions.Analysis analysis =
          expressions.analyse(key.expression(), ExpressionPlace.PARTITION_KEY, table);
      expressions.checkImmutable(analysis, ExpressionPlace.PARTITION_KEY, key.span());
      for (Resolved.Reference reference : analysis.references()) {
        if (reference.object() != table.id()) {
          draft.depend(
              new Dependency(
                  table.id(), 0, reference.object(), reference.column(), Dependency.Kind.NORMAL));
        }
      }
    }
  }

  /// The parent of PARTITION OF.
  static Table parent(Draft draft, QualifiedName name) {
    Relation relation = draft.names().relation(name);
    if (!(relation instanceof Table table)) {
      throw Refusal.of(
              "42809",
              "inherited relation \"" + relation.name() + "\" is not a table or foreign table",
              name.span())
          .restingOn(relation.name());
    }
    if (table.kind() != Table.Kind.PARTITIONED) {
      throw Refusal.of("42P17", "\"" + relation.name() + "\" is not partitioned", name.span())
          .restingOn(relation.name());
    }
    return table;
  }

  static boolean isDefault(CreateTable.@Nullable Bound bound) {
    return bound != null && bound.kind().equals("default");
  }

  /// Checks the bound of a new partition against the parent's strategy and its default partition.
  static void checkBound(Draft draft, Table parent, Table partition, CreateTable statement) {
    CreateTable.Bound bound = statement.bound();
    if (bound != null) {
      checkBound(draft, parent, partition, bound);
    }
  }

  static void checkBound(Draft draft, Table parent, Table partition, CreateTable.Bound bound) {
    Table.Partitioning partitioning = parent.partitioning();
    if (partitioning == null) {
      return;
    }
    if (bound.kind().equals("default")) {
      if (partitioning.strategy().equals("hash")) {
        throw Refusal.of(
            "42P16", "a hash-partitioned table may not have a default partition", bound.span());
      }
      for (Table other : draft.schema().children(parent.id())) {
        if (other.defaultPartition() && other.id() != partition.id()) {
          throw Refusal.of(
                  "42P17",
                  "partition \""
                      + partition.name()
                      + "\" conflicts with existing default partition \""
                      + other.name()
                      + "\"",
                  bound.span())
              .restingOn(other.name());
        }
      }
      return;
    }
    if (!bound.kind().equals(partitioning.strategy())) {
      throw Refusal.of(
          "42P16",
          "invalid bound specification for a " + partitioning.strategy() + " partition",
          bound.span());
    }
    int keys = partitioning.columns().size();
    if (bound.kind().equals("range")) {
      if (bound.from().size() != keys) {
        throw Refusal.of(
            "42P16", "FROM must specify exactly one value per partitioning column", bound.span());
      }
      if (bound.to().size() != keys) {
        throw Refusal.of(
            "42P16", "TO must specify exactly one value per partitioning column", bound.span());
      }
    }
    PartitionBounds.check(draft, parent, partition, bound);
  }

  /// The numbers of a partition's columns by those of its parent.
  static Map<Integer, Integer> numbers(Table parent, Table partition) {
    Map<Integer, Integer> numbers = new HashMap<>();
    for (Column column : parent.columns()) {
      Column same = partition.column(column.name());
      if (same != null) {
        numbers.put(column.number(), same.number());
      }
    }
    return numbers;
  }

  /// The numbers of a partition's columns for some of its parent's.
  static List<Integer> columns(Table parent, Table partition, List<Integer> columns) {
    Map<Integer, Integer> numbers = numbers(parent, partition);
    return columns.stream().map(column -> numbers.getOrDefault(column, 0)).toList();
  }

  /// Checks that a unique key of a partitioned table contains the partition key.
  static void checkKey(
      Draft draft, Relation relation, IndexRequest request, List<IndexKeys.Prepared> keys) {
    if (!(relation instanceof Table table)) {
      return;
    }
    Table.Partitioning partitioning = table.partitioning();
    boolean exclude = request.constraint() instanceof TableConstraint.Exclude;
    if (partitioning == null || !(request.unique() || exclude)) {
      return;
    }
    String kind = exclude ? "EXCLUDE" : request.primary() ? "PRIMARY KEY" : "UNIQUE";
    for (int number : partitioning.columns()) {
      if (number == 0) {
        throw Refusal.of(
                "0A000",
                "unsupported " + kind + " constraint with partition key definition",
                request.methodAt())
            .detail(kind + " constraints cannot be used when partition keys include expressions.");
      }
      Column column = table.column(number);
      if (column != null
          && keys.stream()
              .noneMatch(
                  key -> key.column() != null && key.column().stored().equals(column.name()))) {
        throw Refusal.of(
                "0A000",
                (request.primary() || !exclude ? "unique" : "exclusion")
                    + " constraint on partitioned table must include all partitioning columns",
                request.methodAt())
            .detail(
                kind
                    + " constraint on table \""
                    + table.name()
                    + "\" lacks column \""
                    + column.name()
                    + "\" which is part of the partition key.");
      }
    }
  }

  /// Makes the parts of a new index on the partitions of its table, where no fitting index is
  /// there.
  static void indexPartitions(Draft draft, Relation relation, Index index) {
    if (!(relation instanceof Table table) || table.kind() != Table.Kind.PARTITIONED) {
      return;
    }
    List<Table> partitions = new ArrayList<>(draft.schema().children(table.id()));
    partitions.sort(Comparator.comparingInt(Table::id));
    for (Table partition : partitions) {
      if (partition.kind() == Table.Kind.FOREIGN) {
        if (index.unique()) {
          throw Refusal.of(
                  "42809",
                  "cannot create unique index on partitioned table \"" + table.name() + "\"",
                  draftSpan(index, partition))
              .detail(
                  "Table \"" + table.name() + "\" contains partitions that are foreign tables.");
        }
        continue;
      }
      indexPartition(draft, table, draft.current(partition), index);
    }
  }

  private static dev.migrationsentry.source.Span draftSpan(Index index, Table partition) {
    Expression where = index.where();
    if (where != null) {
      return where.span();
    }
    throw new Undecided("partition " + partition.name() + " is a foreign table");
  }

  private static void indexPartition(Draft draft, Table table, Table partition, Index index) {
    Map<Integer, Integer> numbers = numbers(table, partition);
    Constraint constraint = ClonedIndexes.constraintOf(draft, table, index);
    for (Index candidate : draft.schema().indexes(partition.id())) {
      if (candidate.partitionOf() == 0
          && IndexAttachment.fits(draft, index, candidate, numbers)
          && (constraint == null
              || ClonedIndexes.constraintOf(draft, partition, candidate) != null)) {
        IndexAttachment.attach(draft, table, index, partition, candidate);
        return;
      }
    }
    Index made = ClonedIndexes.clone(draft, table, partition, index, numbers, index.id());
    draft.depend(made.id(), index.id(), Dependency.Kind.PARTITION);
    indexPartitions(draft, draft.current(partition), made);
  }

  /// Gives a partition the indexes, foreign keys and triggers of its parent.
  static void inheritObjects(Draft draft, Table parent, Table partition, boolean isNew) {
    List<Index> indexes = new ArrayList<>(draft.schema().indexes(parent.id()));
    indexes.sort(Comparator.comparingInt(Index::id));
    for (Index index : indexes) {
      if (partition.kind() != Table.Kind.FOREIGN) {
        indexPartition(draft, parent, draft.current(partition), index);
      }
    }
    for (Constraint.ForeignKey key :
        draft.schema().belongingTo(parent.id(), Constraint.ForeignKey.class)) {
      if (key.table() == parent.id() && (isNew || !hasForeignKey(draft, parent, partition, key))) {
        new ForeignKeys(draft).inherit(draft.current(partition), key);
      }
    }
    for (TableAttachment.Trigger trigger :
        draft.schema().belongingTo(parent.id(), TableAttachment.Trigger.class)) {
      if (trigger.forEachRow()) {
        Triggers.inherit(draft, draft.current(partition), trigger);
      }
    }
  }

  private static boolean hasForeignKey(
      Draft draft, Table parent, Table partition, Constraint.ForeignKey key) {
    List<Integer> columns = columns(parent, partition, key.columns());
    for (Constraint.ForeignKey own :
        draft.schema().belongingTo(partition.id(), Constraint.ForeignKey.class)) {
      if (own.table() == partition.id()
          && own.columns().equals(columns)
          && own.referencedTable() == key.referencedTable()
          && own.referencedColumns().equals(key.referencedColumns())
          && own.parent() == 0) {
        draft.replace(own.in(key.id()));
        draft.depend(own.id(), key.id(), Dependency.Kind.PARTITION);
        return true;
      }
    }
    return false;
  }
}
