package dev.migrationsentry.alembic;

import dev.migrationsentry.alembic.TableConstraint.Kind;
import dev.migrationsentry.program.Value;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `op.create_table` and `op.add_column` with all that belongs to their columns: types, indexes,
/// constraints and comments.
final class TableStatements {
  private final Rendering rendering;
  private final IndexStatements indexes;

  TableStatements(Rendering rendering, IndexStatements indexes) {
    this.rendering = rendering;
    this.indexes = indexes;
  }

  /// `op.create_table`.
  List<Value.Text> create(Call call, Target table) {
    Span at = call.span();
    List<ColumnDefinition> columns = new ArrayList<>();
    List<TableConstraint> constraints = new ArrayList<>();
    List<Value.Construct> ownIndexes = new ArrayList<>();
    List<Value> items = call.positional();
    for (Value item : items.subList(Math.min(1, items.size()), items.size())) {
      if (item instanceof Value.None) {
        continue;
      }
      if (!(item instanceof Value.Construct construct)) {
        throw new NotRendered("a part of the table is not known" + Call.because(item));
      }
      if (Columns.isColumn(item)) {
        columns.add(rendering.columns().of(construct, table.schema()));
      } else if (Call.simple(construct.name()).equals("Index")) {
        ownIndexes.add(construct);
      } else {
        TableConstraint constraint = rendering.constraints().of(construct);
        if (constraint == null && Call.simple(construct.name()).equals("MetaData")) {
          continue;
        }
        if (constraint == null) {
          throw new NotRendered(construct.name() + " in a table is not known");
        }
        constraints.add(constraint);
      }
    }
    List<Value.Text> statements = new ArrayList<>();
    for (ColumnDefinition column : columns) {
      SqlType type = column.type();
      if (type != null && type.named() != null && rendering.creates(type.named())) {
        statements.add(type.named().created());
      }
    }
    statements.add(createTable(call, table, columns, constraints));
    for (ColumnDefinition column : columns) {
      if (column.type() != null && column.type().kind() == SqlType.Kind.SPATIAL) {
        statements.add(spatialIndex(column, table));
      }
    }
    for (ColumnDefinition column : columns) {
      if (column.index()) {
        statements.add(index(column, table));
      }
    }
    for (Value.Construct index : ownIndexes) {
      Call own = Call.of(index);
      List<Value> parts = own.positional();
      if (parts.isEmpty()) {
        throw new NotRendered("an index in the table has no name");
      }
      Name name =
          parts.getFirst() instanceof Value.None
              ? null
              : Call.nameOf(parts.getFirst(), "the name of an index");
      statements.add(indexes.create(own, table, name, parts.subList(1, parts.size())));
    }
    Value.Text comment = call.text(-1, "comment");
    if (comment != null && !comment.text().isEmpty()) {
      statements.add(comment(table.sql(at), Sql.literal(comment, at), at));
    }
    for (ColumnDefinition column : columns) {
      if (column.comment() != null) {
        statements.add(comment(column, table));
      }
    }
    call.finish();
    return statements;
  }

  private Value.Text createTable(
      Call call, Target table, List<ColumnDefinition> columns, List<TableConstraint> constraints) {
    Span at = call.span();
    Sql sql = new Sql(at).words("CREATE ");
    if (call.value("prefixes") != null) {
      for (Value prefix : call.list(-1, "prefixes")) {
        sql.text(Call.textOf(prefix, "a prefix of the table")).words(" ");
      }
    }
    sql.words("TABLE ")
        .words(call.isTrue("if_not_exists") ? "IF NOT EXISTS " : "")
        .text(table.sql(at))
        .words(" (");
    @Nullable TableConstraint primary =
        constraints.stream().filter(c -> c.kind() == Kind.PRIMARY_KEY).findFirst().orElse(null);
    Set<String> keys = keys(columns, primary);
    @Nullable ColumnDefinition counting = counting(columns, constraints, keys);
    List<Value.Text> lines = new ArrayList<>();
    for (ColumnDefinition column : columns) {
      if (!column.system()) {
        lines.add(column.sql(column == counting, keys.contains(column.name().plain())));
      }
    }
    if (primary != null && !primary.columns().isEmpty()) {
      lines.add(primary.sql());
    } else if (!keys.isEmpty()) {
      lines.add(primaryKey(columns, counting, at));
    }
    for (TableConstraint constraint : constraints) {
      if (constraint.kind() != Kind.PRIMARY_KEY
          && constraint.withTable()
          && !(constraint.kind() == Kind.UNIQUE && constraint.columns().isEmpty())) {
        lines.add(constraint.sql());
      }
    }
    for (ColumnDefinition column : columns) {
      for (TableConstraint constraint : constraintsOf(column)) {
        if (constraint.withTable()) {
          lines.add(constraint.sql());
        }
      }
    }
    sql.joined(", ", lines).words(")");
    options(call, sql);
    return sql.text();
  }

