package dev.migrationsentry.program;

import org.jspecify.annotations.Nullable;

/// `super()`.
record Above(Value self, ClassOfCode owner) implements Value.Defined {
  @Override
  public String name() {
    return "super";
  }

  /// What a base class has under a name, or null.
  @Nullable Value inherited(String attribute) {
    for (Value base : owner.bases()) {
      Value found = base instanceof ClassOfCode above ? above.attribute(attribute) : null;
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}
