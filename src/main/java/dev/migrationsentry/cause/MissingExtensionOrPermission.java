package dev.migrationsentry.cause;

/// The role may not, or the server lacks an extension.
final class MissingExtensionOrPermission implements Explainer {
  @Override
  public int weight(Clues clues) {
    if (clues.state("42501", "58P01")
        || (clues.state("0A000") && !clues.name("extension").isEmpty())) {
      return 95;
    }
    if (clues.state("42883", "42704") && Extensions.brings(clues.words())) {
      return 90;
    }
    if (clues.says("ledger-not-created")
        || (clues.state("42704") && !(clues.name("extension") + clues.name("role")).isEmpty())) {
      return 84;
    }
    return clues.state("42883")
        ? clues.words().contains("operator does not exist") ? 20 : 52
        : clues.state("25006") ? 70 : 0;
  }

  @Override
  public String because(Clues clues) {
    return clues.state("42501")
        ? "The role that runs the migrations lacks a right, or does not own what it changes."
        : clues.state("25006")
            ? "The connection may only read: a standby, or a role or database that is set to read-only."
            : "An extension that the migration needs is not there, or not in the search path.";
  }

  @Override
  public String decides(Clues clues) {
    return "The role of the deploy and what it owns; pg_available_extensions and pg_extension of that server. On PostgreSQL 15 and later nobody but its owner may create in the schema public.";
  }
}