  private static Set<String> keys(
      List<ColumnDefinition> columns, @Nullable TableConstraint primary) {
    Set<String> keys = new HashSet<>();
    if (primary != null && !primary.columns().isEmpty()) {
      primary.columns().forEach(name -> keys.add(name.plain()));
      return keys;
    }
    for (ColumnDefinition column : columns) {
      if (column.primaryKey()) {
        keys.add(column.name().plain());
      }
    }
    return keys;
  }

  /// The column of the primary key that counts up by itself, or null.
  private static @Nullable ColumnDefinition counting(
      List<ColumnDefinition> columns, List<TableConstraint> constraints, Set<String> keys) {
    List<ColumnDefinition> members =
        columns.stream().filter(column -> keys.contains(column.name().plain())).toList();
    if (members.size() == 1) {
      ColumnDefinition only = members.getFirst();
      boolean refers =
          !only.foreignKeys().isEmpty()
              || constraints.stream()
                  .filter(constraint -> constraint.kind() == Kind.FOREIGN_KEY)
                  .flatMap(constraint -> constraint.columns().stream())
                  .anyMatch(name -> name.plain().equals(only.name().plain()));
      return only.countsAlone(refers) ? only : null;
    }
    return members.stream()
        .filter(column -> column.counting() == ColumnDefinition.Counting.YES)
        .findFirst()
        .orElse(null);
  }

  private static Value.Text primaryKey(
      List<ColumnDefinition> columns, @Nullable ColumnDefinition first, Span at) {
    List<Name> names = new ArrayList<>();
    if (first != null) {
      names.add(first.name());
    }
    for (ColumnDefinition column : columns) {
      if (column.primaryKey() && column != first) {
        names.add(column.name());
      }
    }
    return new Sql(at).words("PRIMARY KEY ").text(Constraints.list(names, at)).text();
  }

  /// The constraints that a column brings with it, in SQLAlchemy's order.
  private static List<TableConstraint> constraintsOf(ColumnDefinition column) {
    List<TableConstraint> all = new ArrayList<>();
    if (column.unique() && !column.index()) {
      Value.Text body =
          new Sql(column.at())
              .words("UNIQUE ")
              .text(Constraints.list(List.of(column.name()), column.at()))
              .text();
      all.add(
          new TableConstraint(Kind.UNIQUE, null, List.of(column.name()), body, true, column.at()));
    }
    all.addAll(Columns.allowed(column));
    all.addAll(column.foreignKeys());
    return all;
  }

  private static void options(Call call, Sql sql) {
    Value inherits = call.value("postgresql_inherits");
    if (inherits != null) {
      List<Name> names = call.names(-1, "postgresql_inherits");
      sql.words(" INHERITS ( ").joined(", ", names.stream().map(Name::sql).toList()).words(" )");
    }
    Value.Text partition = call.text(-1, "postgresql_partition_by");
    if (partition != null && !partition.text().isEmpty()) {
      sql.words(" PARTITION BY ").text(partition);
    }
    Value.Text using = call.text(-1, "postgresql_using");
    if (using != null) {
      sql.words(" USING ").text(using);
    }
    Boolean oids = call.truth(-1, "postgresql_with_oids");
    if (oids != null) {
      sql.words(oids ? " WITH OIDS" : " WITHOUT OIDS");
    }
    Value.Text commit = call.text(-1, "postgresql_on_commit");
    if (commit != null) {
      sql.words(" ON COMMIT ")
          .text(Sql.map(commit, part -> part.replace('_', ' ').toUpperCase(Locale.ROOT)));
    }
    Name tablespace = call.optionalName(-1, "postgresql_tablespace");
    if (tablespace != null) {
      sql.words(" TABLESPACE ").text(tablespace.sql());
    }
    call.ignore(
        "info",
        "listeners",
        "implicit_returning",
        "keep_existing",
        "extend_existing",
        "must_exist",
        "quote",
        "quote_schema",
        "postgresql_ignore_search_path",
        "sqlite_autoincrement");
  }

