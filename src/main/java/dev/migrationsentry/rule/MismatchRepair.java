package dev.migrationsentry.rule;

import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.CreateTable;
import dev.migrationsentry.timeline.Introductions;
import dev.migrationsentry.timeline.Step;
import dev.migrationsentry.timeline.Timeline;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which side of a foreign key should change its type, and the statements for it.
final class MismatchRepair {
  private static final Set<String> NUMBERS =
      Set.of(
          "smallint",
          "integer",
          "int",
          "bigint",
          "numeric",
          "real",
          "double",
          "decimal",
          "int2",
          "int4",
          "int8",
          "float4",
          "float8");
  private static final Set<String> TEXTS = Set.of("text", "character", "varchar", "char", "bpchar");

  private MismatchRepair() {}

  static String of(MismatchedKey key, Step step, Timeline timeline) {
    MismatchedKey.End referencing = key.referencing();
    MismatchedKey.End referenced = key.referenced();
    if (key.existing()) {
      return bothSides(key);
    }
    boolean keyIsNew = isNew(referenced, step, timeline) && !isNew(referencing, step, timeline);
    MismatchedKey.End wrong = keyIsNew ? referenced : referencing;
    MismatchedKey.End right = keyIsNew ? referencing : referenced;
    boolean code = step.migration().up().program() != null;
    String python = code ? python(right.type()) : null;
    CreateTable.ColumnDefinition definition = wrong.definition();
    if (definition != null) {
      return "Declare "
          + wrong
          + " with the type of "
          + right
          + ":\n  "
          + (python == null
              ? retyped(definition, right.type())
              : "sa.Column(\"" + wrong.column() + "\", " + python + ", …)");
    }
    return convertible(wrong.type(), right.type())
        ? "Change the type of "
            + wrong
            + " before this statement:\n  "
            + (python == null
                ? alter(wrong, right.type())
                : "op.execute(\"" + alter(wrong, right.type()) + "\")")
        : noCast(wrong, right);
  }

  /// A type in the words of SQLAlchemy, or null for those that are seldom a key.
  private static @Nullable String python(String type) {
    String lower = type.toLowerCase(Locale.ROOT);
    int open = lower.indexOf('(');
    return switch (open < 0 ? lower : lower.substring(0, open)) {
      case "uuid" -> "postgresql.UUID()";
      case "smallint" -> "sa.SmallInteger()";
      case "integer" -> "sa.Integer()";
      case "bigint" -> "sa.BigInteger()";
      case "text" -> "sa.Text()";
      case "character varying", "varchar" ->
          "sa.String(" + (open < 0 ? "" : lower.substring(open + 1, lower.length() - 1)) + ")";
      default -> null;
    };
  }

  /// Whether the migration itself has brought the column in.
  private static boolean isNew(MismatchedKey.End end, Step step, Timeline timeline) {
    if (end.definition() != null) {
      return true;
    }
    List<Introductions.Introduction> known = end.introductions(timeline);
    return !known.isEmpty()
        && known.stream().allMatch(introduced -> introduced.migration() == step.migration());
  }

  private static String retyped(CreateTable.ColumnDefinition definition, String type) {
    if (definition.type() == null) {
      return definition.name().span().text() + " " + type;
    }
    Span whole = definition.span();
    Span old = definition.type().span();
    String text = whole.text();
    return text.substring(0, old.start() - whole.start())
        + type
        + text.substring(old.end() - whole.start());
  }

  private static String alter(MismatchedKey.End end, String type) {
    return "ALTER TABLE "
        + end.shortTable()
        + " ALTER COLUMN "
        + end.column()
        + " TYPE "
        + type
        + " USING "
        + end.column()
        + "::"
        + type
        + ";";
  }

  private static String noCast(MismatchedKey.End wrong, MismatchedKey.End right) {
    return "There is no conversion from "
        + wrong.type()
        + " to "
        + right.type()
        + ". Add a second column of the right type, fill it from the rows that are meant, and let that one refer to "
        + right
        + ":\n  ALTER TABLE "
        + wrong.shortTable()
        + " ADD COLUMN "
        + wrong.column()
        + "_new "
        + right.type()
        + ";";
  }

  /// A column of a foreign key that is there gets another type: both sides have to change while the
  /// constraint is away.
  private static String bothSides(MismatchedKey key) {
    MismatchedKey.End changed = key.referenced().retyped() ? key.referenced() : key.referencing();
    MismatchedKey.End other = changed == key.referenced() ? key.referencing() : key.referenced();
    String table = key.referencing().shortTable();
    return "Change both columns while the foreign key is away:\n  ALTER TABLE "
        + table
        + " DROP CONSTRAINT "
        + key.constraint()
        + ";\n  "
        + alter(changed, changed.type())
        + "\n  "
        + alter(other, changed.type())
        + "\n  ALTER TABLE "
        + table
        + " ADD CONSTRAINT "
        + key.constraint()
        + " FOREIGN KEY ("
        + key.referencing().column()
        + ") REFERENCES "
        + key.referenced().shortTable()
        + " ("
        + key.referenced().column()
        + ");";
  }

  private static boolean convertible(String from, String to) {
    return TEXTS.contains(first(from))
        || TEXTS.contains(first(to))
        || (NUMBERS.contains(first(from)) && NUMBERS.contains(first(to)));
  }

  /// The first word of a type.
  private static String first(String type) {
    String lower = type.toLowerCase(Locale.ROOT);
    int end = 0;
    while (end < lower.length() && Character.isLetterOrDigit(lower.charAt(end))) {
      end++;
    }
    return lower.substring(0, end);
  }
}
