package dev.migrationsentry.rehearsal.rows;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A table as the server's catalog describes it.
///
/// @param name qualified and quoted
/// @param columns those that take values
record ServerTable(
    long id,
    String name,
    List<TableColumn> columns,
    List<Reference> references,
    List<Condition> conditions) {
  ServerTable {
    columns = List.copyOf(columns);
    references = List.copyOf(references);
    conditions = List.copyOf(conditions);
  }

  /// A column.
  ///
  /// @param name quoted
  /// @param filled whether the server has a value for it
  record TableColumn(
      int number, String name, long type, int modifier, boolean notNull, boolean filled) {}

  /// A foreign key.
  ///
  /// @param columns the numbers of its columns
  /// @param names the quoted names of the columns that it refers to
  record Reference(List<Integer> columns, long table, List<String> names) {
    Reference {
      columns = List.copyOf(columns);
      names = List.copyOf(names);
    }
  }

  /// A CHECK of the table or of the domain of one of its columns, or the bounds of its partitions.
  ///
  /// @param name the constraint's name; empty for bounds
  /// @param sql its expression
  /// @param columns the numbers of the columns that it is about
  record Condition(String name, String sql, List<Integer> columns) {
    Condition {
      columns = List.copyOf(columns);
    }
  }

  /// The table of an id.
  static ServerTable read(Connection connection, long id) throws SQLException {
    String name = name(connection, id);
    List<TableColumn> columns = new ArrayList<>();
    each(
        connection,
        """
        select a.attnum, quote_ident(a.attname), a.atttypid::bigint, a.atttypmod,
               a.attnotnull or t.typnotnull,
               a.atthasdef or a.attidentity <> '' or t.typdefault is not null
          from pg_catalog.pg_attribute a join pg_catalog.pg_type t on t.oid = a.atttypid
         where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
         order by a.attnum
        """,
        id,
        row ->
            columns.add(
                new TableColumn(
                    row.getInt(1),
                    row.getString(2),
                    row.getLong(3),
                    row.getInt(4),
                    row.getBoolean(5),
                    row.getBoolean(6))));
    List<Reference> references = new ArrayList<>();
    each(
        connection,
        """
        select c.conkey, c.confrelid::bigint,
               array(select quote_ident(a.attname) from unnest(c.confkey) with ordinality k (number, place)
                       join pg_catalog.pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.number
                      order by k.place)
          from pg_catalog.pg_constraint c
         where c.conrelid = $1 and c.contype = 'f' order by c.oid
        """,
        id,
        row ->
            references.add(
                new Reference(
                    numbers(row, 1),
                    row.getLong(2),
                    List.of((String[]) row.getArray(3).getArray()))));
    List<Condition> conditions = new ArrayList<>();
    each(
        connection,
        """
        select c.conname, pg_get_expr(c.conbin, c.conrelid), c.conkey
          from pg_catalog.pg_constraint c where c.conrelid = $1 and c.contype = 'c'
        union all
        select c.conname, substr(pg_get_constraintdef(c.oid), 7), array[a.attnum]
          from pg_catalog.pg_attribute a join pg_catalog.pg_constraint c on c.contypid = a.atttypid
         where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped and c.contype = 'c'
        union all
        select '', pg_get_partition_constraintdef(i.inhrelid), p.partattrs::smallint[]
          from pg_catalog.pg_partitioned_table p join pg_catalog.pg_inherits i on i.inhparent = p.partrelid
         where p.partrelid = $1
        """,
        id,
        row -> {
          if (row.getString(2) != null) {
            conditions.add(new Condition(row.getString(1), row.getString(2), numbers(row, 3)));
          }
        });
    return new ServerTable(id, name, columns, references, conditions);
  }

  @Nullable TableColumn column(int number) {
    for (TableColumn column : columns) {
      if (column.number() == number) {
        return column;
      }
    }
    return null;
  }

  /// Reads a row.
  @FunctionalInterface
  private interface RowReading {
    void read(ResultSet row) throws SQLException;
  }

  private static List<Integer> numbers(ResultSet row, int column) throws SQLException {
    List<Integer> numbers = new ArrayList<>();
    if (row.getArray(column) != null) {
      for (Object number : (Object[]) row.getArray(column).getArray()) {
        numbers.add(((Number) number).intValue());
      }
    }
    return numbers;
  }

  private static void each(Connection connection, String query, long id, RowReading reading)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query.replace("$1", Long.toString(id)))) {
      while (rows.next()) {
        reading.read(rows);
      }
    }
  }

  /// The name of a table as SQL has it on this connection.
  static String name(Connection connection, long id) throws SQLException {
    StringBuilder name = new StringBuilder();
    each(
        connection,
        "select $1::bigint::oid::regclass::text",
        id,
        row -> name.append(row.getString(1)));
    return name.toString();
  }
}
