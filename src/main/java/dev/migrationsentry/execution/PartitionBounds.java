package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.Rows;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.sql.ast.CreateTable;
import dev.migrationsentry.sql.ast.Expression;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether the values of partitions overlap: the server's `check_new_partition_bound`.
final class PartitionBounds {
  private final Draft draft;
  private final Table parent;
  private final Table partition;
  private final CreateTable.Bound bound;

  private PartitionBounds(Draft draft, Table parent, Table partition, CreateTable.Bound bound) {
    this.draft = draft;
    this.parent = parent;
    this.partition = partition;
    this.bound = bound;
  }

  /// Checks a bound by itself and against those of the other partitions, as far as their values are
  /// known.
  static void check(Draft draft, Table parent, Table partition, CreateTable.Bound bound) {
    PartitionBounds bounds = new PartitionBounds(draft, parent, partition, bound);
    bounds.expressions();
    switch (bound.kind()) {
      case "list" -> bounds.list();
      case "range" -> bounds.range();
      default -> bounds.hash();
    }
    bounds.defaultPartition();
  }

  private void expressions() {
    boolean range = bound.kind().equals("range");
    List<Expression> all = new ArrayList<>(bound.from());
    all.addAll(bound.to());
    for (int i = 0; i < all.size(); i++) {
      Expression value = all.get(i);
      if (range && BoundValue.of(draft, value, null, true) instanceof BoundValue.Infinite) {
        continue;
      }
      for (Expression.ColumnReference reference : ExpressionWalk.columns(value)) {
        throw Refusal.of(
            "0A000", "cannot use column reference in partition bound expression", reference.span());
      }
      if (value instanceof Expression.Constant constant
          && constant.kind() == Expression.Constant.Kind.STRING) {
        Column column = column(range ? i % Math.max(1, bound.from().size()) : 0);
        if (column != null) {
          Literals.check(draft, constant.value(), column.type(), constant.span());
        }
      }
      if (range && Assignments.isNull(value)) {
        throw Refusal.of("42P17", "cannot specify NULL in range bound", value.span());
      }
    }
  }

  private @Nullable Column column(int place) {
    Table.Partitioning partitioning = parent.partitioning();
    if (partitioning == null || place >= partitioning.columns().size()) {
      return null;
    }
    return parent.column(partitioning.columns().get(place));
  }

  private List<BoundValue> values(List<Expression> written, boolean range) {
    List<BoundValue> values = new ArrayList<>();
    for (int i = 0; i < written.size(); i++) {
      values.add(BoundValue.of(draft, written.get(i), column(range ? i : 0), range));
    }
    return values;
  }

  /// A partition with a bound that is compared.
  private record Other(Table table, CreateTable.Bound bound) {}

  private List<Other> others() {
    List<Other> others = new ArrayList<>();
    for (Table other : draft.schema().children(parent.id())) {
      CreateTable.Bound theirs = other.bound();
      if (other.id() != partition.id() && theirs != null && !other.defaultPartition()) {
        others.add(new Other(other, theirs));
      }
    }
    others.sort(Comparator.comparingInt(other -> other.table().id()));
    return others;
  }

  private Refusal overlap(Table other) {
    return Refusal.of(
            "42P17",
            "partition \""
                + partition.name()
                + "\" would overlap partition \""
                + other.name()
                + "\"",
            bound.span())
        .restingOn(partition.name(), other.name(), parent.name());
  }

  private void doubt() {
    draft.doubt("whether partitions of " + parent.name() + " overlap is not decided");
  }

  private void list() {
    List<BoundValue> own = values(bound.from(), false);
    boolean open = false;
    for (BoundValue value : own) {
      for (Other other : others()) {
        for (BoundValue theirs : values(other.bound().from(), false)) {
          Boolean same = BoundValue.same(value, theirs);
          if (same == null) {
            open = true;
          } else if (same) {
            throw overlap(other.table());
          }
        }
      }
    }
    if (open) {
      doubt();
    }
  }

