package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Statement;

/// Sends a statement to the parser of its family by its first words.
final class StatementParser {
  private final Parser parser;
  private final Cursor cursor;

  StatementParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
  }

  /// The statement at the cursor.
  Statement statement() {
    return switch (cursor.word()) {
      case "select", "values", "table", "with", "insert", "update", "delete", "merge" ->
          parser.data.preparable();
      case "create" -> create();
      case "alter" -> alter();
      case "drop" -> drop();
      case "truncate" -> parser.data.truncate();
      case "copy" -> parser.data.copy();
      case "comment" -> parser.objects.comment();
      case "security" -> parser.objects.securityLabel();
      case "import" -> parser.objects.importForeignSchema();
      case "reindex" -> parser.indexes.reindex();
      case "refresh" -> parser.views.refresh();
      case "do" -> parser.routines.doBlock();
      case "call" -> parser.routines.call();
      case "grant", "revoke" -> parser.access.grant();
      case "reassign" -> parser.access.reassignOwned();
      case "begin", "start", "commit", "end", "abort", "rollback", "savepoint", "release" ->
          parser.transactions.statement();
      case "prepare" ->
          cursor.isAt(1, "transaction") && parser.names.isString(2)
              ? parser.transactions.statement()
              : parser.sessions.prepare();
      case "set" -> parser.sessions.set();
      case "reset" -> parser.sessions.reset();
      case "show" -> parser.sessions.show();
      case "discard" -> parser.sessions.discard();
      case "lock" -> parser.sessions.lock();
      case "execute" -> parser.sessions.execute();
      case "declare" -> parser.sessions.declare();
      case "explain" -> parser.sessions.explain();
      case "vacuum", "analyze", "analyse", "cluster" -> parser.sessions.maintain();
      case "deallocate",
          "close",
          "fetch",
          "move",
          "listen",
          "unlisten",
          "notify",
          "load",
          "checkpoint" ->
          parser.sessions.command();
      default -> {
        if (cursor.is('(')) {
          yield parser.data.preparable();
        }
        throw cursor.error();
      }
    };
  }

  private Statement create() {
    int ahead = 1;
    if (cursor.isAt(1, "or")) {
      if (!cursor.isAt(2, "replace")) {
        throw cursor.error(cursor.position() + 2);
      }
      ahead = 3;
      if (!isReplaceable(cursor.word(ahead))) {
        throw cursor.error(cursor.position() + ahead);
      }
    }
    return switch (cursor.word(ahead)) {
      case "table" -> parser.tables.create();
      case "temp", "temporary", "unlogged", "local", "global" ->
          ahead == 1 ? createTemporary(2) : parser.views.createView();
      case "unique", "index" -> parser.indexes.create();
      case "view", "recursive" -> parser.views.createView();
      case "materialized" -> parser.views.createMaterializedView();
      case "rule" -> parser.views.createRule();
      case "type" -> parser.typeStatements.createType();
      case "domain" -> parser.typeStatements.createDomain();
      case "sequence" -> parser.typeStatements.createSequence();
      case "trigger", "constraint" -> parser.triggers.createTrigger();
      case "event" -> parser.triggers.createEventTrigger();
      case "policy" -> parser.triggers.createPolicy();
      case "schema" -> parser.schemas.createSchema();
      case "extension" -> parser.schemas.createExtension();
      case "function", "procedure" -> parser.routines.createRoutine();
      case "aggregate" -> parser.routines.createAggregate();
      case "role", "group" -> parser.access.createRole();
      case "user" -> isUserMapping(ahead) ? parser.objects.create() : parser.access.createRole();
      case "database", "tablespace" -> parser.databases.create();
      case "foreign" ->
          cursor.isAt(ahead + 1, "table") ? parser.tables.create() : parser.objects.create();
      default -> parser.objects.create();
    };
  }

  private static boolean isReplaceable(String word) {
    return switch (word) {
      case "aggregate",
          "constraint",
          "function",
          "global",
          "language",
          "local",
          "procedural",
          "procedure",
          "recursive",
          "rule",
          "temp",
          "temporary",
          "transform",
          "trigger",
          "trusted",
          "unlogged",
          "view" ->
          true;
      default -> false;
    };
  }

  private Statement createTemporary(int from) {
    int ahead = from;
    while (cursor.isAt(ahead, "temp") || cursor.isAt(ahead, "temporary")) {
      ahead++;
    }
    return switch (cursor.word(ahead)) {
      case "view", "recursive" -> parser.views.createView();
      case "materialized" ->
          cursor.isAt(1, "unlogged")
              ? parser.views.createMaterializedView()
              : parser.tables.create();
      case "sequence" -> parser.typeStatements.createSequence();
      default -> parser.tables.create();
    };
  }

  private Statement alter() {
    return switch (cursor.word(1)) {
      case "table", "index", "view", "materialized", "sequence" -> parser.alterTables.alter();
      case "foreign" ->
          cursor.isAt(2, "table") ? parser.alterTables.alter() : parser.objects.alter();
      case "type" -> parser.typeStatements.alterType();
      case "domain" -> parser.typeStatements.alterDomain();
      case "trigger" -> parser.triggers.alterTrigger();
      case "event" -> parser.triggers.alterEventTrigger();
      case "policy" -> parser.triggers.alterPolicy();
      case "extension" -> parser.schemas.alterExtension();
      case "function", "procedure", "routine" -> parser.routines.alterRoutine();
      case "role", "group" -> parser.access.alterRole();
      case "user" -> isUserMapping(1) ? parser.objects.alter() : parser.access.alterRole();
      case "default" -> parser.access.alterDefaultPrivileges();
      case "database", "tablespace", "system" -> parser.databases.alter();
      default -> parser.objects.alter();
    };
  }

  private Statement drop() {
    return switch (cursor.word(1)) {
      case "role", "group" -> parser.access.dropRole();
      case "user" -> isUserMapping(1) ? parser.objects.drop() : parser.access.dropRole();
      case "owned" -> parser.access.dropOwned();
      case "database", "tablespace" -> parser.databases.drop();
      default -> parser.objects.drop();
    };
  }

  /// Whether USER MAPPING stands `ahead` tokens ahead; a user may be named `mapping`.
  private boolean isUserMapping(int ahead) {
    return cursor.isAt(ahead + 1, "mapping")
        && (cursor.isAt(ahead + 2, "for") || cursor.isAt(ahead + 2, "if"));
  }
}
