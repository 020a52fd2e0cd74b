package dev.migrationsentry.ledger;

import dev.migrationsentry.schema.Difference;
import dev.migrationsentry.server.ThrowAwayServer;
import dev.migrationsentry.timeline.Introductions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whether expressions (defaults, conditions, queries of views, functions) are those that the
/// migrations write. PostgreSQL writes an expression in its own way, so what a server prints is
/// compared with what another one of the same major version prints after the same migrations.
///
/// @param compared how many expressions were compared
/// @param different those that differ
/// @param why why they were not compared, or null
public record Expressions(int compared, List<DifferentExpression> different, @Nullable String why) {
  /// Copies the list.
  public Expressions {
    different = List.copyOf(different);
  }

  /// An expression that is not the one that the migrations write.
  ///
  /// @param object what it belongs to: `default of public.users.created_at`
  /// @param expected as PostgreSQL prints what the migrations write
  /// @param actual as PostgreSQL prints what is there
  /// @param introduction where a migration brings the object in, or null when that is not known
  public record DifferentExpression(
      String object,
      String expected,
      String actual,
      Introductions.@Nullable Introduction introduction) {
    /// The same as a difference of the object that the expression belongs to.
    Difference difference() {
      String subject = subject();
      int arguments = subject.startsWith("function ") ? subject.indexOf('(') : -1;
      return new Difference(
          Difference.Kind.DIFFERENT,
          arguments < 0 ? subject : subject.substring(0, arguments),
          expected,
          actual);
    }

    /// The object, without the part of it that the expression is.
    private String subject() {
      if (object.startsWith("generated ")) {
        return "column " + object.substring("generated ".length());
      }
      int of = object.indexOf(" of ");
      boolean part = of > 0 && PARTS.contains(object.substring(0, object.indexOf(' ')));
      String rest = part ? object.substring(of + " of ".length()) : object;
      return object.startsWith("default of ") && !rest.startsWith("domain ")
          ? "column " + rest
          : rest;
    }

    DifferentExpression madeBy(Introductions.@Nullable Introduction found) {
      return new DifferentExpression(object, expected, actual, found);
    }
  }

  /// The first words of what belongs to an object as a part of it.
  private static final Set<String> PARTS =
      Set.of("default", "USING", "WITH", "WHERE", "key", "bound");

  /// Nothing compared.
  static Expressions not(String why) {
    return new Expressions(0, List.of(), why);
  }

  /// Compares.
  ///
  /// @param made what the applied migrations make
  /// @param server that has made it
  /// @throws dev.migrationsentry.server.ServerUnavailableException when the server ends in between
  static Expressions between(LiveWorld made, LiveWorld live, ThrowAwayServer server) {
    NavigableMap<String, String> expected = texts(made);
    NavigableMap<String, String> actual = texts(live);
    List<DifferentExpression> different = different(expected, actual);
    if (!different.isEmpty()) {
      NavigableMap<String, String> expectedAgain = texts(Remade.copied(server, made));
      NavigableMap<String, String> actualAgain = texts(Remade.copied(server, live));
      different.removeIf(one -> {
        String there = actualAgain.get(one.object());
        return there != null && there.equals(expectedAgain.get(one.object()));
      });
    }
    int compared = (int) expected.keySet().stream().filter(actual::containsKey).count();
    return new Expressions(compared, different, null);
  }

  private static NavigableMap<String, String> texts(LiveWorld world) {
    return DefinedTexts.of(world.snapshot(), world);
  }

  private static List<DifferentExpression> different(
      Map<String, String> expected, Map<String, String> actual) {
    List<DifferentExpression> different = new ArrayList<>();
    expected.forEach((object, text) -> {
      String there = actual.get(object);
      if (there != null && !there.equals(text)) {
        different.add(new DifferentExpression(object, text, there, null));
      }
    });
    return different;
  }
}
