package dev.migrationsentry.builtin;

/// Kinds of objects of which only the name is of interest.
public enum NamedObject {
  ACCESS_METHOD("access-method"),
  /// Collations that every installation has.
  COLLATION("collation"),
  /// Collations that an installation has when it was built with ICU, as nearly all are; which
  /// locales there are depends on the version of ICU.
  ICU_COLLATION("icu-collation"),
  DATABASE("database"),
  ENCODING("encoding"),
  FOREIGN_DATA_WRAPPER("foreign-data-wrapper"),
  LANGUAGE("language"),
  /// The predefined roles (manual, section 21.5). The installation's superuser is not among them.
  ROLE("role"),
  SCHEMA("schema"),
  TABLESPACE("tablespace"),
  TEXT_SEARCH_CONFIGURATION("text-search-configuration"),
  TEXT_SEARCH_DICTIONARY("text-search-dictionary"),
  TEXT_SEARCH_PARSER("text-search-parser"),
  TEXT_SEARCH_TEMPLATE("text-search-template");

  private final String word;

  NamedObject(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }
}
