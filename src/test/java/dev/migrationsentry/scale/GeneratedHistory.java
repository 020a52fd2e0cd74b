package dev.migrationsentry.scale;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/// A made-up history of the kind that a web application gathers over the years: tables, columns,
/// indexes, foreign keys, rows, guards in DO blocks, enums, views and triggers. Every statement
/// works on an empty database. The same seed gives the same history, and a longer one begins with
/// the shorter one.
final class GeneratedHistory {
  private static final String[] WORDS = {
    "account", "invoice", "order", "event", "session", "device", "message", "project", "team",
    "member", "payment", "ticket", "report", "audit", "webhook", "token", "comment", "label",
    "subscription", "notification", "template", "campaign", "segment", "price", "product"
  };
  private static final String[] TYPES = {
    "text",
    "varchar(255)",
    "integer",
    "bigint",
    "boolean",
    "timestamptz",
    "jsonb",
    "numeric(12, 2)",
    "uuid",
    "date"
  };

  private final Random random;
  private final List<Relation> relations = new ArrayList<>();
  private final List<String> enums = new ArrayList<>();
  private int names;

  private GeneratedHistory(long seed) {
    this.random = new Random(seed);
  }

  /// A table with the columns that migrations may still use.
  private record Relation(String name, List<Column> columns) {}

  private record Column(String name, String type) {}

  /// Makes a history.
  ///
  /// @param count the number of migrations
  /// @return the texts by file name, as Flyway names its files, in order
  static Map<String, String> of(int count, long seed) {
    GeneratedHistory history = new GeneratedHistory(seed);
    Map<String, String> files = new LinkedHashMap<>();
    for (int i = 1; i <= count; i++) {
      StringBuilder text =
          new StringBuilder("-- Change " + i + ": ticket APP-" + (1000 + i) + "\n");
      int statements = 1 + history.random.nextInt(5);
      for (int statement = 0; statement < statements; statement++) {
        text.append(history.statement()).append("\n");
      }
      files.put(String.format(Locale.ROOT, "V%06d__change_%d.sql", i, i), text.toString());
    }
    return files;
  }

  /// Makes one long script.
  ///
  /// @param statements the number of its statements
  static String script(int statements, long seed) {
    GeneratedHistory history = new GeneratedHistory(seed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < statements; i++) {
      text.append(history.statement()).append("\n");
    }
    return text.toString();
  }

  private String statement() {
    int choice = relations.size() < 3 ? 0 : random.nextInt(100);
    if (choice < 10) {
      return createTable();
    } else if (choice < 30) {
      return addColumn(relation());
    } else if (choice < 48) {
      return createIndex(relation());
    } else if (choice < 56) {
      return addForeignKey(relation(), relation());
    } else if (choice < 68) {
      return insert(relation());
    } else if (choice < 75) {
      return update(relation());
    } else if (choice < 82) {
      return guard(relation());
    } else if (choice < 86) {
      return alterColumn(relation());
    } else if (choice < 89) {
      return changeEnum();
    } else if (choice < 92) {
      return createView(relation(), relation());
    } else if (choice < 94) {
      return createTrigger(relation());
    } else if (choice < 97) {
      return dropColumn(relation());
    }
    return comment(relation());
  }

  private String createTable() {
    String name = name();
    List<Column> columns = new ArrayList<>();
    StringBuilder sql = new StringBuilder("CREATE TABLE " + name + " (\n");
    sql.append("    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,\n");
    int count = 3 + random.nextInt(10);
    for (int i = 0; i < count; i++) {
      Column column = new Column(WORDS[random.nextInt(WORDS.length)] + "_" + i, type());
      columns.add(column);
      sql.append("    ").append(column.name()).append(' ').append(column.type());
      sql.append(
          switch (random.nextInt(6)) {
            case 0 -> column.type().equals("text") ? " NOT NULL DEFAULT ''" : "";
            case 1 ->
                column.type().equals("text") ? " CHECK (length(" + column.name() + ") > 0)" : "";
            case 2 -> column.type().equals("bigint") ? " UNIQUE" : "";
            default -> "";
          });
      sql.append(",\n");
    }
    sql.append("    created_at timestamptz NOT NULL DEFAULT now(),\n");
    sql.append("    updated_at timestamptz NOT NULL DEFAULT now()\n);");
    relations.add(new Relation(name, columns));
    return sql.toString();
  }

  private String addColumn(Relation relation) {
    Column column = new Column("added_" + names++, type());
    relation.columns().add(column);
    return "ALTER TABLE "
        + relation.name()
        + " ADD COLUMN "
        + column.name()
        + " "
        + column.type()
        + ";";
  }