  private Value.Text index(ColumnDefinition column, Target table) {
    Span at = column.at();
    Name name = IndexStatements.generated(table, List.of(column.name().text()), at);
    return new Sql(at)
        .words(column.unique() ? "CREATE UNIQUE INDEX " : "CREATE INDEX ")
        .text(name.limited())
        .words(" ON ")
        .text(table.sql(at))
        .words(" ")
        .text(Constraints.list(List.of(column.name()), at))
        .text();
  }

  private static Value.Text spatialIndex(ColumnDefinition column, Target table) {
    Span at = column.at();
    Name name =
        Name.of(
            new Sql(at)
                .words("idx_")
                .text(table.name().text())
                .words("_")
                .text(column.name().text())
                .text());
    return new Sql(at)
        .words("CREATE INDEX ")
        .text(name.limited())
        .words(" ON ")
        .text(table.sql(at))
        .words(" USING gist ")
        .text(Constraints.list(List.of(column.name()), at))
        .text();
  }

  private static Value.Text comment(Value.Text table, Value.Text comment, Span at) {
    return new Sql(at).words("COMMENT ON TABLE ").text(table).words(" IS ").text(comment).text();
  }

  private static Value.Text comment(ColumnDefinition column, Target table) {
    Span at = column.at();
    return new Sql(at)
        .words("COMMENT ON COLUMN ")
        .text(table.sql(at))
        .words(".")
        .text(column.name().sql())
        .words(" IS ")
        .text(java.util.Objects.requireNonNull(column.comment()))
        .text();
  }

  /// `op.add_column`.
  List<Value.Text> addColumn(Call call, Target table, Value value) {
    Span at = call.span();
    if (!Columns.isColumn(value)) {
      throw new NotRendered("the column is not known" + Call.because(value));
    }
    ColumnDefinition column = rendering.columns().of((Value.Construct) value, table.schema());
    boolean references = call.isTrue("inline_references") && column.foreignKeys().size() == 1;
    boolean key = call.isTrue("inline_primary_key") && column.primaryKey();
    boolean counts = column.primaryKey() && column.countsAlone(!column.foreignKeys().isEmpty());
    Sql sql =
        new Sql(at)
            .words("ALTER TABLE ")
            .text(table.dotted(at))
            .words(" ADD COLUMN ")
            .words(call.isTrue("if_not_exists") ? "IF NOT EXISTS " : "");
    sql.text(column.sql(counts, false)).words(key ? " PRIMARY KEY" : "");
    if (references) {
      Value.Text body = column.foreignKeys().getFirst().body();
      int start = body.text().indexOf(" REFERENCES ");
      sql.text(Sql.part(body, start, body.text().length()));
    }
    List<Value.Text> statements = new ArrayList<>();
    statements.add(sql.text());
    for (TableConstraint constraint : constraintsOf(column)) {
      if (!references || constraint.kind() != Kind.FOREIGN_KEY) {
        statements.add(add(constraint, table));
      }
    }
    if (column.index()) {
      statements.add(index(column, table));
    }
    if (column.comment() != null) {
      statements.add(comment(column, table));
    }
    call.ignore("insert_before", "insert_after");
    call.finish();
    return statements;
  }

  /// ALTER TABLE … ADD of a constraint.
  static Value.Text add(TableConstraint constraint, Target table) {
    return new Sql(constraint.at())
        .words("ALTER TABLE ")
        .text(table.sql(constraint.at()))
        .words(" ADD ")
        .text(constraint.sql())
        .text();
  }

  /// `op.create_table_comment`.
  Value.Text comment(Call call, Target table, Value.@Nullable Text comment) {
    call.ignore("existing_comment");
    call.finish();
    Value.Text literal =
        comment == null ? Sql.words("NULL", call.span()) : Sql.literal(comment, call.span());
    return comment(table.sql(call.span()), literal, call.span());
  }
}
