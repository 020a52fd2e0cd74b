package dev.migrationsentry.runner;

import dev.migrationsentry.sql.Quoting;
import dev.migrationsentry.sql.ast.AlterTable;
import dev.migrationsentry.sql.ast.DatabaseStatement;
import dev.migrationsentry.sql.ast.IndexStatement;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.ObjectReference;
import dev.migrationsentry.sql.ast.ObjectStatement;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.SessionStatement;
import dev.migrationsentry.sql.ast.Statement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Finds out from the catalog what became of a statement that runs outside of transactions.
final class Settlement {
  private final Statement statement;
  private final ServerChannel channel;

  /// @param channel in the session in which the statement runs, so that names mean the same
  Settlement(Statement statement, ServerChannel channel) {
    this.statement = statement;
    this.channel = channel;
  }

  /// What is known of a statement.
  sealed interface Verdict {
    /// It was completed.
    ///
    /// @param why how that is seen, as a sentence part
    record Done(String why) implements Verdict {}

    /// It was not completed; it may run again.
    ///
    /// @param first what has to be sent before, to take away what it left; may be empty
    /// @param why what was seen, as a sentence part
    record Again(List<String> first, String why) implements Verdict {
      public Again {
        first = List.copyOf(first);
      }
    }

    /// It was completed in part, and this completes it.
    record Complete(String statement, String why) implements Verdict {}

    /// Nothing tells, or somebody is at work on it.
    ///
    /// @param question what people have to look at, as a sentence
    record Open(String question) implements Verdict {}
  }

  /// An index of a given name beside a table.
  ///
  /// @param oid its number
  /// @param schema its schema
  /// @param valid whether it was built to its end
  /// @param ofTable whether it is one of the table
  /// @param builder the process of the server that builds it now, or 0
  /// @param form whether it is unique, its method, the number of its keys, whether it has a
  ///   condition
  private record Index(
      String oid, String schema, boolean valid, boolean ofTable, int builder, String form) {}

  /// Whether what the statement makes or removes is there now, an index that was never built to its
  /// end not counted.
  boolean exists() throws SQLException {
    return switch (statement) {
      case IndexStatement.CreateIndex create when create.name() != null -> {
        Index index = index(create);
        yield index != null && index.valid();
      }
      default -> {
        String query = existence();
        yield query != null && isTrue(query);
      }
    };
  }

  /// What has to be sent before the statement runs for the first time: an index that nobody built
  /// to its end and that has the form of this one is in its way.
  List<String> inTheWay() throws SQLException {
    if (statement instanceof IndexStatement.CreateIndex create && create.name() != null) {
      Index index = index(create);
      if (index != null
          && !index.valid()
          && index.ofTable()
          && index.builder() == 0
          && index.form().equals(form(create))) {
        return List.of(drop(index, create));
      }
    }
    return List.of();
  }

  /// What became of the statement, which began at some time.
  ///
  /// @param existed whether what it makes or removes was there before it began
  Verdict of(boolean existed) throws SQLException {
    return switch (statement) {
      case IndexStatement.CreateIndex create -> created(create, existed);
      case IndexStatement.Reindex reindex -> reindexed(reindex);
      case ObjectStatement.Drop drop
          when drop.kind() == ObjectKind.INDEX && drop.objects().size() == 1 ->
          existed && !exists()
              ? new Verdict.Done("the index is not there any more")
              : again("the index is still there");
      case AlterTable table -> detached(table);
      case DatabaseStatement.Create ignored ->
          exists() && !existed
              ? new Verdict.Done("it is there, and was not before")
              : again("it was not made");
      case DatabaseStatement.Drop ignored ->
          existed && !exists()
              ? new Verdict.Done("it is not there any more")
              : again("it was not dropped");
      case DatabaseStatement.Alter ignored -> again("it can be run again without harm");
      case DatabaseStatement.AlterSystem ignored -> again("it can be run again without harm");
      case SessionStatement.Maintain ignored -> again("it can be run again without harm");
      default -> new Verdict.Open("Nothing in the catalog tells what became of it.");
    };
  }

  private static Verdict again(String why) {
    return new Verdict.Again(List.of(), why);
  }

