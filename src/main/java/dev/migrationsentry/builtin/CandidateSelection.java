package dev.migrationsentry.builtin;

import dev.migrationsentry.builtin.CatalogCast.Context;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Picks the best of several candidates that all take the arguments (manual, section 10.3 step 4;
/// `func_select_candidate` of the server's source).
///
/// @param <T> what the candidates are
final class CandidateSelection<T> {
  private final Coercion coercion;
  private final List<String> arguments;
  private List<Candidate<T>> candidates;

  private CandidateSelection(
      Coercion coercion, List<Candidate<T>> candidates, List<String> arguments) {
    this.coercion = coercion;
    this.candidates = candidates;
    List<String> bases = new ArrayList<>();
    for (String argument : arguments) {
      bases.add(coercion.baseType(argument));
    }
    this.arguments = bases;
  }

  /// The candidates that take the arguments by implicit conversions (`func_match_argtypes`).
  static <T> List<Candidate<T>> matching(
      Coercion coercion, List<Candidate<T>> candidates, List<String> arguments) {
    List<Candidate<T>> matching = new ArrayList<>();
    for (Candidate<T> candidate : candidates) {
      if (coercion.canCoerce(arguments, candidate.arguments(), Context.IMPLICIT)) {
        matching.add(candidate);
      }
    }
    return matching;
  }

  /// The best of them, or null when none is better than all others.
  static <T> @Nullable Candidate<T> best(
      Coercion coercion, List<Candidate<T>> candidates, List<String> arguments) {
    return new CandidateSelection<>(coercion, candidates, arguments).best();
  }

  private @Nullable Candidate<T> best() {
    keepMostMatches(false);
    if (candidates.size() > 1) {
      keepMostMatches(true);
    }
    if (candidates.size() > 1) {
      if (!arguments.contains(TypeKeys.UNKNOWN)) {
        return null;
      }
      keepGuessedCategories();
    }
    return candidates.size() == 1 ? candidates.getFirst() : onlyOneForTheSameType();
  }

  /// @param preferredCount whether a preferred type counts as a match too
  private void keepMostMatches(boolean preferredCount) {
    List<Candidate<T>> kept = new ArrayList<>();
    int most = -1;
    for (Candidate<T> candidate : candidates) {
      int matches = 0;
      for (int i = 0; i < arguments.size(); i++) {
        String argument = arguments.get(i);
        String declared = candidate.arguments().get(i);
        if (!argument.equals(TypeKeys.UNKNOWN)
            && (declared.equals(argument)
                || (preferredCount
                    && coercion.isPreferred(declared)
                    && coercion.category(declared) == coercion.category(argument)))) {
          matches++;
        }
      }
      if (matches > most) {
        most = matches;
        kept.clear();
      }
      if (matches == most) {
        kept.add(candidate);
      }
    }
    candidates = kept;
  }

  /// Gives each untyped argument a category: that of all candidates, or text when any has text;
  /// then keeps those of these categories, and with a preferred type where there is one.
  private void keepGuessedCategories() {
    char[] categories = new char[arguments.size()];
    boolean[] hasPreferred = new boolean[arguments.size()];
    for (int i = 0; i < arguments.size(); i++) {
      if (arguments.get(i).equals(TypeKeys.UNKNOWN) && !guess(i, categories, hasPreferred)) {
        return;
      }
    }
    List<Candidate<T>> kept = new ArrayList<>();
    for (Candidate<T> candidate : candidates) {
      boolean fits = true;
      for (int i = 0; i < arguments.size() && fits; i++) {
        String declared = candidate.arguments().get(i);
        fits =
            !arguments.get(i).equals(TypeKeys.UNKNOWN)
                || (coercion.category(declared) == categories[i]
                    && (!hasPreferred[i] || coercion.isPreferred(declared)));
      }
      if (fits) {
        kept.add(candidate);
      }
    }
    if (!kept.isEmpty()) {
      candidates = kept;
    }
  }

  private boolean guess(int argument, char[] categories, boolean[] hasPreferred) {
    char guessed = 0;
    boolean preferred = false;
    boolean conflict = false;
    for (Candidate<T> candidate : candidates) {
      String declared = candidate.arguments().get(argument);
      char category = coercion.category(declared);
      if (guessed == 0 || (category != guessed && category == 'S')) {
        guessed = category;
        preferred = coercion.isPreferred(declared);
      } else if (category == guessed) {
        preferred |= coercion.isPreferred(declared);
      } else {
        conflict = true;
      }
    }
    categories[argument] = guessed;
    hasPreferred[argument] = preferred;
    return !conflict || guessed == 'S';
  }

  /// When all typed arguments have the same type, tries that for the untyped ones too.
  private @Nullable Candidate<T> onlyOneForTheSameType() {
    String known = null;
    for (String argument : arguments) {
      if (!argument.equals(TypeKeys.UNKNOWN)) {
        if (known != null && !known.equals(argument)) {
          return null;
        }
        known = argument;
      }
    }
    if (known == null) {
      return null;
    }
    List<Candidate<T>> taking =
        matching(coercion, candidates, Collections.nCopies(arguments.size(), known));
    return taking.size() == 1 ? taking.getFirst() : null;
  }
}
