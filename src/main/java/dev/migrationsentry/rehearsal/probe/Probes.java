package dev.migrationsentry.rehearsal.probe;

import dev.migrationsentry.catalog.Snapshot;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.schema.Change;
import dev.migrationsentry.schema.Constraint;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Index;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.AlterTable;
import dev.migrationsentry.sql.ast.DataStatement;
import dev.migrationsentry.sql.ast.IndexStatement;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.sql.ast.ViewStatement;
import dev.migrationsentry.timeline.Replay;
import dev.migrationsentry.timeline.Step;
import dev.migrationsentry.timeline.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Derives what pending migrations require of production's rows, from the way in which each
/// statement changes the schema. Nothing is read from a database here.
///
/// Objects and columns are followed by their ids, so that questions name them as production does,
/// whatever the migrations rename. Values are followed too: through new columns and their defaults,
/// type changes with USING, and plain UPDATE and DELETE statements, so that a backfill is part of
/// the question. What is not followed becomes a [Reservation].
public final class Probes {
  private final Estimates estimates;
  private final List<Probe> probes = new ArrayList<>();
  private final List<Unprobed> unprobed = new ArrayList<>();

  /// What had become of the rows when the schema was this one: a rollback brings both back.
  private final IdentityHashMap<Schema, RowState> known = new IdentityHashMap<>();

  /// The tables of production that the migrations touch.
  private final Set<String> tables = new TreeSet<>();

  private @Nullable Schema production;
  private RowState rows = RowState.AS_IN_PRODUCTION;

  private Probes(Estimates estimates) {
    this.estimates = estimates;
  }

  /// What the pending migrations of a history require.
  ///
  /// @param world production as the history meets it
  /// @param sizes the sizes of production's tables, if they are known
  public static ProbePlan of(History history, World world, List<Snapshot.TableSize> sizes) {
    Probes probes = new Probes(Estimates.of(sizes));
    Replay.of(
        history,
        world,
        (step, soFar) -> {
          if (!history.runner().records(step.statement())) {
            probes.see(step);
          }
        });
    return probes.plan();
  }

  /// What statements require that were sent in order, as a rehearsal saw them.
  ///
  /// @param sent the statements that worked, each with the databases before and after it
  public static ProbePlan of(List<Sent> sent, List<Snapshot.TableSize> sizes) {
    Probes probes = new Probes(Estimates.of(sizes));
    sent.forEach(one -> probes.see(one.migration(), one.statement(), one.before(), one.outcome()));
    return probes.plan();
  }

  /// A statement that was sent.
  ///
  /// @param migration the title of its migration
  /// @param before the database that it met
  /// @param outcome what the model says of it
  public record Sent(String migration, Statement statement, Database before, Outcome outcome) {}

  private ProbePlan plan() {
    probes.sort(Comparator.comparing(Probe::cost));
    return new ProbePlan(probes, unprobed, List.copyOf(tables));
  }

  private void see(Step step) {
    see(step.migration().title(), step.statement(), step.before(), step.outcome());
  }

  private void see(String migration, Statement statement, Database before, Outcome outcome) {
    Schema start = before.schema();
    if (production == null) {
      production = start;
    }
    RowState then = known.get(start);
    if (then != null) {
      rows = then;
    }
    known.put(start, rows);
    switch (outcome) {
      case Outcome.Fails ignored -> {}
      case Outcome.Done done ->
          pass(migration, statement, before, outcome, done.after(), done.changes());
      case Outcome.Unknown unknown ->
          pass(migration, statement, before, outcome, unknown.after(), unknown.changes());
    }
  }

