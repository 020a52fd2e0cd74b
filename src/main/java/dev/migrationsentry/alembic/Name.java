package dev.migrationsentry.alembic;

import dev.migrationsentry.program.Value;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A name as SQLAlchemy knows it, and how it writes it for PostgreSQL.
///
/// @param text the name, with its places
/// @param quoted whether quotes are demanded (`quoted_name(…, True)`) or refused; null when
///   SQLAlchemy decides
/// @param generated whether a naming convention or `op.f` made it: then it is cut when too long
record Name(Value.Text text, @Nullable Boolean quoted, boolean generated) {
  private static final int LONGEST = 63;

  /// The reserved words of SQLAlchemy's PostgreSQL dialect
  /// (`sqlalchemy/dialects/postgresql/base.py`).
  private static final Set<String> RESERVED =
      Set.of(
          """
          all analyse analyze and any array as asc asymmetric both case cast check collate column \
          constraint create current_catalog current_date current_role current_time \
          current_timestamp current_user default deferrable desc distinct do else end except false \
          fetch for foreign from grant group having in initially intersect into leading limit \
          localtime localtimestamp new not null of off offset old on only or order placing primary \
          references returning select session_user some symmetric table then to trailing true \
          union unique user using variadic when where window with authorization between binary \
          cross current_schema freeze full ilike inner is isnull join left like natural notnull \
          outer over overlaps right similar verbose\
          """
              .split(" "));

  /// A name that SQLAlchemy quotes where it must.
  static Name of(Value.Text text) {
    return new Name(text, null, false);
  }

  /// The characters of the name.
  String plain() {
    return text.text();
  }

  /// The name as it stands in SQL.
  Value.Text sql() {
    if (quoted == null ? !needsQuotes(plain()) : !quoted) {
      return text;
    }
    var place = text.fragments().getFirst().from();
    return new Sql(place)
        .words("\"")
        .text(Sql.map(text, part -> part.replace("\"", "\"\"")))
        .words("\"")
        .text();
  }

  /// A schema's name as Alembic writes it: dots separate names.
  List<Value.Text> dotted() {
    if (quoted != null || plain().indexOf('.') < 0) {
      return List.of(sql());
    }
    List<Value.Text> parts = new ArrayList<>();
    int start = 0;
    for (String part : plain().split("\\.", -1)) {
      parts.add(Name.of(Sql.part(text, start, start + part.length())).sql());
      start += part.length() + 1;
    }
    return parts;
  }

  /// The name of a constraint or an index as it stands in SQL: a generated one is cut after 55
  /// characters and gets four of its MD5 sum, as SQLAlchemy does it.
  Value.Text limited() {
    String plain = plain();
    if (plain.length() <= LONGEST) {
      return sql();
    }
    if (!generated) {
      throw new PythonError(
          "sqlalchemy.exc.IdentifierError",
          "Identifier '%s' exceeds maximum length of 63 characters".formatted(plain));
    }
    String cut = plain.substring(0, LONGEST - 8) + "_" + lastOfSum(plain);
    return new Name(Value.Text.of(cut, text.fragments().getFirst().from()), quoted, false).sql();
  }

  private static String lastOfSum(String name) {
    try {
      byte[] sum = MessageDigest.getInstance("MD5").digest(name.getBytes(StandardCharsets.UTF_8));
      String hex = HexFormat.of().formatHex(sum);
      return hex.substring(hex.length() - 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform knows MD5", e);
    }
  }

  private static boolean needsQuotes(String name) {
    if (name.isEmpty()) {
      return true;
    }
    char first = name.charAt(0);
    if ((first >= '0' && first <= '9') || first == '$') {
      return true;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '$')) {
        return true;
      }
    }
    return RESERVED.contains(name.toLowerCase(Locale.ROOT));
  }
}
