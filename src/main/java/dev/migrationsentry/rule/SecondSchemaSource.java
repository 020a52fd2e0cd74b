package dev.migrationsentry.rule;

import dev.migrationsentry.execution.Executor;
import dev.migrationsentry.execution.FreshDatabase;
import dev.migrationsentry.migration.SchemaSource;
import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Difference;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.CreateTable;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.timeline.Introductions;
import dev.migrationsentry.timeline.Introductions.Introduction;
import dev.migrationsentry.timeline.Sent;
import dev.migrationsentry.timeline.Timeline;
import dev.migrationsentry.timeline.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Something beside the migrations makes the same tables in another form.
public final class SecondSchemaSource implements Rule.TimelineRule {
  private static final int MOST_NAMED = 6;

  @Override
  public Severity severity() {
    return Severity.WARNING;
  }

  @Override
  public Stream<Finding> check(Timeline timeline) {
    List<SchemaSource> sources = timeline.history().beside();
    if (sources.isEmpty() || timeline.history().migrations().isEmpty()) {
      return Stream.empty();
    }
    List<Finding> findings = new ArrayList<>();
    @Nullable Schema made = null;
    for (SchemaSource source : sources) {
      if (source.statements().isEmpty()) {
        findings.add(call(source));
        continue;
      }
      made = made == null ? made(timeline) : made;
      Map<String, List<String>> differences = differences(source, made, timeline);
      if (!differences.isEmpty()) {
        findings.add(different(source, differences));
      }
    }
    return findings.stream();
  }

  /// What the migrations make in a new database.
  private static Schema made(Timeline timeline) {
    World world = timeline.world();
    if (world.isEmpty()) {
      return timeline.after().schema();
    }
    return World.empty(world.database().major())
        .having(timeline.history(), timeline.history().migrations(), "what the migrations make")
        .database()
        .schema();
  }

  /// How the tables differ that both make: sentence parts by the table's name.
  private static Map<String, List<String>> differences(
      SchemaSource source, Schema made, Timeline timeline) {
    Schema other = run(source, timeline.world().database().major());
    Map<String, List<String>> differences = new LinkedHashMap<>();
    for (Difference difference : Difference.between(made, other)) {
      if (difference.object().startsWith("column ")) {
        String owner =
            difference.object().substring("column ".length(), difference.object().lastIndexOf('.'));
        if (Tables.described(made, owner) != null && Tables.described(other, owner) != null) {
          differences
              .computeIfAbsent(Losses.plain(owner), asked -> new ArrayList<>())
              .add(words(difference));
        }
      }
    }
    Namespace home = made.namespace("public");
    Namespace there = other.namespace("public");
    for (Statement statement : source.statements()) {
      if (statement instanceof CreateTable create && home != null && there != null) {
        String name = create.table().name();
        if (made.relation(home.id(), name) == null
            && other.relation(there.id(), name) instanceof Table table) {
          // The migration that makes it fails: only its text tells what it means to make.
          List<String> meant = meant(name, table, timeline);
          if (!meant.isEmpty()) {
            differences.put(name, meant);
          }
        }
      }
    }
    return differences;
  }

  /// How a table differs from what the texts of the migrations say of it; nothing where they don't
  /// make it.
  private static List<String> meant(String name, Table table, Timeline timeline) {
    Set<String> columns = new LinkedHashSet<>();
    boolean makes = false;
    for (Sent sent : timeline.sent()) {
      for (Statement statement : sent.statements()) {
        for (Introduction introduced : Introductions.by(statement)) {
          makes |= introduced.kind() == ObjectKind.TABLE && introduced.name().equals(name);
          if (introduced.kind() == ObjectKind.COLUMN && name.equals(introduced.table())) {
            columns.add(introduced.name());
          }
        }
      }
    }
    List<String> words = new ArrayList<>();
    if (makes) {
      for (String column : columns) {
        if (table.column(column) == null) {
          words.add("lacks " + column);
        }
      }
      for (Column column : table.columns()) {
        if (!columns.contains(column.name())) {
          words.add("has " + column.name() + " beside them");
        }
      }
    }
    return words;
  }

  private static Schema run(SchemaSource source, int major) {
    Database now = FreshDatabase.create(major);
    for (Statement statement : source.statements()) {
      now =
          switch (Executor.execute(statement, now)) {
            case Outcome.Done done -> done.after();
            case Outcome.Unknown unknown -> unknown.after();
            case Outcome.Fails ignored -> now; // What it can't make is no difference.
          };
    }
    return now.schema();
  }

  private static String words(Difference difference) {
    String name = difference.name();
    return switch (difference.kind()) {
      case MISSING -> "lacks " + name;
      case BEYOND -> "has " + name + " beside them";
      case DIFFERENT ->
          "has "
              + form(difference, difference.actual())
              + " where they make "
              + form(difference, difference.expected());
    };
  }

  /// A column's line without the words that name its table.
  private static String form(Difference difference, @Nullable String line) {
    String object = difference.object();
    return line == null ? "nothing" : difference.name() + line.substring(object.length());
  }

  private Finding different(SchemaSource source, Map<String, List<String>> differences) {
    List<String> parts = new ArrayList<>();
    differences.forEach((table, words) -> {
      List<String> named = words.subList(0, Math.min(MOST_NAMED, words.size()));
      String more =
          words.size() > MOST_NAMED ? " and " + (words.size() - MOST_NAMED) + " more" : "";
      parts.add(table + " " + String.join(", ", named) + more);
    });
    return finding(
        place(source, differences.keySet()),
        severity(),
        source.title()
            + " makes tables that the migrations make too, in another form: "
            + String.join("; ", parts)
            + ".",
        "Whichever runs first decides: the other one skips the table (IF NOT EXISTS) or fails (42P07), and what needs the other form fails later.",
        "Let the migrations alone make tables: take this out, or call the runner here instead.");
  }

  /// Where the first table is made that differs.
  private static Span place(SchemaSource source, Set<String> tables) {
    for (Statement statement : source.statements()) {
      if (statement instanceof CreateTable create && tables.contains(create.table().name())) {
        return create.span();
      }
    }
    return source.where();
  }

  private Finding call(SchemaSource source) {
    return finding(
        source.where(),
        Severity.NOTE,
        source.title() + " makes tables from models, beside the migrations.",
        "Where it runs before them, a table has the form of today's models and not the one that migrations start from; where it runs after them, it hides that a migration is missing.",
        "Let the migrations alone make tables where they are deployed; keep this for tests.");
  }

  private Finding finding(Span where, Severity severity, String seen, String effect, String safer) {
    return new Finding(
        id(), severity, "", where, null, null, seen, effect, safer, List.of(), false);
  }
}
