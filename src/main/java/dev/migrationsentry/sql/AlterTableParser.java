package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.AlterTable;
import dev.migrationsentry.sql.ast.AlterTable.Action;
import dev.migrationsentry.sql.ast.Behavior;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.ObjectReference;
import dev.migrationsentry.sql.ast.ObjectStatement;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.sql.ast.TypeStatement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads ALTER TABLE, and ALTER of an index, view, materialized view, sequence or foreign table
/// (manual, ALTER TABLE).
final class AlterTableParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;
  private final TableActionParser actions;

  AlterTableParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
    this.actions = new TableActionParser(parser);
  }

  /// `ALTER TABLE|INDEX|VIEW|MATERIALIZED VIEW|SEQUENCE|FOREIGN TABLE`, from its first word on.
  Statement alter() {
    int start = cursor.position();
    cursor.expect("alter");
    ObjectKind kind = kind();
    if (cursor.is("all") && movesAll(kind)) {
      return moveAll(start, kind);
    }
    boolean ifExists = cursor.acceptIfExists();
    int relation = cursor.position();
    boolean inherits = kind == ObjectKind.TABLE || kind == ObjectKind.FOREIGN_TABLE;
    RelationReference table =
        inherits
            ? parser.references.relation()
            : new RelationReference(names.relationName(), false);
    ObjectReference object =
        new ObjectReference(kind, table.name(), null, null, cursor.span(relation));
    Statement simple = notAnAction(start, object, ifExists);
    if (simple != null) {
      return simple;
    }
    if (kind == ObjectKind.SEQUENCE && parser.sequences.isOption(0)) {
      TypeStatement.SequenceOptions options = parser.sequences.options();
      return new TypeStatement.AlterSequence(ifExists, table.name(), options, cursor.span(start));
    }
    List<Action> found = partitionAction(kind);
    if (found == null) {
      found = new ArrayList<>(2);
      do {
        found.add(actions.action());
      } while (cursor.accept(','));
    }
    if (found.size() == 1 && found.getFirst() instanceof AlterTable.OwnerTo owner) {
      return new ObjectStatement.SetOwner(object, ifExists, owner.role(), cursor.span(start));
    }
    return new AlterTable(kind, ifExists, table.only(), table.name(), found, cursor.span(start));
  }

  private ObjectKind kind() {
    return switch (cursor.expectAny(
        "table", "index", "view", "materialized", "sequence", "foreign")) {
      case "table" -> ObjectKind.TABLE;
      case "index" -> ObjectKind.INDEX;
      case "view" -> ObjectKind.VIEW;
      case "sequence" -> ObjectKind.SEQUENCE;
      case "materialized" -> {
        cursor.expect("view");
        yield ObjectKind.MATERIALIZED_VIEW;
      }
      default -> {
        cursor.expect("table");
        yield ObjectKind.FOREIGN_TABLE;
      }
    };
  }

  private static boolean movesAll(ObjectKind kind) {
    return kind == ObjectKind.TABLE
        || kind == ObjectKind.INDEX
        || kind == ObjectKind.MATERIALIZED_VIEW;
  }

  private Statement moveAll(int start, ObjectKind kind) {
    cursor.expect("all", "in", "tablespace");
    Name from = names.colId();
    List<Name> owners = List.of();
    if (cursor.accept("owned")) {
      cursor.expect("by");
      owners = names.roles();
    }
    cursor.expect("set", "tablespace");
    Name to = names.colId();
    boolean noWait = cursor.accept("nowait");
    return new ObjectStatement.MoveAll(kind, from, owners, to, noWait, cursor.span(start));
  }

  /// RENAME, SET SCHEMA and DEPENDS ON EXTENSION, which stand alone.
  private @Nullable Statement notAnAction(int start, ObjectReference object, boolean ifExists) {
    ObjectKind kind = object.kind();
    if (cursor.is("rename")) {
      cursor.advance();
      return rename(start, object, ifExists);
    }
    if (kind != ObjectKind.INDEX && cursor.accept("set", "schema")) {
      Name schema = names.colId();
      return new ObjectStatement.SetSchema(object, ifExists, schema, cursor.span(start));
    }
    boolean mayDepend = kind == ObjectKind.INDEX || kind == ObjectKind.MATERIALIZED_VIEW;
    if (mayDepend && !ifExists && (cursor.is("depends") || cursor.is("no", "depends"))) {
      return parser.objects.dependsOnExtension(start, object);
    }
    return null;
  }

  private Statement rename(int start, ObjectReference object, boolean ifExists) {
    ObjectKind kind = object.kind();
    boolean hasColumns = kind != ObjectKind.INDEX && kind != ObjectKind.SEQUENCE;
    ObjectKind part = null;
    if (!cursor.is("to") && hasColumns) {
      part =
          kind == ObjectKind.TABLE && cursor.accept("constraint")
              ? ObjectKind.CONSTRAINT
              : ObjectKind.COLUMN;
    }
    ObjectReference renamed = object;
    if (part != null) {
      if (part == ObjectKind.COLUMN) {
        cursor.accept("column");
      }
      Name from = names.colId();
      renamed = parser.references.part(part, from, object.name());
    }
    cursor.expect("to");
    Name to = names.colId();
    return new ObjectStatement.Rename(
        renamed, kind, ifExists, to, Behavior.RESTRICT, cursor.span(start));
  }

  /// ATTACH and DETACH PARTITION, which stand alone; null when neither is here.
  private @Nullable List<Action> partitionAction(ObjectKind kind) {
    int start = cursor.position();
    if (kind == ObjectKind.INDEX && cursor.accept("attach")) {
      cursor.expect("partition");
      QualifiedName index = names.relationName();
      return List.of(new AlterTable.AttachPartition(index, null, cursor.span(start)));
    }
    if (kind != ObjectKind.TABLE) {
      return null;
    }
    if (cursor.accept("attach")) {
      cursor.expect("partition");
      QualifiedName partition = names.relationName();
      return List.of(
          new AlterTable.AttachPartition(partition, parser.partitions.bound(), cursor.span(start)));
    }
    if (cursor.accept("detach")) {
      cursor.expect("partition");
      QualifiedName partition = names.relationName();
      boolean concurrently = cursor.accept("concurrently");
      boolean finalizing = !concurrently && cursor.accept("finalize");
      return List.of(
          new AlterTable.DetachPartition(partition, concurrently, finalizing, cursor.span(start)));
    }
    return null;
  }
}
