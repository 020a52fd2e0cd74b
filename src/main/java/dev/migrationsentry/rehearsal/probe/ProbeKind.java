package dev.migrationsentry.rehearsal.probe;

/// What a row must not be like for a migration to work.
public enum ProbeKind {
  /// Any row at all, where a column is added that has no value for it.
  ANY_ROW("any row"),
  /// A null where none will be allowed.
  NULLS("nulls"),
  /// Two rows with the same key.
  DUPLICATES("duplicates"),
  /// A reference to a row that is not there.
  ORPHANS("orphans"),
  /// A row that a condition refuses.
  VIOLATED_CHECK("violated check"),
  /// Two rows that exclude each other.
  CONFLICTS("conflicting rows"),
  /// A text that is longer than the new type allows.
  TOO_LONG("too long"),
  /// A value that the new type can't hold.
  NOT_CASTABLE("not castable"),
  /// A label that the new enum does not have.
  MISSING_LABEL("missing label"),
  /// A row whose index entry would be larger than a third of a page.
  INDEX_ROW_TOO_LARGE("index row too large"),
  /// A row that belongs to another partition.
  WRONG_PARTITION("wrong partition");

  private final String words;

  ProbeKind(String words) {
    this.words = words;
  }

  /// The kind in plain words.
  public String words() {
    return words;
  }
}
