package dev.migrationsentry.ledger;

import dev.migrationsentry.catalog.DatabaseProblem;
import dev.migrationsentry.schema.Difference;
import dev.migrationsentry.schema.ExpressionTexts;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.server.ServerUnavailableException;
import dev.migrationsentry.server.ThrowAwayServer;
import dev.migrationsentry.sql.ast.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Proves on a throw-away server of production's major version that production has what migrations
/// make: both versions of a history run there, and in every part of the schema in which their
/// results differ production has to equal the newer one, expressions as the server prints them.
final class ServerProof implements AutoCloseable {
  private static final String COLUMNS = "columns of ";

  private final LiveWorld live;
  private final List<Statement> prelude;
  private final IntFunction<ThrowAwayServer> starting;
  private @Nullable ThrowAwayServer server;
  private @Nullable String unavailable;

  /// @param prelude what the project's host brings before the migrations
  /// @param starting starts a throw-away server of a major version
  ServerProof(LiveWorld live, List<Statement> prelude, IntFunction<ThrowAwayServer> starting) {
    this.live = live;
    this.prelude = List.copyOf(prelude);
    this.starting = starting;
  }

  /// Why production is not proved to have what histories make, as a sentence part; null when it is
  /// proved.
  ///
  /// @param wanted what they send
  /// @param had what they sent before
  @Nullable String refutes(List<Rerun.Ran> wanted, List<Rerun.Ran> had) {
    ThrowAwayServer running = server();
    if (running == null) {
      return "there is no server to prove it on: " + unavailable;
    }
    try {
      Remade now = Remade.on(running, live, prelude, wanted);
      Remade then = Remade.on(running, live, prelude, had);
      LiveWorld made = now.world();
      LiveWorld before = then.world();
      if (made == null || before == null) {
        return made == null ? now.why() : then.why();
      }
      return refutes(made, before, running);
    } catch (ServerUnavailableException | DatabaseProblem e) {
      return "there is no server to prove it on: " + e.getMessage();
    }
  }

  private @Nullable String refutes(LiveWorld made, LiveWorld before, ThrowAwayServer running) {
    Map<String, String> now = made.snapshot().fingerprint();
    Map<String, String> then = before.snapshot().fingerprint();
    Map<String, String> production = live.snapshot().fingerprint();
    if (production.isEmpty()) {
      return "the snapshot has no fingerprint; take a new one";
    }
    Set<String> parts = new TreeSet<>(now.keySet());
    parts.addAll(then.keySet());
    parts.removeIf(part -> Objects.equals(now.get(part), then.get(part)));
    parts.removeIf(part ->
        Objects.equals(now.get(part), production.get(part)) || hasColumns(part, made, live));
    if (!parts.isEmpty()) {
      // A schema that was dumped and restored prints some expressions in another way.
      LiveWorld madeAgain = Remade.copied(running, made);
      LiveWorld liveAgain = Remade.copied(running, live);
      parts.removeIf(part ->
          Objects.equals(
                  madeAgain.snapshot().fingerprint().get(part),
                  liveAgain.snapshot().fingerprint().get(part))
              || hasColumns(part, madeAgain, liveAgain));
    }
    return parts.isEmpty()
        ? null
        : "production differs from what a PostgreSQL "
            + running.major()
            + " makes of the files of today: "
            + String.join(", ", parts);
  }

  /// Whether a part is about the columns of a relation, and production has them in another order at
  /// most.
  private static boolean hasColumns(String part, LiveWorld made, LiveWorld production) {
    if (!part.startsWith(COLUMNS)) {
      return false;
    }
    String relation = part.substring(COLUMNS.length());
    Schema wanted = made.schema().database().schema();
    Schema there = production.schema().database().schema();
    String column = "column " + relation + ".";
    boolean structure =
        Difference.between(wanted, there).stream()
            .noneMatch(
                one -> one.object().startsWith(column) || one.object().equals("table " + relation));
    return structure
        && made.schema().failed().isEmpty()
        && production.schema().failed().isEmpty()
        && wanted.uncertainNames().isEmpty()
        && values(wanted, relation).equals(values(there, relation));
  }

  private static SortedMap<String, String> values(Schema schema, String relation) {
    SortedMap<String, String> texts = ExpressionTexts.of(schema);
    texts
        .keySet()
        .removeIf(object ->
            !object.startsWith("default of " + relation + ".")
                && !object.startsWith("generated " + relation + "."));
    return texts;
  }

  private @Nullable ThrowAwayServer server() {
    if (server == null && unavailable == null) {
      try {
        server = starting.apply(live.snapshot().major());
      } catch (ServerUnavailableException e) {
        unavailable = String.valueOf(e.getMessage());
      }
    }
    return server;
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
  }
}
