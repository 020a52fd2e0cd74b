package dev.migrationsentry.builtin;

/// Keys of the types that PostgreSQL's conversion rules name one by one.
final class TypeKeys {
  static final String UNKNOWN = "unknown";
  static final String TEXT = "text";
  static final String TEXT_ARRAY = "_text";
  static final String BOOL = "bool";
  static final String RECORD = "record";
  static final String RECORD_ARRAY = "_record";
  static final String ANY = "any";
  static final String ANYARRAY = "anyarray";
  static final String ANYELEMENT = "anyelement";

  private TypeKeys() {}

  /// Whether a declared type stands for several (manual, section 36.2.5).
  static boolean isPolymorphic(String type) {
    return switch (type) {
      case ANYELEMENT,
          ANYARRAY,
          "anynonarray",
          "anyenum",
          "anyrange",
          "anymultirange",
          "anycompatible",
          "anycompatiblearray",
          "anycompatiblenonarray",
          "anycompatiblerange",
          "anycompatiblemultirange" ->
          true;
      default -> false;
    };
  }
}
