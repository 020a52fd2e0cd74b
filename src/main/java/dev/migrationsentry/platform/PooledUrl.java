package dev.migrationsentry.platform;

import dev.migrationsentry.rule.Finding;
import dev.migrationsentry.source.Span;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// A runner that needs a session of the server is given the URL of a pooler.
final class PooledUrl implements DeployRule {
  /// Runners that hold an advisory lock, or settings, for the whole run.
  private static final Set<String> SESSION =
      Set.of(
          "prisma",
          "flyway",
          "migrate",
          "sqlx",
          "node-pg-migrate",
          "rails",
          "rake",
          "goose",
          "graphile-migrate",
          "atlas",
          "migration-sentry");

  @Override
  public Stream<Finding> check(Deployment deployment) {
    return deployment.reached().stream()
        .filter(one -> one.invocation().applies() && SESSION.contains(one.invocation().runner()))
        .flatMap(this::urls);
  }

  private Stream<Finding> urls(Reached one) {
    Stream<Finding> inWords =
        one.invocation().words().stream()
            .filter(word -> isPooled(word.text()))
            .map(word -> of(word.where(), one));
    Map<String, Variable> variables = one.service().variables();
    Variable url = variables.get("DATABASE_URL");
    boolean direct =
        variables.containsKey("DIRECT_URL") || variables.containsKey("DIRECT_DATABASE_URL");
    return url == null || direct || !isPooled(url.value())
        ? inWords
        : Stream.concat(inWords, Stream.of(of(url.where(), one)));
  }

  private Finding of(Span where, Reached one) {
    return finding(
        where,
        "This URL leads to a connection pooler, and '"
            + one.invocation().runner()
            + "' needs one session of the server for its whole run.",
        "Behind a pooler its lock and its settings belong to a session that the next statement may"
            + " not have: two runs at a time are not kept apart, and locks stay behind.",
        "Give it the URL of the server itself, in a variable such as DIRECT_URL.");
  }

  /// The signs of PgBouncer, Supabase's and Neon's poolers in a URL.
  static boolean isPooled(String url) {
    return url.contains("postgres")
        && url.contains("://")
        && (url.contains("pgbouncer")
            || url.contains(":6543")
            || url.contains("-pooler.")
            || url.contains(":6432"));
  }
}
