package dev.migrationsentry.cause;

/// Rows are equal where they must differ.
final class UniqueViolationExisting implements Explainer {
  @Override
  public int weight(Clues clues) {
    if (!clues.state("23505") || clues.name("constraint").startsWith("pg_")) {
      return 0;
    }
    return clues.words().startsWith("could not create unique index") ? 96 : 80;
  }

  @Override
  public String because(Clues clues) {
    return "Rows of production have equal values where "
        + clues.named()
        + " requires different ones.";
  }

  @Override
  public String decides(Clues clues) {
    return "The values in DETAIL: select … group by … having count(*) > 1, in production. (NULL equals NULL only with NULLS NOT DISTINCT.)";
  }
}
