package dev.migrationsentry.server;

/// Extensions that are not to be had, as stubs: they can be created, and their types can be stored.
final class ExtensionStubs {
  /// What begins the comment of a stub, by which it is known in a catalog.
  static final String MARK = "stub for rehearsals";

  /// The stubs that are created in a database.
  static final String INSTALLED =
      "select e.extname from pg_extension e join pg_available_extensions a on a.name = e.extname"
          + " where a.comment like '"
          + MARK
          + "%' order by 1";

  private ExtensionStubs() {}
}
