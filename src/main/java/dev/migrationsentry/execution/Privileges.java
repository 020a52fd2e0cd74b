package dev.migrationsentry.execution;

import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.ObjectKind;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The kinds of privileges (manual, section 5.8).
final class Privileges {
  private static final Set<String> KNOWN =
      Set.of(
          "all",
          "select",
          "insert",
          "update",
          "delete",
          "truncate",
          "references",
          "trigger",
          "execute",
          "usage",
          "create",
          "temporary",
          "temp",
          "connect",
          "rule");

  private Privileges() {}

  /// Refuses privileges that there are none of for a kind of objects.
  ///
  /// @throws Refusal 42601 for an unknown word, 0LP01 for one of another kind of objects
  static void check(Draft draft, List<String> privileges, ObjectKind kind, Span at) {
    for (String privilege : privileges) {
      boolean known =
          KNOWN.contains(privilege)
              || (draft.major() >= 15
                  && (privilege.equals("set") || privilege.equals("alter system")))
              || (draft.major() >= 17 && privilege.equals("maintain"));
      if (!known) {
        throw Refusal.of("42601", "unrecognized privilege type \"" + privilege + "\"", at);
      }
      boolean fits =
          privilege.equals("all") || privilege.equals("rule") || of(kind).contains(privilege);
      if (!fits) {
        throw invalid(privilege, words(kind), at);
      }
    }
  }

  /// Refuses a privilege that columns do not have.
  static void checkColumns(String privilege, Span at) {
    if (!Set.of("all", "select", "insert", "update", "references").contains(privilege)) {
      throw invalid(privilege, "column", at);
    }
  }

  private static Refusal invalid(String privilege, String kind, Span at) {
    String word = privilege.equals("temp") ? "temporary" : privilege;
    return Refusal.of(
        "0LP01", "invalid privilege type " + word.toUpperCase(Locale.ROOT) + " for " + kind, at);
  }

  /// The privileges of a kind of objects; tables take those of sequences too, for a while.
  static Set<String> of(ObjectKind kind) {
    return switch (kind) {
      case TABLE ->
          Set.of(
              "select",
              "insert",
              "update",
              "delete",
              "truncate",
              "references",
              "trigger",
              "maintain",
              "usage");
      case SEQUENCE -> Set.of("usage", "select", "update");
      case FUNCTION, PROCEDURE, ROUTINE -> Set.of("execute");
      case SCHEMA -> Set.of("create", "usage");
      case DATABASE -> Set.of("create", "connect", "temporary", "temp");
      case TABLESPACE -> Set.of("create");
      case LARGE_OBJECT -> Set.of("select", "update");
      case PARAMETER -> Set.of("set", "alter system");
      default -> Set.of("usage");
    };
  }

  private static String words(ObjectKind kind) {
    return switch (kind) {
      case TABLE -> "relation";
      case DOMAIN -> "type";
      case SERVER -> "foreign server";
      default -> kind.words();
    };
  }
}
