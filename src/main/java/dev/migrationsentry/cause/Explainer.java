package dev.migrationsentry.cause;

import java.util.List;

/// Knows one class of failures. A pure function without state; its id is its class's name in kebab
/// case, and its page is the resource `cause/ID.md` beside this package.
public interface Explainer {
  /// The id: the class's name in kebab case.
  default String id() {
    StringBuilder id = new StringBuilder();
    for (char letter : getClass().getSimpleName().toCharArray()) {
      if (Character.isUpperCase(letter) && !id.isEmpty()) {
        id.append('-');
      }
      id.append(Character.toLowerCase(letter));
    }
    return id.toString();
  }

  /// How well the clues fit, from 0 (not at all) to 100. 90 and more stand for a message that means
  /// this and nothing else.
  int weight(Clues clues);

  /// Why it fits, as a sentence.
  String because(Clues clues);

  /// What would prove or refute it, as a sentence for people who can look.
  String decides(Clues clues);

  /// Rules of `check` whose finding at the failing statement says the same.
  default List<String> rules() {
    return List.of();
  }
}
