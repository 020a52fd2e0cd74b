package dev.migrationsentry.remedy;

import java.util.List;

/// Knows one kind of remedies. A pure function without state: it depends on what fails, on the
/// history and on the world, never on one incident. Its id is its class's name in kebab case.
interface Remedying {
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

  /// What may mend something, the best first; empty when this kind has nothing for it. Of several
  /// that differ in names only, the first one that passes its trial is taken.
  List<Remedy> propose(Ailment ailment, Sources sources);

  /// Whether it is only worth a trial when no better kind has passed.
  default boolean isLastResort() {
    return false;
  }
}
