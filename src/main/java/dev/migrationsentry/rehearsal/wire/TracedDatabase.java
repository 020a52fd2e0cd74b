package dev.migrationsentry.rehearsal.wire;

import dev.migrationsentry.sql.ast.QualifiedName;
import java.nio.charset.Charset;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What was in the database before the run, by number and by name.
final class TracedDatabase {
  private final ServerView view;
  private final Map<Long, Relation> relations = new HashMap<>();
  private final Map<String, Relation> byName = new HashMap<>();
  private final Map<Long, Long> files = new ConcurrentHashMap<>();
  private final long last;
  private final Charset encoding;

  private TracedDatabase(ServerView view) throws SQLException {
    this.view = view;
    for (Relation relation : view.relations(files)) {
      relations.put(relation.oid(), relation);
      byName.put(relation.schema() + "." + relation.name(), relation);
      if (relation.schema().equals("public")) {
        byName.put(relation.name(), relation);
      } else {
        byName.putIfAbsent(relation.name(), relation);
      }
    }
    last = relations.keySet().stream().mapToLong(Long::longValue).max().orElse(16383);
    encoding = view.encoding();
  }

  /// Looks at the database, and puts the trace in.
  static TracedDatabase install(ServerView view) throws SQLException {
    TracedDatabase database = new TracedDatabase(view);
    view.execute(TraceObjects.install(database.last));
    return database;
  }

  ServerView view() {
    return view;
  }

  /// The highest number of a relation that was there before.
  long last() {
    return last;
  }

  /// The encoding of names.
  Charset encoding() {
    return encoding;
  }

  Optional<Relation> relation(long oid) {
    return Optional.ofNullable(relations.get(oid));
  }

  /// A relation as a statement names it; without a schema that of `public`, else any.
  Optional<Relation> relation(QualifiedName name) {
    List<String> parts = name.parts().stream().map(Object::toString).toList();
    int schema = Math.max(0, parts.size() - 2);
    return Optional.ofNullable(byName.get(String.join(".", parts.subList(schema, parts.size()))));
  }

  /// The table of an index.
  Optional<Relation> tableOf(Relation index) {
    return Optional.ofNullable(index.table()).map(byName::get);
  }

  /// The committed file of each relation.
  Map<Long, Long> files() {
    return files;
  }
}
