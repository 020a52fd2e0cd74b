package dev.migrationsentry.sql;

import java.util.List;
import java.util.function.Predicate;

/// A set of texts with both verdicts on each.
///
/// @param name what it is called in the table
record ComparedSet(String name, List<Comparison> comparisons) {
  ComparedSet {
    comparisons = List.copyOf(comparisons);
  }

  /// How many comparisons a predicate holds for.
  long count(Predicate<Comparison> predicate) {
    return comparisons.stream().filter(predicate).count();
  }

  /// How many comparisons ended in a certain way.
  long count(Agreement agreement) {
    return count(comparison -> comparison.agreement() == agreement);
  }

  /// How many texts PostgreSQL accepts.
  long accepted() {
    return count(comparison -> comparison.theirs().accepted());
  }

  /// How many texts that define something PostgreSQL accepts.
  long definitions() {
    return count(comparison -> comparison.theirs().definition());
  }

  /// How many texts that define something were read in full.
  long typedDefinitions() {
    return count(comparison ->
        comparison.theirs().definition() && comparison.agreement() == Agreement.TYPED);
  }

  /// The share of texts on which both verdicts are the same, from 0 to 1.
  double sameVerdicts() {
    return share(count(comparison -> comparison.agreement().same()), comparisons.size());
  }

  /// The share of the accepted texts that were read in full, from 0 to 1.
  double typed() {
    return share(count(Agreement.TYPED), accepted());
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 1 : (double) part / whole;
  }
}
