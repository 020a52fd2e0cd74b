package dev.migrationsentry.cause;

/// The statement needs another version of PostgreSQL.
final class ServerVersion implements Explainer {
  @Override
  public int weight(Clues clues) {
    boolean catalog =
        clues.statement().contains("pg_") || clues.statement().contains("information_schema");
    if (clues.state("42703") && (catalog || Extensions.isOldCatalogColumn(clues.name("column")))) {
      return 84;
    }
    if (clues.state("42704") && clues.words().startsWith("unrecognized configuration parameter")) {
      return 85;
    }
    if (clues.state("42883") && clues.words().contains("gen_random_uuid")) {
      return 55;
    }
    return clues.state("42601") ? 30 : clues.state("0A000") ? 40 : 0;
  }

  @Override
  public String because(Clues clues) {
    return "The statement is written for another major version of PostgreSQL than the server's.";
  }

  @Override
  public String decides(Clues clues) {
    return "select version() in production, against the version that the tests use.";
  }
}