  /// Why the statement did not do its work although the server reported no error, or null.
  @Nullable String refuted() throws SQLException {
    if (statement instanceof IndexStatement.CreateIndex create && create.name() != null) {
      Index index = index(create);
      if (index == null) {
        return "the index " + create.name() + " is not there";
      }
      if (!index.ofTable()) {
        return create.name() + " is an index of another table";
      }
      return index.valid() ? null : "the index " + create.name() + " is invalid";
    }
    return null;
  }

  /// What a statement that failed has left behind, as a sentence; null when that is nothing.
  @Nullable String left() throws SQLException {
    if (statement instanceof IndexStatement.CreateIndex create && create.name() != null) {
      Index index = index(create);
      return index == null || index.valid() || !index.ofTable()
          ? null
          : "It left the index "
              + index.schema()
              + "."
              + create.name()
              + " invalid: it slows down writing and is used by no query; the next run drops it first.";
    }
    if (statement instanceof IndexStatement.Reindex reindex
        && reindexed(reindex) instanceof Verdict.Again again
        && !again.first().isEmpty()) {
      return "It left invalid indexes, which the next run drops first: "
          + String.join("; ", again.first())
          + ".";
    }
    return null;
  }

  private Verdict created(IndexStatement.CreateIndex create, boolean existed) throws SQLException {
    if (create.name() == null) {
      return new Verdict.Open(
          "It leaves the name of the index to the server, so that the catalog does not tell whether it was made; give it a name.");
    }
    Index index = index(create);
    if (index == null) {
      return again("the index is not there");
    }
    if (index.builder() != 0) {
      return new Verdict.Open(
          "The server's process "
              + index.builder()
              + " is building the index "
              + create.name()
              + " just now; wait until it has ended, or end it.");
    }
    if (!index.ofTable() || existed) {
      return again("an index of that name was there before");
    }
    return index.valid()
        ? new Verdict.Done("the index " + create.name() + " is there and valid")
        : new Verdict.Again(
            List.of(drop(index, create)), "it left the index " + create.name() + " invalid");
  }

  private static String drop(Index index, IndexStatement.CreateIndex create) {
    return "drop index concurrently if exists "
        + Quoting.name(index.schema())
        + "."
        + Quoting.name(String.valueOf(create.name()));
  }

  private @Nullable Index index(IndexStatement.CreateIndex create) throws SQLException {
    String table = "pg_catalog.to_regclass(" + Quoting.text(name(create.table())) + ")";
    List<List<String>> rows =
        rows(
            "select c.oid::text, n.nspname::text, i.indisvalid::text,"
                + " (i.indrelid = t.oid)::text, coalesce((select p.pid from"
                + " pg_catalog.pg_stat_progress_create_index p where p.index_relid = c.oid limit 1),"
                + " 0)::text, i.indisunique::text || ' ' || m.amname || ' ' || i.indnkeyatts || ' '"
                + " || (i.indpred is not null)"
                + " from pg_catalog.pg_class t"
                + " join pg_catalog.pg_class c on c.relnamespace = t.relnamespace and c.relkind = 'i'"
                + " join pg_catalog.pg_index i on i.indexrelid = c.oid"
                + " join pg_catalog.pg_namespace n on n.oid = c.relnamespace"
                + " join pg_catalog.pg_am m on m.oid = c.relam"
                + " where t.oid = "
                + table
                + " and c.relname = "
                + Quoting.text(String.valueOf(create.name())),
            6);
    if (rows.isEmpty()) {
      return null;
    }
    List<String> row = rows.getFirst();
    return new Index(
        row.get(0),
        row.get(1),
        row.get(2).equals("true"),
        row.get(3).equals("true"),
        Integer.parseInt(row.get(4)),
        row.get(5));
  }

  private static String form(IndexStatement.CreateIndex create) {
    return create.unique()
        + " "
        + (create.method() == null ? "btree" : create.method().stored())
        + " "
        + create.keys().size()
        + " "
        + (create.where() != null);
  }

