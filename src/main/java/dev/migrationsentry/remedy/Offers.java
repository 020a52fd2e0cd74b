package dev.migrationsentry.remedy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The remedies for one thing that is to be mended.
///
/// @param ailment what it is, as a sentence
/// @param offered those that passed their trials, the best first
/// @param refused those that did not, of each kind the last one
/// @param untried why nothing could be tried, as a sentence, or null
public record Offers(
    String ailment, List<Tried> offered, List<Tried> refused, @Nullable String untried) {
  /// Copies the lists.
  public Offers {
    offered = List.copyOf(offered);
    refused = List.copyOf(refused);
  }

  /// The best one, or null.
  public @Nullable Tried best() {
    return offered.isEmpty() ? null : offered.getFirst();
  }

  /// The sentence about those that did not pass; empty when all did.
  public String refusals() {
    if (refused.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    text.append(refused.size())
        .append(refused.size() == 1 ? " considered remedy" : " considered remedies")
        .append(" did not pass: ");
    for (int i = 0; i < refused.size(); i++) {
      Tried one = refused.get(i);
      text.append(i == 0 ? "" : "; ").append(one.remedy().kind()).append(" (");
      text.append(one.refused()).append(')');
    }
    return text.append('.').toString();
  }
}