  private String createIndex(Relation relation) {
    Column column = column(relation);
    String how = column.type().equals("jsonb") ? " USING gin (" : " (";
    String where = random.nextInt(4) == 0 ? " WHERE " + column.name() + " IS NOT NULL" : "";
    return "CREATE INDEX idx_"
        + names++
        + " ON "
        + relation.name()
        + how
        + column.name()
        + ")"
        + where
        + ";";
  }

  private String addForeignKey(Relation from, Relation to) {
    String column = "ref_" + names++;
    from.columns().add(new Column(column, "bigint"));
    return "ALTER TABLE "
        + from.name()
        + "\n    ADD COLUMN "
        + column
        + " bigint,\n    ADD CONSTRAINT fk_"
        + column
        + " FOREIGN KEY ("
        + column
        + ") REFERENCES "
        + to.name()
        + " (id) ON DELETE CASCADE;";
  }

  private String insert(Relation relation) {
    StringBuilder sql =
        new StringBuilder("INSERT INTO " + relation.name() + " (created_at) VALUES\n");
    int rows = 1 + random.nextInt(5);
    for (int i = 0; i < rows; i++) {
      sql.append("    ('2026-0")
          .append(1 + i)
          .append("-01 00:00:00+00')")
          .append(i < rows - 1 ? ",\n" : ";");
    }
    return sql.toString();
  }

  private String update(Relation relation) {
    Column column = column(relation);
    return "UPDATE "
        + relation.name()
        + " AS t SET "
        + column.name()
        + " = coalesce(t."
        + column.name()
        + ", o."
        + column.name()
        + "), updated_at = now()\nFROM "
        + relation.name()
        + " o WHERE o.id = t.id AND t.created_at < now() - interval '1 day';";
  }

  private String guard(Relation relation) {
    Column column = new Column("guarded_" + names++, type());
    relation.columns().add(column);
    return "DO $$\nBEGIN\n    IF NOT EXISTS (\n        SELECT 1 FROM information_schema.columns\n        WHERE table_schema = 'public' AND table_name = '"
        + relation.name()
        + "' AND column_name = '"
        + column.name()
        + "'\n    ) THEN\n        ALTER TABLE "
        + relation.name()
        + " ADD COLUMN "
        + column.name()
        + " "
        + column.type()
        + ";\n    END IF;\nEND\n$$;";
  }

  private String alterColumn(Relation relation) {
    Column column = column(relation);
    return "ALTER TABLE "
        + relation.name()
        + " ALTER COLUMN "
        + column.name()
        + (random.nextBoolean() ? " DROP NOT NULL;" : " SET STATISTICS 200;");
  }

  private String changeEnum() {
    if (enums.isEmpty() || random.nextInt(3) == 0) {
      enums.add(name() + "_kind");
      return "CREATE TYPE " + enums.getLast() + " AS ENUM ('new', 'open', 'closed');";
    }
    return "ALTER TYPE "
        + enums.get(random.nextInt(enums.size()))
        + " ADD VALUE 'state_"
        + names++
        + "';";
  }

  private String createView(Relation one, Relation other) {
    return "CREATE VIEW view_"
        + names++
        + " AS\nSELECT a.id, count(b.id) AS many, max(b.created_at) AS latest\nFROM "
        + one.name()
        + " a LEFT JOIN "
        + other.name()
        + " b ON b.id = a.id GROUP BY a.id;";
  }

  private String createTrigger(Relation relation) {
    String function = "touch_" + names++;
    return "CREATE FUNCTION "
        + function
        + "() RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN\n    NEW.updated_at := now();\n    RETURN NEW;\nEND\n$$;\n"
        + "CREATE TRIGGER "
        + function
        + " BEFORE UPDATE ON "
        + relation.name()
        + " FOR EACH ROW EXECUTE FUNCTION "
        + function
        + "();";
  }

  /// Drops a column that was just added, so that nothing depends on it.
  private String dropColumn(Relation relation) {
    String column = "dropped_" + names++;
    return "ALTER TABLE "
        + relation.name()
        + " ADD COLUMN "
        + column
        + " text;\nALTER TABLE "
        + relation.name()
        + " DROP COLUMN "
        + column
        + ";";
  }

  private String comment(Relation relation) {
    return "COMMENT ON COLUMN "
        + relation.name()
        + "."
        + column(relation).name()
        + " IS 'Kept for the yearly report';";
  }

  private Relation relation() {
    return relations.get(random.nextInt(relations.size()));
  }

  private Column column(Relation relation) {
    return relation.columns().get(random.nextInt(relation.columns().size()));
  }

  private String type() {
    return TYPES[random.nextInt(TYPES.length)];
  }

  private String name() {
    return WORDS[random.nextInt(WORDS.length)] + "_" + names++;
  }
}