  /// What a failed `REINDEX CONCURRENTLY` leaves has the index's name with `_ccnew` or `_ccold`
  /// behind it (manual, REINDEX, "Rebuilding Indexes Concurrently").
  private Verdict reindexed(IndexStatement.Reindex reindex) throws SQLException {
    QualifiedName name = reindex.name();
    if (!reindex.concurrently() || name == null) {
      return again("it can be run again without harm");
    }
    String kind = reindex.kind().toLowerCase(Locale.ROOT);
    if (!kind.equals("index") && !kind.equals("table")) {
      return again("it can be run again; indexes whose names end in _ccnew may be left of it");
    }
    String object = "pg_catalog.to_regclass(" + Quoting.text(name(name)) + ")";
    List<List<String>> left =
        rows(
            "select n.nspname::text, c.relname::text from pg_catalog.pg_index i"
                + " join pg_catalog.pg_class c on c.oid = i.indexrelid"
                + " join pg_catalog.pg_namespace n on n.oid = c.relnamespace"
                + " join pg_catalog.pg_index o on o.indrelid = i.indrelid and o.indexrelid <> i.indexrelid"
                + " join pg_catalog.pg_class w on w.oid = o.indexrelid"
                + " where not i.indisvalid and "
                + (kind.equals("index") ? "o.indexrelid" : "o.indrelid")
                + " = "
                + object
                + " and c.relname ~ '_cc(new|old)[0-9]*$'"
                + " and pg_catalog.left(c.relname::text, 40) ="
                + " pg_catalog.left(w.relname::text || '_ccnew', 40)",
            2);
    List<String> first = new ArrayList<>();
    for (List<String> row : left) {
      first.add(
          "drop index concurrently if exists "
              + Quoting.name(row.get(0))
              + "."
              + Quoting.name(row.get(1)));
    }
    return new Verdict.Again(first, "it can be run again without harm");
  }

  private Verdict detached(AlterTable table) throws SQLException {
    for (AlterTable.Action action : table.actions()) {
      if (action instanceof AlterTable.DetachPartition detach) {
        List<List<String>> rows =
            rows(
                "select inhdetachpending::text from pg_catalog.pg_inherits where inhparent = "
                    + "pg_catalog.to_regclass("
                    + Quoting.text(name(table.table()))
                    + ") and inhrelid = pg_catalog.to_regclass("
                    + Quoting.text(name(detach.partition()))
                    + ")",
                1);
        if (rows.isEmpty()) {
          return new Verdict.Done("the partition is not attached any more");
        }
        return rows.getFirst().getFirst().equals("true")
            ? new Verdict.Complete(
                "alter table "
                    + name(table.table())
                    + " detach partition "
                    + name(detach.partition())
                    + " finalize",
                "the partition was being detached")
            : again("the partition is still attached");
      }
    }
    return new Verdict.Open("Nothing in the catalog tells what became of it.");
  }

  private @Nullable String existence() {
    return switch (statement) {
      case ObjectStatement.Drop drop when drop.kind() == ObjectKind.INDEX -> {
        ObjectReference index = drop.objects().getFirst();
        yield "select pg_catalog.to_regclass(" + Quoting.text(name(index.name())) + ") is not null";
      }
      case DatabaseStatement.Create create -> global(create.kind(), create.name().stored());
      case DatabaseStatement.Drop drop -> global(drop.kind(), drop.name().stored());
      default -> null;
    };
  }

  private static String global(ObjectKind kind, String name) {
    return kind == ObjectKind.DATABASE
        ? "select exists (select from pg_catalog.pg_database where datname = "
            + Quoting.text(name)
            + ")"
        : "select exists (select from pg_catalog.pg_tablespace where spcname = "
            + Quoting.text(name)
            + ")";
  }

  private boolean isTrue(String query) throws SQLException {
    List<List<String>> rows = rows("select (" + query + ")::text", 1);
    return !rows.isEmpty() && rows.getFirst().getFirst().equals("true");
  }

  private List<List<String>> rows(String query, int columns) throws SQLException {
    return channel.ask(connection -> rows(connection, query, columns));
  }

  private static List<List<String>> rows(Connection connection, String query, int columns)
      throws SQLException {
    List<List<String>> found = new ArrayList<>();
    try (java.sql.Statement asking = connection.createStatement();
        java.sql.ResultSet rows = asking.executeQuery(query)) {
      while (rows.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(String.valueOf(rows.getString(i)));
        }
        found.add(row);
      }
    }
    return found;
  }

  private static String name(QualifiedName name) {
    return String.join(
        ".", name.parts().stream().map(part -> Quoting.name(part.stored())).toList());
  }
}