  private void range() {
    List<BoundValue> lower = values(bound.from(), true);
    List<BoundValue> upper = values(bound.to(), true);
    Integer width = compare(lower, upper);
    if (width != null && width >= 0) {
      throw Refusal.of(
              "42P17",
              "empty range bound specified for partition \"" + partition.name() + "\"",
              bound.span())
          .detail(
              "Specified lower bound "
                  + text(bound.from(), lower)
                  + " is greater than or equal to upper bound "
                  + text(bound.to(), upper)
                  + ".");
    }
    Table first = null;
    List<BoundValue> lowest = List.of();
    boolean open = false;
    for (Other other : others()) {
      List<BoundValue> theirLower = values(other.bound().from(), true);
      List<BoundValue> theirUpper = values(other.bound().to(), true);
      Integer startsBefore = compare(lower, theirUpper);
      Integer endsAfter = compare(theirLower, upper);
      if ((startsBefore != null && startsBefore >= 0) || (endsAfter != null && endsAfter >= 0)) {
        continue;
      }
      if (startsBefore == null || endsAfter == null) {
        open = true;
        continue;
      }
      Integer before = first == null ? Integer.valueOf(-1) : compare(theirLower, lowest);
      if (before != null && before < 0) {
        first = other.table();
        lowest = theirLower;
      }
    }
    if (first != null) {
      throw overlap(first);
    }
    if (open) {
      doubt();
    }
  }

  private static @Nullable Integer compare(List<BoundValue> left, List<BoundValue> right) {
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      Integer order = BoundValue.compare(left.get(i), right.get(i));
      if (order == null || order != 0) {
        return order;
      }
      if (left.get(i) instanceof BoundValue.Infinite) {
        return 0;
      }
    }
    return 0;
  }

  /// A bound as the server writes it.
  private static String text(List<Expression> written, List<BoundValue> values) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < written.size(); i++) {
      String text = written.get(i).span().text();
      words.add(
          values.get(i) instanceof BoundValue.Infinite
              ? text.toUpperCase(java.util.Locale.ROOT)
              : text);
    }
    return "(" + String.join(", ", words) + ")";
  }

  private record Remainder(long modulus, long remainder) {}

  private static @Nullable Remainder remainder(CreateTable.Bound bound) {
    try {
      return new Remainder(
          Long.parseLong(bound.from().getFirst().span().text()),
          Long.parseLong(bound.from().getLast().span().text()));
    } catch (NumberFormatException other) {
      return null;
    }
  }

  private void hash() {
    Remainder own = remainder(bound);
    if (own == null) {
      return;
    }
    if (own.modulus() <= 0) {
      throw Refusal.of(
          "42P16",
          "modulus for hash partition must be an integer value greater than zero",
          bound.span());
    }
    if (own.remainder() < 0) {
      throw Refusal.of(
          "42P16",
          "remainder for hash partition must be an integer value greater than or equal to zero",
          bound.span());
    }
    if (own.remainder() >= own.modulus()) {
      throw Refusal.of(
          "42P16", "remainder for hash partition must be less than modulus", bound.span());
    }
    factors(own);
    for (Other other : others()) {
      Remainder theirs = remainder(other.bound());
      if (theirs != null) {
        long least = Math.min(own.modulus(), theirs.modulus());
        if (own.remainder() % least == theirs.remainder() % least) {
          throw overlap(other.table());
        }
      }
    }
  }

  private void factors(Remainder own) {
    Other previous = null;
    Other next = null;
    for (Other other : others()) {
      Remainder theirs = remainder(other.bound());
      if (theirs == null) {
        continue;
      }
      if (theirs.modulus() < own.modulus()
          && (previous == null || modulus(previous) <= theirs.modulus())) {
        previous = other;
      }
      if (theirs.modulus() >= own.modulus() && (next == null || modulus(next) > theirs.modulus())) {
        next = other;
      }
    }
    String detail = null;
    if (next != null && modulus(next) % own.modulus() != 0) {
      detail =
          "The new modulus "
              + own.modulus()
              + " is not a factor of "
              + modulus(next)
              + ", the modulus of existing partition \""
              + next.table().name()
              + "\".";
    }
    if (previous != null && own.modulus() % modulus(previous) != 0) {
      detail =
          "The new modulus "
              + own.modulus()
              + " is not divisible by "
              + modulus(previous)
              + ", the modulus of existing partition \""
              + previous.table().name()
              + "\".";
    }
    if (detail != null) {
      throw Refusal.of(
              "42P17",
              "every hash partition modulus must be a factor of the next larger modulus",
              bound.span())
          .detail(detail)
          .restingOn(parent.name());
    }
  }

  private static long modulus(Other other) {
    Remainder remainder = remainder(other.bound());
    return remainder == null ? 1 : remainder.modulus();
  }

  /// Rows of the default partition may belong to the new one.
  private void defaultPartition() {
    for (Table other : draft.schema().children(parent.id())) {
      if (other.defaultPartition() && other.id() != partition.id() && other.rows() != Rows.NONE) {
        draft.doubt("depends on the rows of " + other.name());
      }
    }
  }
}
