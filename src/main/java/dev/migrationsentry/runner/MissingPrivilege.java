package dev.migrationsentry.runner;

/// What a role needs that PostgreSQL says may not do something: its own words name the object, and
/// never the privilege.
final class MissingPrivilege {
  /// `insufficient_privilege` (PostgreSQL manual, appendix A).
  static final String STATE = "42501";

  private static final String SCHEMA = "permission denied for schema ";
  private static final String TABLE = "permission denied for table ";
  private static final String OWNER = "must be owner of ";

  private MissingPrivilege() {}

  /// The sentence.
  ///
  /// @param message the server's words
  /// @param own whether a statement of this program was refused, which writes the ledger
  static String sentence(String message, boolean own) {
    if (message.startsWith(SCHEMA)) {
      String schema = message.substring(SCHEMA.length());
      return "The role needs create on schema "
          + schema
          + " to make something there, or usage on it to name what is there.";
    }
    if (message.startsWith(TABLE) && own) {
      return "The role needs select, insert, update and delete on "
          + message.substring(TABLE.length())
          + ", where the migration is recorded.";
    }
    if (message.startsWith(OWNER)) {
      return "Only who owns "
          + message.substring(OWNER.length())
          + " may do that: grant the owning role to the one that runs migrations, or log in as it.";
    }
    return "PostgreSQL refused it: the role lacks a privilege.";
  }
}
