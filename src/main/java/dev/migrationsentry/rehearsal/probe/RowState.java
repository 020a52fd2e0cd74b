package dev.migrationsentry.rehearsal.probe;

import dev.migrationsentry.schema.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/// What has become of production's rows at one moment of the pending migrations, as an immutable
/// value.
///
/// @param sources the columns that do not hold what they hold in production
/// @param kept by table the condition of the rows that were not deleted
/// @param disturbances by table the statements that are not followed
/// @param everywhere the statements that may have changed any table
/// @param writtenFor by object the table as it was when the object's expressions were written
record RowState(
    PMap<ColumnId, Source> sources,
    PMap<Integer, Fragment> kept,
    PMap<Integer, PVector<Disturbance>> disturbances,
    PVector<Disturbance> everywhere,
    PMap<Integer, Relation> writtenFor) {
  /// A column by its table's id and its number.
  record ColumnId(int table, int number) {}

  static final RowState AS_IN_PRODUCTION =
      new RowState(
          HashTreePMap.empty(),
          HashTreePMap.empty(),
          HashTreePMap.empty(),
          TreePVector.empty(),
          HashTreePMap.empty());

  @Nullable Source source(int table, int number) {
    return sources.get(new ColumnId(table, number));
  }

  RowState with(int table, int number, Source source) {
    return new RowState(
        sources.plus(new ColumnId(table, number), source),
        kept,
        disturbances,
        everywhere,
        writtenFor);
  }

  /// With fewer rows.
  RowState keeping(int table, Fragment condition) {
    Fragment known = kept.get(table);
    Fragment both =
        known == null ? condition : Fragment.of(known.grouped(), " and ", condition.grouped());
    return new RowState(sources, kept.plus(table, both), disturbances, everywhere, writtenFor);
  }

  RowState disturbed(int table, Disturbance disturbance) {
    PVector<Disturbance> known = disturbances.getOrDefault(table, TreePVector.empty());
    return new RowState(
        sources, kept, disturbances.plus(table, known.plus(disturbance)), everywhere, writtenFor);
  }

  RowState disturbedEverywhere(Disturbance disturbance) {
    return new RowState(sources, kept, disturbances, everywhere.plus(disturbance), writtenFor);
  }

  RowState writing(int object, Relation table) {
    return new RowState(sources, kept, disturbances, everywhere, writtenFor.plus(object, table));
  }

  /// What may have changed some columns of a table, or its rows.
  List<Disturbance> disturbances(int table, Set<Integer> columns) {
    List<Disturbance> found = new ArrayList<>(everywhere);
    for (Disturbance one : disturbances.getOrDefault(table, TreePVector.empty())) {
      if (one.concerns(columns)) {
        found.add(one);
      }
    }
    return found;
  }
}
