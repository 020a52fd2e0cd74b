package dev.migrationsentry.builtin;

/// The kinds of lines that the resources hold: each a file for the server, and a first field in the
/// files of extensions.
enum Section {
  TYPES("types"),
  FUNCTIONS("functions"),
  OPERATORS("operators"),
  CASTS("casts"),
  RELATIONS("relations"),
  OPERATOR_CLASSES("operator-classes"),
  FAMILY_OPERATORS("family-operators"),
  NAMES("names"),
  SETTINGS("settings"),
  EXTENSIONS("extensions"),
  EXTERNAL_EXTENSIONS("external-extensions");

  private final String word;

  Section(String word) {
    this.word = word;
  }

  /// The resource that holds the server's own lines.
  String resource() {
    return word.concat(".txt");
  }

  /// What a line of an extension's resource starts with.
  String lead() {
    return word.concat(" ");
  }
}