  private void pass(
      String migration,
      Statement statement,
      Database before,
      Outcome outcome,
      Database after,
      List<Change> changes) {
    RowState old = known.get(after.schema());
    if (old != null && after.schema() != before.schema()) {
      // A rollback.
      rows = old;
      return;
    }
    Schema start = production == null ? before.schema() : production;
    Moment moment = new Moment(start, before, rows);
    Passage passage = new Passage(migration, statement, moment, after, estimates);
    List<Retyped> retyped = ValueChanges.follow(passage);
    RowStatements.follow(passage, changes);
    if (HiddenEffects.mayChangeAnything(statement, outcome, before)) {
      passage.rows(
          passage
              .rows()
              .disturbedEverywhere(
                  new Disturbance(Disturbance.Kind.CHANGED, Set.of(), statement.span())));
    }
    moved(passage);
    TypeRequirements.collect(passage, retyped);
    NullRequirements.collect(passage);
    CheckRequirements.collect(passage);
    KeyRequirements.collect(passage);
    IndexSizeRequirements.collect(passage);
    ReferenceRequirements.collect(passage);
    ExclusionRequirements.collect(passage);
    PartitionRequirements.collect(passage);
    probes.addAll(passage.probes());
    unprobed.addAll(passage.unprobed());
    if (outcome instanceof Outcome.Unknown unknown) {
      unanswered(passage, unknown.why());
    }
    touch(passage);
    remember(passage);
    rows = passage.rows();
    known.put(after.schema(), rows);
  }

  private void touch(Passage passage) {
    Set<Integer> touched = new HashSet<>(passage.rewrittenTables());
    touched.addAll(passage.shrunk());
    passage.changed(Table.class).forEach(table -> touched.add(table.id()));
    for (SchemaObject object : passage.created(SchemaObject.class)) {
      switch (object) {
        case Constraint.ForeignKey key -> {
          touched.add(key.table());
          touched.add(key.referencedTable());
        }
        case Constraint constraint -> touched.add(constraint.table());
        case Index index -> touched.add(index.table());
        default -> {
          // It is about no table that is there.
        }
      }
    }
    for (int table : touched) {
      Subject subject = passage.subject(table);
      if (subject != null && subject.known() instanceof Table) {
        tables.add(subject.name());
      }
    }
  }

  /// What depends on rows, or was not understood, and led to no question.
  private void unanswered(Passage passage, String why) {
    Statement statement = passage.statement();
    boolean asked = !passage.probes().isEmpty() || !passage.unprobed().isEmpty();
    if (asked && !(statement instanceof DataStatement)) {
      return;
    }
    String requirement =
        switch (statement) {
          case DataStatement.Insert insert -> "rows can be added to " + insert.table();
          case DataStatement.Update update -> "rows of " + update.table() + " can be changed";
          case DataStatement.Delete delete -> "rows of " + delete.table() + " can be removed";
          case DataStatement ignored -> "rows can be changed";
          case AlterTable alter -> "the change of " + alter.table() + " works";
          case IndexStatement ignored -> "the index can be built";
          case ViewStatement ignored -> "the rows of the view can be read";
          default -> "the statement works";
        };
    Span at = statement.span();
    unprobed.add(new Unprobed(passage.migration(), at, requirement, why));
  }

  /// Keeps the names that expressions were written with, and notes rows that come and go with
  /// partitions.
  private static void remember(Passage passage) {
    for (SchemaObject object : passage.created(SchemaObject.class)) {
      int table =
          switch (object) {
            case Constraint constraint -> constraint.table();
            case Index index -> index.table();
            default -> 0;
          };
      if (table != 0
          && passage.before().inProduction(table) != null
          && passage.schema().object(table) instanceof Relation relation) {
        passage.rows(passage.rows().writing(object.id(), relation));
      }
    }
  }

  private static void moved(Passage passage) {
    for (Table table : passage.changed(Table.class)) {
      if (passage.before().now().schema().object(table.id()) instanceof Table old
          && !old.ancestors().equals(table.ancestors())) {
        for (int id : table.ancestors()) {
          disturb(passage, id, Disturbance.Kind.ADDED);
        }
        for (int id : old.ancestors()) {
          disturb(passage, id, Disturbance.Kind.REMOVED);
        }
      }
    }
    if (passage.statement() instanceof ViewStatement.CreateTableAs) {
      passage
          .created(Table.class)
          .forEach(table -> disturb(passage, table.id(), Disturbance.Kind.ADDED));
    }
  }

  private static void disturb(Passage passage, int table, Disturbance.Kind kind) {
    passage.rows(
        passage
            .rows()
            .disturbed(table, new Disturbance(kind, Set.of(), passage.statement().span())));
  }
}
